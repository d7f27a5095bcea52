package write

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"handbill/generator/render"
)

// benchPages is the site that the speed budget is measured on, 14 kB a page.
func benchPages(changed string) []render.File {
	text := strings.Repeat("<p>the quick brown fox jumps over the lazy dog</p>\n", 280)
	files := make([]render.File, 10_000)
	for i := range files {
		p := fmt.Sprintf("l%d/guide-%d.html", i%8, i/8)
		files[i] = render.File{Path: p, Data: []byte(p + text)}
		if i == 77 {
			files[i].Data = []byte(changed + text)
		}
	}
	return files
}

func benchBuild(b *testing.B, out string, files []render.File, keep bool) Report {
	s, err := Begin(out, Options{})
	if err != nil {
		b.Fatal(err)
	}
	var wg sync.WaitGroup
	for half := range 2 {
		wg.Go(func() {
			for i := half; i < len(files); i += 2 {
				if keep {
					if e, ok := s.Last().Find(files[i].Path); ok && i != 77 {
						if kept, err := s.Keep(e.Path, e.SHA256); kept && err == nil {
							continue
						}
					}
				}
				if err := s.Put(files[i]); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	r, err := s.Commit("bench")
	if err != nil {
		b.Fatal(err)
	}
	return r
}

func BenchmarkTenThousandPages(b *testing.B) {
	files, other := benchPages("a"), benchPages("b")
	out := filepath.Join(b.TempDir(), "public")
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			benchBuild(b, filepath.Join(b.TempDir(), "public"), files, false)
		}
	})
	benchBuild(b, out, files, false)
	b.Run("equal", func(b *testing.B) {
		for b.Loop() {
			benchBuild(b, out, files, false)
		}
	})
	b.Run("kept", func(b *testing.B) {
		for b.Loop() {
			benchBuild(b, out, files, true)
		}
	})
	b.Run("one changed", func(b *testing.B) {
		for b.Loop() {
			benchBuild(b, out, other, true)
			files, other = other, files
		}
	})
}
