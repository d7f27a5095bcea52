package media

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"slices"
)

// tones is what a look at every pixel tells of a picture.
type tones struct {
	// palette holds all colours, sorted; nil where there are more than 256.
	palette []color.NRGBA
	// flat is the share of pixels that equal their left neighbour.
	flat   float64
	opaque bool
	pixels int
}

// survey looks at every pixel of a picture that eightBits made.
func survey(m image.Image) tones {
	if p, ok := m.(*image.Paletted); ok {
		return surveyPalette(p)
	}
	b := m.Bounds()
	t := tones{opaque: true, pixels: b.Dx() * b.Dy()}
	seen := map[color.NRGBA]bool{}
	same := 0
	for y := range b.Dy() {
		var before color.NRGBA
		for x := range b.Dx() {
			c := pixel(m, b.Min.X+x, b.Min.Y+y)
			if x > 0 && c == before {
				same++
				continue
			}
			before = c
			t.opaque = t.opaque && c.A == 255
			if len(seen) <= 256 {
				seen[c] = true
			}
		}
	}
	t.flat = float64(same) / float64(max(t.pixels, 1))
	if len(seen) <= 256 {
		for c := range seen {
			t.palette = append(t.palette, c)
		}
		t.sortPalette()
	}
	return t
}

// sortPalette puts colours that are not opaque first: tRNS then ends after them.
func (t *tones) sortPalette() {
	slices.SortFunc(t.palette, func(a, b color.NRGBA) int {
		return bytes.Compare([]byte{a.A, a.R, a.G, a.B}, []byte{b.A, b.R, b.G, b.B})
	})
}

// surveyPalette looks at the colours that a paletted picture uses.
func surveyPalette(m *image.Paletted) tones {
	t := tones{opaque: true, pixels: len(m.Pix)}
	var used [256]bool
	for _, i := range m.Pix {
		used[i] = true
	}
	seen := map[color.NRGBA]bool{}
	for i := range m.Palette {
		if !used[i] {
			continue
		}
		if c := visible(m.Palette[i]); !seen[c] {
			seen[c] = true
			t.palette = append(t.palette, c)
			t.opaque = t.opaque && c.A == 255
		}
	}
	t.sortPalette()
	return t
}

// pixel gives one colour. All colours that cannot be seen are the same.
func pixel(m image.Image, x, y int) color.NRGBA {
	switch m := m.(type) {
	case *image.NRGBA:
		c := m.NRGBAAt(x, y)
		if c.A == 0 {
			return color.NRGBA{}
		}
		return c
	case *image.Gray:
		v := m.GrayAt(x, y).Y
		return color.NRGBA{v, v, v, 255}
	}
	return visible(m.At(x, y))
}

func visible(c color.Color) color.NRGBA {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	if n.A == 0 {
		return color.NRGBA{}
	}
	return n
}

// photographic reports whether a picture is a photograph rather than a drawing
// or a screenshot: hardly two neighbours are alike. On screenshots more than
// half are.
func (t tones) photographic() bool {
	return t.palette == nil && t.opaque && t.flat < 0.25 && t.pixels >= 10_000
}

// encodePNG stores a picture as small as it goes without loss: with a palette
// where its colours fit into one.
func encodePNG(m image.Image, t tones) ([]byte, error) {
	if _, grey := m.(*image.Gray); t.palette != nil && !(grey && len(t.palette) > 16) {
		m = paletted(m, t.palette)
	} else if n, ok := m.(*image.NRGBA); ok && t.opaque {
		// The encoder leaves the fourth channel out of an opaque RGBA picture.
		m = &image.RGBA{Pix: n.Pix, Stride: n.Stride, Rect: n.Rect}
	}
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, m); err != nil {
		return nil, flaw{"media-huge", "the picture cannot be stored as PNG: " + err.Error(), shrinkPicture}
	}
	return b.Bytes(), nil
}

func paletted(m image.Image, colours []color.NRGBA) *image.Paletted {
	b := m.Bounds()
	palette := make(color.Palette, len(colours))
	index := make(map[color.NRGBA]uint8, len(colours))
	for i, c := range colours {
		palette[i], index[c] = c, uint8(i)
	}
	out := image.NewPaletted(image.Rect(0, 0, b.Dx(), b.Dy()), palette)
	if p, ok := m.(*image.Paletted); ok {
		var to [256]uint8
		for i, c := range p.Palette {
			to[i] = index[visible(c)]
		}
		for i, v := range p.Pix {
			out.Pix[i] = to[v]
		}
		return out
	}
	for y := range b.Dy() {
		for x := range b.Dx() {
			out.Pix[y*out.Stride+x] = index[pixel(m, b.Min.X+x, b.Min.Y+y)]
		}
	}
	return out
}
