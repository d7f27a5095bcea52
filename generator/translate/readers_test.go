package translate

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"handbill/generator/diag"
	"handbill/generator/markdown"
)

const (
	readersEN = "+++\ntitle = \"Water\"\nsummary = \"All of it\"\n+++\n\n## At night {#night}\n\nCall 112 at night.\n\nWash your hands.\n\n## Boil it\n\n- Cup\n- Pot\n"
	readersFR = "+++\ntitle = \"Eau\"\nsummary = \"Tout\"\n+++\n\n## La nuit\n\nAppelez le 112 la nuit.\n\nLavez vos mains.\n\n## Bouillir\n\n- Tasse\n- Marmite\n"
)

// text is a file as readers meet it.
func text(source, tag string) Text {
	file := diag.File{Path: "guides/w/" + tag + ".md", Source: []byte(source)}
	_, _, body := frontMatter(file.Source)
	doc, _ := markdown.New().Parse(file, body, markdown.Options{Language: tag})
	return NewText(file, doc)
}

// shown is the French page as readers get it, made from the locks of the two
// texts above and what became of them.
func shown(t *testing.T, en, fr string, omit bool, state State) (string, Readers) {
	t.Helper()
	a, b := text(readersEN, "en"), text(readersFR, "fr")
	lock, old := paired(a.units(), b.units())
	for i := range lock.Rows {
		lock.Rows[i].State = state
	}
	source, target := text(en, "en"), text(fr, "fr")
	r := ForReaders(source, target, lock, old, nil)
	r.Annotate(source.Doc, target.Doc, Marks{Lang: "en", Dir: "ltr", Omit: omit, Untranslated: "Pas encore en français", Current: "Maintenant en anglais", Removed: "Plus en anglais"})
	var html bytes.Buffer
	target.Doc.HTML(&html, markdown.Frame{})
	return html.String(), r
}

func TestUpToDatePageIsNotMarked(t *testing.T) {
	page, r := shown(t, readersEN, readersFR, false, Done)
	if len(r.Parts) > 0 || len(r.Front) > 0 || strings.Contains(page, "class=") || strings.Contains(page, FirstMark) {
		t.Errorf("marked: %+v\n%s", r, page)
	}
}

func TestChangedNumberStandsBesideTheTranslation(t *testing.T) {
	page, r := shown(t, strings.Replace(readersEN, "112", "113", 1), readersFR, false, Done)
	if r.Counts.Changed != 1 || r.Counts.Total != 8 {
		t.Errorf("counts %+v", r.Counts)
	}
	for _, want := range []string{`Appelez le 112 la nuit.`, `id="not-current"`, `<small class="label">Maintenant en anglais</small>`, `<div lang="en" dir="ltr"><p>Call 113 at night.</p>`, `class="outdated"`} {
		if !strings.Contains(page, want) {
			t.Errorf("without %s:\n%s", want, page)
		}
	}
}

func TestWithoutALockAnotherNumberHasTheSourceBesideIt(t *testing.T) {
	source, target := text(strings.Replace(readersEN, "112", "113", 1), "en"), text(readersFR, "fr")
	r := ForReaders(source, target, Lock{}, nil, nil)
	r.Annotate(source.Doc, target.Doc, Marks{Lang: "en", Dir: "ltr", Current: "Maintenant en anglais"})
	var page bytes.Buffer
	target.Doc.HTML(&page, markdown.Frame{})
	if r.Counts.Review != 1 || !strings.Contains(page.String(), `<div lang="en" dir="ltr"><p>Call 113 at night.</p>`) {
		t.Errorf("counts %+v\n%s", r.Counts, page.String())
	}
}

func TestChangedWordsStayWithoutTheSource(t *testing.T) {
	page, _ := shown(t, strings.Replace(readersEN, "Wash your hands.", "Wash your hands well.", 1), readersFR, false, Done)
	if !strings.Contains(page, `class="outdated"`) || strings.Contains(page, "Wash") {
		t.Errorf("got\n%s", page)
	}
}

