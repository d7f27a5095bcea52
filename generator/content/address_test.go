package content

import (
	"net/url"
	"testing"
)

func TestRelNamesFilesAndEscapes(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"index.html", "fr/index.html", "fr/index.html"},
		{"fr/water.html", "fr/food.html", "food.html"},
		{"fr/water.html", "en/food.html#salt", "../en/food.html#salt"},
		{"fr/tags/a.html", "fr/index.html", "../index.html"},
		{"fr/tags/a.html", "assets/x.1.png", "../../assets/x.1.png"},
		{"fr/water.html", "fr/water.html#a", "#a"},
		{"fr/water.html", "fr/water.html", "water.html"},
		{"ar/a.html", "ar/ماء نظيف.html", "ماء%20نظيف.html"},
		{"", "#ملح", "#ملح"},
		{"", "#น้ำ-१", "#น้ำ-१"},
		{"", "#a\u202eb\u00a0c—d", "#a%E2%80%AEb%C2%A0c%E2%80%94d"},
		{"x", "100%.html#\xff%", "100%25.html#%FF%25"},
	} {
		if got := Rel(c.from, c.to); got != c.want {
			t.Errorf("Rel(%q, %q) = %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestWhatIsSpelledAlreadyStaysAsItIs(t *testing.T) {
	for r := rune(0); r < 0x11000; r++ {
		c := "a" + string(r)
		if path, fragment := Spell(escapePath(c)), Spell((&url.URL{Fragment: c}).EscapedFragment()); spelled(c) && (path != c || fragment != c) {
			t.Errorf("%U is %q in a path and %q in a fragment", r, path, fragment)
		}
	}
	for _, c := range []string{"a\xff", "\xd9", "a/\xe2\x80"} {
		if spelled(c) {
			t.Errorf("%q is no text", c)
		}
	}
}

func TestRelLeadsThroughFolders(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"index.html", "fr/a.html", "fr/a.html"}, {"fr/a.html", "index.html", "../index.html"}, {"fr/a.html", "fr/a.html", "a.html"},
		{"fr/tags/x.html", "fr/tags/y.html", "y.html"}, {"fr/tags/x.html", "fr/y.html", "../y.html"}, {"fr/tags/x.html", "en/tags/y.html", "../../en/tags/y.html"},
		{"fr/x.html", "fr", "../fr"}, {"fr/tags/x.html", "fr/tags", "../tags"}, {"fr/x.html", "fr/tags/y.html#", "tags/y.html#"}, {"a/b/c.html", "a/bb/c.html", "../bb/c.html"},
	} {
		if got := Rel(c.from, c.to); got != c.want {
			t.Errorf("Rel(%q, %q) = %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestIndexIsCanonicalAsItsFolder(t *testing.T) {
	s := &Site{Config: &Config{Address: "https://example.org/g/"}}
	for p, want := range map[string]string{
		"index.html": "https://example.org/g/", "fr/index.html": "https://example.org/g/fr/", "fr/a.html": "https://example.org/g/fr/a.html",
	} {
		if got := s.Absolute(p); got != want {
			t.Errorf("Absolute(%q) = %q, want %q", p, got, want)
		}
	}
	if got := (&Site{Config: &Config{}}).Absolute("a.html"); got != "" {
		t.Errorf("a site without an address has %q", got)
	}
}

func TestSlugKeepsLettersOfEveryScript(t *testing.T) {
	for words, want := range map[string]string{
		"Labour rights": "labour-rights", "  Santé & travail! ": "santé-travail", "劳工 权利": "劳工-权利", "สิทธิ": "สิทธิ", "ÉTÉ": "été",
	} {
		if got := Slug(words); got != want {
			t.Errorf("Slug(%q) = %q, want %q", words, got, want)
		}
	}
}

func TestFillPutsValuesByLanguage(t *testing.T) {
	s := &Site{Config: &Config{Values: map[string]map[string]string{"": {"tel": "1", "x": "y"}, "fr": {"tel": "2"}}}}
	fr, en := &Language{Tag: "fr"}, &Language{Tag: "en"}
	for _, c := range []struct {
		l          *Language
		text, want string
		unknown    int
	}{{en, "Call {{tel}}", "Call 1", 0}, {fr, "{{ tel }}{{x}}", "2y", 0}, {fr, "{{no}} {{tel", "{{no}} {{tel", 1}, {fr, "plain", "plain", 0}} {
		got, unknown := s.Fill(c.l, c.text)
		if got != c.want || len(unknown) != c.unknown {
			t.Errorf("Fill(%s, %q) = %q, %v", c.l.Tag, c.text, got, unknown)
		}
	}
}
