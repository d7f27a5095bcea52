package media

// dctBlock holds the 64 coefficients of 8 × 8 samples, in zigzag order.
type dctBlock [64]int16

// plate is one colour of a JPEG picture.
type plate struct {
	id, h, v, quant byte
	// wide and high count the blocks of the picture itself, stride and rows
	// those that are stored: whole units of all colours.
	wide, high, stride, rows int
	blocks                   []dctBlock
}

// dctPicture is a JPEG picture without its Huffman codes: what it looks like,
// and nothing of how it was written.
type dctPicture struct {
	width, height int
	hmax, vmax    int
	progressive   bool
	plates        []plate
	quant         [4][]byte // as written, with precision and number
	adobe         []byte    // the segment that says how colours are stored; nil for none
}

// mostRecoded is how many pixels are taken apart to be written smaller: more
// than any picture that is published has. Four times that is taken apart where
// there is no other way to read it.
const (
	mostRecoded = 4_000_000
	mostRescued = 4 * mostRecoded
)

// dctDecoder reads the scans of a JPEG file. ITU-T T.81, annexes F and G.
type dctDecoder struct {
	*dctPicture
	dc, ac  [4]*huffman
	restart int
	in      bitReader
	eobRun  int
	last    [4]int // DC predictions, by plate
}

// takeApart reads the coefficients of a file that readJPEG made. It gives nil for
// damaged files, larger pictures, and those of two or four colours, which are
// never written again.
func (f *jpegFile) takeApart(most int) *dctPicture {
	if f.width*f.height > most || f.components != 1 && f.components != 3 || f.scans > mostScans {
		return nil
	}
	d := &dctDecoder{dctPicture: &dctPicture{width: f.width, height: f.height, progressive: f.frame.marker == mSOF2}}
	src := f.needed
	for at := 2; ; {
		marker, next, ok := nextMarker(src, at)
		if !ok || marker == mEOI {
			return d.dctPicture
		}
		size := int(src[next])<<8 | int(src[next+1])
		data := src[next+2 : next+size]
		at = next + size
		good := true
		switch marker {
		case mDQT:
			good = d.tables(data)
		case mDHT:
			good = d.codes(data)
		case mDRI:
			if good = len(data) == 2; good {
				d.restart = int(data[0])<<8 | int(data[1])
			}
		case mAPP14:
			d.adobe = data
		case mSOS:
			end := scanEnd(src, at)
			good = d.scan(data, src[at:end])
			at = end
		default:
			good = d.frame(data)
		}
		if !good {
			return nil
		}
	}
}

// tables reads quantisation tables. A table that changes between scans is not
// understood.
func (d *dctDecoder) tables(data []byte) bool {
	for len(data) > 0 {
		size := 65 + int(data[0]>>4&1)*64
		n := data[0] & 15
		if len(data) < size || n > 3 || data[0]>>4 > 1 || d.quant[n] != nil {
			return false
		}
		d.quant[n] = data[:size]
		data = data[size:]
	}
	return true
}

func (d *dctDecoder) frame(data []byte) bool {
	d.hmax, d.vmax = 1, 1
	for c := data[6:]; len(c) >= 3; c = c[3:] {
		p := plate{id: c[0], h: c[1] >> 4, v: c[1] & 15, quant: c[2]}
		if p.h < 1 || p.h > 4 || p.v < 1 || p.v > 4 || p.quant > 3 {
			return false
		}
		d.hmax, d.vmax = max(d.hmax, int(p.h)), max(d.vmax, int(p.v))
		d.plates = append(d.plates, p)
	}
	across, down := up(d.width, 8*d.hmax), up(d.height, 8*d.vmax)
	for i := range d.plates {
		p := &d.plates[i]
		p.wide, p.high = up(up(d.width*int(p.h), d.hmax), 8), up(up(d.height*int(p.v), d.vmax), 8)
		p.stride, p.rows = across*int(p.h), down*int(p.v)
		p.blocks = make([]dctBlock, p.stride*p.rows)
	}
	return true
}

// up divides and rounds up.
func up(n, by int) int { return (n + by - 1) / by }

// scanPart is a colour of a scan with its code tables.
type scanPart struct{ plate, dc, ac int }

// scan reads one scan.
func (d *dctDecoder) scan(head, data []byte) bool {
	if len(head) < 4 || len(head) != 4+2*int(head[0]) || head[0] < 1 || int(head[0]) > len(d.plates) {
		return false
	}
	var parts []scanPart
	for c := head[1 : 1+2*int(head[0])]; len(c) > 0; c = c[2:] {
		for i := range d.plates {
			if d.plates[i].id == c[0] {
				parts = append(parts, scanPart{i, int(c[1] >> 4 & 3), int(c[1] & 3)})
			}
		}
	}
	tail := head[len(head)-3:]
	s := spectrum{int(tail[0]), int(tail[1]), uint(tail[2] >> 4), uint(tail[2] & 15)}
	if len(parts) != int(head[0]) || s.from > s.to || s.to > 63 || s.low > 13 || d.progressive && s.from > 0 && len(parts) > 1 {
		return false
	}
	if !d.progressive {
		s = spectrum{0, 63, 0, 0}
	}
	d.in = bitReader{src: data}
	d.eobRun, d.last = 0, [4]int{}
	units := 0
	return d.order(parts, func(p scanPart, b *dctBlock, unit int) bool {
		if unit != units {
			units = unit
			if d.restart > 0 && unit%d.restart == 0 && !d.resume() {
				return false
			}
		}
		return d.block(p, b, s)
	})
}

