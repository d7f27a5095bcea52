package offline

import (
	"unicode/utf8"

	"handbill/generator/render"
)

// part is a file of a pack, until it is joined with others.
type part struct {
	path string
	text bool   // it is UTF-8
	data []byte // of a text, what its frame has not
	// runs tell where data stands in a text, which they count in bytes, and what of the
	// frame follows.
	runs    []run
	anchors []int32 // the places in data, none across the end of a run
}

// newPart makes a part of a file without a frame.
func newPart(path string, data []byte) part {
	if !utf8.Valid(data) {
		return part{path: path, data: data}
	}
	return forText(data).part(path, data, frame{})
}

// frame is what the pages of a language have in common, a file of its own in each
// saved copy. Without an address there is none.
type frame struct {
	path, hash string
	pool       *pool
}

func newFrame(language string, text []byte) (frame, render.File) {
	file, hash := named("packs/"+language, ".txt", text)
	f := frame{file.Path, hash, new(pool)}
	f.pool.empty(4 * len(text)) // with room, as most of what is looked for is not there
	f.pool.file(forText(text).part("", text, frame{}))
	return f, file
}

// held are the parts of a pack, until all are there: most of a page is frame, and is
// let go at once.
type held struct {
	text    []byte // the block that is filled now
	full    [][]byte
	runs    []run
	anchors []int32
}

// A block has what some pages leave; none lies across two.
const block = 128 << 10

var (
	holds  = kept[*held]{make: func() *held { return new(held) }}
	blocks = kept[[]byte]{make: func() []byte { return make([]byte, 0, block) }}
)

// forText is for what a single text leaves.
func forText(text []byte) *held { return &held{text: make([]byte, 0, len(text))} }

// room makes room for so many bytes.
func (h *held) room(n int) {
	if cap(h.text)-len(h.text) >= n {
		return
	}
	h.full = append(h.full, h.text)
	if n > block {
		h.text = make([]byte, 0, n)
	} else {
		h.text = blocks.get()[:0]
	}
}

// done lets go of all parts.
func (h *held) done() {
	for _, text := range append(h.full, h.text) {
		if cap(text) == block {
			blocks.put(text)
		}
	}
	h.text, h.full, h.runs, h.anchors = nil, h.full[:0], h.runs[:0], h.anchors[:0]
	holds.put(h)
}

// part holds what a text has beside its frame.
func (h *held) part(path string, data []byte, f frame) part {
	h.room(len(data))
	text, runs, anchors := len(h.text), len(h.runs), len(h.anchors)
	start := 0
	for at := anchor(data, 0); at < len(data); at = anchor(data, at+1) {
		from := -1
		if f.pool != nil {
			from = f.pool.find(data[at:])
		}
		if from >= 0 {
			if begin, end, r := f.pool.repeat(data, start, at, from); end > 0 {
				h.run(data[start:begin], r)
				for size := len(h.text) - text; len(h.anchors) > anchors && int(h.anchors[len(h.anchors)-1])+wide > size; {
					h.anchors = h.anchors[:len(h.anchors)-1]
				}
				start, at = end, end-1
				continue
			}
		}
		h.anchors = append(h.anchors, int32(len(h.text)-text+at-start))
	}
	h.run(data[start:], run{})
	return part{path, true, h.text[text:], h.runs[runs:], h.anchors[anchors:]}
}

// run holds what is new, which is in bytes in r then.
func (h *held) run(fresh []byte, r run) {
	r.fresh = len(fresh)
	h.text, h.runs = append(h.text, fresh...), append(h.runs, r)
}
