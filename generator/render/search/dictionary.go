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
func (k key) hash() uint64 {
	hi, lo := bits.Mul64(k.hi^0x9e3779b97f4a7c15, k.lo^0x243f6a8885a308d3)
	return hi ^ lo
}

func hashOf(word []byte) uint64 {
	hash := uint64(len(word))
	for ; len(word) >= 8; word = word[8:] {
		hash = key{hash, binary.BigEndian.Uint64(word)}.hash()
	}
	var rest [8]byte
	copy(rest[:], word)
	return key{hash, binary.BigEndian.Uint64(rest[:])}.hash()
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

// number gives the number of a word, a new one if it is fresh. The word has room for a
// key: as many bytes as shortest.
func (d *dictionary) number(word []byte) uint32 {
	before, number := d.size, uint32(0)
	if len(word) < shortest {
		k := keyOf(word)
		number = d.shortNumber(k, k.hash())
	} else {
		number = d.longNumber(word, hashOf(word))
	}
	if d.size > before {
		if rest := trimArticle(word); len(rest) < len(word) {
			also := d.number(rest)
			d.at(number).also = also
		}
	}
	return number
}

func (d *dictionary) shortNumber(k key, hash uint64) uint32 {
	for i := d.start(hash); ; i = d.next(i) {
		s := d.slots[i]
		if s.number == 0 {
			return d.add(k, hash, i)
		}
		if s.hash == uint32(hash>>32) && d.at(s.number).key == k {
			return s.number
		}
	}
}

func (d *dictionary) longNumber(word []byte, hash uint64) uint32 {
	for i := d.start(hash); ; i = d.next(i) {
		s := d.slots[i]
		if s.number == 0 {
			k := key{binary.BigEndian.Uint64(word), uint64(len(d.long))<<8 | isLong}
			d.long = append(binary.AppendUvarint(d.long, uint64(len(word))), word...)
			return d.add(k, hash, i)
		}
		if s.hash != uint32(hash>>32) {
			continue
		}
		if k := d.at(s.number).key; k.long() && bytes.Equal(d.longWord(k), word) {
			return s.number
		}
	}
}

// start is the slot in which to look for a word first, next the one to look in then.
func (d *dictionary) start(hash uint64) int {
	if len(d.slots) == 0 {
		d.slots = make([]slot, fewestSlots)
		d.words = append(d.words, new([wordBlock]entry))
	}
	return int(hash>>32) & (len(d.slots) - 1)
}

func (d *dictionary) next(i int) int { return (i + 1) & (len(d.slots) - 1) }

// add takes in a fresh word, whose free slot is known.
func (d *dictionary) add(k key, hash uint64, free int) uint32 {
	d.size++
	number := uint32(d.size)
	if number%wordBlock == 0 {
		d.words = append(d.words, new([wordBlock]entry))
	}
	d.at(number).key = k
	d.slots[free] = slot{uint32(hash >> 32), number}
	if 4*d.size > 3*len(d.slots) {
		d.grow()
	}
	return number
}

func (d *dictionary) grow() {
	old := d.slots
	d.slots = make([]slot, 2*len(old))
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
