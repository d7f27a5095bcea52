package markdown

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// recommendationClass marks the heading over a list of recommendations.
const recommendationClass = "recommendations"

// recommendations is an ordered list whose items can be cited.
type recommendations struct {
	block
	start   int
	first   int      // of its items in Doc.Recommendations
	heading *heading // that it stands under
	plain   bool     // its ids need no prefix
}

// lead is the beginning of a recommendation that says it in short.
type lead struct{ inline }

// recommendationScope knows, while the text is read, whether an ordered list is
// one of recommendations.
type recommendationScope struct {
	level   int // of the heading that opened it; 0 outside
	heading *heading
	parent  ast.Node
	next    int      // number that goes on in the document's first list; 0 before it
	marked  *heading // that waits for its list; nil where it has one
	bullets bool     // a list without numbers stands under it
	lists   []*recommendations
}

// enter is told of each heading.
func (s *recommendationScope) enter(c *collector, h *heading, level int) {
	if s.level > 0 && level <= s.level {
		s.close(c)
	}
	if contains(strings.Fields(h.class), recommendationClass) {
		s.close(c)
		s.level, s.parent, s.marked = level, h.Parent(), h
	}
	s.heading = h
}

// close ends the reach of a heading, and reports one that no list has come to.
func (s *recommendationScope) close(c *collector) {
	if s.marked != nil {
		hint := "number them: 1. before each"
		if !s.bullets {
			hint = "write them as a numbered list, or take {.recommendations} away"
		}
		c.diags.Warn(c.at(s.marked.Pos()), "recommendations-missing", "no numbered list stands under this heading", hint)
	}
	s.level, s.marked, s.bullets = 0, nil, false
}

// holds reports whether a list belongs to the recommendations, and remembers it.
func (s *recommendationScope) holds(l *ast.List) bool {
	if s.level == 0 || l.Parent() != s.parent {
		return false
	}
	if !l.IsOrdered() {
		s.bullets = true
		return false
	}
	s.marked = nil
	return true
}

// recommend turns an ordered list into recommendations.
func (c *collector) recommend(l *ast.List) {
	n := &recommendations{start: l.Start, first: len(c.doc.Recommendations), heading: c.recs.heading}
	n.SetPos(l.Pos())
	n.plain = c.recs.next == 0 || l.Start == c.recs.next
	replace(l, n)
	c.uses(usesOf(n))
	number := l.Start
	children(n, func(item ast.Node) {
		at := c.at(item.Pos())
		c.doc.Recommendations = append(c.doc.Recommendations, Recommendation{Number: number, At: at})
		index := len(c.doc.Recommendations) - 1
		c.blocks(item)
		short := c.markLead(item)
		r := &c.doc.Recommendations[index]
		r.Lead, r.Text = short, c.doc.plainBlocks(item)
		number++
	})
	if n.plain {
		c.recs.next = number
	}
	c.recs.lists = append(c.recs.lists, n)
}

// claimPlain gives the items of the first list, and of lists that go on counting
// from it, their ids.
func (s *recommendationScope) claimPlain(c *collector) {
	for _, l := range s.lists {
		if !l.plain {
			continue
		}
		l.each(c.doc, func(r *Recommendation) {
			r.ID = "recommendation-" + strconv.Itoa(r.Number)
			c.explicitID(r.ID, r.At)
		})
	}
}

// claimPrefixed does the same for the other lists, which have the ids of their
// headings in front.
func (s *recommendationScope) claimPrefixed(c *collector) {
	for _, l := range s.lists {
		if l.plain {
			continue
		}
		prefix := c.doc.Headings[l.heading.index].ID
		l.each(c.doc, func(r *Recommendation) {
			r.ID = c.ids.unique(fmt.Sprintf("%s-recommendation-%d", prefix, r.Number), r.At)
		})
	}
}

func (n *recommendations) each(d *Doc, f func(*Recommendation)) {
	i := n.first
	children(n, func(ast.Node) {
		f(&d.Recommendations[i])
		i++
	})
}

