package markdown

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// excerpt is what a writer knows who writes blocks for the page of another
// document.
type excerpt struct {
	shown Shown
	page  *Doc
	kept  map[ast.Node]bool
	tally map[ast.Node]*tally // of all that hold a kept block
	notes []*note             // that the page lacks, in the order of their numbers
	all   bool                // what is written now is not chosen from
}

// tally counts the blocks in a container.
type tally struct{ kept, total int }

// Excerpt writes some of Blocks, counted from 0 and in order, for a page that has
// no such blocks. What is kept in full, such as a call-out or a table, stands as it
// does here; of lists and tables that are kept in part, the items and rows stand in
// a list or table. Pull quotes, which repeat, are left out, and notes stand behind
// what refers to them, where the page does not have them. Only ids that were lent
// to the page are written. shown says what the page needs for it.
func (d *Doc) Excerpt(w *bytes.Buffer, blocks []int, page *Doc, f Frame) (shown Shown) {
	d.Blocks()
	wr := newWriter(d, &f, w.AvailableBuffer())
	wr.excerpt = &excerpt{page: page, kept: map[ast.Node]bool{}, tally: map[ast.Node]*tally{}}
	for _, b := range blocks {
		wr.kept[d.blockNodes[b]] = true
	}
	for _, b := range blocks {
		wr.count(d, b)
	}
	wr.blocks(d.root)
	for i := 0; i < len(wr.notes); i++ { // a note may refer to another
		wr.lentNote(wr.notes[i], i)
	}
	page.lent += len(wr.notes)
	w.Write(wr.out)
	return wr.shown
}

// Lend gives a page the ids of headings and recommendations among some of Blocks,
// counted from 0, where it does not have them: excerpts that are written from then
// on have them, each once.
func (d *Doc) Lend(blocks []int, page *Doc) {
	d.Blocks()
	for _, b := range blocks {
		if c, ok := d.top(b).(*callout); ok && c.name == "pullquote" {
			continue
		}
		if h, ok := d.blockNodes[b].(*heading); ok {
			page.borrow(d.Headings[h.index].ID)
		}
		for n := d.blockNodes[b]; n != d.root; n = above(n) {
			if list, ok := n.Parent().(*recommendations); ok {
				page.borrow(d.Recommendations[list.first+before(n)].ID)
			}
		}
	}
}

// before is how many siblings stand before a node.
func before(n ast.Node) int {
	count := 0
	for n = n.PreviousSibling(); n != nil; n = n.PreviousSibling() {
		count++
	}
	return count
}

func (d *Doc) borrow(id string) {
	at, taken := slices.BinarySearch(d.Anchors, id)
	if taken {
		return
	}
	d.Anchors = slices.Insert(d.Anchors, at, id)
	if d.lentIDs == nil {
		d.lentIDs = map[string]bool{}
	}
	d.lentIDs[id] = true
}

// spend reports whether an id is lent and not written yet.
func (d *Doc) spend(id string) bool {
	lent := d.lentIDs[id]
	delete(d.lentIDs, id)
	return lent
}

// Shown is what blocks hold that are shown in another page.
type Shown struct {
	Uses Uses
	// Media are as they were placed when the blocks were written.
	Media []*Media
}

// Show notes that blocks of another document stand in the annotations.
func (d *Doc) Show(s Shown) {
	d.Uses |= s.Uses
	d.Media = append(d.Media, s.Media...)
}

// using notes a construct that is written for another page.
func (w *writer) using(u Uses) {
	if w.excerpt != nil {
		w.shown.Uses |= u
	}
}

// showing notes a file that is written for another page, as it is placed now:
// the next page may place it elsewhere.
func (w *writer) showing(m *Media) {
	if w.excerpt == nil {
		return
	}
	if m.Kind != Picture {
		w.using(UsesMedia)
	}
	now := *m
	w.shown.Media = append(w.shown.Media, &now)
}

// count counts the blocks of what holds a block at the top of the document, once.
// Code and HTML are no text to be kept or not.
func (e *excerpt) count(d *Doc, block int) {
	top := d.top(block)
	if e.tally[top] != nil {
		return
	}
	first := block
	for first > 0 && d.top(first-1) == top {
		first--
	}
	for i := first; i < len(d.blockNodes) && d.top(i) == top; i++ {
		kind, node := d.blocks[i].Kind, d.blockNodes[i]
		if !e.kept[node] && (kind == BlockCode || kind == BlockHTML) {
			continue
		}
		for n := node; n != d.root; n = above(n) {
			t := e.tally[n]
			if t == nil {
				t = &tally{}
				e.tally[n] = t
			}
			t.total++
			if e.kept[node] {
				t.kept++
			}
		}
	}
}

