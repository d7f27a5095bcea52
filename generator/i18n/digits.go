package i18n

import (
	"strconv"
	"strings"
)

// zeros gives the native digit 0 of a script; the other nine follow it.
var zeros = map[string]rune{
	"Arab": '٠', "Aran": '٠', "Deva": '०', "Beng": '০', "Guru": '੦', "Gujr": '૦', "Orya": '୦', "Taml": '௦', "Telu": '౦',
	"Knda": '೦', "Mlym": '൦', "Thai": '๐', "Laoo": '໐', "Tibt": '༠', "Mymr": '၀', "Khmr": '០', "Nkoo": '߀',
	"Rohg": '\U00010D30', "Adlm": '\U0001E950', "Olck": '᱐', "Mtei": '꯰', "Lana": '᪐', "Java": '꧐', "Bali": '᭐', "Cham": '꩐',
}

// eastern lists the languages of the Arabic script that write ۴۵۶ and not ٤٥٦.
const eastern = " fa pes prs haz ur ps pbt pbu pst ks pnb lah skr bal brh mzn lrc glk uz uzs tk azb "

// nativeByDefault lists the languages whose readers meet their own digits on
// the web every day. Arabic is not among them: the Maghreb never writes them,
// and from Egypt to the Gulf news and aid sites have gone over to 0–9, which is
// also what telephones show. Hindi, Urdu, Tamil, Thai, Khmer and Lao use 0–9 in
// CLDR and on the web alike. A site that knows better says `digits = "native"`.
const nativeByDefault = " fa pes prs haz ps pbt pbu pst mzn lrc ckb sd ks bn as mr ne my dz bgc bho mni "

// zero gives the digit 0 that a language writes: choice is "latin", "native" or
// "" for the language's habit. '0' where it has no digits of its own.
func zero(tag, choice string) rune {
	lang := " " + base(tag) + " "
	native := choice == "native" || choice == "" && strings.Contains(nativeByDefault, lang)
	if !native {
		return '0'
	}
	script := Script(tag)
	if (script == "Arab" || script == "Aran") && strings.Contains(eastern, lang) {
		return '۰'
	}
	if z, ok := zeros[script]; ok {
		return z
	}
	return '0'
}

// numbering is how a language writes numbers.
type numbering struct {
	zero    rune
	group   string
	decimal string
	// twos groups as in 12,34,567.
	twos bool
	// least is how many digits must stand before the first group mark: Spanish
	// and Polish write 1234 but 12.345.
	least int
}

const (
	groupsOfTwo   = " hi bn ta te mr gu kn ml pa as or ne bho mai sat ks sd brx kok doi mni "
	fiveToBeSplit = " es pl it bg "
)

func newNumbering(tag, digits, group, decimal string) numbering {
	lang := " " + base(tag) + " "
	n := numbering{zero: zero(tag, digits), group: group, decimal: decimal, least: 1}
	n.twos = strings.Contains(groupsOfTwo, lang)
	if strings.Contains(fiveToBeSplit, lang) || strings.EqualFold(tag, "pt-PT") {
		n.least = 2
	}
	// The Arabic marks belong to the Arabic digits, whatever the catalogue was
	// written for.
	switch {
	case n.zero == '٠' || n.zero == '۰':
		n.group, n.decimal = "٬", "٫"
	case n.group == "٬" || n.decimal == "٫":
		n.group, n.decimal = ",", "."
	}
	return n
}

// integer writes a whole number.
func (n numbering) integer(v int64) string {
	if v >= 0 && v < 10 && n.zero == '0' {
		return "0123456789"[v : v+1] // by far the most common: no allocation
	}
	return n.write(strconv.FormatInt(v, 10))
}

// write turns an ASCII number, "-1234.5", into the language's.
func (n numbering) write(ascii string) string {
	sign := ""
	if strings.HasPrefix(ascii, "-") {
		sign, ascii = "\u2212", ascii[1:]
	}
	whole, fraction, hasFraction := strings.Cut(ascii, ".")
	var b strings.Builder
	b.WriteString(sign)
	for i := range len(whole) {
		if i > 0 && n.marked(len(whole), len(whole)-i) {
			b.WriteString(n.group)
		}
		n.digit(&b, rune(whole[i]))
	}
	if hasFraction {
		b.WriteString(n.decimal)
		for _, r := range fraction {
			n.digit(&b, r)
		}
	}
	return b.String()
}

// marked reports whether a group mark stands before the last rest digits.
func (n numbering) marked(length, rest int) bool {
	if length < 3+n.least {
		return false
	}
	if n.twos && rest > 3 {
		return (rest-3)%2 == 0
	}
	return rest%3 == 0
}

func (n numbering) digit(b *strings.Builder, r rune) {
	if r >= '0' && r <= '9' {
		r += n.zero - '0'
	}
	b.WriteRune(r)
}

// replace writes every ASCII digit of a text in the language's digits.
func (n numbering) replace(s string) string {
	if n.zero == '0' || !strings.ContainsAny(s, "0123456789") {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		n.digit(&b, r)
	}
	return b.String()
}
