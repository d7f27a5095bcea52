package markdown

import (
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// What only plain CommonMark has, for the specification's examples: in guides
// these nodes have become ours.

func (w *writer) specBlock(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		level := byte('0' + n.Level)
		w.out = append(w.out, '<', 'h', level, '>')
		w.inlineBlock(n)
		w.out = append(w.out, '<', '/', 'h', level, '>')
	case *ast.HTMLBlock:
		lines := n.Lines()
		for i := range lines.Len() {
			line := lines.At(i)
			w.out = append(w.out, line.Value(w.src)...)
		}
		if n.HasClosure() {
			w.out = append(w.out, n.ClosureLine.Value(w.src)...)
		}
	}
}

func (w *writer) specInline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Link:
		w.str(`<a href="`)
		w.out = appendURL(w.out, encode(resolve(n.Destination)))
		w.str(`"`)
		if n.Title != nil {
			w.attr("title", resolve(n.Title))
		}
		w.str(">")
		w.inlines(n)
		w.str("</a>")
	case *ast.AutoLink:
		label := string(n.Label(w.src))
		dest := string(n.URL(w.src))
		if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
			dest = "mailto:" + dest
		}
		w.str(`<a href="`)
		w.out = appendURL(w.out, encode(dest))
		w.str(`">`)
		w.run.word(label)
		w.str("</a>")
	case *ast.Image:
		w.str(`<img src="`)
		w.out = appendURL(w.out, encode(resolve(n.Destination)))
		w.str(`" alt="`)
		w.out = appendEscaped(w.out, w.doc.plainImage(n))
		w.str(`"`)
		if n.Title != nil {
			w.attr("title", resolve(n.Title))
		}
		w.str(">")
	case *ast.RawHTML:
		for i := range n.Segments.Len() {
			s := n.Segments.At(i)
			w.out = append(w.out, s.Value(w.src)...)
		}
	}
}

// encode writes the letters of an address that are not ASCII as %xx, as the
// examples do.
func encode(address string) string {
	var b strings.Builder
	for _, c := range address {
		if c < 0x80 && c != '[' && c != ']' {
			b.WriteRune(c)
		} else {
			b.WriteString(url.QueryEscape(string(c)))
		}
	}
	return b.String()
}

// plainImage is the alternative text of goldmark's node.
func (d *Doc) plainImage(n ast.Node) string {
	r := newRun(d.src, false, &d.typo, nil)
	r.begin(len(d.src))
	d.plainInto(&r, n)
	return string(r.out)
}
