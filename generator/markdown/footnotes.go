package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// note is the text of a footnote. It stays where it is written; numbers come
// from the order in which the notes are referred to.
type note struct {
	block
	label  string
	number int // from 1; 0 until it is known
	refs   int
	double bool // another note has the label already
}

// noteRef is [^label] in the text.
type noteRef struct {
	inline
	label string
	note  *note // nil where the note has no text
	index int   // which of the note's references it is, from 1
}

// maxRefs bounds how often one note is referred to: each reference is a link
// forth and a link back.
const maxRefs = 1000

// noteParser reads [^label]: and the indented blocks behind it.
type noteParser struct{}

func (noteParser) Trigger() []byte { return []byte{'['} }

func (noteParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	start := pc.BlockOffset()
	if start < 0 {
		return nil, parser.NoChildren
	}
	label, size := noteLabel(line[start:])
	if size == 0 || start+size >= len(line) || line[start+size] != ':' {
		return nil, parser.NoChildren
	}
	n := &note{label: label}
	n.SetPos(segment.Start + start - segment.Padding)
	reader.Advance(start + size + 1)
	return n, parser.HasChildren
}

// noteLabel reads [^label] at the start of b; size is 0 where there is none.
func noteLabel(b []byte) (label string, size int) {
	if len(b) < 4 || b[0] != '[' || b[1] != '^' {
		return "", 0
	}
	end := bytes.IndexAny(b[2:min(len(b), 200)], "[]\n")
	if end <= 0 || b[2+end] != ']' || util.IsBlank(b[2:2+end]) {
		return "", 0
	}
	return string(b[2 : 2+end]), end + 3
}

// Continue goes on over empty lines and lines that are indented by four columns.
func (noteParser) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if pos < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

func (noteParser) Close(n ast.Node, _ text.Reader, pc parser.Context) {
	s, def := stateOf(pc), n.(*note)
	s.notes = append(s.notes, def)
	key := util.ToLinkReference([]byte(def.label))
	if first, ok := s.noteByLabel[key]; ok {
		def.double = true
		s.diags.Warn(s.at(def.Pos()), "footnote-duplicate",
			"the footnote [^"+def.label+"] has a text already",
			fmt.Sprintf("it stands in line %d: give one of them another name", s.at(first.Pos()).Line))
		return
	}
	if s.noteByLabel == nil {
		s.noteByLabel = map[string]*note{}
	}
	s.noteByLabel[key] = def
}

func (noteParser) CanInterruptParagraph() bool { return true }

func (noteParser) CanAcceptIndentedLine() bool { return false }

// noteRefParser reads [^label], after an exclamation mark too: Help![^1] is no
// picture.
type noteRefParser struct{}

func (noteRefParser) Trigger() []byte { return []byte{'!', '['} }

func (noteRefParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	start := 0
	if line[0] == '!' {
		start = 1
	}
	label, size := noteLabel(line[start:])
	if size == 0 {
		return nil
	}
	s := stateOf(pc)
	def := s.noteByLabel[util.ToLinkReference([]byte(label))]
	if next := start + size; def == nil && next < len(line) && (line[next] == '(' || line[next] == '[') {
		return nil // a link whose text begins with ^
	}
	if start == 1 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+1))
	}
	block.Advance(start + size)
	ref := &noteRef{label: label, note: def}
	ref.SetPos(segment.Start + start)
	return ref
}

// noteRef numbers a reference and its note.
func (c *collector) noteRef(r *noteRef) {
	if r.note == nil {
		hint := "write [^" + r.label + "]: and the text in a line of its own"
		if at := r.Pos(); at > 0 && c.src[at-1] == '\n' && at+len(r.label)+3 < len(c.src) && c.src[at+len(r.label)+3] == ' ' {
			hint = "write a colon before its text: [^" + r.label + "]:"
		} else if near := c.nearest(r.label, c.noteLabels()); near != "" {
			hint = "did you mean [^" + near + "]?"
		}
		c.diags.Error(c.at(r.Pos()), "footnote-missing", "the footnote [^"+r.label+"] has no text", hint)
		return
	}
	if c.quiet > 0 {
		return // a pull quote only repeats
	}
	n := r.note
	if n.number == 0 {
		c.queue = append(c.queue, n)
		n.number = len(c.queue)
	}
	n.refs++
	if n.refs == maxRefs+1 {
		c.diags.Error(c.at(r.Pos()), "limit-references",
			fmt.Sprintf("the footnote [^%s] is referred to more than %d times", r.label, maxRefs), "write the source into the text")
	}
	if n.refs > maxRefs {
		r.note = nil
		n.refs--
		return
	}
	r.index = n.refs
}

func (c *collector) noteLabels() []string {
	labels := make([]string, len(c.notes))
	for i, n := range c.notes {
		labels[i] = n.label
	}
	return labels
}

// allNotes reads the notes in the order of their numbers; notes may refer to
// notes. Those that nobody refers to come last.
func (c *collector) allNotes() {
	if len(c.notes) == 0 {
		return
	}
	c.uses(UsesFootnotes)
	c.count.off++ // few read them from end to end
	defer func() { c.count.off-- }()
	read := 0
	readQueue := func() {
		for ; read < len(c.queue); read++ {
			c.blocks(c.queue[read])
		}
	}
	readQueue()
	for _, n := range c.notes {
		if n.number > 0 {
			continue
		}
		if !n.double {
			c.diags.Warn(c.at(n.Pos()), "footnote-unused", "nothing refers to the footnote [^"+n.label+"]",
				"write [^"+n.label+"] where it belongs, or take it out")
		}
		c.queue = append(c.queue, n)
		n.number = len(c.queue)
		readQueue()
	}
	c.doc.notes, c.doc.Notes = c.queue, len(c.queue)
}

