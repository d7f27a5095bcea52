package translate

import (
	"unicode"
	"unicode/utf8"
)

// glance is what one reading of a text tells of it. Most questions about a block
// end here: a text without a digit holds no number, and one that is written in
// another alphabet is no copy.
type glance struct {
	// flat says that squeeze leaves the text as it is, as far as a glance tells.
	flat bool
	// digit says that the text has a decimal digit of some script.
	digit bool
	// ascii are the characters of ASCII in it.
	ascii asciiSet
	// width is its length: see width.
	width float64
	// runes and foreign count the characters, and those that are not ASCII.
	runes, foreign int
}

// asciiSet is a set of characters of ASCII.
type asciiSet [2]uint64

func (s *asciiSet) add(c byte) { s[c>>6&1] |= 1 << (c & 63) }

// has reports whether all of another set are in this one.
func (s asciiSet) has(o asciiSet) bool { return o[0]&^s[0]|o[1]&^s[1] == 0 }

// meets reports whether the two sets have a character in common.
func (s asciiSet) meets(o asciiSet) bool { return o[0]&s[0]|o[1]&s[1] != 0 }

func asciiOf(text string) asciiSet {
	var s asciiSet
	for i := range len(text) {
		if text[i] < utf8.RuneSelf {
			s.add(text[i])
		}
	}
	return s
}

var asciiDigits = asciiOf("0123456789")

func glanceAt(text string) glance {
	g := glance{flat: true}
	space, order := true, character(0) // of what stands before
	marks, wide := 0, 0                // characters that count for none, and what others count for beyond one
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			g.ascii.add(c)
			g.runes++
			switch {
			case c > ' ' && c < 0x7f:
				space, order = false, 0
			case c == ' ' && !space:
				space, order = true, 0
			default:
				g.flat = false
			}
			i++
			continue
		}
		var of character
		if c >= 0xc2 && c < 0xe0 && i+1 < len(text) && text[i+1]&0xc0 == 0x80 { // two bytes, as most
			of = characters[rune(c&0x1f)<<6|rune(text[i+1]&0x3f)]
			i += 2
		} else {
			r, size := utf8.DecodeRuneInString(text[i:])
			of = characterOf(r)
			i += size
		}
		if of&isComposed == 0 || of&isOrdered != 0 && of&isOrdered < order {
			g.flat = false
		}
		space, order = false, of&isOrdered
		g.runes++
		g.foreign++
		if of&isMark != 0 {
			marks++
		}
		if of&isDigit != 0 {
			g.digit = true
		}
		wide += int(of >> widthBits)
	}
	g.flat = g.flat && (!space || text == "")
	g.digit = g.digit || g.ascii.meets(asciiDigits)
	g.width = float64(g.runes - marks + wide)
	return g
}

// hasDigit reports whether a text has a decimal digit of some script.
func hasDigit(text string) bool {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if c >= '0' && c <= '9' {
				return true
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if characterOf(r)&isDigit != 0 {
			return true
		}
		i += size
	}
	return false
}

// character is what a reading has to know of a character. The bits from widthBits
// on are how much more than one letter it counts for.
type character uint8

const (
	// isComposed marks what NFC leaves as it is, whatever stands beside it, but for
	// the order of marks.
	isComposed character = 1 << iota
	isMark
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
		return isComposed | 2<<widthBits
	}
	return readCharacter(r)
}

func readCharacter(r rune) character {
	var of character
	if composed(r) {
		of |= isComposed
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
	case unicode.Is(unicode.Han, r):
		of |= 2 << widthBits
	case unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		of |= 1 << widthBits
	case unicode.IsMark(r):
		of |= isMark
	}
	return of
}

// composed names letters that NFC leaves as they are, whatever stands beside
// them, and the Thai marks.
func composed(r rune) bool {
	return r > 0xa0 && r < 0x300 || r >= 0x400 && r <= 0x482 || r >= 0x48a && r <= 0x52f || r >= 0x606 && r <= 0x60f || r >= 0x61b && r <= 0x64a || r >= 0x660 && r <= 0x66f ||
		r >= 0xe01 && r <= 0xe5b || r >= 0x2010 && r <= 0x2027 || r >= 0x3001 && r <= 0x3029 || r >= 0x4e00 && r <= 0x9fff || r >= 0xff01 && r <= 0xff60
}

// width is the length of a text in letters, where a letter of the scripts that
// write a syllable or a word with one counts for more.
func width(text string) float64 { return glanceAt(text).width }
