package media

import (
	"bytes"
	"encoding/binary"
	"image"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

func isWebP(b []byte) bool {
	return len(b) >= 16 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP"
}

// riffChunk is one part of a RIFF file.
type riffChunk struct {
	name string
	data []byte
}

// riffChunks takes the inside of a RIFF file apart. A last chunk that is longer
// than the file ends with it.
func riffChunks(src []byte) []riffChunk {
	var chunks []riffChunk
	for len(src) >= 8 {
		size := uint64(binary.LittleEndian.Uint32(src[4:]))
		end := min(8+size, uint64(len(src)))
		chunks = append(chunks, riffChunk{string(src[:4]), src[8:end]})
		src = src[min(end+size&1, uint64(len(src))):]
	}
	return chunks
}

func appendRIFF(out []byte, name string, data []byte) []byte {
	out = binary.LittleEndian.AppendUint32(append(out, name...), uint32(len(data)))
	out = append(out, data...)
	if len(data)%2 == 1 {
		out = append(out, 0)
	}
	return out
}

// webpFile is a WebP file taken apart. Only what makes the picture is kept.
type webpFile struct {
	width, height int
	alpha         bool
	lossless      bool
	moving        bool
	orientation   int
	place         bool
	profile       []byte
	// image is ALPH, VP8 and VP8L, or ANIM and ANMF of a moving picture.
	image []riffChunk
	first []riffChunk // the first picture of a moving one
}

// Flags of VP8X, from the WebP container specification.
const (
	webpAnimation = 0x02
	webpAlpha     = 0x10
	webpProfile   = 0x20
)

func readWebP(src []byte) (*webpFile, error) {
	f := &webpFile{orientation: 1}
	size := min(uint64(binary.LittleEndian.Uint32(src[4:]))+8, uint64(len(src)))
	if size < 12 {
		return nil, broken("it ends before the picture does")
	}
	for _, c := range riffChunks(src[12:size]) {
		switch c.name {
		case "VP8X":
			if len(c.data) < 10 {
				return nil, broken("it does not say how large the picture is")
			}
			f.alpha = c.data[0]&webpAlpha != 0
			f.moving = c.data[0]&webpAnimation != 0
			f.width, f.height = uint24(c.data[4:])+1, uint24(c.data[7:])+1
		case "ALPH":
			if !f.moving {
				f.alpha = true
				f.image = append(f.image, c)
			}
		case "VP8 ", "VP8L":
			if f.moving || f.holds("VP8 ") || f.holds("VP8L") {
				continue
			}
			if err := f.still(c); err != nil {
				return nil, err
			}
		case "ANIM":
			if f.moving && len(c.data) >= 6 {
				f.image = append(f.image, riffChunk{"ANIM", c.data[:6]})
			}
		case "ANMF":
			if err := f.frame(c.data); err != nil {
				return nil, err
			}
		case "ICCP":
			f.profile = c.data
		case "EXIF":
			orientation, place := readTIFF(bytes.TrimPrefix(c.data, []byte("Exif\x00\x00")))
			f.orientation, f.place = max(orientation, 1), place
		}
	}
	if f.moving && f.first == nil || !f.moving && !f.holds("VP8 ") && !f.holds("VP8L") {
		return nil, broken("it holds no picture")
	}
	return f, nil
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

func (f *webpFile) holds(name string) bool {
	for _, c := range f.image {
		if c.name == name {
			return true
		}
	}
	return false
}

// still takes the picture of a file that does not move.
func (f *webpFile) still(c riffChunk) error {
	w, h, alpha, ok := webpSize(c)
	if !ok {
		return broken("its picture cannot be decoded")
	}
	f.lossless = c.name == "VP8L"
	f.alpha = f.alpha || alpha
	f.width, f.height = w, h
	f.image = append(f.image, c)
	return nil
}

// webpSize reads the head of a picture: RFC 9649, 2.5 and 3.4, RFC 6386, 9.1.
func webpSize(c riffChunk) (width, height int, alpha, ok bool) {
	d := c.data
	if c.name == "VP8L" {
		if len(d) < 5 || d[0] != 0x2f {
			return 0, 0, false, false
		}
		bits := binary.LittleEndian.Uint32(d[1:])
		return int(bits&0x3fff) + 1, int(bits>>14&0x3fff) + 1, bits>>28&1 == 1, true
	}
	if len(d) < 10 || d[0]&1 != 0 || d[3] != 0x9d || d[4] != 0x01 || d[5] != 0x2a {
		return 0, 0, false, false
	}
	width, height = int(binary.LittleEndian.Uint16(d[6:])&0x3fff), int(binary.LittleEndian.Uint16(d[8:])&0x3fff)
	return width, height, false, width > 0 && height > 0
}

// frame keeps one picture of a moving one: where it stands, how long, and the
// chunks that draw it.
func (f *webpFile) frame(data []byte) error {
	if len(data) < 16 || !f.moving {
		return broken("a part of it is too short")
	}
	var drawn []riffChunk
	out := append([]byte{}, data[:16]...)
	for _, c := range riffChunks(data[16:]) {
		if c.name != "ALPH" && c.name != "VP8 " && c.name != "VP8L" {
			continue
		}
		drawn = append(drawn, c)
		out = appendRIFF(out, c.name, c.data)
	}
	if len(drawn) == 0 {
		return broken("it holds no picture")
	}
	if f.first == nil {
		f.first = drawn
	}
	f.image = append(f.image, riffChunk{"ANMF", out})
	return nil
}

// needed is the file with nothing but what makes the picture.
func (f *webpFile) needed(p *profile) []byte {
	var body []byte
	flags := byte(0)
	if p != nil {
		flags |= webpProfile
	}
	if f.moving {
		flags |= webpAnimation
	}
	if f.alpha && (f.moving || f.holds("ALPH") || p != nil) {
		flags |= webpAlpha
	}
	if flags != 0 {
		body = appendRIFF(body, "VP8X", vp8x(flags, f.width, f.height))
	}
	if p != nil {
		body = appendRIFF(body, "ICCP", p.encode())
	}
	return f.wrap(body, f.image)
}

func (f *webpFile) wrap(body []byte, chunks []riffChunk) []byte {
	for _, c := range chunks {
		body = appendRIFF(body, c.name, c.data)
	}
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)+4))
	return append(append(out, "WEBP"...), body...)
}

