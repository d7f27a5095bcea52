package pdf

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// writer writes a new file with objects of one that was read. The library's own
// writer gives other bytes in each run and keeps what nothing shows.
type writer struct {
	read    *reading
	out     bytes.Buffer
	places  []int       // of each object, from 1
	numbers map[int]int // in the new file, by that in the old one
	queue   []int       // numbers in the old file, still to write
	keep    bool        // objects have the numbers of the old file
}

func newWriter(r *reading) *writer {
	w := &writer{read: r, places: []int{0}, numbers: map[int]int{}}
	w.out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	return w
}

func reference(n int) string { return strconv.Itoa(n) + " 0 R" }

// decimal writes a number as PDF does, without an exponent.
func decimal(f float64) string {
	s := strings.TrimRight(strconv.FormatFloat(f, 'f', 4, 64), "0")
	return strings.TrimSuffix(s, ".")
}

// text writes a text as UTF-16 (ISO 32000-1, 7.9.2).
func text(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteString(">")
	return b.String()
}

// reserve gives the number of an object that is put later.
func (w *writer) reserve() int {
	w.places = append(w.places, 0)
	return len(w.places) - 1
}

func (w *writer) put(n int, body string) {
	w.places[n] = w.out.Len()
	fmt.Fprintf(&w.out, "%d 0 obj\n%s\nendobj\n", n, body)
}

func (w *writer) add(body string) int {
	n := w.reserve()
	w.put(n, body)
	return n
}

// finish writes the objects that others lead to, then the table of places.
func (w *writer) finish(root, info int) ([]byte, error) {
	for len(w.queue) > 0 {
		old := w.queue[0]
		w.queue = w.queue[1:]
		object, err := w.read.ctx.Dereference(*types.NewIndirectRef(old, 0))
		if err != nil {
			return nil, err
		}
		body, err := w.object(object)
		if err != nil {
			return nil, err
		}
		w.put(w.numbers[old], body)
	}
	start := w.out.Len()
	fmt.Fprintf(&w.out, "xref\n0 %d\n0000000000 65535 f \n", len(w.places))
	for _, at := range w.places[1:] {
		fmt.Fprintf(&w.out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&w.out, "trailer\n<</Size %d/Root %s/Info %s>>\nstartxref\n%d\n%%%%EOF\n", len(w.places), reference(root), reference(info), start)
	return w.out.Bytes(), nil
}

func (w *writer) object(o types.Object) (string, error) {
	switch o := o.(type) {
	case nil:
		return "null", nil
	case types.IndirectRef:
		old := o.ObjectNumber.Value()
		if w.keep {
			return reference(old), nil
		}
		n, ok := w.numbers[old]
		if !ok {
			n = w.reserve()
			w.numbers[old] = n
			w.queue = append(w.queue, old)
		}
		return reference(n), nil
	case types.Dict:
		return w.dict(o, -1)
	case types.StreamDict:
		head, err := w.dict(o.Dict, len(o.Raw))
		return head + "stream\n" + string(o.Raw) + "\nendstream", err
	case types.Array:
		parts := make([]string, len(o))
		for i, v := range o {
			var err error
			if parts[i], err = w.object(v); err != nil {
				return "", err
			}
		}
		return "[" + strings.Join(parts, " ") + "]", nil
	case types.Float:
		return strconv.FormatFloat(o.Value(), 'f', -1, 64), nil
	case types.Name, types.Integer, types.Boolean, types.StringLiteral, types.HexLiteral:
		return o.PDFString(), nil
	}
	return "", fmt.Errorf("an object of a kind that is not known: %T", o)
}

// dict writes a dictionary, its keys sorted; length is that of the stream that
// follows, -1 for none.
func (w *writer) dict(d types.Dict, length int) (string, error) {
	var b strings.Builder
	b.WriteString("<<")
	for _, key := range slices.Sorted(maps.Keys(d)) {
		if key == "Length" && length >= 0 || !w.keep && (key == "StructParent" || key == "StructParents") {
			continue
		}
		value, err := w.object(d[key])
		if err != nil {
			return "", err
		}
		b.WriteString(types.Name(key).PDFString() + " " + value + " ")
	}
	if length >= 0 {
		fmt.Fprintf(&b, "/Length %d", length)
	}
	b.WriteString(">>")
	return b.String(), nil
}
