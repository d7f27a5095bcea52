package markdown

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// plainInto writes the text of an inline node's children as a reader sees it,
// without marks of notes.
func (d *Doc) plainInto(r *run, parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		d.plainNode(r, n)
	}
}

func (d *Doc) plainNode(r *run, n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		if n.IsRaw() {
			r.raw(n.Segment.Value(r.src))
			return
		}
		r.segment(n.Segment)
		switch {
		case n.HardLineBreak():
			r.out = append(r.out, ' ')
			r.prev = '\n'
		case n.SoftLineBreak():
			r.softBreak(n)
		}
	case *ast.CodeSpan:
		r.code(n)
	case *value:
		r.word(n.text)
	case *link:
		if n.auto {
			r.word(n.label)
			return
		}
		d.plainInto(r, n)
	case *image:
		r.word(n.media.Alt)
	case *rawSpan:
		rawPlain(r, n.pieces)
	case *noteRef, *task:
	default:
		d.plainInto(r, n)
	}
}

// plainBlock gives the text of a block with inline content.
func (d *Doc) plainBlock(n ast.Node) string {
	r := newRun(d.src, false, &d.typo, nil)
	r.beginBlock(n)
	d.plainInto(&r, n)
	return strings.TrimSpace(string(r.out))
}

// plainBlocks gives the text of all blocks in a container, a space between
// them.
func (d *Doc) plainBlocks(parent ast.Node) string {
	r := newRun(d.src, false, &d.typo, nil)
	d.appendBlocks(&r, parent)
	return strings.TrimSpace(string(r.out))
}

func (d *Doc) appendBlocks(r *run, parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		d.appendBlock(r, n)
	}
}

// appendBlock adds the text of a block; code and pull quotes have none.
func (d *Doc) appendBlock(r *run, n ast.Node) {
	switch n := n.(type) {
	case *ast.FencedCodeBlock, *ast.CodeBlock, *note, *ast.LinkReferenceDefinition, *ast.ThematicBreak:
		return
	case *callout:
		if n.name == "pullquote" {
			return
		}
	case *rawBlock:
		r.space()
		rawPlain(r, n.pieces)
		return
	}
	if first := n.FirstChild(); first == nil {
		return
	} else if first.Type() == ast.TypeInline {
		r.space()
		r.beginBlock(n)
		d.plainInto(r, n)
		return
	}
	d.appendBlocks(r, n)
}

// space divides blocks.
func (r *run) space() {
	if n := len(r.out); n > 0 && r.out[n-1] != ' ' {
		r.out = append(r.out, ' ')
	}
}

// FirstParagraph gives the text of the first paragraph that stands by itself, a
// summary where the author wrote none; "" where there is none.
func (d *Doc) FirstParagraph() string {
	if d.firstParagraph == nil {
		return ""
	}
	return d.plainBlock(d.firstParagraph)
}

// Sections gives the words for search, part by part: the text with the quotation
// marks, dashes and spaces that the author typed, because between words they are all
// the same. Pull quotes, code and the marks of notes are left out. The notes themselves
// come last, with the id of the heading over them and no text for it: the interface has
// that word.
func (d *Doc) Sections() []Section {
	list := make([]Section, 0, len(d.Headings)+2)
	spans := make([]Span, 0, cap(list)) // of their texts, which lie in one piece
	current := Section{}
	r := newRun(d.src, false, &typography{}, make([]byte, 0, len(d.src)))
	start := 0
	end := func() {
		text := bytes.TrimLeftFunc(r.out[start:], unicode.IsSpace)
		start = len(r.out) - len(text)
		text = bytes.TrimRightFunc(text, unicode.IsSpace)
		if len(text) > 0 || current.Heading != "" {
			list = append(list, current)
			spans = append(spans, Span{start, start + len(text)})
		}
		start = len(r.out)
	}
	var walk func(ast.Node)
	walk = func(parent ast.Node) {
		for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
			h, ok := n.(*heading)
			if ok {
				end()
				entry := &d.Headings[h.index]
				current = Section{ID: entry.ID, Heading: entry.Text, Level: entry.Level}
				continue
			}
			if holdsHeading(n) {
				walk(n)
				continue
			}
			d.appendBlock(&r, n)
		}
	}
	walk(d.root)
	end()
	if len(d.notes) > 0 {
		current = Section{ID: d.notesID}
		for _, n := range d.notes {
			d.appendBlocks(&r, n)
		}
		end()
	}
	text := string(r.out)
	for i, s := range spans {
		list[i].Text = text[s.Start:s.Stop]
	}
	return list
}

// holdsHeading reports whether a container has headings inside, as a quotation
// may.
func holdsHeading(n ast.Node) bool {
	if c, ok := n.(*callout); ok && c.name == "pullquote" {
		return false
	}
	switch n.(type) {
	case *ast.Blockquote, *callout, *ast.List, *ast.ListItem, *recommendations:
	default:
		return false
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if _, ok := c.(*heading); ok || holdsHeading(c) {
			return true
		}
	}
	return false
}
