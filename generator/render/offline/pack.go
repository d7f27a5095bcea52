package offline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"strconv"
	"sync"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"

	"handbill/generator/render"
)

// A pack is a line of JSON and bytes. The line is a list: the pack's alphabet, or null
// where the bytes are no text; the address of the frame, or "" for none; then for each
// file a list of its address and its runs, three numbers each: how much of the bytes'
// text is new, how much of the pool to pass over since what was repeated last, how
// much of it to repeat. The pool is the frame and after it the text of all bytes; each
// file counts from its first letter, in units of UTF-16. The last run is one number.
// Whoever changes this changes Format.
//
// A pack of texts is called one by its ending, so that hosts compress it.

// heaviest is about what a text pack may weigh in bytes: it is what a reader pays
// for one changed guide, 25 kB with the list of packs. A guide heavier than that is
// a pack of its own.
const heaviest = 24_000

// Weighing takes longer than all else, so a pack is weighed only where its length does
// not tell. Of each 100 letters it weighs leastWeight bytes at least, and mostWeight at
// most; mostRare where a script has more letters than an alphabet.
const (
	leastWeight = 30
	mostWeight  = 38
	mostRare    = 55
)

// texts are pages that were planned to travel together. They are one pack, or some
// where one would be too heavy.
type texts struct {
	language string
	number   int
	guides   bool // all are pages of guides
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
	size int  // in units of UTF-16
	text bool // it is valid UTF-8
}

func newPart(path string, data []byte) part {
	return part{path, data, units(data), utf8.Valid(data)}
}

// seal makes the packs. Weighing takes longer than all else, so languages with
// many packs weigh some, and what the others weigh is reckoned from these.
func (k *texts) seal(frame frame, weigh bool) []render.File {
	parts := make([]part, len(k.paths))
	for i, data := range k.pages {
		parts[i] = newPart(k.paths[i], data)
	}
	for i := range k.pages {
		k.pages[i] = []byte{} // it came
	}
	return k.bound(frame, parts, weigh)
}

// bound packs parts, in halves where they are too heavy together. What is done
// depends on these parts alone, so that a change elsewhere moves none of them.
func (k *texts) bound(frame frame, parts []part, weigh bool) []render.File {
	several := len(parts) > 1
	halves := func() []render.File {
		at := middle(parts)
		return append(k.bound(frame, parts[:at], weigh), k.bound(frame, parts[at:], weigh)...)
	}
	j, heavy := join(frame, parts, k.guides)
	if several && heavy {
		j.done()
		return halves()
	}
	data, most := j.write()
	j.done()
	s := sealed{raw: len(data)}
	if weigh || several && most > heaviest {
		if s.size = j.travels(data); several && s.size > heaviest {
			return halves()
		}
	}
	var f render.File
	f, s.hash = j.file(fmt.Sprintf("packs/%s-%d", k.language, k.number), data)
	s.path = f.Path
	k.packs = append(k.packs, s)
	return []render.File{f}
}

// middle is where parts fall into halves that are as alike in length as can be.
func middle(parts []part) int {
	total := 0
	for _, p := range parts {
		total += p.size
	}
	at, before := 1, parts[0].size
	for at < len(parts)-1 && 2*before+parts[at].size < total {
		before += parts[at].size
		at++
	}
	return at
}

// frame is what the pages of a language have in common, a file of its own in each
// saved copy. Without an address there is none.
type frame struct {
	path, hash string
	text       []byte
}

// joined are files that share a pool, not yet written.
type joined struct {
	frame frame
	paths []string
	runs  [][]run
	bytes []byte // what is new, one after the other
	text  bool
	pool  *pool // where the bytes are; nil where they are their own
}

// done lets go of what j is made in.
func (j *joined) done() {
	if j.pool != nil {
		pools.put(j.pool)
		j.pool, j.bytes = nil, nil
	}
}

