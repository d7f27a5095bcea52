package pdffile

import (
	"bytes"
	"compress/zlib"
	"io"
)

const (
	mostObjects = 500_000
	// mostBytes is what the streams that are looked into may unfold into, and
	// mostFolded what the others may, of which only the end is looked for: three
	// hundred scanned pages.
	mostBytes, mostFolded = 200_000_000, 2_000_000_000
	// mostReads is how many objects are read, those inside others included.
	mostReads = 20_000_000
	// mostRevisions is how often a file may have been changed in place.
	mostRevisions = 500
)

// entry is where an object lies: at a place in the file, or as one of the
// objects in a stream.
type entry struct {
	at int
	// inside is the number of that stream, 0 for none; at then counts the
	// objects in it from 0.
	inside int
}

// document is a file with its cross-references.
type document struct {
	src     []byte
	entries map[int]entry
	trailer dict
	packs   map[int][]object // objects of a stream, read once
	reading map[int]bool     // streams whose length is being looked up
	budget  int              // bytes that may still be unfolded
	folded  int              // bytes that may still be gone through
	left    int              // objects that may still be read
}

// open reads the cross-references of a file. Where something stands before its
// first mark, places count from the mark in some files and from the start in
// others.
func open(src []byte) (*document, error) {
	from := bytes.Index(src[:min(len(src), 1024)], []byte("%PDF-"))
	if from < 0 {
		return nil, damaged("it does not begin like a PDF")
	}
	d, err := openAt(src[from:])
	if err != nil && from > 0 {
		if whole, err := openAt(src); err == nil {
			return whole, nil
		}
	}
	return d, err
}

func openAt(src []byte) (*document, error) {
	d := &document{src: src, entries: map[int]entry{}, packs: map[int][]object{}, reading: map[int]bool{}, budget: mostBytes, folded: mostFolded, left: mostReads}
	tail := d.src[max(0, len(d.src)-2048):]
	at := bytes.LastIndex(tail, []byte("startxref"))
	if at < 0 {
		return nil, damaged("it does not say where its parts are")
	}
	p := d.parser(tail, at+len("startxref"))
	start, ok := integer(number(p.word()))
	if !ok {
		return nil, damaged("it does not say where its parts are")
	}
	if err := d.revisions(start); err != nil {
		return nil, err
	}
	if d.trailer["Encrypt"] != nil {
		return nil, ErrProtected
	}
	return d, nil
}

func (d *document) parser(src []byte, at int) *parser {
	return &parser{src: src, at: at, left: &d.left}
}

// revisions reads the cross-references from the newest to the oldest. What is
// known already is newer.
func (d *document) revisions(at int) error {
	seen := map[int]bool{}
	for {
		if seen[at] || len(seen) > mostRevisions || at < 0 || at >= len(d.src) {
			return damaged("it points to a part that is not there")
		}
		seen[at] = true
		trailer, err := d.table(at)
		if err != nil {
			return err
		}
		if d.trailer == nil {
			d.trailer = trailer
		}
		if trailer["Encrypt"] != nil {
			d.trailer["Encrypt"] = true
		}
		if also, ok := integer(trailer["XRefStm"]); ok && also > 0 && also < len(d.src) && !seen[also] {
			seen[also] = true
			if _, err := d.table(also); err != nil {
				return err
			}
		}
		if at, _ = integer(trailer["Prev"]); trailer["Prev"] == nil {
			return nil
		}
	}
}

// table reads one cross-reference table or stream and gives its trailer.
func (d *document) table(at int) (dict, error) {
	p := d.parser(d.src, at)
	if !p.eat("xref") {
		return d.tableStream(at)
	}
	for !p.eat("trailer") {
		first, ok1 := integer(number(p.word()))
		count, ok2 := integer(number(p.word()))
		if !ok1 || !ok2 || first < 0 || count < 0 || count > mostObjects {
			return nil, damaged("its list of parts cannot be read")
		}
		for i := range count {
			at, ok := integer(number(p.word()))
			p.word()
			kind := p.word()
			if !ok || kind != "n" && kind != "f" {
				return nil, damaged("its list of parts cannot be read")
			}
			if err := d.know(first+i, entry{at: at}, kind == "n"); err != nil {
				return nil, err
			}
		}
	}
	o, err := p.object()
	trailer, ok := o.(dict)
	if err != nil || !ok {
		return nil, damaged("its list of parts does not end")
	}
	return trailer, nil
}

// know remembers where an object is; a free one is known to be nowhere.
func (d *document) know(n int, e entry, used bool) error {
	if _, known := d.entries[n]; known {
		return nil
	}
	if len(d.entries) > mostObjects {
		return ErrTooLarge
	}
	if !used {
		e = entry{at: -1}
	}
	d.entries[n] = e
	return nil
}

