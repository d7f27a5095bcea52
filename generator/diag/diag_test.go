package diag

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestPositionCountsCharactersAndEveryLineEnd(t *testing.T) {
	f := File{Path: "a.md", Source: []byte("\uFEFFé1\r\nب2\n3\r4")}
	for text, want := range map[string]Position{
		"1": {"a.md", 1, 2},
		"2": {"a.md", 2, 2},
		"3": {"a.md", 3, 1},
		"4": {"a.md", 4, 1},
	} {
		if got := f.At(strings.Index(string(f.Source), text)); got != want {
			t.Errorf("%q stands at %v, want %v", text, got, want)
		}
	}
	if got := f.At(999); got != (Position{"a.md", 4, 2}) {
		t.Errorf("an offset past the end gives %v", got)
	}
}

func TestPrintShowsLineCaretAndHint(t *testing.T) {
	var list List
	list.Error(Position{"guides/es/water.md", 14, 5}, "link-missing", `link to "x.md" has no target`, "did you mean y.md?")
	var b strings.Builder
	p := Printer{Line: func(string, int) string { return "see [x](x.md)" }}
	if err := p.Print(&b, list); err != nil {
		t.Fatal(err)
	}
	want := `guides/es/water.md:14:5: error: link to "x.md" has no target [link-missing]
    see [x](x.md)
        ^
    hint: did you mean y.md?
`
	if b.String() != want {
		t.Errorf("printed\n%s\nwant\n%s", b.String(), want)
	}
}

func TestPrintKeepsControlCharactersFromTheTerminal(t *testing.T) {
	var list List
	list.Error(Position{"a.md", 1, 1}, "x", "y", "")
	var b strings.Builder
	if err := (Printer{Line: func(string, int) string { return "\x1b[2Jgone\u202e" }}).Print(&b, list); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(b.String(), "\x1b\u202e") {
		t.Errorf("control characters came through: %q", b.String())
	}
}

func TestPrintCountsWhatItCuts(t *testing.T) {
	var list List
	for range 5 {
		list.Warn(Position{}, "x", "y", "")
	}
	var b strings.Builder
	if err := (Printer{Max: 2}).Print(&b, list); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "3 more") {
		t.Errorf("the rest is not counted:\n%s", b.String())
	}
}

func TestJSONHasEveryDiagnosticAndCounts(t *testing.T) {
	var list List
	list.Error(Position{"a", 1, 2}, "c", "m", "h")
	list.Warn(Position{"b", 3, 4}, "d", "n", "")
	list.Note(Position{}, "e", "o", "")
	var b strings.Builder
	if err := WriteJSON(&b, list); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Version, Errors, Warnings int
		Diagnostics               []map[string]any
	}
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	if got.Version != 1 || got.Errors != 1 || got.Warnings != 1 || len(got.Diagnostics) != 3 {
		t.Errorf("got %+v", got)
	}
}

func TestNearestFindsTypingMistakesOnly(t *testing.T) {
	keys := []string{"title", "summary", "kind", "date", "updated", "aliases"}
	for typed, want := range map[string]string{
		"sumary": "summary", "tilte": "title", "knd": "kind", "colour": "", "updatde": "updated", "x": "", "TITLE": "title", "KnD": "", "alias": "aliases", "es": "",
	} {
		if got := Nearest(typed, keys); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", typed, got, want)
		}
	}
}