// join finds what files repeat of the frame and of each other. With heavy, they are
// plainly more than a pack may weigh, and j need not be finished; where files are
// alike, two of them tell it of all.
func join(frame frame, parts []part, alike bool) (j joined, heavy bool) {
	j, size, room := joined{frame: frame, text: true}, 0, 0
	for _, p := range parts {
		j.paths, size, room = append(j.paths, p.path), size+p.size, room+len(p.data)
		j.text = j.text && p.text
	}
	if !j.text {
		j.frame.path = ""
		for _, p := range parts {
			j.bytes = append(j.bytes, p.data...)
			j.runs = append(j.runs, []run{{fresh: len(p.data)}})
		}
		return j, len(j.bytes) > heaviest
	}
	pool := newPool(frame.text, room)
	j.pool = pool
	before, most := pool.letters(), heaviest*100/leastWeight
	for i, p := range parts {
		shared := pool.letters() + p.size
		j.runs = append(j.runs, pool.file(p.data))
		shared -= pool.letters()
		size -= p.size
		// The second shares with the frame and the first what all others do.
		if alike && i == 1 && pool.letters()-before+size-(len(parts)-2)*shared > most {
			return j, true
		}
	}
	j.bytes = pool.text[len(frame.text):]
	return j, pool.letters()-before > most
}

// write gives the bytes of a pack, and what they weigh at most, which is reckoned.
func (j *joined) write() (data []byte, most int) {
	if !j.text {
		data = append(append(j.line(nil), '\n'), j.bytes...)
		return data, len(data)
	}
	letters := alphabet(j.bytes)
	spelling := string(letters)
	data = spell(append(j.line(&spelling), '\n'), j.bytes, letters)
	most = len(data) * mostWeight / 100
	if len(letters) == rareLetter-firstLetter {
		most = len(data) * mostRare / 100
	}
	return data, most
}

// file names a pack by its hash, which it gives too.
func (j *joined) file(name string, data []byte) (f render.File, hash string) {
	hash, ext := sum(data), ".bin"
	if j.text {
		ext = ".txt"
	}
	return render.File{Path: name + "." + hash[:16] + ext, Data: data}, hash
}

// travels is what a pack weighs on its way: hosts compress texts only.
func (j *joined) travels(data []byte) int {
	if !j.text {
		return len(data)
	}
	return Weight(data)
}

// packed is a pack of parts of one kind that is not parted further.
func packed(name, kind string, parts []part) (render.File, Pack) {
	j, _ := join(frame{}, parts, false)
	data, _ := j.write()
	j.done()
	f, hash := j.file(name, data)
	return f, Pack{Path: f.Path, Hash: hash, Size: j.travels(data), Kind: kind}
}

// line lists what is in a pack.
func (j *joined) line(letters *string) []byte {
	out := append(append(quoted([]byte{'['}, letters), ','), quoted(nil, &j.frame.path)...)
	for i, runs := range j.runs {
		out = quoted(append(out, ",["...), &j.paths[i])
		next := 0
		for n, r := range runs {
			out = number(out, r.fresh)
			if n < len(runs)-1 {
				out = number(number(out, r.from-next), r.len)
				next = r.from + r.len
			}
		}
		out = append(out, ']')
	}
	return append(out, ']')
}

func number(out []byte, n int) []byte { return strconv.AppendInt(append(out, ','), int64(n), 10) }

// quoted appends a text as JSON, null for none.
func quoted(out []byte, text *string) []byte {
	data, err := json.Marshal(text)
	if err != nil {
		panic(fmt.Sprintf("offline: a text is no JSON: %v", err))
	}
	return append(out, data...)
}

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// Weight is the size of a file on its way: after gzip at the level that servers
// use, or as it is where gzip does not help. klauspost/compress packs text three times
// as fast as the standard library, and within a twentieth as tightly.
func Weight(data []byte) int {
	var n counter
	z := scales.get()
	defer scales.put(z)
	z.Reset(&n)
	z.Write(data) // a counter never fails
	z.Close()
	return min(int(n), len(data))
}

// scales are compressors to weigh with: each has a megabyte of tables.
var scales = kept[*gzip.Writer]{make: func() *gzip.Writer {
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
