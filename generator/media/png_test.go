package media

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"testing"
)

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zlibbed(s string) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.Bytes()
}

// gossipPNG puts a secret into every kind of chunk that can hold one.
func gossipPNG(src []byte, extra ...string) []byte {
	const head = 8 + 25
	out := bytes.Clone(src[:head])
	out = appendChunk(out, "tEXt", []byte("Author\x00"+secret))
	out = appendChunk(out, "zTXt", append([]byte("Comment\x00\x00"), zlibbed(secret)...))
	out = appendChunk(out, "iTXt", []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"+secret))
	out = appendChunk(out, "eXIf", []byte(secret))
	out = appendChunk(out, "tIME", []byte{7, 230, 1, 2, 3, 4, 5})
	out = appendChunk(out, "prVt", []byte(secret))
	for _, name := range extra {
		out = appendChunk(out, name, []byte(secret))
	}
	return append(append(out, src[head:]...), secret...)
}

// chunks gives the names of a PNG's chunks, and everything in them inflated.
func chunks(t *testing.T, src []byte) (names []string, inflated []byte) {
	t.Helper()
	for rest := src[8:]; len(rest) >= 12; {
		n := binary.BigEndian.Uint32(rest)
		names = append(names, string(rest[4:8]))
		if r, err := zlib.NewReader(bytes.NewReader(rest[8 : 8+n])); err == nil {
			all, _ := io.ReadAll(r)
			inflated = append(inflated, all...)
		}
		rest = rest[12+n:]
	}
	return names, inflated
}

func decodePNG(t *testing.T, data []byte) image.Image {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("the published PNG cannot be decoded: %v", err)
	}
	return m
}

func samePixels(t *testing.T, name string, got, want image.Image) {
	t.Helper()
	if got.Bounds() != want.Bounds() {
		t.Fatalf("%s: the size is %v, want %v", name, got.Bounds(), want.Bounds())
	}
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			if visible(got.At(x, y)) != visible(want.At(x, y)) {
				t.Fatalf("%s: at %d, %d is %v, want %v", name, x, y, got.At(x, y), want.At(x, y))
			}
		}
	}
}

// drawing has soft edges: more than 256 colours, but large flat areas.
func drawing(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{240, 240, 250, 255}
			if x > w/2 && y%4 == 0 {
				c = color.NRGBA{byte(x), byte(y), byte(x + y), byte(255 - x%7)}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

func TestGraphicKeepsItsPixelsAndNothingElse(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 90, 70))
	for i := range grey.Pix {
		grey.Pix[i] = byte(i)
	}
	few := image.NewPaletted(image.Rect(0, 0, 50, 50), color.Palette{color.NRGBA{1, 2, 3, 0}, color.NRGBA{200, 10, 10, 255}, color.NRGBA{9, 9, 9, 128}, color.NRGBA{'S', 'E', 'C', 255}})
	for i := range few.Pix {
		few.Pix[i] = byte(i % 3)
	}
	deep := image.NewNRGBA64(image.Rect(0, 0, 20, 20))
	for i := range deep.Pix {
		deep.Pix[i] = byte(i / 2 % 251)
	}
	for name, m := range map[string]image.Image{"corners": corners(64, 48), "grey": grey, "few": few, "drawing": drawing(300, 200)} {
		src := gossipPNG(pngOf(t, m))
		f := prepare(t, name+".png", src)
		samePixels(t, name, decodePNG(t, f.Data), m)
		names, inflated := chunks(t, f.Data)
		for _, n := range names {
			if n != "IHDR" && n != "PLTE" && n != "tRNS" && n != "IDAT" && n != "IEND" {
				t.Errorf("%s: the chunk %s is still there", name, n)
			}
		}
		if bytes.Contains(inflated, []byte(secret)) {
			t.Errorf("%s: the secret is inside a chunk", name)
		}
		if f.Width != m.Bounds().Dx() || f.Height != m.Bounds().Dy() || len(f.Data) > len(src) {
			t.Errorf("%s: %d × %d, %d bytes of %d", name, f.Width, f.Height, len(f.Data), len(src))
		}
	}
	prepare(t, "deep.png", gossipPNG(pngOf(t, deep)))
}

func TestFewColoursGetAPalette(t *testing.T) {
	f := prepare(t, "a.png", pngOf(t, corners(500, 500)))
	if m, ok := decodePNG(t, f.Data).(*image.Paletted); !ok || len(m.Palette) != 4 {
		t.Errorf("got %T", m)
	}
}

