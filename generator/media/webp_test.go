package media

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"os"
	"testing"

	"golang.org/x/image/webp"
)

// sample reads one of the small files in testdata, which ordinary encoders made
// of the picture that corners draws, or of a tone.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	src, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// gossipWebP gives a file the parts that cameras and editors add.
func gossipWebP(src []byte, orientation uint16, profile []byte) []byte {
	flags := byte(0x08 | 0x04 | webpProfile)
	w, h := 96, 64
	var body []byte
	for _, c := range riffChunks(src[12:]) {
		if c.name == "VP8X" {
			flags |= c.data[0]
			continue
		}
		if c.name == "ANMF" {
			c.data = appendRIFF(bytes.Clone(c.data), "prvt", []byte(secret))
		}
		body = appendRIFF(body, c.name, c.data)
	}
	head := appendRIFF(nil, "VP8X", vp8x(flags, w, h))
	if profile != nil {
		head = appendRIFF(head, "ICCP", profile)
	}
	body = append(head, body...)
	body = appendRIFF(body, "EXIF", []byte(exif(binary.LittleEndian, orientation)))
	body = appendRIFF(body, "XMP ", []byte("<x:xmpmeta>"+secret))
	body = appendRIFF(body, "prvt", []byte(secret))
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)+4))
	return append(append(append(out, "WEBP"...), body...), secret...)
}

func TestWebPKeepsOnlyItsPicture(t *testing.T) {
	for _, name := range []string{"lossy.webp", "lossless.webp", "alpha.webp"} {
		src := sample(t, name)
		f := prepare(t, name, gossipWebP(src, 1, nil))
		if f.Ext != "webp" || f.Width != 96 || f.Height != 64 || f.Fallback == nil || f.Fallback.Ext == "webp" {
			t.Fatalf("%s: got %s, %d × %d, %+v", name, f.Ext, f.Width, f.Height, f.Fallback)
		}
		got, err := webp.Decode(bytes.NewReader(f.Data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want, _ := webp.Decode(bytes.NewReader(src))
		samePixels(t, name, got, want)
		if !bytes.Equal(f.Data, src) {
			t.Errorf("%s: the clean file does not come out as it was", name)
		}
		fallback, _, err := image.Decode(bytes.NewReader(f.Fallback.Data))
		if err != nil || !near(fallback.At(5, 5), color.RGBA{220, 20, 20, 255}, 16) {
			t.Errorf("%s: the fallback is another picture: %v", name, err)
		}
	}
}

func TestMovingWebPKeepsMoving(t *testing.T) {
	src := sample(t, "moving.webp")
	f := prepare(t, "a.webp", gossipWebP(src, 1, nil))
	if !bytes.Equal(f.Data, src) {
		t.Errorf("the clean file does not come out as it was: %d and %d bytes", len(f.Data), len(src))
	}
	if f.Fallback == nil || f.Fallback.Ext != "jpg" {
		t.Errorf("there is no still picture for older browsers")
	}
}

func TestTurnedWebPStandsUpright(t *testing.T) {
	f := prepare(t, "a.webp", gossipWebP(sample(t, "alpha.webp"), 6, nil))
	m := decodePNG(t, f.Data)
	if f.Ext != "png" || f.Width != 64 || f.Height != 96 || !near(m.At(5, 5), color.RGBA{20, 20, 220, 255}, 16) {
		t.Errorf("got %s, %d × %d, %v", f.Ext, f.Width, f.Height, m.At(5, 5))
	}
	f = prepare(t, "a.webp", gossipWebP(sample(t, "lossy.webp"), 8, nil))
	if f.Ext != "jpg" || f.Width != 64 || !near(decodeJPEG(t, f.Data).At(5, 5), color.RGBA{20, 200, 20, 255}, 16) {
		t.Errorf("got %s, %d × %d", f.Ext, f.Width, f.Height)
	}
}

func TestWebPProfileLosesItsWords(t *testing.T) {
	wide := iccProfile(displayP3, 2.2)
	f, err := readWebP(gossipWebP(sample(t, "lossy.webp"), 1, wide))
	if err != nil {
		t.Fatal(err)
	}
	published := f.needed(profileOf(f.profile))
	if bytes.Contains(published, []byte(secret)) {
		t.Error("the profile still carries the secret")
	}
	read, err := readWebP(published)
	if err != nil || read.profile == nil {
		t.Fatalf("the colours are lost: %v", err)
	}
	before, after := profileOf(wide), profileOf(read.profile)
	if after == nil || before.converter() == nil {
		t.Fatal("the profile cannot be read again")
	}
	for _, c := range [][3]byte{{200, 100, 80}, {10, 250, 30}, {128, 128, 128}} {
		r1, g1, b1 := before.converter()(c[0], c[1], c[2])
		r2, g2, b2 := after.converter()(c[0], c[1], c[2])
		if apart(r1, r2)+apart(g1, g2)+apart(b1, b2) > 2 {
			t.Errorf("%v becomes %v instead of %v", c, [3]byte{r2, g2, b2}, [3]byte{r1, g1, b1})
		}
	}
}

func TestDamagedWebPIsRefused(t *testing.T) {
	for _, name := range []string{"lossy.webp", "alpha.webp", "moving.webp"} {
		src := sample(t, name)
		for _, n := range []int{16, 25, 40, 60} {
			refused(t, "a.webp", src[:n])
		}
	}
	huge := bytes.Clone(sample(t, "lossless.webp"))
	binary.LittleEndian.PutUint32(huge[21:], 0x0fffffff)
	if d := refused(t, "a.webp", huge); d.Code != "media-huge" {
		t.Errorf("got %+v", d)
	}
}
