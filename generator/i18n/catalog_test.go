package i18n

import (
	"slices"
	"strings"
	"testing"

	"handbill/generator/diag"
)

func parsed(t *testing.T, path, src string) *Catalog {
	t.Helper()
	c, ds := ParseCatalog(path, []byte(src))
	if len(ds) > 0 {
		t.Fatalf("%s: %v", path, ds)
	}
	return c
}

// said writes diagnostics as "line:column severity code" for comparing.
func said(ds diag.List) []string {
	var out []string
	for _, d := range ds {
		out = append(out, strings.TrimPrefix(d.Path, "i18n/")+":"+itoa(d.Line)+":"+itoa(d.Column)+" "+d.Severity.String()+" "+d.Code)
	}
	return out
}

func itoa(n int) string { return newNumbering("en", "", "", ".").integer(int64(n)) }

func TestParseErrorsHaveAPlace(t *testing.T) {
	for _, c := range []struct{ name, path, src, want string }{
		{"no closing quote", "i18n/fr.toml", "[page]\nskip = \"Aller\nhome = \"x\"\n", "fr.toml:2:14 error words-syntax"},
		{"twice", "i18n/fr.toml", "[page]\nskip = \"a\"\nskip = \"b\"\n", "fr.toml:3:1 error words-syntax"},
		{"a number", "i18n/fr.toml", "[page]\n  skip = 3\n", "fr.toml:2:3 error words-type"},
		{"a list of words", "i18n/fr.toml", "[page]\nskip = [\"a\"]\n", "fr.toml:2:1 error words-type"},
		{"eleven months", "i18n/fr.toml", "[format]\n\nmonths = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"j\", \"k\"]\n", "fr.toml:3:1 error words-list"},
		{"a calendar nobody has", "i18n/fr.toml", "format.calendar = \"french\"\n", "fr.toml:1:1 error words-calendar"},
		{"a name that is no language", "i18n/words.toml", "", "words.toml:0:0 error words-language"},
		{"after a text of several lines", "i18n/fr.toml", "[a]\nb = \"\"\"\n[page]\nskip = \"x\"\n\"\"\"\n[page]\nskip = true\n", "fr.toml:7:1 error words-type"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, ds := ParseCatalog(c.path, []byte(c.src))
			if got := said(ds); !slices.Equal(got, []string{c.want}) {
				t.Errorf("got %v, want %s\n%v", got, c.want, ds)
			}
		})
	}
}

func TestWholeFileIsReadPastTheFirstMistake(t *testing.T) {
	c, ds := ParseCatalog("i18n/fr.toml", []byte("[page]\nskip = 3\nabout = Le guide\nhome = \"Accueil\"\ntop = false\n"))
	if want := []string{"fr.toml:3:9 error words-syntax", "fr.toml:2:1 error words-type", "fr.toml:5:1 error words-type"}; !slices.Equal(said(ds), want) {
		t.Errorf("got %v, want %v", said(ds), want)
	}
	if !c.Has("page.home") {
		t.Error("the good line was lost")
	}
	if ds := c.Check(parsed(t, "i18n/en.toml", reference)); slices.ContainsFunc(ds, func(d diag.Diagnostic) bool { return d.Code == "words-missing" }) {
		t.Errorf("what cannot be read is told as missing too: %v", ds)
	}
}

const reference = `
[format]
date = "{day} {month} {year}"
list_and = " and "
[page]
skip = "Skip"
edition = "Edition {edition}"
[list.count]
one = "{n} guide"
other = "{n} guides"
`

