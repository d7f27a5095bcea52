package search

import (
	"encoding/binary"
	"slices"
)

// reader turns pages into digests. It remembers the words of earlier pages,
// because most words of a page were on another one before; what it remembers
// never shows in a digest.
type reader struct {
	words  map[string][]int // a word as written: the numbers of its tokens
	number map[string]int   // a token: its number
	tokens []string         // by number

	// By token number: the page and the section that saw it last, and where it
	// stands in the page's list.
	page, section []int
	place         []int
	pages         int // pages read
	sections      int // sections read

	// Of the page being read.
	list []int // token numbers in order of first appearance
	hits []hit
}

// hit says that a token, by its place in the list, is in a section.
type hit struct{ place, section int }

// rememberedWords bounds what a reader keeps: some 10 MB, more different words
// than the guides of a language have.
const rememberedWords = 100_000

func newReader() *reader {
	return &reader{words: map[string][]int{}, number: map[string]int{}}
}

func (r *reader) digest(p Page) []byte {
	if len(r.words) > rememberedWords {
		*r = *newReader()
	}
	r.pages++
	r.list, r.hits = r.list[:0], r.hits[:0]
	sections := p.Sections
	if len(sections) == 0 || sections[0].ID != "" {
		sections = slices.Insert(slices.Clone(sections), 0, Section{})
	}

	out := appendText(nil, p.Address)
	out = appendText(out, p.Title)
	out = binary.AppendUvarint(out, uint64(len(sections)))
	for i, s := range sections {
		r.sections++
		if i == 0 {
			r.read(p.Title, i)
			r.read(p.Words, i)
		}
		r.read(s.Heading, i)
		r.read(s.Text, i)
		level := s.Level
		if level == 0 {
			level = 2
		}
		out = append(out, byte(level))
		out = appendText(out, s.ID)
		out = appendText(out, s.Heading)
	}
	return r.appendHits(out)
}

// read takes in the words of a text. Only ASCII separators part them here: what
// else separates, tokens knows.
func (r *reader) read(text string, section int) {
	start := -1
	for i := 0; i <= len(text); i++ {
		if i < len(text) && inWord[text[i]] {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			r.word(text[start:i], section)
			start = -1
		}
	}
}

// inWord tells which bytes part no words: ASCII letters and digits and all of
// the other characters.
var inWord = func() (table [256]bool) {
	for b := range table {
		table[b] = b >= 0x80 || b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z'
	}
	return
}()

// rememberedLength is the longest word, in bytes, that is worth remembering:
// above it are sentences of scripts without spaces.
const rememberedLength = 48

func (r *reader) word(word string, section int) {
	numbers, known := r.words[word]
	if !known {
		tokens(word, func(token string) { numbers = append(numbers, r.numberOf(token)) })
		if len(word) <= rememberedLength {
			r.words[string([]byte(word))] = numbers // a copy, or the whole text would stay in memory
		}
	}
	for _, n := range numbers {
		r.see(n, section)
	}
}

func (r *reader) numberOf(token string) int {
	n, ok := r.number[token]
	if !ok {
		token = string([]byte(token))
		n = len(r.tokens)
		r.number[token] = n
		r.tokens = append(r.tokens, token)
		r.page, r.section, r.place = append(r.page, 0), append(r.section, 0), append(r.place, 0)
	}
	return n
}

func (r *reader) see(token, section int) {
	if r.section[token] == r.sections {
		return
	}
	r.section[token] = r.sections
	if r.page[token] != r.pages {
		r.page[token] = r.pages
		r.place[token] = len(r.list)
		r.list = append(r.list, token)
	}
	r.hits = append(r.hits, hit{r.place[token], section})
}

// appendHits writes each token with the sections that it is in, as gaps.
func (r *reader) appendHits(out []byte) []byte {
	slices.SortStableFunc(r.hits, func(a, b hit) int { return a.place - b.place })
	out = binary.AppendUvarint(out, uint64(len(r.list)))
	for i := 0; i < len(r.hits); {
		place, stop := r.hits[i].place, i+1
		for stop < len(r.hits) && r.hits[stop].place == place {
			stop++
		}
		out = appendText(out, r.tokens[r.list[place]])
		out = binary.AppendUvarint(out, uint64(stop-i))
		last := -1
		for ; i < stop; i++ {
			out = binary.AppendUvarint(out, uint64(r.hits[i].section-last-1))
			last = r.hits[i].section
		}
	}
	return out
}

func appendText(out []byte, text string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(text))), text...)
}

// decoder reads what the functions above wrote. A digest comes from a cache
// that this program wrote, so a broken one is ours to panic over.
type decoder struct{ rest []byte }

func (d *decoder) number() int {
	n, size := binary.Uvarint(d.rest)
	if size <= 0 {
		panic("search: a digest ends too early")
	}
	d.rest = d.rest[size:]
	return int(n)
}

func (d *decoder) bytes() []byte {
	n := d.number()
	text := d.rest[:n]
	d.rest = d.rest[n:]
	return text
}

func (d *decoder) text() string { return string(d.bytes()) }

func (d *decoder) byte() byte {
	b := d.rest[0]
	d.rest = d.rest[1:]
	return b
}
