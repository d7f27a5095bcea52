package translate

import (
	"unicode"
)

// Words counts the words of a text that a translator has to write. Scripts
// without spaces between words count two letters as one.
func Words(text string) int {
	words, letters := 0, 0
	inside := false
	for _, r := range strip(text) {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			if !inside {
				words++
			}
			inside = true
		case r == ' ':
			inside = false
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			letters++
			inside = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !inside {
				words++
			}
			inside = true
		case unicode.IsMark(r) || r == '\'' || r == '’' || r == '-':
		default:
			inside = false
		}
	}
	return words + (letters+1)/2
}