// tableStream reads a cross-reference stream. ISO 32000-1, 7.5.8.
func (d *document) tableStream(at int) (dict, error) {
	o, err := d.read(at, 0)
	s, ok := o.(*stream)
	if err != nil || !ok || s.dict["Type"] != name("XRef") {
		return nil, damaged("its list of parts cannot be read")
	}
	data, err := d.unfold(s)
	if err != nil {
		return nil, err
	}
	var w [3]int
	widths, _ := s.dict["W"].(array)
	for i := range min(len(widths), 3) {
		w[i], _ = integer(widths[i])
		if w[i] < 0 || w[i] > 8 {
			return nil, damaged("its list of parts cannot be read")
		}
	}
	row := w[0] + w[1] + w[2]
	index, _ := s.dict["Index"].(array)
	if index == nil {
		index = array{number("0"), s.dict["Size"]}
	}
	for ; len(index) >= 2 && row > 0; index = index[2:] {
		first, _ := integer(index[0])
		count, _ := integer(index[1])
		for i := 0; i < count && len(data) >= row; i++ {
			kind := 1
			if w[0] > 0 {
				kind = big(data[:w[0]])
			}
			second, third := big(data[w[0]:w[0]+w[1]]), big(data[w[0]+w[1]:row])
			data = data[row:]
			e := entry{at: second}
			if kind == 2 {
				e = entry{at: third, inside: second}
			}
			if err := d.know(first+i, e, kind == 1 || kind == 2 && second > 0); err != nil {
				return nil, err
			}
		}
	}
	return s.dict, nil
}

func big(b []byte) int {
	v := 0
	for _, c := range b {
		v = v<<8 | int(c)
	}
	return v
}

// get follows a reference; what is nowhere is null.
func (d *document) get(o object) (object, error) {
	for range 20 {
		r, ok := o.(reference)
		if !ok {
			return o, nil
		}
		e, known := d.entries[int(r)]
		if !known || e.at < 0 {
			return nil, nil
		}
		var err error
		if e.inside > 0 {
			o, err = d.packed(e)
		} else {
			o, err = d.read(e.at, int(r))
		}
		if err != nil {
			return nil, err
		}
	}
	return nil, damaged("its parts point at one another in a ring")
}

// read reads the object at a place. Its number has to be n, unless n is 0.
func (d *document) read(at, n int) (object, error) {
	if at < 0 || at >= len(d.src) {
		return nil, damaged("a part of it is missing")
	}
	p := d.parser(d.src, at)
	own, ok := integer(number(p.word()))
	p.word()
	if !ok || n != 0 && own != n || p.word() != "obj" {
		return nil, damaged("part %d of it is not where it should be", n)
	}
	o, err := p.object()
	if err != nil {
		return nil, err
	}
	if head, ok := o.(dict); ok && p.eat("stream") {
		return d.stream(p, head, own)
	}
	return o, nil
}

// stream reads the bytes behind a dictionary. A wrong length is mended by
// looking for the end.
func (d *document) stream(p *parser, head dict, n int) (object, error) {
	if p.at < len(p.src) && p.src[p.at] == '\r' {
		p.at++
	}
	if p.at < len(p.src) && p.src[p.at] == '\n' {
		p.at++
	}
	length := -1
	if !d.reading[n] {
		d.reading[n] = true
		if o, err := d.get(head["Length"]); err == nil {
			if v, ok := integer(o); ok {
				length = v
			}
		}
		delete(d.reading, n)
	}
	if length < 0 || length > len(p.src)-p.at || !d.parser(p.src, p.at+length).eat("endstream") {
		if length = bytes.Index(p.src[p.at:], []byte("endstream")); length < 0 || *p.left < 0 {
			return nil, damaged("a part of it does not end")
		}
		p.spend(length)
		length = len(bytes.TrimSuffix(bytes.TrimSuffix(p.src[p.at:p.at+length], []byte("\n")), []byte("\r")))
	}
	return &stream{head, p.src[p.at : p.at+length]}, nil
}

// packed gives one of the objects in a stream.
func (d *document) packed(e entry) (object, error) {
	all, known := d.packs[e.inside]
	if !known {
		container, ok := d.entries[e.inside]
		if !ok || container.at < 0 || container.inside > 0 {
			return nil, nil
		}
		o, err := d.read(container.at, e.inside)
		if err != nil {
			return nil, err
		}
		s, ok := o.(*stream)
		if !ok {
			return nil, damaged("a part of it is missing")
		}
		if all, err = d.unpack(s); err != nil {
			return nil, err
		}
		d.packs[e.inside] = all
	}
	if e.at >= len(all) {
		return nil, nil
	}
	return all[e.at], nil
}

