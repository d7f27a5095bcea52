package translate

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"handbill/generator/diag"
	"handbill/generator/markdown"
)

var benchGuides = flag.String("guides", "../../guides", "the folder of guides that BenchmarkForReaders compares")

// BenchmarkForReaders holds every translation of some guides against its English
// source, without a lock:
//
//	go test ./generator/translate -run '^$' -bench ForReaders -guides FOLDER
func BenchmarkForReaders(b *testing.B) {
	type text struct {
		file diag.File
		doc  *markdown.Doc
	}
	parser := markdown.New()
	read := func(name string) text {
		src, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		file := diag.File{Path: name, Source: src}
		_, stop, _ := frontMatter(src)
		doc, _ := parser.Parse(file, stop, markdown.Options{})
		return text{file, doc}
	}
	sources, err := filepath.Glob(filepath.Join(*benchGuides, "*", "en.md"))
	if err != nil || len(sources) == 0 {
		b.Fatalf("no guides in %s (%v)", *benchGuides, err)
	}
	var guides [][]text
	for _, name := range sources {
		guide := []text{read(name)}
		others, err := filepath.Glob(filepath.Join(filepath.Dir(name), "*.md"))
		if err != nil {
			b.Fatal(err)
		}
		for _, other := range others {
			if other != name {
				guide = append(guide, read(other))
			}
		}
		guides = append(guides, guide)
	}
	units := 0
	var desk Desk
	b.ReportAllocs()
	for b.Loop() {
		units = 0
		for _, guide := range guides {
			source := desk.Source(guide[0].file, guide[0].doc)
			for _, translation := range guide[1:] {
				target := source.Translation(translation.file, translation.doc)
				units += len(target.all)
				ForReaders(source, target, Lock{}, nil, nil)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(max(units, 1)), "ns/block")
}
