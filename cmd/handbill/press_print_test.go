//go:build print

package main

import (
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// A print shop cuts three millimetres off: colour has to go beyond the cut, and the
// file to say where that is. The page of the site stays as large as people's paper.
func TestPressFilesBleed(t *testing.T) {
	root := writeScripts(t)
	name := filepath.Join(root, "site.toml")
	settings, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	// What is no table's stands above the tables.
	if err := os.WriteFile(name, []byte("accent = \"#7a1f5c\"\n"+string(settings)+"[print]\npress = true\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	print(t, root, "jar", "--languages", "en,ar,th", "--format", "trifold,zine,poster-a4,card")
	for _, test := range []struct {
		format, lang  string
		width, height float64 // millimetres of the sheet
		x, y          float64 // millimetres on the page, in the bleed of the cover; 0 for no cover
	}{
		{"trifold", "en", 297, 210, 301.5, 1.5}, {"trifold", "ar", 297, 210, 1.5, 1.5}, {"trifold", "th", 297, 210, 301.5, 214.5},
		{"zine", "en", 297, 210, 110, 214.5}, {"zine", "ar", 297, 210, 190, 214.5},
		{"poster-a4", "en", 210, 297, 1.5, 1.5}, {"poster-a4", "ar", 210, 297, 214.5, 1.5},
		{"card", "th", 210, 297, 0, 0},
	} {
		file := filepath.Join(root, "public", test.lang, "jar-"+test.format+".pdf")
		output(t, "qpdf", "--check", file)
		info := output(t, "pdfinfo", "-box", file)
		const point, bleed = 72 / 25.4, 3
		page := [4]float64{0, 0, test.width + 2*bleed, test.height + 2*bleed}
		for box, want := range map[string][4]float64{"MediaBox": page, "BleedBox": page, "TrimBox": {bleed, bleed, bleed + test.width, bleed + test.height}} {
			m := regexp.MustCompile(box + `: +(\S+) +(\S+) +(\S+) +(\S+)`).FindStringSubmatch(info)
			for i, mm := range want {
				if got, err := strconv.ParseFloat(m[i+1], 64); err != nil || got < mm*point-0.5 || got > mm*point+0.5 {
					t.Errorf("%s: %s is %v, want %v mm", file, box, m[1:], want)
					break
				}
			}
		}
		if whole := output(t, "qpdf", "--qdf", "--object-streams=disable", file, "-"); !strings.Contains(info, "Tagged:          yes") || !strings.Contains(whole, "/StructParents") {
			t.Errorf("%s lost the tags of its pages", file)
		}
		if test.x > 0 && !accented(t, file, test.x, test.y) {
			t.Errorf("%s has no colour at %g, %g mm", file, test.x, test.y)
		}
	}
	html, err := os.ReadFile(filepath.Join(root, "public/en/jar-trifold.html"))
	if err != nil || !strings.Contains(string(html), "297mm 210mm") {
		t.Errorf("the page of the site is not as large as paper: %v", err)
	}
}

// accented reports whether the first page has the accent at a place.
func accented(t *testing.T, file string, x, y float64) bool {
	t.Helper()
	picture := filepath.Join(t.TempDir(), "page")
	output(t, "pdftoppm", "-r", "25.4", "-png", "-f", "1", "-l", "1", "-singlefile", file, picture)
	data, err := os.Open(picture + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	m, err := png.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	r, g, b, _ := m.At(int(x), int(y)).RGBA()
	return r>>8 == 0x7a && g>>8 == 0x1f && b>>8 == 0x5c
}
