package page

import (
	"strings"
	"testing"
)

// In the table, [en:words] stands for marked words.
func marked(s string) string {
	return strings.NewReplacer("[en:", "\uFDD0en\uFDD1", "[fa:", "\uFDD0fa\uFDD1", "]", "\uFDD2").Replace(s)
}

func TestWordsOfAnotherLanguageSaySo(t *testing.T) {
	for _, c := range []struct{ name, dir, page, want string }{
		{"nothing to say", "ltr", `<p>Tubig</p>`, `<p>Tubig</p>`},
		{"a whole element", "ltr", `<h2 id="a">[en:Contents]</h2>`, `<h2 lang="en" id="a">Contents</h2>`},
		{"part of one", "ltr", `<p>Tubig · [en:Edition 2]</p>`, `<p>Tubig · <span lang="en">Edition 2</span></p>`},
		{"the beginning of one", "ltr", `<p class="label">[en:Note] <b>Tubig</b></p>`, `<p class="label"><span lang="en">Note</span> <b>Tubig</b></p>`},
		{"around a name", "ltr", `<p>[en:From <a href="b">Tubig</a>.]</p>`, `<p lang="en">From <a href="b">Tubig</a>.</p>`},
		{"after an element", "ltr", `<p><b>1</b>[en: to read]</p>`, `<p><b>1</b><span lang="en"> to read</span></p>`},
		{"two in one", "ltr", `<p>[en:One][en:Two]</p>`, `<p><span lang="en">One</span><span lang="en">Two</span></p>`},
		{"one in another", "ltr", `<p>[en:Save [en:2 kB] now]</p>`, `<p lang="en">Save 2 kB now</p>`},
		{"a name that is said", "ltr", `<a href="#b" aria-label="[en:Back]">↩</a>`, `<a lang="en" href="#b" aria-label="Back">↩</a>`},
		{"a name of what is shown", "ltr", `<nav aria-label="[en:Contents > all]"><p>Tubig</p></nav>`, `<nav aria-label="Contents > all"><p>Tubig</p></nav>`},
		{"the other direction", "rtl", `<p>[en:Note]</p><a href="b">[en:Back]</a><p>[fa:یادداشت]</p>`,
			`<p><span lang="en" dir="ltr">Note</span></p><a lang="en" dir="ltr" href="b">Back</a><p lang="fa">یادداشت</p>`},
		{"a title", "ltr", `<title>[en:Search] – Tubig</title>`, `<title>Search – Tubig</title>`},
		{"an element with a language", "ltr", `<p lang="fr">[en:Note]</p>`, `<p lang="fr">Note</p>`},
		{"marks that no program wrote", "ltr", "<p>\uFDD0\"><script>\uFDD1a\uFDD2\uFDD2 \uFDD0en</p>", "<p>\"><script>\uFDD1a en</p>"},
		{"the end", "ltr", "<p>a</p>\uFDD0en\uFDD1", "<p>a</p>"},
	} {
		if got := string(voices([]byte(marked(c.page)), c.dir)); got != c.want {
			t.Errorf("%s: %s\ngives %s\nwant  %s", c.name, c.page, got, c.want)
		}
	}
}

func FuzzVoices(f *testing.F) {
	f.Add(marked(`<p class="a">[en:One] b [en:<a href="c">d</a>]</p><`))
	f.Fuzz(func(t *testing.T, page string) {
		page = strings.ToValidUTF8(page, "") // as all pages are
		got := string(voices([]byte(page), "rtl"))
		if strings.Contains(page, "\uFDD0") && strings.ContainsAny(got, "\uFDD0\uFDD2") {
			t.Errorf("%q keeps marks: %q", page, got)
		}
	})
}
