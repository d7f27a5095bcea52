package search

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold gives a text as it is compared: decomposed, lower case, without what is
// dropped, folded, composed. Separators are still in it.
func fold(text string) string {
	if isASCII(text) {
		return strings.ToLower(text)
	}
	var b strings.Builder
	for _, r := range strings.ToLower(norm.NFKD.String(text)) {
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

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// tokens calls yield with each token of a text, repeats included.
func tokens(text string, yield func(token string)) {
	for _, word := range strings.FieldsFunc(fold(text), func(r rune) bool { return in(r, separators[:]) }) {
		runs(word, func(run string, n int) {
			if n > 0 {
				grams(run, n, yield)
				return
			}
			yield(run)
			if rest := trimArticle(run); rest != run {
				yield(rest)
			}
		})
	}
}

// runs parts a word where it passes from one way of writing to another.
func runs(word string, yield func(run string, n int)) {
	start, n := 0, -1
	for i, r := range word {
		if g := gram(r); g != n {
			if i > start {
				yield(word[start:i], n)
			}
			start, n = i, g
		}
	}
	yield(word[start:], n)
}

// grams cuts a run into all its n-grams and the shorter pieces at its end, so
// that a question of any length begins an n-gram somewhere.
func grams(run string, n int, yield func(string)) {
	for start := range run {
		stop := start
		for i := 0; i < n && stop < len(run); i++ {
			_, size := utf8.DecodeRuneInString(run[stop:])
			stop += size
		}
		yield(run[start:stop])
	}
}

// trimArticle takes the Arabic article off a token, with the one-letter words
// that are written together with it: "and", "so", "by", "like", "for". Who looks
// for "lawyer" means "the lawyer" too, so a token is found with and without it.
func trimArticle(token string) string {
	if token[0] < 0xd8 || token[0] > 0xda { // the first bytes of U+0600 to U+06BF
		return token
	}
	rest := token
	for _, and := range []string{"و", "ف"} {
		if cut, ok := strings.CutPrefix(rest, and); ok {
			rest = cut
			break
		}
	}
	found := false
	for _, the := range []string{"ال", "بال", "کال", "لل"} {
		if cut, ok := strings.CutPrefix(rest, the); ok {
			rest, found = cut, true
			break
		}
	}
	if !found || utf8.RuneCountInString(rest) < withoutArticle {
		return token
	}
	return rest
}