// markLead finds the lead of an item and puts it into a node of its own: the
// bold text that it begins with, else its first sentence where more follows.
func (c *collector) markLead(item ast.Node) string {
	p := item.FirstChild()
	switch p.(type) {
	case *ast.Paragraph, *ast.TextBlock:
	default:
		return ""
	}
	n := &lead{}
	first := p.FirstChild()
	if e, ok := first.(*ast.Emphasis); ok && e.Level == 2 {
		replace(e, n)
		return strings.TrimSpace(c.plainInline(n))
	}
	end := c.firstSentence(p, p.NextSibling() != nil)
	if end == nil {
		return ""
	}
	p.InsertBefore(p, first, n)
	for m := first; m != nil && m != end; {
		next := m.NextSibling()
		n.AppendChild(n, m)
		m = next
	}
	return strings.TrimSpace(c.plainInline(n))
}

// firstSentence divides the text of a paragraph after its first sentence
// (Unicode annex 29) and gives the node that comes after it. It gives nil where
// the paragraph has no words, or is one sentence and more is false. A sentence
// that ends inside a link or bold text reaches to their end.
func (c *collector) firstSentence(p ast.Node, more bool) ast.Node {
	var b []byte
	var ends []int // where each child ends in b
	for n := p.FirstChild(); n != nil; n = n.NextSibling() {
		if t, ok := n.(*ast.Text); ok {
			b = append(b, c.src[t.Segment.Start:t.Segment.Stop]...)
			if t.SoftLineBreak() || t.HardLineBreak() {
				b = append(b, ' ')
			}
		} else {
			b = append(b, c.plainNode(n)...)
		}
		ends = append(ends, len(b))
	}
	it := sentences.FromBytes(b)
	if !it.Next() || strings.TrimSpace(string(it.Value())) == "" {
		return nil
	}
	end := len(it.Value())
	if strings.TrimSpace(string(b[end:])) == "" {
		if !more {
			return nil
		}
		return afterLast(p)
	}
	return c.divide(p, ends, end)
}

// afterLast stands for the end of a paragraph: an empty text behind the last
// node.
func afterLast(p ast.Node) ast.Node {
	t := ast.NewTextSegment(text.NewSegment(0, 0))
	p.AppendChild(p, t)
	return t
}

// divide gives the child of a paragraph that begins at an offset of its text; a
// text that holds the offset is cut in two there, spaces going to the rest.
func (c *collector) divide(p ast.Node, ends []int, at int) ast.Node {
	i, start := 0, 0
	n := p.FirstChild()
	for ; ends[i] < at; i++ {
		start = ends[i]
		n = n.NextSibling()
	}
	if ends[i] == at {
		if next := n.NextSibling(); next != nil {
			return next
		}
		return afterLast(p)
	}
	t, ok := n.(*ast.Text)
	if !ok { // inside a link or bold text
		if next := n.NextSibling(); next != nil {
			return next
		}
		return afterLast(p)
	}
	cut := t.Segment.Start + at - start
	for cut > t.Segment.Start && util.IsSpace(c.src[cut-1]) {
		cut--
	}
	if cut == t.Segment.Start {
		return t
	}
	rest := ast.NewTextSegment(text.NewSegment(cut, t.Segment.Stop))
	rest.SetSoftLineBreak(t.SoftLineBreak())
	rest.SetHardLineBreak(t.HardLineBreak())
	t.SetSoftLineBreak(false)
	t.SetHardLineBreak(false)
	t.Segment.Stop = cut
	p.InsertAfter(p, t, rest)
	return rest
}

func (w *writer) recommendations(n *recommendations) {
	w.str(`<ol class="recommendations"`)
	if first := n.start + w.skipped(n); first != 1 {
		w.str(` start="` + strconv.Itoa(first) + `"`)
	}
	w.str(">")
	i := n.first
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		if w.wanted(item) {
			w.recommendation(item, &w.doc.Recommendations[i])
		}
		i++
	}
	w.str("</ol>")
}

func (w *writer) recommendation(item ast.Node, r *Recommendation) {
	w.str("<li")
	w.id(r.ID)
	w.jump(item)
	w.str(">")
	number := w.number(r.Number)
	w.str(`<a class="number" href="#`)
	w.str(w.frame.IDPrefix)
	w.url(r.ID)
	w.str(`"`)
	w.attr("aria-label", strings.ReplaceAll(w.words("body.recommendation"), "{n}", number))
	w.str(">")
	w.str(number)
	w.str("</a>")
	w.loose++
	w.blocks(item)
	w.loose--
	w.str("</li>")
}
