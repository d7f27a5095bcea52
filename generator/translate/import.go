package translate

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"handbill/generator/diag"
)

// MaxImport is the size of the largest file that is read: far above what a
// person translates. Reading takes some twenty times as much memory.
const MaxImport = 64 << 20 // bytes

// Incoming is a file that came back from a translator.
type Incoming struct {
	Language string
	Entries  []Entry
}

// ParseIncoming reads a PO, XLIFF or CSV file by what is in it. Other encodings
// than UTF-8 are recognised by their byte order mark.
func ParseIncoming(file diag.File) (Incoming, diag.List) {
	var ds diag.List
	at := diag.Position{Path: file.Path, Line: 1, Column: 1}
	if len(file.Source) > MaxImport {
		ds.Error(at, "import-size", fmt.Sprintf("the file has more than %d MB", MaxImport>>20), "split it by guides")
		return Incoming{}, ds
	}
	file.Source = utf8Text(file.Source)
	head := bytes.TrimLeft(file.Source[:min(len(file.Source), 4096)], "\uFEFF \t\r\n")
	var in Incoming
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		ds.Error(at, "import-format", "this is an office document or an archive, not a text file", "save it as CSV, and import that")
	case bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<xliff")):
		in.Language, in.Entries, ds = fromXLIFF(file)
	case bytes.HasPrefix(head, []byte("<")):
		ds.Error(at, "import-format", "this is a web page, not a translation", "the form's button \"Save\" gives a PO file: import that")
	case bytes.Contains(file.Source, []byte("msgid")) && bytes.Contains(file.Source, []byte("msgstr")) && !bytes.HasPrefix(bytes.ToLower(head), []byte("id")) && !bytes.HasPrefix(head, []byte(`"id"`)):
		in.Language, in.Entries, ds = fromPO(file)
	case slices.Contains([]string{".po", ".pot", ".xlf", ".xliff"}, strings.ToLower(path.Ext(file.Path))):
		ds.Error(at, "import-format", "nothing in this file is a translation: it is empty, damaged or of another kind", "ask for it again, best in a ZIP archive; mail and messengers sometimes spoil attachments")
	default:
		in.Language, in.Entries, ds = fromCSV(file)
	}
	for i := range in.Entries {
		in.Entries[i].Language = in.Language
	}
	return in, ds
}

// utf8Text turns UTF-16, as spreadsheets save it, into UTF-8.
func utf8Text(src []byte) []byte {
	if bytes.HasPrefix(src, []byte{0xff, 0xfe}) || bytes.HasPrefix(src, []byte{0xfe, 0xff}) {
		decoder := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
		if text, err := decoder.Bytes(src); err == nil {
			return text
		}
	}
	return src
}

// Result is what an import would change, and what became of each entry.
type Result struct {
	Changes []Change
	// Taken counts texts that were written, Confirmed those that only lost their
	// mark, Unchanged those that say what the site says, Empty those without text.
	Taken, Confirmed, Unchanged, Empty int
	// Left are the entries that have no place; nothing is lost with them.
	Left []Left
	// Diagnostics are about the texts that were taken.
	Diagnostics diag.List
}

// Left is an entry that was not taken, and why.
type Left struct {
	Entry
	Why string
}

// ImportOptions say how texts are taken. The zero value is right for the work of
// people.
type ImportOptions struct {
	Glossary Glossary
	// Machine says that a program made the texts: readers are told, and nothing
	// counts as done.
	Machine bool
}

// Import finds the place of each entry and makes the changes. It writes nothing.
func (p *Project) Import(incoming []Incoming, opt ImportOptions) (Result, error) {
	var r Result
	byWork := map[[2]string][]Entry{}
	h := &holders{p, map[string]map[string]string{}}
	for _, in := range incoming {
		letters := wrongLetters(in.Entries, in.Language)
		for _, e := range in.Entries {
			if letters != "" && strings.TrimSpace(e.Text) != "" {
				r.Left = append(r.Left, Left{e, fmt.Sprintf("the file says %q, and its texts are in letters (%s) that this language is not written in", in.Language, letters)})
				continue
			}
			p.sort(&r, e, byWork, h)
		}
	}
	order := slices.SortedFunc(maps.Keys(byWork), func(a, b [2]string) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	pending := map[string][]byte{} // files that two works share
	for _, k := range order {
		if err := p.importWork(&r, k[0], k[1], byWork[k], opt, pending); err != nil {
			return r, err
		}
	}
	slices.SortFunc(r.Changes, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return r, nil
}

// sort files an entry under its guide, or says why it has none.
func (p *Project) sort(r *Result, e Entry, byWork map[[2]string][]Entry, h *holders) {
	leave := func(why string) { r.Left = append(r.Left, Left{e, why}) }
	language := p.site.Language(e.Language)
	switch {
	case strings.TrimSpace(e.Text) == "":
		r.Empty++
		return
	case e.Language == "":
		leave("the file does not say its language")
		return
	case language == nil:
		leave(fmt.Sprintf("the site has no language %q", e.Language))
		return
	case len(e.Keys) == 0:
		leave("the name of the text (msgctxt, id) is gone or was changed")
		return
	}
	if !slices.Contains(p.Guides(e.Language), e.Guide) {
		to := h.guide(e)
		if to == "" {
			leave(fmt.Sprintf("the site has no guide %q to translate into this language", e.Guide))
			return
		}
		e.Guide = to
	}
	if why := unfit(e); why != "" {
		leave(why)
		return
	}
	k := [2]string{e.Guide, e.Language}
	byWork[k] = append(byWork[k], e)
}

// holders tells which guide has a source text: for entries whose guide's folder
// was renamed since the file went out. Keys that several guides have are left
// out.
type holders struct {
	p  *Project
	by map[string]map[string]string // language → key → guide
}

func (h *holders) guide(e Entry) string {
	if h.by[e.Language] == nil {
		keys := map[string]string{}
		for _, guide := range h.p.Guides(e.Language) {
			w := &Work{Guide: guide, Language: e.Language}
			if _, err := h.p.fill(w); err != nil {
				continue
			}
			for _, u := range w.Source {
				if _, twice := keys[u.Key]; twice {
					keys[u.Key] = ""
				} else {
					keys[u.Key] = guide
				}
			}
		}
		h.by[e.Language] = keys
	}
	return h.by[e.Language][e.Keys[0]]
}

// unfit says why a text must not come onto the site; "" where it may.
func unfit(e Entry) string {
	if !utf8.ValidString(e.Text) {
		return "the text is not readable: it is not in UTF-8"
	}
	return ""
}

func (p *Project) importWork(r *Result, guide, language string, entries []Entry, opt ImportOptions, pending map[string][]byte) error {
	w, ds, err := p.Work(guide, language)
	if err != nil {
		return err
	}
	r.Diagnostics.Add(ds)
	if !w.Exists {
		p.begin(w)
	}
	if w.services != nil && pending[w.services.path] != nil {
		w.services = readDirectory(w.services.path, pending[w.services.path])
	}
	m := merger{p: p, w: w, r: r, opt: opt, at: map[int]int{}, rows: map[int]Row{}}
	for _, e := range entries {
		m.take(e)
	}
	return m.write(pending)
}

// begin gives a work without a translation the copy of the source that a new
// translation begins as.
func (p *Project) begin(w *Work) {
	w.target = p.read(w.TargetPath, w.Language, p.template(w))
	w.Target = append(slices.Clip(w.target.units), w.Target...)
	w.Report = Compare(w.Source, w.Target, w.Lock, w.Old)
	w.Report.nobodysWork(w.Target)
}
