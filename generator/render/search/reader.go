package search

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// reader turns pages of one language into records. It gives every token a number
// and remembers the tokens of every word that it has seen, because most words of
// a page were on another one before. It is not safe for concurrent use.
type reader struct {
	characters characters
	names      dictionary // words as they are written in lower case, and tokens
	many       []uint32   // the tokens of words that are not just a token, each time after their count

	letters  [rememberedLength + shortest]byte // of the word being read
	sentence []byte                            // longer than that
	section  uint8                             // being read, among those that are told apart
	found    []found                           // tokens of the sections being read
	places   uint32                            // how many were found before, counted from 1
	here     []uint64                          // a bit for each name: whether it is among found
	page     []byte                            // the record being made
}

// What a name means as a word, beside a place in many counted from 1.
const (
	notYet = 0  // nobody wrote it so far; it is a token of another word
	itself = -1 // it is a token and has no other
)

// found is a token and the sections that it is in, one a bit.
type found struct {
	number   uint32
	sections uint64
}

// together is how many sections of a page are told apart by bits. A page that has
// more has several lists of tokens.
const together = 64

// record appends a page as the index keeps it: addresses, headings, and its tokens,
// each with the sections that it is in. A page in one piece has no headings.
func (r *reader) record(out []byte, p Page, inOnePiece bool) []byte {
	var top Section
	sections := p.Sections
	if !inOnePiece && len(sections) > 0 && sections[0].ID == "" { // something stands above the first heading
		top, sections = sections[0], sections[1:]
	}
	out = appendText(out, p.Address)
	out = appendText(out, p.Title)
	if inOnePiece {
		out = appendHead(append(out, 1), top)
	} else {
		out = binary.AppendUvarint(out, uint64(1+len(sections)))
		out = appendHead(out, top)
		for _, s := range sections {
			out = appendHead(out, s)
		}
	}
	r.section, r.places = 0, max(r.places, 1)
	for _, text := range []string{p.Title, p.Words, top.Heading, top.Text} {
		r.text(text)
	}
	alone := inOnePiece || len(sections) == 0
	for _, s := range sections {
		if !inOnePiece {
			if r.section++; r.section == together {
				out = r.end(out, alone)
				r.section = 0
			}
		}
		r.text(s.Heading)
		r.text(s.Text)
	}
	return r.end(out, alone)
}

func appendHead(out []byte, s Section) []byte {
	out = append(out, byte(s.level()))
	out = appendText(out, s.ID)
	return appendText(out, s.Heading)
}

func appendText(out []byte, text string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(text))), text...)
}

// end appends what was found: how many tokens, and each, sorted, because then most
// are one byte behind the one before. A section alone need not be named.
func (r *reader) end(out []byte, alone bool) []byte {
	out = binary.AppendUvarint(out, uint64(len(r.found)))
	last := 0
	for i, set := range r.here {
		for ; set != 0; set &= set - 1 {
			number := i*64 + bits.TrailingZeros64(set)
			out = binary.AppendUvarint(out, uint64(number-last))
			last = number
			if !alone {
				out = appendSections(out, r.found[r.names.at(uint32(number)).place-r.places].sections)
			}
		}
		r.here[i] = 0
	}
	r.places += uint32(len(r.found))
	r.found = r.found[:0]
	return out
}

// appendSections writes sections as the first of them and, behind those that are not
// alone, the bits of the others.
func appendSections(out []byte, sections uint64) []byte {
	first := bits.TrailingZeros64(sections)
	rest := sections >> first >> 1
	if rest == 0 {
		return append(out, byte(first))
	}
	return binary.AppendUvarint(append(out, byte(together+first)), rest)
}

// inWords tells which bytes belong to words: those of letters, of ASCII as lower
// case, and digits. 0 parts words. What else separates, characters know.
var inWords = func() (lower [256]byte) {
	for b := range lower {
		switch {
		case b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= utf8.RuneSelf:
			lower[b] = byte(b)
		case b >= 'A' && b <= 'Z':
			lower[b] = byte(b | 0x20)
		}
	}
	return
}()

// rememberedLength is the longest word, in bytes, that is worth remembering.
const rememberedLength = 48

// text takes in the words of a text.
func (r *reader) text(text string) {
	n := 0 // the letters of the word
	for i := 0; i < len(text); i++ {
		b := inWords[text[i]]
		if b != 0 && n < rememberedLength {
			r.letters[n] = b
			n++
			continue
		}
		if b != 0 {
			start := i - n
			for i++; i < len(text) && inWords[text[i]] != 0; i++ {
			}
			r.sentence = append(r.sentence[:0], text[start:i]...)
			r.read(r.sentence)
		} else if n > 0 {
			r.word(n)
		}
		n = 0
	}
	if n > 0 {
		r.word(n)
	}
}

// word takes in the word of so many letters.
func (r *reader) word(n int) {
	word := r.letters[:n]
	if r.characters.isSentence(word) {
		r.read(word)
		return
	}
	number := r.names.number(word)
	name := r.names.at(number)
	if name.means == notYet {
		r.learn(name, number, word)
	}
	if name.means == itself {
		r.see(name, number)
		return
	}
	count := r.many[name.means-1]
	for _, token := range r.many[name.means:][:count] {
		r.see(r.names.at(token), token)
	}
}

// read takes in the tokens of a text that is not remembered.
func (r *reader) read(text []byte) {
	r.characters.tokens(text, func(token []byte) {
		number := r.names.number(token)
		r.see(r.names.at(number), number)
	})
}

// learn works out what a name means as a word.
func (r *reader) learn(name *entry, n uint32, word []byte) {
	name.means = itself
	if !name.ascii() && !r.characters.isToken(word) {
		name.means = r.tokensOf(n, word)
	}
}

// tokensOf notes the tokens of a word that has the number n.
func (r *reader) tokensOf(n uint32, word []byte) int32 {
	count := len(r.many)
	r.many = append(r.many, 0)
	r.characters.tokens(word, func(token []byte) { r.many = append(r.many, r.names.number(token)) })
	tokens := r.many[count+1:]
	if len(tokens) == 1 && tokens[0] == n {
		r.many = r.many[:count]
		return itself
	}
	r.many[count] = uint32(len(tokens))
	return int32(count + 1)
}

// see notes a token of the section.
func (r *reader) see(name *entry, number uint32) {
	if name.place >= r.places {
		r.found[name.place-r.places].sections |= 1 << r.section
		return
	}
	name.place = r.places + uint32(len(r.found))
	r.found = append(r.found, found{number, 1 << r.section})
	for int(number/64) >= len(r.here) {
		r.here = append(r.here, 0)
	}
	r.here[number/64] |= 1 << (number % 64)
}