// noteTitleID is the id of the heading over the notes.
const noteTitleID = "references"

// claimNotes takes the ids of the notes and their references.
func (c *collector) claimNotes() {
	if len(c.doc.notes) == 0 {
		return
	}
	for _, n := range c.doc.notes {
		at := c.at(n.Pos())
		c.explicitID(noteID(n), at)
		for i := range n.refs {
			c.explicitID(refID(n, i+1), at)
		}
	}
}

// The ids are short: a page says each of them twice, and digits are what costs.
func noteID(n *note) string { return "fn" + strconv.Itoa(n.number) }

// refID is the id of the i-th reference to a note, from 1.
func refID(n *note, i int) string {
	id := "fr" + strconv.Itoa(n.number)
	if i > 1 {
		id += "-" + strconv.Itoa(i)
	}
	return id
}

func (w *writer) noteRef(r *noteRef) {
	if r.note == nil {
		w.run.word("[^" + r.label + "]")
		return
	}
	if w.mute > 0 {
		return
	}
	if w.excerpt != nil {
		w.lentRef(r.note)
		return
	}
	w.meet(met{r.note.number, r.index})
	w.meet(met{note: r.note.number})
	w.str("<sup")
	w.id(refID(r.note, r.index))
	w.str(">")
	number := w.number(r.note.number)
	if w.inLink > 0 {
		w.str(number)
	} else {
		w.str(`<a role="doc-noteref" href="#`)
		w.str(w.frame.IDPrefix)
		w.str(noteID(r.note))
		w.str(`">`)
		w.str(number)
		w.str("</a>")
	}
	w.str("</sup>")
}

// met is a reference that stands on a page, by the number of its note and its own, or
// with none of its own a note that something refers to.
type met struct{ note, ref int }

// meet remembers a reference or a note. Only an annotated page can lack what its text
// has.
func (w *writer) meet(what met) {
	if w.doc.annotations == nil {
		return
	}
	if w.met == nil {
		w.met = map[met]bool{}
	}
	w.met[what] = true
}

// lentRefs finds the notes that blocks of another page refer to.
var lentRefs = regexp.MustCompile(` href="#fn([0-9]+)"`)

// lend writes what stands around a block.
func (w *writer) lend(html []byte) {
	w.out = append(w.out, html...)
	if len(w.doc.notes) > 0 && bytes.Contains(html, []byte("#fn")) {
		for _, m := range lentRefs.FindAllSubmatch(html, -1) {
			if number, err := strconv.Atoi(string(m[1])); err == nil {
				w.meet(met{note: number})
			}
		}
	}
}

// stays reports whether a note belongs on the page: not if all that refers to it is
// left out.
func (w *writer) stays(n *note) bool {
	return w.doc.annotations == nil || n.refs == 0 || w.met[met{note: n.number}]
}

// references writes the notes as a part of their own.
func (w *writer) references() {
	if !slices.ContainsFunc(w.doc.notes, w.stays) {
		return
	}
	level := w.level(2)
	w.str(`<section class="notes" role="doc-endnotes"><h`)
	w.out = append(w.out, level)
	w.id(w.doc.notesID)
	w.str(">")
	w.word("body.references")
	w.out = append(w.out, '<', '/', 'h', level, '>')
	w.str("<ol>")
	next := 1
	for _, n := range w.doc.notes {
		if !w.stays(n) {
			continue
		}
		w.str("<li")
		w.id(noteID(n))
		if n.number != next {
			w.attr("value", strconv.Itoa(n.number))
		}
		next = n.number + 1
		w.str(">")
		w.noteText(n)
		w.str("</li>")
	}
	w.str("</ol></section>")
}

// noteText writes the blocks of a note; the way back stands in the last paragraph. One
// paragraph alone needs no <p>, as in lists whose items stand close together.
func (w *writer) noteText(n *note) {
	last := n.LastChild()
	if _, ok := last.(*ast.Paragraph); ok && n.ChildCount() == 1 && w.annotation(last) == nil {
		w.inlineBlock(last)
		if n.refs > 0 {
			w.backLinks(n, true)
		}
		return
	}
	if _, ok := last.(*ast.Paragraph); ok && n.refs > 0 && !w.omitted(last) {
		w.tail, w.tailOf = n, last
		w.blocks(n)
		w.tail, w.tailOf = nil, nil
		return
	}
	w.blocks(n)
	if n.refs > 0 {
		w.str("<p>")
		w.backLinks(n, false)
		w.str("</p>")
	}
}

// backLinks writes a link to each place that refers to a note. Its name is said,
// not shown (WCAG 2.5.3), and is the same for most notes, which costs nothing.
func (w *writer) backLinks(n *note, spaced bool) {
	back := w.words("body.back")
	for i := 1; i <= n.refs; i++ {
		if w.doc.annotations != nil && !w.met[met{n.number, i}] {
			continue // it stands in a block that is left out
		}
		label := back
		if i > 1 {
			label += " " + w.number(i)
		}
		if spaced || i > 1 {
			w.str(" ")
		}
		w.str(`<a href="#`)
		w.str(w.frame.IDPrefix)
		w.str(refID(n, i))
		w.str(`"`)
		w.attr("aria-label", label)
		if w.doc.opt.RTL {
			w.str(">↪\uFE0E")
		} else {
			w.str(">↩\uFE0E")
		}
		w.str("</a>")
	}
}
