package search

import "bytes"

// dictionary gives each different word a number, from 0 on. It keeps the bytes
// of all words in one piece, a third of the memory of a map.
type dictionary struct {
	text  []byte
	words []entry
	slots []slot // as many as a power of two, the most half full
}

// entry is what is known of a word. It lies together, because a site has more words
// than a cache holds.
type entry struct {
	end   uint32 // where the word ends in text
	means int32  // see the constants
	seen  uint32 // the section that had it last
}

type slot struct {
	hash   uint32
	number uint32 // counted from 1; 0 where free
}

// FNV-1a, 64 bits wide (RFC 9923). It only says where to look: words that have
// the same hash are told apart by their letters.
const (
	hashStart = 14695981039346656037
	hashPrime = 1099511628211
)

func hashOf(word []byte) uint64 {
	hash := uint64(hashStart)
	for _, b := range word {
		hash = (hash ^ uint64(b)) * hashPrime
	}
	return hash
}

func (d *dictionary) size() int { return len(d.words) }

// word is the word of a number. It is not to be changed.
func (d *dictionary) word(number uint32) []byte {
	start := uint32(0)
	if number > 0 {
		start = d.words[number-1].end
	}
	return d.text[start:d.words[number].end]
}

// number gives the number of a word, a new one if it is fresh.
func (d *dictionary) number(word []byte, hash uint64) uint32 {
	if 2*len(d.words) >= len(d.slots) {
		d.grow()
	}
	short, mask := uint32(hash>>32), uint32(len(d.slots)-1)
	for i := short & mask; ; i = (i + 1) & mask {
		s := &d.slots[i]
		if s.number == 0 {
			d.text = append(d.text, word...)
			d.words = append(d.words, entry{end: uint32(len(d.text))})
			*s = slot{short, uint32(len(d.words))}
			return s.number - 1
		}
		if s.hash == short && bytes.Equal(d.word(s.number-1), word) {
			return s.number - 1
		}
	}
}

func (d *dictionary) grow() {
	old := d.slots
	d.slots = make([]slot, max(1<<10, 2*len(old)))
	mask := uint32(len(d.slots) - 1)
	for _, s := range old {
		if s.number == 0 {
			continue
		}
		i := s.hash & mask
		for d.slots[i].number != 0 {
			i = (i + 1) & mask
		}
		d.slots[i] = s
	}
}