// spectrum is what part of the coefficients a scan holds, and to which bit.
type spectrum struct {
	from, to  int
	high, low uint
}

// order visits the blocks of a scan as they are written: colour by colour in
// small units, or one colour row by row.
func (d *dctPicture) order(parts []scanPart, visit func(p scanPart, b *dctBlock, unit int) bool) bool {
	if len(parts) == 1 {
		p := &d.plates[parts[0].plate]
		for n := range p.wide * p.high {
			if !visit(parts[0], &p.blocks[n/p.wide*p.stride+n%p.wide], n) {
				return false
			}
		}
		return true
	}
	across := up(d.width, 8*d.hmax)
	for unit := range across * up(d.height, 8*d.vmax) {
		for _, part := range parts {
			p := &d.plates[part.plate]
			for n := range int(p.h) * int(p.v) {
				x, y := unit%across*int(p.h)+n%int(p.h), unit/across*int(p.v)+n/int(p.h)
				if !visit(part, &p.blocks[y*p.stride+x], unit) {
					return false
				}
			}
		}
	}
	return true
}

// resume goes past a restart marker.
func (d *dctDecoder) resume() bool {
	d.eobRun, d.last = 0, [4]int{}
	return d.in.marker()
}

// block reads what a scan has of one block.
func (d *dctDecoder) block(p scanPart, b *dctBlock, s spectrum) bool {
	switch {
	case !d.progressive:
		return d.dcFirst(p, b, 0) && d.acFirst(p, b, spectrum{1, 63, 0, 0})
	case s.from == 0 && s.to > 0:
		return false
	case s.from == 0 && s.high == 0:
		return d.dcFirst(p, b, s.low)
	case s.from == 0:
		b[0] |= int16(d.in.bit() << s.low)
	case s.high == 0:
		return d.acFirst(p, b, s)
	default:
		return d.acRefine(p, b, s)
	}
	return !d.in.short
}

func (d *dctDecoder) dcFirst(p scanPart, b *dctBlock, low uint) bool {
	size, ok := d.in.symbol(d.dc[p.dc])
	if !ok || size > 11 {
		return false
	}
	d.last[p.plate] += d.in.signed(uint(size))
	v := d.last[p.plate] << low
	b[0] = int16(v)
	return !d.in.short && v >= -1024 && v < 1024
}

func (d *dctDecoder) acFirst(p scanPart, b *dctBlock, s spectrum) bool {
	if d.eobRun > 0 {
		d.eobRun--
		return true
	}
	for k := s.from; k <= s.to; k++ {
		rs, ok := d.in.symbol(d.ac[p.ac])
		if !ok {
			return false
		}
		run, size := int(rs>>4), uint(rs&15)
		if size == 0 {
			if run == 15 {
				k += 15
				continue
			}
			d.eobRun = 1<<run - 1 + d.in.bits(uint(run))
			break
		}
		if k += run; k > s.to || size+s.low > 10 {
			return false
		}
		b[k] = int16(d.in.signed(size) << s.low)
	}
	return !d.in.short
}

// acRefine reads one more bit of the coefficients that are known, and those that
// appear at that bit. ITU-T T.81, G.1.2.3.
func (d *dctDecoder) acRefine(p scanPart, b *dctBlock, s spectrum) bool {
	k := s.from
	if d.eobRun == 0 {
		for k <= s.to {
			rs, ok := d.in.symbol(d.ac[p.ac])
			if !ok {
				return false
			}
			run, value := int(rs>>4), int16(0)
			switch rs & 15 {
			case 0:
				if run < 15 {
					d.eobRun = 1<<run + d.in.bits(uint(run))
				}
			case 1:
				value = int16(-1) << s.low
				if d.in.bit() == 1 {
					value = 1 << s.low
				}
			default:
				return false
			}
			if d.eobRun > 0 {
				break
			}
			if k = d.refine(b, k, s, run); value != 0 {
				if k > s.to {
					return false
				}
				b[k] = value
			}
			k++
		}
	}
	if d.eobRun > 0 {
		d.eobRun--
		d.refine(b, k, s, -1)
	}
	return !d.in.short
}

// refine reads a bit for each known coefficient, past so many that are zero;
// all of them for a run of -1. It gives where it stops.
func (d *dctDecoder) refine(b *dctBlock, k int, s spectrum, run int) int {
	for ; k <= s.to; k++ {
		switch {
		case b[k] == 0 && run == 0:
			return k
		case b[k] == 0:
			run--
		case d.in.bit() == 0:
		case b[k] > 0:
			b[k] += 1 << s.low
		default:
			b[k] -= 1 << s.low
		}
	}
	return k
}
