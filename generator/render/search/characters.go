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
	kind    kind  // of what it becomes, where way is one
	order   uint8 // of a mark: its combining class
}

// way is how a character is folded.
type way uint8

const (
	unknown way = iota
	same        // stays as it is, wherever it stands
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
	runs    []stretch // of what was folded last
}

// stretch is a run of characters of one kind. It ends where the next begins.
type stretch struct {
	begin int
	of    kind
}

func (c *characters) of(r rune) character {
	if block := c.blocks[uint16(r)>>8]; block != nil && r <= 0xffff && block[r&0xff].way != unknown {
		return block[r&0xff]
	}
	return c.ask(r)
}

// ask is of for a character that nobody asked for so far.
func (c *characters) ask(r rune) character {
	if r > 0xffff {
		return describe(r, nil)
	}
	block := c.blocks[r>>8]
	if block == nil {
		block = new([256]character)
		c.blocks[r>>8] = block
	}
	block[r&0xff] = describe(r, func(text string) {
		if c.longer == nil {
			c.longer = map[rune]string{}
		}
		c.longer[r] = text
	})
	return block[r&0xff]
}

// first is the first character of a text that does not begin in ASCII, and its size.
func (c *characters) first(text []byte) (rune, int, character) {
	if len(text) >= 3 { // so nearly always
		switch b, b1, b2 := text[0], text[1]^0x80, text[2]^0x80; {
		case b >= 0xc2 && b < 0xe0 && b1 < 0x40:
			r := rune(b&0x1f)<<6 | rune(b1)
			return r, 2, c.of(r)
		case b > 0xe0 && b < 0xed && b1|b2 < 0x40, b == 0xe0 && b1 >= 0x20 && b1|b2 < 0x40:
			r := rune(b&0x0f)<<12 | rune(b1)<<6 | rune(b2)
			return r, 3, c.of(r)
		}
	}
	r, size := utf8.DecodeRune(text)
	return r, size, c.of(r)
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
	case standsAlone(folded) && folded == string(r):
		d.way = same
	case standsAlone(folded) && size == len(folded):
		d.way, d.becomes, d.kind = one, first, kindOf(first)
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

// isSentence reports whether what stands between separators is more than a word,
// because its script has no spaces. Few of them come twice.
func (c *characters) isSentence(word []byte) bool {
	if word[0] < firstOfGrams {
		return false
	}
	_, _, d := c.first(word)
	return d.kind == pair || d.kind == triple
}

// isToken reports whether a word is surely its only token.
func (c *characters) isToken(text []byte) bool {
	for i := 0; i < len(text); {
		if b := text[i]; b < utf8.RuneSelf {
			if inWords[b] != b || b == 0 {
				return false
			}
			i++
			continue
		}
		_, size, d := c.first(text[i:])
		if d.way != same || d.kind != word {
			return false
		}
		i += size
	}
	return len(trimArticle(text)) == len(text)
}

// fold appends a text as it is compared, like the function fold, and notes its runs.
func (c *characters) fold(dst, text []byte) []byte {
	start, order := len(dst), uint8(0)
	c.runs = append(c.runs[:0], stretch{start, separator})
	for i := 0; i < len(text); {
		if b := text[i]; b < utf8.RuneSelf {
			if b >= 'A' && b <= 'Z' {
				b |= 0x20
			}
			now := word
			if inWords[b] == 0 {
				now = separator
			}
			c.turn(len(dst), now)
			dst, order = append(dst, b), 0
			i++
			continue
		}
		r, size, d := c.first(text[i:])
		i += size
		switch {
		case d.way == same:
			c.turn(len(dst), d.kind)
			dst, order = append(dst, text[i-size:i]...), 0
		case d.way == one:
			c.turn(len(dst), d.kind)
			dst, order = utf8.AppendRune(dst, d.becomes), 0
		case d.way == gone:
		case d.way == mark && d.order >= order:
			c.turn(len(dst), d.kind)
			dst, order = utf8.AppendRune(dst, r), d.order
		case d.way == several:
			dst, order = c.folded(dst, c.longer[r]), 0
		default:
			c.runs = c.runs[:1]
			return c.folded(dst[:start], fold(string(text)))
		}
	}
	return dst
}

// turn notes that a character of some kind begins.
func (c *characters) turn(at int, now kind) {
	if c.runs[len(c.runs)-1].of != now {
		c.runs = append(c.runs, stretch{at, now})
	}
}

// folded appends what is folded already.
func (c *characters) folded(dst []byte, text string) []byte {
	for _, r := range text {
		c.turn(len(dst), kindOf(r))
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// tokens calls yield with each token of a text, repeats included. The token is valid
// until yield returns and has room for a key.
func (c *characters) tokens(text []byte, yield func(token []byte)) {
	var room [shortest]byte
	c.scratch = append(c.fold(c.scratch[:0], text), room[:]...)
	end := len(c.scratch) - len(room)
	for i, now := range c.runs {
		stop := end
		if i+1 < len(c.runs) {
			stop = c.runs[i+1].begin
		}
		run(c.scratch[now.begin:stop], now.of, yield)
	}
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
		for start := 0; start < len(text); start += gramBytes {
			yield(text[start:min(start+gramBytes*int(of), len(text))])
		}
	}
}
