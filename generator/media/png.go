package media

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"io"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// pngFile is a PNG file taken apart. Only what makes the picture is kept.
type pngFile struct {
	width, height int
	depth, kind   byte // IHDR
	interlaced    bool
	palette       []byte
	transparent   []byte // tRNS
	data          []byte // the IDAT chunks, joined
	profile       []byte // ICC
	moving        bool   // an animated PNG
}

// readPNG takes a file apart up to its end chunk; what follows that is lost.
func readPNG(src []byte) (*pngFile, error) {
	f := &pngFile{}
	rest := src[len(pngSignature):]
	for {
		if len(rest) < 12 {
			return nil, broken("it ends before the picture does")
		}
		size := uint64(binary.BigEndian.Uint32(rest))
		if size > uint64(len(rest)-12) {
			return nil, broken("a part of it is longer than the file")
		}
		name, data := string(rest[4:8]), rest[8:8+size]
		rest = rest[12+size:]
		if f.width == 0 && name != "IHDR" {
			return nil, broken("it does not say how large the picture is")
		}
		switch name {
		case "IHDR":
			if len(data) != 13 {
				return nil, broken("it does not say how large the picture is")
			}
			f.width, f.height = int(binary.BigEndian.Uint32(data)), int(binary.BigEndian.Uint32(data[4:]))
			f.depth, f.kind, f.interlaced = data[8], data[9], data[12] != 0
			if f.width <= 0 || f.height <= 0 {
				return nil, broken("the picture has no pixels")
			}
		case "PLTE":
			f.palette = data
		case "tRNS":
			f.transparent = data
		case "IDAT":
			f.data = append(f.data, data...)
		case "iCCP":
			f.profile = inflateProfile(data)
		case "acTL":
			f.moving = true
		case "IEND":
			return f, nil
		}
	}
}

// inflateProfile reads the ICC profile of an iCCP chunk: a name, a zero, the
// method, then the compressed profile. A damaged one is none.
func inflateProfile(data []byte) []byte {
	at := bytes.IndexByte(data, 0)
	if at < 0 || at+2 > len(data) {
		return nil
	}
	r, err := zlib.NewReader(bytes.NewReader(data[at+2:]))
	if err != nil {
		return nil
	}
	const largest = 1 << 20
	profile, err := io.ReadAll(io.LimitReader(r, largest))
	if err != nil {
		return nil
	}
	return profile
}

// channels is how many values a pixel has.
func (f *pngFile) channels() int {
	return [...]int{1, 1, 3, 1, 2, 1, 4, 1}[f.kind&7]
}

// memory is what decoding needs at most, in bytes: a 16-bit picture eight bytes
// a pixel, others four; one whose rows come in passes has each part twice.
func (f *pngFile) memory() int {
	pixel := 4
	switch {
	case f.depth == 16:
		pixel = 8
	case f.channels() == 1:
		pixel = 1
	}
	if f.interlaced {
		pixel *= 2
	}
	if f.height > mostPixels/f.width {
		return mostMemory + 1
	}
	return f.width * f.height * pixel
}

// needed is the file with nothing but what makes the picture.
func (f *pngFile) needed() []byte {
	out := []byte(pngSignature)
	head := binary.BigEndian.AppendUint32(nil, uint32(f.width))
	head = binary.BigEndian.AppendUint32(head, uint32(f.height))
	interlaced := byte(0)
	if f.interlaced {
		interlaced = 1
	}
	out = appendChunk(out, "IHDR", append(head, f.depth, f.kind, 0, 0, interlaced))
	if f.palette != nil {
		out = appendChunk(out, "PLTE", f.palette)
	}
	if f.transparent != nil {
		out = appendChunk(out, "tRNS", f.transparent)
	}
	out = appendChunk(out, "IDAT", f.data)
	return appendChunk(out, "IEND", nil)
}

func appendChunk(out []byte, name string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
	from := len(out)
	out = append(append(out, name...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[from:]))
}

// png makes the PNG that a page shows, or a JPEG of a photograph stored as PNG.
func (j *job) png() (File, error) {
	f, err := readPNG(j.src)
	if err != nil {
		return File{}, err
	}
	if err := fits(f.width, f.height, f.memory()); err != nil {
		return File{}, err
	}
	m, err := png.Decode(bytes.NewReader(f.needed()))
	if err != nil {
		return File{}, broken("its picture cannot be decoded")
	}
	erased := blank(m)
	if f.moving {
		j.warn("media-still", "the picture moves; only its first image is published", "save it as GIF or MP4, or leave it still: movement disturbs many readers")
	}
	colours := profileOf(f.profile)
	out, err := j.graphic(m, colours)
	if err != nil || out.Ext != "png" || erased || colours != nil {
		return out, err
	}
	if original := f.needed(); len(original) < len(out.Data) && f.width*f.height <= mostShown && f.exact(m) {
		out.Data, out.Width, out.Height = original, f.width, f.height
	}
	return out, nil
}

// blank clears the colours of pixels that cannot be seen: what was erased in a
// drawing program is often still there. It reports whether it found any.
func blank(m image.Image) bool {
	var pix []byte
	size := 4
	switch m := m.(type) {
	case *image.NRGBA:
		pix = m.Pix
	case *image.NRGBA64:
		pix, size = m.Pix, 8
	}
	found := false
	for ; len(pix) >= size; pix = pix[size:] {
		if pix[size-1] != 0 || pix[size-2] != 0 && size == 8 {
			continue
		}
		for i := range size {
			found = found || pix[i] != 0
			pix[i] = 0
		}
	}
	return found
}

// exact reports whether the file, with nothing but what makes the picture,
// holds that picture and no byte more: no colour that is not used, and nothing
// behind the last row.
func (f *pngFile) exact(m image.Image) bool {
	if f.interlaced || f.depth == 16 || f.palette != nil && len(f.palette)/3 != usedColours(m) || len(f.transparent) > len(f.palette)/3 {
		return false
	}
	src := bytes.NewReader(f.data)
	r, err := zlib.NewReader(src)
	if err != nil {
		return false
	}
	row := 1 + (f.width*f.channels()*int(f.depth)+7)/8
	n, err := io.Copy(io.Discard, io.LimitReader(r, int64(row)*int64(f.height)+1))
	return err == nil && n == int64(row)*int64(f.height) && src.Len() == 0
}

// usedColours counts the entries of its palette that a picture uses.
func usedColours(m image.Image) int {
	p, ok := m.(*image.Paletted)
	if !ok {
		return 0
	}
	var used [256]bool
	for _, i := range p.Pix {
		used[i] = true
	}
	n := 0
	for _, u := range used {
		if u {
			n++
		}
	}
	return n
}
