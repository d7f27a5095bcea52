// Package i18n holds what the program knows of languages: tags, scripts and
// directions, catalogues of interface words, plurals, numbers and dates.
//
// Catalogues come in as bytes and go out as a Catalog with diagnostics; a chain
// of them becomes the Words of one language. The package never reads files,
// never chooses a language for a reader, and never guesses the direction of a
// script that it does not know.
package i18n

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/language"
)

// Canonical gives a BCP 47 tag in its usual spelling: "zh-hans" becomes
// "zh-Hans". The error says in plain words what is wrong with the tag. Subtags
// are not replaced by newer ones, since files are named by them.
//
// A tag of three letters that the registry of golang.org/x/text does not list
// is accepted when well-formed: languages are still being added there. The
// two-letter tags are a closed list.
func Canonical(tag string) (string, error) {
	t, err := language.Raw.Parse(tag)
	if err == nil {
		return t.String(), nil
	}
	if _, unknown := errors.AsType[language.ValueError](err); !unknown {
		return "", fmt.Errorf("%q is not a language tag", tag)
	}
	parts := strings.Split(strings.ReplaceAll(tag, "_", "-"), "-")
	if len(parts[0]) < 3 {
		if _, err := language.ParseBase(parts[0]); err != nil {
			return "", fmt.Errorf("no language has the tag %q", parts[0])
		}
	}
	return spell(parts), nil
}

// spell writes a well-formed tag in the case that BCP 47 section 2.1.1
// recommends.
func spell(parts []string) string {
	for i, p := range parts {
		p = strings.ToLower(p)
		afterSingleton := i > 0 && len(parts[i-1]) == 1
		switch {
		case i > 0 && len(p) == 2 && !afterSingleton:
			p = strings.ToUpper(p)
		case i > 0 && len(p) == 4 && !afterSingleton:
			p = strings.ToUpper(p[:1]) + p[1:]
		}
		parts[i] = p
	}
	return strings.Join(parts, "-")
}

// scripts adds languages to the likely subtags of golang.org/x/text, whose
// tables are those of CLDR 32.
var scripts = map[string]string{
	"prs": "Arab", // Dari
	"haz": "Arab", // Hazaragi
	"rhg": "Rohg", // Rohingya
	"aii": "Syrc", // Assyrian Neo-Aramaic
	"cld": "Syrc", // Chaldean Neo-Aramaic
	"aeb": "Arab", // Tunisian Arabic
	"acm": "Arab", // Mesopotamian Arabic
	"ajp": "Arab", // South Levantine Arabic
	"apd": "Arab", // Sudanese Arabic
	"pst": "Arab", // Central Pashto
	"pbt": "Arab", // Southern Pashto
	"pbu": "Arab", // Northern Pashto
	"uzs": "Arab", // Southern Uzbek
	"pes": "Arab", // Iranian Persian
	"kmr": "Latn", // Northern Kurdish
	"rom": "Latn", // Romani
	"ksw": "Mymr", // S'gaw Karen
	"prk": "Latn", // Parauk
	"cnh": "Latn", // Hakha Chin
}

// Script gives the ISO 15924 code of the script that a language is usually
// written in, or that its tag names; "" where it is not known.
func Script(tag string) string {
	if s := namedScript(tag); s != "" {
		return s
	}
	base, _, _ := strings.Cut(tag, "-")
	if s, ok := scripts[strings.ToLower(base)]; ok {
		return s
	}
	t, err := language.Raw.Parse(tag)
	if err != nil {
		return ""
	}
	s, confidence := t.Script()
	if confidence == language.No || s.String() == "Zzzz" {
		return ""
	}
	return s.String()
}

// namedScript is the script subtag that a tag writes out, "" for none.
func namedScript(tag string) string {
	parts := strings.Split(tag, "-")
	for _, p := range parts[1:] {
		if len(p) == 1 {
			break // an extension or private use begins
		}
		if len(p) == 4 && p[0] > '9' {
			return strings.ToUpper(p[:1]) + strings.ToLower(p[1:])
		}
	}
	return ""
}

// rightToLeft lists the scripts in use whose letters run from right to left.
const rightToLeft = " Adlm Arab Aran Armi Hebr Mand Mend Nkoo Rohg Samr Syrc Syre Syrj Syrn Thaa Yezi "

// leftToRight lists the scripts in use today that run from left to right;
// whatever stands in neither list has to be told by the site.
const leftToRight = " Armn Beng Bopo Brai Cakm Cans Cham Cher Copt Cyrl Deva Ethi Geor Gong Gran Grek Gujr Guru Hang Hani Hans Hant Hira Hrkt Java Jpan Kali Kana Khmr Knda Kore Lana Laoo Latf Latg Latn Lepc Limb Lisu Mlym Mong Mtei Mymr Newa Olck Orya Osge Phag Plrd Sinh Sund Sylo Takr Tale Talu Taml Tavt Telu Tfng Thai Tibt Tirh Vaii Wara Wcho Yiii "

// Direction gives "ltr" or "rtl" for a language, from its script. Where the
// script is not known it gives "ltr" and known is false: the site must say.
func Direction(tag string) (dir string, known bool) {
	script := Script(tag)
	switch {
	case script == "":
		return "ltr", false
	case strings.Contains(rightToLeft, " "+script+" "):
		return "rtl", true
	default:
		return "ltr", strings.Contains(leftToRight, " "+script+" ")
	}
}

// UnspacedScript reports whether a language is written without spaces between
// words, so that lengths count characters and lines break inside a phrase.
func UnspacedScript(tag string) bool {
	switch Script(tag) {
	case "Thai", "Laoo", "Khmr", "Mymr", "Hans", "Hant", "Hani", "Jpan", "Hira", "Kana", "Hrkt":
		return true
	}
	return false
}

// base is the language subtag of a tag, in lower case.
func base(tag string) string {
	b, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(b)
}
