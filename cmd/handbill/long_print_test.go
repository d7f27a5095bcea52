//go:build print

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// printedLong is the sample site with its two briefing papers in one, so that there is
// a guide of many pages and more than fifty notes, and with some files made of it.
func printedLong(t *testing.T, args ...string) string {
	t.Helper()
	root := sample(t)
	for _, tag := range []string{"en", "es", "fr"} {
		writeFiles(t, root, map[string]string{"guides/migrant-sex-workers-briefing/" + tag + ".md": longPaper(t, tag)})
	}
	print(t, root, append([]string{"migrant-sex-workers-briefing"}, args...)...)
	return root
}

var (
	partStart = regexp.MustCompile(`(?m)^## `)
	noteLine  = regexp.MustCompile(`(?m)^\[\^[^\]]+\]:.*\n`)
)

// longPaper is the Markdown of both papers in a language: the first without its limits,
// the second without its summary and its words, and each note once.
func longPaper(t *testing.T, tag string) string {
	t.Helper()
	var papers [2]string
	var parts [2][][]int
	for i, part := range []string{"briefing", "evidence"} {
		text, err := os.ReadFile(filepath.Join("../../guides/migrant-sex-workers-"+part, tag+".md"))
		if err != nil {
			t.Fatal(err)
		}
		papers[i] = string(text)
		parts[i] = partStart.FindAllStringIndex(papers[i], -1)
	}
	law, evidence := parts[0], parts[1]
	text := papers[0][:law[len(law)-1][0]] + papers[1][evidence[2][0]:]
	notes := slices.DeleteFunc(noteLine.FindAllString(papers[0], -1), func(note string) bool { return strings.Contains(text, note) })
	text += strings.Join(notes, "")
	if n := len(noteLine.FindAllString(text, -1)); n <= 50 {
		t.Fatalf("%s: %d notes are too few for a long paper", tag, n)
	}
	return text
}
