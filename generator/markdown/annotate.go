package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
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
// a page that has no such block. It has no ids and no marks of notes.
func (d *Doc) BlockHTML(w *bytes.Buffer, block int, f Frame) {
	d.Blocks()
	wr := newWriter(d, &f, w.AvailableBuffer())
	wr.alone = true
	switch n := d.blockNodes[block].(type) {
	case *image:
		wr.image(n)
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
