package search

import "bytes"

// dictionary gives each different word a number, from 0 on. It keeps the bytes
// of all words in one piece, a third of the memory of a map.
type dictionary struct {
	text  []byte
	ends  []uint32 // by number: where its word ends in text
	slots []slot   // as many as a power of two, the most half full
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

func (d *dictionary) size() int { return len(d.ends) }

// word is the word of a number. It is not to be changed.
func (d *dictionary) word(number uint32) []byte {
	start := uint32(0)
	if number > 0 {
		start = d.ends[number-1]
	}
	return d.text[start:d.ends[number]]
}

// number gives the number of a word, a new one if it is fresh.
func (d *dictionary) number(word []byte, hash uint64) (n uint32, fresh bool) {
	if 2*len(d.ends) >= len(d.slots) {
		d.grow()
	}
	short, mask := uint32(hash>>32), uint32(len(d.slots)-1)
	for i := short & mask; ; i = (i + 1) & mask {
		s := &d.slots[i]
		if s.number == 0 {
			d.text = append(d.text, word...)
			d.ends = append(d.ends, uint32(len(d.text)))
			*s = slot{short, uint32(len(d.ends))}
			return s.number - 1, true
		}
		if s.hash == short && bytes.Equal(d.word(s.number-1), word) {
			return s.number - 1, false
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
