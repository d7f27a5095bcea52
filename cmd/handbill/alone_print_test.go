//go:build print

package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// printedTerms is a site with a guide of 90 terms, 23 headings and 113 notes, printed.
func printedTerms(t *testing.T, format string) string {
	t.Helper()
	root := t.TempDir()
	var text, notes strings.Builder
	for n := range 90 {
		if n%4 == 0 {
			fmt.Fprintf(&text, "\n## Heading %d\n\n%s[^p%d]\n", n, strings.Repeat("Plain words of a paragraph go on for a while. ", 1+n%5), n)
			fmt.Fprintf(&notes, "[^p%d]: Source of a paragraph %d.\n", n, n)
		}
		fmt.Fprintf(&text, "\nTerm %d\n: %s[^t%d]\n", n, strings.Repeat("It means what it says here in so many words. ", 1+n%7), n)
		fmt.Fprintf(&notes, "[^t%d]: Source of a term %d.\n", n, n)
	}
	writeFiles(t, root, map[string]string{
		"site.toml":         "title = \"Words\"\nsource = \"en\"\n[languages.en]\nname = \"English\"\n",
		"guides/many/en.md": "+++\ntitle = \"Many words\"\n+++\n" + text.String() + "\n" + notes.String(),
	})
	print(t, root, "many", "--format", format)
	return root
}

// The notes of a page push the lines on that have no room above them. A heading or a
// term before these lines goes with them, and the contents name the page it went to.
func TestHeadingsAndTermsStandWithWhatTheyName(t *testing.T) {
	root := printedTerms(t, "a4,large-print")
	name := regexp.MustCompile(`^(Heading|Term) \d+$`)
	for _, format := range []string{"a4", "large-print"} {
		file := filepath.Join(root, "public/en/many-"+format+".pdf")
		pages := strings.Split(output(t, "pdftotext", "-layout", file, "-"), "\f")
		if len(pages) < 12 {
			t.Errorf("%s has %d pages", file, len(pages))
		}
		starts, seen := map[string]string{}, 0
		for _, m := range regexp.MustCompile(`(?m)^ *(Heading \d+) {2,}(\d+)$`).FindAllStringSubmatch(strings.Join(pages, "\n"), -1) {
			starts[m[1]] = m[2]
		}
		for k, page := range pages {
			lines := strings.FieldsFunc(page, func(r rune) bool { return r == '\n' })
			for i, line := range lines {
				line = strings.TrimSpace(line)
				if i == 0 || !name.MatchString(line) { // the first line is the head
					continue
				}
				seen++
				if i+1 >= len(lines) || !strings.Contains(lines[i+1], "words") {
					t.Errorf("%s: on page %d %q stands alone", file, k+1, line)
				}
				if want := starts[line]; strings.HasPrefix(line, "Heading") && want != itoa(k+1) {
					t.Errorf("%s: %q is on page %d, the contents say %q", file, line, k+1, want)
				}
			}
		}
		if seen < 113 {
			t.Errorf("%s shows %d headings and terms", file, seen)
		}
	}
}

func TestNumbersOfManyNotesStandApartFromTheirWords(t *testing.T) {
	file := filepath.Join(printedTerms(t, "a4"), "public/en/many-a4.pdf")
	text := output(t, "pdftotext", "-layout", file, "-")
	for _, n := range []string{"9", "99", "113"} {
		if !regexp.MustCompile(`(?m)^ *` + n + ` +Source of`).MatchString(text) {
			t.Errorf("the number of note %s has no room before its words", n)
		}
	}
}
