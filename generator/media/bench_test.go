package media

import "testing"

// A telephone's photograph, as most guides will have them.
func BenchmarkPhotograph12Megapixels(b *testing.B) {
	src := jpegOf(b, noise(4000, 3000), 90)
	b.ReportAllocs()
	for b.Loop() {
		if _, list := Prepare("a.jpg", src, Options{}); list.Failed() {
			b.Fatal(list)
		}
	}
}
