package media

import (
	"bytes"
	"compress/lzw"
	"encoding/binary"
	"fmt"
	"io"
)

// What a moving picture may have: a GIF of a few kilobytes can unfold into
// thousands of whole screens.
const (
	gifFrames = 2_000
	gifPixels = 200_000_000
)

// heavyGIF is where a word about MP4 is due.
const heavyGIF = 1_000_000

func isGIF(b []byte) bool {
	return bytes.HasPrefix(b, []byte("GIF87a")) || bytes.HasPrefix(b, []byte("GIF89a"))
}

// gifWriter rebuilds a GIF from its pictures. GIF89a specification.
type gifWriter struct {
	src           []byte
	out           []byte
	frames        int
	pixels        int
	global        [256]bool // colours of the global table that are used
	width, height int
}

// gif keeps the pictures of a GIF, their times, and how often they repeat.
func (j *job) gif() (File, error) {
	if len(j.src) < 13 {
		return File{}, broken("it ends before the picture begins")
	}
	w := &gifWriter{src: j.src[13:], out: append([]byte("GIF89a"), j.src[6:13]...)}
	w.width, w.height = int(binary.LittleEndian.Uint16(j.src[6:])), int(binary.LittleEndian.Uint16(j.src[8:]))
	if w.width == 0 || w.height == 0 {
		return File{}, broken("the picture has no pixels")
	}
	if err := fits(w.width, w.height, 0); err != nil {
		return File{}, err
	}
	table := len(w.out)
	if err := w.table(j.src[10]); err != nil {
		return File{}, err
	}
	colours := w.out[table:]
	if err := w.blocks(); err != nil {
		return File{}, err
	}
	colours = w.out[table : table+len(colours)]
	forget(colours, w.global)
	if w.frames > 1 && len(w.out) > heavyGIF {
		j.warn("media-heavy", fmt.Sprintf("the moving picture has %.1f MB", float64(len(w.out))/1e6), "save it as MP4: a tenth of that, and readers can stop it")
	}
	return File{Data: w.out, Width: w.width, Height: w.height}, nil
}

// take gives the next n bytes, nil where there are fewer.
func (w *gifWriter) take(n int) []byte {
	if n > len(w.src) {
		return nil
	}
	b := w.src[:n]
	w.src = w.src[n:]
	return b
}

var shortGIF = broken("it ends before the picture does")

// table copies a colour table, where the flags say that there is one.
func (w *gifWriter) table(flags byte) error {
	if flags&0x80 == 0 {
		return nil
	}
	colours := w.take(3 << (flags&7 + 1))
	if colours == nil {
		return shortGIF
	}
	w.out = append(w.out, colours...)
	return nil
}

// forget blackens the colours that no pixel uses.
func forget(table []byte, used [256]bool) {
	for i := 0; i*3+2 < len(table); i++ {
		if !used[i] {
			clear(table[i*3 : i*3+3])
		}
	}
}

func (w *gifWriter) blocks() error {
	for {
		kind := w.take(1)
		switch {
		case kind == nil || kind[0] == 0x3b:
			// Some programs forget the end; without a picture it is no GIF.
			if w.frames == 0 {
				return shortGIF
			}
			w.out = append(w.out, 0x3b)
			return nil
		case kind[0] == 0x21:
			if err := w.extension(); err != nil {
				return err
			}
		case kind[0] == 0x2c:
			if err := w.frame(); err != nil {
				return err
			}
		default:
			return broken("it holds something that is not a picture")
		}
	}
}

// joined reads sub-blocks up to the empty one.
func (w *gifWriter) joined() ([]byte, error) {
	var all []byte
	for {
		n := w.take(1)
		if n == nil {
			return nil, shortGIF
		}
		if n[0] == 0 {
			return all, nil
		}
		part := w.take(int(n[0]))
		if part == nil {
			return nil, shortGIF
		}
		all = append(all, part...)
	}
}

