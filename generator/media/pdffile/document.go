package pdffile

import "bytes"

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
