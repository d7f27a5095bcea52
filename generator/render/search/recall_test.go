package search

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

var corpus = flag.String("corpus", "../../../guides", "folder of guides to measure recall on: GUIDE/LANGUAGE.md")

// TestRecall asks for words of real guides, as the browser's segmenter parts
// them, and counts how many of the pages that have a word are found. Each
// section counts as a page, so that there are many.
func TestRecall(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(*corpus, "*", "*.md"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no guides in %s: %v", *corpus, err)
	}
	texts := map[string][]string{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		language := strings.TrimSuffix(filepath.Base(f), ".md")
		texts[language] = append(texts[language], sectionsOf(string(data))...)
	}
	for language, sections := range texts {
		t.Run(language, func(t *testing.T) { recall(t, language, sections) })
	}
}

var markup = regexp.MustCompile(`(?s)^\+\+\+.*?\n\+\+\+|\]\([^)]*\)|<[^>]*>|[#*_>|\[\]!{}` + "`" + `]`)

func sectionsOf(source string) []string {
	return strings.Split(markup.ReplaceAllString(strings.ReplaceAll(source, "\n#", "\n\x00"), " "), "\x00")
}

func recall(t *testing.T, language string, sections []string) {
	var pages []Page
	for _, s := range sections {
		pages = append(pages, Page{Address: "p.html", Title: ".", Sections: []Section{{Text: s}}})
	}
	s := build(t, language, pages)
	size := 0
	for _, f := range s.Files {
		n := gzipped(t, f.Data)
		size += n
		if n > 7500 {
			t.Errorf("%s weighs %d bytes after gzip, more than 7,500", f.Path, n)
		}
	}

	var words [][]string
	node(t, "words.mjs", map[string]any{"language": language, "texts": sections}, &words)
	asked := map[string]bool{}
	var questions []string
	for _, list := range words {
		for i, w := range list {
			if i%5 == 0 && !asked[w] && len(questions) < 250 && len(terms(w)) > 0 {
				asked[w] = true
				questions = append(questions, w)
			}
		}
	}
	if len(questions) < 20 {
		t.Fatalf("only %d words to ask for", len(questions))
	}
	first := 0
	for i := 0; i < len(questions); i += len(questions) / 6 {
		loaded := 0
		for _, address := range s.ask(t, Script(), questions[i]).Loaded {
			for _, f := range s.Files {
				if "../"+f.Path == address {
					loaded += gzipped(t, f.Data)
				}
			}
		}
		first = max(first, loaded)
	}
	if first > 15_000 {
		t.Errorf("a first question of one word costs %d bytes, more than 15,000", first)
	}
	there, found := 0, 0
	for i, a := range s.ask(t, Script(), questions...).Answers {
		shown := map[int]bool{}
		for _, n := range a.Shown {
			shown[n] = true
		}
		missed := 0
		for page, list := range words {
			for _, w := range list {
				if norm.NFC.String(w) == norm.NFC.String(questions[i]) {
					there++
					if shown[page] {
						found++
					} else {
						missed++
					}
				}
			}
		}
		if missed > 0 {
			t.Logf("%q is missed %d times: %+v", questions[i], missed, a.Said)
		}
	}
	t.Logf("%d pages, %d questions, recall %.2f %%; index %d bytes after gzip in %d shards, a first question %d", len(pages), len(questions), 100*float64(found)/float64(there), size, len(s.Files), first)
	if found*100 < there*99 {
		t.Errorf("%d of %d are found, fewer than 99 %%", found, there)
	}
}

// terms is what a reader can ask for: one letter of a script with spaces is too
// little.
func terms(word string) (list []string) {
	for _, token := range defined(word) {
		if len([]rune(token)) > 1 || token >= "\u1100" || gram([]rune(token)[0]) > 0 {
			list = append(list, token)
		}
	}
	return list
}
