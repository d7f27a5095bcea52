//go:build print

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Who reads on paper cannot tap a number: the note stands at the foot of the page
// that refers to it, and the head says which part of which guide the page is from.
func TestNotesAndHeadsStandOnTheirPages(t *testing.T) {
	root := printedLong(t, "--languages", "en", "--format", "a4")
	file := filepath.Join(root, "public/en/migrant-sex-workers-briefing-a4.pdf")
	pages := strings.Split(strings.TrimSuffix(output(t, "pdftotext", "-layout", file, "-"), "\f"), "\f")
	starts := map[int][]string{}
	for _, m := range regexp.MustCompile(`(?m)^\s*(\S.*?\S)\s{2,}(\d+)\s*$`).FindAllStringSubmatch(pages[1], -1) {
		for k := range pages {
			if itoa(k+1) == m[2] {
				starts[k] = append(starts[k], m[1])
			}
		}
	}
	part := ""
	for k, text := range pages[2:] {
		k += 2
		lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
		for i, name := range starts[k] {
			if i == 0 && strings.TrimSpace(lines[1]) == name {
				part = name
			}
		}
		if k == len(pages)-1 {
			part = "About this publication"
		}
		head := regexp.MustCompile(`\s{2,}`).Split(strings.TrimSpace(lines[0]), -1)
		if head[0] != "Labour without a border: migrant sex workers and the law" || len(head) < 2 && part != "" || len(head) > 1 && head[1] != part {
			t.Errorf("page %d has the head %q in the part %q", k+1, head, part)
		}
		if n := len(starts[k]); n > 0 {
			part = starts[k][n-1]
		}
	}
	for said, note := range map[string]string{
		"a child who is being exploited": "sale of children, child",
		"consulate informed":             "Vienna Convention on Consular Relations, 24 April 1963",
		"federal law names prostitution": "United States, Immigration and Nationality Act",
	} {
		for k, text := range pages {
			if above, below, ok := strings.Cut(text, said); ok && !strings.Contains(below, note) {
				t.Errorf("page %d says %q and has no note %q below it (above: %t)", k+1, said, note, strings.Contains(above, note))
			}
		}
	}
	if strings.Contains(pages[len(pages)-2], "References\n") {
		t.Error("the notes stand at the end")
	}
}

// Wherever a guide breaks, in each language and format, its notes find the feet of
// the pages and every page but the cover has a head, those too that go on with a
// table.
func TestEveryPageOfALongGuideHasItsHeadAndItsNotes(t *testing.T) {
	root := printedLong(t, "--format", "a4,half-letter-booklet,large-print,large-print-letter,ink-saver")
	for tag, said := range map[string][2]string{"en": {"References", "Labour without"}, "es": {"Referencias", "Trabajo sin"}, "fr": {"Références", "Travailler sans"}} {
		source, err := os.ReadFile(filepath.Join(root, "guides/migrant-sex-workers-briefing", tag+".md"))
		if err != nil {
			t.Fatal(err)
		}
		parts := map[string]bool{}
		for _, m := range regexp.MustCompile(`(?m)^## (.*?)(?: \{#.*\})?$`).FindAllStringSubmatch(string(source), -1) {
			parts[m[1]] = true
		}
		for _, format := range []string{"a4", "large-print", "large-print-letter", "ink-saver"} {
			file := filepath.Join(root, "public", tag, "migrant-sex-workers-briefing-"+format+".pdf")
			pages := strings.Split(strings.TrimSuffix(output(t, "pdftotext", "-layout", file, "-"), "\f"), "\f")
			if strings.Contains(strings.Join(pages, "\n"), "\n"+said[0]+"\n") {
				t.Errorf("%s has its notes at the end", file)
			}
			for k, text := range pages[1:] {
				head, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
				if head = strings.TrimSpace(head); !strings.HasPrefix(head, said[1]) && !parts[head] && k+2 < len(pages) {
					t.Errorf("%s: page %d begins with %q", file, k+2, head)
				}
			}
		}
	}
}

// Notes stand in front of the text of their page in the file. Who hears it gets each
// note once, behind the paragraph that refers to it and before the next one.
func TestNotesAreReadBehindTheirParagraph(t *testing.T) {
	root := printedLong(t, "--languages", "en", "--format", "a4")
	spoken := output(t, "pdfinfo", "-struct-text", filepath.Join(root, "public/en/migrant-sex-workers-briefing-a4.pdf"))
	for _, row := range [][3]string{
		{"whatever was said or paid", "Optional Protocol to the Convention on the Rights of the Child", `"Migrant worker"`},
		{"they are not a national", "18 December 1990, articles 2 and 3", `"Irregular situation"`},
		{"takes the same view", "General Comment No. 20: Non-discrimination", `"Where it stands"`},
	} {
		said, note, next := strings.Index(spoken, row[0]), strings.Index(spoken, row[1]), strings.Index(spoken, row[2])
		if said < 0 || note < said || next < note || strings.Count(spoken, row[1]) != 1 {
			t.Errorf("%q is said at %d, its note at %d, %d times, the next part at %d", row[0], said, note, strings.Count(spoken, row[1]), next)
		}
	}
}
