package write

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"handbill/generator/render"
)

// site is a site in a test: path to content.
type site map[string]string

// build puts a whole site and commits it.
func build(t *testing.T, out string, opt Options, files site) (Report, error) {
	t.Helper()
	s, err := Begin(out, opt)
	if err != nil {
		return Report{}, err
	}
	putAll(s, files)
	return s.Commit("test")
}

// putAll puts in a fixed order and leaves errors to Commit, as a careless
// caller might.
func putAll(s *Stage, files site) {
	for _, p := range slices.Sorted(maps.Keys(files)) {
		_ = s.Put(render.File{Path: p, Data: []byte(files[p])})
	}
}

func mustBuild(t *testing.T, out string, opt Options, files site) Report {
	t.Helper()
	r, err := build(t, out, opt, files)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// read gives what stands in a folder: path to content, folders with a slash and
// no content.
func read(t *testing.T, dir string) site {
	t.Helper()
	got := site{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		p, _ := filepath.Rel(dir, name)
		p = filepath.ToSlash(p)
		switch {
		case p == ".":
		case e.IsDir():
			if empty, _ := os.ReadDir(name); len(empty) == 0 {
				got[p+"/"] = ""
			}
		case e.Type()&fs.ModeSymlink != 0:
			target, _ := os.Readlink(name)
			got[p] = "-> " + target
		default:
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			got[p] = string(data)
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return got
}

// expect compares a folder with a site; the manifest is left out.
func expect(t *testing.T, dir string, want site) {
	t.Helper()
	got := read(t, dir)
	delete(got, ManifestName)
	if !maps.Equal(got, want) {
		t.Errorf("the output has\n%v\nwant\n%v", got, want)
	}
}

// with gives both sites in one.
func with(a, b site) site {
	both := maps.Clone(a)
	maps.Copy(both, b)
	return both
}

func put(t *testing.T, dir string, files site) {
	t.Helper()
	for p, text := range files {
		name := filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// ways are the two ways to make a site visible; both keep the same promises.
var ways = map[string]Options{"exchange": {}, "journal": {replace: true}}

func eachWay(t *testing.T, test func(t *testing.T, opt Options, out string)) {
	for name, opt := range ways {
		t.Run(name, func(t *testing.T) { test(t, opt, filepath.Join(t.TempDir(), "public")) })
	}
}

var (
	first  = site{"index.html": "one", "fr/water.html": "eau", "assets/a.1.css": "a", "gone/x.html": "x"}
	second = site{"index.html": "two", "fr/water.html": "eau", "assets/a.2.css": "b", "es/water.html": "agua"}
)

func TestSecondBuildReplacesTheFirst(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		if r := mustBuild(t, out, opt, first); r.Written != 4 {
			t.Errorf("first build: %+v", r)
		}
		expect(t, out, first)
		r := mustBuild(t, out, opt, second)
		if r.Written != 3 || r.Unchanged != 1 || r.Removed != 2 {
			t.Errorf("second build: %+v", r)
		}
		expect(t, out, second)
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(out), ".*")); len(left) > 0 {
			t.Errorf("left beside the output: %v", left)
		}
	})
}

func TestEqualBuildTouchesNothing(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		mustBuild(t, out, opt, first)
		before, err := os.Stat(out)
		if err != nil {
			t.Fatal(err)
		}
		manifest, _ := os.Stat(filepath.Join(out, ManifestName))
		r := mustBuild(t, out, opt, first)
		after, _ := os.Stat(out)
		again, _ := os.Stat(filepath.Join(out, ManifestName))
		if r.Unchanged != 4 || r.Written != 0 || !os.SameFile(before, after) || !os.SameFile(manifest, again) {
			t.Errorf("an equal build changed something: %+v", r)
		}
	})
}

func TestUnchangedFileKeepsItsTime(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		mustBuild(t, out, opt, first)
		before, err := os.Stat(filepath.Join(out, "fr/water.html"))
		if err != nil {
			t.Fatal(err)
		}
		mustBuild(t, out, opt, second)
		after, err := os.Stat(filepath.Join(out, "fr/water.html"))
		if err != nil || !after.ModTime().Equal(before.ModTime()) {
			t.Errorf("time of an equal file: %v, before %v (%v)", after.ModTime(), before.ModTime(), err)
		}
	})
}

func TestFileChangedByHandIsMended(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		mustBuild(t, out, opt, first)
		put(t, out, site{"fr/water.html": "EAU"})
		mustBuild(t, out, opt, first)
		expect(t, out, first)
	})
}

