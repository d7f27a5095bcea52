package offline

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"path"
	"slices"
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

// Weighing takes longer than all else. So a sample tells what text of such pages
// weighs; by that they are parted before they are joined, and a pack is weighed only
// where what is reckoned does not decide. Text is counted in bytes of UTF-8.
const (
	sampled = 12 << 10 // bytes of a sample
	planned = 22_000   // bytes of each of some packs, as they are reckoned
	// What is reckoned of joined pages may be wrong by so many bytes; of pages by the
	// first of them, more.
	unsure = 1_000
	guess  = 3_000
)

// sample says what some text weighs after gzip, in bytes.
type sample struct{ text, weight int }

// of reckons what more text like that of a sample weighs. The more there is, the more
// of its words have been before: what is new grows as a power of the length (Heaps'
// law). The power was measured on packs of 20 to 150 kB in eight languages.
func (s sample) of(text int) int {
	return int(float64(s.weight) * math.Pow(float64(text)/float64(max(s.text, 1)), 0.88))
}

// texts are pages that were planned to travel together. They are one pack, or some
// where one would be too heavy.
type texts struct {
	language string
	number   int
	guides   bool // all are pages of guides
	paths    []string

	mu      sync.Mutex
	parts   []part // in the order of paths; nil once sealed
	held    *held  // what the parts of guides are in
	missing int

	packs []sealed
}

// sealed is a text pack that is done.
type sealed struct {
	path, hash string
	text       int // bytes of UTF-8
	size       int // bytes after gzip; 0 where not weighed
}

// take holds a page until the others are there.
func (k *texts) take(path string, page []byte, frame frame) {
	h := k.held
	switch {
	case !k.guides: // lists of all languages come last, before the first of them is whole
		h = forText(page)
	case h == nil:
		h = holds.get()
		k.held = h
	}
	k.parts[slices.Index(k.paths, path)] = h.part(path, page, frame)
	k.missing--
}

// seal makes the packs. Languages with many weigh some, and what the others weigh is
// reckoned from these. What is done depends on these pages alone, so that a change
// elsewhere moves none of them. Each goes to put, whose error it gives.
func (k *texts) seal(frame frame, weigh bool, put func(render.File) error) error {
	parts := k.parts
	defer func() {
		if k.held != nil {
			k.held.done()
		}
		k.parts, k.held = nil, nil
	}()
	j := join(frame, parts)
	if !k.guides || len(parts) == 1 { // lists are unlike each other
		j.add(parts)
		return k.bound(j, parts, j.sample(), true, put)
	}
	j.add(parts[:2])
	some := j.sample()
	// The second repeats of the frame and the first what all others do.
	fresh := slices.Clone(j.fresh)
	for _, p := range parts[2:] {
		fresh = append(fresh, max(len(p.data)-(len(parts[1].data)-fresh[1]), 0))
	}
	n := 1
	if all := total(fresh); some.of(all) > heaviest+guess {
		n = some.packs(all)
	}
	for i, run := range cut(parts, fresh, n) {
		if i > 0 || len(run) < 2 {
			j.done()
			j = join(frame, run)
		}
		if err := k.bound(j, run, some, weigh, put); err != nil {
			return err
		}
	}
	return nil
}

// bound packs parts, of which j may have some already; in some packs where they are
// too heavy together.
func (k *texts) bound(j *joined, parts []part, some sample, weigh bool, put func(render.File) error) error {
	j.add(parts[len(j.fresh):])
	several, text := len(parts) > 1, total(j.fresh)
	weight := some.of(text)
	if !several || weight <= heaviest+2*unsure {
		data := j.write()
		s := sealed{text: text}
		if weigh || !several || weight > heaviest-unsure { // a guide that is heavy by itself is like no other
			s.size = j.travels(data)
			weight = s.size
		}
		if !several || weight <= heaviest {
			var f render.File
			f, s.hash = j.file(fmt.Sprintf("packs/%s-%d", k.language, k.number), data)
			s.path = f.Path
			k.packs = append(k.packs, s)
			defer j.done()
			return put(f)
		}
	}
	j.done()
	for _, run := range cut(parts, j.fresh, sample{text, weight}.packs(text)) {
		if err := k.bound(join(j.frame, run), run, some, weigh, put); err != nil {
			return err
		}
	}
	return nil
}

// packs is into how many packs so much text goes, more than one.
func (s sample) packs(text int) int {
	n := 2
	for n < text && s.of(text/n) > planned {
		n++
	}
	return n
}

// cut parts pages into n runs, or one for each page, that are as alike in what is new
// as can be.
func cut(parts []part, fresh []int, n int) (runs [][]part) {
	n = min(n, len(parts))
	all := total(fresh)
	sum, start := 0, 0
	for i := 0; len(runs) < n-1; i++ {
		sum += fresh[i]
		rest := len(parts) - (i + 1) // at least one for each run to come
		if rest == n-1-len(runs) || (2*sum+fresh[i+1])*n > 2*all*(len(runs)+1) {
			runs, start = append(runs, parts[start:i+1]), i+1
		}
	}
	return append(runs, parts[start:])
}

