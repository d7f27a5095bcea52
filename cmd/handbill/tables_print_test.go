//go:build print

package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// A table that is longer than a page begins below the words that lead to it, unless
// notes stand there, and says its head on each page.
func TestLongTableBeginsWhereItStands(t *testing.T) {
	table := "\n| Town | Place |\n|---|---|\n"
	for i := range 30 {
		table += fmt.Sprintf("| Town%d | a street with a long name, a house and a bell |\n", i)
	}
	lead := func(note string) string {
		return "\n\n## Wells\n\nHere is where water is." + note + "\n" + table + "\n## Next\n\nThe last words.[^2]\n\n[^2]: The second note.\n"
	}
	root := t.TempDir()
	writeFiles(t, root, map[string]string{
		"site.toml":          "title = \"Water\"\nsource = \"en\"\n[languages.en]\nname = \"English\"\n",
		"guides/plain/en.md": "+++\ntitle = \"Plain\"\n+++" + lead(""),
		"guides/noted/en.md": "+++\ntitle = \"Noted\"\n+++" + lead("[^1]") + "\n[^1]: The first note.\n",
	})
	print(t, root, "--format", "large-print")
	for guide, together := range map[string]bool{"plain": true, "noted": false} {
		file := filepath.Join(root, "public/en", guide+"-large-print.pdf")
		pages := strings.Split(output(t, "pdftotext", "-layout", file, "-"), "\f")
		rows, first := 0, false
		for i, page := range pages {
			if strings.Contains(page, "Here is where water is.") && strings.Contains(page, "Town0 ") {
				first = true
			}
			if strings.Contains(page, "a street") {
				rows++
				if !strings.Contains(page, "Place") {
					t.Errorf("%s: page %d goes on with the table without its head:\n%s", guide, i+1, page)
				}
			}
		}
		if first != together || rows < 2 {
			t.Errorf("%s: the table begins below its words: %t; it stands on %d pages", guide, first, rows)
		}
	}
}
