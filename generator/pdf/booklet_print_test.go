//go:build print

package pdf

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handbill/generator/content"
	"handbill/generator/i18n"
	"handbill/generator/render/paper"
)

// tool runs a program that reads PDF files.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// bound is a booklet of n pages, each of which says its number in a word.
func bound(id, tag, dir string, n int) paper.Document {
	f, _ := paper.Lookup(id)
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="%s" dir="%s"><head><title>Water</title><style>@page{size:%gmm %gmm;margin:20mm}p{break-after:page}p:last-child{break-after:auto}</style></head><body>`, tag, dir, f.Width, f.Height)
	for i := range n {
		fmt.Fprintf(&b, "<p>leaf%d</p>", i+1)
	}
	d := poster("")
	d.Format, d.Path, d.File.Data = f, tag+"/water-"+id+".pdf", []byte(b.String())
	d.Title, d.Language = "Water", &content.Language{Tag: tag, Dir: dir, Words: i18n.NewWords("en", "latin", nil)}
	return d
}

// halves reads the sheets of a file: the words on the left and on the right of
// each side, "" for a blank.
func halves(t *testing.T, data []byte, width, height float64) (all [][2]string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "sheets.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	tool(t, "qpdf", "--check", file)
	side := func(x float64) []string {
		text := tool(t, "pdftotext", "-x", fmt.Sprintf("%.0f", x), "-y", "0", "-W", fmt.Sprintf("%.0f", width/2), "-H", fmt.Sprintf("%.0f", height), file, "-")
		return strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	}
	right := side(width / 2)
	for i, left := range side(0) {
		all = append(all, [2]string{strings.TrimSpace(left), strings.TrimSpace(right[i])})
	}
	return all
}

// Reads the sheets as a reader turns them: the first page stands on the right of
// the first side, or on its left where a booklet is bound on the right; blanks are
// at the end.
func TestSheetsFoldIntoABooklet(t *testing.T) {
	c := start(t)
	for _, test := range []struct {
		id, tag, dir  string
		pages         int
		width, height float64
	}{
		{"a5-booklet", "en", "ltr", 1, 842, 595}, {"a5-booklet", "en", "ltr", 7, 842, 595}, {"a5-booklet", "en", "ltr", 8, 842, 595},
		{"a5-booklet", "ar", "rtl", 5, 842, 595}, {"a5-booklet", "ar", "rtl", 8, 842, 595},
		{"half-letter-booklet", "en", "ltr", 6, 792, 612}, {"half-letter-booklet", "ar", "rtl", 3, 792, 612},
	} {
		t.Run(fmt.Sprintf("%s-%s-%d", test.id, test.tag, test.pages), func(t *testing.T) {
			f, ds, err := Make(t.Context(), c, bound(test.id, test.tag, test.dir, test.pages))
			if err != nil || ds.Failed() {
				t.Fatalf("%v, %v", ds, err)
			}
			sides := halves(t, f.Data, test.width, test.height)
			if len(sides)%2 != 0 || f.Pages != len(sides) {
				t.Fatalf("%d sides, %d told", len(sides), f.Pages)
			}
			if got, want := turn(sides, test.dir == "rtl"), leaves(test.pages, len(sides)*2); !slices.Equal(got, want) {
				t.Errorf("read %q, want %q", got, want)
			}
			preferences(t, f.Data, test.dir)
		})
	}
}

// turn gives the pages in the order in which a folded booklet shows them.
func turn(sides [][2]string, rightBound bool) []string {
	outer, inner := 1, 0 // on a front the first page of a leaf is on the right
	if rightBound {
		outer, inner = 0, 1
	}
	var front, back []string
	for s := 0; s < len(sides); s += 2 {
		front = append(front, sides[s][outer], sides[s+1][inner])
		back = append(back, sides[s][inner], sides[s+1][outer])
	}
	slices.Reverse(back)
	return append(front, back...)
}

func leaves(n, total int) []string {
	all := make([]string, total)
	for i := range n {
		all[i] = fmt.Sprintf("leaf%d", i+1)
	}
	return all
}

func preferences(t *testing.T, data []byte, dir string) {
	t.Helper()
	direction := map[string]string{"ltr": "/Direction/L2R", "rtl": "/Direction/R2L"}[dir]
	for _, want := range []string{direction, "/Duplex/DuplexFlipShortEdge", "/PrintScaling/None", "/DisplayDocTitle true"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("the file does not say %s", want)
		}
	}
}
