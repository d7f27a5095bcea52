package offline

import "bytes"

// Pages of a language share their frame, and gzip looks back 32 kB, which is a page
// or two. So what a page repeats of any page before it in a pack is not written
// again: a pack says where it stood. The method is that of Bentley and McIlroy,
// “Data compression using long common strings” (1999).

// stretch is the length in bytes of what is looked for. Shorter repeats are
// cheaper for gzip to find than for a pack to name.
const stretch = 64

// run is a part of a file in a pack: new bytes, then a repeat of bytes before.
type run struct {
	fresh     int
	from, len int // where the repeat stood among the bytes of all files
}

// factor is that of the rolling hash; power is what takes the oldest byte out.
const factor = 0x9e3779b97f4a7c15

var power = func() uint64 {
	p := uint64(1)
	for range stretch {
		p *= factor
	}
	return p
}()

// seen remembers where stretches stood: every stretch-th byte begins one.
type seen struct {
	text  []byte
	slots []int32 // by hash: where one begins, counted from 1; 0 where free
	next  int     // the first that is not in yet
}

func newSeen(text []byte) *seen {
	size := 1 << 8
	for size < len(text)/stretch*2 {
		size *= 2
	}
	return &seen{text: text, slots: make([]int32, size)}
}

func hashOf(text []byte) (h uint64) {
	for _, b := range text {
		h = h*factor + uint64(b)
	}
	return h
}

func (s *seen) slot(h uint64) *int32 { return &s.slots[h>>32&uint64(len(s.slots)-1)] }

// upTo takes in the stretches that end at or before a place. The first of equal
// ones stays: pages then repeat the same page, in its order.
func (s *seen) upTo(end int) {
	for ; s.next+stretch <= end; s.next += stretch {
		if slot := s.slot(hashOf(s.text[s.next : s.next+stretch])); *slot == 0 {
			*slot = int32(s.next + 1)
		}
	}
}

// find gives where the stretch at a place stood before, -1 for nowhere.
func (s *seen) find(at int, h uint64) int {
	before := int(*s.slot(h)) - 1
	if before < 0 || !bytes.Equal(s.text[before:before+stretch], s.text[at:at+stretch]) {
		return -1
	}
	return before
}

// repeats gives the runs of each file. The files lie one after the other in text
// and end at ends. The last run of a file repeats nothing.
func repeats(text []byte, ends []int) [][]run {
	s := newSeen(text)
	all := make([][]run, len(ends))
	start := 0
	for i, end := range ends {
		all[i] = s.file(start, end)
		start = end
	}
	return all
}

func (s *seen) file(start, end int) []run {
	var runs []run
	text := s.text
	var h uint64
	rolled := -1 // the place that h is of
	for at := start; at+stretch <= end; {
		if rolled != at {
			h, rolled = hashOf(text[at:at+stretch]), at
		}
		s.upTo(at)
		before := s.find(at, h)
		if before < 0 {
			if at+stretch < end {
				h = h*factor + uint64(text[at+stretch]) - power*uint64(text[at])
				rolled = at + 1
			}
			at++
			continue
		}
		// As far as both agree, to the left within what is new, to the right within
		// the file and before the repeat itself.
		from, begin := before, at
		for begin > max(start, before+stretch) && from > 0 && text[begin-1] == text[from-1] {
			begin, from = begin-1, from-1
		}
		stop, length := end-begin, stretch+at-begin
		for length < stop && from+length < begin && text[from+length] == text[begin+length] {
			length++
		}
		runs = append(runs, run{begin - start, from, length})
		start = begin + length
		at, s.next = start, max(s.next, start)
	}
	return append(runs, run{fresh: end - start})
}
