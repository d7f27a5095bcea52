package sheet

import (
	"reflect"
	"strings"
	"testing"

	"handbill/generator/diag"
)

var sample = []Row{
	{ID: "fr:water/0b77", Source: "+1 202 555 0142", OldSource: "", Translation: "=HYPERLINK(\"http://x\")", Note: "- a note"},
	{ID: "fr:water/1", Source: "two\nlines; with, marks \"quoted\"", OldSource: "@old", Translation: "'=guarded", Note: "it's"},
	{ID: "fr:water/2", Source: "＝wide", Translation: "\ttab"},
}

func TestRoundTrip(t *testing.T) {
	got, ds := Parse(diag.File{Source: Write(sample)})
	for i := range got {
		got[i].Line = 0
	}
	if len(ds) > 0 || !reflect.DeepEqual(got, sample) {
		t.Errorf("got %+v, said %v", got, ds)
	}
}

func TestNoCellStartsAFormula(t *testing.T) {
	text := string(Write(sample))
	if !strings.HasPrefix(text, "\uFEFFid,source,old_source,translation,note\n") {
		t.Errorf("begins with %.60q", text)
	}
	for _, dangerous := range []string{",=", ",+", ",-", ",@", "\"=", "\"@", ",＝", "\n=", ",\t", "\"\t"} {
		if strings.Contains(text, dangerous) {
			t.Errorf("holds %q:\n%s", dangerous, text)
		}
	}
}

func TestReadsWhatSpreadsheetsSave(t *testing.T) {
	for name, text := range map[string]string{
		"semicolons":        "id;translation\nfr:a/1;\"un; deux\"\n",
		"tabs":              "id\ttranslation\r\nfr:a/1\tun; deux\r\n",
		"sep line":          "sep=;\r\nid;translation\r\nfr:a/1;un; deux\r\n",
		"other order":       "\uFEFFNote, Translation ,ID\nn,un; deux,fr:a/1\n",
		"all quoted":        "\"id\",\"translation\"\n\"fr:a/1\",\"un; deux\"\n",
		"empty cells after": "id,source,old_source,translation,note,,\nfr:a/1,,,un; deux,,,\n",
	} {
		rows, ds := Parse(diag.File{Source: []byte(text)})
		if len(ds) > 0 || len(rows) != 1 || rows[0].ID != "fr:a/1" || !strings.HasPrefix(rows[0].Translation, "un") {
			t.Errorf("%s: got %+v, said %v", name, rows, ds)
		}
	}
}

func TestLostHeadIsNamed(t *testing.T) {
	_, ds := Parse(diag.File{Source: []byte("fr:a/1,un\n")})
	if len(ds) != 1 || !strings.Contains(ds[0].Message, `"id"`) {
		t.Errorf("said %v", ds)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(Write(sample))
	f.Fuzz(func(t *testing.T, source []byte) {
		rows, _ := Parse(diag.File{Source: source})
		again, ds := Parse(diag.File{Source: Write(rows)})
		if len(ds) > 0 || len(again) != len(rows) {
			t.Errorf("%d rows became %d: %v", len(rows), len(again), ds)
		}
	})
}