func vp8x(flags byte, width, height int) []byte {
	w, h := width-1, height-1
	return []byte{flags, 0, 0, 0, byte(w), byte(w >> 8), byte(w >> 16), byte(h), byte(h >> 8), byte(h >> 16)}
}

// decode gives the picture, or the first of a moving one.
func (f *webpFile) decode() (image.Image, error) {
	chunks := f.image
	if f.moving {
		chunks = f.first
	}
	var head []byte
	for _, c := range chunks {
		w, h, _, ok := webpSize(c)
		switch {
		case c.name == "ALPH" && len(chunks) > 1:
			w, h, _, ok = webpSize(chunks[1])
			head = appendRIFF(nil, "VP8X", vp8x(webpAlpha, w, h))
		case c.name == "ALPH":
			ok = false
		}
		if !ok {
			return nil, broken("its picture cannot be decoded")
		}
		if err := fits(w, h, w*h*4); err != nil {
			return nil, err
		}
	}
	m, err := webp.Decode(bytes.NewReader(f.wrap(head, chunks)))
	if err != nil {
		return nil, broken("its picture cannot be decoded")
	}
	return m, nil
}

// webp publishes the smaller of the author's file and one that every browser
// shows; with the former goes a fallback.
func (j *job) webp() (File, error) {
	f, err := readWebP(j.src)
	if err != nil {
		return File{}, err
	}
	if err := fits(f.width, f.height, 0); err != nil {
		return File{}, err
	}
	m, err := f.decode()
	if err != nil {
		return File{}, err
	}
	if f.place {
		j.notePlace()
	}
	erased := blank(m)
	colours := profileOf(f.profile)
	own := File{Data: f.needed(colours), Ext: "webp", Width: f.width, Height: f.height}
	common, err := j.common(m, f, colours)
	if err != nil {
		return File{}, err
	}
	if !f.moving && (erased || f.orientation != 1 || len(common.Data) <= len(own.Data)) {
		return common, nil
	}
	own.Fallback = &Variant{Data: common.Data, Ext: common.Ext, Width: common.Width, Height: common.Height}
	return own, nil
}

// common makes the picture that every browser shows.
func (j *job) common(m image.Image, f *webpFile, colours *profile) (File, error) {
	if !f.alpha && !f.lossless {
		return j.photo(photo{m, f.orientation, colours, nil})
	}
	if f.orientation != 1 {
		stored := image.NewRGBA(image.Rect(0, 0, m.Bounds().Dx(), m.Bounds().Dy()))
		draw.Draw(stored, stored.Rect, m, m.Bounds().Min, draw.Src)
		m = turn(stored, f.orientation)
	}
	return j.graphic(m, colours)
}