func TestForeignFilesStay(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		foreign := site{".gitignore": "*", ".well-known/security.txt": "mail", "fr/notes.txt": "mine", ".git/objects/ab/cd": "blob"}
		put(t, out, foreign)
		if err := os.MkdirAll(filepath.Join(out, "empty/inner"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("../elsewhere", filepath.Join(out, "link")); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(filepath.Join(out, "closed"), 0o555); err != nil {
			t.Fatal(err)
		}
		foreign["empty/inner/"], foreign["closed/"], foreign["link"] = "", "", "-> ../elsewhere"
		for i, files := range []site{first, second, {"index.html": "three"}} {
			if r := mustBuild(t, out, opt, files); r.Carried != 5 {
				t.Errorf("build %d carried %d", i, r.Carried)
			}
			want := maps.Clone(foreign)
			maps.Copy(want, files)
			expect(t, out, want)
		}
		if info, _ := os.Stat(filepath.Join(out, "closed")); info.Mode().Perm() != 0o555 {
			t.Errorf("a carried folder has mode %v", info.Mode())
		}
	})
}

func TestForeignFileIsNeverBuried(t *testing.T) {
	cases := map[string]struct{ foreign, site site }{
		"other bytes":         {site{"index.html": "mine"}, site{"index.html": "new"}},
		"file for a folder":   {site{"fr": "mine"}, site{"fr/a.html": "new"}},
		"folder for a file":   {site{"a.html/x": "mine"}, site{"a.html": "new"}},
		"another case":        {site{"Index.html": "mine"}, site{"index.html": "new"}},
		"case of a folder":    {site{"FR/a.html": "mine"}, site{"fr/a.html": "new"}},
		"another normal form": {site{"cafe\u0301.html": "mine"}, site{"caf\u00e9.html": "new"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			eachWay(t, func(t *testing.T, opt Options, out string) {
				put(t, out, c.foreign)
				_, err := build(t, out, opt, c.site)
				if err == nil || !strings.Contains(err.Error(), slices.Collect(maps.Keys(c.foreign))[0][:2]) {
					t.Errorf("the error is %v", err)
				}
				expect(t, out, c.foreign)
			})
		})
	}
}

func TestEqualForeignFileIsAdopted(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		put(t, out, first)
		if r := mustBuild(t, out, opt, first); r.Carried != 0 || r.Unchanged != 4 {
			t.Errorf("%+v", r)
		}
		mustBuild(t, out, opt, second)
		expect(t, out, second)
	})
}

func TestFileAndFolderChangePlaces(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		a, b := site{"x": "file", "y/z": "below", "y/w": "w"}, site{"x/deep/z": "below", "y": "file"}
		for range 2 {
			mustBuild(t, out, opt, a)
			expect(t, out, a)
			mustBuild(t, out, opt, b)
			expect(t, out, b)
		}
	})
}

func TestAbortLeavesTheLastSite(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		mustBuild(t, out, opt, first)
		s, err := Begin(out, opt)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Put(render.File{Path: "new.html", Data: []byte("new")}); err != nil {
			t.Fatal(err)
		}
		if err := s.Abort(); err != nil {
			t.Fatal(err)
		}
		expect(t, out, first)
		if _, err := s.Commit("test"); err == nil {
			t.Error("an aborted stage was committed")
		}
		if err := s.Put(render.File{Path: "late.html"}); err == nil {
			t.Error("an aborted stage took a file")
		}
		mustBuild(t, out, opt, second)
	})
}

func TestSecondBuildAtOnceIsToldWhoHoldsTheOutput(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	s, err := Begin(out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Begin(out, Options{})
	var locked *LockedError
	if !errors.As(err, &locked) || locked.PID != os.Getpid() {
		t.Errorf("the second build says %v", err)
	}
	if _, err := s.Commit("test"); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, out, Options{}, first)
}

