package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
)

// rawBlock is HTML between paragraphs, after the filter.
type rawBlock struct {
	block
	pieces []piece
	lines  []text.Segment // nil where the program closes what was left open
}

// rawSpan is HTML inside a line, after the filter.
type rawSpan struct {
	inline
	pieces []piece
}

// piece is a tag or a text that passed the filter.
type piece struct {
	kind  pieceKind
	tag   string
	text  string // of pieceText
	id    string
	attrs []attribute
	link  *Link    // of <a>; nil without an address
	media *Media   // of <img>, <audio>, <video>, <source>, <track>
	more  []*Media // posters
}

type pieceKind uint8

const (
	pieceText pieceKind = iota
	pieceOpen
	pieceClose
	pieceVoid
)

// rawStack filters the HTML of one container. What is opened in a container is
// closed in it, so that no HTML reaches beyond the text it stands in.
type rawStack struct {
	c      *collector
	parent ast.Node
	inline bool

	open   []openElement
	out    *[]piece // of the node being filtered
	missed map[string]int
	where  offsets
	link   *Link // whose words are being gathered
}

type openElement struct {
	tag  string
	link *Link
	node ast.Node
}

// maxOpen bounds elements inside one another, as maxDepth does for Markdown.
const maxOpen = maxDepth

// block filters HTML between paragraphs.
func (s *rawStack) block(h *ast.HTMLBlock) {
	n := &rawBlock{lines: append([]text.Segment(nil), h.Lines().Sliced(0, h.Lines().Len())...)}
	if h.HasClosure() {
		n.lines = append(n.lines, h.ClosureLine)
	}
	n.SetPos(h.Pos())
	s.parent.ReplaceChild(s.parent, h, n)
	s.filter(n, &n.pieces, n.lines)
}

// span filters HTML inside a line: one tag, or a comment.
func (s *rawStack) span(h *ast.RawHTML) {
	n := &rawSpan{}
	n.SetPos(h.Pos())
	s.parent.ReplaceChild(s.parent, h, n)
	s.filter(n, &n.pieces, h.Segments.Sliced(0, h.Segments.Len()))
}

// swallow takes out what stands between a tag such as <script> in a line and its
// end, where it has one.
func (s *rawStack) swallow(h *ast.RawHTML) {
	name := s.tagName(h)
	if !swallowed[name] {
		return
	}
	end := h.NextSibling()
	for end != nil {
		if e, ok := end.(*ast.RawHTML); ok && s.tagName(e) == "/"+name {
			break
		}
		end = end.NextSibling()
	}
	if end == nil {
		return
	}
	for n := h.NextSibling(); n != end; n = h.NextSibling() {
		s.parent.RemoveChild(s.parent, n)
	}
}

// tagName is the name of a tag in a line, a slash before it for an end tag.
func (s *rawStack) tagName(h *ast.RawHTML) string {
	first := h.Segments.At(0)
	b := s.c.src[first.Start+1 : first.Stop]
	end := bytes.IndexAny(b, " \t\r\n/>")
	if len(b) > 0 && b[0] == '/' {
		end = bytes.IndexAny(b[1:], " \t\r\n/>") + 1
	}
	if end <= 0 {
		return strings.ToLower(string(b))
	}
	return strings.ToLower(string(b[:end]))
}

// before closes what cannot hold the Markdown block that comes next.
func (s *rawStack) before(n ast.Node) {
	if len(s.open) == 0 || holders[s.top()] {
		return
	}
	closing := &rawBlock{}
	s.out = &closing.pieces
	for len(s.open) > 0 && !holders[s.top()] {
		s.pop()
	}
	s.parent.InsertBefore(s.parent, n, closing)
}

// end closes what is still open.
func (s *rawStack) end() {
	if len(s.open) == 0 {
		return
	}
	if s.inline {
		closing := &rawSpan{}
		s.out = &closing.pieces
		s.popAll()
		s.parent.AppendChild(s.parent, closing)
		return
	}
	closing := &rawBlock{}
	s.out = &closing.pieces
	s.popAll()
	s.parent.AppendChild(s.parent, closing)
}

func (s *rawStack) popAll() {
	for len(s.open) > 0 {
		s.pop()
	}
}

func (s *rawStack) top() string {
	if len(s.open) == 0 {
		return ""
	}
	return s.open[len(s.open)-1].tag
}

// offsets leads from bytes of joined lines back to the source.
type offsets struct {
	lines []text.Segment
}

