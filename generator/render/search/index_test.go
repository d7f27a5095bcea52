package search

import (
	"compress/flate"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestIndexHasTheTokensOfTheDefinition holds shards against what table.go says a
// token is, worked out the slow way: guides of many scripts, then pages of pieces in
// any order, with lengths at which words, texts and pages are treated differently.
func TestIndexHasTheTokensOfTheDefinition(t *testing.T) {
	t.Run("guides", func(t *testing.T) {
		files, err := filepath.Glob("../../../guides/*/*.md")
		if err != nil || len(files) == 0 {
			t.Fatalf("no guides: %v", err)
		}
		var pages []Page
		for i, f := range files {
			source, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			p := Page{Address: fmt.Sprintf("%d.html", i), Title: f}
			for j, text := range sectionsOf(string(source)) {
				p.Sections = append(p.Sections, Section{ID: fmt.Sprint(j), Heading: fmt.Sprint(j), Text: text})
			}
			pages = append(pages, p)
		}
		asDefined(t, pages)
	})
	r := rand.New(rand.NewPCG(5, 6))
	parts := append([]string{"a", "İ", "و", "ال", "fifteen-letters", "abcdefghijklmno", "abcdefghijklmnop", "ABCDEFGHIJKLMNOPQ", "สิบห้า", "\u0e38\u0e48", "\xff", "\U00020bb7", "ｶﾞ"},
		strings.Fields(strings.Join(words, " "))...)
	text := func(most int) string {
		var b strings.Builder
		for range r.IntN(most) {
			b.WriteString(parts[r.IntN(len(parts))])
			if r.IntN(3) > 0 {
				b.WriteString([]string{" ", " ", "-", "\u00a0", "।", "、"}[r.IntN(6)])
			}
		}
		return b.String()
	}
	for name, shape := range map[string]struct{ pages, sections, pieces int }{
		"short": {40, 4, 8}, "long texts": {3, 3, 2000}, "many sections": {3, 3 * together, 5},
	} {
		t.Run(name, func(t *testing.T) {
			pages := make([]Page, shape.pages)
			for i := range pages {
				pages[i] = Page{Address: fmt.Sprintf("%d.html", i), Title: text(4), Words: text(4)}
				for j := range r.IntN(shape.sections) {
					pages[i].Sections = append(pages[i].Sections, Section{ID: fmt.Sprint("s", j), Heading: "h" + text(3), Text: text(shape.pieces)})
				}
			}
			asDefined(t, pages)
		})
	}
}

// asDefined compares the shards of pages in order with the definition.
func asDefined(t *testing.T, pages []Page) {
	t.Helper()
	s := build(t, "en", pages)
	want, document := map[string][]int{}, 0
	has := func(texts ...string) {
		for _, text := range texts {
			for _, token := range defined(text) {
				if d := want[token]; len(d) == 0 || d[len(d)-1] != document {
					want[token] = append(d, document)
				}
			}
		}
	}
	for _, p := range pages {
		has(p.Title, p.Words)
		for _, section := range p.Sections {
			if s.Headings > 0 {
				document++
			}
			has(section.Heading, section.Text)
		}
		document++
	}
	got, before := map[string][]int{}, ""
	for _, f := range s.Files {
		for token, documents := range opened(t, string(f.Data)) {
			if got[token] = documents; token <= before {
				t.Errorf("%q stands behind %q", token, before)
			}
			before = token
		}
	}
	for token, documents := range want {
		if !slices.Equal(got[token], documents) {
			t.Errorf("%q is in %v, want %v", token, got[token], documents)
		}
		delete(got, token)
	}
	if len(got) > 0 {
		t.Errorf("not tokens: %v", got)
	}
}

// piece is a run of characters of one kind.
type piece struct {
	of   kind
	text string
}

// pieces gives the runs of a text as table.go has them.
func pieces(text string) (list []piece) {
	var run []rune
	of := separator
	for _, r := range fold(text) + " " {
		if k := kindOf(r); k != of {
			if of != separator {
				list = append(list, piece{of, string(run)})
			}
			of, run = k, nil
		}
		run = append(run, r)
	}
	return list
}

// defined gives the tokens of a text as table.go has it.
func defined(text string) (tokens []string) {
	for _, p := range pieces(text) {
		if p.of == word {
			tokens = append(tokens, p.text, string(trimArticle([]byte(p.text))))
			continue
		}
		run := []rune(p.text)
		for i := range run {
			tokens = append(tokens, string(run[i:min(i+int(p.of), len(run))]))
		}
	}
	return tokens
}

// opened gives the tokens of a shard and their documents, as search.js reads them.
func opened(t *testing.T, shard string) func(func(string, []int) bool) {
	shard, ok := strings.CutPrefix(shard, `S("`)
	if shard = strings.TrimSuffix(shard, `")`); !ok {
		t.Fatalf("no shard: %q", shard)
	}
	return func(yield func(string, []int) bool) {
		var before []rune
		for entry := range strings.SplitSeq(strings.ReplaceAll(shard, `\\`, `\`), " ") {
			token, gaps, _ := strings.Cut(entry, "|")
			same := strings.IndexByte("0123456789abcdefghijklmnopqrstuvwxyz", token[0])
			runes := 0
			for units := 0; units < same; runes++ {
				units += max(utf8.RuneLen(before[runes])-2, 1)
			}
			before = append(before[:runes:runes], []rune(token[1:])...)
			var documents []int
			next := 0
			for _, c := range []byte(gaps) {
				if next += int(c - '0'); c != '~' {
					documents = append(documents, next)
					next++
				}
			}
			if !yield(string(before), documents) {
				return
			}
		}
	}
}

// TestListIsWeighedAsAWhole: what is decided without packing all of the list is what
// packing all of it says.
func TestListIsWeighedAsAWhole(t *testing.T) {
	seen := map[bool]int{}
	r := rand.New(rand.NewPCG(7, 8))
	for _, size := range []int{5, 40, 80, 120, 160, 240, 400, 700, 900, 1100, 1300, 1500} {
		for _, different := range []int{1, 20, 100, 2000, 1e9} {
			pages := make([]page, size)
			for i := range pages {
				title := strings.Repeat(fmt.Sprintf("Page %d of them ", r.IntN(different)*104729), 1+i%3)
				pages[i] = page{address: fmt.Sprintf("page-%d.html", i%different), title: title, sections: []heading{{text: title}}}
			}
			raw, weight := 0, counter(0)
			z, err := flate.NewWriter(&weight, 6)
			if err != nil {
				t.Fatal(err)
			}
			listed(pages, 2, func(p *page, s *heading) {
				raw += len(s.text) + lineSize(p.address, p.title, s.id)
				fmt.Fprintf(z, "<li><a href=\"%s#%s\" data-n=999>%s</a> %s\n", p.address, s.id, s.text, p.title)
			})
			z.Close()
			want := weight <= listSize && raw <= hopeless
			if got := fits(pages, 2, raw); got != want {
				t.Errorf("%d pages, %d bytes, %d after packing: fits %t", size, raw, weight, got)
			}
			if raw > surely && raw <= hopeless {
				seen[want]++
			}
		}
	}
	if seen[true] < 5 || seen[false] < 5 {
		t.Errorf("too few lists in doubt to say much: %v", seen)
	}
}

// TestPagesThatWaitAreInTheIndex, and again when more come after the index was made.
func TestPagesThatWaitAreInTheIndex(t *testing.T) {
	x := New()
	var pages []Page
	for i, p := range plausible(30) {
		pages = append(pages, p)
		x.Add("en", i, p)
		if got, want := x.Files("en"), build(t, "en", pages).Result; !reflect.DeepEqual(got, want) {
			t.Fatalf("with %d pages: added one by one, the index differs", len(pages))
		}
	}
}
