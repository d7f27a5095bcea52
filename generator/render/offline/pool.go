package offline

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// Pages of a language share their frame, and gzip looks back 32 kB, which is a page
// or two. So what a page repeats of the frame, or of any page before it in a pack, is
// not written again: a pack is a pool of text, and says where the parts of its files
// stand there.
//
// Repeats are looked for where both texts have an anchor: eight bytes whose hash is
// small, one place of thirty-two. What is chosen by content stands in both at the same
// place, however they are cut (Manber, “Finding similar files in a large file
// system”, 1994).

// shortest is the length in bytes of a repeat that is named. Shorter ones are cheaper
// for gzip to find than for a pack to name.
const shortest = 64

// run is a part of a file in a pack: what is new, then what stands in the pool
// already. All three are counted in units of UTF-16, as scripts count.
type run struct {
	fresh     int
	from, len int
}

// wide is the length of an anchor in bytes.
const wide = 8

// anchored gives the hash of eight bytes, and whether they are an anchor.
func anchored(word uint64) (h uint64, ok bool) {
	h = word * 0x9e3779b97f4a7c15
	return h, h>>59 == 0
}

// pool is UTF-8 text and where its anchors are.
type pool struct {
	text  []byte
	slots []slot  // by hash
	units []int32 // how many units of UTF-16 are before each step of text
	total int     // how many are in all whole steps
	found []int32 // the anchors of what is new in the file at hand
}

// slot holds the first place of an anchor, counted from 1; 0 where it is free.
type slot struct {
	sum uint32 // of the hash
	at  int32
}

// step is how many bytes lie between places whose units are known.
const step = 64

var pools = kept[*pool]{make: func() *pool { return new(pool) }}

// newPool makes a pool of a frame, with room for so many bytes more. Whoever is done
// with it and its text puts it back.
func newPool(frame []byte, room int) *pool {
	p := pools.get()
	size := 1 << 8
	for size < (len(frame)+room)/32 {
		size *= 2
	}
	if size > len(p.slots) {
		p.slots = make([]slot, size)
	} else {
		p.slots = p.slots[:size]
		clear(p.slots)
	}
	p.text, p.units, p.total, p.found = slices.Grow(p.text[:0], len(frame)+room), p.units[:0], 0, p.found[:0]
	for at := 0; at+wide <= len(frame); at++ {
		if _, ok := anchored(binary.LittleEndian.Uint64(frame[at:])); ok {
			p.found = append(p.found, int32(at))
		}
	}
	p.add(frame, 0)
	return p
}

func (p *pool) slot(h uint64) *slot { return &p.slots[h>>40&uint64(len(p.slots)-1)] }

// add puts text at the end, with the anchors found in it, which count from start, and
// gives its units. The first of equal anchors stays: pages then repeat the same place,
// in its order.
func (p *pool) add(text []byte, start int) int {
	before, base := p.letters(), len(p.text)-start
	for _, at := range p.found {
		if int(at)-start+wide > len(text) {
			break
		}
		h, _ := anchored(binary.LittleEndian.Uint64(text[int(at)-start:]))
		if in := p.slot(h); in.at == 0 {
			*in = slot{uint32(h), at + int32(base) + 1}
		}
	}
	p.found = p.found[:0]
	p.text = append(p.text, text...)
	for at := len(p.units) * step; at+step <= len(p.text); at += step {
		p.units = append(p.units, int32(p.total))
		p.total += units(p.text[at : at+step])
	}
	return p.letters() - before
}

// letters is how many units all is.
func (p *pool) letters() int { return p.place(len(p.text)) }

// place is how many units stand before a byte.
func (p *pool) place(at int) int {
	if n := at / step; n < len(p.units) {
		return int(p.units[n]) + units(p.text[n*step:at])
	}
	return p.total + units(p.text[len(p.units)*step:at])
}

// units counts a text in units of UTF-16: one a letter, two beyond U+FFFF. It counts
// the bytes that begin a letter, so a text may be cut anywhere.
func units(text []byte) int {
	const ones = 0x0101010101010101
	n := 0
	for ; len(text) >= 8; text = text[8:] {
		w := binary.LittleEndian.Uint64(text)
		inner := w >> 7 &^ (w >> 6) & ones
		four := w >> 7 & (w >> 6) & (w >> 5) & (w >> 4) & ones
		n += 8 - bits.OnesCount64(inner) + bits.OnesCount64(four)
	}
	for _, b := range text {
		if b&0xc0 != 0x80 {
			n++
		}
		if b >= 0xf0 {
			n++
		}
	}
	return n
}

// file gives the runs of a file and takes in what is new of it. The last run
// repeats nothing.
func (p *pool) file(data []byte) []run {
	var runs []run
	start := 0 // where what is new begins
	for at := 0; at+wide <= len(data); {
		h, ok := anchored(binary.LittleEndian.Uint64(data[at:]))
		if !ok {
			at++
			continue
		}
		in := p.slot(h)
		if in.at == 0 || in.sum != uint32(h) {
			p.found = append(p.found, int32(at))
			at++
			continue
		}
		begin, from, length := p.extent(data, start, at, int(in.at)-1)
		if length < shortest {
			at++
			continue
		}
		place := p.place(from)
		runs = append(runs, run{p.add(data[start:begin], start), place, p.place(from+length) - place})
		start = begin + length
		at = start
	}
	return append(runs, run{fresh: p.add(data[start:], start)})
}

// extent is as far as a file and the pool agree around two places, to the left
// within what is new. Letters stay whole.
func (p *pool) extent(data []byte, start, at, from int) (begin, place, length int) {
	length = agree(data[at:], p.text[from:])
	begin = at
	for begin > start && from > 0 && data[begin-1] == p.text[from-1] {
		begin, from, length = begin-1, from-1, length+1
	}
	for length > 0 && !utf8.RuneStart(data[begin]) {
		begin, from, length = begin+1, from+1, length-1
	}
	for length > 0 && begin+length < len(data) && !utf8.RuneStart(data[begin+length]) {
		length--
	}
	return begin, from, length
}

// agree is for how many bytes two texts are the same.
func agree(a, b []byte) int {
	end := min(len(a), len(b))
	n := 0
	for ; n+8 <= end; n += 8 {
		if x := binary.LittleEndian.Uint64(a[n:]) ^ binary.LittleEndian.Uint64(b[n:]); x != 0 {
			return n + bits.TrailingZeros64(x)/8
		}
	}
	for n < end && a[n] == b[n] {
		n++
	}
	return n
}