func TestUntranslatedBlockHasItsOwnLanguage(t *testing.T) {
	fr := strings.Replace(strings.Replace(readersFR, "Lavez vos mains.", "Wash your hands.", 1), "- Marmite", "- Pot", 1)
	page, r := shown(t, readersEN, fr, false, Done)
	if r.Counts.Untranslated != 2 {
		t.Fatalf("counts %+v", r.Counts)
	}
	for _, want := range []string{`lang="en" dir="ltr">Wash your hands.`, `Pas encore en français`, `Pot`} {
		if !strings.Contains(page, want) {
			t.Errorf("without %s:\n%s", want, page)
		}
	}
	page, _ = shown(t, readersEN, fr, true, Done)
	if strings.Contains(page, "Wash") || strings.Contains(page, "Pot") {
		t.Errorf("not left out:\n%s", page)
	}
}

func TestMissingBlockIsShownInItsPlace(t *testing.T) {
	fr := strings.Replace(readersFR, "Lavez vos mains.\n\n", "", 1)
	page, r := shown(t, readersEN, fr, false, Done)
	if r.Counts.Missing != 1 {
		t.Fatalf("counts %+v", r.Counts)
	}
	before, after := strings.Index(page, "Appelez"), strings.Index(page, "Bouillir")
	if at := strings.Index(page, `<div lang="en" dir="ltr"><p>Wash your hands.</p>`); at < before || at > after {
		t.Errorf("stands at %d, not between %d and %d:\n%s", at, before, after, page)
	}
	if page, _ = shown(t, readersEN, fr, true, Done); strings.Contains(page, "Wash") {
		t.Errorf("not left out:\n%s", page)
	}
}

func TestMissingFirstBlockStandsFirst(t *testing.T) {
	page, _ := shown(t, strings.Replace(readersEN, "## At night", "Read this first.\n\n## At night", 1), readersFR, false, Done)
	if at := strings.Index(page, "Read this first."); at < 0 || at > strings.Index(page, "La nuit") {
		t.Errorf("got\n%s", page)
	}
}

func TestMissingBeginningKeepsItsOrder(t *testing.T) {
	en := "Get out of the water.\n\nCall for help.\n\nKeep warm.\n\n## Later\n\nSee a doctor.\n"
	fr := "## Plus tard\n\nVoyez un médecin.\n"
	source, target := text(en, "en"), text(fr, "fr")
	r := ForReaders(source, target, Lock{}, nil, nil)
	r.Annotate(source.Doc, target.Doc, Marks{Lang: "en", Dir: "ltr", Untranslated: "Pas encore"})
	var page bytes.Buffer
	target.Doc.HTML(&page, markdown.Frame{})
	at := -1
	for _, want := range []string{`id="not-current"`, "Pas encore", "Get out", "Call for", "Keep warm", "Plus tard"} {
		next := strings.Index(page.String(), want)
		if next <= at {
			t.Fatalf("%q stands at %d, what comes before it at %d:\n%s", want, next, at, page.String())
		}
		at = next
	}
}

func TestPartsApartAreLabelledEach(t *testing.T) {
	en := strings.Replace(readersEN, "Wash your hands.", "Wash your hands.\n\nStay calm.", 1) + "\nRest well.\n\nSleep well.\n"
	page, _ := shown(t, en, readersFR, false, Done)
	if strings.Count(page, "Pas encore en français") != 2 || strings.Count(page, FirstMark) != 1 {
		t.Errorf("got\n%s", page)
	}
}

func TestMachineTextIsMarkedAndDoesNotCount(t *testing.T) {
	page, r := shown(t, readersEN, readersFR, false, Machine)
	if r.Counts.Machine != r.Counts.Total || r.Counts.Translated() != 0 || !strings.Contains(page, `class="machine"`) {
		t.Errorf("counts %+v\n%s", r.Counts, page)
	}
}

func TestLockOfAThirdLanguageMarksNothing(t *testing.T) {
	en, fr, pt := text(readersEN, "en"), text(readersFR, "fr"), text(strings.NewReplacer("Appelez le", "Ligue para o", "la nuit", "à noite", "Lavez vos mains", "Lave as mãos").Replace(readersFR), "pt")
	lock, old := paired(fr.units(), pt.units())
	lock.Source = "fr"
	if r := ForReaders(en, pt, lock, old, nil); len(r.Parts) > 0 {
		t.Errorf("against English: %+v", r.Parts)
	}
	fr = text(strings.Replace(readersFR, "112", "113", 1), "fr")
	if r := ForReaders(fr, pt, lock, old, nil); r.Counts.Changed != 1 || !r.Parts[1].Facts {
		t.Errorf("against French: %+v", r.Parts)
	}
}

