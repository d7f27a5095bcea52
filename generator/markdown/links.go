package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// link is a link that is a Link.
type link struct {
	inline
	to    Link
	title string
	auto  bool // the address is the text, in label
	label string
}

// linkParser is goldmark's, which pairs the brackets; pictures come out as our
// own node, which knows where its alternative text ends.
type linkParser struct{ parser.InlineParser }

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] != ']' && !stateOf(pc).mark(parent, segment.Start) {
		return nil
	}
	n := p.InlineParser.Parse(parent, block, pc)
	if l, ok := n.(*ast.Link); ok && l.Reference != nil {
		stateOf(pc).useLabel(l.Reference.Value)
	}
	old, ok := n.(*ast.Image)
	if ok && old.Reference != nil {
		stateOf(pc).useLabel(old.Reference.Value)
	}
	if !ok {
		return n
	}
	img := &image{rawDest: old.Destination, rawTitle: old.Title, labelStop: segment.Start, byReference: old.Reference != nil}
	_, end := block.Position()
	img.stop = end.Start
	img.SetPos(old.Pos())
	children(old, func(c ast.Node) { img.AppendChild(img, c) })
	return img
}

// CloseBlock puts brackets that never closed back into the text.
func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// link turns goldmark's node into ours.
func (c *collector) link(old *ast.Link) {
	n := &link{}
	n.SetPos(old.Pos())
	n.to.At = c.at(old.Pos())
	dest, title := old.Destination, old.Title
	if old.Reference != nil && !c.expand(len(dest)+len(title), old.Pos()) {
		dest, title = nil, nil
	}
	n.title = c.typeset(c.fill(resolve(title), old.Pos()))
	c.aim(&n.to, resolve(dest), old.Pos())
	replace(old, n)
	c.doc.Links = append(c.doc.Links, &n.to)
	c.linked++
	c.inlines(n)
	c.linked--
	n.to.Text = c.plainInline(n)
	n.to.Image = c.onlyPicture(n)
	if onWeb(n.to.Dest) && !n.saysAddress() {
		c.uses(UsesWebLink)
	}
	if strings.TrimSpace(n.to.Text) == "" && !n.to.Image {
		c.diags.Warn(n.to.At, "link-empty", "this link has no words", "write between [ and ] where it leads")
	}
}

// autoLink turns goldmark's node for <https://…> into ours.
func (c *collector) autoLink(old *ast.AutoLink) {
	n := &link{auto: true, label: entities(old.Label(c.src))}
	n.SetPos(old.Pos())
	n.to.At = c.at(old.Pos())
	dest := entities(old.URL(c.src))
	if old.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
		dest = "mailto:" + dest
	}
	c.aim(&n.to, dest, old.Pos())
	n.to.Text = n.label
	old.Parent().ReplaceChild(old.Parent(), old, n)
	c.doc.Links = append(c.doc.Links, &n.to)
	c.count.words(n.label)
}

// aim sets and judges where a link leads.
func (c *collector) aim(l *Link, dest string, offset int) {
	l.Dest = dialTarget(c.fill(dest, offset))
	if dials(l.Dest) {
		c.uses(UsesPhone)
	}
	if !linkable(l.Dest) {
		l.Forbidden = true
		c.diags.Error(c.at(offset), "link-scheme", "a link cannot lead to "+quoteShort(l.Dest), schemeHint(l.Dest))
	}
}

// onlyPicture reports whether a link holds pictures and no words.
func (c *collector) onlyPicture(parent ast.Node) bool {
	found := false
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *image:
			found = true
		case *ast.Text:
			if !util.IsBlank(n.Segment.Value(c.src)) {
				return false
			}
		default:
			return false
		}
	}
	return found
}

// saysAddress reports whether the words of a link are its address.
func (n *link) saysAddress() bool { return n.auto || n.to.Text == n.to.Dest }

// link writes a link, or only its words where it leads nowhere.
func (w *writer) link(n *link) {
	href := w.href(&n.to)
	if href == "" || w.mute > 0 || w.inLink > 0 {
		w.linkWords(n)
		return
	}
	said := n.saysAddress()
	if onWeb(href) && !said {
		w.using(UsesWebLink)
	}
	w.str("<a")
	w.target(href, &n.to)
	if said && onWeb(href) && (w.excerpt != nil || w.doc.Uses&UsesWebLink != 0) {
		w.str(` class="said"`) // among links in words, behind which paper says the address
	}
	if n.title != "" {
		w.attr("title", n.title)
	}
	if n.auto && w.doc.typo.rtl {
		w.str(` dir="ltr"`)
	}
	w.str(">")
	w.inLink++
	w.isolated = dials(href) && !hasRTL(n.to.Text)
	w.linkWords(n)
	w.isolated = false
	w.inLink--
	w.str("</a>")
	if n.to.Mark != nil {
		w.mark(n.to.Mark)
	}
}

// mark writes what stands behind a link, apart from the direction of the sentence.
func (w *writer) mark(m *Mark) {
	w.str(` <bdi class="mark"`)
	if m.Lang != "" {
		w.attr("lang", m.Lang)
	}
	w.str(">")
	for _, words := range m.Words {
		if words.Lang == "" {
			w.run.word(words.Text)
			continue
		}
		w.str("<bdi")
		w.attr("lang", words.Lang)
		w.attr("dir", words.Dir)
		w.str(">")
		w.run.word(words.Text)
		w.str("</bdi>")
	}
	w.str("</bdi>")
}

// target writes where a link leads. A number to dial runs left to right in every
// language, words around it as they do.
func (w *writer) target(href string, to *Link) {
	w.str(` href="`)
	w.url(href)
	w.str(`"`)
	if to.Lang != "" {
		w.attr("hreflang", to.Lang)
	}
	if dials(href) {
		w.using(UsesPhone)
		w.str(` class="tel"`)
		if !hasRTL(to.Text) {
			w.str(` dir="ltr"`)
		}
	}
}

func dials(href string) bool {
	return strings.HasPrefix(href, "tel:") || strings.HasPrefix(href, "sms:")
}

// onWeb reports whether a link leads to another site, as styles tell it too.
func onWeb(href string) bool { return strings.HasPrefix(href, "http") }

func (w *writer) linkWords(n *link) {
	if n.auto {
		w.run.word(n.label)
		return
	}
	if _, ok := n.FirstChild().(*ast.Text); ok && n.ChildCount() == 1 && dialable(n.to.Text) != "" {
		w.run.number(n.to.Text)
		return
	}
	w.inlines(n)
}

func hasRTL(s string) bool {
	for _, c := range s {
		if rightToLeft(c) {
			return true
		}
	}
	return false
}

// href is the address that a link gets on the page; "" for none.
func (w *writer) href(l *Link) string {
	href := l.Href
	own := true
	if w.frame.Link != nil {
		href, own = w.frame.Link(l), false
	}
	if l.Forbidden || !linkable(href) {
		return ""
	}
	if own && w.frame.IDPrefix != "" && strings.HasPrefix(href, "#") && len(href) > 1 {
		return "#" + w.frame.IDPrefix + href[1:]
	}
	return href
}
