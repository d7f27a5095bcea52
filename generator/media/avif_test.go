package media

import (
	"bytes"
	"encoding/binary"
	"testing"
)

// pictures reads an AVIF file and gives the coded bytes of what is shown.
func pictures(t *testing.T, src []byte) (f *avifFile, coded [][]byte) {
	t.Helper()
	top, err := boxes(src)
	if err != nil {
		t.Fatal(err)
	}
	if f, err = readAVIF(src, find(top, "meta")); err != nil {
		t.Fatal(err)
	}
	shown, err := f.shown()
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range shown {
		coded = append(coded, item.data)
	}
	return f, coded
}

func TestAVIFKeepsOnlyItsPictures(t *testing.T) {
	for _, c := range []struct {
		name             string
		w, h, items      int
		carries, profile bool
	}{{"gossip.avif", 64, 96, 2, true, false}, {"grid.avif", 256, 128, 3, false, false}} {
		src := sample(t, c.name)
		if bytes.Contains(src, []byte(secret)) != c.carries {
			t.Fatalf("%s is not the sample that it was", c.name)
		}
		out := appendBox(bytes.Clone(src), "uuid", []byte("0123456789abcdef"+secret))
		out = appendBox(out, "free", []byte(secret))
		f := prepare(t, c.name, out)
		if f.Width != c.w || f.Height != c.h || len(f.Data) >= len(out) {
			t.Errorf("%s: got %d × %d, %d bytes of %d", c.name, f.Width, f.Height, len(f.Data), len(out))
		}
		_, before := pictures(t, src)
		after, now := pictures(t, f.Data)
		if len(after.items) != c.items || len(before) != len(now) {
			t.Fatalf("%s: %d items, want %d", c.name, len(after.items), c.items)
		}
		for i := range now {
			if !bytes.Equal(before[i], now[i]) {
				t.Errorf("%s: picture %d has changed", c.name, i)
			}
		}
		if again := prepare(t, c.name, f.Data); !bytes.Equal(again.Data, f.Data) {
			t.Errorf("%s: cleaning what is clean changes it", c.name)
		}
	}
}

func TestNotesInsideAPictureAreDropped(t *testing.T) {
	unit := func(kind byte, body string) []byte {
		return append([]byte{kind<<3 | 2, byte(len(body))}, body...)
	}
	picture := append(unit(1, "sequence"), unit(6, "frame")...)
	src := append(append(append(append(unit(1, "sequence"), unit(5, "\x04"+secret)...), unit(15, secret)...), unit(6, "frame")...), unit(11, secret)...)
	got, err := cleanOBUs(src)
	if err != nil || !bytes.Equal(got, picture) {
		t.Errorf("got %q, %v", got, err)
	}
	padded := bytes.Clone(src)
	if err := blankOBUs(padded); err != nil || bytes.Contains(padded, []byte(secret)) || len(padded) != len(src) {
		t.Errorf("got %q, %v", padded, err)
	}
	if again, _ := cleanOBUs(padded); !bytes.Equal(again, picture) {
		t.Errorf("blanking leaves %q", again)
	}
	light := unit(5, "\x01\x00\x10\x00\x20")
	if got, _ := cleanOBUs(light); !bytes.Equal(got, light) {
		t.Errorf("the light level is lost: %q", got)
	}
	for _, bad := range []string{"\x32\xff", "\x32\x05ab", "\x80", "\x36", "\x32\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"} {
		if _, err := cleanOBUs([]byte(bad)); err == nil {
			t.Errorf("%q is taken as a picture", bad)
		}
	}
}

func TestDamagedAVIFIsRefused(t *testing.T) {
	src := sample(t, "gossip.avif")
	for n := 16; n < len(src)-20; n += 37 {
		refused(t, "a.avif", src[:n])
	}
	huge := bytes.ReplaceAll(src, []byte("\x00\x00\x00\x60\x00\x00\x00\x40"), binary.BigEndian.AppendUint32([]byte{0, 1, 0, 0}, 1<<16))
	if d := refused(t, "a.avif", huge); d.Code != "media-huge" {
		t.Errorf("got %+v", d)
	}
}

func TestAVIFIsPublishedWithAWarning(t *testing.T) {
	_, list := Prepare("a.avif", sample(t, "gossip.avif"), Options{})
	if len(list) != 1 || list[0].Code != "media-old" {
		t.Errorf("got %v", list)
	}
}
