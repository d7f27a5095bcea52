package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync"
)

// collected is what the index holds of one language: records of pages, with the
// tokens by their number in the language.
type collected struct {
	mu      sync.Mutex
	numbers map[string]uint32
	records []byte   // in memory
	stored  []extent // in the spill
	pages   int
}

type extent struct {
	at   int64
	size int
}

// add turns a digest into a record: its length, order, the part before the
// tokens as it is, and the tokens by number.
func (c *collected) add(order int, digest []byte) {
	c.pages++
	d := decoder{digest}
	d.bytes()
	d.bytes()
	for range d.number() {
		d.byte()
		d.bytes()
		d.bytes()
	}
	head := digest[:len(digest)-len(d.rest)]

	record := binary.AppendUvarint(nil, uint64(order))
	record = append(record, head...)
	n := d.number()
	record = binary.AppendUvarint(record, uint64(n))
	for range n {
		record = binary.AppendUvarint(record, uint64(c.numberOf(d.bytes())))
		count := d.number()
		record = binary.AppendUvarint(record, uint64(count))
		for range count {
			record = binary.AppendUvarint(record, uint64(d.number()))
		}
	}
	c.records = binary.AppendUvarint(c.records, uint64(len(record)))
	c.records = append(c.records, record...)
}

func (c *collected) numberOf(token []byte) uint32 {
	n, ok := c.numbers[string(token)]
	if !ok {
		n = uint32(len(c.numbers))
		c.numbers[string(token)] = n
	}
	return n
}

// page is a record, opened.
type page struct {
	order          int
	address, title string
	sections       []heading
	hits           []byte // tokens by number, with their sections
}

type heading struct {
	level    int
	id, text string
}

// sorted opens all records, in list order.
func (c *collected) sorted(spill Spill) ([]page, error) {
	all := make([]byte, 0, len(c.records))
	for _, e := range c.stored {
		start := len(all)
		all = append(all, make([]byte, e.size)...)
		if _, err := spill.ReadAt(all[start:], e.at); err != nil {
			return nil, err
		}
	}
	d := decoder{append(all, c.records...)}
	pages := make([]page, 0, c.pages)
	for len(d.rest) > 0 {
		r := decoder{d.bytes()}
		p := page{order: r.number(), address: r.text(), title: r.text()}
		p.sections = make([]heading, r.number())
		for i := range p.sections {
			p.sections[i] = heading{int(r.byte()), r.text(), r.text()}
		}
		p.hits = r.rest
		pages = append(pages, p)
	}
	slices.SortFunc(pages, func(a, b page) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.address, b.address))
	})
	return pages, nil
}
