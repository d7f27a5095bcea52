package markdown

import (
	"unicode"
	"unicode/utf8"
)

// counter counts what there is to read.
type counter struct {
	n, letters int
	in         signs // inside or outside of a word
	off        int   // above 0 nothing counts
}

func (c *counter) total() (words, letters int) { return c.n, c.letters }

// gap ends a word.
func (c *counter) gap() { c.in = outside }

// words counts a text that stands by itself.
func (c *counter) words(s string) {
	c.text([]byte(s))
}

// text counts bytes of running text and gives the signs in it. A word is a run of
// letters and digits with whatever stands inside it; scripts without spaces count by
// the letter.
func (c *counter) text(b []byte) (found signs) {
	before, in := *c, c.in
	for i := 0; i < len(b); {
		what := byteKind[b[i]]
		found |= what
		switch {
		case what&looked == 0: // as most; no branch guesses where a word begins
			c.n += int(what >> (in & 1 << 1) >> 1 & 1)
			in = what >> (in & 1 << 1) & 1
			i++
		case what&han != 0:
			c.letters++
			in = outside
			i += 3
		default:
			r, size := utf8.DecodeRune(b[i:])
			i += size
			switch {
			case r >= firstUnspaced && r <= lastUnspaced:
				if southEast[r-firstUnspaced] {
					c.letters++
				}
				in = outside
			case unspaced(r):
				if unicode.IsLetter(r) || unicode.IsDigit(r) {
					c.letters++
				}
				in = outside
			case r == 0xA0 || r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x2013 || r == 0x2014:
				in = outside
			case in == outside && wordly(r):
				c.n++
				in = inside
			}
		}
	}
	if c.in = in; c.off > 0 {
		*c = before
	}
	return found
}

// signs are what a byte means to a word and to those who look for something in a
// text. The two lowest bits tell outside of a word whether one goes on behind the byte
// and whether one begins with it; the next two tell so inside of a word.
type signs uint16

const (
	outside, inside signs = 0, 1

	mark   signs = 0b01_00 // neither begins nor ends a word
	space  signs = 0b00_00 // ends a word
	letter signs = 0b01_11 // begins one

	looked signs = 1 << 4 // the first byte of a character that must be looked at
	han    signs = 1 << 5 // of a Han letter, three bytes long
)

// What slips and bare addresses are made with: most texts have none of it.
const (
	bracket signs = 1 << (6 + iota)
	brace
	emphatic
	atSign
	colon
	letterW
)

// byteKind sorts bytes. The lead bytes of two-byte characters from U+00C0 on
// begin letters of Latin, Greek, Cyrillic, Hebrew, Arabic and their like, and
// what follows them belongs to the same word.
var byteKind = func() (t [256]signs) {
	for c := range t {
		switch {
		case c <= ' ' || c == 0x7F:
			t[c] = space
		case c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0xC3 && c <= 0xDF:
			t[c] = letter
		case c >= 0xE5 && c <= 0xE9: // U+5000 to U+9FFF
			t[c] = looked | han
		case c == 0xC2 || c >= 0xE0:
			t[c] = looked
		default:
			t[c] = mark
		}
	}
	for sign, of := range map[signs]string{bracket: "])", brace: "{}\xEF" /* of ｛ */, emphatic: "*~", atSign: "@", colon: ":", letterW: "w"} {
		for i := range len(of) {
			t[of[i]] |= sign
		}
	}
	return t
}()

// The scripts of South-East Asia from Thai to Myanmar, see unspaced.
const firstUnspaced, lastUnspaced = 0x0E00, 0x109F

// southEast are the letters and digits among them.
var southEast = func() (t [lastUnspaced - firstUnspaced + 1]bool) {
	for i := range t {
		r := rune(firstUnspaced + i)
		t[i] = unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return t
}()
