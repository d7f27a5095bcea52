package pdf

import (
	"math"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// drawn is what a page shows, in the order in which it is drawn.
type drawn struct {
	text strings.Builder
	// lost counts letters that the font has no shape for: boxes on paper.
	lost int
	// least are the smallest letters of the text, leastDrawn those of pictures.
	least, leastDrawn sized
	// fonts are those that the page sets letters in.
	fonts []font
	// pictures are those of the page, with the length of their sides in points.
	pictures []picture
}

// sized is a text and the size of its letters in points; "" for none.
type sized struct {
	points float64
	text   string
}

type picture struct {
	stream        *types.StreamDict
	width, height float64
}

// matrix is a transformation as PDF writes it (ISO 32000-1, 8.3.3).
type matrix [6]float64

var unit = matrix{1, 0, 0, 1, 0, 0}

// then gives the transformation m followed by n.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// state is what q keeps and Q brings back, as far as it matters here.
type state struct {
	place matrix
	font  *lettering
	size  float64
}

// painter follows the operators of a page.
type painter struct {
	read  *reading
	to    *drawn
	fonts map[int]*lettering // by the number of the object
	state
	kept  []state
	line  matrix
	marks []mark
}

// mark is one that is open: whether its text was given in words and whether it
// is a picture's.
type mark struct{ spoken, figure bool }

// mostForms ends a file whose forms hold one another.
const mostForms = 20

// draw reads what a page shows.
func (r *reading) draw(p onePage) (*drawn, error) {
	d := &drawn{}
	content, err := r.content(p)
	if err != nil {
		return nil, err
	}
	w := &painter{read: r, to: d, fonts: map[int]*lettering{}, state: state{place: unit}}
	return d, w.run(content, p.resources, 0)
}

// content gives the operators of a page.
func (r *reading) content(p onePage) ([]byte, error) {
	entry, ok := p.dict.Find("Contents")
	if !ok {
		return nil, nil
	}
	object, err := r.ctx.Dereference(entry)
	if err != nil {
		return nil, err
	}
	list, ok := object.(types.Array)
	if !ok {
		list = types.Array{entry}
	}
	var all []byte
	for _, one := range list {
		stream, _, err := r.ctx.DereferenceStreamDict(one)
		if err != nil || stream == nil {
			return nil, err
		}
		if err := stream.Decode(); err != nil {
			return nil, err
		}
		all = append(append(all, stream.Content...), '\n')
	}
	return all, nil
}

func (w *painter) run(content []byte, resources types.Dict, depth int) error {
	l := &lexer{data: content}
	var operands []token
	for {
		t := l.next()
		if t.kind == atEnd {
			return nil
		}
		if t.kind != aWord || strings.Contains("<<>>[]{}", t.text) {
			operands = append(operands, t)
			continue
		}
		if t.text == "ID" { // the bytes of a picture in the line
			if n := strings.Index(string(l.data[l.at:]), "EI"); n >= 0 {
				l.at += n
			}
		}
		if err := w.do(t.text, operands, resources, depth); err != nil {
			return err
		}
		operands = operands[:0]
	}
}

func (w *painter) do(operator string, o []token, resources types.Dict, depth int) error {
	switch operator {
	case "q":
		w.kept = append(w.kept, w.state)
	case "Q":
		if n := len(w.kept); n > 0 {
			w.state, w.kept = w.kept[n-1], w.kept[:n-1]
		}
	case "cm":
		w.place = numbers(o).then(w.place)
	case "BT":
		w.line = unit
	case "Tm":
		w.line = numbers(o)
	case "Tf":
		return w.choose(o, resources)
	case "Tj", "TJ", "'", `"`:
		for _, t := range o {
			if t.kind == aString {
				w.show(t.text)
			}
		}
	case "BDC", "BMC":
		w.mark(o)
	case "EMC":
		w.marks = w.marks[:max(0, len(w.marks)-1)]
	case "Do":
		return w.object(o, resources, depth)
	}
	return nil
}

// numbers reads the six of a matrix.
func numbers(o []token) matrix {
	if len(o) < 6 {
		return unit
	}
	var m matrix
	for i := range m {
		m[i] = o[len(o)-6+i].number
	}
	return m
}

// choose takes a font of the resources.
func (w *painter) choose(o []token, resources types.Dict) error {
	if len(o) < 2 {
		return nil
	}
	w.size = o[1].number
	dict, err := w.read.resource(resources, "Font")
	if err != nil || dict == nil {
		return err
	}
	ref, ok := dict[o[0].text].(types.IndirectRef)
	if !ok {
		return nil
	}
	key := ref.ObjectNumber.Value()
	if w.fonts[key] == nil {
		if w.fonts[key], err = w.learn(ref); err != nil {
			return err
		}
	}
	w.font = w.fonts[key]
	return nil
}

// learn reads a font that the page uses for the first time.
func (w *painter) learn(ref types.IndirectRef) (*lettering, error) {
	dict, err := w.read.ctx.DereferenceDict(ref)
	if err != nil || dict == nil {
		return &lettering{}, err
	}
	f, err := w.read.font(dict)
	if err != nil {
		return nil, err
	}
	w.to.fonts = append(w.to.fonts, f)
	return w.read.lettering(dict)
}

// mark opens a mark; one with words says what its letters mean, as for a
// syllable of many shapes.
func (w *painter) mark(o []token) {
	m := w.marked()
	m.figure = m.figure || len(o) > 0 && o[0].text == "Figure"
	for i, t := range o {
		if t.kind == aName && t.text == "ActualText" && i+1 < len(o) && !m.spoken {
			w.to.text.WriteString(plain(o[i+1].text))
			m.spoken = true
		}
	}
	w.marks = append(w.marks, m)
}

func (w *painter) marked() mark {
	if len(w.marks) == 0 {
		return mark{}
	}
	return w.marks[len(w.marks)-1]
}

func (w *painter) show(codes string) {
	if w.font == nil {
		return
	}
	text, lost := w.font.read(codes)
	w.to.lost += lost
	if !w.marked().spoken {
		w.to.text.WriteString(text)
	}
	w.measure(text)
}

// measure finds the smallest letters. Dots below words may be smaller.
func (w *painter) measure(text string) {
	at := w.line.then(w.place)
	size := math.Abs(w.size) * math.Sqrt(math.Abs(at[0]*at[3]-at[1]*at[2]))
	least := &w.to.least
	if w.marked().figure {
		least = &w.to.leastDrawn
	}
	switch {
	case least.text != "" && math.Abs(size-least.points) < 0.01:
		least.text += text
	case lettersOf(text) != "" && (least.text == "" || size < least.points):
		*least = sized{size, text}
	}
}

// object draws a form or a picture.
func (w *painter) object(o []token, resources types.Dict, depth int) error {
	dict, err := w.read.resource(resources, "XObject")
	if err != nil || dict == nil || len(o) == 0 {
		return err
	}
	stream, _, err := w.read.ctx.DereferenceStreamDict(dict[o[0].text])
	if err != nil || stream == nil {
		return err
	}
	kind := stream.Subtype()
	if kind == nil || *kind != "Form" {
		m := w.place
		w.to.pictures = append(w.to.pictures, picture{stream, math.Hypot(m[0], m[1]), math.Hypot(m[2], m[3])})
		return nil
	}
	if depth == mostForms {
		return nil
	}
	if err := stream.Decode(); err != nil {
		return err
	}
	own, err := w.read.ctx.DereferenceDict(stream.Dict["Resources"])
	if err != nil {
		return err
	}
	if own == nil {
		own = resources
	}
	kept := w.state
	if m, err := w.read.ctx.DereferenceArray(stream.Dict["Matrix"]); err == nil && len(m) == 6 {
		w.place = matrixOf(m).then(w.place)
	}
	err = w.run(stream.Content, own, depth+1)
	w.state = kept
	return err
}

func matrixOf(list types.Array) matrix {
	m := unit
	for i, v := range list {
		switch v := v.(type) {
		case types.Integer:
			m[i] = float64(v)
		case types.Float:
			m[i] = v.Value()
		}
	}
	return m
}

// resource gives a dictionary of the resources; nil where there is none.
func (r *reading) resource(resources types.Dict, key string) (types.Dict, error) {
	entry, ok := resources.Find(key)
	if !ok {
		return nil, nil
	}
	return r.ctx.DereferenceDict(entry)
}
