package media

import "math/bits"

// write gives the shorter of two ways to write the picture: in one scan, or in
// several that show it coarse at first. Both have codes made for it, and not a
// byte that the picture does not need.
func (d *dctPicture) write() []byte {
	once := d.once()
	often := d.head(mSOF2)
	often = d.scanOut(often, d.all(), spectrum{0, 0, 0, 0})
	often = d.scanOut(often, []scanPart{{0, 0, 0}}, spectrum{1, 5, 0, 0})
	for i := 1; i < len(d.plates); i++ {
		often = d.scanOut(often, []scanPart{{i, 1, 1}}, spectrum{1, 63, 0, 0})
	}
	often = d.scanOut(often, []scanPart{{0, 0, 0}}, spectrum{6, 63, 0, 0})
	if often = append(often, 0xff, mEOI); len(often) < len(once) {
		return often
	}
	return once
}

// once writes the picture in one scan.
func (d *dctPicture) once() []byte {
	return append(d.scanOut(d.head(mSOF0), d.all(), spectrum{0, 63, 0, 0}), 0xff, mEOI)
}

// all are the colours together: brightness with codes of its own.
func (d *dctPicture) all() []scanPart {
	parts := []scanPart{{0, 0, 0}}
	for i := 1; i < len(d.plates); i++ {
		parts = append(parts, scanPart{i, 1, 1})
	}
	return parts
}

func (d *dctPicture) head(frame byte) []byte {
	out := []byte{0xff, mSOI}
	put := func(marker byte, data []byte) {
		size := len(data) + 2
		out = append(append(out, 0xff, marker, byte(size>>8), byte(size)), data...)
	}
	if d.adobe != nil {
		put(mAPP14, d.adobe)
	}
	sof := []byte{8, byte(d.height >> 8), byte(d.height), byte(d.width >> 8), byte(d.width), byte(len(d.plates))}
	var used [4]bool
	for _, p := range d.plates {
		sof = append(sof, p.id, p.h<<4|p.v, p.quant)
		used[p.quant] = true
	}
	for n, table := range d.quant {
		if used[n] {
			put(mDQT, table)
		}
	}
	put(frame, sof)
	return out
}

// scanOut appends one scan: first it counts how often each symbol occurs, then
// it writes them with the best codes.
func (d *dctPicture) scanOut(out []byte, parts []scanPart, s spectrum) []byte {
	w := &scanWriter{spectrum: s}
	d.run(w, parts)
	for kind := range w.often {
		for n := range w.often[kind] {
			if w.often[kind][n] == [256]int{} {
				continue
			}
			t := bestCodes(&w.often[kind][n])
			w.tables[kind][n] = t
			size := 19 + len(t.values)
			out = append(out, 0xff, mDHT, byte(size>>8), byte(size), byte(kind<<4|n))
			out = append(append(out, t.counts[1:]...), t.values...)
		}
	}
	out = append(out, 0xff, mSOS, 0, byte(6+2*len(parts)), byte(len(parts)))
	for _, p := range parts {
		out = append(out, d.plates[p.plate].id, byte(p.dc<<4|p.ac))
	}
	w.out = append(out, byte(s.from), byte(s.to), 0)
	w.writing = true
	d.run(w, parts)
	return w.out
}

func (d *dctPicture) run(w *scanWriter, parts []scanPart) {
	w.last, w.eobRun = [4]int{}, 0
	d.order(parts, func(p scanPart, b *dctBlock, _ int) bool {
		w.block(p, b)
		return true
	})
	w.endRun()
	w.flush()
}

// scanWriter counts symbols, or writes them.
type scanWriter struct {
	spectrum
	often   [2][2][256]int // DC and AC, by table
	tables  [2][2]*codeTable
	writing bool
	out     []byte
	acc     uint64
	have    uint
	last    [4]int
	// eobRun counts blocks that have nothing more, table is where they belong.
	eobRun, table int
}

// symbol counts or writes a symbol and the n bits behind it.
func (w *scanWriter) symbol(kind, table int, s byte, value int, n uint) {
	if !w.writing {
		w.often[kind][table][s]++
		return
	}
	t := w.tables[kind][table]
	w.put(t.code[s], t.length[s])
	w.put(uint32(value), n)
}

func (w *scanWriter) put(value uint32, n uint) {
	w.acc = w.acc<<n | uint64(value)&(1<<n-1)
	for w.have += n; w.have >= 8; {
		w.have -= 8
		b := byte(w.acc >> w.have)
		if w.out = append(w.out, b); b == 0xff {
			w.out = append(w.out, 0)
		}
	}
}

// flush fills the last byte with ones.
func (w *scanWriter) flush() {
	if w.writing && w.have > 0 {
		w.put(0x7f, 8-w.have)
	}
}

// magnitude gives how many bits a value takes, and those bits.
func magnitude(v int) (value int, n uint) {
	n = uint(bits.Len(uint(max(v, -v))))
	if v < 0 {
		v += 1<<n - 1
	}
	return v, n
}

func (w *scanWriter) block(p scanPart, b *dctBlock) {
	if w.from == 0 {
		v, n := magnitude(int(b[0]) - w.last[p.plate])
		w.last[p.plate] = int(b[0])
		w.symbol(0, p.dc, byte(n), v, n)
	}
	if w.to == 0 {
		return
	}
	run := 0
	for _, c := range b[max(w.from, 1) : w.to+1] {
		if c == 0 {
			run++
			continue
		}
		w.endRun()
		for ; run > 15; run -= 16 {
			w.symbol(1, p.ac, 0xf0, 0, 0)
		}
		v, n := magnitude(int(c))
		w.symbol(1, p.ac, byte(run<<4)|byte(n), v, n)
		run = 0
	}
	switch {
	case run == 0:
	case w.from == 0:
		w.symbol(1, p.ac, 0, 0, 0)
	default:
		w.table = p.ac
		if w.eobRun++; w.eobRun == 0x7fff {
			w.endRun()
		}
	}
}

// endRun writes how many blocks have ended.
func (w *scanWriter) endRun() {
	if w.eobRun == 0 {
		return
	}
	n := uint(bits.Len(uint(w.eobRun))) - 1
	w.symbol(1, w.table, byte(n<<4), w.eobRun-1<<n, n)
	w.eobRun = 0
}

// shorter writes a JPEG anew where that makes it shorter; the picture stays the
// same to the last pixel.
func shorter(src []byte) []byte {
	f, err := readJPEG(src)
	if err != nil {
		return src
	}
	d := f.takeApart(mostRecoded)
	if d == nil {
		return src
	}
	if out := d.write(); len(out) < len(src) {
		return out
	}
	return src
}
