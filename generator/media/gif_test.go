package media

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"testing"
)

// moving is a GIF of three pictures with a secret wherever there is room.
func movingGIF(t testing.TB) (clean, dirty []byte) {
	t.Helper()
	g := &gif.GIF{LoopCount: 3}
	palette := color.Palette{color.RGBA{0, 0, 0, 255}, color.RGBA{250, 0, 0, 255}, color.RGBA{0, 0, 250, 255}, color.RGBA{}}
	for n := range 3 {
		m := image.NewPaletted(image.Rect(0, 0, 60, 40), palette)
		for i := range m.Pix {
			m.Pix[i] = byte((i/7 + n) % 4)
		}
		g.Image = append(g.Image, m)
		g.Delay = append(g.Delay, 10*(n+1))
		g.Disposal = append(g.Disposal, gif.DisposalPrevious)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	clean = b.Bytes()
	at := bytes.Index(clean, []byte("!\xff\x0bNETSCAPE"))
	dirty = append(dirty, clean[:at]...)
	dirty = append(dirty, "!\xfe\x0b"+secret+"\x00"...)
	dirty = append(dirty, "!\xff\x0bXMP DataXMP\x0b"+secret+"\x00"...)
	dirty = append(dirty, "!\x01\x0c000000000000\x0b"+secret+"\x00"...)
	dirty = append(dirty, clean[at:]...)
	return clean, append(dirty, secret...)
}

func TestGIFKeepsMovingAndNothingElse(t *testing.T) {
	clean, dirty := movingGIF(t)
	f := prepare(t, "a.gif", dirty)
	want, _ := gif.DecodeAll(bytes.NewReader(clean))
	got, err := gif.DecodeAll(bytes.NewReader(f.Data))
	if err != nil {
		t.Fatal(err)
	}
	if f.Width != 60 || f.Height != 40 || len(got.Image) != 3 || got.LoopCount != 3 || got.Delay[2] != 30 || got.Disposal[1] != gif.DisposalPrevious {
		t.Errorf("got %d × %d, %d pictures, loop %d, %v", f.Width, f.Height, len(got.Image), got.LoopCount, got.Delay)
	}
	for i := range want.Image {
		samePixels(t, "gif", got.Image[i], want.Image[i])
	}
	if len(f.Data) > len(clean) {
		t.Errorf("%d bytes grew to %d", len(clean), len(f.Data))
	}
}

func TestGIFLosesWhatLiesBehindItsPixelsAndColours(t *testing.T) {
	m := image.NewPaletted(image.Rect(0, 0, 30, 30), make(color.Palette, 16))
	for i := range m.Palette {
		m.Palette[i] = color.RGBA{byte(i), 9, 9, 255}
	}
	var b bytes.Buffer
	if err := gif.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	src := b.Bytes()
	copy(src[13+9:], secret) // colours 3 to 6, which no pixel has
	end := len(src) - 2      // the empty block and the trailer
	src = append(append(bytes.Clone(src[:end]), "\x0b"+secret+"\x00"...), 0x3b)
	f := prepare(t, "a.gif", src)
	if got, err := gif.Decode(bytes.NewReader(f.Data)); err != nil || got.Bounds().Dx() != 30 {
		t.Errorf("got %v", err)
	}
}

func TestHostileGIFIsRefused(t *testing.T) {
	clean, _ := movingGIF(t)
	for _, n := range []int{6, 12, 20, 40, 100, len(clean) / 3} {
		refused(t, "a.gif", clean[:n])
	}
	bomb := bytes.Clone(clean)
	binary.LittleEndian.PutUint16(bomb[6:], 65000)
	binary.LittleEndian.PutUint16(bomb[8:], 65000)
	if d := refused(t, "a.gif", bomb); d.Code != "media-huge" {
		t.Errorf("got %+v", d)
	}
	at := bytes.Index(clean, []byte(",\x00\x00\x00\x00"))
	many := bytes.Clone(clean[:at])
	for range gifFrames + 1 {
		many = append(many, ",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00"...)
	}
	if d := refused(t, "a.gif", many); d.Code != "media-huge" {
		t.Errorf("got %+v", d)
	}
}
