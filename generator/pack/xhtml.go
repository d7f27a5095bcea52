package pack

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// droppedAttribute tells attributes that a book cannot use: they speak to browsers, or to
// the site's scripts.
func droppedAttribute(key string) bool {
	switch key {
	case "loading", "decoding", "srcset", "sizes", "rel", "download", "hreflang", "fetchpriority":
		return true
	}
	return strings.HasPrefix(key, "data-") || strings.HasPrefix(key, "on")
}

// writeXHTML writes a node as XML: every element closed, every attribute quoted.
func writeXHTML(b *bytes.Buffer, n *html.Node) {
	switch n.Type {
	case html.TextNode:
		b.WriteString(escape(n.Data))
	case html.ElementNode:
		if n.DataAtom == atom.Img && attributeOf(n, "src") == "" { // a kind that books need not show
			b.WriteString(escape(attributeOf(n, "alt")))
			return
		}
		if n.DataAtom == atom.Source && n.Parent != nil && n.Parent.DataAtom == atom.Picture { // books show the kind that all can
			return
		}
		writeElement(b, n)
	}
}

func writeElement(b *bytes.Buffer, n *html.Node) {
	b.WriteString("<" + n.Data)
	if n.Namespace == "svg" && (n.Parent == nil || n.Parent.Namespace != "svg") {
		b.WriteString(` xmlns="http://www.w3.org/2000/svg"`)
	}
	for _, a := range n.Attr {
		if droppedAttribute(a.Key) || a.Key == "xmlns" || a.Namespace != "" {
			continue
		}
		b.WriteString(" " + a.Key + `="` + escape(a.Val) + `"`)
		if a.Key == "lang" && attributeOf(n, "xml:lang") == "" {
			b.WriteString(` xml:lang="` + escape(a.Val) + `"`)
		}
	}
	if n.FirstChild == nil && void(n.DataAtom) {
		b.WriteString("/>")
		return
	}
	b.WriteString(">")
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		writeXHTML(b, c)
	}
	b.WriteString("</" + n.Data + ">")
}

func void(kind atom.Atom) bool {
	switch kind {
	case atom.Br, atom.Hr, atom.Img, atom.Wbr, atom.Col, atom.Source, atom.Track:
		return true
	}
	return false
}

func attributeOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// escape writes a text for XML, without the control characters that XML cannot
// hold.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, s)
	return html.EscapeString(s)
}
