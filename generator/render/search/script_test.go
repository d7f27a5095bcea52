package search

import (
	"bytes"
	"compress/gzip"
	"testing"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/js"
)

func minified(t *testing.T, script string) string {
	t.Helper()
	m := minify.New()
	m.AddFunc("text/javascript", js.Minify)
	small, err := m.String("text/javascript", script)
	if err != nil {
		t.Fatal(err)
	}
	return small
}

func gzipped(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, 6)
	if err != nil {
		t.Fatal(err)
	}
	z.Write(data)
	z.Close()
	return b.Len()
}

func TestScriptFitsItsBudget(t *testing.T) {
	const most = 1500 // bytes after gzip
	for name, source := range map[string]string{"index": Script(), "saved": SavedScript()} {
		script := minified(t, source)
		if n := gzipped(t, []byte(script)); n > most {
			t.Errorf("%s: the script weighs %d bytes, %d before gzip; %d are allowed", name, n, len(script), most)
		}
	}
}
