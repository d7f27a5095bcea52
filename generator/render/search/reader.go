package search

import "encoding/binary"

// reader turns pages of one language into records. It gives every token a
// number and remembers the tokens of every word that it has seen, because most
// words of a page were on another one before.
type reader struct {
	words  table
	many   [][]uint32        // the tokens of words that have not just one
	number map[string]uint32 // by token
	tokens []string          // by number
	seen   []uint32          // by number: the section that saw it last
	read   uint32            // sections read

	place   int    // among the readers of its language
	section []byte // tokens of the section being read
	count   int
	page    []byte // the page being read
}

func newReader() *reader {
	return &reader{words: newTable(), number: map[string]uint32{}}
}

// record gives a page as the index keeps it: addresses, headings, and for each
// section the numbers of its tokens.
func (r *reader) record(out []byte, p Page) []byte {
	out = appendText(out, p.Address)
	out = appendText(out, p.Title)
	sections := p.Sections
	title := len(sections) == 0 || sections[0].ID != "" // nothing stands above the first heading
	n := len(sections)
	if title {
		n++
	}
	out = binary.AppendUvarint(out, uint64(n))
	if title {
		out = r.one(out, Section{}, p.Title, p.Words)
	}
	for i, s := range sections {
		if i == 0 && !title {
			out = r.one(out, s, p.Title, p.Words)
			continue
		}
		out = r.one(out, s)
	}
	return out
}

func (r *reader) one(out []byte, s Section, more ...string) []byte {
	r.read++
	r.section, r.count = r.section[:0], 0
	for _, text := range more {
		r.text(text)
	}
	r.text(s.Heading)
	r.text(s.Text)
	level := s.Level
	if level == 0 {
		level = 2
	}
	out = append(out, byte(level))
	out = appendText(out, s.ID)
	out = appendText(out, s.Heading)
	out = binary.AppendUvarint(out, uint64(r.count))
	return append(out, r.section...)
}

// letter tells which bytes belong to words: ASCII letters, as lower case, and
// digits, and all that is not ASCII. 0 parts words.
var letter = func() (lower [256]byte) {
	for b := range lower {
		switch {
		case b >= 0x80 || b >= '0' && b <= '9' || b >= 'a' && b <= 'z':
			lower[b] = byte(b)
		case b >= 'A' && b <= 'Z':
			lower[b] = byte(b | 0x20)
		}
	}
	return
}()

// FNV-1a, 64 bits wide: a hundred thousand words meet by chance once in four
// billion sites.
const (
	hashStart = 14695981039346656037
	hashPrime = 1099511628211
)

// text takes in the words of a text. Only ASCII separators part them here: what
// else separates, tokens knows.
func (r *reader) text(text string) {
	start, hash := 0, uint64(hashStart)
	for i := range len(text) {
		if b := letter[text[i]]; b != 0 {
			hash = (hash ^ uint64(b)) * hashPrime
			continue
		}
		if i > start {
			r.word(text[start:i], hash)
		}
		start, hash = i+1, hashStart
	}
	if start < len(text) {
		r.word(text[start:], hash)
	}
}

// rememberedLength is the longest word, in bytes, that is worth remembering:
// above it are sentences of scripts without spaces.
const rememberedLength = 48

func (r *reader) word(word string, hash uint64) {
	if n, ok := r.words.get(hash); ok {
		if n&manyTokens == 0 {
			r.see(n)
			return
		}
		for _, n := range r.many[n&^manyTokens] {
			r.see(n)
		}
		return
	}
	var numbers []uint32
	tokens(word, func(token string) { numbers = append(numbers, r.numberOf(token)) })
	for _, n := range numbers {
		r.see(n)
	}
	switch {
	case len(word) > rememberedLength:
	case len(numbers) == 1:
		r.words.put(hash, numbers[0])
	default:
		r.words.put(hash, manyTokens|uint32(len(r.many)))
		r.many = append(r.many, numbers)
	}
}

// manyTokens marks a value of words that is a place in many.
const manyTokens = 1 << 31

func (r *reader) numberOf(token string) uint32 {
	n, ok := r.number[token]
	if !ok {
		token = string([]byte(token)) // a copy, or the whole text would stay in memory
		n = uint32(len(r.tokens))
		r.number[token] = n
		r.tokens = append(r.tokens, token)
		r.seen = append(r.seen, 0)
	}
	return n
}

func (r *reader) see(token uint32) {
	if r.seen[token] == r.read {
		return
	}
	r.seen[token] = r.read
	r.section = binary.AppendUvarint(r.section, uint64(token))
	r.count++
}

// table is a hash table from hashes of words to numbers: a quarter of the time
// of a map, where the time of the whole index goes.
type table struct {
	keys   []uint64 // 0 where free
	values []uint32
	used   int
}

func newTable() table { return table{make([]uint64, 1024), make([]uint32, 1024), 0} }

func (t *table) get(hash uint64) (uint32, bool) {
	mask := uint64(len(t.keys) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		switch t.keys[i] {
		case hash:
			return t.values[i], true
		case 0:
			return 0, false
		}
	}
}

func (t *table) put(hash uint64, value uint32) {
	if 2*t.used >= len(t.keys) {
		old := *t
		*t = table{make([]uint64, 2*len(old.keys)), make([]uint32, 2*len(old.keys)), 0}
		for i, h := range old.keys {
			if h != 0 {
				t.put(h, old.values[i])
			}
		}
	}
	mask := uint64(len(t.keys) - 1)
	i := hash & mask
	for t.keys[i] != 0 {
		i = (i + 1) & mask
	}
	t.keys[i], t.values[i] = hash, value
	t.used++
}

func appendText(out []byte, text string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(text))), text...)
}
