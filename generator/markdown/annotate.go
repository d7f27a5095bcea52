package markdown

import (
	"slices"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// Annotation gives what is added to a block of Blocks, counted from 0, in all HTML
// that is written from then on: nothing, until the caller sets it.
func (d *Doc) Annotation(block int) *Annotation {
	d.Blocks()
	return d.annotation(d.blockNodes[block])
}

func (d *Doc) annotation(n ast.Node) *Annotation {
	if d.annotations == nil {
		d.annotations = map[ast.Node]*Annotation{}
	}
	a := d.annotations[n]
	if a == nil {
		a = &Annotation{}
		d.annotations[n] = a
	}
	return a
}

// Begin puts HTML that is trusted before all blocks.
func (d *Doc) Begin(html []byte) { d.begin = append(d.begin, html...) }

// Behind puts HTML that is trusted behind a block of Blocks, counted from 0: where
// that ends a list, a table or a note, behind the whole of it, and where it ends a
// call-out or a quotation that does not stand around within, behind that too.
func (d *Doc) Behind(block int, html []byte, within Holder) {
	a := d.annotation(d.behind(block, within))
	a.After = append(a.After, html...)
}

// Ahead puts HTML that is trusted before a block of Blocks, counted from 0, and the
// list or table in within that it stands in; behind it where it is the title.
func (d *Doc) Ahead(block int, html []byte, within Holder) {
	n := d.blockNodes[block]
	for above(n) != within.node {
		n = above(n)
	}
	a := d.annotation(n)
	if _, ok := n.(*calloutTitle); ok {
		a.After = append(a.After, html...)
		return
	}
	a.Before = append(a.Before, html...)
}

// behind finds the node that something behind a block stands behind.
func (d *Doc) behind(block int, within Holder) ast.Node {
	n := d.blockNodes[block]
	last := func(of ast.Node) bool { // no further block stands in it
		return block+1 == len(d.blockNodes) || !standsIn(d.blockNodes[block+1], of)
	}
	found := n
	for up := above(n); up != nil && up != d.root && up != within.node; up = above(up) {
		switch up.(type) {
		case *east.Table, *east.DefinitionList, *note, *figure:
			found = up
			continue
		}
		if last(up) && isContainer(up) {
			found = up
		}
	}
	return found
}

// isContainer reports whether something can stand behind a node.
func isContainer(n ast.Node) bool {
	switch n.(type) {
	case *ast.List, *recommendations, *callout, *ast.Blockquote:
		return true
	}
	return false
}

// above gives what holds a node; that of a caption is its picture.
func above(n ast.Node) ast.Node {
	if c, ok := n.(*caption); ok {
		return c.of
	}
	return n.Parent()
}

func standsIn(n, holder ast.Node) bool {
	for ; n != nil; n = above(n) {
		if n == holder {
			return true
		}
	}
	return false
}

// HeadingLanguage is the language and the direction that a heading of Headings was
// annotated with; "" for those of the page.
func (d *Doc) HeadingLanguage(i int) (lang, dir string) {
	for n, a := range d.annotations {
		if h, ok := n.(*heading); ok && h.index == i {
			return a.Lang, a.Dir
		}
	}
	return "", ""
}

// usesOf gives the constructs that a block is by itself.
func usesOf(n ast.Node) Uses {
	switch n := n.(type) {
	case *ast.Blockquote:
		return UsesQuote
	case *callout:
		return n.uses()
	case *figure:
		return UsesFigure
	case *recommendations:
		return UsesRecommendations
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		return UsesCode
	case *east.Table:
		if slices.ContainsFunc(n.Alignments, func(a east.Alignment) bool { return alignedClass(a) != "" }) {
			return UsesTable | UsesAligned
		}
		return UsesTable
	case *east.DefinitionList:
		return UsesDefinitions
	}
	return 0
}

// annotation is that of a node, nil where it has none. Several ask for the same one
// after another.
func (w *writer) annotation(n ast.Node) *Annotation {
	if w.doc.annotations == nil {
		return nil
	}
	if n != w.asked {
		w.asked, w.found = n, w.doc.annotations[n]
	}
	return w.found
}

// marked writes class, lang and dir: those of the annotation, where it has them,
// else those given.
func (w *writer) marked(a *Annotation, class, lang, dir string) {
	if a != nil {
		if a.Class != "" && class != "" {
			class += " "
		}
		class += a.Class
		if a.Lang != "" {
			lang = a.Lang
		}
		if a.Dir != "" {
			dir = a.Dir
		}
	}
	if class != "" {
		w.attr("class", class)
	}
	if lang != "" {
		w.attr("lang", lang)
	}
	if dir != "" {
		w.attr("dir", dir)
	}
}

// markedAround writes the text of a block into an element, with what is
// annotated inside it; nothing where nothing is left.
func (w *writer) markedAround(tag string, n ast.Node, lead string) {
	a := w.annotation(n)
	if a != nil && a.Omit && len(a.Before)+len(a.After) == 0 {
		return
	}
	w.str("<")
	w.str(tag)
	w.marked(a, "", "", "")
	w.str(">")
	w.before(a)
	if a == nil || !a.Omit {
		w.str(lead)
		w.inlineBlock(n)
	}
	w.after(a)
	w.str("</")
	w.str(tag)
	w.str(">")
}

func (w *writer) before(a *Annotation) {
	if a != nil {
		w.lend(a.Before)
	}
}

func (w *writer) after(a *Annotation) {
	if a != nil {
		w.lend(a.After)
	}
}

func (w *writer) omitted(n ast.Node) bool {
	a := w.annotation(n)
	return a != nil && a.Omit
}

// allOmitted reports whether nothing of a container is left to show.
func (w *writer) allOmitted(parent ast.Node) bool {
	if w.doc.annotations == nil || !parent.HasChildren() {
		return false
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		a := w.annotation(n)
		if a == nil || !a.Omit || len(a.Before)+len(a.After) > 0 {
			return false
		}
	}
	return true
}
