package translate

import (
	"strings"
	"testing"
	"unicode"
)

// TestGlanceSeesEveryDigitAndMark holds the glance against the Unicode tables, for
// every character.
func TestGlanceSeesEveryDigitAndMark(t *testing.T) {
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if r >= 0xd800 && r <= 0xdfff {
			continue
		}
		text := "a" + string(r) + "b"
		if want := unicode.IsDigit(r); hasDigit(text) != want {
			t.Errorf("%+q: digit %t, want %t", r, !want, want)
		}
		want := 3.0
		switch {
		case unicode.Is(unicode.Han, r):
			want = 5
		case unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			want = 4
		case r >= 0x300 && unicode.IsMark(r):
			want = 2
		}
		if got := width(text); got != want {
			t.Errorf("%+q: width %g, want %g", r, got, want)
		}
	}
}

// TestKeepLooksForWhatIsThere finds each thing that a translation keeps in a text
// that has nothing else of markup.
func TestKeepLooksForWhatIsThere(t *testing.T) {
	for text, want := range map[string]string{
		"run `make`":                  "make",
		"ring {{hotline}}":            "{{hotline}}",
		"see [it](../water/en.md)":    "../water/en.md",
		"see ![it](tap.svg)":          "tap.svg",
		"see <https://example.org/a>": "https://example.org/a",
		"see www.example.org":         "www.example.org",
		"see http://example.org/b":    "http://example.org/b",
		"write to help@example.org":   "help@example.org",
		"a note[^a]":                  "a",
		"ring ٠٢٠٢٥٥٥٠١٤٢ now":        "02025550142",
		"in ๒๕ days":                  "25",
	} {
		k := keep(text)
		all := strings.Join(append(append(append(append(append(append(append(k.code, k.placeholders...), k.links...), k.images...), k.emails...), k.footnotes...), k.phones...), k.numbers...), " ")
		if all != want {
			t.Errorf("%q keeps %q, want %q", text, all, want)
		}
	}
}
