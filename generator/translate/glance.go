package translate

import (
	"unicode"
	"unicode/utf8"
)

// glance is what one reading of a text tells of it. Most questions about a block
// end here: a text without a digit holds no number, and one that is written in
// another alphabet is no copy.
type glance struct {
	// flat says that squeeze leaves the text as it is, as far as a glance tells, and
	// composed that NFC does.
	flat, composed bool
	// signs are those in it.
	signs signs
	// width is the length: see width.
	width int32
	// ascii and foreign count the characters of ASCII and beyond.
	ascii, foreign int32
}

// signs is a set of the characters of ASCII that tell what may be in a text.
type signs uint32

const (
	digitSign   signs = 1 << iota // any of the ten
	numeralSign                   // a decimal digit of another script: only a glance sees it
	controlSign                   // what squeeze may not leave as it is
	foreignSign                   // a byte of a character beyond ASCII
	spaceSign
	firstSign = iota
)

// ownSigns are the characters that have a sign each: those of what a translation
// keeps.
const ownSigns = "`{[](<:/w.^&@"

// signOf gives the signs of a byte.
var signOf = func() (of [256]signs) {
	for c := range of {
		switch {
		case c >= utf8.RuneSelf:
			of[c] = foreignSign
		case c < ' ' || c == 0x7f:
			of[c] = controlSign
		case c == ' ':
			of[c] = spaceSign
		case c >= '0' && c <= '9':
			of[c] = digitSign
		}
	}
	for i := range len(ownSigns) {
		of[ownSigns[i]] = 1 << (firstSign + i)
	}
	return of
}()

// has reports whether all of another set are in this one.
func (s signs) has(o signs) bool { return o&^s == 0 }

// meets reports whether the two sets have a sign in common.
func (s signs) meets(o signs) bool { return s&o != 0 }

func signsIn(text string) signs {
	var s signs
	for i := range len(text) {
		s |= signOf[text[i]]
	}
	return s
}

func glanceAt(text string) glance {
	if text == "" {
		return glance{flat: true, composed: true}
	}
	all, twice := signs(0), signs(0) // of some byte, and of two in a row
	before := spaceSign              // no blank stands first
	i := 0
	for i < len(text) && text[i] < utf8.RuneSelf {
		s := signOf[text[i]]
		all |= s
		twice |= s & before
		before = s
		i++
	}
	g := glance{signs: all, width: int32(i), ascii: int32(i), composed: true}
	if i < len(text) {
		twice, before = g.abroad(text, i, twice, before)
	}
	g.flat = g.composed && !g.signs.meets(controlSign) && !(twice | before).meets(spaceSign)
	return g
}

// abroad goes on from the first character beyond ASCII.
func (g *glance) abroad(text string, i int, twice, before signs) (signs, signs) {
	all, ascii, foreign, width := g.signs|foreignSign, i, 0, 0
	some, order := character(0), character(0)
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			s := signOf[c]
			all |= s
			twice |= s & before
			before = s
			order = 0 // that of what stands before
			ascii++
			i++
			continue
		}
		var of character
		if c >= 0xc2 && c < 0xe0 && i+1 < len(text) && text[i+1]&0xc0 == 0x80 {
			of = characters[rune(c&0x1f)<<6|rune(text[i+1]&0x3f)]
			i += 2
		} else {
			r, size := runeAt(text, i)
			of = characterOf(r)
			i += size
		}
		before = foreignSign
		foreign++
		some |= of
		width += int(of >> widthBits)
		if (of|order)&isOrdered != 0 {
			now := of & isOrdered
			if now != 0 && now < order {
				some |= isLoose
			}
			order = now
		}
	}
	if some&isDigit != 0 {
		all |= numeralSign
	}
	g.signs, g.composed = all, some&isLoose == 0
	g.width, g.ascii, g.foreign = int32(ascii+width), int32(ascii), int32(foreign)
	return twice, before
}

// runeAt reads a character beyond ASCII: of most scripts with more than two bytes,
// it has three.
func runeAt(text string, i int) (rune, int) {
	if c := text[i]; c >= 0xe0 && c < 0xed && i+2 < len(text) && text[i+1]&0xc0 == 0x80 && text[i+2]&0xc0 == 0x80 && (c > 0xe0 || text[i+1] >= 0xa0) {
		return rune(c&0xf)<<12 | rune(text[i+1]&0x3f)<<6 | rune(text[i+2]&0x3f), 3
	}
	return utf8.DecodeRuneInString(text[i:])
}

// anyDigit are the signs of a decimal digit of some script.
const anyDigit = digitSign | numeralSign

// hasDigit reports whether a text has a decimal digit of some script.
func hasDigit(text string) bool { return glanceAt(text).signs.meets(anyDigit) }

// character is what a reading has to know of a character. The bits from widthBits
// on are how many letters it counts for.
type character uint8

const (
	// isLoose marks what NFC may not leave as it is; it may not leave marks in a wrong
	// order either.
	isLoose character = 1 << iota
	isDigit
	// The order of Thai vowels below and tone marks, by their combining class: two of
	// them may be in the wrong one.
	orderOne
	orderTwo
	widthBits = iota
	isOrdered = orderOne | orderTwo
)

// characters are those of the alphabets that guides are mostly written in, up to
// the scripts that count for more.
var characters = func() (table [0x1100]character) {
	for r := range rune(len(table)) {
		table[r] = readCharacter(r)
	}
	return table
}()

func characterOf(r rune) character {
	switch {
	case int(r) < len(characters):
		return characters[r]
	case r >= 0x4e00 && r <= 0x9fff:
		return 3 << widthBits
	}
	return readCharacter(r)
}

func readCharacter(r rune) character {
	var of character
	if !composed(r) {
		of |= isLoose
	}
	switch {
	case r == 0xe3a: // class 9
		of |= orderOne
	case r == 0xe38 || r == 0xe39: // class 103
		of |= orderTwo
	case r >= 0xe48 && r <= 0xe4b: // class 107
		of |= orderOne | orderTwo
	}
	if unicode.IsDigit(r) {
		of |= isDigit
	}
	switch {
	case r < 0x300:
		of |= 1 << widthBits
	case unicode.Is(unicode.Han, r):
		of |= 3 << widthBits
	case unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		of |= 2 << widthBits
	case !unicode.IsMark(r): // a mark counts for none
		of |= 1 << widthBits
	}
	return of
}

// composed names letters that NFC leaves as they are, whatever stands beside
// them, and the Thai marks, of which none is a letter of ASCII in lower case.
func composed(r rune) bool {
	return r > 0xa0 && r < 0x300 && r != 'İ' || r >= 0x400 && r <= 0x482 || r >= 0x48a && r <= 0x52f || r >= 0x606 && r <= 0x60f || r >= 0x61b && r <= 0x64a || r >= 0x660 && r <= 0x66f ||
		r >= 0xe01 && r <= 0xe5b || r >= 0x2010 && r <= 0x2027 || r >= 0x3001 && r <= 0x3029 || r >= 0x4e00 && r <= 0x9fff || r >= 0xff01 && r <= 0xff60
}

// width is the length of a text in letters, where a letter of the scripts that
// write a syllable or a word with one counts for more.
func width(text string) float64 { return float64(glanceAt(text).width) }
