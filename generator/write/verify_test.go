package write

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

func TestVerifyTellsWhatDiffers(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, Options{}, site{"a.html": "a", "b.html": "b", "c.html": "c", "fr/d.html": "d", "fr/e.html": "e"})
	v, err := Verify(os.DirFS(out))
	if err != nil || v.Good != 5 || len(v.Problems) != 0 {
		t.Fatalf("a fresh site: %+v, %v", v, err)
	}
	put(t, out, site{"a.html": "A", "b.html": "longer", "fr/x.html": "x", "evil/1": "", "evil/2": "", ".DS_Store": "", "fr/._d.html": ""})
	for _, name := range []string{"c.html", "fr/e.html"} {
		if err := os.Remove(filepath.Join(out, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(out, "c.html"), 0o755); err != nil {
		t.Fatal(err)
	}
	v, err = Verify(os.DirFS(out))
	if err != nil {
		t.Fatal(err)
	}
	if v.Good != 1 || v.Changed != 3 || v.Missing != 1 || v.Extra != 2 {
		t.Errorf("counted %+v", v)
	}
	var got []string
	for _, d := range v.Problems {
		got = append(got, d.Severity.String()+" "+d.Path+" "+d.Code)
	}
	want := "error a.html file-changed, error b.html file-changed, error c.html file-changed, warning evil file-extra, error fr/e.html file-missing, warning fr/x.html file-extra"
	if strings.Join(got, ", ") != want {
		t.Errorf("told\n%s\nwant\n%s", strings.Join(got, ", "), want)
	}
}

func TestVerifyRefusesWhatIsNoManifest(t *testing.T) {
	for name, text := range map[string]string{
		"absent":       "",
		"no JSON":      "hello",
		"web app":      `{"name":"x","icons":[]}`,
		"newer":        `{"version":2,"site":"","files":[]}`,
		"outside":      `{"version":1,"site":"","files":[{"path":"../../etc/passwd","size":1,"sha256":"` + strings.Repeat("0", 64) + `"}]}`,
		"absolute":     `{"version":1,"site":"","files":[{"path":"/etc/passwd","size":1,"sha256":"` + strings.Repeat("0", 64) + `"}]}`,
		"short sum":    `{"version":1,"site":"","files":[{"path":"a","size":1,"sha256":"00"}]}`,
		"twice":        `{"version":1,"site":"","files":[{"path":"a","size":1,"sha256":"` + strings.Repeat("0", 64) + `"},{"path":"a","size":1,"sha256":"` + strings.Repeat("0", 64) + `"}]}`,
		"names itself": `{"version":1,"site":"","files":[{"path":"manifest.json","size":1,"sha256":"` + strings.Repeat("0", 64) + `"}]}`,
	} {
		dir := fstest.MapFS{}
		if text != "" {
			dir[ManifestName] = &fstest.MapFile{Data: []byte(text)}
		}
		if _, err := Verify(dir); err == nil {
			t.Errorf("%s: taken for a manifest", name)
		}
	}
}
