package markdown

import "github.com/yuin/goldmark/ast"

// Holder is a call-out or a quotation that stands around blocks; the zero Holder is
// none.
type Holder struct{ node ast.Node }

// Held reports whether a block of Blocks, counted from 0, stands in a call-out or a
// quotation.
func (d *Doc) Held(block int) bool {
	d.Blocks()
	return outwards(d.blockNodes[block]).node != nil
}

// Shared gives the innermost holder of two blocks of Blocks, counted from 0, whose
// like stands around a block of another document, and the like. depth says how many
// holders it is inside of, itself among them; 0 where there is none, or where all of
// it only repeats what the text says.
func (d *Doc) Shared(block, neighbour int, page *Doc, other int) (own, like Holder, depth int) {
	d.Blocks()
	page.Blocks()
	for h := outwards(d.blockNodes[block]); h.node != nil; h = h.outer() {
		if !standsIn(d.blockNodes[neighbour], h.node) {
			continue
		}
		if l := page.like(h, other); l.node != nil {
			own, like = h, l
			break
		}
	}
	for h := own; h.node != nil; h = h.outer() {
		if h.kind() == "pullquote" {
			return Holder{}, Holder{}, 0
		}
		depth++
	}
	return own, like, depth
}

// like gives the innermost holder of a block that is of the same kind as another.
func (d *Doc) like(h Holder, block int) Holder {
	l := outwards(d.blockNodes[block])
	for l.node != nil && l.kind() != h.kind() {
		l = l.outer()
	}
	return l
}

// Holds reports whether a block of Blocks, counted from 0, of its document stands in
// a holder.
func (d *Doc) Holds(h Holder, block int) bool { return standsIn(d.blockNodes[block], h.node) }

// outwards gives the holder that a node is or stands in next.
func outwards(n ast.Node) Holder {
	for ; n != nil; n = above(n) {
		switch n.(type) {
		case *callout, *ast.Blockquote:
			return Holder{n}
		}
	}
	return Holder{}
}

// outer is the next holder around a holder.
func (h Holder) outer() Holder { return outwards(h.node.Parent()) }

// kind is the name of a call-out, and "" for a quotation.
func (h Holder) kind() string {
	if c, ok := h.node.(*callout); ok {
		return c.name
	}
	return ""
}