func (o offsets) source(at int) int {
	for _, l := range o.lines {
		if n := l.Stop - l.Start; at >= n {
			at -= n
			continue
		}
		return l.Start + at
	}
	if n := len(o.lines); n > 0 {
		return o.lines[n-1].Stop
	}
	return 0
}

// filter reads HTML and keeps what the tables allow.
func (s *rawStack) filter(node ast.Node, out *[]piece, lines []text.Segment) {
	s.out, s.where = out, offsets{lines}
	var b []byte
	for _, l := range lines {
		b = append(b, s.c.src[l.Start:l.Stop]...)
	}
	z := html.NewTokenizer(bytes.NewReader(b))
	at, skip, depth := 0, "", 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			s.trim()
			if !s.inline {
				s.c.count.gap()
			}
			return
		}
		here := at
		at += len(z.Raw())
		t := z.Token()
		switch {
		case skip != "":
			switch {
			case kind == html.StartTagToken && t.Data == skip:
				depth++
			case kind == html.EndTagToken && t.Data == skip:
				if depth--; depth == 0 {
					skip = ""
				}
			}
		case kind == html.TextToken:
			s.text(t.Data, here)
		case kind == html.StartTagToken || kind == html.SelfClosingTagToken:
			if swallowed[t.Data] {
				s.drop("<"+t.Data+">", here)
				if kind == html.StartTagToken && t.Data != "embed" && !s.inline {
					skip, depth = t.Data, 1
				}
				continue
			}
			s.start(node, t, here)
		case kind == html.EndTagToken:
			s.finish(node, t.Data, here)
		case kind == html.DoctypeToken:
			s.drop("<!DOCTYPE>", here)
		case kind == html.CommentToken && !bytes.HasPrefix(b[here:], []byte("<!--")):
			s.drop("<"+string(b[here+1:min(here+2, len(b))])+"…>", here)
		}
	}
}

// trim takes the spaces off the end of HTML between paragraphs.
func (s *rawStack) trim() {
	list := *s.out
	if last := len(list) - 1; !s.inline && last >= 0 && list[last].kind == pieceText && !s.within("pre") {
		list[last].text = strings.TrimRight(list[last].text, " ")
	}
}

func (s *rawStack) emit(p piece) { *s.out = append(*s.out, p) }

// text keeps words; spaces around tags of blocks go.
func (s *rawStack) text(data string, at int) {
	data = s.c.fill(data, s.where.source(at))
	if !s.within("pre") {
		data = foldSpace(data)
	}
	if strings.TrimSpace(data) == "" {
		if n := len(*s.out); n == 0 || structural[s.top()] || !inlineEnd((*s.out)[n-1]) {
			return
		}
	} else if structural[s.top()] {
		s.report("text directly inside <"+s.top()+"> ends it", at)
		s.leaveStructure()
	}
	s.c.count.text([]byte(data))
	if s.link != nil {
		s.link.Text += data
	}
	s.emit(piece{kind: pieceText, text: data})
}

// inlineEnd reports whether a space after this piece would be seen.
func inlineEnd(p piece) bool { return p.kind == pieceText || phrasing[p.tag] && p.tag != "br" }

