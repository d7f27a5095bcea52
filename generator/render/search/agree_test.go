package search

import (
	"strings"
	"testing"
	"unicode"
)

// TestBrowserFoldsAsGoDoes holds the two halves of the table against each other:
// every character of the Basic Multilingual Plane, between letters, and words of
// many scripts.
func TestBrowserFoldsAsGoDoes(t *testing.T) {
	var texts []string
	for r := rune(0); r <= 0xffff; r++ {
		if unicode.Is(unicode.Cs, r) || !known(r) {
			continue
		}
		texts = append(texts, "a"+string(r)+"B"+string(r)+"ก")
	}
	texts = append(texts, words...)
	s := build(t, "en", rights)
	q := question{
		Script: strings.Replace(Script(), "form.hidden = 0;", "window.terms = fold;", 1),
		Data:   map[string]string{"shards": s.Shards},
		Terms:  texts,
	}
	var a struct {
		Terms []string `json:"terms"`
	}
	node(t, "browser.mjs", q, &a)
	bad := 0
	for i, text := range texts {
		want := strings.Join(strings.FieldsFunc(fold(text), func(r rune) bool { return in(r, separators[:]) }), " ")
		if got := strings.Trim(a.Terms[i], " "); got != want && bad < 20 {
			bad++
			t.Errorf("%+q: the browser folds it to %+q, Go to %+q", text, got, want)
		}
	}
}

// known leaves out characters that Go's tables have no name for: a browser may
// know more of them, or fewer.
func known(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf)
}

var words = []string{
	"Café CRÈME naïve", "Straße œuvre Đà Nẵng Łódź", "ПОЛИЦИЯ йод ёлка", "ΟΔΟΣ Πώς; οδός", "İstanbul ISPARTA ılık",
	"الشُّرْطَة والمحامي للعمل بالقانون", "می\u200cخواهم کتاب كتاب", "עוֹרֵךְ־דִּין", "पुलिस क़ानून क्षत्रिय", "বাংলা ড়", "தமிழ் கொ",
	"ตำรวจที่เชียงใหม่ น้ำ", "ກົດໝາຍ", "ច្បាប់\u200bការងារ", "မြန်မာ", "法律援助ガイドがｶﾞ", "경찰에 전화", "የስራ፡መብት", "𞤀𞤣𞤤𞤢𞤥 𠮷野家", "１１２ ٠١٢ ۱۲۳ १२ ๑๒", "co\u00adoperate \u2068+44\u2069", "don’t l’avocat",
}

// TestQuestionsUseTheTokensOfTheIndex asks for each word in the form in which
// it is written, where the index has it among others.
func TestQuestionsUseTheTokensOfTheIndex(t *testing.T) {
	for _, text := range words {
		pages := []Page{{Address: "a.html", Title: "a", Sections: []Section{{Text: text}}}, {Address: "b.html", Title: "b", Sections: []Section{{Text: "zzz"}}}}
		s := build(t, "en", pages)
		for i, got := range s.ask(t, Script(), text).Answers {
			if got.Said != "some 1" || len(got.Shown) == 0 || got.Shown[0] != 0 {
				t.Errorf("%d %q is not found in itself: %+v", i, text, got)
			}
		}
	}
}
