package media

import (
	"encoding/binary"
	"image"
	"math"
)

// profile is a colour profile of the simple kind that cameras, telephones and
// screens use: a curve for each channel and a matrix to CIE XYZ under D50.
type profile struct {
	curves [3][256]float64
	matrix [9]float64
}

// profileOf reads an ICC profile. It gives nil for sRGB, for none, and for
// profiles of other kinds, whose colours are taken as sRGB.
func profileOf(icc []byte) *profile {
	if len(icc) < 132 || string(icc[16:20]) != "RGB " || string(icc[20:24]) != "XYZ " {
		return nil
	}
	p := &profile{}
	for c, name := range [...]string{"r", "g", "b"} {
		xyz := iccTag(icc, name+"XYZ")
		curve, ok := iccCurve(iccTag(icc, name+"TRC"))
		if len(xyz) < 20 || !ok {
			return nil
		}
		for row := range 3 {
			p.matrix[row*3+c] = s15Fixed16(xyz[8+4*row:])
		}
		p.curves[c] = curve
	}
	if p.isSRGB() {
		return nil
	}
	return p
}

// iccTag gives the content of a tag, nil where there is none. ICC.1:2010, 7.3.
func iccTag(icc []byte, name string) []byte {
	count := min(binary.BigEndian.Uint32(icc[128:]), 100)
	for n := range int(count) {
		entry := 132 + 12*n
		if entry+12 > len(icc) {
			return nil
		}
		if string(icc[entry:entry+4]) != name {
			continue
		}
		at, size := uint64(binary.BigEndian.Uint32(icc[entry+4:])), uint64(binary.BigEndian.Uint32(icc[entry+8:]))
		if at+size > uint64(len(icc)) {
			return nil
		}
		return icc[at : at+size]
	}
	return nil
}

// iccCurve reads a curve into light for each of 256 values. ICC.1:2010, 10.5
// and 10.15.
func iccCurve(tag []byte) (curve [256]float64, ok bool) {
	if len(tag) < 12 {
		return curve, false
	}
	f := func(x float64) float64 { return x }
	switch string(tag[:4]) {
	case "curv":
		n := int(min(binary.BigEndian.Uint32(tag[8:]), 1<<16))
		if len(tag) < 12+2*n {
			return curve, false
		}
		table := tag[12:]
		switch {
		case n == 1:
			gamma := float64(binary.BigEndian.Uint16(table)) / 256
			f = func(x float64) float64 { return math.Pow(x, gamma) }
		case n > 1:
			f = func(x float64) float64 { return between(table, n, x) }
		}
	case "para":
		if f = parametric(tag); f == nil {
			return curve, false
		}
	default:
		return curve, false
	}
	for v := range curve {
		y := f(float64(v) / 255)
		if math.IsNaN(y) {
			return curve, false
		}
		curve[v] = min(max(y, 0), 1)
	}
	return curve, true
}

// between looks x up in a table of n 16-bit values.
func between(table []byte, n int, x float64) float64 {
	at := x * float64(n-1)
	i := min(int(at), n-2)
	low := float64(binary.BigEndian.Uint16(table[2*i:]))
	high := float64(binary.BigEndian.Uint16(table[2*i+2:]))
	return (low + (high-low)*(at-float64(i))) / 65535
}

// parametric gives the function of a parametricCurveType, nil for an unknown
// one.
func parametric(tag []byte) func(float64) float64 {
	kind := binary.BigEndian.Uint16(tag[8:])
	if kind > 4 {
		return nil
	}
	need := [...]int{1, 3, 4, 5, 7}[kind]
	if len(tag) < 12+4*need {
		return nil
	}
	var p [7]float64 // g a b c d e f
	for i := range need {
		p[i] = s15Fixed16(tag[12+4*i:])
	}
	g, a, b, c, d, e, f := p[0], p[1], p[2], p[3], p[4], p[5], p[6]
	switch kind {
	case 0:
		return func(x float64) float64 { return math.Pow(x, g) }
	case 1, 2:
		if a == 0 {
			return nil
		}
		return func(x float64) float64 {
			if x < -b/a {
				return c
			}
			return math.Pow(a*x+b, g) + c
		}
	}
	return func(x float64) float64 {
		if x < d {
			return c*x + f
		}
		return math.Pow(a*x+b, g) + e
	}
}

func s15Fixed16(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

// srgbD50 takes XYZ under D50 to linear sRGB: the inverse of the colorants that
// sRGB profiles carry.
var srgbD50 = [9]float64{
	3.1338561, -1.6168667, -0.4906146,
	-0.9787684, 1.9161415, 0.0334540,
	0.0719453, -0.2289914, 1.4052427,
}

// isSRGB reports whether the profile moves no colour by more than two steps of
// 255.
func (p *profile) isSRGB() bool {
	convert := p.converter()
	for _, c := range [...][3]byte{{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {128, 128, 128}, {200, 100, 50}, {30, 60, 90}} {
		r, g, b := convert(c[0], c[1], c[2])
		if apart(r, c[0]) > 2 || apart(g, c[1]) > 2 || apart(b, c[2]) > 2 {
			return false
		}
	}
	return true
}

func apart(a, b byte) int { return max(int(a)-int(b), int(b)-int(a)) }

// converter gives the function from the profile's colours to those of sRGB.
// Colours that sRGB does not have become the nearest on each channel.
func (p *profile) converter() func(r, g, b byte) (byte, byte, byte) {
	var m [9]float64
	for row := range 3 {
		for col := range 3 {
			for k := range 3 {
				m[row*3+col] += srgbD50[row*3+k] * p.matrix[k*3+col]
			}
		}
	}
	encode := srgbTable()
	return func(r, g, b byte) (byte, byte, byte) {
		lr, lg, lb := p.curves[0][r], p.curves[1][g], p.curves[2][b]
		return encode.of(m[0]*lr + m[1]*lg + m[2]*lb), encode.of(m[3]*lr + m[4]*lg + m[5]*lb), encode.of(m[6]*lr + m[7]*lg + m[8]*lb)
	}
}

// toSRGB converts a picture in place.
func (p *profile) toSRGB(m *image.RGBA) {
	convert := p.converter()
	for i := 0; i+3 < len(m.Pix); i += 4 {
		m.Pix[i], m.Pix[i+1], m.Pix[i+2] = convert(m.Pix[i], m.Pix[i+1], m.Pix[i+2])
	}
}

// srgb holds the encoded value for each 4096th of light.
type srgb [4097]byte

func srgbTable() *srgb {
	var t srgb
	for i := range t {
		x := float64(i) / 4096
		// IEC 61966-2-1.
		if x <= 0.0031308 {
			x *= 12.92
		} else {
			x = 1.055*math.Pow(x, 1/2.4) - 0.055
		}
		t[i] = byte(x*255 + 0.5)
	}
	return &t
}

func (t *srgb) of(light float64) byte {
	return t[int(min(max(light, 0), 1)*4096+0.5)]
}
