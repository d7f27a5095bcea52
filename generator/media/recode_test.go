package media

import (
	"bytes"
	"image"
	"math/rand/v2"
	"slices"
	"testing"
)

// samePicture compares what the standard library makes of two JPEG files.
func samePicture(t *testing.T, name string, a, b []byte) {
	t.Helper()
	samePixels(t, name, decodeJPEG(t, a), decodeJPEG(t, b))
}

func TestShorterJPEGIsTheSamePicture(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 77, 45))
	for i := range grey.Pix {
		grey.Pix[i] = byte(i * i / 50)
	}
	for name, src := range map[string][]byte{
		"flat": jpegOf(t, image.NewRGBA(image.Rect(0, 0, 400, 300)), 60), "tiny": jpegOf(t, corners(1, 1), 60), "odd": jpegOf(t, noise(333, 221), 55),
		"fine": jpegOf(t, noise(200, 100), 100), "coarse": jpegOf(t, noise(200, 100), 1), "grey": jpegOf(t, grey, 70),
		"baseline": sample(t, "baseline.jpg"),
	} {
		f, err := readJPEG(src)
		if err != nil {
			t.Fatal(err)
		}
		d := f.takeApart(mostRecoded)
		if d == nil {
			t.Errorf("%s is not understood", name)
			continue
		}
		out := d.write()
		samePicture(t, name, out, src)
		if len(out) >= len(src) {
			t.Errorf("%s: %d bytes became %d", name, len(src), len(out))
		}
		if again := shorter(out); !bytes.Equal(again, out) {
			t.Errorf("%s: writing it twice changes it", name)
		}
	}
}

// A picture that is coarse already only loses by being stored again.
func TestCoarseOriginalKeepsItsPixels(t *testing.T) {
	src := sample(t, "baseline.jpg")
	dirty := append(append(bytes.Clone(src[:2]), segment(0xfe, secret)...), src[2:]...)
	f := prepare(t, "a.jpg", append(dirty, secret...))
	if len(f.Data) >= len(src) {
		t.Errorf("%d bytes became %d", len(src), len(f.Data))
	}
	samePicture(t, "baseline.jpg", f.Data, src)
}

// The standard library cannot read every progressive picture with restarts. The PNG
// beside it is what djpeg makes of it.
func TestProgressivePictureWithRestartsIsRead(t *testing.T) {
	f := prepare(t, "a.jpg", sample(t, "progressive.jpg"))
	got, want := decodeJPEG(t, f.Data), decodePNG(t, sample(t, "progressive.png"))
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			if !near(got.At(x, y), want.At(x, y), 24) {
				t.Fatalf("at %d, %d is %v, want %v", x, y, got.At(x, y), want.At(x, y))
			}
		}
	}
	if f.Width != 90 || f.Height != 61 {
		t.Errorf("got %d × %d", f.Width, f.Height)
	}
}

// Between the last code of a scan and the next marker there is room to hide.
func TestBytesBehindAScanAreGone(t *testing.T) {
	src := sample(t, "baseline.jpg")
	f := prepare(t, "a.jpg", append(append(bytes.Clone(src[:len(src)-2]), secret...), 0xff, 0xd9))
	samePicture(t, "baseline.jpg", f.Data, src)
}

func TestCodesAreNoLongerThanAllowedAndAllDifferent(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 200 {
		var often [256]int
		weight := 1
		for i := range 1 + r.IntN(256) {
			often[r.IntN(256)] = 1 + r.IntN(weight)
			if round%2 == 0 && i < 40 {
				weight = weight*3/2 + 1 // weights that ask for very long codes
			}
		}
		table := bestCodes(&often)
		seen := map[uint32]bool{}
		used := 0.0
		for s, n := range often {
			length := table.length[s]
			if (n > 0) != (length > 0) || length > 16 {
				t.Fatalf("symbol %d occurs %d times and has %d bits", s, n, length)
			}
			if n == 0 {
				continue
			}
			used += 1 / float64(uint(1)<<length)
			if code := uint32(1)<<length | table.code[s]; seen[code] || table.code[s] == 1<<length-1 {
				t.Fatalf("symbol %d has a code that it may not have", s)
			} else {
				seen[code] = true
			}
		}
		if used >= 1 || len(table.values) != len(seen) || !slices.Equal(slices.Sorted(slices.Values(table.values)), slices.Compact(slices.Sorted(slices.Values(table.values)))) {
			t.Fatalf("the codes fill %v", used)
		}
	}
}

func BenchmarkShorterJPEG(b *testing.B) {
	src := jpegOf(b, noise(1280, 960), 55)
	for b.Loop() {
		shorter(src)
	}
}
