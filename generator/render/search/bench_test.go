package search

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
)

// plausible makes pages of some 1,500 words in ten sections.
func plausible(n int) []Page {
	r := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("ba con der el fi gar hol in ja ker lan mo nes or pra qui ren sta tol un ver wil yo zen ing ment tion ly ther com")
	word := func() string {
		w := ""
		for range 1 + r.IntN(3) {
			w += syllables[r.IntN(len(syllables))]
		}
		return w
	}
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(word() + " ")
		}
		return b.String()
	}
	pages := make([]Page, n)
	for i := range pages {
		pages[i] = Page{Address: fmt.Sprintf("%s-%d.html", word(), i), Title: text(5)}
		for j := range 10 {
			pages[i].Sections = append(pages[i].Sections, Section{ID: fmt.Sprint(word(), j), Heading: text(4), Text: text(150)})
		}
	}
	return pages
}

func BenchmarkAdd(b *testing.B) {
	pages := plausible(100)
	x := New()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		x.Add("en", i, pages[i%100])
	}
}

// BenchmarkMemory collects 10,000 pages in eight languages and tells what stays
// in memory.
func BenchmarkMemory(b *testing.B) {
	pages, languages := plausible(100), []string{"en", "fr", "es", "ar", "th", "ru", "zh", "pt"}
	for b.Loop() {
		x := New()
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		for i := range 10_000 {
			x.Add(languages[i%8], i, pages[i%100])
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MiB")
		for _, l := range languages {
			x.Files(l)
		}
	}
}
