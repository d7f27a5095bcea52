package markdown

import (
	"strings"
	"unicode"
)

// Dial is what a telephone number dials, as the address of a link wants it (RFC
// 3966): its digits in ASCII whatever their script, and nothing that only helps the
// eye. A # stands encoded, since it would end the address: *100# would dial *100.
func Dial(written string) string {
	number := strings.Map(func(c rune) rune {
		switch {
		case strings.ContainsRune("()-./\u2011–", c), unicode.IsSpace(c), unicode.In(c, unicode.Cf):
			return -1
		case unicode.IsDigit(c):
			return rune('0' + digitValue(c))
		}
		return c
	}, fromAbroad(written))
	return strings.ReplaceAll(number, "#", "%23")
}

// fromAbroad leaves out what is not dialled behind a country code: the zero of
// +44 (0)20 7946 0018 is for callers inside the country (ITU-T E.123, 7.4), and
// with both the number reaches nobody.
func fromAbroad(number string) string {
	if code, rest, ok := strings.Cut(number, "("); ok && strings.ContainsRune(code, '+') {
		if zero, rest, ok := strings.Cut(rest, ")"); ok && isZero(strings.TrimSpace(zero)) {
			return code + " " + rest
		}
	}
	return number
}

// isZero reports whether a text is the digit 0 of some script.
func isZero(s string) bool {
	c := []rune(s)
	return len(c) == 1 && unicode.IsDigit(c[0]) && digitValue(c[0]) == 0
}

// dialTarget takes out of a telephone address what does not dial.
func dialTarget(dest string) string {
	for _, scheme := range []string{"tel:", "sms:"} {
		if len(dest) < len(scheme) || !strings.EqualFold(dest[:len(scheme)], scheme) {
			continue
		}
		number, rest, found := strings.Cut(dest[len(scheme):], "?")
		if found {
			rest = "?" + rest
		}
		return scheme + Dial(strings.ReplaceAll(number, "%20", "")) + rest
	}
	return dest
}
