package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"strings"
	"testing"

	"handbill/generator/diag"
)

// corners is a picture of four colours: red, green above blue, white.
func corners(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{220, 20, 20, 255}
			switch {
			case y >= h/2 && x >= w/2:
				c = color.RGBA{250, 250, 250, 255}
			case y >= h/2:
				c = color.RGBA{20, 20, 220, 255}
			case x >= w/2:
				c = color.RGBA{20, 200, 20, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func jpegOf(t testing.TB, m image.Image, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func segment(marker byte, data string) []byte {
	return append([]byte{0xff, marker, byte((len(data) + 2) >> 8), byte(len(data) + 2)}, data...)
}

// exif is a TIFF directory with an orientation and a GPS directory, and a
// thumbnail behind it.
func exif(order binary.AppendByteOrder, orientation uint16) string {
	b := []byte("Exif\x00\x00II*\x00")
	if order.String() == "BigEndian" {
		b = []byte("Exif\x00\x00MM\x00*")
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 2)
	b = order.AppendUint16(b, tagOrientation)
	b = order.AppendUint16(b, 3)
	b = order.AppendUint32(b, 1)
	b = order.AppendUint16(order.AppendUint16(b, orientation), 0)
	b = order.AppendUint16(b, tagGPS)
	b = order.AppendUint16(b, 4)
	b = order.AppendUint32(order.AppendUint32(b, 1), 60)
	return string(order.AppendUint32(b, 0)) + "N 52.5 " + secret + "\xff\xd8 thumbnail"
}

// gossip is a JPEG with a secret in every place that it can have one.
func gossip(t testing.TB, m image.Image, orientation uint16) []byte {
	src := jpegOf(t, m, 90)
	var out []byte
	out = append(out, src[:2]...)
	out = append(out, segment(0xe0, "JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00")...)
	out = append(out, segment(0xe1, exif(binary.LittleEndian, orientation))...)
	out = append(out, segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>"+secret)...)
	out = append(out, segment(0xe2, "MPF\x00"+secret)...)
	out = append(out, segment(0xed, "Photoshop 3.0\x008BIM"+secret)...)
	out = append(out, segment(0xfe, secret)...)
	out = append(out, segment(0xef, secret)...)
	out = append(out, src[2:]...)
	return append(out, gossipTail...)
}

const gossipTail = "PK\x03\x04 " + secret + " a whole second picture"

func decodeJPEG(t *testing.T, data []byte) image.Image {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("the published JPEG cannot be decoded: %v", err)
	}
	return m
}

func near(a, b color.Color, within int) bool {
	r1, g1, b1, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	for _, d := range [...]int{int(r1>>8) - int(r2>>8), int(g1>>8) - int(g2>>8), int(b1>>8) - int(b2>>8)} {
		if d > within || d < -within {
			return false
		}
	}
	return true
}

func TestPhotographLosesEverythingButThePicture(t *testing.T) {
	f := prepare(t, "a.jpeg", gossip(t, corners(300, 200), 1))
	if f.Ext != "jpg" || f.Type != Picture || f.Width != 300 || f.Height != 200 || f.Large != nil {
		t.Errorf("got %s, %v, %d × %d, large %v", f.Ext, f.Type, f.Width, f.Height, f.Large != nil)
	}
	m := decodeJPEG(t, f.Data)
	if m.Bounds().Dx() != 300 || !near(m.At(10, 10), color.RGBA{220, 20, 20, 255}, 12) {
		t.Errorf("the picture has changed: %v, %v", m.Bounds(), m.At(10, 10))
	}
	for _, known := range []string{"Exif", "JFIF", "Photoshop", "MPF", "xap"} {
		if bytes.Contains(f.Data, []byte(known)) {
			t.Errorf("%q is still there", known)
		}
	}
}

func TestPhotographWithAPlaceIsNoted(t *testing.T) {
	_, list := Prepare("a.jpg", gossip(t, corners(30, 20), 1), Options{})
	if list.Count(diag.Note) != 1 || list[0].Code != "media-place" {
		t.Errorf("got %v", list)
	}
}

func TestPhotographStandsUpright(t *testing.T) {
	// Where the stored corners red, green, blue, white are seen: the colours at
	// top left, top right, bottom left and bottom right.
	seen := map[uint16]string{1: "rgbw", 2: "grwb", 3: "wbgr", 4: "bwrg", 5: "rbgw", 6: "brwg", 7: "wgbr", 8: "gwrb"}
	names := map[byte]color.RGBA{'r': {220, 20, 20, 255}, 'g': {20, 200, 20, 255}, 'b': {20, 20, 220, 255}, 'w': {250, 250, 250, 255}}
	for orientation, want := range seen {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			src := jpegOf(t, corners(96, 64), 90)
			src = append(append(bytes.Clone(src[:2]), segment(0xe1, exif(order, orientation))...), src[2:]...)
			f := prepare(t, "a.jpg", src)
			w, h := 96, 64
			if orientation >= 5 {
				w, h = h, w
			}
			m := decodeJPEG(t, f.Data)
			if f.Width != w || f.Height != h || m.Bounds() != image.Rect(0, 0, w, h) {
				t.Fatalf("orientation %d gives %d × %d and %v", orientation, f.Width, f.Height, m.Bounds())
			}
			for i, p := range [...]image.Point{{8, 8}, {w - 8, 8}, {8, h - 8}, {w - 8, h - 8}} {
				if !near(m.At(p.X, p.Y), names[want[i]], 14) {
					t.Errorf("orientation %d: corner %d is %v, want %c", orientation, i, m.At(p.X, p.Y), want[i])
				}
			}
		}
	}
}

func TestLargePhotographBecomesTwo(t *testing.T) {
	f := prepare(t, "a.jpg", gossip(t, corners(3000, 2000), 6))
	if f.Width != 640 || f.Height != 960 || f.Large == nil || f.Large.Width != 1280 || f.Large.Height != 1920 {
		t.Fatalf("got %d × %d and %+v", f.Width, f.Height, f.Large)
	}
	for _, v := range []Variant{{f.Data, f.Ext, f.Width, f.Height}, *f.Large} {
		m := decodeJPEG(t, v.Data)
		if m.Bounds().Dx() != v.Width || m.Bounds().Dy() != v.Height {
			t.Errorf("says %d × %d, is %v", v.Width, v.Height, m.Bounds())
		}
		// Orientation 6: the stored blue corner is seen at the top left.
		if !near(m.At(5, 5), color.RGBA{20, 20, 220, 255}, 14) {
			t.Errorf("the corner is %v", m.At(5, 5))
		}
	}
}

func TestSlightlyLargerPhotographHasNoTwin(t *testing.T) {
	if f := prepare(t, "a.jpg", jpegOf(t, corners(700, 100), 80)); f.Width != 640 || f.Large != nil {
		t.Errorf("got %d wide and %v", f.Width, f.Large != nil)
	}
}

func TestWidthAndQualityAreObeyed(t *testing.T) {
	src := jpegOf(t, noise(400, 300), 95)
	coarse, _ := Prepare("a.jpg", src, Options{Width: 200, Quality: 20})
	fine, _ := Prepare("a.jpg", src, Options{Width: 200, Quality: 90})
	if coarse.Width != 200 || coarse.Height != 150 || coarse.Large.Width != 400 || len(coarse.Data)*2 > len(fine.Data) {
		t.Errorf("got %d × %d, %d and %d bytes", coarse.Width, coarse.Height, len(coarse.Data), len(fine.Data))
	}
}

func TestGreyPhotographStaysGrey(t *testing.T) {
	m := image.NewGray(image.Rect(0, 0, 2600, 900))
	for i := range m.Pix {
		m.Pix[i] = byte(i % 2600 / 16)
	}
	f := prepare(t, "a.jpg", jpegOf(t, m, 90))
	out, ok := decodeJPEG(t, f.Data).(*image.Gray)
	if !ok || out.Rect.Dx() != 640 {
		t.Fatalf("got %T", out)
	}
	for _, x := range []int{40, 320, 600} {
		want := float64(x) * 2600 / 640 / 16
		if got := float64(out.GrayAt(x, 50).Y); math.Abs(got-want) > 4 {
			t.Errorf("at %d the grey is %v, want %v", x, got, want)
		}
	}
}

// noise is a picture like a photograph: no two neighbours alike.
func noise(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	state := uint32(1)
	for i := 0; i < len(m.Pix); i += 4 {
		state = state*1664525 + 1013904223
		x, y := i/4%w, i/4/w
		m.Pix[i], m.Pix[i+1], m.Pix[i+2], m.Pix[i+3] = byte(x*255/w)^byte(state>>29), byte(y*255/h)^byte(state>>28&15), byte((x+y)*127/(w+h))^byte(state>>24&15), 255
	}
	return m
}

// iccProfile is a profile of the simple kind, with a name that tells too much.
func iccProfile(columns [9]float64, gamma float64) []byte {
	var tags, body []byte
	put := func(name string, data []byte) {
		tags = append(tags, name...)
		tags = binary.BigEndian.AppendUint32(tags, uint32(132+7*12+len(body)))
		tags = binary.BigEndian.AppendUint32(tags, uint32(len(data)))
		body = append(body, data...)
	}
	for c, name := range []string{"rXYZ", "gXYZ", "bXYZ"} {
		data := []byte("XYZ \x00\x00\x00\x00")
		for row := range 3 {
			data = binary.BigEndian.AppendUint32(data, uint32(int32(math.Round(columns[row*3+c]*65536))))
		}
		put(name, data)
	}
	for _, name := range []string{"rTRC", "gTRC", "bTRC"} {
		put(name, binary.BigEndian.AppendUint16([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01"), uint16(gamma*256)))
	}
	put("desc", []byte("desc\x00\x00\x00\x00"+secret))
	head := make([]byte, 128)
	copy(head[16:], "RGB XYZ ")
	return append(append(append(head, 0, 0, 0, 7), tags...), body...)
}

// displayP3 is what telephones write, under D50, column by column.
var displayP3 = [9]float64{0.51512, 0.29198, 0.1571, 0.2412, 0.69225, 0.0666, -0.00105, 0.04189, 0.78407}

var srgbColumns = [9]float64{0.43607, 0.38515, 0.14307, 0.22249, 0.71687, 0.06061, 0.01392, 0.09708, 0.7141}

func withProfile(src, profile []byte) []byte {
	return append(append(bytes.Clone(src[:2]), segment(0xe2, "ICC_PROFILE\x00\x01\x01"+string(profile))...), src[2:]...)
}

func TestWideColoursBecomeThoseOfTheWeb(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for i := 0; i < len(m.Pix); i += 4 {
		copy(m.Pix[i:], []byte{200, 100, 80, 255})
	}
	f := prepare(t, "a.jpg", withProfile(jpegOf(t, m, 95), iccProfile(displayP3, 2.2)))
	// Display P3 (200, 100, 80) is sRGB (213, 96, 75), by the formulas of CSS Color 4.
	if got := decodeJPEG(t, f.Data).At(30, 30); !near(got, color.RGBA{214, 95, 74, 255}, 6) {
		t.Errorf("got %v", got)
	}
	f = prepare(t, "a.jpg", withProfile(jpegOf(t, m, 95), iccProfile(srgbColumns, 2.2)))
	if got := decodeJPEG(t, f.Data).At(30, 30); !near(got, color.RGBA{200, 100, 80, 255}, 4) {
		t.Errorf("sRGB has changed: %v", got)
	}
}

func TestHugePictureIsRefusedBeforeItIsDecoded(t *testing.T) {
	src := jpegOf(t, corners(64, 64), 50)
	at := bytes.Index(src, []byte{0xff, 0xc0})
	for _, c := range []struct {
		marker byte
		w, h   uint16
	}{{0xc0, 65000, 65000}, {0xc0, 8000, 6000}, {0xc2, 6000, 6000}} {
		bomb := bytes.Clone(src)
		bomb[at+1] = c.marker
		binary.BigEndian.PutUint16(bomb[at+5:], c.h)
		binary.BigEndian.PutUint16(bomb[at+7:], c.w)
		bomb[at+11], bomb[at+14], bomb[at+17] = 0x11, 0x11, 0x11
		if d := refused(t, "a.jpg", bomb); d.Code != "media-huge" || !strings.Contains(d.Message, fmt.Sprint(c.w)) {
			t.Errorf("%+v: %+v", c, d)
		}
	}
}

func TestDamagedPhotographIsRefused(t *testing.T) {
	src := jpegOf(t, noise(200, 200), 80)
	for _, n := range []int{3, 10, 100, 400, len(src) / 2} {
		if d := refused(t, "a.jpg", src[:n]); d.Code != "media-broken" {
			t.Errorf("cut to %d: %+v", n, d)
		}
	}
	scans := bytes.Clone(src[:len(src)-2])
	scan := src[bytes.Index(src, []byte{0xff, 0xda}):]
	for range mostScans {
		scans = append(scans, scan[:len(scan)-2]...)
	}
	refused(t, "a.jpg", append(scans, 0xff, 0xd9))
}
