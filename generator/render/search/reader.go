package search

import (
	"encoding/binary"
	"slices"
	"unicode/utf8"
)

// reader turns pages of one language into records. It gives every token a number
// and remembers the tokens of every word that it has seen, because most words of
// a page were on another one before. It is not safe for concurrent use.
type reader struct {
	characters characters
	names      dictionary // words as they are written in lower case, and tokens
	many       [][]uint32 // the tokens of words that are not just a token
	read       uint32     // sections read

	letters []byte   // of the word being read
	section []uint32 // tokens of the section being read
	page    []byte   // the page being read
}

// What a name means as a word, beside a place in many counted from 1.
const (
	notYet = 0  // nobody wrote it so far; it is a token of another word
	itself = -1 // it is a token and has no other
)

// record appends a page as the index keeps it: addresses, headings, and for each
// section the numbers of its tokens. A page in one piece has no headings.
func (r *reader) record(out []byte, p Page, inOnePiece bool) []byte {
	out = appendText(out, p.Address)
	out = appendText(out, p.Title)
	if inOnePiece {
		out = binary.AppendUvarint(out, 1)
		r.begin(p.Title, p.Words)
		for _, s := range p.Sections {
			r.text(s.Heading)
			r.text(s.Text)
		}
		return r.end(out, Section{})
	}
	sections := p.Sections
	if len(sections) == 0 || sections[0].ID != "" { // nothing stands above the first heading
		out = binary.AppendUvarint(out, uint64(len(sections)+1))
		r.begin(p.Title, p.Words)
		out = r.end(out, Section{})
	} else {
		out = binary.AppendUvarint(out, uint64(len(sections)))
		r.begin(p.Title, p.Words, sections[0].Heading, sections[0].Text)
		out = r.end(out, sections[0])
		sections = sections[1:]
	}
	for _, s := range sections {
		r.begin(s.Heading, s.Text)
		out = r.end(out, s)
	}
	return out
}

func (r *reader) begin(texts ...string) {
	r.read++
	r.section = r.section[:0]
	for _, text := range texts {
		r.text(text)
	}
}

func (r *reader) end(out []byte, s Section) []byte {
	out = append(out, byte(s.level()))
	out = appendText(out, s.ID)
	out = appendText(out, s.Heading)
	out = binary.AppendUvarint(out, uint64(len(r.section)))
	// Sorted, most tokens are one byte behind the one before.
	slices.Sort(r.section)
	last := uint32(0)
	for _, n := range r.section {
		out = binary.AppendUvarint(out, uint64(n-last))
		last = n
	}
	return out
}

// asciiLower tells which ASCII characters belong to words: letters, as lower
// case, and digits. 0 parts words.
var asciiLower = func() (lower [utf8.RuneSelf]byte) {
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

// text takes in the words of a text. Only ASCII separators part them here: what
// else separates, characters know.
func (r *reader) text(text string) {
	letters, hash := r.letters[:0], uint64(hashStart)
	for i := range len(text) {
		b := text[i]
		if b < utf8.RuneSelf {
			b = asciiLower[b]
		}
		if b != 0 {
			letters = append(letters, b)
			hash = (hash ^ uint64(b)) * hashPrime
			continue
		}
		if len(letters) > 0 {
			r.word(letters, hash)
		}
		letters, hash = letters[:0], hashStart
	}
	if len(letters) > 0 {
		r.word(letters, hash)
	}
	r.letters = letters
}

// rememberedLength is the longest word, in bytes, that is worth remembering.
const rememberedLength = 48

func (r *reader) word(word []byte, hash uint64) {
	if len(word) > rememberedLength || r.isSentence(word) {
		r.characters.tokens(word, func(token []byte) { r.see(r.names.number(token, hashOf(token))) })
		return
	}
	n := r.names.number(word, hash)
	if r.names.words[n].means == notYet {
		r.learn(n, word)
	}
	means := r.names.words[n].means
	if means == itself {
		r.see(n)
		return
	}
	for _, token := range r.many[means-1] {
		r.see(token)
	}
}

// isSentence reports whether what stands between separators is more than a word,
// because its script has no spaces. Few of them come twice.
func (r *reader) isSentence(word []byte) bool {
	if word[0] < utf8.RuneSelf {
		return false
	}
	first, _ := utf8.DecodeRune(word)
	k := r.characters.of(first).kind
	return k == pair || k == triple
}

// learn works out what a word means.
func (r *reader) learn(n uint32, word []byte) {
	var tokens []uint32
	r.characters.tokens(word, func(token []byte) { tokens = append(tokens, r.names.number(token, hashOf(token))) })
	if len(tokens) == 1 && tokens[0] == n {
		r.names.words[n].means = itself
		return
	}
	r.many = append(r.many, tokens)
	r.names.words[n].means = int32(len(r.many))
}

func (r *reader) see(token uint32) {
	if e := &r.names.words[token]; e.seen != r.read {
		e.seen = r.read
		r.section = append(r.section, token)
	}
}

func appendText(out []byte, text string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(text))), text...)
}
