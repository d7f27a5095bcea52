package search

import (
	"encoding/binary"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// character is what is known of one character, so that most text is folded by
// looking it up.
type character struct {
	becomes uint32 // one character, its first byte the least significant
	size    uint8  // of that, in bytes
	kind    kind   // of that
	way     way
	// order is the combining class of a mark. below is one more, for others the most:
	// the character stays where it stands behind marks of an order below.
	order, below uint8
}

// way is how a character is folded.
type way uint8

const (
	unknown way = iota
	letter      // becomes one of a word with spaces around it, most often itself, wherever it stands
	one         // becomes one of another kind, wherever it stands
	mark        // stays as it is, after marks of a lower class
	gone        // is dropped
	several     // becomes several characters, wherever it stands
	slow        // depends on its neighbours
)

// kind is what a folded character is for tokens.
type kind uint8

const (
	word      kind = 0 // of a script with spaces
	pair      kind = 2 // cut into n-grams of two
	triple    kind = 3
	separator kind = 4
)

// inWords gives the letters and digits of ASCII in lower case. The rest of ASCII, 0
// here, parts words, whatever stands beside it.
var inWords = func() (lower [utf8.RuneSelf]byte) {
	for b := range lower {
		switch {
		case b >= '0' && b <= '9' || b >= 'a' && b <= 'z':
			lower[b] = byte(b)
		case b >= 'A' && b <= 'Z':
			lower[b] = byte(b | 0x20)
		}
	}
	return
}()

// block is what is known of the characters whose bytes but the last are the same.
type block [64]character

// unasked is the block of characters that nobody asked for.
var unasked block

// characters folds texts and keeps what it was asked for. It is not safe for
// concurrent use.
type characters struct {
	ofTwo   [1 << 7]*block  // bytes, by the lower bits of the first
	ofThree [1 << 11]*block // by those of the first and the second
	longer  map[rune]string // what becomes several

	// What was folded last, without what separates its runs, and room for a key.
	text []byte
	size int
	runs []stretch
}

// stretch is a run of characters of one kind. It ends where the next begins.
type stretch struct {
	begin int
	of    kind
}

// behind stands behind a text, so that whoever looks at its characters need not look
// for its end.
var behind [utf8.UTFMax]byte

// known is the character that text has at i, not in ASCII, and its size, if somebody
// asked for it before.
func (c *characters) known(text []byte, i int) (*character, int) {
	b, b1, b2 := text[i], text[i+1]^0x80, text[i+2]^0x80
	switch {
	case b1 >= 0x40:
	case b < 0xe0:
		return &c.ofTwo[b&0x7f][b1], 2
	case b2 < 0x40:
		return &c.ofThree[int(b&0x1f)<<6|int(b1)][b2], 3
	}
	return &unasked[0], 0
}

// ask works out the character that text has at i.
func (c *characters) ask(text []byte, i int) (*character, int) {
	r, size := utf8.DecodeRune(text[i:])
	if r > 0xffff || r == utf8.RuneError {
		d := describe(r, nil)
		return &d, size
	}
	place := &c.ofTwo[text[i]&0x7f]
	if size == 3 {
		place = &c.ofThree[r>>6]
	}
	if *place == &unasked {
		*place = new(block)
	}
	d := &(*place)[r&0x3f]
	*d = describe(r, func(text string) {
		if c.longer == nil {
			c.longer = map[rune]string{}
		}
		c.longer[r] = text
	})
	return d, size
}

// describe works out how a character is folded. What becomes several characters
// is handed to keep; nil keeps none.
func describe(r rune, keep func(string)) character {
	d := character{way: slow}
	folded := fold(string(r))
	first, size := utf8.DecodeRuneInString(folded)
	switch {
	case r == utf8.RuneError:
	case folded == "":
		d.way = gone
	case standsAlone(folded) && size == len(folded):
		d.way, d.below = one, 255
		if kindOf(first) == word {
			d.way = letter
		}
	case standsAlone(folded) && keep != nil:
		d.way = several
		keep(folded)
	case folded == string(r) && neverJoins(r):
		d.way, d.order = mark, norm.NFKD.PropertiesString(folded).CCC()
		d.below = d.order + 1
	}
	if d.below > 0 {
		var bytes [utf8.UTFMax]byte
		d.kind, d.size = kindOf(first), uint8(copy(bytes[:], folded))
		d.becomes = binary.LittleEndian.Uint32(bytes[:])
	}
	return d
}

// standsAlone reports whether no character of a text is moved by its neighbours
// or joins the one before.
func standsAlone(text string) bool {
	for i := range text {
		if !norm.NFC.PropertiesString(text[i:]).BoundaryBefore() {
			return false
		}
	}
	return true
}

// neverJoins names blocks whose marks are put in order but never become one with
// a letter: Thai, Lao, Khmer.
func neverJoins(r rune) bool { return r >= 0x0e00 && r <= 0x0eff || r >= 0x1780 && r <= 0x17ff }

func kindOf(r rune) kind {
	if in(r, separators[:]) {
		return separator
	}
	return kind(gram(r))
}

// start makes ready for texts of so many bytes.
func (c *characters) start(length int) {
	if c.text == nil {
		for i := range c.ofTwo {
			c.ofTwo[i] = &unasked
		}
		for i := range c.ofThree {
			c.ofThree[i] = &unasked
		}
	}
	c.room(2 * length) // no character of two bytes becomes one of more than three
}

// room makes room for so many bytes and a key.
func (c *characters) room(size int) {
	if size += shortest; size > len(c.text) {
		longer := make([]byte, size+size/2)
		copy(longer, c.text[:c.size])
		c.text = longer
	}
}

// word folds what text has from i to the next separator of ASCII, if all of it is
// letters that somebody asked for before, and gives its end, else 0.
func (c *characters) word(text []byte, i int) int {
	dst, n := c.text, 0
	for {
		b := text[i]
		if b < utf8.RuneSelf {
			if b = inWords[b]; b == 0 {
				c.size = n
				return i
			}
			dst[n] = b
			n++
			i++
			continue
		}
		d, size := c.known(text, i)
		if d.way != letter {
			return 0
		}
		binary.LittleEndian.PutUint32(dst[n:], d.becomes)
		n += int(d.size)
		i += size
	}
}

// fold folds what text has from i to the next separator of ASCII like the function
// fold, notes its runs and gives its end.
func (c *characters) fold(text []byte, i int) int {
	start := i
	c.runs, c.size = c.runs[:0], 0
	dst, n, now, order := c.text, 0, separator, uint8(0)
	for {
		b := text[i]
		if b < utf8.RuneSelf {
			if b = inWords[b]; b == 0 {
				c.size = n
				return i
			}
			if now != word {
				now = word
				c.runs = append(c.runs, stretch{n, now})
			}
			dst[n] = b
			n++
			i++
			order = 0
			continue
		}
		d, size := c.known(text, i)
		if d.way == unknown {
			d, size = c.ask(text, i)
		}
		if d.below > order {
			order = d.order
			i += size
			if d.kind != now {
				if now = d.kind; now != separator {
					c.runs = append(c.runs, stretch{n, now})
				}
			}
			if now != separator {
				binary.LittleEndian.PutUint32(dst[n:], d.becomes)
				n += int(d.size)
			}
			continue
		}
		switch d.way {
		case gone:
			i += size
		case several:
			r, _ := utf8.DecodeRune(text[i:])
			c.size = n
			now = c.folded(now, c.longer[r], 2*(len(text)-i))
			dst, n, order = c.text, c.size, 0
			i += size
		default:
			for i++; text[i] >= utf8.RuneSelf || inWords[text[i]] != 0; i++ {
			}
			c.runs, c.size = c.runs[:0], 0
			c.folded(separator, fold(string(text[start:i])), 2*(len(text)-i))
			return i
		}
	}
}

// folded takes in what is folded already, behind a character of the kind now, gives the
// kind of its last and leaves room for more.
func (c *characters) folded(now kind, text string, more int) kind {
	c.room(c.size + len(text) + more)
	for _, r := range text {
		if k := kindOf(r); k != now {
			if now = k; now != separator {
				c.runs = append(c.runs, stretch{c.size, now})
			}
		}
		if now != separator {
			c.size += utf8.EncodeRune(c.text[c.size:], r)
		}
	}
	return now
}
