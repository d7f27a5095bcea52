package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// Annotate marks a block of Blocks, counted from 0, for all HTML that is written
// from then on. A second annotation replaces the first.
func (d *Doc) Annotate(block int, a Annotation) {
	d.Blocks()
	if d.annotations == nil {
		d.annotations = map[ast.Node]*Annotation{}
	}
	d.annotations[d.blockNodes[block]] = &a
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

// BlockHTML writes one block of Blocks, counted from 0, by itself: to show it in
// a page that has no such block. It has no ids and no marks of notes. shown says
// what that page needs for it.
func (d *Doc) BlockHTML(w *bytes.Buffer, block int, f Frame) (shown Shown) {
	d.Blocks()
	wr := newWriter(d, &f, w.AvailableBuffer())
	wr.shown = &shown
	switch n := d.blockNodes[block].(type) {
	case *image:
		wr.using(UsesFigure)
		wr.str("<figure>")
		wr.image(n)
		wr.str("</figure>")
	case *caption:
		wr.str("<p>")
		wr.run.word(n.of.media.Title)
		wr.str("</p>")
	default:
		if n.Type() == ast.TypeInline {
			wr.inlines(n)
		} else {
			wr.single(n)
		}
	}
	w.Write(wr.out)
	return shown
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
	if w.shown != nil {
		w.shown.Uses |= u
	}
}

// showing notes a file that is written for another page, as it is placed now:
// the next page may place it elsewhere.
func (w *writer) showing(m *Media) {
	if w.shown == nil {
		return
	}
	if m.Kind != Picture {
		w.using(UsesMedia)
	}
	now := *m
	w.shown.Media = append(w.shown.Media, &now)
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
		return UsesTable
	case *east.DefinitionList:
		return UsesDefinitions
	}
	return 0
}

// single writes a block outside of what holds it: what only a list or a table
// can hold becomes a paragraph, and nothing has an id.
func (w *writer) single(n ast.Node) {
	switch n := n.(type) {
	case *heading:
		level := w.level(w.doc.Headings[n.index].Level)
		w.out = append(w.out, '<', 'h', level)
		w.marked(w.annotation(n), n.class, n.lang, n.dir)
		w.str(">")
		w.inlineBlock(n)
		w.out = append(w.out, '<', '/', 'h', level, '>')
	case *ast.FencedCodeBlock, *ast.CodeBlock, *rawBlock:
		w.block(n)
	default:
		w.paragraph(n)
	}
}

func (w *writer) annotation(n ast.Node) *Annotation {
	if w.doc.annotations == nil {
		return nil
	}
	return w.doc.annotations[n]
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
		w.out = append(w.out, a.Before...)
	}
}

func (w *writer) after(a *Annotation) {
	if a != nil {
		w.out = append(w.out, a.After...)
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
