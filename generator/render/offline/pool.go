package offline

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// Pages of a language share their frame, and gzip looks back 32 kB, which is a page
// or two. So what a page repeats of the frame, or of any page before it in a pack, is
// not written again: a pack is a pool of text, and says where the parts of its files
// stand there. The method is that of Bentley and McIlroy, “Data compression using
// long common strings” (1999).

// stretch is the length in bytes of what is looked for. Shorter repeats are
// cheaper for gzip to find than for a pack to name.
const stretch = 64

// run is a part of a file in a pack: what is new, then what stands in the pool
// already. All three are counted in units of UTF-16, as scripts count.
type run struct {
	fresh     int
	from, len int
}

// factor is that of the rolling hash; power is what takes the oldest byte out.
const factor = 0x9e3779b97f4a7c15

var power = raised(stretch)

func raised(n int) uint64 {
	p := uint64(1)
	for range n {
		p *= factor
	}
	return p
}

// pool is UTF-8 text and where its stretches are: every stretch-th byte begins one.
type pool struct {
	text  []byte
	slots []slot  // by hash
	units []int32 // how many units of UTF-16 are before each stretch
	total int     // how many are in all stretches
}

// slot is where a stretch begins, counted from 1; 0 where it is free. What else is
// known of the hash spares a look at the text.
type slot struct {
	at  int32
	sum uint32
}

// newPool makes a pool of a frame, with room for so many bytes more.
func newPool(frame []byte, room int) *pool {
	size := 1 << 8
	for size < (len(frame)+room)/stretch*2 {
		size *= 2
	}
	p := &pool{text: make([]byte, 0, len(frame)+room), slots: make([]slot, size)}
	p.add(frame)
	return p
}

// hashOf gives the hash of a stretch. Its four parts do not wait for each other.
func hashOf(s []byte) uint64 {
	var a, b, c, d uint64
	factor4 := factor4
	for ; len(s) >= 4; s = s[4:] {
		a, b, c, d = a*factor4+uint64(s[0]), b*factor4+uint64(s[1]), c*factor4+uint64(s[2]), d*factor4+uint64(s[3])
	}
	return ((a*factor+b)*factor+c)*factor + d
}

var factor4 = raised(4)

func (p *pool) slot(h uint64) *slot { return &p.slots[h>>32&uint64(len(p.slots)-1)] }

// add puts text at the end. The first of equal stretches stays in its slot: pages
// then repeat the same place, in its order.
func (p *pool) add(text []byte) {
	p.text = append(p.text, text...)
	at := len(p.units) * stretch
	for ; at+stretch <= len(p.text); at += stretch {
		p.units = append(p.units, int32(p.total))
		s := p.text[at : at+stretch]
		p.total += units(s)
		h := hashOf(s)
		if in := p.slot(h); in.at == 0 {
			*in = slot{int32(at + 1), uint32(h)}
		}
	}
}

// place is how many units stand before a byte.
func (p *pool) place(at int) int {
	if n := at / stretch; n < len(p.units) {
		return int(p.units[n]) + units(p.text[n*stretch:at])
	}
	whole := len(p.units) * stretch
	return p.total + units(p.text[whole:at])
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

// find gives where a stretch with a hash stands, -1 for nowhere.
func (p *pool) find(s []byte, h uint64) int {
	in := p.slot(h)
	if in.sum != uint32(h) || in.at == 0 {
		return -1
	}
	at := int(in.at) - 1
	if !bytes.Equal(p.text[at:at+stretch], s) {
		return -1
	}
	return at
}

// file gives the runs of a file and takes in what is new of it. The last run
// repeats nothing.
func (p *pool) file(data []byte) []run {
	var runs []run
	var h uint64
	rolled, start := -1, 0 // the place that h is of; where what is new begins
	for at := 0; at+stretch <= len(data); {
		if rolled != at {
			h, rolled = hashOf(data[at:at+stretch]), at
		}
		before := p.find(data[at:at+stretch], h)
		if before < 0 {
			if at+stretch < len(data) {
				h = h*factor + uint64(data[at+stretch]) - power*uint64(data[at])
				rolled = at + 1
			}
			at++
			continue
		}
		// As far as both agree, to the left within what is new.
		from, begin := before, at
		for begin > start && from > 0 && data[begin-1] == p.text[from-1] {
			begin, from = begin-1, from-1
		}
		length := at + stretch - begin
		length += agree(data[begin+length:], p.text[from+length:])
		for !utf8.RuneStart(data[begin]) { // letters stay whole
			begin, from, length = begin+1, from+1, length-1
		}
		for begin+length < len(data) && !utf8.RuneStart(data[begin+length]) {
			length--
		}
		runs = append(runs, run{units(data[start:begin]), p.place(from), units(data[begin : begin+length])})
		p.add(data[start:begin])
		start = begin + length
		at = start
	}
	p.add(data[start:])
	return append(runs, run{fresh: units(data[start:])})
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
