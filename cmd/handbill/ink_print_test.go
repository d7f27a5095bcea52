//go:build print

package main

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// Who saves ink gets no colour, no ground behind text and no cover, and every word.
func TestInkSaverHasNoColourAndNoGrounds(t *testing.T) {
	root := printed(t, "migrant-sex-workers", "when-stopped", "using-handbill", "--languages", "en,ar,th", "--format", "a4,ink-saver")
	files, err := filepath.Glob(filepath.Join(root, "public/*/*-ink-saver.pdf"))
	if err != nil || len(files) < 5 {
		t.Fatalf("made %v, %v", files, err)
	}
	for _, file := range files {
		saved, colours := ink(t, file)
		if colours > 0 {
			t.Errorf("%s has %d dots in colour", file, colours)
		}
		plain := file[:len(file)-len("ink-saver.pdf")] + "a4.pdf"
		if full, _ := ink(t, plain); saved >= full {
			t.Errorf("%s takes %.3f pages of black, and %s %.3f", file, saved, plain, full)
		}
	}
}

// ink gives how many pages the ink of a file would cover in black, and how many
// dots are in colour.
func ink(t *testing.T, file string) (black float64, colours int) {
	t.Helper()
	folder := t.TempDir()
	output(t, "pdftoppm", "-r", "40", "-png", file, filepath.Join(folder, "p"))
	names, err := filepath.Glob(filepath.Join(folder, "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		m, err := png.Decode(data)
		data.Close()
		if err != nil {
			t.Fatal(fmt.Errorf("%s: %w", name, err))
		}
		all := float64(m.Bounds().Dx() * m.Bounds().Dy())
		for y := range m.Bounds().Dy() {
			for x := range m.Bounds().Dx() {
				r, g, b, _ := m.At(x, y).RGBA()
				black += (1 - float64(r+g+b)/(3*0xffff)) / all
				if max(r, g, b)-min(r, g, b) > 0x600 {
					colours++
				}
			}
		}
	}
	return black, colours
}