// What is erased in a drawing program is often only made transparent.
func TestErasedColoursAreGone(t *testing.T) {
	m := drawing(400, 300)
	for i := range 400 {
		copy(m.Pix[i*4:], []byte{secret[i%len(secret)], 77, 66, 0})
	}
	f := prepare(t, "a.png", pngOf(t, m))
	out := decodePNG(t, f.Data)
	for x := range 400 {
		if c := out.(*image.NRGBA).NRGBAAt(x, 0); c != (color.NRGBA{}) {
			t.Fatalf("at %d the colour %v is still there", x, c)
		}
	}
}

func TestSmallerOriginalIsKeptWhereClean(t *testing.T) {
	m := drawing(300, 200)
	first := prepare(t, "a.png", pngOf(t, m))
	second := prepare(t, "a.png", first.Data)
	if !bytes.Equal(first.Data, second.Data) {
		t.Errorf("cleaning what is clean changes it: %d and %d bytes", len(first.Data), len(second.Data))
	}
	// Bytes after the last row are not part of the picture.
	f, err := readPNG(first.Data)
	if err != nil {
		t.Fatal(err)
	}
	f.data = append(f.data, secret...)
	prepare(t, "a.png", f.needed())
}

func TestPhotographStoredAsPNGBecomesJPEG(t *testing.T) {
	f := prepare(t, "a.png", pngOf(t, noise(2000, 1000)))
	if f.Ext != "jpg" || f.Width != 640 || f.Height != 320 || f.Large == nil {
		t.Errorf("got %s, %d × %d", f.Ext, f.Width, f.Height)
	}
}

func TestWideScreenshotIsScaled(t *testing.T) {
	m := noise(3000, 300)
	draw.Draw(m, image.Rect(0, 0, 1500, 300), image.NewUniform(color.RGBA{240, 240, 250, 255}), image.Point{}, draw.Src)
	f := prepare(t, "a.png", pngOf(t, m))
	if out := decodePNG(t, f.Data); f.Width != 1280 || f.Height != 128 || out.Bounds().Dx() != 1280 || !near(out.At(20, 20), m.At(40, 40), 2) {
		t.Errorf("got %d × %d", f.Width, f.Height)
	}
}

// A drawing of few colours is small in a file and large in a telephone's memory.
func TestHugeDrawingIsScaledEvenIfThatCostsBytes(t *testing.T) {
	m := image.NewPaletted(image.Rect(0, 0, 3000, 2000), color.Palette{color.White, color.Black})
	for i := range m.Pix {
		m.Pix[i] = byte(i / 3000 / 7 & 1)
	}
	if f := prepare(t, "a.png", pngOf(t, m)); f.Width != 1280 || f.Height != 853 || decodePNG(t, f.Data).Bounds().Dx() != 1280 {
		t.Errorf("got %d × %d", f.Width, f.Height)
	}
}

func TestMovingPNGIsStilledAndTold(t *testing.T) {
	src := gossipPNG(pngOf(t, corners(20, 20)), "acTL", "fcTL", "fdAT")
	f, list := Prepare("a.png", src, Options{})
	if len(list) != 1 || list[0].Code != "media-still" || bytes.Contains(f.Data, []byte(secret)) {
		t.Errorf("got %v", list)
	}
}

func TestHugePNGIsRefusedBeforeItIsDecoded(t *testing.T) {
	src := pngOf(t, image.NewGray(image.Rect(0, 0, 8, 8)))
	for _, size := range [][2]uint32{{50000, 50000}, {7000, 7000}, {1 << 31, 1}, {0xffffffff, 0xffffffff}} {
		head := binary.BigEndian.AppendUint32(nil, size[0])
		head = binary.BigEndian.AppendUint32(head, size[1])
		bomb := appendChunk([]byte(pngSignature), "IHDR", append(head, 8, 6, 0, 0, 0))
		if d := refused(t, "a.png", append(bomb, src[33:]...)); d.Code != "media-huge" {
			t.Errorf("%v: %+v", size, d)
		}
	}
}

func TestDamagedPNGIsRefused(t *testing.T) {
	src := pngOf(t, drawing(50, 50))
	for _, n := range []int{8, 20, 33, 60, len(src) - 12} {
		refused(t, "a.png", src[:n])
	}
}
