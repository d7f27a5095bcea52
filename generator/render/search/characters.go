package search

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// character is what is known of one character, so that most text is folded by
// looking it up.
type character struct {
	becomes rune // where way is one
	way     way
	kind    kind
	order   uint8 // of a mark: its combining class
}

// way is how a character is folded.
type way uint8

const (
	unknown way = iota
	one         // becomes one character, wherever it stands
	gone        // is dropped
	mark        // stays as it is, after marks of a lower class
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

// characters keeps what was asked before, by blocks of 256. It is not safe for
// concurrent use.
type characters struct {
	blocks  [256]*[256]character
	longer  map[rune]string // what becomes several
	scratch []byte
}

func (c *characters) of(r rune) character {
	if r > 0xffff {
		return describe(r, nil)
	}
	block := c.blocks[r>>8]
	if block == nil {
		block = new([256]character)
		c.blocks[r>>8] = block
	}
	known := &block[r&0xff]
	if known.way == unknown {
		*known = describe(r, func(text string) {
			if c.longer == nil {
				c.longer = map[rune]string{}
			}
			c.longer[r] = text
		})
	}
	return *known
}

// describe works out how a character is folded. What becomes several characters
// is handed to keep; nil keeps none.
func describe(r rune, keep func(string)) character {
	d := character{way: slow, kind: kindOf(r)}
	folded := fold(string(r))
	first, size := utf8.DecodeRuneInString(folded)
	switch {
	case r == utf8.RuneError:
	case folded == "":
		d.way = gone
	case standsAlone(folded) && size == len(folded):
		d.way, d.becomes = one, first
	case standsAlone(folded) && keep != nil:
		d.way = several
		keep(folded)
	case folded == string(r) && neverJoins(r):
		d.way, d.order = mark, norm.NFKD.PropertiesString(folded).CCC()
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

// fold appends a text as it is compared, like the function fold.
func (c *characters) fold(dst, text []byte) []byte {
	start, order := len(dst), uint8(0)
	for i := 0; i < len(text); {
		if b := text[i]; b < utf8.RuneSelf {
			if b >= 'A' && b <= 'Z' {
				b |= 0x20
			}
			dst, order = append(dst, b), 0
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		i += size
		d := c.of(r)
		switch {
		case d.way == one:
			dst, order = utf8.AppendRune(dst, d.becomes), 0
		case d.way == gone:
		case d.way == mark && d.order >= order:
			dst, order = utf8.AppendRune(dst, r), d.order
		case d.way == several:
			dst, order = append(dst, c.longer[r]...), 0
		default:
			return append(dst[:start], fold(string(text))...)
		}
	}
	return dst
}

// tokens calls yield with each token of a text, repeats included. The token is
// valid until yield returns.
func (c *characters) tokens(text []byte, yield func(token []byte)) {
	c.scratch = c.fold(c.scratch[:0], text)
	folded := c.scratch
	start, of := 0, separator
	for i := 0; i < len(folded); {
		now, size := word, 1
		if b := folded[i]; b >= utf8.RuneSelf {
			var r rune
			r, size = utf8.DecodeRune(folded[i:])
			now = c.of(r).kind
		} else if asciiLower[b] == 0 {
			now = separator
		}
		if now != of {
			run(folded[start:i], of, yield)
			start, of = i, now
		}
		i += size
	}
	run(folded[start:], of, yield)
}

// run gives the tokens of a run of one kind.
func run(text []byte, of kind, yield func([]byte)) {
	switch {
	case len(text) == 0 || of == separator:
	case of == word:
		yield(text)
		if rest := trimArticle(text); len(rest) < len(text) {
			yield(rest)
		}
	default:
		grams(text, int(of), yield)
	}
}