// unpack reads the objects in a stream. ISO 32000-1, 7.5.7.
func (d *document) unpack(s *stream) ([]object, error) {
	data, err := d.unfold(s)
	if err != nil {
		return nil, err
	}
	count, ok1 := integer(s.dict["N"])
	first, ok2 := integer(s.dict["First"])
	if !ok1 || !ok2 || count < 0 || count > mostObjects || first < 0 || first > len(data) {
		return nil, damaged("a part of it cannot be read")
	}
	p := d.parser(data, 0)
	var all []object
	for range count {
		p.word()
		at, ok := integer(number(p.word()))
		if !ok || at < 0 || at > len(data)-first {
			return nil, damaged("a part of it cannot be read")
		}
		o, err := d.parser(data, first+at).object()
		if err != nil {
			return nil, err
		}
		all = append(all, o)
	}
	return all, nil
}

// unfold gives the bytes of a stream whose only filter is none or Flate.
func (d *document) unfold(s *stream) ([]byte, error) {
	filters, parms, err := d.filters(s)
	if err != nil {
		return nil, err
	}
	switch {
	case len(filters) == 0:
		return s.data, nil
	case len(filters) > 1 || filters[0] != "FlateDecode":
		return nil, damaged("a part of it is stored in a rare way")
	}
	data, err := d.inflate(s.data)
	if err != nil {
		return nil, err
	}
	return unpredict(data, parms)
}

// filters gives the names of a stream's filters and the settings of the last.
func (d *document) filters(s *stream) (names []name, parms dict, err error) {
	var all array
	for _, key := range [...]name{"Filter", "DecodeParms"} {
		o, err := d.get(s.dict[key])
		if err != nil {
			return nil, nil, err
		}
		list, ok := o.(array)
		if !ok && o != nil {
			list = array{o}
		}
		if key == "Filter" {
			all = list
		} else if len(list) > 0 {
			if o, err = d.get(list[len(list)-1]); err != nil {
				return nil, nil, err
			}
			parms, _ = o.(dict)
		}
	}
	for _, o := range all {
		if o, err = d.get(o); err != nil {
			return nil, nil, err
		}
		n, ok := o.(name)
		if !ok || len(names) > 8 {
			return nil, nil, damaged("a part of it is stored in an unknown way")
		}
		names = append(names, n)
	}
	return names, parms, nil
}

// inflate gives what Flate holds. Where the end is damaged, what came before it
// counts, as it does in readers.
func (d *document) inflate(src []byte) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(src))
	if err != nil {
		return nil, damaged("a part of it cannot be unfolded")
	}
	var b bytes.Buffer
	_, _ = io.Copy(&b, io.LimitReader(r, int64(d.budget)+1))
	if d.budget -= b.Len(); d.budget < 0 {
		return nil, ErrTooLarge
	}
	return b.Bytes(), nil
}

// measure gives how many bytes Flate takes; 0 where it is damaged.
func (d *document) measure(src []byte) (int, error) {
	in := bytes.NewReader(src)
	r, err := zlib.NewReader(in)
	if err != nil {
		return 0, nil
	}
	n, err := io.Copy(io.Discard, io.LimitReader(r, int64(d.folded)+1))
	if d.folded -= int(n); d.folded < 0 {
		return 0, ErrTooLarge
	}
	if err != nil {
		return 0, nil
	}
	return len(src) - in.Len(), nil
}

// unpredict undoes the PNG prediction of a cross-reference stream.
func unpredict(data []byte, parms dict) ([]byte, error) {
	predictor, _ := integer(parms["Predictor"])
	if predictor < 2 {
		return data, nil
	}
	columns, ok := integer(parms["Columns"])
	if !ok {
		columns = 1
	}
	if predictor < 10 || columns < 1 || columns > 1000 {
		return nil, damaged("a part of it is stored in a rare way")
	}
	var out []byte
	before := make([]byte, columns)
	for len(data) > columns {
		row := append([]byte{}, data[1:1+columns]...)
		for i := range row {
			left, upperLeft := byte(0), byte(0)
			if i > 0 {
				left, upperLeft = row[i-1], before[i-1]
			}
			switch data[0] {
			case 1:
				row[i] += left
			case 2:
				row[i] += before[i]
			case 3:
				row[i] += byte((int(left) + int(before[i])) / 2)
			case 4:
				row[i] += paeth(left, before[i], upperLeft)
			}
		}
		out = append(out, row...)
		before, data = row, data[1+columns:]
	}
	return out, nil
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := max(p-int(a), int(a)-p), max(p-int(b), int(b)-p), max(p-int(c), int(c)-p)
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}
