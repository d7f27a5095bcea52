package theme

import (
	"fmt"
	"testing"

	"handbill/generator/diag"
)

func TestAccentIsReadableInLightAndDark(t *testing.T) {
	channels := []int{0x00, 0x33, 0x66, 0x99, 0xcc, 0xff}
	for _, r := range channels {
		for _, g := range channels {
			for _, b := range channels {
				accent := fmt.Sprintf("#%02x%02x%02x", r, g, b)
				light, dark, err := Palettes(accent)
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range []Palette{light, dark} {
					for _, pair := range [][2]string{{p.Accent, p.Ground}, {p.Accent, p.Soft}, {p.Ink, p.Soft}} {
						if ratio := ratio(t, pair[0], pair[1]); ratio < 7 {
							t.Errorf("accent %s: %s on %s has %.2f:1", accent, pair[0], pair[1], ratio)
						}
					}
				}
			}
		}
	}
}

func TestAccentThatIsReadableStays(t *testing.T) {
	light, dark, err := Palettes("#7a1f5c")
	if err != nil {
		t.Fatal(err)
	}
	if light.Accent != "#7a1f5c" {
		t.Errorf("light accent became %s", light.Accent)
	}
	if dark.Accent == "#7a1f5c" {
		t.Error("dark accent stayed dark")
	}
}

func TestAccentThatIsNoColour(t *testing.T) {
	for _, accent := range []string{"red", "#12345", "#gggggg", "123456", "#1234567", "#+1234a"} {
		var ds diag.List
		accentStyle(Options{Accent: accent, AccentAt: diag.Position{Path: "site.toml", Line: 8, Column: 1}}, &ds)
		if len(ds) != 1 || ds[0].Line != 8 {
			t.Errorf("accent %q: %v", accent, ds)
		}
	}
}

func ratio(t *testing.T, a, b string) float64 {
	t.Helper()
	x, errX := parseColor(a)
	y, errY := parseColor(b)
	if errX != nil || errY != nil {
		t.Fatalf("%s or %s is no colour", a, b)
	}
	return x.against(y)
}
