package write

import (
	"bytes"
	"testing"
)

func FuzzManifest(f *testing.F) {
	whole := Manifest{Site: "x", Files: []Entry{{Path: "a/ب.html", Size: 3, SHA256: SumOf([]byte("abc"))}, {Path: "b.pdf", Source: "s", Pages: 2}}}
	f.Add(whole.Encode())
	f.Add([]byte(`{"version":1,"files":[{"path":"../x"}]}`))
	f.Add([]byte(`{"version":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ParseManifest(data)
		if err != nil {
			return
		}
		for _, e := range m.Files {
			if err := storable(e.Path); err != nil {
				t.Errorf("a manifest was taken that names a path outside: %v", err)
			}
		}
		again, err := ParseManifest(m.Encode())
		if err != nil {
			t.Fatalf("what was read cannot be read again: %v", err)
		}
		if !bytes.Equal(again.Encode(), m.Encode()) {
			t.Error("read twice it differs")
		}
	})
}
