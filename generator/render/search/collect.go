package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync"
)

// collected is what the index holds of one language.
type collected struct {
	mu      sync.Mutex
	readers []*reader // all of them
	idle    []*reader
	records []byte   // in memory, each after its length
	stored  []extent // in the spill
	pages   int
}

type extent struct {
	at   int64
	size int
}

// reader lends a reader that nobody else uses, with its place among them.
func (c *collected) reader() *reader {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n := len(c.idle); n > 0 {
		r := c.idle[n-1]
		c.idle = c.idle[:n-1]
		return r
	}
	r := newReader()
	r.place = len(c.readers)
	c.readers = append(c.readers, r)
	return r
}

// page is a record, opened.
type page struct {
	order          int
	reader         int // whose numbers its tokens are
	address, title string
	sections       []heading
}

type heading struct {
	level    int
	id, text string
	tokens   []byte
}

// sorted opens all records, in list order.
func (c *collected) sorted(spill Spill) ([]page, error) {
	size := len(c.records)
	for _, e := range c.stored {
		size += e.size
	}
	all := make([]byte, 0, size)
	for _, e := range c.stored {
		start := len(all)
		all = all[:start+e.size]
		if _, err := spill.ReadAt(all[start:], e.at); err != nil {
			return nil, err
		}
	}
	d := decoder{append(all, c.records...)}
	pages := make([]page, 0, c.pages)
	for len(d.rest) > 0 {
		pages = append(pages, open(d.bytes()))
	}
	slices.SortFunc(pages, func(a, b page) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.address, b.address))
	})
	return pages, nil
}

func open(record []byte) page {
	d := decoder{record}
	p := page{order: d.number(), reader: d.number(), address: d.text(), title: d.text()}
	p.sections = make([]heading, d.number())
	for i := range p.sections {
		s := heading{level: int(d.byte()), id: d.text(), text: d.text()}
		n, start := d.number(), d.rest
		for range n {
			d.number()
		}
		s.tokens = start[:len(start)-len(d.rest)]
		p.sections[i] = s
	}
	return p
}

// decoder reads what a reader wrote. A broken record is ours to panic over.
type decoder struct{ rest []byte }

func (d *decoder) number() int {
	if b := d.rest[0]; b < 0x80 {
		d.rest = d.rest[1:]
		return int(b)
	}
	n, size := binary.Uvarint(d.rest)
	if size <= 0 {
		panic("search: a record ends too early")
	}
	d.rest = d.rest[size:]
	return int(n)
}

func (d *decoder) bytes() []byte {
	n := d.number()
	text := d.rest[:n]
	d.rest = d.rest[n:]
	return text
}

func (d *decoder) text() string { return string(d.bytes()) }

func (d *decoder) byte() byte {
	b := d.rest[0]
	d.rest = d.rest[1:]
	return b
}
