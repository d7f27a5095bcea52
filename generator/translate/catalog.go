package translate

import (
	"fmt"
	"strings"
	"time"

	"handbill/generator/diag"
	"handbill/generator/translate/po"
)

// Header says what a file for translators is about.
type Header struct {
	// Project names the site, Version the program.
	Project, Version string
	// Base and Language are the tags of source and translation.
	Base, Language string
	// Date is written into files that want one.
	Date time.Time
}

// PO makes a catalogue of entries.
func PO(h Header, entries []Entry) *po.File {
	date := h.Date.UTC().Format("2006-01-02 15:04-0700")
	f := &po.File{Entries: []*po.Entry{po.Header(
		"Project-Id-Version", h.Project,
		"POT-Creation-Date", date,
		"PO-Revision-Date", date,
		"Last-Translator", "",
		"Language-Team", h.Language,
		"Language", poLanguage(h.Language),
		"MIME-Version", "1.0",
		"Content-Type", "text/plain; charset=UTF-8",
		"Content-Transfer-Encoding", "8bit",
		"X-Source-Language", h.Base,
		"X-Language", h.Language,
		"X-Generator", strings.TrimSpace("handbill "+h.Version),
	)}}
	f.Entries[0].Comments = []string{"Take off \"fuzzy\" (needs work) from a text once it is right. Empty texts stay untranslated."}
	for _, e := range entries {
		f.Entries = append(f.Entries, poEntry(e))
	}
	return f
}

func poEntry(e Entry) *po.Entry {
	id := e.ID()
	p := &po.Entry{
		Extracted: []string{e.describe()},
		Flags:     []string{"no-wrap"},
		Message:   po.Message{Context: &id, ID: e.Source},
		Str:       []string{e.Text},
	}
	if e.At.Path != "" {
		p.References = []string{poReference(e.At)}
	}
	if e.Note != "" {
		p.Comments = strings.Split(e.Note, "\n")
	}
	if e.Fuzzy && e.Text != "" {
		p.Flags = []string{"fuzzy", "no-wrap"}
		if e.Old != "" {
			p.Previous = &po.Message{ID: e.Old}
		}
	}
	return p
}

// poReference isolates a path with blanks, as gettext does.
func poReference(at diag.Position) string {
	path := at.Path
	if strings.ContainsAny(path, " \t") {
		path = "\u2068" + path + "\u2069"
	}
	return fmt.Sprintf("%s:%d", path, at.Line)
}

// poLanguage writes a tag as gettext's programs know it: zh-Hant-TW as
// zh_TW@hant is beyond them, so only a region is rewritten.
func poLanguage(tag string) string {
	language, region, ok := strings.Cut(tag, "-")
	if ok && len(region) == 2 {
		return language + "_" + region
	}
	return tag
}

// fromPO reads the entries of a catalogue. The language comes from its header.
func fromPO(file diag.File) (language string, entries []Entry, ds diag.List) {
	f, ds := po.Parse(file)
	language = f.Header("X-Language")
	if language == "" {
		language = strings.ReplaceAll(f.Header("Language"), "_", "-")
	}
	for _, p := range f.Entries {
		if p.IsHeader() || p.Obsolete || p.ID == "" {
			continue
		}
		e := Entry{
			Source: p.ID, Text: p.Text(), Fuzzy: p.Is("fuzzy"),
			Note: strings.Join(p.Comments, "\n"), At: diag.Position{Path: file.Path, Line: p.Line, Column: 1},
		}
		if p.Previous != nil {
			e.Old = p.Previous.ID
			// msgmerge says by the previous context that it took the text of
			// another entry.
			e.Guessed = p.Previous.Context != nil && (p.Context == nil || *p.Previous.Context != *p.Context)
		}
		if p.Context != nil {
			e.Guide, e.Keys, _ = parseID(*p.Context)
		}
		entries = append(entries, e)
	}
	return language, entries, ds
}
