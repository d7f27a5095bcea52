package offline

import (
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

// A pack is a line of JSON and bytes. The line is a list: the pack's alphabet,
// then for each file a list of its address and its runs, three numbers each: how
// many of the bytes are new, how many to pass over of those that were repeated
// last, how many to repeat. What is repeated is counted among the bytes of all
// files so far; each file begins at the first. The last run is one number. With an
// empty alphabet the bytes are the files' own; else they are letters. Whoever changes
// this changes Format.
//
// A pack of texts is called one by its ending, so that hosts compress it.

// heaviest is about what a text pack may weigh in bytes: it is what a reader pays
// for one changed guide, 25 kB with the list of packs. A guide heavier than that is
// a pack of its own.
const heaviest = 24_000

// leastWeight is what a pack weighs at least, in hundredths of its bytes: text weighs
// a third. One that is too heavy by it is halved without being weighed.
const leastWeight = 30

// texts are pages that were planned to travel together. They are one pack, or some
// where one would be too heavy.
type texts struct {
	language string
	number   int
	paths    []string

	mu      sync.Mutex
	pages   [][]byte // let go once sealed
	missing int

	packs []sealed
}

// sealed is a text pack that is done.
type sealed struct {
	path, hash string
	raw        int // bytes
	size       int // bytes after gzip; 0 where not weighed
}

// part is a file of a pack.
type part struct {
	path string
	data []byte
}

// seal makes the packs. Weighing takes longer than all else, so languages with
// many packs weigh some, and what the others weigh is reckoned from these.
func (k *texts) seal(weigh bool) []render.File {
	parts := make([]part, len(k.paths))
	for i, data := range k.pages {
		parts[i] = part{k.paths[i], data}
	}
	for i := range k.pages {
		k.pages[i] = []byte{} // it came
	}
	return k.bound(parts, weigh)
}

// bound packs parts, in halves where they are too heavy together. What is done
// depends on these parts alone, so that a change elsewhere moves none of them.
func (k *texts) bound(parts []part, weigh bool) []render.File {
	f, most := join(fmt.Sprintf("packs/%s-%d", k.language, k.number), parts)
	s := sealed{path: f.Path, raw: len(f.Data)}
	several := len(parts) > 1
	heavy := several && len(f.Data)*leastWeight/100 > heaviest
	if !heavy && (weigh || several && most > heaviest) {
		s.size = travels(f)
		heavy = several && s.size > heaviest
	}
	if heavy {
		at := middle(parts)
		return append(k.bound(parts[:at], weigh), k.bound(parts[at:], weigh)...)
	}
	s.hash = sum(f.Data)
	k.packs = append(k.packs, s)
	return []render.File{f}
}

// middle is where parts fall into halves that are as alike in length as can be.
func middle(parts []part) int {
	total := 0
	for _, p := range parts {
		total += len(p.data)
	}
	at, before := 1, len(parts[0].data)
	for at < len(parts)-1 && 2*before+len(parts[at].data) < total {
		before += len(parts[at].data)
		at++
	}
	return at
}

// join makes a pack, and tells what it weighs at most, which is reckoned, not
// weighed: packs as large as that weigh less than 0.375 of their bytes, and those of
// scripts with more letters than an alphabet has less than 0.45.
func join(name string, parts []part) (f render.File, most int) {
	data := make([][]byte, len(parts))
	valid, size := true, 0
	for i, p := range parts {
		data[i], valid, size = p.data, valid && utf8.Valid(p.data), size+len(p.data)
	}
	text, ends := make([]byte, 0, size), make([]int, len(parts))
	ext, letters := ".bin", []rune(nil)
	spell := func(out, data []byte) []byte { return append(out, data...) }
	if valid {
		ext = ".txt"
		if letters = alphabet(data); len(letters) > 0 {
			spell = newSpelling(letters).append
		}
	}
	for i, d := range data {
		text = spell(text, d)
		ends[i] = len(text)
	}
	all := repeats(text, ends)
	b := append(line(parts, all, string(letters)), '\n')
	at := 0
	for _, runs := range all {
		for _, r := range runs {
			b = append(b, text[at:at+r.fresh]...)
			at += r.fresh + r.len
		}
	}
	most = len(b) * 3 / 8
	if len(letters) == rareLetter-firstLetter {
		most = len(b) * 9 / 20
	}
	return render.File{Path: name + "." + sum(b)[:16] + ext, Data: b}, most
}

// line lists what is in a pack.
func line(parts []part, all [][]run, letters string) []byte {
	list := []any{letters}
	for i, runs := range all {
		entry, next := []any{parts[i].path}, 0
		for n, r := range runs {
			entry = append(entry, r.fresh)
			if n < len(runs)-1 {
				entry = append(entry, r.from-next, r.len)
				next = r.from + r.len
			}
		}
		list = append(list, entry)
	}
	data, err := json.Marshal(list)
	if err != nil {
		panic(fmt.Sprintf("offline: addresses and numbers are no JSON: %v", err))
	}
	return data
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