func TestRefusedPathsNameBoth(t *testing.T) {
	cases := []struct {
		paths []string
		want  []string
	}{
		{[]string{"a.html", "a.html"}, []string{"a.html"}},
		{[]string{"Fr/a.html", "fr/b.html"}, []string{`"Fr"`, `"fr"`}},
		{[]string{"a.html", "A.html"}, []string{"a.html", "A.html"}},
		{[]string{"caf\u00e9", "cafe\u0301"}, []string{"differ only in case"}},
		{[]string{"stra\u00dfe", "STRASSE"}, []string{"differ only in case"}},
		{[]string{"a", "a/b"}, []string{`"a"`, `"a/b"`}},
		{[]string{"a/b", "a"}, []string{`"a"`}},
		{[]string{"../a"}, []string{"../a"}},
		{[]string{"/a"}, []string{"/a"}},
		{[]string{""}, []string{`""`}},
		{[]string{"fr/con.html"}, []string{"con.html"}},
		{[]string{"fr/COM1"}, []string{"COM1"}},
		{[]string{`a\b`}, []string{"character"}},
		{[]string{"a:b"}, []string{"character"}},
		{[]string{"a."}, []string{`"a."`}},
		{[]string{"a /b"}, []string{`"a /b"`}},
		{[]string{strings.Repeat("ل", 128)}, []string{"255 bytes"}},
		{[]string{"manifest.json"}, []string{"manifest.json"}},
		{[]string{"Manifest.json"}, []string{"Manifest.json"}},
		{[]string{".handbill/x"}, []string{".handbill/x"}},
	}
	for _, c := range cases {
		out := filepath.Join(t.TempDir(), "public")
		files := site{}
		s, err := Begin(out, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range c.paths {
			err = s.Put(render.File{Path: p})
		}
		if err == nil {
			t.Errorf("%q was taken", c.paths)
			s.Abort()
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q: %q does not name %s", c.paths, err, want)
			}
		}
		if _, err := s.Commit("test"); err == nil {
			t.Errorf("%q: committed after a refused file", c.paths)
		}
		expect(t, out, files)
	}
}

func TestOrdinaryNamesAreTaken(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	files := site{}
	for _, p := range []string{"ar/ماء.html", "zh-Hans/水.html", ".htaccess", "_headers", "com.html", "com10.html", "comma.html", "icon.html", "fr/manifest.json", "a b.html"} {
		files[p] = p
	}
	mustBuild(t, out, Options{}, files)
	expect(t, out, files)
}

func TestModesDoNotDependOnTheMask(t *testing.T) {
	withMask(t, 0o077, func() {
		eachWay(t, func(t *testing.T, opt Options, out string) {
			mustBuild(t, out, opt, first)
			mustBuild(t, out, opt, second)
			err := filepath.WalkDir(out, func(name string, e fs.DirEntry, err error) error {
				if err != nil {
					return err
				}
				info, err := os.Stat(name)
				if err != nil {
					return err
				}
				if want := map[bool]fs.FileMode{true: 0o755, false: 0o644}[e.IsDir()]; info.Mode().Perm() != want {
					t.Errorf("%s has mode %v", name, info.Mode())
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	})
}

func TestManyGoroutinesPut(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		want := site{}
		for i := range 200 {
			want[fmt.Sprintf("l%d/d%d/%d.html", i%3, i%7, i)] = fmt.Sprint(i)
		}
		s, err := Begin(out, opt)
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for p, text := range want {
			wg.Go(func() {
				if err := s.Put(render.File{Path: p, Data: []byte(text)}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if _, err := s.Commit("test"); err != nil {
			t.Fatal(err)
		}
		expect(t, out, want)
	})
}

func TestKeepTakesOnlyWhatIsIntact(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		mustBuild(t, out, opt, first)
		put(t, out, site{"gone/x.html": "y"})
		s, err := Begin(out, opt)
		if err != nil {
			t.Fatal(err)
		}
		for path, want := range map[string]bool{"index.html": true, "gone/x.html": false, "none.html": false} {
			if got, err := s.Keep(path, SumOf([]byte(first[path]))); got != want || err != nil {
				t.Errorf("Keep(%s) = %v, %v", path, got, err)
			}
		}
		if got, _ := s.Keep("fr/water.html", SumOf([]byte("other"))); got {
			t.Error("Keep took a file with another sum")
		}
		if _, err := s.Commit("test"); err != nil {
			t.Fatal(err)
		}
		expect(t, out, site{"index.html": "one"})
	})
}

func TestManifestListsEveryFileInOrder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, Options{}, site{"b.html": "bb", "a/c.html": "<", "a-b": ""})
	got, err := os.ReadFile(filepath.Join(out, ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"version":1,"site":"test","files":[
{"path":"a-b","size":0,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
{"path":"a/c.html","size":1,"sha256":"dabd3aff769f07eb2965401eb029974ebba3407afd02b26ddb564ea5f8efae72"},
{"path":"b.html","size":2,"sha256":"3b64db95cb55c763391c707108489ae18b4112d783300de38e033b4c98c3deaf"}
]}
`
	if string(got) != want {
		t.Errorf("the manifest is\n%s\nwant\n%s", got, want)
	}
	m, err := ReadManifest(os.DirFS(out))
	if err != nil || !bytes.Equal(m.Encode(), got) {
		t.Errorf("read and written again it differs (%v)", err)
	}
}
