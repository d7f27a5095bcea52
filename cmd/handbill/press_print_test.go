//go:build print

package main

import (
	"image"
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
	root := pressSite(t)
	print(t, root, "jar", "water", "--languages", "en,ar,th", "--format", "trifold,zine,poster-a4,card,a4")
	for _, test := range []struct {
		format, lang  string
		width, height float64 // millimetres of the sheet
		x, y          float64 // millimetres on the page, in the bleed of the cover; 0 for no cover
	}{
		{"trifold", "en", 297, 210, 301.5, 1.5}, {"trifold", "ar", 297, 210, 1.5, 1.5}, {"trifold", "th", 297, 210, 301.5, 214.5},
		{"zine", "en", 297, 210, 110, 214.5}, {"zine", "ar", 297, 210, 190, 214.5},
		{"poster-a4", "en", 210, 297, 1.5, 1.5}, {"poster-a4", "ar", 210, 297, 214.5, 1.5},
		{"card", "th", 210, 297, 0, 0}, {"a4", "en", 210, 297, 1.5, 1.5}, {"a4", "ar", 210, 297, 214.5, 301.5},
	} {
		guide := map[bool]string{true: "water", false: "jar"}[test.format == "a4"]
		file := filepath.Join(root, "public", test.lang, guide+"-"+test.format+".pdf")
		output(t, "qpdf", "--check", file)
		info := output(t, "pdfinfo", "-box", file)
		const point, bleed, slug = 72 / 25.4, 3, 7
		bled := [4]float64{0, 0, test.width + 2*bleed, test.height + 2*bleed}
		page := [4]float64{-slug, -slug, test.width + 2*bleed + slug, test.height + 2*bleed + slug}
		for box, want := range map[string][4]float64{"MediaBox": page, "BleedBox": bled, "TrimBox": {bleed, bleed, bleed + test.width, bleed + test.height}} {
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
		m := firstPage(t, file)
		if r, g, b, _ := m.At(int(test.x+slug), int(test.y+slug)).RGBA(); test.x > 0 && (r>>8 != 0x7a || g>>8 != 0x1f || b>>8 != 0x5c) {
			t.Errorf("%s has no colour at %g, %g mm", file, test.x, test.y)
		}
		for _, x := range []int{slug + bleed, slug + bleed + int(test.width)} {
			for _, y := range []int{4, int(test.height) + 2*bleed + 2*slug - 4} {
				if !marked(m, x, y) {
					t.Errorf("%s has no crop mark at %d, %d mm", file, x, y)
				}
			}
		}
	}
	html, err := os.ReadFile(filepath.Join(root, "public/en/jar-trifold.html"))
	if err != nil || !strings.Contains(string(html), "297mm 210mm") {
		t.Errorf("the page of the site is not as large as paper: %v", err)
	}
}

// pressSite is a site that goes to a print shop.
func pressSite(t *testing.T) string {
	t.Helper()
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
	return root
}

// A print shop folds and staples the sheets of a booklet, then cuts them: colour goes
// beyond the outer edges and ends at the fold, and marks say where both are.
func TestPressBookletsBleedAndEndAtTheFold(t *testing.T) {
	root := pressSite(t)
	print(t, root, "water", "--languages", "en,ar", "--format", "a5-booklet")
	for lang, front := range map[string]int{"en": 1, "ar": -1} { // the side of the cover
		file := filepath.Join(root, "public", lang, "water-a5-booklet.pdf")
		output(t, "qpdf", "--check", file)
		info := output(t, "pdfinfo", "-box", file)
		for _, box := range []string{
			`MediaBox: +-28.35 +-28.35 +870.24 +623.62`, `BleedBox: +-8.50 +-8.50 +850.39 +603.78`, `TrimBox: +0.00 +0.00 +841.89 +595.28`,
		} {
			if !regexp.MustCompile(box).MatchString(info) {
				t.Errorf("%s has no box %s:\n%s", file, box, info)
			}
		}
		m := firstPage(t, file)
		const middle = 10 + 297/2
		for x, filled := range map[int]bool{middle + front*3: true, middle - front*3: false, middle + front*(297/2+1): true, middle + front*(297/2+6): false} {
			for _, y := range []int{8, 110, 222} { // in the bleed above and below too
				r, g, b, _ := m.At(x, y).RGBA()
				if got := r>>8 == 0x7a && g>>8 == 0x1f && b>>8 == 0x5c; got != filled {
					t.Errorf("%s at %d, %d mm: the cover's colour is %t", file, x, y, got)
				}
			}
		}
		for _, x := range []int{10, middle, 307} {
			if !marked(m, x, 4) || !marked(m, x, 226) {
				t.Errorf("%s has no mark at %d mm", file, x)
			}
		}
	}
}

// marked reports whether a thin line goes through a place; the next dots count too.
func marked(m image.Image, x, y int) bool {
	for dx := -1; dx <= 1; dx++ {
		if r, _, _, _ := m.At(x+dx, y).RGBA(); r>>8 < 0xf0 {
			return true
		}
	}
	return false
}

// firstPage is the first page of a file, a dot for each millimetre.
func firstPage(t *testing.T, file string) image.Image {
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
	return m
}
