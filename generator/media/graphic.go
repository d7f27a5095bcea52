package media

import (
	"image"
	"image/color"

	"golang.org/x/image/draw"
)

// graphic stores a decoded picture without loss, or as a photograph where it is
// one.
func (j *job) graphic(m image.Image, p *profile) (File, error) {
	m = eightBits(m, p)
	b := m.Bounds()
	tones := survey(m)
	if !tones.photographic() {
		return j.lossless(m, tones)
	}
	f, err := j.photo(photo{m, 1, nil, nil})
	if err != nil || f.Width < b.Dx() {
		return f, err
	}
	if exact, err := j.lossless(m, tones); err == nil && len(exact.Data) < len(f.Data) {
		return exact, nil
	}
	return f, nil
}

// mostShown is how many pixels a page asks a telephone to unfold: four bytes
// each in its memory.
const mostShown = 4_000_000

// lossless stores a picture as PNG: as it is or, where it is wider than any
// page shows it, scaled if that saves bytes or a telephone's memory.
func (j *job) lossless(m image.Image, t tones) (File, error) {
	b := m.Bounds()
	f := File{Ext: "png", Width: b.Dx(), Height: b.Dy()}
	width := j.opt.Width * denser
	if b.Dx() > width {
		height := scaled(b.Dy(), width, b.Dx())
		small := shrink(m, width, height)
		data, err := encodePNG(small, survey(small))
		if err != nil || b.Dx()*b.Dy() > mostShown {
			return File{Data: data, Ext: "png", Width: width, Height: height}, err
		}
		f.Data, f.Width, f.Height = data, width, height
	}
	data, err := encodePNG(m, t)
	if err == nil && (f.Data == nil || len(data) <= len(f.Data)) {
		f.Data, f.Width, f.Height = data, b.Dx(), b.Dy()
	}
	return f, err
}

// shrink scales a picture that may be transparent.
func shrink(m image.Image, width, height int) image.Image {
	to := image.Rect(0, 0, width, height)
	m = reduce(m, width, height)
	if grey, ok := m.(*image.Gray); ok {
		out := image.NewGray(to)
		draw.CatmullRom.Scale(out, to, grey, grey.Rect, draw.Src, nil)
		return out
	}
	out := image.NewRGBA(to)
	draw.CatmullRom.Scale(out, to, m, m.Bounds(), draw.Src, nil)
	return straight(out)
}

// eightBits gives a picture of a kind that the rest works with: paletted, grey
// or with four channels of eight bits, in sRGB.
func eightBits(m image.Image, p *profile) image.Image {
	switch m := m.(type) {
	case *image.Paletted:
		if p != nil {
			convert := p.converter()
			for i, c := range m.Palette {
				n := color.NRGBAModel.Convert(c).(color.NRGBA)
				n.R, n.G, n.B = convert(n.R, n.G, n.B)
				m.Palette[i] = n
			}
		}
		return m
	case *image.Gray:
		return m
	case *image.Gray16:
		out := image.NewGray(m.Rect)
		for i := range out.Pix {
			out.Pix[i] = m.Pix[2*i]
		}
		return out
	}
	out := straight(m)
	if p != nil {
		convert := p.converter()
		for i := 0; i < len(out.Pix); i += 4 {
			out.Pix[i], out.Pix[i+1], out.Pix[i+2] = convert(out.Pix[i], out.Pix[i+1], out.Pix[i+2])
		}
	}
	return out
}

// straight gives a picture with four channels of eight bits, its colours not
// multiplied by their opacity.
func straight(m image.Image) *image.NRGBA {
	switch m := m.(type) {
	case *image.NRGBA:
		return m
	case *image.RGBA:
		if m.Opaque() {
			return &image.NRGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect}
		}
	}
	b := m.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			out.SetNRGBA(x, y, color.NRGBAModel.Convert(m.At(b.Min.X+x, b.Min.Y+y)).(color.NRGBA))
		}
	}
	return out
}
