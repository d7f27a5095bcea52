package po

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"handbill/generator/diag"
)

func read(t *testing.T, source string) *File {
	t.Helper()
	f, problems := Parse(diag.File{Path: "x.po", Source: []byte(source)})
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	return f
}

func messy(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("testdata/messy.po")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// gettext runs one of the GNU programs, which are the oracle here. They come
// with the package gettext.
func gettext(t *testing.T, input []byte, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Stdin = bytes.NewReader(input)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %v: %v (is GNU gettext installed?)\n%s", name, args, err, errs.String())
	}
	if errs.Len() > 0 {
		t.Errorf("%s %v says:\n%s", name, args, errs.String())
	}
	return out.Bytes()
}

func TestWritesWhatMsgcatWrites(t *testing.T) {
	want := gettext(t, []byte(messy(t)), "msgcat", "--no-wrap", "-")
	if got := read(t, messy(t)).Bytes(); string(got) != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestReadsTheSameFromEveryLayout(t *testing.T) {
	plain := read(t, messy(t))
	for _, e := range plain.Entries {
		e.Line = 0
	}
	for _, layout := range []string{
		string(gettext(t, []byte(messy(t)), "msgcat", "--width=30", "-")),
		strings.ReplaceAll(messy(t), "\n", "\r\n"),
		"\uFEFF" + messy(t),
	} {
		got := read(t, layout)
		for _, e := range got.Entries {
			e.Line = 0
		}
		if !reflect.DeepEqual(got, plain) {
			t.Errorf("differs:\n%s\nfrom\n%s", got.Bytes(), plain.Bytes())
		}
	}
}

func TestMsgmergeKeepsWhatWeWrite(t *testing.T) {
	dir := t.TempDir()
	old, renewed := filepath.Join(dir, "old.po"), filepath.Join(dir, "new.pot")
	for path, text := range map[string][]byte{
		old:     read(t, messy(t)).Bytes(),
		renewed: []byte(strings.ReplaceAll(messy(t), "Bring your papers", "Bring papers")),
	} {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	merged := gettext(t, nil, "msgmerge", "--quiet", "--previous", "--no-wrap", old, renewed)
	if got := read(t, string(merged)).Bytes(); string(got) != string(merged) {
		t.Errorf("got\n%s\nwant\n%s", got, merged)
	}
}

func TestEntriesNeedNoBlankLineBetweenThem(t *testing.T) {
	f := read(t, "msgid \"a\"\nmsgstr \"b\"\n# for c\nmsgctxt \"x\"\nmsgid \"c\"\nmsgstr \"d\"\nmsgid \"e\"\nmsgstr \"f\"\n")
	if len(f.Entries) != 3 || f.Entries[1].Comments[0] != "for c" || *f.Entries[1].Context != "x" || f.Entries[2].Text() != "f" {
		t.Errorf("read as\n%s", f.Bytes())
	}
}

func TestReadsOtherEncodingsByTheirHeader(t *testing.T) {
	latin := "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\n\"\n\nmsgid \"summer\"\nmsgstr \"\xe9t\xe9\"\n"
	f := read(t, latin)
	if got := f.Entries[1].Text(); got != "été" {
		t.Errorf("got %q", got)
	}
}

func TestOneBrokenLineCostsOneEntry(t *testing.T) {
	f, problems := Parse(diag.File{Path: "x.po", Source: []byte("msgid \"a\"\nmsgstr \"b\n\nrubbish\n\nmsgid \"c\"\nmsgstr \"d\"\n")})
	if len(problems) != 2 || problems[0].Line != 2 || problems[1].Line != 4 {
		t.Errorf("problems: %v", problems)
	}
	if last := f.Entries[len(f.Entries)-1]; last.ID != "c" || last.Text() != "d" {
		t.Errorf("the good entry is lost: %+v", last)
	}
}

func TestHeaderNamesMatchInAnyCase(t *testing.T) {
	f := read(t, messy(t))
	if got := f.Header("language"); got != "fr" {
		t.Errorf("language %q", got)
	}
	if got := f.Header("X-None"); got != "" {
		t.Errorf("made up %q", got)
	}
}

func FuzzParse(f *testing.F) {
	b, err := os.ReadFile("testdata/messy.po")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte("msgid \"a\\x41\\101\\q\"\nmsgstr[0] \"\"\n#~ msgid \"b\"\n#| \n#"))
	f.Fuzz(func(t *testing.T, source []byte) {
		first, _ := Parse(diag.File{Source: source})
		written := first.Bytes()
		second, _ := Parse(diag.File{Source: written})
		if again := second.Bytes(); !bytes.Equal(again, written) {
			t.Errorf("writing twice differs:\n%q\n%q", written, again)
		}
	})
}
