package markdown

import (
	"unicode"
	"unicode/utf8"
)

// counter counts what there is to read.
type counter struct {
	n, letters int
	inWord     bool
	off        int // above 0 nothing counts
}

func (c *counter) total() (words, letters int) { return c.n, c.letters }

// gap ends a word.
func (c *counter) gap() { c.inWord = false }

// words counts a text that stands by itself.
func (c *counter) words(s string) {
	c.text([]byte(s))
}

// text counts bytes of running text. A word is a run of letters and digits with
// whatever stands inside it; scripts without spaces count by the letter.
func (c *counter) text(b []byte) {
	if c.off > 0 {
		return
	}
	in := c.inWord
	for i := 0; i < len(b); {
		switch class := byteClass[b[i]]; class {
		case classSpace:
			in = false
			i++
		case classLetter:
			if !in {
				c.n++
				in = true
			}
			for i++; i < len(b) && goesOn[b[i]]; i++ {
			}
		case classMark:
			i++
		case classHan:
			c.letters++
			in = false
			i += 3
		default: // a character of three bytes or more, or one that must be looked at
			r, size := utf8.DecodeRune(b[i:])
			i += size
			switch {
			case r >= firstUnspaced && r <= lastUnspaced:
				if southEast[r-firstUnspaced] {
					c.letters++
				}
				in = false
			case unspaced(r):
				if unicode.IsLetter(r) || unicode.IsDigit(r) {
					c.letters++
				}
				in = false
			case r == 0xA0 || r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x2013 || r == 0x2014:
				in = false
			case !in && wordly(r):
				c.n++
				in = true
			}
		}
	}
	c.inWord = in
}

const (
	classMark   = iota // neither begins nor ends a word
	classSpace         // ends a word
	classLetter        // begins one
	classLook          // must be decoded
	classHan           // begins a Han letter, three bytes long
)

// byteClass sorts bytes. The lead bytes of two-byte characters from U+00C0 on
// begin letters of Latin, Greek, Cyrillic, Hebrew, Arabic and their like, and
// what follows them belongs to the same word.
var byteClass = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c <= ' ' || c == 0x7F:
			t[c] = classSpace
		case c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0xC3 && c <= 0xDF:
			t[c] = classLetter
		case c >= 0xE5 && c <= 0xE9: // U+5000 to U+9FFF
			t[c] = classHan
		case c == 0xC2 || c >= 0xE0:
			t[c] = classLook
		}
	}
	return t
}()

// goesOn are the bytes that go on with a word: letters and what follows them.
var goesOn = func() (t [256]bool) {
	for c, class := range byteClass {
		t[c] = class == classLetter || class == classMark
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
