package content

import (
	"fmt"
	"strings"
	"unicode"
)

// longestNumber is ITU-T E.164's fifteen digits and the 00 and extension that people
// write around them.
const longestNumber = 19

// PhoneFault says why a text is not a telephone number that can be dialled. A
// value such as {{hotline}} is judged where it is filled in.
func PhoneFault(phone string) string {
	if strings.Contains(phone, "{{") {
		return ""
	}
	digits := 0
	for i, r := range phone {
		switch {
		case unicode.IsDigit(r):
			digits++
		case r == '+' && strings.Trim(phone[:i], "\u200e\u2066(") == "", strings.ContainsRune(" -–().,/*#\u00a0\u202f\u2011", r):
		case unicode.Is(unicode.Cf, r): // the marks of direction that come along from a phone's list
		default:
			return fmt.Sprintf("has %q in it", string(r))
		}
	}
	switch {
	case digits < 2:
		return "has no number in it"
	case digits > longestNumber:
		return "has more digits than a number can have; two of them stand as two texts"
	}
	return ""
}
