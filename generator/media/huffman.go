package media

import (
	"cmp"
	"slices"
)

// huffman is a table of codes for reading. ITU-T T.81, F.2.2.3.
type huffman struct {
	values []byte
	// first and count are, for each length, the first code and how many there
	// are; index is where their values begin.
	first, count, index [17]int
}

// codes reads code tables.
func (d *dctDecoder) codes(data []byte) bool {
	for len(data) > 0 {
		if len(data) < 17 || data[0]>>4 > 1 || data[0]&15 > 3 {
			return false
		}
		h := &huffman{}
		code, total := 0, 0
		for n := 1; n <= 16; n++ {
			h.first[n], h.count[n], h.index[n] = code, int(data[n]), total
			total += int(data[n])
			code = (code + int(data[n])) << 1
		}
		if total > 256 || len(data) < 17+total {
			return false
		}
		h.values = data[17 : 17+total]
		if data[0]>>4 == 0 {
			d.dc[data[0]&15] = h
		} else {
			d.ac[data[0]&15] = h
		}
		data = data[17+total:]
	}
	return true
}

// bitReader reads the bits of a scan, past the zeros that follow each 255.
// Reading past the end gives zeros and is remembered.
type bitReader struct {
	src   []byte
	at    int
	acc   uint32
	have  uint
	short bool
}

func (r *bitReader) bit() int {
	if r.have == 0 {
		r.fill()
	}
	r.have--
	return int(r.acc >> r.have & 1)
}

func (r *bitReader) fill() {
	r.acc, r.have = 0, 8
	if r.at >= len(r.src) || r.src[r.at] == 0xff && (r.at+1 >= len(r.src) || r.src[r.at+1] != 0) {
		r.short = true
		return
	}
	r.acc = uint32(r.src[r.at])
	if r.at++; r.acc == 0xff {
		r.at++
	}
}

func (r *bitReader) bits(n uint) int {
	v := 0
	for range n {
		v = v<<1 | r.bit()
	}
	return v
}

// signed reads a value of n bits, whose highest tells the sign.
func (r *bitReader) signed(n uint) int {
	if n == 0 {
		return 0
	}
	v := r.bits(n)
	if v < 1<<(n-1) {
		v -= 1<<n - 1
	}
	return v
}

// symbol reads one code; false where it is none.
func (r *bitReader) symbol(h *huffman) (byte, bool) {
	if h == nil {
		return 0, false
	}
	code := 0
	for n := 1; n <= 16; n++ {
		code = code<<1 | r.bit()
		if i := code - h.first[n]; i < h.count[n] && i >= 0 {
			return h.values[h.index[n]+i], !r.short
		}
	}
	return 0, false
}

// marker goes past a restart marker, which stands at the next whole byte.
func (r *bitReader) marker() bool {
	r.have = 0
	if r.at+1 >= len(r.src) || r.src[r.at] != 0xff || r.src[r.at+1] < mRST0 || r.src[r.at+1] > mRST7 {
		return false
	}
	r.at += 2
	return true
}

// codeTable is a table of codes for writing.
type codeTable struct {
	counts [17]byte
	values []byte
	code   [256]uint32
	length [256]uint
}

// bestCodes gives the shortest codes for symbols that occur so often, none
// longer than 16 bits and none of ones only. ITU-T T.81, K.2.
func bestCodes(often *[256]int) *codeTable {
	lengths := codeLengths(often)
	var counts [64]int
	for _, n := range lengths {
		counts[n]++
	}
	for n := len(counts) - 1; n > 16; n-- {
		for counts[n] > 0 {
			j := n - 2
			for counts[j] == 0 {
				j--
			}
			counts[n] -= 2
			counts[n-1]++
			counts[j+1] += 2
			counts[j]--
		}
	}
	// The code of ones only belongs to the symbol that never occurs.
	for n := 16; n > 0; n-- {
		if counts[n] > 0 {
			counts[n]--
			break
		}
	}
	t := &codeTable{}
	symbols := make([]int, 0, 256)
	for s, n := range often {
		if n > 0 {
			symbols = append(symbols, s)
		}
	}
	slices.SortStableFunc(symbols, func(a, b int) int { return cmp.Compare(lengths[a], lengths[b]) })
	code, at := uint32(0), 0
	for n := uint(1); n <= 16; n++ {
		t.counts[n] = byte(counts[n])
		for range counts[n] {
			s := symbols[at]
			t.values = append(t.values, byte(s))
			t.code[s], t.length[s] = code, n
			code++
			at++
		}
		code <<= 1
	}
	return t
}

// codeLengths gives for each symbol the length of its code, 0 for those that
// never occur. A 257th stands for the code that may not be used.
func codeLengths(often *[256]int) []int {
	var weight, length, next [257]int
	for i := range next {
		next[i] = -1
	}
	copy(weight[:], often[:])
	weight[256] = 1
	for {
		// The two rarest; of equals the later one, so that the code that may not
		// be used is among the longest.
		a, b := -1, -1
		for i, w := range weight {
			switch {
			case w == 0:
			case a < 0 || w <= weight[a]:
				a, b = i, a
			case b < 0 || w <= weight[b]:
				b = i
			}
		}
		if b < 0 {
			return length[:]
		}
		weight[a] += weight[b]
		weight[b] = 0
		for i := a; ; i = next[i] {
			length[i]++
			if next[i] < 0 {
				next[i] = b
				break
			}
		}
		for i := b; i >= 0; i = next[i] {
			length[i]++
		}
	}
}
