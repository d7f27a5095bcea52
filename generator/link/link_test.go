package link

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/load"
	words "handbill/i18n"
)

const settings = `title = "Guides"
source = "en"
[languages.en]
name = "English"
[languages.fr]
name = "Français"
[languages.pt]
name = "Português"
[languages.pt-BR]
name = "Português do Brasil"
fallback = ["fr"]
[values]
hotline = "+1 202 555 0142"
[values.fr]
hotline = "+1 202 555 0143"
`

// site links a site of a few Markdown files, given by their front matter.
func site(t *testing.T, opt Options, files map[string]string) (*content.Site, diag.List) {
	t.Helper()
	fsys := fstest.MapFS{"site.toml": {Data: []byte(settings)}}
	for name, front := range files {
		fsys["guides/"+name] = &fstest.MapFile{Data: []byte("+++\n" + front + "\n+++\nText.\n")}
	}
	in, ds, err := load.Site(fsys, words.FS)
	if err != nil || ds.Failed() {
		t.Fatalf("%v %v", err, ds)
	}
	return Site(in, opt)
}

func codes(ds diag.List) string {
	var all []string
	for _, d := range ds.Sorted() {
		all = append(all, d.Code)
	}
	return strings.Join(all, " ")
}

func TestFallbackGoesThroughOwnListParentsAndSource(t *testing.T) {
	s, _ := site(t, Options{}, map[string]string{"a/en.md": `title = "A"`})
	if got := s.Language("pt-BR").Fallback; !slices.Equal(got, []string{"fr", "pt", "en"}) {
		t.Errorf("pt-BR falls back to %v", got)
	}
}

func TestFallbackKnowsTheUsualScript(t *testing.T) {
	configured := map[string]content.LanguageConfig{"zh-Hans": {}, "zh-Hant": {}, "en": {}}
	for tag, want := range map[string]string{"zh": "zh-Hans", "zh-TW": "zh-Hant", "zh-CN": "zh-Hans"} {
		if got := fallback(content.LanguageConfig{Tag: tag}, configured, "en"); !slices.Equal(got, []string{want, "en"}) {
			t.Errorf("%s falls back to %v", tag, got)
		}
	}
}

func TestTranslationTakesFromItsSourceWhatItLacks(t *testing.T) {
	s, ds := site(t, Options{}, map[string]string{
		"a/en.md": "title = \"Water {{hotline}}\"\nsummary = \"s\"\ntags = [\"x\"]\nedition = 3\nslug = \"clean\"\ntranslators = [\"T\"]\nwithdrawn = \"old\"\naliases = [\"before.html\"]",
		"a/fr.md": "title = \"Eau {{hotline}}\"\ntags = [\"y\"]",
	})
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	fr := s.Guide("a").In("fr")
	m := fr.Meta
	if m.Title != "Eau +1 202 555 0143" || m.Edition != "3" || m.Withdrawn != "old" || !slices.Equal(m.Tags, []string{"y"}) {
		t.Errorf("fr has %+v", m)
	}
	if m.Summary != "" || m.Slug != "" || m.Translators != nil || m.Aliases != nil {
		t.Errorf("fr took what must be its own: %+v", m)
	}
	if fr.Address != "fr/a.html" || s.Guide("a").In("en").Address != "en/clean.html" {
		t.Errorf("addresses %s, %s", fr.Address, s.Guide("a").In("en").Address)
	}
	if got := s.Guide("a").In("en").Redirects; !slices.Equal(got, []string{"en/a.html", "en/before.html"}) {
		t.Errorf("redirects %v", got)
	}
	if !fr.Inherited("withdrawn") || fr.Inherited("title") {
		t.Error("what is inherited is not told")
	}
}

func TestCompanionsAreLinkedBothWays(t *testing.T) {
	s, ds := site(t, Options{}, map[string]string{"a/en.md": "title = \"A\"\ncompanion = \"b\"", "b/en.md": `title = "B"`})
	if len(ds) > 0 || s.Guide("b").Companion != s.Guide("a") || s.Guide("a").Companion != s.Guide("b") {
		t.Errorf("companions %v", ds)
	}
	_, ds = site(t, Options{}, map[string]string{"a/en.md": "title = \"A\"\ncompanion = \"b\"", "b/en.md": "title = \"B\"\ncompanion = \"c\"", "c/en.md": `title = "C"`})
	if codes(ds) != "companion-differs" {
		t.Errorf("said %q", codes(ds))
	}
}

func TestDraftSourceHidesItsTranslations(t *testing.T) {
	files := map[string]string{"a/en.md": "title = \"A\"\ndraft = true", "a/fr.md": `title = "A"`, "b/en.md": `title = "B"`, "b/fr.md": "title = \"B\"\ndraft = true"}
	s, _ := site(t, Options{}, files)
	if s.Guide("a") != nil || s.Hidden["a"] == nil {
		t.Error("a draft source has pages")
	}
	if b := s.Guide("b"); b.In("fr") != nil || b.Drafts["fr"] == nil || b.In("en") == nil {
		t.Error("a draft translation has a page, or its source has none")
	}
	s, _ = site(t, Options{Drafts: true}, files)
	if s.Guide("a").In("fr") == nil || s.Guide("b").In("fr") == nil {
		t.Error("drafts are not shown")
	}
}