// portuguese is made from French, which is made from English.
var portuguese = strings.NewReplacer("Eau", "Água", "Tout", "Tudo", "La nuit", "À noite", "Appelez le", "Ligue para o", "la nuit", "à noite", "Lavez vos mains", "Lave as mãos", "Bouillir", "Ferver", "Tasse", "Caneca", "Marmite", "Panela").Replace(readersFR)

// throughFrench is a Portuguese page whose French and English may have moved on.
func throughFrench(en, fr, pt string) Readers {
	enWas, frWas, ptWas := text(readersEN, "en"), text(readersFR, "fr"), text(portuguese, "pt")
	frLock, old := paired(enWas.units(), frWas.units())
	ptLock, _ := paired(frWas.units(), ptWas.units())
	ptLock.Source = "fr"
	old.Remember(frWas.units(), ptLock)
	return ForReaders(text(en, "en"), text(pt, "pt"), ptLock, old, &Between{text(fr, "fr"), frLock})
}

func TestTranslationOfATranslationFollowsTheSource(t *testing.T) {
	enNew, frNew := strings.Replace(readersEN, "112", "113", 1), strings.Replace(readersFR, "112", "113", 1)
	for _, c := range []struct {
		name, en, fr, pt string
		changed, open    int
		facts            bool
	}{
		{"nothing", readersEN, readersFR, portuguese, 0, 0, false},
		{"only English has the new number", enNew, readersFR, portuguese, 1, 0, true},
		{"French has it, too", enNew, frNew, portuguese, 1, 0, true},
		{"a paragraph that neither has", strings.Replace(readersEN, "Wash", "Stay calm.\n\nWash", 1), readersFR, portuguese, 0, 1, false},
		{"a paragraph that was left in French", readersEN, readersFR, strings.Replace(portuguese, "Lave as mãos", "Lavez vos mains", 1), 0, 1, false},
	} {
		r := throughFrench(c.en, c.fr, c.pt)
		if r.Counts.Changed != c.changed || r.Counts.Untranslated+r.Counts.Missing != c.open {
			t.Errorf("%s: counts %+v", c.name, r.Counts)
		}
		if c.facts && (len(r.Parts) != 1 || !r.Parts[0].Facts || r.Parts[0].Source[0] != 1) {
			t.Errorf("%s: parts %+v", c.name, r.Parts)
		}
	}
	r := throughFrench(readersEN, readersFR, strings.Replace(portuguese, "Lave as mãos", "Lavez vos mains", 1))
	if !r.Parts[0].Between {
		t.Error("French words in the Portuguese page are not known for French")
	}
}

func TestHeadingsAreKnownBySomebodysWordOnly(t *testing.T) {
	en, fr := text(readersEN, "en"), text(readersFR, "fr")
	lock, old := paired(en.units(), fr.units())
	swapped := text("## Bouillir\n\n- Tasse\n\n## La nuit\n\nAppelez le 112 la nuit.\n", "fr")
	if got := Headings(en, swapped, lock, old); !slices.Equal(got, []int{1, 0}) {
		t.Errorf("got %v", got)
	}
	for i := range lock.Rows {
		lock.Rows[i].State = Assumed
	}
	if got := Headings(en, swapped, lock, old); !slices.Equal(got, []int{-1, -1}) {
		t.Errorf("assumed: got %v", got)
	}
	if got := Headings(en, fr, Lock{}, nil); got != nil {
		t.Errorf("without a record: got %v", got)
	}
}

func TestFrontMatterIsToldByKey(t *testing.T) {
	_, r := shown(t, strings.Replace(readersEN, "All of it", "More of it", 1), strings.Replace(readersFR, "\"Eau\"", "\"Water\"", 1), false, Done)
	if r.Front["summary"] != Changed || r.Front["title"] != Untranslated || len(r.Parts) != 0 {
		t.Errorf("got %+v", r)
	}
}

func TestPartThatTheSourceHasNoMoreIsMarkedForItsNumber(t *testing.T) {
	gone := strings.Replace(strings.Replace(readersEN, "Call 112 at night.\n\n", "", 1), "Wash your hands.\n\n", "", 1)
	page, r := shown(t, gone, readersFR, false, Done)
	if r.Gone != 1 {
		t.Errorf("%d parts gone, want that with a number", r.Gone)
	}
	want := `<small class="label">Plus en anglais</small><p class="outdated">Appelez le 112 la nuit.</p><p>Lavez vos mains.</p>`
	if !strings.Contains(page, want) {
		t.Errorf("without %s:\n%s", want, page)
	}
}
