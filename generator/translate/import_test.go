package translate

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/text/encoding/unicode"

	"handbill/generator/diag"
)

var header = Header{Project: "Test", Version: "1", Base: "en", Language: "fr", Date: time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)}

// formats are the ways out, with how a translator fills in a text there.
var formats = map[string]func([]Entry) []byte{
	"fr.po":  func(e []Entry) []byte { return PO(header, e).Bytes() },
	"fr.xlf": func(e []Entry) []byte { return XLIFF(header, e).Bytes() },
	"fr.csv": func(e []Entry) []byte { return CSV(header, e) },
}

// bring imports a file into a project.
func bring(t *testing.T, p *Project, name string, data []byte) Result {
	t.Helper()
	in, ds := ParseIncoming(diag.File{Path: name, Source: data})
	if ds.Failed() {
		t.Fatalf("%s: %v", name, ds)
	}
	r, err := p.Import([]Incoming{in}, ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// write carries out changes in the files of a test.
func write(t *testing.T, p *Project, changes []Change) *Project {
	t.Helper()
	files := map[string]string{}
	for name, f := range p.fsys.(fstest.MapFS) {
		files[name] = string(f.Data)
	}
	for _, c := range changes {
		if c.Data == nil {
			delete(files, c.Path)
		} else {
			files[c.Path] = string(c.Data)
		}
	}
	return site(t, files)
}

func file(p *Project, name string) string {
	f := p.fsys.(fstest.MapFS)[name]
	if f == nil {
		return ""
	}
	return string(f.Data)
}

// frenchify makes a translation of the text with every construct in which each
// word ends in "u".
func frenchify(t *testing.T) *Project {
	t.Helper()
	p := site(t, map[string]string{"guides/w/en.md": everything, "guides/w/fr.md": everything, "guides/w/services.toml": services})
	w := work(t, p)
	var entries []Entry
	for _, e := range w.Entries(nil, false) {
		e.Text = inFrench(e.Source)
		entries = append(entries, e)
	}
	r := bring(t, p, "fr.po", PO(header, entries).Bytes())
	if len(r.Left) > 0 || r.Taken != len(entries) {
		t.Fatalf("took %d of %d, left %+v", r.Taken, len(entries), r.Left)
	}
	return write(t, p, r.Changes)
}

var intoFrench = strings.NewReplacer("the ", "le ", "The ", "Le ", " a ", " un ", "A ", "Un ", "water", "eau", "Cup", "Tasse", "Pot", "Marmite", "Ask", "Demandez", "Wait", "Attendez",
	"Call", "Appelez", "not ", "pas ", "quote", "citation", "Day", "Jour", "Place", "Lieu", "Monday", "Lundi", "Tuesday", "Mardi", "School", "École", "task", "tâche", "line", "ligne",
	"Recommendations", "Conseils", "Boil it", "Bouillir", "Before any", "Avant tout", "inside", "dedans", "longer", "plus", "while", "moment", "Short", "Court", "Term", "Terme",
	"item", "point", "house", "maison", "Words of", "Mots de", "Somebody", "Quelqu’un", "Take care", "Attention", "Never", "Jamais", "What it means", "Ce que c’est", "Another", "Autre",
	"continued", "suite", "second", "deuxième", "Setext heading", "Titre", "Tests", "Essais", "Advice", "Conseil", "Night clinic", "Dispensaire", "Legal aid", "Aide", "Mo–Fr", "Lu–Ve", "health", "santé", "tap", "robinet", "Clean", "Propre")

func inFrench(text string) string {
	if got := strings.ReplaceAll(intoFrench.Replace(text), "hotligne", "hotline"); got != text {
		return got
	}
	return text + " bien sûr"
}

func TestEveryFormatBringsBackExactlyWhatItTook(t *testing.T) {
	p := frenchify(t)
	w := work(t, p)
	if open := w.Report.Counts.Open(); open != 0 {
		t.Fatalf("%d blocks are open: %s", open, summary(w.Report))
	}
	for name, format := range formats {
		if r := bring(t, p, name, format(w.Entries(nil, false))); len(r.Changes) > 0 || len(r.Left) > 0 {
			t.Errorf("%s: nothing was translated, and %d files change; left %v", name, len(r.Changes), r.Left)
		}
	}
}

func TestEveryFormatChangesOnlyWhatWasTranslated(t *testing.T) {
	p := frenchify(t)
	w := work(t, p)
	before := file(p, "guides/w/fr.md")
	for name, format := range formats {
		entries := w.Entries(nil, false)
		for i := range entries {
			e := entries[i]
			was := e.Text
			entries[i].Text = "Nouveau " + strings.TrimSuffix(was, "\\\"")
			r := bring(t, p, name, format(entries))
			entries[i].Text = was
			if r.Taken != 1 || len(r.Left) > 0 {
				t.Errorf("%s, %s %q: took %d, left %v", name, e.Context, e.Source, r.Taken, r.Left)
				continue
			}
			for _, c := range r.Changes {
				if c.Path == "guides/w/fr.md" && !onlyChanges(before, string(c.Data), was) {
					t.Errorf("%s, %s %q: more has changed:\n%s", name, e.Context, e.Source, c.Data)
				}
			}
		}
	}
}

// onlyChanges reports whether two files differ in one stretch that is not much
// longer than a text.
func onlyChanges(before, after, text string) bool {
	start := 0
	for start < min(len(before), len(after)) && before[start] == after[start] {
		start++
	}
	end := 0
	for end < min(len(before), len(after))-start && before[len(before)-1-end] == after[len(after)-1-end] {
		end++
	}
	return len(before)-start-end <= len(text)+20 && strings.Contains(after[start:len(after)-end]+after[max(0, start-8):start], "Nouveau")
}

func TestFuzzyTextIsTakenAndStaysOpen(t *testing.T) {
	p := frenchify(t)
	p = write(t, p, []Change{{"guides/w/en.md", []byte(strings.Replace(everything, "Call {{hotline}} now.", "Call {{hotline}} at once, day or night now.", 1))}})
	w := work(t, p)
	entries := w.Entries(nil, true)
	if len(entries) != 1 || !entries[0].Fuzzy || entries[0].Old != "Call {{hotline}} now." {
		t.Fatalf("open: %+v", entries)
	}
	entries[0].Text = "Appelez {{hotline}} tout de suite."
	r := bring(t, p, "fr.po", PO(header, entries).Bytes())
	p = write(t, p, r.Changes)
	if c := work(t, p).Report.Counts; r.Taken != 1 || c.Changed != 1 {
		t.Fatalf("took %d, counts %+v", r.Taken, c)
	}
	entries[0].Fuzzy = false
	r = bring(t, p, "fr.po", PO(header, entries).Bytes())
	p = write(t, p, r.Changes)
	if c := work(t, p).Report.Counts; r.Confirmed != 1 || c.Open() != 0 {
		t.Errorf("confirmed %d, counts %+v", r.Confirmed, c)
	}
}

func TestImportOfAnOldFileKeepsItsOwnBase(t *testing.T) {
	en := "+++\ntitle = \"W\"\n+++\n\nCall 112 at night and bring your papers.\n"
	p := site(t, map[string]string{"guides/w/en.md": en})
	w := work(t, p)
	p.begin(w)
	entries := w.Entries(nil, false)
	for i := range entries {
		entries[i].Text = "Appelez le 112 la nuit avec vos papiers."
	}
	out := PO(header, entries).Bytes()
	p = write(t, p, []Change{{"guides/w/en.md", []byte(strings.Replace(en, "112", "113", 1))}})
	r := bring(t, p, "fr.po", out)
	if r.Taken != 2 || len(r.Left) > 0 {
		t.Fatalf("took %d, left %+v", r.Taken, r.Left)
	}
	p = write(t, p, r.Changes)
	w = work(t, p)
	if s := summary(w.Report); s != "changed [1]→[1]" || w.Report.Pairs[1].Old != "Call 112 at night and bring your papers." {
		t.Errorf("status %s, made from %q", s, w.Report.Pairs[1].Old)
	}
	// Once the newer text is translated, the old file must not undo that.
	entries = w.Entries(nil, true)
	entries[0].Text, entries[0].Fuzzy = "Appelez le 113 la nuit avec vos papiers.", false
	p = write(t, p, bring(t, p, "fr.po", PO(header, entries).Bytes()).Changes)
	r = bring(t, p, "fr.po", out)
	if len(r.Changes) > 0 || len(r.Left) != 1 || !strings.Contains(r.Left[0].Why, "older text") {
		t.Errorf("changes %d, left %+v", len(r.Changes), r.Left)
	}
}

func TestNothingIsLostAndNothingHarmfulComesIn(t *testing.T) {
	p := frenchify(t)
	w := work(t, p)
	call := func() Entry {
		for _, e := range w.Entries(nil, false) {
			if strings.HasPrefix(e.Source, "Call") {
				return e
			}
		}
		t.Fatal("no such entry")
		return Entry{}
	}
	for name, c := range map[string]struct {
		change func(*Entry)
		why    string
	}{
		"unknown guide":   {func(e *Entry) { e.Guide = "gone"; e.Keys = []string{"000000000000"} }, "no guide"},
		"no name":         {func(e *Entry) { e.Keys = []string{"zz"} }, "name of the text"},
		"gone from there": {func(e *Entry) { e.Keys, e.Source = []string{"000000000000"}, "Nothing like it anywhere at all" }, "not in the guide"},
		"script":          {func(e *Entry) { e.Text = "Appelez <script>alert(1)</script>" }, "<script>"},
		"event":           {func(e *Entry) { e.Text = "Appelez <b onclick=x>ici</b>" }, "<b onclick=x>"},
		"picture":         {func(e *Entry) { e.Text = "Appelez <img src=https://evil.example/x.png>" }, "<img"},
		"comment":         {func(e *Entry) { e.Text = "Appelez <!-- x" }, "<!--"},
		"script link":     {func(e *Entry) { e.Text = "[Appelez](javascript:alert(1))" }, "javascript:"},
		"script in both":  {func(e *Entry) { e.Text = "Appelez <script>alert(1)</script>"; e.Source = e.Text }, "<script>"},
		"event in both":   {func(e *Entry) { e.Text = "Appelez <img onerror=x src=y>"; e.Source = e.Text }, "<img"},
		"link in both":    {func(e *Entry) { e.Text = "[Appelez](javascript:alert(1))"; e.Source = e.Text }, "javascript:"},
		"hidden scheme":   {func(e *Entry) { e.Text = "[Appelez](JavaScript&colon;alert(1))" }, "JavaScript:"},
	} {
		e := call()
		c.change(&e)
		r := bring(t, p, "fr.po", PO(header, []Entry{e}).Bytes())
		if len(r.Changes) > 0 || len(r.Left) != 1 || !strings.Contains(r.Left[0].Why, c.why) || r.Left[0].Text != e.Text {
			t.Errorf("%s: %d changes, left %+v", name, len(r.Changes), r.Left)
		}
	}
}

func TestMachineTextNeverCountsAsDone(t *testing.T) {
	p := site(t, map[string]string{"guides/w/en.md": "+++\ntitle = \"Clean water\"\n+++\n\nBoil the water well.\n\nWait for it to cool.\n"})
	entries := work(t, p).Entries(nil, false)
	entries[0].Text, entries[1].Text = "Eau propre", "Bouillir eau bien."
	in := Incoming{Language: "fr", Entries: entries}
	for i := range in.Entries {
		in.Entries[i].Language = "fr"
	}
	r, err := p.Import([]Incoming{in}, ImportOptions{Machine: true})
	if err != nil || r.Taken != 2 {
		t.Fatalf("took %d: %v", r.Taken, err)
	}
	p = write(t, p, r.Changes)
	if c := work(t, p).Report.Counts; c.Machine != 2 || c.Current != 0 || c.Translated() != 0 {
		t.Errorf("counts %+v", c)
	}
	// A person's text takes its place, and no machine's that of a person.
	entries[1].Text = "Faites bien bouillir l’eau."
	p = write(t, p, bring(t, p, "fr.po", PO(header, entries[1:2]).Bytes()).Changes)
	entries[1].Text = "Bouillir eau bien."
	if r, err = p.Import([]Incoming{in}, ImportOptions{Machine: true}); err != nil || len(r.Left) != 1 || !strings.Contains(r.Left[0].Why, "person") {
		t.Errorf("left %+v: %v", r.Left, err)
	}
}

func TestNewerLockStopsTheWriting(t *testing.T) {
	p := frenchify(t)
	p = write(t, p, []Change{{"i18n/track/w/fr.toml", []byte("version = 2\n")}})
	w, ds, err := p.Work("w", "fr")
	if err != nil || !ds.Failed() {
		t.Fatal(ds, err)
	}
	if _, err := p.Adopt(w); err == nil {
		t.Error("a lock of a newer version was written over")
	}
	// Other languages go on, and keep the texts that the lock may name.
	p = write(t, p, []Change{{"guides/w/es.md", []byte("+++\ntitle = \"Agua\"\n+++\n")}})
	before := file(p, "i18n/track/w/source.toml")
	es, _, err := p.Work("w", "es")
	if err != nil {
		t.Fatal(err)
	}
	changes, err := p.Adopt(es)
	if err != nil {
		t.Fatal(err)
	}
	if p = write(t, p, changes); len(file(p, "i18n/track/w/source.toml")) < len(before) {
		t.Error("old texts were dropped")
	}
}

func TestServicesAloneBeginNoTranslation(t *testing.T) {
	p := site(t, map[string]string{"guides/w/en.md": "+++\ntitle = \"W\"\n+++\n", "guides/w/services.toml": services})
	entries := work(t, p).Entries(nil, false)
	for i := range entries {
		if strings.HasPrefix(entries[i].Context, "Service") {
			entries[i].Text = "Texte"
		}
	}
	p = write(t, p, bring(t, p, "fr.po", PO(header, entries).Bytes()).Changes)
	if file(p, "guides/w/fr.md") != "" || !strings.Contains(file(p, "guides/w/services.toml"), "[service.fr]") {
		t.Error("a translation of the guide was begun, or the services were not written")
	}
	if c := work(t, p).Report.Counts; c.Current != 5 || c.Missing != 1 {
		t.Errorf("counts %+v", c)
	}
}

func TestMarksOfDirectionMayComeIn(t *testing.T) {
	p := frenchify(t)
	entries := work(t, p).Entries(nil, false)
	for i := range entries {
		if strings.HasPrefix(entries[i].Source, "Call") {
			entries[i].Text = `Appelez <span dir="ltr">{{hotline}}</span> <bdi lang="ar">الآن</bdi>.`
		}
	}
	if r := bring(t, p, "fr.po", PO(header, entries).Bytes()); r.Taken != 1 || len(r.Left) > 0 {
		t.Errorf("took %d, left %+v", r.Taken, r.Left)
	}
}

func TestFileOfAnotherLanguageIsRefused(t *testing.T) {
	p := frenchify(t)
	w := work(t, p)
	entries := w.Entries(nil, false)
	for i := range entries {
		entries[i].Text = "اغسل يديك بالماء والصابون قبل الأكل"
	}
	r := bring(t, p, "fr.po", PO(header, entries).Bytes())
	if len(r.Changes) > 0 || len(r.Left) != len(entries) || !strings.Contains(r.Left[0].Why, "Arab") {
		t.Errorf("%d changes, %d left", len(r.Changes), len(r.Left))
	}
	other := header
	other.Language = "xx"
	r = bring(t, p, "xx.po", PO(other, entries).Bytes())
	if len(r.Left) != len(entries) || !strings.Contains(r.Left[0].Why, `no language "xx"`) {
		t.Errorf("left %+v", r.Left[:1])
	}
}

func TestEncodingsOfEditorsAndSpreadsheets(t *testing.T) {
	p := frenchify(t)
	w := work(t, p)
	entries := w.Entries(nil, false)[:1]
	entries[0].Text = "Été"
	utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()
	for name, format := range formats {
		plain := bytes.TrimPrefix(format(entries), []byte("\uFEFF"))
		wide, err := utf16.Bytes(plain)
		if err != nil {
			t.Fatal(err)
		}
		for kind, data := range map[string][]byte{
			"BOM": append([]byte("\uFEFF"), plain...), "CRLF": bytes.ReplaceAll(plain, []byte("\n"), []byte("\r\n")), "UTF-16": wide,
		} {
			if name == "fr.xlf" && kind == "UTF-16" {
				data = bytes.Replace(data, mustUTF16(t, "UTF-8"), mustUTF16(t, "UTF-16"), 1)
			}
			if r := bring(t, p, name, data); r.Taken != 1 || len(r.Left) > 0 {
				t.Errorf("%s as %s: took %d, left %+v", name, kind, r.Taken, r.Left)
			}
		}
	}
}

func mustUTF16(t *testing.T, s string) []byte {
	t.Helper()
	b, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSpoiledFileIsNotTakenForATable(t *testing.T) {
	for _, name := range []string{"fr.po", "fr.xlf"} {
		_, ds := ParseIncoming(diag.File{Path: name, Source: []byte("\x00\xffgarbage")})
		if len(ds) != 1 || !strings.Contains(ds[0].Message, "nothing in this file is a translation") {
			t.Errorf("%s: said %v", name, ds)
		}
	}
}

func TestFirstImportMakesTheTranslation(t *testing.T) {
	p := site(t, map[string]string{"guides/w/en.md": everything})
	w := work(t, p)
	entries := w.Entries(nil, false)
	if len(entries) == 0 || entries[0].Text != "" {
		t.Fatalf("entries %+v", entries)
	}
	entries[0].Text = "Eau propre"
	p = write(t, p, bring(t, p, "fr.po", PO(header, entries[:1]).Bytes()).Changes)
	w = work(t, p)
	if c := w.Report.Counts; c.Current != 1+counted(w, "112") || c.Missing != 0 || c.Untranslated == 0 {
		t.Errorf("counts %+v\n%s", c, file(p, "guides/w/fr.md"))
	}
	if got := file(p, "guides/w/fr.md"); !strings.HasPrefix(got, "+++\ntitle = \"Eau propre\"\nsummary = 'What") || strings.Contains(got, "kind =") {
		t.Errorf("begins\n%.200s", got)
	}
}

// counted is how many blocks need no translation because they have no words.
func counted(w *Work, _ string) int {
	n := 0
	for _, u := range w.Source {
		if u.Sent() && !wordy(u.Text) {
			n++
		}
	}
	return n
}

func TestRenamedGuideKeepsItsRecords(t *testing.T) {
	p := frenchify(t)
	files := map[string]string{}
	for name, f := range p.fsys.(fstest.MapFS) {
		files[strings.Replace(name, "guides/w/", "guides/well/", 1)] = string(f.Data)
	}
	old := work(t, p)
	p = site(t, files)
	w, ds, err := p.Work("well", "fr")
	if err != nil || len(ds) > 0 {
		t.Fatal(err, ds)
	}
	if w.Report.Counts != old.Report.Counts || w.Report.Counts.Assumed != 0 {
		t.Errorf("counts %+v, were %+v", w.Report.Counts, old.Report.Counts)
	}
	// A file that went out under the old name still finds the guide, and the
	// records move with the first change.
	entries := old.Entries(nil, false)[:1]
	entries[0].Text = "De l’eau"
	r := bring(t, p, "fr.po", PO(header, entries).Bytes())
	if r.Taken != 1 {
		t.Fatalf("took %d, left %+v", r.Taken, r.Left)
	}
	p = write(t, p, r.Changes)
	if file(p, "i18n/track/w/fr.toml") != "" || file(p, "i18n/track/well/fr.toml") == "" {
		t.Error("the records did not move")
	}
}

func TestTranslationOfATranslation(t *testing.T) {
	en := "+++\ntitle = \"Water\"\n+++\n\nCall 112 at night.\n\nBoil the water.\n"
	p := site(t, map[string]string{
		"guides/w/en.md": en,
		"guides/w/es.md": "+++\ntitle = \"Agua\"\n+++\n\nLlame al 112 por la noche.\n\nHierva el agua.\n",
	})
	for _, tag := range []string{"es", "fr"} {
		if tag == "fr" {
			changes, _, err := p.New("fr", []string{"w"}, "es")
			if err != nil {
				t.Fatal(err)
			}
			p = write(t, p, changes)
			continue
		}
		es, _, err := p.Work("w", tag)
		if err != nil {
			t.Fatal(err)
		}
		changes, err := p.Adopt(es)
		if err != nil {
			t.Fatal(err)
		}
		p = write(t, p, changes)
	}
	w := work(t, p)
	if w.Base != "es" || w.Report.Counts.Untranslated != 3 {
		t.Fatalf("base %s, %s", w.Base, summary(w.Report))
	}
	h := header
	h.Base = "es"
	entries := w.Entries(nil, false)
	for i, text := range []string{"Eau", "Appelez le 112 la nuit.", "Faites bouillir l’eau."} {
		entries[i].Text = text
	}
	p = write(t, p, bring(t, p, "fr.po", PO(h, entries).Bytes()).Changes)
	if c := work(t, p).Report.Counts; c.Current != 3 {
		t.Fatalf("counts %+v", c)
	}
	// English changes; Spanish has not followed: French is out of date as well.
	p = write(t, p, []Change{{"guides/w/en.md", []byte(strings.Replace(en, "112", "113", 1))}})
	if w = work(t, p); summary(w.Report) != "changed [1]→[1]" {
		t.Errorf("got %s", summary(w.Report))
	}
}

func TestGettextAcceptsTheExport(t *testing.T) {
	p := frenchify(t)
	p = write(t, p, []Change{{"guides/w/en.md", []byte(strings.Replace(everything, "Call {{hotline}} now.", "Call {{hotline}} at once, now \"or\" never.", 1))}})
	w := work(t, p)
	dir := t.TempDir()
	path := filepath.Join(dir, "fr.po")
	data := PO(header, w.Entries(nil, false)).Bytes()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(name string, args ...string) []byte {
		cmd := exec.Command(name, args...)
		var errs bytes.Buffer
		cmd.Stderr = &errs
		out, err := cmd.Output()
		if err != nil || strings.Contains(errs.String(), "warning") {
			t.Fatalf("%s %v: %v (is GNU gettext installed?)\n%s", name, args, err, errs.String())
		}
		return out
	}
	run("msgfmt", "-c", "-o", os.DevNull, path)
	if out := run("msgcat", "--no-wrap", path); !bytes.Equal(out, data) {
		t.Errorf("msgcat makes of it\n%s\nfrom\n%s", out, data)
	}
	merged := run("msgmerge", "--quiet", "--previous", path, path)
	for name, back := range map[string][]byte{"msgcat": run("msgcat", "--width=40", path), "msgmerge": merged} {
		if r := bring(t, p, name, back); len(r.Changes) > 0 || len(r.Left) > 0 {
			t.Errorf("through %s: %d changes, left %+v", name, len(r.Changes), r.Left)
		}
	}
}

func TestGuessesOfMsgmergeStayOut(t *testing.T) {
	en := "+++\ntitle = \"W\"\n+++\n\nDo not call 112 at night, please.\n"
	p := site(t, map[string]string{"guides/w/en.md": en, "guides/w/fr.md": "+++\ntitle = \"O\"\n+++\n"})
	w := work(t, p)
	entries := w.Entries(nil, true)
	entries[0].Fuzzy, entries[0].Text, entries[0].Old = true, "Appelez le 112 la nuit.", "Do call 112 at night, please."
	r := bring(t, p, "fr.po", PO(header, entries).Bytes())
	if len(r.Changes) > 0 || len(r.Left) != 1 || !strings.Contains(r.Left[0].Why, "guessed") {
		t.Errorf("%d changes, left %+v", len(r.Changes), r.Left)
	}
}

func TestSpreadsheetRowsThatNobodyTouchedSayNothing(t *testing.T) {
	p := frenchify(t)
	p = write(t, p, []Change{{"guides/w/en.md", []byte(strings.Replace(everything, "Call {{hotline}} now.", "Call {{hotline}} at once, day or night now.", 1))}})
	w := work(t, p)
	if r := bring(t, p, "fr.csv", CSV(header, w.Entries(nil, true))); len(r.Changes) > 0 {
		t.Errorf("an untouched table cleared a mark: %+v", r)
	}
}

func TestImportChecksWhatCameIn(t *testing.T) {
	p := frenchify(t)
	w := work(t, p)
	entries := w.Entries(nil, false)
	for i := range entries {
		if strings.HasPrefix(entries[i].Source, "Call") {
			entries[i].Text = "Appelez maintenant."
		}
	}
	r := bring(t, p, "fr.po", PO(header, entries).Bytes())
	if len(r.Diagnostics) != 1 || r.Diagnostics[0].Code != "translation-value" || r.Diagnostics[0].Path != "guides/w/fr.md" {
		t.Errorf("said %v", r.Diagnostics)
	}
}

func TestHugeFilesAreRead(t *testing.T) {
	p := frenchify(t)
	w := work(t, p)
	entries := w.Entries(nil, false)[:1]
	entries[0].Text = "Vaste"
	var b bytes.Buffer
	for i := range 20_000 {
		fmt.Fprintf(&b, "msgctxt \"gone/%012x\"\nmsgid \"%s\"\nmsgstr \"%s\"\n\n", i, strings.Repeat("long text ", 20), strings.Repeat("texte long ", 20))
	}
	r := bring(t, p, "fr.po", append(PO(header, entries).Bytes(), append([]byte("\n"), b.Bytes()...)...))
	if r.Taken != 1 || len(r.Left) != 20_000 {
		t.Errorf("took %d, left %d", r.Taken, len(r.Left))
	}
}

func FuzzImport(f *testing.F) {
	f.Add(0, "Eau", "gone")
	f.Add(12, "- x\n\n> y", "")
	f.Add(30, "a | b", "`")
	f.Fuzz(func(t *testing.T, at int, text, other string) {
		p := site(t, map[string]string{"guides/w/en.md": everything, "guides/w/fr.md": strings.Replace(everything, "- Cup\n", "", 1)})
		w := work(t, p)
		entries := w.Entries(nil, false)
		first, second := entries[abs(at%len(entries))], entries[abs((at/7)%len(entries))]
		first.Text, second.Text = text, other
		first.Language, second.Language = "fr", "fr"
		r, err := p.Import([]Incoming{{"fr", []Entry{first, second}}}, ImportOptions{})
		if err != nil {
			t.Fatal(err)
		}
		after := work(t, write(t, p, r.Changes))
		// Whatever came in, nobody else's block has gone or changed.
		for _, u := range w.Target {
			if u.Key == first.Keys[0] || u.Key == second.Keys[0] || strings.Contains(u.Key, "#") {
				continue
			}
			found := false
			for _, v := range after.Target {
				found = found || v.Hash() == u.Hash()
			}
			if !found {
				t.Errorf("%q and %q took %q away", text, other, u.Text)
			}
		}
	})
}
