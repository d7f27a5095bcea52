package markdown

import (
	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
)

// start judges a start tag.
func (s *rawStack) start(node ast.Node, t html.Token, at int) {
	tag := t.Data
	if !phrasing[tag] || tag == "br" {
		s.c.count.gap()
	}
	if !phrasing[tag] && !flow[tag] {
		s.drop("<"+tag+">", at)
		return
	}
	s.implyEnds(tag)
	if why := s.misplaced(tag); why != "" {
		s.miss(tag)
		s.drop("<"+tag+"> "+why, at)
		return
	}
	p := piece{kind: pieceOpen, tag: tag}
	s.attributes(&p, t.Attr, at)
	s.uses(tag)
	if void[tag] {
		p.kind = pieceVoid
		if (tag == "img" || tag == "source" || tag == "track") && p.media == nil {
			s.drop("<"+tag+"> without a file", at)
			return
		}
		s.emit(p)
		return
	}
	s.emit(p)
	s.open = append(s.open, openElement{tag, p.link, node})
	if p.link != nil {
		s.c.linked++
		s.link = p.link
	}
}

// misplaced says why a tag cannot stand here; "" where it can.
func (s *rawStack) misplaced(tag string) string {
	switch {
	case s.inline && !phrasing[tag]:
		return "inside a paragraph"
	case parents[tag] != nil && !parents[tag][s.top()]:
		return "outside its parent"
	case tag == "a" && s.c.linked > 0:
		return "inside a link"
	case len(s.open) >= maxOpen:
		return "inside too many others"
	}
	return ""
}

// implyEnds closes the elements that a start tag ends without saying so.
func (s *rawStack) implyEnds(tag string) {
	switch tag {
	case "li":
		s.closeDownTo("ul ol")
	case "dt", "dd":
		s.closeDownTo("dl")
	case "td", "th":
		s.closeDownTo("tr")
	case "tr":
		s.closeDownTo("table thead tbody tfoot")
	case "thead", "tbody", "tfoot", "caption", "colgroup":
		s.closeDownTo("table")
	case "rt", "rp":
		s.closeDownTo("ruby")
	case "col", "source", "track", "summary", "figcaption":
	default:
		s.leaveStructure()
		if phrasing[tag] {
			return
		}
		// A paragraph holds only lines, so everything opened since is one.
		for i := s.find("p"); i >= 0 && len(s.open) > i; {
			s.pop()
		}
		for phrasing[s.top()] && s.top() != "a" && s.top() != "ins" && s.top() != "del" {
			s.pop()
		}
	}
}

// closeDownTo closes what stands inside the innermost of some elements, if one
// of them is open.
func (s *rawStack) closeDownTo(tags string) {
	for i := s.find(tags); i >= 0 && len(s.open) > i+1; {
		s.pop()
	}
}

// finish judges an end tag.
func (s *rawStack) finish(node ast.Node, tag string, at int) {
	if !phrasing[tag] && !flow[tag] || void[tag] {
		return // its start is reported
	}
	i := s.find(tag)
	if i < 0 {
		if s.missed[tag] > 0 {
			s.missed[tag]--
			return
		}
		s.drop("</"+tag+"> that closes nothing", at)
		return
	}
	if e := s.open[i]; s.inline && e.link != nil {
		e.link.Text = s.between(e.node, node)
	}
	for len(s.open) > i {
		s.pop()
	}
}

// between gives the words of the nodes between two tags.
func (s *rawStack) between(from, to ast.Node) string {
	r := newRun(s.c.src, false, &s.c.doc.typo, nil)
	r.begin(len(s.c.src))
	for n := from.NextSibling(); n != nil && n != to; n = n.NextSibling() {
		s.c.doc.plainNode(&r, n)
	}
	return string(r.out)
}

// pop closes the innermost open element.
func (s *rawStack) pop() {
	last := len(s.open) - 1
	e := s.open[last]
	s.open = s.open[:last]
	s.emit(piece{kind: pieceClose, tag: e.tag})
	if e.link != nil {
		s.c.linked--
		s.link = nil
	}
}

func (s *rawStack) uses(tag string) {
	switch tag {
	case "details":
		s.c.uses(UsesDetails)
	case "table":
		s.c.uses(UsesTable)
	case "audio", "video":
		s.c.uses(UsesMedia)
	case "blockquote":
		s.c.uses(UsesQuote)
	case "pre":
		s.c.uses(UsesCode)
	case "figure":
		s.c.uses(UsesFigure)
	case "dl":
		s.c.uses(UsesDefinitions)
	}
}
