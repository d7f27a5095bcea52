package pdf

import (
	"rsc.io/qr/coding"
)

// code is a QR code that a page shows.
type code struct {
	text string
	// module is the length of the side of a module in millimetres.
	module float64
}

// codes reads the QR codes among the pictures of a page. An engine keeps their
// pixels, one a module.
func codes(list []picture) ([]code, error) {
	var all []code
	for _, p := range list {
		side, ok := codeSide(p)
		if !ok {
			continue
		}
		if err := p.stream.Decode(); err != nil {
			return nil, err
		}
		black, ok := modules(p, side)
		if !ok {
			continue
		}
		if text := decode(black); text != "" {
			all = append(all, code{text: text, module: min(p.width, p.height) / point / float64(side)})
		}
	}
	return all, nil
}

// codeSide gives the modules of a side of what has the size of a code: 17 and
// four for each version (ISO/IEC 18004, 7.3.1).
func codeSide(p picture) (int, bool) {
	width, height := p.stream.IntEntry("Width"), p.stream.IntEntry("Height")
	if width == nil || height == nil || *width != *height || *width < 21 || *width > 177 || *width%4 != 1 {
		return 0, false
	}
	return *width, true
}

// modules reads black and white out of a picture of eight bits a colour; other
// pictures are no codes.
func modules(p picture, side int) ([][]bool, bool) {
	data := p.stream.Content
	if len(data) == 0 || len(data)%(side*side) != 0 {
		return nil, false
	}
	step := len(data) / (side * side)
	for _, b := range data {
		if b != 0 && b != 0xff {
			return nil, false // a photograph has other colours than these two
		}
	}
	black := make([][]bool, side)
	for y := range black {
		black[y] = make([]bool, side)
		for x := range black[y] {
			black[y][x] = data[(y*side+x)*step] == 0
		}
	}
	return black, true
}

// decode reads what the modules say; "" where they say nothing. Nothing is
// mended: a file has to hold a perfect code, its check bytes included.
func decode(black [][]bool) string {
	version := coding.Version((len(black) - 17) / 4)
	for _, level := range []coding.Level{coding.M, coding.Q, coding.L, coding.H} {
		for mask := range coding.Mask(8) {
			plan, err := coding.NewPlan(version, level, mask)
			if err != nil {
				return ""
			}
			if bits, ok := data(black, plan); ok {
				if text := message(bits, version); perfect(black, plan, text) {
					return text
				}
				return ""
			}
		}
	}
	return ""
}

// perfect reports whether the modules are those of a text.
func perfect(black [][]bool, plan *coding.Plan, text string) bool {
	c, err := plan.Encode(coding.String(text))
	if err != nil {
		return false
	}
	for y, row := range black {
		for x, set := range row {
			if set != c.Black(x, y) {
				return false
			}
		}
	}
	return true
}

// data gives the data bits of a code that has the fixed modules of a plan, among
// them those that name its level and mask.
func data(black [][]bool, plan *coding.Plan) ([]byte, bool) {
	bits := make([]byte, plan.DataBytes+plan.CheckBytes)
	for y, row := range plan.Pixel {
		for x, p := range row {
			set := black[y][x] != (p&coding.Black != 0)
			switch p.Role() {
			case coding.Data, coding.Check:
				if o := p.Offset(); set {
					bits[o/8] |= 1 << (7 - o&7)
				}
			case coding.Extra, coding.Unused:
			default:
				if set {
					return nil, false
				}
			}
		}
	}
	return bits[:plan.DataBytes], true
}

// message reads one segment of bytes (7.4.5): four bits 0100, their number in
// eight bits up to version 9 and sixteen above, and the bytes.
func message(data []byte, v coding.Version) string {
	at := 0
	take := func(bits int) int {
		n := 0
		for range bits {
			n <<= 1
			if at/8 < len(data) && data[at/8]&(1<<(7-at%8)) != 0 {
				n |= 1
			}
			at++
		}
		return n
	}
	if take(4) != 4 {
		return ""
	}
	width := 8
	if v > 9 {
		width = 16
	}
	length := take(width)
	if length > len(data) {
		return ""
	}
	text := make([]byte, length)
	for i := range text {
		text[i] = byte(take(8))
	}
	return string(text)
}
