package translate

import (
	"slices"
	"strings"
	"unicode"

	"handbill/generator/i18n"
)

// scriptNames are the scripts that can be told apart, by their ISO 15924 codes.
var scriptNames = []struct {
	code  string
	table *unicode.RangeTable
}{
	{"Latn", unicode.Latin}, {"Arab", unicode.Arabic}, {"Cyrl", unicode.Cyrillic}, {"Hani", unicode.Han}, {"Deva", unicode.Devanagari},
	{"Beng", unicode.Bengali}, {"Thai", unicode.Thai}, {"Hang", unicode.Hangul}, {"Hira", unicode.Hiragana}, {"Kana", unicode.Katakana},
	{"Grek", unicode.Greek}, {"Hebr", unicode.Hebrew}, {"Taml", unicode.Tamil}, {"Telu", unicode.Telugu}, {"Ethi", unicode.Ethiopic},
	{"Khmr", unicode.Khmer}, {"Mymr", unicode.Myanmar}, {"Laoo", unicode.Lao}, {"Armn", unicode.Armenian}, {"Geor", unicode.Georgian},
	{"Guru", unicode.Gurmukhi}, {"Gujr", unicode.Gujarati}, {"Knda", unicode.Kannada}, {"Mlym", unicode.Malayalam}, {"Sinh", unicode.Sinhala},
	{"Tibt", unicode.Tibetan},
}

func scriptOf(r rune) string {
	for _, s := range scriptNames {
		if unicode.Is(s.table, r) {
			return s.code
		}
	}
	return ""
}

// writtenIn lists the scripts that a script code covers; nil where it is not one
// of those that can be told apart.
func writtenIn(code string) []string {
	switch code {
	case "Jpan":
		return []string{"Hani", "Hira", "Kana"}
	case "Kore":
		return []string{"Hang", "Hani"}
	case "Hans", "Hant":
		return []string{"Hani"}
	case "Aran":
		return []string{"Arab"}
	}
	for _, s := range scriptNames {
		if s.code == code {
			return []string{code}
		}
	}
	return nil
}

// manyScripts lists languages that people write in more than one script.
const manyScripts = " sr uz az kk tg tk mn ku ckb pa ks sd ha ms bs ky tt ug rhg cr iu ber zgh shi so "

// wrongLetters names the script of a translation's texts where it is not the one
// of the language: the file of another language, or one read in a wrong
// encoding. "" where it fits, or where there is too little to tell.
func wrongLetters(entries []Entry, language string) string {
	base, _, hasMore := strings.Cut(language, "-")
	want := writtenIn(i18n.Script(language))
	if want == nil || !hasMore && strings.Contains(manyScripts, " "+base+" ") {
		return ""
	}
	counts := map[string]int{}
	total := 0
	for _, e := range entries {
		if squeeze(e.Text) == squeeze(e.Source) {
			continue
		}
		for _, r := range strip(e.Text) {
			if s := scriptOf(r); s != "" {
				counts[s]++
				total++
			}
		}
	}
	right := 0
	for _, s := range want {
		right += counts[s]
	}
	if total < 200 || right*4 > total {
		return ""
	}
	for _, s := range scriptNames {
		if counts[s.code]*2 > total && !slices.Contains(want, s.code) {
			return s.code
		}
	}
	return ""
}
