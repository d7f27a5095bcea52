package pack

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"handbill/generator/content"
	"handbill/generator/markdown"
)

// chapter is the text of a guide, cut out of its page.
type chapter struct {
	page  *content.Page
	title string
	main  *html.Node
	style string // of its page
}

// chapters reads the guides of a volume.
func (p *packer) chapters(v volume) ([]chapter, error) {
	var list []chapter
	for _, page := range v.pages {
		data, err := p.read(page.Address)
		if err != nil {
			return nil, err
		}
		doc, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", page.Address, err)
		}
		c := chapter{page: page, title: shown(page.Language, page.Meta.Title), main: find(doc, atom.Main)}
		if c.main == nil {
			return nil, fmt.Errorf("pack %s: the page has no main part", page.Address)
		}
		if style := find(doc, atom.Style); style != nil && style.FirstChild != nil {
			c.style = style.FirstChild.Data
		}
		prune(c.main)
		list = append(list, c)
	}
	return list, nil
}

// shown is a title as lists of contents show it: the numbers of a language that
// runs right to left keep their order.
func shown(l *content.Language, title string) string {
	if l.Dir != "rtl" {
		return title
	}
	return markdown.IsolateText(title)
}

// prune takes out what does something only on the site: scripts, forms, buttons,
// lists of contents, downloads, what is only for paper.
func prune(main *html.Node) {
	var gone []*html.Node
	walk(main, func(n *html.Node) {
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Form, atom.Button, atom.Nav, atom.Input, atom.Select, atom.Audio, atom.Video:
			gone = append(gone, n)
			return
		}
		for _, a := range n.Attr {
			class := a.Key == "class" && slices.ContainsFunc(strings.Fields(a.Val), func(c string) bool { return c == "paper" || c == "downloads" || c == "filter" })
			if class || a.Key == "hidden" {
				gone = append(gone, n)
				return
			}
		}
	})
	for _, n := range gone {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// walk visits a node and all below it.
func walk(n *html.Node, visit func(*html.Node)) {
	visit(n)
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		walk(c, visit)
		c = next
	}
}

// find gives the first element of a kind, nil for none.
func find(n *html.Node, kind atom.Atom) *html.Node {
	if n.Type == html.ElementNode && n.DataAtom == kind {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if found := find(c, kind); found != nil {
			return found
		}
	}
	return nil
}

func within(n, ancestor *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == ancestor {
			return true
		}
	}
	return false
}

// element appends an element with attributes, given as key and value in turn.
func element(parent *html.Node, kind atom.Atom, attributes ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: kind.String(), DataAtom: kind}
	for i := 0; i+1 < len(attributes); i += 2 {
		n.Attr = append(n.Attr, html.Attribute{Key: attributes[i], Val: attributes[i+1]})
	}
	parent.AppendChild(n)
	return n
}

func text(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

func contains(list []string, s string) bool { return slices.Contains(list, s) }
