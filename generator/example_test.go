package generator_test

import (
	"context"
	"fmt"
	"log"
	"sort"
	"strings"
	"sync"
	"testing/fstest"

	"handbill/generator"
	"handbill/generator/diag"
	"handbill/generator/render"
	"handbill/i18n"
	"handbill/themes"
)

// A site of one guide in one language, with nothing read from a disk.
func ExampleBuild() {
	site := fstest.MapFS{
		"site.toml":          {Data: []byte("title = \"Wells\"\nsource = \"en\"\n[languages.en]\nname = \"English\"\n")},
		"guides/water/en.md": {Data: []byte("+++\ntitle = \"Clean water\"\n+++\n\n## Boil it\n\nOne minute is enough.\n")},
	}
	var mu sync.Mutex
	var pages []string
	result, err := generator.Build(context.Background(), generator.Options{
		FS:     site,
		Words:  words.FS,
		Themes: themes.FS,
		Put: func(f render.File) error {
			mu.Lock()
			defer mu.Unlock()
			if strings.HasSuffix(f.Path, ".html") {
				pages = append(pages, f.Path)
			}
			return nil
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	sort.Strings(pages)
	fmt.Println(result.Pages, "guide,", result.Diagnostics.Failed())
	fmt.Println(strings.Join(pages, "\n"))
	// Output:
	// 1 guide, false
	// 404.html
	// en/index.html
	// en/leave.html
	// en/offline.html
	// en/safety.html
	// en/search.html
	// en/water.html
	// index.html
}

// What an author has to mend comes back with its place and its cure.
func ExampleBuild_diagnostics() {
	result, err := generator.Build(context.Background(), generator.Options{
		FS: fstest.MapFS{
			"site.toml":          {Data: []byte("title = \"Wells\"\nsource = \"en\"\n[languages.en]\nname = \"English\"\n")},
			"guides/water/en.md": {Data: []byte("+++\ntitle = \"Clean water\"\nsumary = \"Three ways.\"\n+++\n\nBoil it.\n")},
		},
		Words:  words.FS,
		Themes: themes.FS,
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, d := range result.Diagnostics {
		if d.Severity == diag.Error {
			fmt.Printf("%s:%d:%d: %s (%s)\n", d.Path, d.Line, d.Column, d.Message, d.Hint)
		}
	}
	// Output:
	// guides/water/en.md:3:1: unknown key "sumary" (did you mean "summary"?)
}