// foldSpace makes one space of each run of white space.
func foldSpace(s string) string {
	var b strings.Builder
	space := false
	for _, c := range s {
		if c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(c)
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}

func (s *rawStack) within(tag string) bool { return s.find(tag) >= 0 }

// find gives the innermost open element with one of the names, separated by
// spaces; -1 where there is none.
func (s *rawStack) find(tags string) int {
	for i := len(s.open) - 1; i >= 0; i-- {
		for tag := range strings.SplitSeq(tags, " ") {
			if s.open[i].tag == tag {
				return i
			}
		}
	}
	return -1
}

// leaveStructure closes lists and tables whose children cannot be text. Their
// end tags, still to come, are no news.
func (s *rawStack) leaveStructure() {
	for structural[s.top()] {
		s.miss(s.top())
		s.pop()
	}
}

// miss remembers that an end tag will find nothing to close.
func (s *rawStack) miss(tag string) {
	if s.missed == nil {
		s.missed = map[string]int{}
	}
	s.missed[tag]++
}

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

// attributes keeps those that the tables allow; each counts once.
func (s *rawStack) attributes(p *piece, list []html.Attribute, at int) {
	seen := map[string]string{}
	offset := s.where.source(at)
	for _, a := range list {
		name := a.Key
		if _, twice := seen[name]; twice {
			continue
		}
		value := s.c.fill(a.Val, offset)
		seen[name] = value
		form := globalAttributes[name]
		if form == nil {
			form = elementAttributes[p.tag][name]
		}
		switch {
		case name == "id":
			s.anchor(p, value, at)
		case handled[p.tag][name]:
		case form == nil || !form(strings.TrimSpace(value)):
			s.drop(name+" on <"+p.tag+">", at)
		case switches[name]:
			p.attrs = append(p.attrs, attribute{name, ""})
		default:
			p.attrs = append(p.attrs, attribute{name, strings.TrimSpace(value)})
		}
	}
	if name, ok := seen["name"]; ok && p.tag == "a" && p.id == "" {
		s.anchor(p, name, at)
	}
	s.addresses(p, seen, offset)
}

// anchor takes an id.
func (s *rawStack) anchor(p *piece, id string, at int) {
	if !validID(id) {
		s.drop("id on <"+p.tag+">", at)
		return
	}
	if s.c.explicitID(id, s.c.at(s.where.source(at))) {
		p.id = id
	}
}

// addresses reads where an element leads and what it shows.
func (s *rawStack) addresses(p *piece, seen map[string]string, offset int) {
	c := s.c
	switch p.tag {
	case "a":
		if href, ok := seen["href"]; ok {
			p.link = &Link{At: c.at(offset), Raw: true}
			c.aim(p.link, strings.TrimSpace(href), offset)
			c.doc.Links = append(c.doc.Links, p.link)
		}
	case "img", "audio", "video", "source", "track":
		src, ok := seen["src"]
		if !ok {
			break
		}
		m := s.media(src, offset)
		m.Kind = map[string]MediaKind{"img": Picture, "audio": Audio, "video": Video, "track": Track, "source": m.Kind}[p.tag]
		if p.tag == "source" && m.Kind == Picture {
			m.Kind = Video
			if s.top() == "audio" {
				m.Kind = Audio
			}
		}
		m.Alt, m.HasAlt = seen["alt"]
		if p.tag == "img" && !m.HasAlt {
			c.missingAlt(m)
		}
		m.HasAlt = m.HasAlt || p.tag != "img"
		p.media = m
	}
	if poster, ok := seen["poster"]; ok && p.tag == "video" {
		m := s.media(poster, offset)
		m.Kind, m.HasAlt = Picture, true
		p.more = append(p.more, m)
	}
}

func (s *rawStack) media(src string, offset int) *Media {
	m := &Media{At: s.c.at(offset)}
	s.c.fetch(m, strings.TrimSpace(src), offset)
	s.c.doc.Media = append(s.c.doc.Media, m)
	return m
}

// dropped is HTML that is left out: what to say, where first, how often.
type dropped struct {
	message string
	at      int
	times   int
}

func (s *rawStack) drop(what string, at int) { s.report(what+" is left out", at) }

func (s *rawStack) report(message string, at int) {
	for i := range s.c.dropped {
		if s.c.dropped[i].message == message {
			s.c.dropped[i].times++
			return
		}
	}
	if len(s.c.dropped) < maxDropped {
		s.c.dropped = append(s.c.dropped, dropped{message, s.where.source(at), 1})
	}
}

// maxDropped is how many kinds of HTML that is left out are told apart.
const maxDropped = 200

// reportDropped reports each kind of thing once.
func (c *collector) reportDropped() {
	for _, d := range c.dropped {
		message := d.message
		if d.times > 1 {
			message += fmt.Sprintf(" (%d times)", d.times)
		}
		c.diags.Warn(c.at(d.at), "html-dropped", message, dropHint(d.message))
	}
}

// dropHint says what to do instead.
func dropHint(message string) string {
	what, _, _ := strings.Cut(message, " ")
	switch {
	case what == "<script>" || strings.HasPrefix(what, "on"):
		return "a guide runs no program of its own"
	case what == "style" || what == "<style>" || what == "<font>" || what == "<center>":
		return "the theme says how a page looks; a class can name what is special"
	case what == "<iframe>" || what == "<embed>" || what == "<object>":
		return "a page shows nothing from elsewhere: write a link"
	case what == "<form>" || what == "<input>" || what == "<button>" || what == "<select>" || what == "<textarea>":
		return "nobody receives a form: write an e-mail address or a telephone number"
	case strings.HasPrefix(what, "</"):
		return "take it out, or write the tag that it closes"
	case strings.Contains(message, "inside a paragraph"):
		return "leave an empty line before it and after it"
	}
	return "write it in Markdown, or with the HTML that the manual lists"
}
