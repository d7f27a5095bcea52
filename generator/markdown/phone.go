package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// telephone isolates a telephone number in text that runs right to left: the
// groups of 0808 157 0142 would be read in the wrong order otherwise.
func (r *run) telephone(n, i, stop int) int {
	if i < r.ltr || !digitStart(r.src[i:stop]) {
		return i
	}
	end := i + dialled(r.src[i:stop])
	if b := r.before(n, i); sticks(b) || b == '+' || !looksDialled(r.src[i:end]) {
		r.ltr = end
		return i
	}
	r.plain(n, i)
	if r.html {
		r.number(string(r.src[i:end]))
	} else {
		r.plain(i, end)
	}
	return end
}

// number writes a telephone number in HTML, left to right. Styles keep it on one
// line where that is long enough.
func (r *run) number(text string) {
	tag := isolating(text)
	if tag == "bdi" && r.isolated {
		r.word(text)
		return
	}
	r.out = append(r.out, '<')
	r.out = append(r.out, tag...)
	r.out = append(r.out, ` dir="ltr">`...)
	r.word(text)
	r.out = append(r.out, "</"...)
	r.out = append(r.out, tag...)
	r.out = append(r.out, '>')
}

func digitStart(b []byte) bool {
	if b[0] == '(' {
		b = b[1:]
	}
	if len(b) > 0 && b[0] == '+' {
		b = b[1:]
	}
	c, _ := utf8.DecodeRune(b)
	return unicode.IsDigit(c)
}

// sticks reports whether digits behind a character are part of its word, as in A4.
// Letters that run right to left are words by themselves there: those for "and" or
// "to" are written without a blank, and the number behind is dialled all the same.
func sticks(before rune) bool {
	return wordly(before) && (unicode.IsDigit(before) || !unicode.In(before, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana))
}

// dialled is how many bytes at the start of b could belong to one number: digits
// of any script with single marks or spaces between them. Brackets belong to it where
// both of them do, around a part or all of it: nothing breaks a line behind the first.
func dialled(b []byte) int {
	end, last, open := 0, 0, false // last is where a digit ends, in brackets or not
	for i := 0; i < len(b); {
		c, size := utf8.DecodeRune(b[i:])
		switch {
		case unicode.IsDigit(c):
			if last = i + size; !open {
				end = last
			}
		case c == '+' && (i == 0 || i == 1 && b[0] == '('):
		case c == ')' && open && end == 0 && last > 0 && looksDialled(b[1:last]):
			return i + size
		case (c == '(' || c == ')') && open == (c == ')'):
			open = !open
		case c == ' ' || c == '-' || c == '.' || c == '/' || c == 0xA0 || c == 0x202F || c == 0x2011:
			if i > last+1 {
				return end
			}
		default:
			return end
		}
		i += size
	}
	return end
}

// looksDialled reports whether a run of digits and marks is a telephone number
// that its direction could spoil: seven digits in groups, or fewer after a 0 or
// a plus sign.
func looksDialled(b []byte) bool {
	digits, groups, inGroup := 0, 0, false
	for _, c := range string(b) {
		d := unicode.IsDigit(c)
		if d {
			digits++
			if !inGroup {
				groups++
			}
		}
		inGroup = d
	}
	if digits == 0 || digits > 15 {
		return false // E.164 knows no longer number
	}
	if b[0] == '+' || b[0] == '(' {
		return digits >= 5
	}
	first, _ := utf8.DecodeRune(b)
	return groups > 1 && (digits >= 7 || digits >= 5 && digitValue(first) == 0)
}

// digitValue is the value of a decimal digit of any script: Unicode keeps the
// ten of a script together and begins each run of ten with the zero.
func digitValue(c rune) int {
	if c < utf8.RuneSelf {
		return int(c - '0')
	}
	zero := c
	for zero > c-9 && unicode.IsDigit(zero-1) {
		zero--
	}
	return int(c - zero)
}

// round reports whether a short number is more likely an amount: nobody may be
// made to call the police by touching "100". 110 and 190 are emergency numbers
// in many countries and hardly ever amounts; others can be linked by hand.
func round(number string) bool {
	return strings.HasSuffix(number, "0") && number != "110" && number != "190"
}

// dialable gives what a value that is a telephone number dials, "" for any
// other value. Short numbers count from three digits; years, amounts and dates
// do not.
func dialable(value string) string {
	value = fromAbroad(value)
	var digits strings.Builder
	plus := strings.HasPrefix(value, "+")
	pure := true // digits only
	groups := strings.FieldsFunc(strings.TrimPrefix(value, "+"), func(c rune) bool {
		return strings.ContainsRune(" -./()\u00A0\u202F\u2011", c)
	})
	for _, g := range groups {
		for _, c := range g {
			if !unicode.IsDigit(c) {
				return ""
			}
			digits.WriteByte(byte('0' + digitValue(c)))
		}
	}
	number := digits.String()
	pure = len(groups) == 1 && !plus && len(value) == len(groups[0])
	switch n := len(number); {
	case n < 3 || n > 15:
		return ""
	case plus:
		return "+" + number
	case n == 3:
		return onlyIf(pure && !round(number), number)
	case n == 4:
		return onlyIf(pure && !round(number) && (number < "1900" || number > "2100"), number)
	case dateLike(groups), amountLike(groups, number):
		return ""
	case n == 5 || n == 6:
		return onlyIf(pure || number[0] == '0' || strings.HasPrefix(number, "116"), number)
	}
	return number
}

func onlyIf(ok bool, s string) string {
	if ok {
		return s
	}
	return ""
}

// dateLike recognises 2026-01-31 and 31.1.2026.
func dateLike(groups []string) bool {
	if len(groups) != 3 {
		return false
	}
	a, b, c := len(groups[0]), len(groups[1]), len(groups[2])
	return b <= 2 && (a == 4 && c <= 2 || a <= 2 && c == 4)
}

// amountLike recognises 10 000 and 1 250 000, but not 116 123, the European
// lines for care.
func amountLike(groups []string, number string) bool {
	if len(groups) < 2 || len(groups[0]) > 3 || number[0] == '0' || groups[0] == "116" {
		return false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return false
		}
	}
	return len(number) <= 6 || strings.HasSuffix(number, "000")
}