// extension keeps times and repeats, and drops comments, text and what
// programs add.
func (w *gifWriter) extension() error {
	label := w.take(1)
	if label == nil {
		return shortGIF
	}
	data, err := w.joined()
	if err != nil {
		return err
	}
	switch {
	case label[0] == 0xf9 && len(data) >= 4:
		w.out = append(w.out, 0x21, 0xf9, 4, data[0]&0x1f, data[1], data[2], data[3], 0)
	case label[0] == 0xff && len(data) >= 14 && string(data[:11]) == "NETSCAPE2.0" && data[11] == 1:
		w.out = append(append(w.out, 0x21, 0xff, 11), "NETSCAPE2.0"...)
		w.out = append(w.out, 3, 1, data[12], data[13], 0)
	}
	return nil
}

// frame decodes one picture and stores its pixels again where anything lay
// behind them.
func (w *gifWriter) frame() error {
	head := w.take(9)
	if head == nil {
		return shortGIF
	}
	size := int(binary.LittleEndian.Uint16(head[4:])) * int(binary.LittleEndian.Uint16(head[6:]))
	w.frames++
	w.pixels += size
	if w.frames > gifFrames || w.pixels > gifPixels || size > mostPixels {
		return flaw{"media-huge", fmt.Sprintf("the moving picture has more than %d images or %d megapixels", gifFrames, gifPixels/1_000_000), "save it as MP4, or shorter"}
	}
	w.out = append(append(w.out, 0x2c), head...)
	table := len(w.out)
	if err := w.table(head[8]); err != nil {
		return err
	}
	tableEnd := len(w.out)
	bits := w.take(1)
	if bits == nil || bits[0] < 2 || bits[0] > 8 {
		return broken("a picture in it cannot be decoded")
	}
	data, err := w.joined()
	if err != nil {
		return err
	}
	if size == 0 {
		data = nil
	}
	pixels, clean, err := unpack(data, int(bits[0]), size)
	if err != nil {
		return err
	}
	if head[8]&0x80 != 0 {
		var used [256]bool
		mark(&used, pixels)
		forget(w.out[table:tableEnd], used)
	} else {
		mark(&w.global, pixels)
	}
	if !clean {
		data = pack(pixels, int(bits[0]))
	}
	w.out = append(w.out, bits[0])
	for len(data) > 0 {
		n := min(len(data), 255)
		w.out = append(append(w.out, byte(n)), data[:n]...)
		data = data[n:]
	}
	w.out = append(w.out, 0)
	return nil
}

func mark(used *[256]bool, pixels []byte) {
	for _, p := range pixels {
		used[p] = true
	}
}

// unpack decodes the pixels of one picture. It is clean where nothing follows
// them. A picture that ends early has its last pixels empty, as in browsers.
func unpack(data []byte, bits, size int) (pixels []byte, clean bool, err error) {
	src := bytes.NewReader(data)
	r := lzw.NewReader(src, lzw.LSB, bits)
	// Small files may claim any size: take no memory before the pixels come.
	pixels, err = io.ReadAll(io.LimitReader(r, int64(size)))
	if err != nil && len(pixels) == 0 {
		return nil, false, broken("a picture in it cannot be decoded")
	}
	if len(pixels) < size {
		if len(pixels)*2 < size {
			return nil, false, shortGIF
		}
		return append(pixels, make([]byte, size-len(pixels))...), false, nil
	}
	var more [1]byte
	n, err := r.Read(more[:])
	return pixels, n == 0 && err == io.EOF && src.Len() == 0, nil
}

func pack(pixels []byte, bits int) []byte {
	for i, p := range pixels {
		pixels[i] = p & byte(1<<bits-1)
	}
	var b bytes.Buffer
	w := lzw.NewWriter(&b, lzw.LSB, bits)
	_, _ = w.Write(pixels)
	_ = w.Close()
	return b.Bytes()
}
