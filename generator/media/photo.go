package media

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"

	"golang.org/x/image/draw"
)

const (
	// mostPixels is what is decoded at all. Telephones make 12 to 50 megapixels;
	// 640 wide needs less than one.
	mostPixels = 40_000_000
	// mostMemory is what one decoded picture may take, in bytes. Several are
	// worked on at a time.
	mostMemory = 256 << 20
)

// fits refuses pictures that would take too much memory, before they do.
func fits(width, height, memory int) error {
	if width > 0 && height > mostPixels/width || memory > mostMemory {
		return flaw{"media-huge", fmt.Sprintf("the picture is too large to work with: %d × %d pixels", width, height), shrinkPicture}
	}
	return nil
}

// photo is a decoded picture that may be scaled and stored with loss.
type photo struct {
	image.Image
	// orientation is that of EXIF: 1 is upright.
	orientation int
	// profile says what the colours mean; nil means sRGB.
	profile *profile
	// stored is the file where it is a JPEG; nil otherwise.
	stored *jpegFile
}

// denser is how much wider than a page's picture its larger twin is: twice
// serves the screens of telephones, and 10 cm of paper at 300 dots an inch.
const denser = 2

// worthIt is how much wider, in percent, a larger twin has to be.
const worthIt = 125

// photo makes the JPEG that a page shows and, where the original has the
// pixels, its larger twin.
func (j *job) photo(p photo) (File, error) {
	width, height := p.upright()
	small := min(width, j.opt.Width)
	large := min(width, j.opt.Width*denser)
	f := File{Ext: "jpg", Width: small, Height: scaled(height, small, width)}
	m := p.finished(large)
	if large*100 >= small*worthIt {
		data, err := p.encode(m, j.opt.Quality)
		if err != nil {
			return File{}, err
		}
		f.Large = &Variant{Data: data, Ext: "jpg", Width: large, Height: m.Bounds().Dy()}
	}
	if large != small {
		m = resize(m, f.Width, f.Height)
	}
	data, err := p.encode(m, j.opt.Quality)
	f.Data = data
	return f, err
}

// encode stores the finished picture. Where that is as large as the stored file
// and looks the same, the file's own coding is kept if it is the shorter: it has
// been coarse enough already.
func (p photo) encode(m image.Image, quality int) ([]byte, error) {
	data, err := encodeJPEG(m, quality)
	if err != nil || p.stored == nil || p.orientation != 1 || p.profile != nil || m.Bounds().Dx() != p.stored.width || m.Bounds().Dy() != p.stored.height {
		return data, err
	}
	if d := p.stored.takeApart(mostRecoded); d != nil {
		if own := d.write(); len(own) < len(data) {
			return own, nil
		}
	}
	return data, nil
}

// upright is the size as a reader sees it.
func (p photo) upright() (width, height int) {
	b := p.Bounds()
	if p.orientation >= 5 {
		return b.Dy(), b.Dx()
	}
	return b.Dx(), b.Dy()
}

// scaled gives n in the proportion of now to was, at least 1.
func scaled(n, now, was int) int {
	return max(1, (n*now+was/2)/was)
}

// finished gives the picture so many pixels wide, upright, opaque and in sRGB.
// The order saves work: the small picture is the one that is turned.
func (p photo) finished(width int) image.Image {
	w, h := p.upright()
	h = scaled(h, width, w)
	if p.orientation >= 5 {
		w, h = h, width
	} else {
		w = width
	}
	m := turn(resize(p.Image, w, h), p.orientation)
	if rgba, ok := m.(*image.RGBA); ok && p.profile != nil {
		p.profile.toSRGB(rgba)
	}
	return m
}

// resize scales a picture to an exact size: grey pictures stay grey, all others
// become opaque colour on white.
func resize(src image.Image, width, height int) image.Image {
	b := src.Bounds()
	if b.Dx() == width && b.Dy() == height {
		switch m := src.(type) {
		case *image.Gray, *image.RGBA:
			return m
		}
	}
	src = reduce(src, width, height)
	to := image.Rect(0, 0, width, height)
	if _, grey := src.(*image.Gray); grey {
		dst := image.NewGray(to)
		draw.CatmullRom.Scale(dst, to, src, src.Bounds(), draw.Src, nil)
		return dst
	}
	dst := image.NewRGBA(to)
	op := draw.Src
	if o, ok := src.(interface{ Opaque() bool }); ok && !o.Opaque() {
		draw.Draw(dst, to, image.NewUniform(color.White), image.Point{}, draw.Src)
		op = draw.Over
	}
	draw.CatmullRom.Scale(dst, to, src, src.Bounds(), op, nil)
	return dst
}

func encodeJPEG(m image.Image, quality int) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		return nil, flaw{"media-huge", "the picture cannot be stored as JPEG: " + err.Error(), shrinkPicture}
	}
	return shorter(b.Bytes()), nil
}

// turn applies an EXIF orientation.
func turn(m image.Image, orientation int) image.Image {
	switch m := m.(type) {
	case *image.Gray:
		out := image.NewGray(turnedSize(m.Rect, orientation))
		turnPixels(out.Pix, m.Pix, m.Rect.Dx(), m.Rect.Dy(), m.Stride, 1, orientation)
		return out
	case *image.RGBA:
		if orientation <= 1 {
			return m
		}
		out := image.NewRGBA(turnedSize(m.Rect, orientation))
		turnPixels(out.Pix, m.Pix, m.Rect.Dx(), m.Rect.Dy(), m.Stride, 4, orientation)
		return out
	}
	return m
}

func turnedSize(r image.Rectangle, orientation int) image.Rectangle {
	if orientation >= 5 {
		return image.Rect(0, 0, r.Dy(), r.Dx())
	}
	return image.Rect(0, 0, r.Dx(), r.Dy())
}

// turnPixels copies w × h pixels of so many bytes to where an orientation sees
// them. CIPA DC-008, 4.6.4: the row and column that stand at top and left.
func turnPixels(dst, src []byte, w, h, stride, size, orientation int) {
	across := w
	if orientation >= 5 {
		across = h
	}
	for y := range h {
		for x := range w {
			tx, ty := x, y
			switch orientation {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			copy(dst[(ty*across+tx)*size:][:size], src[y*stride+x*size:])
		}
	}
}
