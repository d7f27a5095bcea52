//go:build print

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Who asks for large print gets it on the whole page: notes, heads and page
// numbers have 16 points or more, and nothing is slanted.
func TestLargePrintIsLargeEverywhere(t *testing.T) {
	root := writeScripts(t)
	for tag, text := range map[string]string{
		"en": "Boil *all* water.[^1]\n\n[^1]: A note at the foot of the page.",
		"ar": "اغلوا *كل* الماء.[^1]\n\n[^1]: ملاحظة في أسفل الصفحة.",
		"th": "ต้ม *น้ำ* ให้เดือด[^1]\n\n[^1]: หมายเหตุท้ายหน้า",
	} {
		name := filepath.Join(root, "guides/water", tag+".md")
		old, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(string(old)+"\n"+text+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	print(t, root, "water", "--languages", "en,ar,th", "--format", "large-print,large-print-letter")
	for _, tag := range []string{"en", "ar", "th"} {
		for _, format := range []string{"large-print", "large-print-letter"} {
			file := filepath.Join(root, "public", tag, "water-"+format+".pdf")
			if fonts := output(t, "pdffonts", file); strings.Contains(fonts, "Italic") {
				t.Errorf("%s has slanted letters:\n%s", file, fonts)
			}
			letters := map[int]int{} // by their size
			text := output(t, "pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1", file)
			sizes := map[string]int{}
			for _, m := range regexp.MustCompile(`<fontspec id="(\d+)" size="(\d+)"`).FindAllStringSubmatch(text, -1) {
				sizes[m[1]], _ = strconv.Atoi(m[2])
			}
			for _, m := range regexp.MustCompile(`<text [^>]*font="(\d+)">(.*?)</text>`).FindAllStringSubmatch(text, -1) {
				if letters[sizes[m[1]]] += len(m[2]); sizes[m[1]] < 16 {
					t.Errorf("%s sets %q in %d points", file, m[2], sizes[m[1]])
				}
			}
			if letters[18] < letters[16] {
				t.Errorf("%s: little of the text has 18 points: %s", file, fmt.Sprint(letters))
			}
		}
	}
}
