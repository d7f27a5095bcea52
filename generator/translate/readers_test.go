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
	for _, want := range []string{`Appelez le 112 la nuit.`, `id="Not-current"`, `<small class="label">Maintenant en anglais</small>`, `<div lang="en" dir="ltr"><p>Call 113 at night.</p>`, `class="outdated"`} {
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
	page := unrecorded(en, fr)
	at := -1
	for _, want := range []string{`id="Not-current"`, "Pas encore", "Get out", "Call for", "Keep warm", "Plus tard"} {
		next := strings.Index(page, want)
		if next <= at {
			t.Fatalf("%q stands at %d, what comes before it at %d:\n%s", want, next, at, page)
		}
		at = next
	}
}

// unrecorded is a French page made from an English text, as readers get it without records.
func unrecorded(en, fr string) string {
	source, target := text(en, "en"), text(fr, "fr")
	r := ForReaders(source, target, Lock{}, nil, nil)
	r.Annotate(source.Doc, target.Doc, Marks{Lang: "en", Dir: "ltr", Untranslated: "Pas encore", Current: "Maintenant"})
	var page bytes.Buffer
	target.Doc.HTML(&page, markdown.Frame{})
	return page.String()
}

// TestMissingPartsStandInTheirCallOut: words of a warning that lose the warning
// around them are read as advice.
func TestMissingPartsStandInTheirCallOut(t *testing.T) {
	const (
		label  = `<small class="label">Pas encore</small>`
		first  = `<span id="Not-current"></span><div class="untranslated">` + label + `<div lang="en" dir="ltr">`
		more   = `<div class="untranslated"><div lang="en" dir="ltr">`
		closed = `</div></div>`
	)
	for _, c := range []struct{ name, en, fr, want string }{
		{
			"the first part", "> [!WARNING]\n> Never mix bleach with 2 acids.\n>\n> Open the windows and leave.\n", "> [!WARNING]\n> Ouvrez les fenêtres et partez.\n",
			`<div class="callout warning" role="note"><p class="label">callout.warning</p>` + first + `<p>Never mix bleach with 2 acids.</p>` + closed + `<p>Ouvrez les fenêtres et partez.</p></div>`,
		},
		{
			"the last part", "> [!WARNING]\n> Never mix bleach with 2 acids.\n>\n> Open the windows.\n", "> [!WARNING]\n> Ne mélangez jamais la javel avec 2 acides.\n",
			`<p>Ne mélangez jamais la javel avec 2 acides.</p>` + first + `<p>Open the windows.</p>` + closed + `</div>`,
		},
		{
			"the first part behind another call-out", "> [!NOTE]\n> 15 small things.\n\n> [!WARNING]\n> Never mix these.\n>\n> Leave within 9 minutes.\n", "> [!NOTE]\n> 15 petites choses.\n\n> [!WARNING]\n> Partez dans les 9 minutes.\n",
			`<p>15 petites choses.</p></div><div class="callout warning" role="note"><p class="label">callout.warning</p>` + first + `<p>Never mix these.</p>` + closed + `<p>Partez`,
		},
		{
			"a whole call-out behind another", "> [!NOTE]\n> 15 small things.\n\n> [!WARNING]\n> Never mix these.\n", "> [!NOTE]\n> 15 petites choses.\n",
			`<p>15 petites choses.</p></div>` + first + `<div class="callout warning" role="note"><p class="label">callout.warning</p><p>Never mix these.</p></div>` + closed,
		},
		{
			"the last part and what is behind the call-out", "> [!WARNING]\n> Leave within 9 minutes.\n>\n> Never mix these.\n\nPlain words.\n", "> [!WARNING]\n> Partez dans les 9 minutes.\n",
			`minutes.</p>` + first + `<p>Never mix these.</p>` + closed + `</div>` + more + `<p>Plain words.</p>` + closed,
		},
		{
			"a part of which the translation has the rest in a call-out of another kind", "> [!WARNING]\n> Never mix these.\n>\n> Leave within 9 minutes.\n", "> [!NOTE]\n> Partez dans les 9 minutes.\n",
			first + `<div class="callout warning" role="note"><p class="label">callout.warning</p><p>Never mix these.</p></div>` + closed + `<div class="callout note"`,
		},
		{
			"the first part in a step", "1. Wash for 40 seconds.\n\n   > [!DANGER]\n   > Never use hot water.\n   >\n   > Call 112 at once.\n", "1. Lavez 40 secondes.\n\n   > [!DANGER]\n   > Appelez le 112 tout de suite.\n",
			`<li><p>Lavez 40 secondes.</p><div class="callout danger" role="note"><p class="label">callout.danger</p>` + first + `<p>Never use hot water.</p>` + closed + `<p>Appelez`,
		},
		{
			"the first key point", "> [!KEYPOINTS]\n> - Keep water.\n> - Keep 20 coins.\n", "> [!KEYPOINTS]\n> - Gardez 20 pièces.\n",
			`<p class="label">callout.keypoints</p>` + first + `<ul><li>Keep water.</li></ul>` + closed + `<ul><li>Gardez 20 pièces.</li></ul></section>`,
		},
		{
			"the title", "> [!RIGHTS] Stay silent\n> You have 24 hours.\n", "> [!RIGHTS]\n> Vous avez 24 heures.\n",
			`<p class="label">callout.rights</p>` + first + `<p>Stay silent</p>` + closed + `<p>Vous avez 24 heures.</p></section>`,
		},
		{
			"the beginning of a story", "> [!STORY]\n> I ran for my life.\n>\n> Nobody came for 12 hours.\n> — Ana\n", "> [!STORY]\n> Personne n'est venu pendant 12 heures.\n> — Ana\n",
			`<blockquote>` + first + `<p>I ran for my life.</p>` + closed + `<p>Personne`,
		},
		{
			"the beginning of a quotation in a call-out", "> [!DANGER] 3 flames\n> > Smell comes first.\n> >\n> > It took 9 seconds.\n", "> [!DANGER] 3 flammes\n> > Cela a pris 9 secondes.\n",
			`<blockquote>` + first + `<p>Smell comes first.</p>` + closed + `<p>Cela`,
		},
		{
			"the first step", "3. Call first.\n4. Wash for 40 seconds.\n", "4. Lavez 40 secondes.\n",
			first + `<ol start="3"><li>Call first.</li></ol>` + closed + `<ol start="4"><li>Lavez`,
		},
	} {
		if page := unrecorded(c.en, c.fr); !strings.Contains(page, c.want) {
			t.Errorf("%s: without\n%s\nin\n%s", c.name, c.want, page)
		}
	}
}

func TestSourceBesideAPartOfACallOutIsNotFramedAgain(t *testing.T) {
	en := "> [!WARNING]\n> Never mix these ever.\n>\n> Call 113 at night.\n"
	page := unrecorded(en, "> [!WARNING]\n> Ne mélangez jamais.\n>\n> Appelez le 112 la nuit.\n")
	if !strings.Contains(page, `<div lang="en" dir="ltr"><p>Call 113 at night.</p></div>`) {
		t.Errorf("got\n%s", page)
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