// top is what holds a block of Blocks directly below the root.
func (d *Doc) top(block int) ast.Node {
	n := d.blockNodes[block]
	for above(n) != d.root {
		n = above(n)
	}
	return n
}

// whole reports whether all text of a node is kept.
func (e *excerpt) whole(n ast.Node) bool {
	t := e.tally[n]
	return e.all || t != nil && t.kept == t.total
}

// wanted reports whether a node is written: some of its text is kept, or it has
// none and stands in what is kept in full.
func (w *writer) wanted(n ast.Node) bool {
	if w.excerpt == nil || w.all {
		return true
	}
	t := w.tally[n]
	if t == nil {
		return w.whole(n.Parent())
	}
	if _, ok := n.(*east.DefinitionTerm); ok && t.kept == 0 {
		next := n.NextSibling()
		return next != nil && w.tally[next] != nil && w.tally[next].kept > 0
	}
	return t.kept > 0
}

// lent writes a block of an excerpt. A call-out or quotation of which a part is
// kept stands open: the page has the rest of it.
func (w *writer) lent(n ast.Node) {
	if !w.wanted(n) {
		return
	}
	switch c := n.(type) {
	case *note:
		return // stands behind what refers to it
	case *callout:
		if c.name == "pullquote" {
			return
		}
		if !w.whole(c) {
			w.blocks(c)
			return
		}
	case *ast.Blockquote:
		if !w.whole(c) {
			w.blocks(c)
			return
		}
	case *calloutTitle, *attribution:
		if !w.whole(n.Parent()) {
			w.paragraph(n)
			return
		}
	}
	w.block(n)
}

// onlyCaption reports whether the page has a picture and lacks its caption.
func (w *writer) onlyCaption(n *image) bool {
	return w.excerpt != nil && n.caption != nil && w.kept[n.caption] && !w.kept[n] && n.media.Alt != ""
}

// skipped is how many items of a list are left out before the first.
func (w *writer) skipped(list ast.Node) int {
	n := 0
	for item := list.FirstChild(); item != nil && !w.wanted(item); item = item.NextSibling() {
		n++
	}
	return n
}

// jump gives an item its number where items before it are left out.
func (w *writer) jump(item ast.Node) {
	before := item.PreviousSibling()
	if w.excerpt == nil || before == nil || w.wanted(before) {
		return
	}
	first, index, begun := 0, 0, false
	switch l := item.Parent().(type) {
	case *ast.List:
		if !l.IsOrdered() {
			return
		}
		first = l.Start
	case *recommendations:
		first = l.start
	}
	for ; before != nil; before = before.PreviousSibling() {
		index++
		begun = begun || w.wanted(before)
	}
	if begun { // else the list says it
		w.str(` value="` + strconv.Itoa(first+index) + `"`)
	}
}

// lentRef writes the mark of a note: that of the page, where that has the note.
func (w *writer) lentRef(n *note) {
	for _, own := range w.page.notes {
		if own.label == n.label {
			w.str(`<sup><a role="doc-noteref" href="#` + noteID(own) + `">` + w.number(own.number) + "</a></sup>")
			return
		}
	}
	at := 0
	for at < len(w.notes) && w.notes[at] != n {
		at++
	}
	if at == len(w.notes) {
		w.notes = append(w.notes, n)
	}
	w.str("<sup>" + w.number(w.lentNumber(at)) + "</sup>")
}

// lentNumber counts on from the notes that the page has.
func (e *excerpt) lentNumber(i int) int { return len(e.page.notes) + e.page.lent + i + 1 }

// lentNote writes a note that the page lacks, in full.
func (w *writer) lentNote(n *note, i int) {
	w.using(UsesFootnotes)
	w.all = true
	defer func() { w.all = false }()
	w.str("<p><sup>" + w.number(w.lentNumber(i)) + "</sup> ")
	c := n.FirstChild()
	if p, ok := c.(*ast.Paragraph); ok {
		w.inlineBlock(p)
		c = c.NextSibling()
	}
	w.str("</p>")
	for ; c != nil; c = c.NextSibling() {
		w.block(c)
	}
}
