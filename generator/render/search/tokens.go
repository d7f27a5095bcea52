package search

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold gives a text as it is compared: decomposed, lower case, without what is
// dropped, folded, composed. Separators are still in it. It is the definition;
// characters does the same faster.
func fold(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(norm.NFKD.String(strings.ToValidUTF8(text, "\ufffd"))) {
		switch {
		case r < 0x80:
			b.WriteByte(byte(r))
		case in(r, dropped[:]):
		default:
			b.WriteString(foldLetter(r))
		}
	}
	return norm.NFC.String(b.String())
}

func foldLetter(r rune) string {
	for _, f := range folds {
		if first, size := utf8.DecodeRuneInString(f); first == r {
			return f[size:]
		}
	}
	if r >= digits[0] && r <= digits[len(digits)-1]+9 {
		for _, zero := range digits {
			if r >= zero && r <= zero+9 {
				return string('0' + r - zero)
			}
		}
	}
	return string(r)
}

// articles are the Arabic article as it is written together with the word, and
// ands what stands before it.
var (
	ands     = [...][]byte{[]byte("و"), []byte("ف")}
	articles = [...][]byte{[]byte("ال"), []byte("بال"), []byte("کال"), []byte("لل")}
)

// trimArticle takes the Arabic article off a token, with the one-letter words
// that are written together with it: "and", "so", "by", "like", "for". Who looks
// for "lawyer" means "the lawyer" too, so a token is found with and without it.
func trimArticle(token []byte) []byte {
	if token[0] < 0xd8 || token[0] > 0xda { // the first bytes of U+0600 to U+06BF
		return token
	}
	rest := token
	for _, and := range ands {
		if cut, ok := bytes.CutPrefix(rest, and); ok {
			rest = cut
			break
		}
	}
	for _, the := range articles {
		if cut, ok := bytes.CutPrefix(rest, the); ok {
			if utf8.RuneCount(cut) < withoutArticle {
				break
			}
			return cut
		}
	}
	return token
}
