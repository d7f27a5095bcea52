package search

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math/bits"
)

// key is a word as numbers, which compare as its letters do: its bytes, the first
// the most significant, then zeros, which no word has. A word that has no room for
// that begins in hi; lo ends in a byte of ones and says where all of it is.
type key struct{ hi, lo uint64 }

// shortest is the length from which on a word has no room in a key, in bytes.
const shortest = 16

const isLong = 0xff

func (k key) long() bool { return k.lo&isLong == isLong }

// keyOf makes the key of a word with fewer bytes than shortest and room for as many,
// whatever is in it.
func keyOf(word []byte) key {
	n, text := len(word), word[:shortest]
	hi, lo := binary.BigEndian.Uint64(text), binary.BigEndian.Uint64(text[8:])
	if n < 8 {
		return key{hi &^ (^uint64(0) >> (8 * n)), 0}
	}
	return key{hi, lo &^ (^uint64(0) >> (8 * (n - 8)))}
}

// hash only says where to look: words that have the same are told apart by their
// letters. The two numbers are fractions of the golden ratio and of pi.
func (k key) hash() uint32 {
	hi, lo := bits.Mul64(k.hi^0x9e3779b97f4a7c15, k.lo^0x243f6a8885a308d3)
	return uint32((hi ^ lo) >> 32)
}

// hashOf is the hash of a word without room in a key.
func hashOf(word []byte) uint32 {
	all := key{uint64(len(word)), 0}
	for ; len(word) >= 8; word = word[8:] {
		all.lo ^= binary.BigEndian.Uint64(word)
		all.hi, all.lo = bits.Mul64(all.hi^0x9e3779b97f4a7c15, all.lo^0x243f6a8885a308d3)
	}
	var rest [8]byte
	copy(rest[:], word)
	all.lo ^= binary.BigEndian.Uint64(rest[:])
	return all.hash()
}

// dictionary gives each different word a number, from 1 on.
type dictionary struct {
	size  int
	words []*[wordBlock]entry // in blocks, because growing copies
	slots []slot              // as many as a power of two, the most three quarters full
	long  []byte              // the words without room in a key, each after its length
}

const wordBlock = 256

// entry is what is known of a word. It lies together, because a site has more words
// than a cache holds.
type entry struct {
	key
	sections uint64 // of the page being read that it is in, one a bit
	number   uint32
	also     uint32 // the number of the word without its article, 0 where it has none
}

const fewestSlots = 256

// slot says which word has a hash.
type slot struct {
	hash   uint32
	number uint32 // 0 where free
}

// at is what is known of a word, of none for 0. It stays where it is.
func (d *dictionary) at(number uint32) *entry {
	return &d.words[number/wordBlock][number%wordBlock]
}

// word appends the word that a key stands for.
func (d *dictionary) word(dst []byte, k key) []byte {
	if k.long() {
		return append(dst, d.longWord(k)...)
	}
	dst = binary.BigEndian.AppendUint64(dst, k.hi)
	if k.lo == 0 {
		return dst[:len(dst)-bits.TrailingZeros64(k.hi)/8]
	}
	dst = binary.BigEndian.AppendUint64(dst, k.lo)
	return dst[:len(dst)-bits.TrailingZeros64(k.lo)/8]
}

// longWord is a word without room in its key. It is not to be changed.
func (d *dictionary) longWord(k key) []byte {
	text := d.long[k.lo>>8:]
	n, size := binary.Uvarint(text)
	return text[size:][:n]
}

// compare orders words by their bytes.
func (d *dictionary) compare(a, b key) int {
	switch {
	case a.hi < b.hi:
		return -1
	case a.hi > b.hi:
		return 1
	case a.long() && b.long():
		return bytes.Compare(d.longWord(a), d.longWord(b))
	case a.long():
		return -d.compare(b, a)
	case b.long():
		var text [shortest]byte
		return bytes.Compare(d.word(text[:0], a), d.longWord(b))
	default:
		return cmp.Compare(a.lo, b.lo)
	}
}

// entry gives what is known of a word, which is in the dictionary then. The word has
// room for a key: as many bytes as shortest.
func (d *dictionary) entry(word []byte) *entry {
	if len(word) >= shortest {
		return d.longEntry(word)
	}
	k := keyOf(word)
	hash := k.hash()
	for i := d.start(hash); ; i = d.next(i) {
		s := d.slots[i]
		if s.hash == hash {
			if e := d.at(s.number); e.key == k {
				return e
			}
		}
		if s.number == 0 {
			return d.add(word, k, hash, i)
		}
	}
}

// longEntry is entry for a word without room in a key.
func (d *dictionary) longEntry(word []byte) *entry {
	hash := hashOf(word)
	for i := d.start(hash); ; i = d.next(i) {
		s := d.slots[i]
		if s.hash == hash {
			if e := d.at(s.number); e.long() && bytes.Equal(d.longWord(e.key), word) {
				return e
			}
		}
		if s.number == 0 {
			k := key{binary.BigEndian.Uint64(word), uint64(len(d.long))<<8 | isLong}
			d.long = append(binary.AppendUvarint(d.long, uint64(len(word))), word...)
			return d.add(word, k, hash, i)
		}
	}
}

// start is the slot in which to look for a word first, next the one to look in then.
func (d *dictionary) start(hash uint32) int {
	if len(d.slots) == 0 {
		d.slots = make([]slot, fewestSlots)
		d.words = append(d.words, new([wordBlock]entry))
	}
	return int(hash) & (len(d.slots) - 1)
}

func (d *dictionary) next(i int) int { return (i + 1) & (len(d.slots) - 1) }

// add takes in a fresh word, whose free slot is known.
func (d *dictionary) add(word []byte, k key, hash uint32, free int) *entry {
	d.size++
	number := uint32(d.size)
	if number%wordBlock == 0 {
		d.words = append(d.words, new([wordBlock]entry))
	}
	e := d.at(number)
	e.key, e.number = k, number
	d.slots[free] = slot{hash, number}
	if 4*d.size > 3*len(d.slots) {
		d.grow()
	}
	if rest := trimArticle(word); len(rest) < len(word) {
		e.also = d.entry(rest).number
	}
	return e
}

func (d *dictionary) grow() {
	old := d.slots
	d.slots = make([]slot, 2*len(old))
	clear(d.slots) // memory that is read first is mapped a second time when it is written
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
