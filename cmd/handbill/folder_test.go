package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// TestFolderReadsWhatItsRootReads: keeping folders open changes nothing of what is
// read: links inside the site are followed, those that lead out are refused, and
// errors name the whole path.
func TestFolderReadsWhatItsRootReads(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("site/site.toml", "settings")
	write("site/guides/water/en.md", "water")
	write("site/guides/food/en.md", "food")
	write("secret.md", "secret")
	links := os.Symlink("../food/en.md", filepath.Join(dir, "site/guides/water/fr.md"))
	if links == nil {
		links = os.Symlink("../../../secret.md", filepath.Join(dir, "site/guides/water/es.md"))
	}
	root, err := openFolder(filepath.Join(dir, "site"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	fsys := root.FS()
	want := map[string]string{"site.toml": "settings", "guides/water/en.md": "water", "guides/food/en.md": "food"}
	if links == nil { // not every system lets anybody make links
		want["guides/water/fr.md"] = "food"
		if got, err := fs.ReadFile(fsys, "guides/water/es.md"); err == nil {
			t.Errorf("a link out of the site was followed: %q", got)
		}
	}
	for name, text := range want {
		if got, err := fs.ReadFile(fsys, name); err != nil || string(got) != text {
			t.Errorf("%s: got %q, %v, want %q", name, got, err, text)
		}
	}
	for _, name := range []string{"guides/water/ru.md", "guides/none/en.md"} {
		if _, err := fs.ReadFile(fsys, name); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := fs.ReadFile(fsys, "guides/../guides/water/en.md"); err == nil {
		t.Error("a path that io/fs does not allow was read")
	}
}

// TestFolderReadsManyFoldersAtOnce: folders are closed while others still read in
// them.
func TestFolderReadsManyFoldersAtOnce(t *testing.T) {
	dir := t.TempDir()
	const guides = 3 * keptOpen
	for i := range guides {
		name := filepath.Join(dir, fmt.Sprint(i))
		if err := os.Mkdir(name, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(name, "en.md"), fmt.Append(nil, i), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root, err := openFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for i := range 5 * guides {
				n := i * 7 % guides
				if got, err := fs.ReadFile(root.FS(), fmt.Sprintf("%d/en.md", n)); err != nil || string(got) != fmt.Sprint(n) {
					t.Errorf("%d: got %q, %v", n, got, err)
				}
			}
		})
	}
	readers.Wait()
	if open := len(root.fs.open); open > keptOpen {
		t.Errorf("%d folders are open", open)
	}
}
