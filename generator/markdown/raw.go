package markdown

import (
	"bytes"
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
	s.c.openHTML(h)
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
