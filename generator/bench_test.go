package generator

import (
	"context"
	"flag"
	"os"
	"testing"

	"handbill/generator/render"
	words "handbill/i18n"
	"handbill/themes"
)

var benchSite = flag.String("site", "../", "the site that BenchmarkBuild builds")

// BenchmarkBuild builds a whole site into nothing:
//
//	go test ./generator -run '^$' -bench Build -site FOLDER -cpuprofile cpu.out
func BenchmarkBuild(b *testing.B) {
	root, err := os.OpenRoot(*benchSite)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	var pages int
	for b.Loop() {
		result, err := Build(context.Background(), Options{FS: root.FS(), Words: words.FS, Themes: themes.FS, Put: func(render.File) error { return nil }})
		if err != nil {
			b.Fatal(err)
		}
		pages = result.Pages
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(max(pages, 1)), "µs/page")
}
