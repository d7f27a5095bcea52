package translate

import (
	"strings"
	"testing"

	"handbill/generator/content"
)

func TestStatusPageTellsEachLanguageAndTheNextStep(t *testing.T) {
	english := &content.Language{Tag: "en", Name: "English", Dir: "ltr"}
	arabic := &content.Language{Tag: "ar", Name: "العربية", Dir: "rtl"}
	page, err := StatusPage("A <site>", english, []LanguageStatus{Summarise(arabic, []GuideStatus{
		{Guide: "water", Title: "Clean water", Exists: true, Counts: Counts{Current: 3, Changed: 1, Total: 4, WordsLeft: 9}},
		{Guide: "food", Title: "Food", Counts: Counts{Missing: 5, Total: 5, WordsLeft: 50}},
	})})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"A &lt;site&gt;", `<bdi lang="ar" dir="rtl">العربية</bdi>`, "33 % up to date", "0 of 2 guides complete", "about 59 words left",
		"has 1 changed part: <code>handbill translate diff ar water</code>", "not begun", "3 of 4",
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("without %q:\n%s", want, page)
		}
	}
	if strings.Contains(string(page), "https://") || strings.Contains(string(page), "<script") {
		t.Error("the page is not by itself")
	}
}

func TestNextIsChangedTextBeforeNewText(t *testing.T) {
	guides := []GuideStatus{
		{Guide: "new", Counts: Counts{Missing: 1, Total: 1, WordsLeft: 1}},
		{Guide: "begun", Exists: true, Counts: Counts{Current: 1, Missing: 1, Total: 2, WordsLeft: 5}},
		{Guide: "stale", Exists: true, Counts: Counts{Changed: 1, Total: 1, WordsLeft: 90}},
	}
	for len(guides) > 0 {
		next := Summarise(nil, guides).Next()
		if next.Guide != guides[len(guides)-1].Guide {
			t.Errorf("next is %s of %d", next.Guide, len(guides))
		}
		guides = guides[:len(guides)-1]
	}
	if Summarise(nil, []GuideStatus{{Exists: true, Counts: Counts{Current: 2, Total: 2}}}).Next() != nil {
		t.Error("something is left of what is complete")
	}
}

func TestDiffPageMarksWords(t *testing.T) {
	p := frenchify(t)
	p = write(t, p, []Change{{"guides/w/en.md", []byte(strings.Replace(everything, "Call {{hotline}} now.", "Call {{hotline}} soon.", 1))}})
	english := &content.Language{Tag: "en", Name: "English", Dir: "ltr"}
	page, err := DiffPage(work(t, p), english, &content.Language{Tag: "fr", Name: "Français", Dir: "ltr"})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), "Call {{hotline}} <del>now</del><ins>soon</ins>.") || !strings.Contains(string(page), "Appelez {{hotline}} now.") {
		t.Errorf("got\n%s", page)
	}
}

func TestDoneMarksAllOrOne(t *testing.T) {
	en := "+++\ntitle = \"W\"\n+++\n\nCall 112 at night.\n\nPot\n\nBoil the water.\n"
	fr := "+++\ntitle = \"Eau\"\n+++\n\nAppelez le 112 la nuit.\n\nPot\n\nFaites bouillir l’eau.\n"
	p := site(t, map[string]string{"guides/w/en.md": en, "guides/w/fr.md": fr})
	changes, _, n, err := p.Done("w", "fr", "", false)
	if err != nil || n != 3 {
		t.Fatalf("marked %d: %v", n, err)
	}
	p = write(t, p, changes)
	if c := work(t, p).Report.Counts; c.Assumed != 0 || c.Untranslated != 1 {
		t.Errorf("counts %+v", c)
	}
	changes, w, n, err := p.Done("w", "fr", "7", false) // "Pot" is Pot
	if err != nil || n != 1 || !w.Has("7") || w.Has("6") {
		t.Fatalf("marked %d: %v", n, err)
	}
	p = write(t, p, changes)
	if c := work(t, p).Report.Counts; c.Current != 4 {
		t.Errorf("counts %+v", c)
	}
}

func TestAdoptListsItsDoubts(t *testing.T) {
	en := "+++\ntitle = \"W\"\n+++\n\nCall [the line](https://a.example/1) 112, 113 or 114, or walk to 5 of the 7 houses at 20:00.\n"
	fr := "+++\ntitle = \"Eau\"\n+++\n\nOui.\n"
	p := site(t, map[string]string{"guides/w/en.md": en, "guides/w/fr.md": fr})
	w := work(t, p)
	doubts := w.Doubts()
	if w.Report.Counts.Missing == 0 && len(doubts) != 1 {
		t.Errorf("doubts %v, counts %+v", doubts, w.Report.Counts)
	}
	changes, err := p.Adopt(w)
	if err != nil {
		t.Fatal(err)
	}
	p = write(t, p, changes)
	if again, err := p.Adopt(work(t, p)); err != nil || len(again) != 0 {
		t.Errorf("a second adopt writes %d files: %v", len(again), err)
	}
}

func TestWhatIsLeftStaysReadable(t *testing.T) {
	entry := Entry{Guide: "w", Keys: []string{"0123456789ab"}, Source: "a", Text: "b", Language: "fr"}
	other := entry
	other.Keys = nil
	files := LeftFiles([]Left{{entry, "why not"}, {entry, "again"}, {other, "no name"}, {Entry{Text: "c"}, "no language"}}, header.Date, "1")
	if len(files) != 2 || files[0].Path != "not-taken.po" || files[1].Path != "fr-not-taken.po" {
		t.Fatalf("files %v", files)
	}
	if text := string(files[1].Data); !strings.Contains(text, "# not taken: why not\n") || strings.Count(text, "msgstr \"b\"") != 3 {
		t.Errorf("got\n%s", text)
	}
}
