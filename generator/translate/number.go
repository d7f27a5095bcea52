package translate

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold writes digits of every script in ASCII and each kind of space and
// hyphen in one way, so that numbers can be compared.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf:
			return r
		case unicode.Is(unicode.Nd, r):
			return '0' + digit(r)
		case unicode.Is(unicode.Zs, r):
			return ' '
		case r >= 0x2010 && r <= 0x2015, r == 0x2212:
			return '-'
		case r == '＋':
			return '+'
		case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x061c, r == 0xfeff:
			return -1
		}
		return r
	}, text)
}

// digit gives the value of a decimal digit. Unicode lays each script's ten out
// in order, and the tables' ranges begin at a zero.
func digit(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	return 0
}

var (
	// Decimal and group marks inside a number; a blank counts as one only before
	// three digits.
	numberLike = regexp.MustCompile(`[0-9]+(?:(?:[.,'’٫٬/:\-]| )[0-9]+)*`)
	// A telephone number: perhaps a plus or a bracket, then digits with single
	// separators between them.
	phoneLike = regexp.MustCompile(`(?:\+ ?)?\(?[0-9](?:(?:[ ./\-–]|\) ?| ?\(|\)? ?[\-–/] ?)?[0-9])+`)
	dateLike  = regexp.MustCompile(`^(?:(?:19|20)[0-9]{2}[-./ ][0-9]{1,2}[-./ ][0-9]{1,2}|[0-9]{1,2}[-./ ][0-9]{1,2}[-./ ](?:19|20)?[0-9]{2}|(?:1[5-9]|20)[0-9]{2} ?[-/–] ?(?:(?:1[5-9]|20)[0-9]{2}|[0-9]{2}))$`)
	grouped   = regexp.MustCompile(`^[1-9][0-9]{0,2}(?:([ .,'’٬])[0-9]{3})+$`)
	indian    = regexp.MustCompile(`^[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}$`)
)

// phones finds the telephone numbers in a text from which links and code are
// gone: each as its digits, in order, a plus kept.
func phones(text string) []string {
	var found []string
	for _, m := range phoneLike.FindAllString(fold(text), -1) {
		if number := compact(m); isPhone(m, number) {
			found = append(found, number)
		}
	}
	return found
}

func compact(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, s)
}

// isPhone tells a telephone number from a date, a span of years, an amount or a
// reference. Fifteen digits are the most that ITU-T E.164 allows, three more
// stand before it where one dials out.
func isPhone(written, number string) bool {
	digits := len(strings.TrimPrefix(number, "+"))
	if digits < 6 || digits > 18 || dateLike.MatchString(written) {
		return false
	}
	if number[0] == '+' || strings.HasPrefix(strings.TrimLeft(written, "("), "0") {
		return true
	}
	if grouped.MatchString(written) || indian.MatchString(written) {
		return false
	}
	return digits >= 7 && strings.ContainsAny(written, " -(./") && !strings.Contains(written, "/")
}

// numbers finds the other numbers of a text in order: digits only, a decimal
// point where there is one, without leading zeros. Telephone numbers are left
// out.
func numbers(text string) []string {
	text = phoneLike.ReplaceAllStringFunc(fold(text), func(m string) string {
		if isPhone(m, compact(m)) {
			return "\x00"
		}
		return m
	})
	var found []string
	for _, m := range numberLike.FindAllString(text, -1) {
		found = append(found, parts(m)...)
	}
	return found
}

// parts splits what looks like one number into the numbers that it is: 1,500 is
// one, 1.5 is one, 2026-01-31 and 20:00 are several.
func parts(m string) []string {
	var found []string
	for _, piece := range strings.FieldsFunc(m, func(r rune) bool { return r == '/' || r == ':' || r == '-' }) {
		found = append(found, amounts(piece)...)
	}
	return found
}

func amounts(piece string) []string {
	if grouped.MatchString(piece) || indian.MatchString(piece) {
		return []string{compact(piece)}
	}
	if cut := strings.LastIndexAny(piece, ".,٫"); cut > 0 {
		whole, fraction := piece[:cut], strings.TrimLeft(piece[cut:], ".,٫")
		plain := !strings.ContainsAny(whole, " .,'’٫٬")
		if plain || grouped.MatchString(whole) || indian.MatchString(whole) {
			return []string{decimal(compact(whole), fraction)}
		}
	}
	var found []string
	for _, n := range strings.FieldsFunc(piece, func(r rune) bool { return r < '0' || r > '9' }) {
		found = append(found, decimal(n, ""))
	}
	return found
}

func decimal(whole, fraction string) string {
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if fraction = strings.TrimRight(compact(fraction), "0"); fraction != "" {
		return whole + "." + fraction
	}
	return whole
}

// lacking gives what of want is not in have, each as often as it is short.
func lacking(want, have []string) []string {
	var short []string
	left := slices.Clone(have)
	for _, w := range want {
		if i := slices.Index(left, w); i >= 0 {
			left = slices.Delete(left, i, i+1)
		} else {
			short = append(short, w)
		}
	}
	return short
}
