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
	if isASCII(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf:
			return r
		case unicode.Is(unicode.Nd, r):
			return '0' + digit(r)
		case unicode.Is(unicode.Zs, r):
			return ' '
		case r >= 0x2010 && r <= 0x2015, r == 0x2212, r == 0xfe63, r == 0xff0d:
			return '-'
		case r == '（':
			return '('
		case r == '）':
			return ')'
		case r == '＋':
			return '+'
		case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x061c, r == 0xfeff:
			return -1
		}
		return r
	}, text)
}

// isASCII reports whether a text has nothing to fold.
func isASCII(text string) bool { return !signsIn(text).meets(foreignSign) }

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
	// A telephone number: perhaps a plus or a bracket, then digits with single
	// separators between them.
	phoneLike = regexp.MustCompile(`(?:\+ ?)?\(?[0-9](?:(?:[ ./\-–]|\) ?| ?\(|\)? ?[\-–/] ?)?[0-9])+`)
	dateLike  = regexp.MustCompile(`^(?:(?:19|20)[0-9]{2}[-./ ][0-9]{1,2}[-./ ][0-9]{1,2}|[0-9]{1,2}[-./ ][0-9]{1,2}[-./ ](?:19|20)?[0-9]{2}|(?:1[5-9]|20)[0-9]{2} ?[-/–] ?(?:(?:1[5-9]|20)[0-9]{2}|[0-9]{2}))$`)
	grouped   = regexp.MustCompile(`^[1-9][0-9]{0,2}(?:([ .,'’٬])[0-9]{3})+$`)
	indian    = regexp.MustCompile(`^[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}$`)
)

// phones adds the telephone numbers in a text from which links and code are gone to
// those that were found: each as its digits, in order, a plus kept.
func phones(found []string, text string) []string {
	text = fold(text)
	if digits(text) < leastDigits {
		return found
	}
	text = roundTheClock(text, "$1 h")
	for _, m := range phoneLike.FindAllString(text, -1) {
		for _, written := range dialled(m) {
			if number := compact(written); isPhone(written, number) {
				found = append(found, canonical(written))
			}
		}
	}
	return found
}

// always is how many languages write "day and night" behind a telephone number.
var always = regexp.MustCompile(`(^|[^0-9])(?:24 ?[hH]?(?: ?/ ?(?:24|7))|24 ?[hH]|7 ?/ ?7)\b`)

// roundTheClock puts something in the place of "day and night".
func roundTheClock(text, put string) string {
	if !mayBeAlways(text) {
		return text
	}
	return always.ReplaceAllString(text, put)
}

// mayBeAlways reports whether a text has what "day and night" cannot do without: a
// stroke and a 7 or 24, or an h behind 24.
func mayBeAlways(text string) bool {
	if strings.Contains(text, "/") {
		return strings.Contains(text, "7") || strings.Contains(text, "24")
	}
	for {
		i := strings.Index(text, "24")
		if i < 0 {
			return false
		}
		text = text[i+len("24"):]
		if rest := strings.TrimPrefix(text, " "); rest != "" && rest[0]|0x20 == 'h' {
			return true
		}
	}
}

// digits counts the digits of a folded text.
func digits(text string) int {
	n := 0
	for i := range len(text) {
		if c := text[i]; c >= '0' && c <= '9' {
			n++
		}
	}
	return n
}

// dialled splits what looks like one telephone number into those that it is: a
// stroke stands between two where each side is long enough for one.
func dialled(m string) []string {
	parts := strings.Split(m, "/")
	for _, part := range parts {
		if len(strings.TrimPrefix(compact(part), "+")) < leastDigits {
			return []string{m}
		}
	}
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// canonical is the digits of a telephone number, in the one of several ways to
// dial it: 0044 20 and +44 (0)20 are +44 20.
func canonical(written string) string {
	if strings.Contains(written, "+") {
		written = strings.Replace(written, "(0)", "", 1)
	}
	number := compact(written)
	if rest, ok := strings.CutPrefix(number, "00"); ok && len(rest) >= leastAbroad && rest[0] != '0' {
		return "+" + rest
	}
	return number
}

// The fewest digits of a telephone number that is written as one, of one that is
// written without any separator, and of one with its country.
const (
	leastDigits = 6
	leastPlain  = 8
	leastAbroad = 8
)

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
	if digits < leastDigits || digits > 18 || dateLike.MatchString(written) {
		return false
	}
	if number[0] == '+' || strings.HasPrefix(strings.TrimLeft(written, "("), "0") {
		return true
	}
	if grouped.MatchString(written) || indian.MatchString(written) {
		return false
	}
	if digits == len(written) {
		return digits >= leastPlain && digits <= 15 && !strings.HasSuffix(written, "000")
	}
	return digits >= 7 && strings.ContainsAny(written, " -(./") && !strings.Contains(written, "/")
}

// numbers adds the other numbers of a text in order to those that were found: digits
// only, a decimal point where there is one, without leading zeros. Telephone numbers
// are left out.
func numbers(found []string, text string) []string {
	text = roundTheClock(fold(text), "$1\x00 $0")
	if digits(text) >= leastDigits {
		text = phoneLike.ReplaceAllStringFunc(text, func(m string) string {
			parts := dialled(m)
			for i, part := range parts {
				if isPhone(part, compact(part)) {
					parts[i] = "\x00"
				}
			}
			return strings.Join(parts, "/")
		})
	}
	eachNumber(text, func(n string) { found = parts(found, n) })
	return found
}

// eachNumber finds digits with single decimal and group marks, or a single blank,
// between them: which of these are a number, parts and amounts tell.
func eachNumber(text string, found func(n string)) {
	digit := func(i int) bool { return i < len(text) && text[i] >= '0' && text[i] <= '9' }
	for i := 0; i < len(text); {
		if !digit(i) {
			i++
			continue
		}
		begin := i
		for digit(i) {
			for digit(i) {
				i++
			}
			if n := markWidth(text[i:]); n > 0 && digit(i+n) {
				i += n
			}
		}
		found(text[begin:i])
	}
}

// markWidth gives the bytes of the decimal or group mark that a text begins with.
func markWidth(text string) int {
	if text == "" {
		return 0
	}
	if c := text[0]; c < utf8.RuneSelf {
		if strings.IndexByte(" .,'/:-", c) < 0 {
			return 0
		}
		return 1
	}
	for _, mark := range []string{"’", "٫", "٬"} {
		if strings.HasPrefix(text, mark) {
			return len(mark)
		}
	}
	return 0
}

// parts adds the numbers that something like one number is: 1,500 is one, 1.5 is one,
// 2026-01-31 and 20:00 are several.
func parts(found []string, m string) []string {
	if digits(m) == len(m) {
		return append(found, decimal(m, ""))
	}
	for _, piece := range strings.FieldsFunc(m, func(r rune) bool { return r == '/' || r == ':' || r == '-' }) {
		found = amounts(found, piece)
	}
	return found
}

func amounts(found []string, piece string) []string {
	if digits(piece) == len(piece) && piece != "" {
		return append(found, decimal(piece, ""))
	}
	if grouped.MatchString(piece) || indian.MatchString(piece) {
		return append(found, compact(piece))
	}
	if cut := strings.LastIndexAny(piece, ".,٫"); cut > 0 {
		whole, fraction := piece[:cut], strings.TrimLeft(piece[cut:], ".,٫")
		plain := !strings.ContainsAny(whole, " .,'’٫٬")
		if plain || grouped.MatchString(whole) || indian.MatchString(whole) {
			return append(found, decimal(compact(whole), fraction))
		}
	}
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
	if slices.Equal(want, have) {
		return nil
	}
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
