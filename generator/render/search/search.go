// Package search makes the index that a reader's browser asks, and the list
// that stands in for it where there is no JavaScript.
//
// In go the sections of every page, out come shards: small scripts, each with
// the tokens of one stretch of the alphabet, so that a question costs one or two
// of them. They are scripts and not data because a page opened from disk may
// load nothing else. What counts as a token is written down once, in table.go;
// the browser's half is made from the same table. The package knows nothing of
// Markdown and never reads or writes the site.
package search

import (
	"encoding/binary"
	"fmt"
	"io"
	"sync"
)

// Section is the text under one heading of a page.
type Section struct {
	// ID is the heading's address; "" above the first heading.
	ID string
	// Heading is its text.
	Heading string
	// Level is the heading's level, 2 where unknown.
	Level int
	// Text is everything under it, without pull quotes.
	Text string
}

// Page is one guide in one language.
type Page struct {
	// Address is relative to the language's folder, such as "water.html".
	Address string
	Title   string
	// Words are found as the text above the first heading is: summary, topics.
	Words    string
	Sections []Section
}

// Spill is where an index keeps what does not fit into memory; an *os.File is
// one. The index writes from offset 0 on.
type Spill interface {
	io.ReaderAt
	io.WriterAt
}

// Index collects pages. It is safe for concurrent use; the order in which pages
// come does not show in the outcome.
type Index struct {
	mu        sync.Mutex
	languages map[string]*collected
	spill     Spill
	spilled   int64 // bytes written to spill
}

// New gives an empty index. With a spill, its memory no longer grows with the
// number of pages, only with the number of different words; nil keeps all in
// memory.
func New(spill Spill) *Index {
	return &Index{spill: spill, languages: map[string]*collected{}}
}

// spillAt is how many bytes of records a language holds before they move to the
// spill: enough that a small site never touches it.
const spillAt = 256 << 10

// Add takes in a page. Pages are listed by order, which is unique within a
// language. The error is that of the spill.
func (x *Index) Add(language string, order int, p Page) error {
	c := x.language(language)
	r := c.reader()
	r.page = binary.AppendUvarint(r.page[:0], uint64(order))
	r.page = binary.AppendUvarint(r.page, uint64(r.place))
	r.page = r.record(r.page, p)

	c.mu.Lock()
	defer c.mu.Unlock()
	c.records = append(binary.AppendUvarint(c.records, uint64(len(r.page))), r.page...)
	c.pages++
	c.idle = append(c.idle, r)
	if x.spill == nil || len(c.records) < spillAt {
		return nil
	}
	at := x.reserve(len(c.records))
	if _, err := x.spill.WriteAt(c.records, at); err != nil {
		return fmt.Errorf("put the search index of %s aside: %w", language, err)
	}
	c.stored = append(c.stored, extent{at, len(c.records)})
	c.records = c.records[:0]
	return nil
}

func (x *Index) language(tag string) *collected {
	x.mu.Lock()
	defer x.mu.Unlock()
	c := x.languages[tag]
	if c == nil {
		c = &collected{}
		x.languages[tag] = c
	}
	return c
}

func (x *Index) reserve(n int) (at int64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	at = x.spilled
	x.spilled += int64(n)
	return at
}
