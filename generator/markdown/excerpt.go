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
	holds *holding
	tally []tally // by the numbers of holds
	notes []*note // that the page lacks, in the order of their numbers
	all   bool    // what is written now is not chosen from
	// open is the call-out or quotation that the page has around what is written;
	// nil for none.
	open ast.Node
}

// tally counts the blocks that are kept in a node, itself among them. kept says that
// it is one by itself, and more are those that are text only because they are kept.
type tally struct {
	count, more int32
	kept        bool
}

// holding are the nodes of Blocks and all that hold them below the root.
type holding struct {
	number map[ast.Node]int
	texts  []int   // by number: how many blocks in the node are text, not code or HTML
	tally  []tally // of the excerpt being written, used over and over
}

// holding counts once for all excerpts.
func (d *Doc) holding() *holding {
	if d.held != nil {
		return d.held
	}
	h := &holding{number: make(map[ast.Node]int, 2*len(d.blockNodes)), texts: make([]int, 0, 2*len(d.blockNodes))}
	for i, node := range d.blockNodes {
		text := 1
		if kind := d.blocks[i].Kind; kind == BlockCode || kind == BlockHTML {
			text = 0
		}
		for n := node; n != d.root; n = above(n) {
			at, ok := h.number[n]
			if !ok {
				at = len(h.texts)
				h.number[n] = at
				h.texts = append(h.texts, 0)
			}
			h.texts[at] += text
		}
	}
	h.tally = make([]tally, len(h.texts))
	d.held = h
	return h
}

// Excerpt writes some of Blocks, counted from 0 and in order, for a page that has
// no such blocks. What is kept in full, such as a table, stands as it does here; of
// call-outs, lists and tables that are kept in part, that part stands in a call-out,
// list or table too. Where the page has within around them, of which all blocks are,
// that is not repeated unless it is kept in full. Pull quotes, which repeat, are left
// out, and notes stand behind what refers to them, where the page does not have
// them. Only ids that were lent to the page are written. shown says what the page
// needs for it.
func (d *Doc) Excerpt(w *bytes.Buffer, blocks []int, within Holder, page *Doc, f Frame) (shown Shown) {
	d.Blocks()
	wr := newWriter(d, &f, w.AvailableBuffer())
	wr.excerpt = &excerpt{page: page, holds: d.holding()}
	wr.tally = wr.holds.tally
	clear(wr.tally)
	for _, b := range blocks {
		wr.keep(d, b)
	}
	if within.node != nil && !wr.whole(within.node) {
		wr.bare(within.node)
		blocks = nil
	}
	var last ast.Node
	for _, b := range blocks {
		top := d.top(b)
		if _, ok := top.(*note); ok || top == last {
			continue // a note stands behind what refers to it
		}
		last = top
		wr.lent(top)
	}
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

// keep counts a block that is kept in all that holds it. Code and HTML are no text
// to be kept or not.
func (e *excerpt) keep(d *Doc, block int) {
	node, kind := d.blockNodes[block], d.blocks[block].Kind
	for n := node; n != d.root; n = above(n) {
		t := &e.tally[e.holds.number[n]]
		t.count++
		if kind == BlockCode || kind == BlockHTML {
			t.more++
		}
		t.kept = t.kept || n == node
	}
}

// keeps reports whether a node is a block that is kept.
func (e *excerpt) keeps(n ast.Node) bool {
	at, ok := e.holds.number[n]
	return ok && e.tally[at].kept
}

// counted gives how many blocks of text are in a node, and how many of them are kept.
func (e *excerpt) counted(n ast.Node) (kept, texts int) {
	at, ok := e.holds.number[n]
	if !ok {
		return 0, 0
	}
	t := &e.tally[at]
	return int(t.count), e.holds.texts[at] + int(t.more)
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
	kept, texts := e.counted(n)
	return e.all || texts > 0 && kept == texts
}

// wanted reports whether a node is written: some of its text is kept, or it has
// none and stands in what is kept in full.
func (w *writer) wanted(n ast.Node) bool {
	if w.excerpt == nil || w.all {
		return true
	}
	kept, texts := w.counted(n)
	if texts == 0 {
		return w.whole(n.Parent())
	}
	if _, ok := n.(*east.DefinitionTerm); ok && kept == 0 {
		if n = n.NextSibling(); n == nil {
			return false
		}
		kept, _ = w.counted(n)
	}
	return kept > 0
}

// lent writes a block of an excerpt.
func (w *writer) lent(n ast.Node) {
	if !w.wanted(n) {
		return
	}
	switch c := n.(type) {
	case *note:
		return // stands behind what refers to it
	case *callout:
		switch {
		case c.name == "pullquote":
			return
		case c.name == "services" && !w.whole(c): // the page has the directory
			w.bare(c)
			return
		}
	case *calloutTitle, *attribution:
		if n.Parent() == w.open {
			w.paragraph(n)
		}
		return // the call-out or quotation writes it
	}
	w.block(n)
}

// bare writes what is kept of a call-out or quotation without its frame.
func (w *writer) bare(holder ast.Node) {
	around := w.open
	w.open = holder
	w.blocks(holder)
	w.open = around
}

// onlyCaption reports whether the page has a picture and lacks its caption.
func (w *writer) onlyCaption(n *image) bool {
	return w.excerpt != nil && n.caption != nil && w.keeps(n.caption) && !w.keeps(n) && n.media.Alt != ""
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
