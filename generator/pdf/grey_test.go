package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// A drawing loses its colours wherever they stand; its words, its links and the
// names of its parts stay.
func TestDrawingLosesItsColoursOnly(t *testing.T) {
	for in, want := range map[string]string{
		`<svg><path fill="#7a1f5c" stroke='red'/></svg>`:                                        `<svg><path fill="#414141" stroke='#4c4c4c'/></svg>`,
		`<svg><path fill="#F00" stroke="#ff000080"/></svg>`:                                     `<svg><path fill="#4c4c4c" stroke="#4c4c4c80"/></svg>`,
		`<svg><stop style="stop-color: rgb(255, 0, 0);color:rgba(0,0,255,.5)"/></svg>`:          `<svg><stop style="stop-color: rgb(76,76,76);color:rgba(29,29,29,.5)"/></svg>`,
		`<svg><style>.a{fill:teal}</style><text>fill:teal</text></svg>`:                         `<svg><style>.a{fill:#5a5a5a}</style><text>fill:teal</text></svg>`,
		`<svg><use href="#fade"/><path fill="url(#fade)" stroke="none" color="inherit"/></svg>`: `<svg><use href="#fade"/><path fill="url(#fade)" stroke="none" color="inherit"/></svg>`,
	} {
		if got, kind := grey("assets/x.svg", []byte(in)); string(got) != want || kind != "image/svg+xml" {
			t.Errorf("%s became %s, %s", in, got, kind)
		}
	}
}

// A photo stays a photo, a graphic keeps its clear parts, and what cannot be read
// is left.
func TestPicturesBecomeGrey(t *testing.T) {
	colours := image.NewNRGBA(image.Rect(0, 0, 16, 16))
	for i := range colours.Pix {
		colours.Pix[i] = []byte{255, 0, 0, 255}[i%4]
	}
	var photo, graphic bytes.Buffer
	if err := jpeg.Encode(&photo, colours, nil); err != nil {
		t.Fatal(err)
	}
	colours.SetNRGBA(0, 0, color.NRGBA{})
	if err := png.Encode(&graphic, colours); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"x.jpg": photo.Bytes(), "x.png": graphic.Bytes()} {
		out, kind := grey(name, data)
		m, _, err := image.Decode(bytes.NewReader(out))
		if err != nil || kind != kindOf(name) || m.Bounds() != colours.Rect {
			t.Fatalf("%s became %s: %v", name, kind, err)
		}
		if r, g, b, _ := m.At(8, 8).RGBA(); r != g || g != b || r>>8 < 70 || r>>8 > 82 {
			t.Errorf("%s has the colour %d %d %d", name, r>>8, g>>8, b>>8)
		}
		if _, _, _, a := m.At(0, 0).RGBA(); name == "x.png" && a != 0 {
			t.Errorf("%s lost its clear part", name)
		}
	}
	if out, kind := grey("x.avif", []byte("no picture")); string(out) != "no picture" || kind != "image/avif" {
		t.Errorf("what cannot be read became %q, %s", out, kind)
	}
}
