package write

import (
	"os"
	"path/filepath"
	"testing"
)

func TestJournalThatLeadsOutIsRefused(t *testing.T) {
	for _, text := range []string{
		`{"way":"replace","put":["../../victim"]}`,
		`{"way":"replace","remove":["../victim"]}`,
		`{"way":"replace","undo":true,"created":["../victim"]}`,
		`{"way":"replace","remove":["/victim"]}`,
		`{"way":"other"}`,
		`{`,
	} {
		top := t.TempDir()
		out := filepath.Join(top, "public")
		put(t, top, site{"victim": "mine", "public/index.html": "page", ".handbill/output-public/journal.json": text})
		if _, err := Begin(out, Options{}); err == nil {
			t.Errorf("%s was followed", text)
		}
		if err := Recover(out); err == nil {
			t.Errorf("%s was followed", text)
		}
		if _, err := os.Stat(filepath.Join(top, "victim")); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestRecoverLeavesAQuietOutputAlone(t *testing.T) {
	top := t.TempDir()
	for range 2 {
		if err := Recover(filepath.Join(top, "a", "public")); err != nil {
			t.Error(err)
		}
	}
	if got := read(t, top); len(got) > 0 {
		t.Errorf("made %v", got)
	}
}
