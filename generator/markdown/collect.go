package markdown

import (
	"slices"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// collector walks the tree once, in the order of the text, turns goldmark's
// nodes into ours where they carry more, and fills in the Doc.
type collector struct {
	*state
	count  counter
	linked int    // inside how many links
	quiet  int    // inside text that is neither counted nor found
	level  int    // of the last heading; 1 above the first
	silent *Media // the last recording, until its transcript comes

	headings []*heading
	recs     recommendationScope
	queue    []*note // notes in the order in which they are first referred to
	ids      idSet
	dropped  []dropped

	defined []string // labels of links; nil until they are asked for
	looked  Span     // the text in which slips have been looked for last
	lonely  []lonelyLabel
}

// collect makes the Doc of what goldmark has read.
func collect(s *state) {
	c := &collector{state: s, level: 1}
	c.blocks(s.doc.root)
	c.askTranscript()
	c.allNotes()
	c.assignIDs()
	c.recs.close(c)
	c.reportLonely()
	c.reportDropped()
	s.doc.Words, s.doc.Characters = c.count.total()
	s.doc.Anchors = c.ids.sorted()
}

func (c *collector) uses(u Uses) { c.doc.Uses |= u }

func (c *collector) blocks(parent ast.Node) {
	raw := rawStack{c: c, parent: parent}
	children(parent, func(n ast.Node) {
		if h, ok := n.(*ast.HTMLBlock); ok {
			raw.block(h)
			return
		}
		raw.before(n)
		c.block(n)
	})
	raw.end()
}

func (c *collector) block(n ast.Node) {
	c.uses(usesOf(n))
	switch n := n.(type) {
	case *ast.Paragraph:
		c.doc.pieces++
		c.paragraph(n)
	case *ast.TextBlock, *calloutTitle, *attribution, *east.TableCell, *east.DefinitionTerm:
		c.doc.pieces++
		c.inlines(n)
		c.count.gap()
	case *ast.Heading:
		c.doc.pieces++
		c.heading(n)
	case *ast.List:
		c.list(n)
	case *ast.Blockquote:
		c.blocks(n)
	case *callout:
		c.callout(n)
	case *note:
		// It is read when its number is known.
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		c.doc.pieces++
	case *east.Table:
		c.longRows(n)
		c.widen(n)
		c.blocks(n)
	case *east.DefinitionList:
		c.blocks(n)
	case *ast.ThematicBreak, *ast.LinkReferenceDefinition:
	default:
		c.blocks(n)
	}
}

func (c *collector) callout(n *callout) {
	if n.services != nil {
		n.services.Level = c.level
		c.doc.Services = append(c.doc.Services, n.services)
	}
	switch n.name {
	case "transcript":
		c.silent = nil
	case "pullquote":
		c.quiet++
		c.count.off++
	}
	c.blocks(n)
	if n.name == "pullquote" {
		c.quiet--
		c.count.off--
	}
	if t := n.title(); t != nil && n.services != nil {
		n.services.Title = c.plainBlock(t)
	}
}

// inlines walks the text of a block or of an inline node.
func (c *collector) inlines(parent ast.Node) {
	raw := rawStack{c: c, parent: parent, inline: true}
	for n := parent.FirstChild(); n != nil; {
		if t, ok := n.(*ast.Text); ok {
			n = c.text(t)
			continue
		}
		if h, ok := n.(*ast.RawHTML); ok {
			raw.swallow(h)
		}
		next := n.NextSibling()
		switch n := n.(type) {
		case *ast.Link:
			c.link(n)
		case *ast.AutoLink:
			c.autoLink(n)
		case *image:
			c.image(n)
		case *ast.CodeSpan:
			c.code(n)
		case *ast.RawHTML:
			raw.span(n)
		case *noteRef:
			c.noteRef(n)
		case *value:
			c.value(n)
		case *task:
			c.uses(UsesTasks)
		default:
			c.inlines(n)
		}
		n = next
	}
	raw.end()
}

// text joins neighbouring texts that marks without a meaning had divided, counts
// and looks for bare addresses. It gives the node to go on with.
func (c *collector) text(t *ast.Text) ast.Node {
	parent := t.Parent()
	for !t.SoftLineBreak() && !t.HardLineBreak() {
		next, ok := t.NextSibling().(*ast.Text)
		if !ok || next.Segment.Start != t.Segment.Stop || next.Segment.Padding > 0 || next.IsRaw() != t.IsRaw() {
			break
		}
		t.Segment.Stop = next.Segment.Stop
		t.SetSoftLineBreak(next.SoftLineBreak())
		t.SetHardLineBreak(next.HardLineBreak())
		parent.RemoveChild(parent, next)
	}
	value := c.src[t.Segment.Start:t.Segment.Stop]
	before := c.count
	found := c.count.text(value)
	c.slips(t, value, found)
	if c.linked == 0 && mayHoldAddress(value, found) {
		counted := c.count
		c.count = before
		if rest := c.bareAddress(t); rest != nil {
			return rest
		}
		c.count = counted
	}
	if t.SoftLineBreak() || t.HardLineBreak() {
		c.count.gap()
	}
	return t.NextSibling()
}

func (c *collector) code(n *ast.CodeSpan) {
	children(n, func(t ast.Node) {
		if t, ok := t.(*ast.Text); ok {
			c.count.text(c.src[t.Segment.Start:t.Segment.Stop])
		}
	})
}

// typeset gives a text that is no Markdown with the quotation marks and dashes
// of its language.
func (c *collector) typeset(s string) string {
	if s == "" || !c.doc.typo.on {
		return s
	}
	r := newRun([]byte(s), false, &c.doc.typo, nil)
	r.special = c.doc.typo.specialTitle()
	r.begin(len(s))
	r.segment(textSegment(0, len(s)))
	return string(r.out)
}

// plainBlock gives the text of a block with inline content, as a reader sees it.
func (c *collector) plainBlock(n ast.Node) string { return c.doc.plainBlock(n) }

func (c *collector) plainInline(n ast.Node) string {
	r := newRun(c.src, false, &c.doc.typo, nil)
	r.begin(len(c.src))
	c.doc.plainInto(&r, n)
	return string(r.out)
}

// plainNode gives the text of one inline node.
func (c *collector) plainNode(n ast.Node) string {
	r := newRun(c.src, false, &c.doc.typo, nil)
	r.begin(len(c.src))
	c.doc.plainNode(&r, n)
	return string(r.out)
}

// sorted gives the ids in order, each once.
func (s *idSet) sorted() []string {
	ids := make([]string, 0, len(s.taken))
	for id := range s.taken {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
