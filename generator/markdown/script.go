package markdown

import (
	"strings"
	"unicode"
)

// unspaced reports whether a letter belongs to a script that puts no space
// between words: Han, kana, Bopomofo, Yi, Thai, Lao, Khmer, Myanmar, Tibetan and
// others of South-East Asia.
func unspaced(r rune) bool {
	switch {
	case r < firstUnspaced:
		return false
	case r <= lastUnspaced: // Thai, Lao, Tibetan, Myanmar; the rest of the range is theirs too
		return true
	case r < 0x1780:
		return false
	case r <= 0x17FF || r >= 0x19E0 && r <= 0x1AAF: // Khmer and its symbols, Buginese, Tai Tham
		return true
	}
	return eastAsian(r)
}

// eastAsian reports whether a character stands in the square of Han and kana
// text, their punctuation and full-width forms included, Hangul not.
func eastAsian(r rune) bool {
	switch {
	case r < 0x2E80:
		return false
	case r <= 0x312F, r >= 0x3190 && r <= 0xA4CF: // radicals to Bopomofo, then to Yi
		return true
	case r >= 0xF900 && r <= 0xFAFF, r >= 0xFE30 && r <= 0xFE4F, r >= 0xFF00 && r <= 0xFF9F, r >= 0xFFE0 && r <= 0xFFE6:
		return true
	}
	return r >= 0x1B000 && r <= 0x1B2FF || r >= 0x20000 && r <= 0x3FFFF
}

// joinsWords reports whether words on both sides of a character may belong
// together without a space: the unspaced scripts and Hangul.
func joinsWords(r rune) bool {
	return unspaced(r) || r >= 0xAC00 && r <= 0xD7A3 || r >= 0x1100 && r <= 0x11FF || r >= 0x3130 && r <= 0x318F
}

// rightToLeft reports whether a letter is of a script that runs right to left.
func rightToLeft(r rune) bool {
	switch {
	case r < 0x0590:
		return false
	case r <= 0x08FF:
		return !unicode.IsDigit(r) // Hebrew, Arabic, Syriac, Thaana, N'Ko, Samaritan, Mandaic
	case r >= 0xFB1D && r <= 0xFDFF, r >= 0xFE70 && r <= 0xFEFF:
		return true
	}
	return r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
}

// Isolate keeps a name in one piece among words that run in a direction, "ltr" or
// "rtl": where its letters run the other way, the marks at its ends would change
// sides. Plain text has U+2068 and U+2069 for what <bdi> does.
func Isolate(name, dir string) string {
	against := func(c rune) bool { return unicode.IsLetter(c) && rightToLeft(c) != (dir == "rtl") }
	if !strings.ContainsFunc(name, against) {
		return name
	}
	return "\u2068" + name + "\u2069"
}
