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
// system”, 1994). Each text is searched for its anchors once, when it comes.

// shortest is the length in bytes of a repeat that is named. Shorter ones are cheaper
// for gzip to find than for a pack to name.
const shortest = 64

// run is a part of a file in a pack: what is new, then what stands in the pool
// already. All three are counted in units of UTF-16, as scripts count; what is new of
// a part that is not packed yet, in bytes.
type run struct {
	fresh     int
	from, len int
}

// Anchors are eight bytes wide, and their hash is below few.
const (
	wide = 8
	few  = 1 << 59
)

func hashed(word []byte) uint64 { return binary.LittleEndian.Uint64(word) * 0x9e3779b97f4a7c15 }

// anchor gives the place of the first anchor in a text from at on, and its end where
// there is none.
func anchor(text []byte, at int) int {
	for ; at+2*wide <= len(text); at += wide {
		t := text[at : at+2*wide]
		switch {
		case hashed(t) < few:
			return at
		case hashed(t[1:]) < few:
			return at + 1
		case hashed(t[2:]) < few:
			return at + 2
		case hashed(t[3:]) < few:
			return at + 3
		case hashed(t[4:]) < few:
			return at + 4
		case hashed(t[5:]) < few:
			return at + 5
		case hashed(t[6:]) < few:
			return at + 6
		case hashed(t[7:]) < few:
			return at + 7
		}
	}
	for ; at+wide <= len(text); at++ {
		if hashed(text[at:]) < few {
			return at
		}
	}
	return len(text)
}

// pool is UTF-8 text and where its anchors are.
type pool struct {
	text   []byte
	before int     // how many units of UTF-16 stand before text
	places []int32 // of anchors in text, counted from 1, by hash; 0 where there is none
	units  []int32 // how many units are before each step of text
	steps  int     // how many are in all whole steps
	total  int     // how many are in text
	pack   []byte  // what text is spelled in
}

// step is how many bytes lie between places whose units are known.
const step = 64

var pools = kept[*pool]{make: func() *pool { return new(pool) }}

// empty lets go of all text and makes room for so many bytes.
func (p *pool) empty(room int) {
	size := 1 << 8
	for size < room/16 {
		size *= 2
	}
	if size > cap(p.places) {
		p.places = make([]int32, size)
	} else {
		p.places = p.places[:size]
		clear(p.places)
	}
	p.text, p.before, p.units, p.steps, p.total = slices.Grow(p.text[:0], room), 0, p.units[:0], 0, 0
}

// place is where the place of an anchor is noted.
func (p *pool) place(anchor []byte) *int32 {
	return &p.places[hashed(anchor)>>40&uint64(len(p.places)-1)]
}

// file gives the runs of a part and takes in what is new of it.
func (p *pool) file(f part) []run {
	runs, anchors, end := make([]run, 0, len(f.runs)+8), f.anchors, 0
	for _, r := range f.runs {
		start, n := end, 0
		end += r.fresh
		for ; n < len(anchors) && int(anchors[n]) < end; n++ {
			at := int(anchors[n])
			if at < start {
				continue
			}
			from := p.find(f.data[at:])
			if from < 0 {
				continue
			}
			if begin, stop, again := p.repeat(f.data[:end], start, at, from); stop > 0 {
				again.fresh = p.add(f.data[start:begin], anchors[:n], start)
				runs, anchors, start, n = append(runs, again), anchors[n:], stop, 0
			}
		}
		r.fresh = p.add(f.data[start:end], anchors[:n], start)
		runs, anchors = append(runs, r), anchors[n:]
	}
	return runs
}

// add puts text at the end, with those of the anchors that are in it, and gives its
// units; they count from a place before it or from start, where it begins. The first of
// equal anchors stays: pages then repeat the same place, in its order.
func (p *pool) add(text []byte, anchors []int32, start int) int {
	before, base := p.total, len(p.text)-start
	for _, at := range anchors {
		from := int(at) - start
		if from < 0 {
			continue
		}
		if from+wide > len(text) {
			break
		}
		if place := p.place(text[from:]); *place == 0 {
			*place = int32(int(at) + base + 1)
		}
	}
	p.text = append(p.text, text...)
	for at := len(p.units) * step; at+step <= len(p.text); at += step {
		p.units = append(p.units, int32(p.steps))
		p.steps += units(p.text[at : at+step])
	}
	p.total = p.upTo(len(p.text))
	return p.total - before
}

// upTo is how many units of the text stand before a byte.
func (p *pool) upTo(at int) int {
	if n := at / step; n < len(p.units) {
		return int(p.units[n]) + units(p.text[n*step:at])
	}
	return p.steps + units(p.text[len(p.units)*step:at])
}

// find is where an anchor may stand in the pool, -1 where it does not.
func (p *pool) find(anchor []byte) int { return int(*p.place(anchor)) - 1 }

// repeat is as far as a text and the pool agree around two places, to the left from
// start on. Letters stay whole. end is 0 where that is too short.
func (p *pool) repeat(text []byte, start, at, from int) (begin, end int, r run) {
	n := agree(text[at:], p.text[from:])
	if n < wide {
		return 0, 0, run{}
	}
	begin, end = at, at+n
	for begin > start && from > 0 && text[begin-1] == p.text[from-1] {
		begin, from = begin-1, from-1
	}
	for begin < end && !utf8.RuneStart(text[begin]) {
		begin, from = begin+1, from+1
	}
	for begin < end && end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	if end-begin < shortest {
		return 0, 0, run{}
	}
	units := p.upTo(from)
	return begin, end, run{from: p.before + units, len: p.upTo(from+end-begin) - units}
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