func TestCheck(t *testing.T) {
	whole := `
[format]
date = "{day} {month} {year}"
list_and = " et "
[page]
skip = "Aller"
edition = "Édition {edition}"
[list.count]
one = "un guide"
other = "{n} guides"
`
	replace := func(old, new string) string {
		if !strings.Contains(whole, old) {
			t.Fatalf("no %q", old)
		}
		return strings.Replace(whole, old, new, 1)
	}
	for _, c := range []struct{ name, path, src, want, hint string }{
		{"complete", "i18n/fr.toml", whole, "", ""},
		{"optional first day", "i18n/fr.toml", replace("[format]", "[format]\nfirst_day = \"{day}er\""), "", ""},
		{"first day without its number", "i18n/fr.toml", replace("[format]", "[format]\nfirst_day = \"er\""), "fr.toml:3:1 error words-placeholder", "write {day} where the program should put it; placeholders are not translated"},
		{"mistyped key", "i18n/fr.toml", replace("skip = ", "skpi = \"x\"\nskip = "), "fr.toml:6:1 warning words-unknown", `did you mean "page.skip"?`},
		{"missing key", "i18n/fr.toml", replace("skip = \"Aller\"\n", ""), "fr.toml:0:0 warning words-missing", "missing: page.skip"},
		{"empty text is not translated", "i18n/fr.toml", replace("\"Aller\"", "\"\""), "fr.toml:0:0 warning words-missing", "missing: page.skip"},
		{"translated placeholder", "i18n/fr.toml", replace("{edition}", "{edition} {édition}"), "fr.toml:7:1 error words-placeholder", "English has {edition} here; placeholders are not translated"},
		{"lost placeholder", "i18n/fr.toml", replace(" {edition}", ""), "fr.toml:7:1 error words-placeholder", "write {edition} where the program should put it; placeholders are not translated"},
		{"wide braces", "i18n/fr.toml", replace("\"Aller\"", "\"Aller ｛n｝\""), "fr.toml:6:1 error words-placeholder", "English has none here"},
		{"plural as text", "i18n/fr.toml", replace("[list.count]\none = \"un guide\"\nother = \"{n} guides\"", "[list]\ncount = \"guides\""), "fr.toml:9:1 error words-shape", ""},
		{"mistyped category", "i18n/fr.toml", replace("one = ", "ones = "), "fr.toml:8:1 error words-plural", "this language has one, other"},
		{"missing category", "i18n/ru.toml", whole, "ru.toml:8:1 error words-plural", "this language needs one, few, many, other"},
		{"number lost where it must stand", "i18n/fr.toml", replace("\"{n} guides\"", "\"guides\""), "fr.toml:10:1 error words-placeholder", "write {n} where the program should put it; placeholders are not translated"},
		{"no plural rules", "i18n/rhg.toml", whole, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			ds := parsed(t, c.path, c.src).Check(parsed(t, "i18n/en.toml", reference))
			var want []string
			if c.want != "" {
				want = []string{c.want}
			}
			if !slices.Equal(said(ds), want) {
				t.Fatalf("got %v, want %v\n%v", said(ds), want, ds)
			}
			if len(ds) > 0 && ds[0].Hint != c.hint {
				t.Errorf("hint %q, want %q", ds[0].Hint, c.hint)
			}
		})
	}
}

func TestSiteMayChangeThreeWords(t *testing.T) {
	english := parsed(t, "i18n/en.toml", reference)
	own := parsed(t, "i18n/en.toml", "page.skip = \"Jump\"\n")
	if ds := own.Check(english, english); len(ds) > 0 {
		t.Errorf("words that lie over complete ones are not missing: %v", ds)
	}
	if ds := own.Check(english); ds.Count(diag.Warning) != 1 {
		t.Errorf("want one warning for all that is missing, got %v", ds)
	}
}

func FuzzParseCatalog(f *testing.F) {
	f.Add([]byte(reference))
	f.Add([]byte("[a]\nb = \"\"\"\n[c]\nd = 1\n\"\"\"\nx.y = {one=\"1\", other=\"2\"}\n"))
	f.Add([]byte("\xef\xbb\xbf[page]\r\nskip = 'x'\r\n"))
	f.Add([]byte("[format]\nmonths = [1, 'a']\nquotes = [\"«\", \"»\", \"‹\", \"›\"]\nfirst_day = '{day}'"))
	english, _ := ParseCatalog("i18n/en.toml", []byte(reference))
	f.Fuzz(func(t *testing.T, src []byte) {
		c, ds := ParseCatalog("i18n/ru.toml", src)
		again, dsAgain := ParseCatalog("i18n/ru.toml", src)
		if !slices.Equal(ds, dsAgain) || !slices.Equal(c.Keys(), again.Keys()) {
			t.Fatal("two readings differ")
		}
		ds.Add(c.Check(english))
		lines := strings.Count(string(src), "\n") + strings.Count(string(src), "\r") + 1
		for _, d := range ds {
			if d.Line < 0 || d.Line > lines || d.Column < 0 || d.Column > len(src)+1 {
				t.Fatalf("place outside the file: %+v", d)
			}
		}
		w := NewWords("ru", "", []*Catalog{c, english})
		for _, key := range english.Keys() {
			if english.plurals[key] != nil {
				w.Plural(key, 3)
			} else {
				w.Text(key, "edition", "1")
			}
		}
	})
}