func total(numbers []int) (sum int) {
	for _, n := range numbers {
		sum += n
	}
	return sum
}

// joined are files that share a pool, not yet written.
type joined struct {
	frame frame
	paths []string
	runs  [][]run
	fresh []int  // what is new of each, in bytes
	bytes []byte // of files that are no text, one after the other
	pool  *pool  // of files that are; nil once done
	text  bool
}

// join begins a pack of so many parts: the first of them, or all, are added then.
func join(f frame, parts []part) *joined {
	j, room := &joined{frame: f, text: true}, 0
	for _, p := range parts {
		j.text, room = j.text && p.text, room+len(p.data)
	}
	if j.text {
		j.pool = pools.get()
		j.pool.empty(room)
		if f.pool != nil {
			j.pool.before = f.pool.total
		}
	} else {
		j.frame = frame{}
	}
	return j
}

// add finds what files repeat of the frame and of each other.
func (j *joined) add(parts []part) {
	for _, p := range parts {
		runs, fresh := []run{{fresh: len(p.data)}}, len(p.data)
		if j.text {
			before := len(j.pool.text)
			runs = j.pool.file(p)
			fresh = len(j.pool.text) - before
		} else {
			j.bytes = append(j.bytes, p.data...)
		}
		j.paths, j.runs, j.fresh = append(j.paths, p.path), append(j.runs, runs), append(j.fresh, fresh)
	}
}

// done lets go of what j is made in.
func (j *joined) done() {
	if j.pool != nil {
		if cap(j.pool.text) <= 8*block { // lists of many guides are larger, and come last
			pools.put(j.pool)
		}
		j.pool = nil
	}
}

// sample weighs the last of the text.
func (j *joined) sample() sample {
	if !j.text {
		return sample{1000, 1000}
	}
	text := j.pool.text
	for text = text[max(len(text)-sampled, 0):]; len(text) > 0 && !utf8.RuneStart(text[0]); {
		text = text[1:]
	}
	j.pool.pack = spell(j.pool.pack[:0], text, alphabet(text))
	return sample{len(text), Weight(j.pool.pack)}
}

// write gives the bytes of a pack, which last until j is done.
func (j *joined) write() []byte {
	if !j.text {
		return append(j.line(nil, nil), j.bytes...)
	}
	letters := alphabet(j.pool.text)
	spelling := string(letters)
	j.pool.pack = spell(j.line(j.pool.pack[:0], &spelling), j.pool.text, letters)
	return j.pool.pack
}

// file makes a file of the bytes of a pack, named by their hash, which it gives too.
// It lasts as they do.
func (j *joined) file(name string, data []byte) (f render.File, hash string) {
	ext := ".bin"
	if j.text {
		ext = ".txt"
	}
	return named(name, ext, data)
}

// named makes a file that is named by its hash, which it gives too.
func named(name, ext string, data []byte) (f render.File, hash string) {
	f = render.File{Data: data, Sum: sha256.Sum256(data)}
	hash = hex.EncodeToString(f.Sum[:])
	f.Path = name + "." + hash[:16] + ext
	return f, hash
}

// travels is what a pack weighs on its way: hosts compress texts only.
func (j *joined) travels(data []byte) int {
	if !j.text {
		return len(data)
	}
	return Weight(data)
}

// compressible is how many bytes of text are worth a pack of their own: hosts compress
// no pack that holds anything else, and text to less than half.
const compressible = 3_000

// parted keeps text apart from what is none, where that is lighter.
func parted(parts []part) [][]part {
	if len(parts) == 0 {
		return nil
	}
	var texts, others []part
	bytes := 0
	for _, p := range parts {
		if p.text {
			texts, bytes = append(texts, p), bytes+len(p.data)
		} else {
			others = append(others, p)
		}
	}
	if len(others) == 0 || bytes < compressible {
		return [][]part{parts}
	}
	return [][]part{texts, others}
}

// packed is a pack of parts of one kind that is not parted further.
func packed(name, kind string, parts []part) (render.File, Pack) {
	j := join(frame{}, parts)
	j.add(parts)
	defer j.done()
	data := bytes.Clone(j.write())
	f, hash := j.file(name, data)
	return f, Pack{Path: f.Path, Hash: hash, Size: j.travels(data), Kind: kind}
}

// line appends what is in a pack.
func (j *joined) line(out []byte, letters *string) []byte {
	out = quoted(append(quoted(append(out, '['), letters), ','), &j.frame.path)
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
	return append(out, "]\n"...)
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

// served is what a pack is said to weigh: what servers compress with packs such texts a
// fortieth more tightly (measured on packs of ten languages against zlib).
func served(weight int) int { return weight - weight/40 }

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
