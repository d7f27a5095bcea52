package page

import (
	"testing"

	"handbill/generator/i18n"
)

// A note that the text calls ٣ is not number 3 in the list.
func TestListsAreNumberedInTheDigitsOfTheLanguage(t *testing.T) {
	f := newFixture(t)
	ar := f.site.Languages[1]
	f.guide("water", "Water", "en", "ar")
	for digits, want := range map[string]string{
		"latin":  "",
		"native": ":where(ol:not([type],body [lang] ol)){list-style-type:arabic-indic}",
	} {
		ar.Words = i18n.NewWords("ar", digits, []*i18n.Catalog{catalog(t, "ar.toml"), catalog(t, "en.toml")})
		all := f.all(body)
		has(t, all["ar/water.html"], want)
		hasNot(t, all["en/water.html"], "list-style-type")
		if want == "" {
			hasNot(t, all["ar/water.html"], "list-style-type")
		}
	}
}

func TestEveryScriptWithANameForItsDigitsIsNumberedInThem(t *testing.T) {
	for tag, want := range map[string]string{
		"fa": "persian", "ur": "persian", "hi": "devanagari", "bn": "bengali", "pa": "gurmukhi", "gu": "gujarati", "or": "oriya", "ta": "tamil", "te": "telugu",
		"kn": "kannada", "ml": "malayalam", "th": "thai", "lo": "lao", "bo": "tibetan", "my": "myanmar", "km": "khmer", "nqo": "", "sw": "", "zh": "",
	} {
		words := i18n.NewWords(tag, "native", []*i18n.Catalog{catalog(t, "en.toml")})
		if got := counters[words.Number(1)]; got != want {
			t.Errorf("%s is numbered in %q, want %q", tag, got, want)
		}
	}
}
