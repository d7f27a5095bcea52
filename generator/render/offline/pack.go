package offline

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"sync"
	"unicode/utf8"

	"handbill/generator/render"
)

// A pack is a line of JSON and the bytes of its files, one after the other. The
// line lists them: address and length. A pack of texts is a text by its ending
// too, so that hosts compress it.

// pack is one text pack on its way.
type pack struct {
	language string
	number   int
	paths    []string

	mu      sync.Mutex
	pages   [][]byte // let go once sealed
	missing int

	path, hash string
	raw        int // bytes
	size       int // bytes after gzip; 0 where not weighed
}

// part is a file of a pack.
type part struct {
	path string
	data []byte
}

// MarshalJSON gives what stands in the line.
func (p part) MarshalJSON() ([]byte, error) { return json.Marshal([]any{p.path, len(p.data)}) }

// seal makes the file. Weighing takes longer than all else, so languages with
// many packs weigh some, and what the others weigh is reckoned from these.
func (k *pack) seal(weigh bool) render.File {
	parts := make([]part, len(k.paths))
	for i, data := range k.pages {
		parts[i] = part{k.paths[i], data}
	}
	f := join(fmt.Sprintf("packs/%s-%d", k.language, k.number), parts)
	k.path, k.hash, k.raw = f.Path, sum(f.Data), len(f.Data)
	if weigh {
		k.size = travels(f)
	}
	for i := range k.pages {
		k.pages[i] = []byte{} // it came
	}
	return f
}

func join(name string, parts []part) render.File {
	line, err := json.Marshal(parts)
	if err != nil {
		panic(fmt.Sprintf("offline: addresses and numbers are no JSON: %v", err))
	}
	var b bytes.Buffer
	b.Write(line)
	b.WriteByte('\n')
	for _, p := range parts {
		b.Write(p.data)
	}
	ext := ".bin"
	if utf8.Valid(b.Bytes()) {
		ext = ".txt"
	}
	return render.File{Path: name + "." + sum(b.Bytes())[:16] + ext, Data: b.Bytes()}
}

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// travels is what a pack weighs on its way: hosts compress texts only.
func travels(f render.File) int {
	if path.Ext(f.Path) == ".bin" {
		return len(f.Data)
	}
	return Weight(f.Data)
}

// Weight is the size of a file on its way: after gzip at the level that servers
// use, or as it is where gzip does not help.
func Weight(data []byte) int {
	var n counter
	z := scales.Get().(*gzip.Writer)
	defer scales.Put(z)
	z.Reset(&n)
	z.Write(data) // a counter never fails
	z.Close()
	return min(int(n), len(data))
}

// scales are compressors to weigh with: each has a megabyte of tables.
var scales = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(nil, 6)
	if err != nil {
		panic("offline: gzip has no level 6")
	}
	return z
}}

type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

// KindOf tells by its ending what a file that pages show is; "" for files that
// are no part of a saved copy.
func KindOf(name string) string {
	switch path.Ext(name) {
	case ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg":
		return Pictures
	case ".mp3", ".ogg", ".opus", ".m4a", ".wav", ".mp4", ".webm", ".vtt":
		return Media
	default:
		return ""
	}
}
