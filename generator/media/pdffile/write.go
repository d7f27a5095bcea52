package pdffile

import (
	"bytes"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
)

// packSize is how many objects share a stream: readers unfold a whole stream
// for one object.
const packSize = 200

// write writes a file of the objects, which are numbered from 1; the first is
// the catalog. Streams stand by themselves, everything else is packed.
func write(objects []object) []byte {
	w := &writer{places: make([][3]int, len(objects)+1)}
	w.b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	var small []int
	for i, o := range objects {
		if s, ok := o.(*stream); ok {
			w.stream(i+1, s)
		} else {
			small = append(small, i+1)
		}
	}
	for pack := range slices.Chunk(small, packSize) {
		w.pack(pack, objects)
	}
	w.end()
	return w.b.Bytes()
}

type writer struct {
	b bytes.Buffer
	// places has for each object the three numbers of ISO 32000-1, table 18.
	places [][3]int
}

// stream writes one object that stands by itself.
func (w *writer) stream(n int, s *stream) {
	w.places[n] = [3]int{1, w.b.Len(), 0}
	s.dict["Length"] = number(strconv.Itoa(len(s.data)))
	fmt.Fprintf(&w.b, "%d 0 obj\n", n)
	put(&w.b, s.dict)
	w.b.WriteString("\nstream\n")
	w.b.Write(s.data)
	w.b.WriteString("\nendstream\nendobj\n")
}

// pack writes objects into one stream.
func (w *writer) pack(numbers []int, objects []object) {
	own := len(w.places)
	w.places = append(w.places, [3]int{})
	var head, body bytes.Buffer
	for i, n := range numbers {
		w.places[n] = [3]int{2, own, i}
		fmt.Fprintf(&head, "%d %d ", n, body.Len())
		put(&body, objects[n-1])
		body.WriteByte('\n')
	}
	first := head.Len()
	head.Write(body.Bytes())
	w.stream(own, &stream{dict{
		"Type": name("ObjStm"), "N": number(strconv.Itoa(len(numbers))), "First": number(strconv.Itoa(first)), "Filter": name("FlateDecode"),
	}, deflate(head.Bytes())})
}

// end writes the cross-references.
func (w *writer) end() {
	own, at := len(w.places), w.b.Len()
	w.places = append(w.places, [3]int{1, at, 0})
	var rows bytes.Buffer
	for n, p := range w.places {
		if n == 0 {
			p = [3]int{0, 0, 65535}
		}
		rows.Write([]byte{byte(p[0]), byte(p[1] >> 24), byte(p[1] >> 16), byte(p[1] >> 8), byte(p[1]), byte(p[2] >> 8), byte(p[2])})
	}
	w.stream(own, &stream{dict{
		"Type": name("XRef"), "Size": number(strconv.Itoa(len(w.places))), "W": array{number("1"), number("4"), number("2")},
		"Root": reference(1), "Filter": name("FlateDecode"),
	}, deflate(rows.Bytes())})
	fmt.Fprintf(&w.b, "startxref\n%d\n%%%%EOF\n", at)
}

// ordered goes through a dictionary by its names.
func ordered(d dict) iter.Seq2[name, object] {
	return func(yield func(name, object) bool) {
		for _, key := range slices.Sorted(maps.Keys(d)) {
			if !yield(key, d[key]) {
				return
			}
		}
	}
}

// put writes one object.
func put(b *bytes.Buffer, o object) {
	switch o := o.(type) {
	case nil:
		b.WriteString("null")
	case bool:
		b.WriteString(strconv.FormatBool(o))
	case number:
		b.WriteString(string(o))
	case reference:
		fmt.Fprintf(b, "%d 0 R", int(o))
	case name:
		putName(b, o)
	case text:
		putText(b, o)
	case array:
		b.WriteByte('[')
		for i, e := range o {
			if i > 0 {
				b.WriteByte(' ')
			}
			put(b, e)
		}
		b.WriteByte(']')
	case dict:
		b.WriteString("<<")
		for key, value := range ordered(o) {
			putName(b, key)
			b.WriteByte(' ')
			put(b, value)
		}
		b.WriteString(">>")
	default:
		panic(fmt.Sprintf("pdffile: an object of type %T", o))
	}
}

func putName(b *bytes.Buffer, n name) {
	b.WriteByte('/')
	for _, c := range []byte(n) {
		if c <= ' ' || c >= 0x7f || c == '#' || delimiter(c) {
			fmt.Fprintf(b, "#%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
}

func putText(b *bytes.Buffer, t text) {
	b.WriteByte('(')
	for _, c := range t {
		switch c {
		case '(', ')', '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '\r':
			b.WriteString(`\r`)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte(')')
}
