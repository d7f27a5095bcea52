package generator

import (
	"bytes"
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"handbill/generator/diag"
	"handbill/generator/render"
	words "handbill/i18n"
	"handbill/themes"
)

var update = flag.Bool("update", false, "write the expected parts of the golden sites anew")

// output collects the files of a build.
type output struct {
	mu    sync.Mutex
	files map[string]string
}

func (o *output) put(f render.File) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if _, twice := o.files[f.Path]; twice {
		return fmt.Errorf("the file %s was made twice", f.Path)
	}
	if f.Sum != [sha256.Size]byte{} && f.Sum != sha256.Sum256(f.Data) {
		return fmt.Errorf("the file %s has another sum", f.Path)
	}
	o.files[f.Path] = string(f.Data)
	return nil
}

// build builds a site given by its files.
func buildFiles(t *testing.T, site map[string]string, opt Options) (map[string]string, diag.List) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range site {
		fsys[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	out := &output{files: map[string]string{}}
	opt.FS, opt.Words, opt.Themes, opt.Put = fsys, words.FS, themes.FS, out.put
	if opt.Today.IsZero() {
		opt.Today = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	}
	result, err := Build(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	return out.files, result.Diagnostics.Sorted()
}

// TestGoldenSites builds each archive of testdata. Its comment may hold options
// ("drafts", "check", "languages en,fr"). Parts under want/ are what must come
// out: "want/diagnostics" is everything that is said, "want/files" the paths,
// and "want/public/…" lines that the file must contain, one by one and in that
// order; a line that begins with ! must not be there.
func TestGoldenSites(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no golden sites: %v", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { golden(t, name) })
	}
}

func golden(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	site := map[string]string{}
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "want/") {
			site[f.Name] = string(f.Data)
		}
	}
	files, ds := buildFiles(t, site, goldenOptions(string(archive.Comment)))
	for i, f := range archive.Files {
		var got []byte
		switch {
		case f.Name == "want/diagnostics":
			got = said(t, ds, site)
		case f.Name == "want/files":
			got = []byte(strings.Join(paths(files), "\n") + "\n")
		case strings.HasPrefix(f.Name, "want/"):
			contains(t, strings.TrimPrefix(f.Name, "want/public/"), files, string(f.Data))
			continue
		default:
			continue
		}
		if *update {
			archive.Files[i].Data = got
		} else if !bytes.Equal(got, f.Data) {
			t.Errorf("%s is\n%s\nwant\n%s", f.Name, got, f.Data)
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func goldenOptions(comment string) Options {
	var opt Options
	for _, line := range strings.Split(comment, "\n") {
		switch word, rest, _ := strings.Cut(strings.TrimSpace(line), " "); word {
		case "drafts":
			opt.Drafts = true
		case "check":
			opt.Check = true
		case "languages":
			opt.Languages = strings.Split(rest, ",")
		}
	}
	return opt
}

func said(t *testing.T, ds diag.List, site map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	line := func(path string, n int) string {
		lines := strings.Split(site[path], "\n")
		if n > len(lines) {
			return ""
		}
		return lines[n-1]
	}
	if err := (diag.Printer{Line: line}).Print(&b, ds); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// paths lists the files of a site. Names that follow from content change with
// every style, so they are left out.
func paths(files map[string]string) []string {
	var all []string
	for name := range files {
		if !strings.HasPrefix(name, "assets/") && !strings.HasPrefix(name, "packs/") {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// contains looks for the wanted lines in a file, in their order.
func contains(t *testing.T, name string, files map[string]string, want string) {
	t.Helper()
	text, ok := files[name]
	if !ok {
		t.Errorf("the site has no %s", name)
		return
	}
	rest := text
	for _, line := range strings.Split(strings.TrimSpace(want), "\n") {
		if unwanted, ok := strings.CutPrefix(line, "!"); ok {
			if strings.Contains(text, unwanted) {
				t.Errorf("%s contains %q", name, unwanted)
			}
			continue
		}
		_, after, found := strings.Cut(rest, line)
		if !found {
			t.Errorf("%s does not contain %q (after the lines before it):\n%s", name, line, text)
			return
		}
		rest = after
	}
}
