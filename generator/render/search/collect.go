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
	reader  reader
	records []byte // each after its length
	pages   int
	lines   int // bytes that a list of the pages and their main headings has
}

// page is a record, opened.
type page struct {
	order          int
	address, title string
	sections       []heading
}

type heading struct {
	level    int
	id, text string
	tokens   []byte // by their numbers, each less the one before
}

// sorted opens all records, in list order.
func (c *collected) sorted() []page {
	d := decoder{c.records}
	pages := make([]page, 0, c.pages)
	for len(d.rest) > 0 {
		pages = append(pages, open(d.bytes()))
	}
	slices.SortFunc(pages, func(a, b page) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.address, b.address))
	})
	return pages
}

func open(record []byte) page {
	d := decoder{record}
	p := page{order: d.number(), address: d.text(), title: d.text()}
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
