package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync"
)

// collected is what the index holds of one language.
type collected struct {
	waiting arrivals

	mu      sync.Mutex // of what follows
	reader  reader
	records [][]byte // each block some of them, each after its length
	pages   int
	lines   int // bytes that a list of the pages and their main headings has
}

// arrivals are pages that wait to be read together: what is known of a language's
// words comes to the processor once for all of them.
type arrivals struct {
	mu   sync.Mutex
	list []arrival
	size int
}

type arrival struct {
	order int
	page  Page
}

// enough is how many bytes of text are worth reading.
const enough = 256 << 10

// add lets a page wait. Once enough do, it gives them all.
func (a *arrivals) add(p arrival) []arrival {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.list = append(a.list, p)
	if a.size += p.page.size(); a.size < enough {
		return nil
	}
	return a.takeLocked()
}

// rest gives the pages that still wait.
func (a *arrivals) rest() []arrival {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.takeLocked()
}

func (a *arrivals) takeLocked() []arrival {
	list := a.list
	a.list, a.size = nil, 0
	return list
}

// read makes pages records.
func (c *collected) read(pages []arrival) {
	r := &c.reader
	for _, p := range pages {
		c.lines += lines(p.page)
		r.page = binary.AppendUvarint(r.page[:0], uint64(p.order))
		r.page = r.record(r.page, p.page, c.lines > hopeless)
		c.keep(r.page)
	}
}

// Blocks of records grow with a language, so that small ones take little and none
// is copied or half empty.
const (
	firstBlock = 4 << 10
	lastBlock  = 64 << 10
)

// keep adds a record.
func (c *collected) keep(record []byte) {
	n := len(c.records)
	need := len(record) + binary.MaxVarintLen64
	if n == 0 || cap(c.records[n-1])-len(c.records[n-1]) < need {
		c.records = append(c.records, make([]byte, 0, max(need, min(firstBlock<<min(n, 8), lastBlock))))
		n++
	}
	block := &c.records[n-1]
	*block = append(binary.AppendUvarint(*block, uint64(len(record))), record...)
	c.pages++
}

// page is a record, opened.
type page struct {
	order          int
	address, title string
	sections       []heading
	tokens         []byte // see page.postings
}

type heading struct {
	level    int
	id, text string
}

// sorted opens all records, in list order.
func (c *collected) sorted() []page {
	pages := make([]page, 0, c.pages)
	for _, block := range c.records {
		for d := (decoder{text: block}); d.more(); {
			pages = append(pages, open(d.bytes()))
		}
	}
	slices.SortFunc(pages, func(a, b page) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.address, b.address))
	})
	return pages
}

func open(record []byte) page {
	d := decoder{text: record}
	p := page{order: d.number(), address: d.string(), title: d.string()}
	p.sections = make([]heading, d.number())
	for i := range p.sections {
		p.sections[i] = heading{level: int(d.byte()), id: d.string(), text: d.string()}
	}
	p.tokens = record[d.at:]
	return p
}

// decoder reads what a reader wrote. A broken record is ours to panic over.
type decoder struct {
	text []byte
	at   int
}

func (d *decoder) more() bool { return d.at < len(d.text) }

func (d *decoder) byte() byte {
	b := d.text[d.at]
	d.at++
	return b
}

func (d *decoder) number() int {
	if b := d.byte(); b < 0x80 {
		return int(b)
	}
	return d.longNumber()
}

// longNumber is a number whose first byte has been read.
func (d *decoder) longNumber() int {
	n, size := binary.Uvarint(d.text[d.at-1:])
	if size <= 0 {
		panic("search: a record ends too early")
	}
	d.at += size - 1
	return int(n)
}

func (d *decoder) bytes() []byte {
	n := d.number()
	d.at += n
	return d.text[d.at-n : d.at]
}

func (d *decoder) string() string { return string(d.bytes()) }

// sections reads what appendSections wrote.
func (d *decoder) sections() uint64 {
	first := d.byte()
	if first < together {
		return 1 << first
	}
	return (uint64(d.number())<<1 | 1) << (first - together)
}
