package write

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// addDownloads does what pdf and pack do: it adds to a built site.
func addDownloads(t *testing.T, out string, opt Options, files site) {
	t.Helper()
	s, err := Begin(out, opt)
	if err != nil {
		t.Fatal(err)
	}
	s.KeepRest()
	for p, text := range files {
		if err := s.PutDownload(p, strings.NewReader(text), "from-"+text, 4); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Commit(s.Last().Site); err != nil {
		t.Fatal(err)
	}
}

func TestCurrentDownloadsStayAndStaleOnesGo(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		mustBuild(t, out, opt, first)
		downloads := site{"fr/water-a4.pdf": "one", "fr.zip": "two", "site.zip": "three"}
		addDownloads(t, out, opt, downloads)
		expect(t, out, with(first, downloads))

		// All kept when nobody decides.
		mustBuild(t, out, opt, second)
		expect(t, out, with(second, downloads))

		opt.Downloads = func(e Entry) bool { return e.Source == "from-one" && e.Pages == 4 }
		r := mustBuild(t, out, opt, second)
		if want := []string{"fr.zip", "site.zip"}; !slices.Equal(r.Stale, want) || r.Removed != 2 {
			t.Errorf("reported %+v", r)
		}
		expect(t, out, with(second, site{"fr/water-a4.pdf": "one"}))
		m, err := ReadManifest(os.DirFS(out))
		if e, ok := m.Find("fr/water-a4.pdf"); err != nil || !ok || !e.Download() || e.Source != "from-one" || e.Pages != 4 {
			t.Errorf("the manifest says %+v of the kept download (%v)", e, err)
		}
	})
}

func TestDamagedDownloadIsNotKept(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		mustBuild(t, out, opt, first)
		addDownloads(t, out, opt, site{"fr/water-a4.pdf": "number 1"})
		put(t, out, site{"fr/water-a4.pdf": "number 2"})
		r := mustBuild(t, out, opt, first)
		if !slices.Equal(r.Stale, []string{"fr/water-a4.pdf"}) {
			t.Errorf("reported %+v", r)
		}
		expect(t, out, first)
	})
}

func TestAddingToADamagedSiteIsRefused(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		mustBuild(t, out, opt, first)
		put(t, out, site{"index.html": "ONE"})
		s, err := Begin(out, opt)
		if err != nil {
			t.Fatal(err)
		}
		s.KeepRest()
		if _, err := s.Commit("test"); err == nil || !strings.Contains(err.Error(), "index.html") {
			t.Errorf("the error is %v", err)
		}
		expect(t, out, with(first, site{"index.html": "ONE"}))
	})
}

func TestEqualDownloadIsNotWrittenAgain(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		mustBuild(t, out, opt, first)
		addDownloads(t, out, opt, site{"site.zip": "zip"})
		before, err := os.Stat(filepath.Join(out, "site.zip"))
		if err != nil {
			t.Fatal(err)
		}
		addDownloads(t, out, opt, site{"site.zip": "zip", "fr.zip": "new"})
		after, err := os.Stat(filepath.Join(out, "site.zip"))
		if err != nil || !os.SameFile(before, after) {
			t.Errorf("an equal download was written again (%v)", err)
		}
	})
}

func TestBuildMayTakeTheNameOfADownload(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		mustBuild(t, out, opt, first)
		addDownloads(t, out, opt, site{"fr/x": "zip"})
		mustBuild(t, out, opt, site{"fr/x": "page"})
		expect(t, out, site{"fr/x": "page"})
	})
}

func TestDownloadInTheWayOfThePageStopsTheBuild(t *testing.T) {
	eachWay(t, func(t *testing.T, opt Options, out string) {
		mustBuild(t, out, opt, first)
		addDownloads(t, out, opt, site{"fr/x": "zip"})
		if _, err := build(t, out, opt, site{"fr/X": "page"}); err == nil {
			t.Error("two names that differ in case were written")
		}
		expect(t, out, with(first, site{"fr/x": "zip"}))
	})
}

func TestFailingReaderSpoilsTheStage(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, Options{}, first)
	s, err := Begin(out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.KeepRest()
	if err := s.PutDownload("site.zip", failingReader{}, "x", 0); err == nil {
		t.Error("a download that cannot be read was taken")
	}
	if _, err := s.Commit("x"); err == nil {
		t.Error("committed without the download")
	}
	expect(t, out, first)
}

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, fs.ErrInvalid }
