package write

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestOutputOverSourcesIsRefused(t *testing.T) {
	top := t.TempDir()
	root := filepath.Join(top, "work", "site")
	put(t, root, site{"site.toml": "", "guides/water/en.md": "# Water"})
	put(t, top, site{"file": ""})
	links := map[string]string{"to-root": root, "to-guides": filepath.Join(root, "guides"), "nowhere": filepath.Join(top, "none")}
	for name, target := range links {
		if err := os.Symlink(target, filepath.Join(top, name)); err != nil {
			t.Fatal(err)
		}
	}
	sources := read(t, root)
	for name, want := range map[string]string{
		filepath.VolumeName(top) + string(filepath.Separator): "top of a disk",
		root:                                 "site folder",
		root + "/.":                          "site folder",
		root + "/guides/..":                  "site folder",
		filepath.Join(top, "to-root"):        "site folder",
		filepath.Join(top, "work"):           "lies in it",
		top:                                  "lies in it",
		root + "/guides":                     "guides holds sources",
		root + "/guides/water":               "guides holds sources",
		root + "/themes":                     "themes holds sources",
		root + "/i18n/new":                   "i18n holds sources",
		filepath.Join(top, "to-guides", "x"): "guides holds sources",
		filepath.Join(top, "nowhere"):        "leads nowhere",
		filepath.Join(top, "file"):           "is a file",
	} {
		s, err := Begin(name, Options{Root: root})
		if err == nil {
			s.Abort()
			t.Errorf("%s was taken", name)
			continue
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %q does not say %q", name, err, want)
		}
	}
	if got := read(t, root); len(got) != len(sources) {
		t.Errorf("a refusal changed the site folder: %v", got)
	}
}

func TestOutputMayLieAnywhereElse(t *testing.T) {
	top := t.TempDir()
	root := filepath.Join(top, "site")
	put(t, root, site{"site.toml": "", "guides/water/en.md": "# Water"})
	put(t, top, site{"web/keep.txt": ""})
	if err := os.Symlink(filepath.Join(top, "web"), filepath.Join(root, "public-link")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{root + "/public", root + "/build/a/b", top + "/elsewhere", root + "/guides-public", root + "/public-link"} {
		mustBuild(t, name, Options{Root: root}, first)
	}
	expect(t, filepath.Join(top, "web"), with(first, site{"keep.txt": ""}))
	if info, err := os.Lstat(filepath.Join(root, "public-link")); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link to the output became %v (%v)", info.Mode(), err)
	}
}

// TestWebRootIsChangedFromWithin has an output whose own folder may not be
// touched, as on shared hosting.
func TestWebRootIsChangedFromWithin(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		testInside(t)
		return
	}
	top := t.TempDir()
	out := filepath.Join(top, "htdocs")
	put(t, out, site{"keep.txt": "mine"})
	before, _ := os.Stat(out)
	if err := os.Chmod(top, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(top, 0o755)
	for _, files := range []site{first, second} {
		mustBuild(t, out, Options{}, files)
		expect(t, out, with(files, site{"keep.txt": "mine"}))
	}
	if after, _ := os.Stat(out); !os.SameFile(before, after) {
		t.Error("the web root was replaced")
	}
}

// testInside is for administrators, whom no mode stops: the same way, told to.
func testInside(t *testing.T) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "htdocs")
	put(t, out, site{"keep.txt": "mine"})
	before, _ := os.Stat(out)
	for _, files := range []site{first, second} {
		p := inside(out)
		p.asked = out
		l, err := acquire(p.state, out)
		if err != nil {
			t.Fatal(err)
		}
		s := newStage(p, Options{}, l)
		if err := s.prepare(); err != nil {
			t.Fatal(err)
		}
		putAll(s, files)
		if _, err := s.Commit("test"); err != nil {
			t.Fatal(err)
		}
		expect(t, out, with(files, site{"keep.txt": "mine"}))
	}
	if after, _ := os.Stat(out); !os.SameFile(before, after) {
		t.Error("the web root was replaced")
	}
}