func TestProblemsBetweenFiles(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"kind may not differ":            {map[string]string{"a/en.md": "title = \"A\"\nkind = \"leaflet\"", "a/fr.md": "title = \"A\"\nkind = \"guide\""}, "key-differs"},
		"the same kind may be said":      {map[string]string{"a/en.md": `title = "A"`, "a/fr.md": "title = \"A\"\nkind = \"guide\""}, ""},
		"two pages at one address":       {map[string]string{"a/en.md": "title = \"A\"\nslug = \"b\"", "b/en.md": `title = "B"`}, "address-twice"},
		"an alias that is a page":        {map[string]string{"a/en.md": "title = \"A\"\naliases = [\"b.html\"]", "b/en.md": `title = "B"`}, "address-twice"},
		"an alias that the program has":  {map[string]string{"a/en.md": "title = \"A\"\naliases = [\"search.html\"]"}, "address-twice"},
		"the same alias twice":           {map[string]string{"a/en.md": "title = \"A\"\naliases = [\"x/\"]", "b/en.md": "title = \"B\"\naliases = [\"x/\"]"}, "address-twice"},
		"an unknown value":               {map[string]string{"a/en.md": `title = "Call {{hotlin}}"`}, "value-unknown"},
		"sources that differ":            {map[string]string{"a/fr.md": "title = \"A\"\nsource = \"fr\"", "a/pt.md": "title = \"A\"\nsource = \"pt\""}, "source-differs"},
		"two files and no source":        {map[string]string{"a/fr.md": `title = "A"`, "a/pt.md": `title = "A"`}, "source-missing"},
		"one file is its own source":     {map[string]string{"a/fr.md": `title = "A"`}, ""},
		"a source that is not there":     {map[string]string{"a/fr.md": "title = \"A\"\nsource = \"pt\""}, "source-missing"},
		"a guide translated from French": {map[string]string{"a/fr.md": "title = \"A\"\nsource = \"fr\"", "a/en.md": `title = "A"`}, ""},
		"a picture without words":        {map[string]string{"a/en.md": "title = \"A\"\nimage = \"a.png\"", "a/fr.md": `title = "A"`}, "alt-missing"},
		"a picture that only decorates":  {map[string]string{"a/en.md": "title = \"A\"\nimage = \"a.png\"\nalt = \"\"", "a/fr.md": `title = "A"`}, ""},
		"words nobody has translated":    {map[string]string{"a/en.md": "title = \"A\"\nimage = \"a.png\"\nalt = \"A\"", "a/fr.md": `title = "A"`}, "alt-missing"},
		"words in each language":         {map[string]string{"a/en.md": "title = \"A\"\nimage = \"a.png\"\nalt = \"A\"", "a/fr.md": "title = \"A\"\nalt = \"B\""}, ""},
		"a companion that is not there":  {map[string]string{"a/en.md": "title = \"A\"\ncompanion = \"x\""}, "companion-missing"},
		"a companion that is a draft":    {map[string]string{"a/en.md": "title = \"A\"\ncompanion = \"b\"", "b/en.md": "title = \"B\"\ndraft = true"}, "link-draft"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, ds := site(t, Options{}, c.files); codes(ds) != c.want {
				t.Errorf("said %q, want %q", codes(ds), c.want)
			}
		})
	}
}

func TestOnlyTheLanguagesAskedForHavePages(t *testing.T) {
	s, ds := site(t, Options{Languages: []string{"fr"}}, map[string]string{"a/en.md": `title = "A"`, "a/fr.md": `title = "A"`})
	g := s.Guide("a")
	if len(ds) > 0 || len(s.Languages) != 1 || len(g.Pages) != 1 || g.Pages[0].Language.Tag != "fr" || g.Original.Language.Tag != "en" {
		t.Errorf("%v: %d languages, %d pages", ds, len(s.Languages), len(g.Pages))
	}
	if _, ds := site(t, Options{Languages: []string{"de"}}, map[string]string{"a/en.md": `title = "A"`}); codes(ds) != "language-unknown" {
		t.Errorf("said %q", codes(ds))
	}
}

func TestReaderIsLedToOwnLanguageThenFallbacks(t *testing.T) {
	s, _ := site(t, Options{}, map[string]string{"a/en.md": `title = "A"`, "a/fr.md": `title = "A"`, "b/en.md": `title = "B"`})
	for _, c := range []struct{ slug, reader, want string }{{"a", "fr", "fr"}, {"a", "pt-BR", "fr"}, {"a", "pt", "en"}, {"b", "fr", "en"}} {
		if got := s.Guide(c.slug).For(s.Language(c.reader)).Language.Tag; got != c.want {
			t.Errorf("a reader of %s is led to %s of %s, want %s", c.reader, got, c.slug, c.want)
		}
	}
}
