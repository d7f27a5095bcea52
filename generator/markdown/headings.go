package markdown

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"handbill/generator/diag"
)

// heading is a heading of the body.
type heading struct {
	block
	index            int // in Doc.Headings
	class, lang, dir string
	explicit         string // the id that its author gave it; "" for none
	slug             string // the id that its words make, before repeats are told apart
	aligned          bool   // has the id of the source language's heading
}

// heading turns goldmark's node into ours and judges it.
func (c *collector) heading(old *ast.Heading) {
	h := &heading{index: len(c.headings)}
	h.SetPos(old.Pos())
	h.SetLines(old.Lines())
	h.SetBlankPreviousLines(old.HasBlankPreviousLines())
	entry := Heading{Level: old.Level, At: c.at(old.Pos())}
	if id := c.attributes(h, old); id != "" && c.explicitID(id, entry.At) {
		entry.ID, h.explicit = id, id
	}
	replace(old, h)
	c.inlines(h)
	c.count.gap()
	entry.Text = c.plainBlock(h)
	h.slug = slug(c.slugText(h))
	c.judge(entry)
	c.level = entry.Level
	c.headings = append(c.headings, h)
	c.doc.headingPos = append(c.doc.headingPos, h.Pos())
	c.doc.Headings = append(c.doc.Headings, entry)
	c.recs.enter(c, h, entry.Level)
}

// judge reports a heading that does not fit its place.
func (c *collector) judge(h Heading) {
	if strings.TrimSpace(h.Text) == "" {
		c.diags.Warn(h.At, "heading-empty", "this heading has no words", "write some, or take the # away")
	}
	switch {
	case h.Level == 1:
		c.diags.Warn(h.At, "heading-title", "the title stands on the page already", "begin sections with ##")
	case h.Level > c.level+1:
		c.diags.Warn(h.At, "heading-jump",
			fmt.Sprintf("this heading is of level %d, but the one above it is of level %d", h.Level, c.level),
			"write "+strings.Repeat("#", c.level+1))
	}
}

// attributes reads what stands between braces after a heading and gives the id.
func (c *collector) attributes(h *heading, old *ast.Heading) (id string) {
	for _, a := range old.Attributes() {
		text, ok := a.Value.([]byte)
		value := string(text)
		switch name := string(a.Name); {
		case ok && name == "id" && validID(value):
			id = value
		case ok && name == "class":
			h.class = value
			c.judgeClass(value, old.Pos())
		case ok && name == "lang" && languageTag(value):
			h.lang = value
		case ok && name == "dir" && (value == "ltr" || value == "rtl" || value == "auto"):
			h.dir = value
		default:
			c.diags.Warn(c.at(old.Pos()), "attribute-dropped",
				"the heading's "+quoteShort(name)+" is left out", "only {#id .class lang=xx dir=rtl} count")
		}
	}
	return id
}

// judgeClass reports a class that is almost one that the program reads.
func (c *collector) judgeClass(class string, offset int) {
	for _, word := range strings.Fields(class) {
		if near := c.nearest(word, knownClasses); near != "" && near != word {
			c.diags.Warn(c.at(offset), "class-unknown", "the class "+quoteShort(word)+" means nothing", "did you mean {."+near+"}?")
		}
	}
}

// validID reports whether a text can be an id: HTML allows anything but spaces.
func validID(s string) bool {
	return s != "" && utf8.ValidString(s) && !strings.ContainsFunc(s, func(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) })
}

// languageTag reports whether a text has the form of a BCP 47 tag.
func languageTag(s string) bool {
	if s == "" || len(s) > 35 {
		return false
	}
	for part := range strings.SplitSeq(s, "-") {
		if part == "" || len(part) > 8 {
			return false
		}
		for _, c := range part {
			if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') {
				return false
			}
		}
	}
	return true
}

// slug makes an id of a heading's words as GitHub does: lower case, letters,
// marks and digits of every script, hyphens for spaces, nothing else.
func slug(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, c := range strings.TrimSpace(text) {
		switch {
		case c == ' ':
			b.WriteByte('-')
		case c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z':
			b.WriteByte(byte(c))
		case wordly(c) || c > 0x7F && unicode.In(c, unicode.Nl, unicode.Pc, unicode.Other_Alphabetic):
			b.WriteRune(unicode.ToLower(c))
		}
	}
	if b.Len() == 0 {
		return "section"
	}
	return b.String()
}

// idSet hands out the ids of a page.
type idSet struct {
	taken  map[string]diag.Position
	counts map[string]int
}

// claim takes an id and reports whether it was free.
func (s *idSet) claim(id string, at diag.Position) bool {
	if s.taken == nil {
		s.taken = make(map[string]diag.Position, 32) // headings, notes and what refers to them
	}
	if _, ok := s.taken[id]; ok {
		return false
	}
	s.taken[id] = at
	return true
}

// unique takes an id, with -1, -2 … where it is taken.
func (s *idSet) unique(base string, at diag.Position) string {
	if s.claim(base, at) {
		return base
	}
	if s.counts == nil {
		s.counts = map[string]int{}
	}
	for n := s.counts[base] + 1; ; n++ {
		if id := fmt.Sprintf("%s-%d", base, n); s.claim(id, at) {
			s.counts[base] = n
			return id
		}
	}
}

// pageIDs are what the page around a text has for itself, the saved one too: scripts and
// links find their way by them. Ids that headings make of their words are lower case.
var pageIDs = []string{"Main", "Share", "Listen", "Saved", "Not-current"}

// explicitID takes an id that an author wrote; a second one like it is an error
// that names both places.
func (c *collector) explicitID(id string, at diag.Position) bool {
	if slices.Contains(pageIDs, id) {
		c.diags.Error(at, "id-duplicate", "the id "+quoteShort(id)+" belongs to the page around the text", "give it another name")
		return false
	}
	if c.ids.claim(id, at) {
		return true
	}
	first := c.ids.taken[id]
	c.diags.Error(at, "id-duplicate", "the id "+quoteShort(id)+" is taken",
		fmt.Sprintf("it stands in line %d already: give one of them another name", first.Line))
	return false
}

// assignIDs gives every anchor its id. What authors wrote is taken already; next
// comes what can be cited, then the source language's ids, then what headings
// make of their words.
func (c *collector) assignIDs() {
	c.recs.claimPlain(c)
	c.claimNotes()
	c.alignHeadings()
	list := c.doc.Headings
	for i, h := range c.headings {
		if list[i].ID == "" {
			list[i].ID = c.ids.unique(h.slug, list[i].At)
		}
	}
	c.ownIDs()
	c.recs.claimPrefixed(c)
	if len(c.doc.notes) > 0 {
		c.doc.notesID = c.ids.unique(noteTitleID, c.at(len(c.src)))
	}
}

// ownIDs gives headings that have the source's address the one that their words make
// too, which code hosts show: with -1, -2 … on repeats.
func (c *collector) ownIDs() {
	if c.opt.Original == nil {
		return
	}
	list, repeats := c.doc.Headings, map[string]int{}
	for i, h := range c.headings {
		if h.explicit != "" {
			continue
		}
		own, n := h.slug, repeats[h.slug]
		if repeats[h.slug]++; n > 0 {
			own = fmt.Sprintf("%s-%d", h.slug, n)
		}
		if h.aligned && own != list[i].ID && c.ids.claim(own, list[i].At) {
			list[i].Own = own
		}
	}
}

// slugText is the text of a heading as GitHub reads it: without typography,
// pictures and notes, a value by its name.
func (c *collector) slugText(n ast.Node) string {
	var b strings.Builder
	var walk func(ast.Node)
	walk = func(parent ast.Node) {
		for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
			switch n := n.(type) {
			case *ast.Text:
				b.WriteString(resolve(c.src[n.Segment.Start:n.Segment.Stop]))
				if n.SoftLineBreak() || n.HardLineBreak() {
					b.WriteByte(' ')
				}
			case *value:
				b.WriteString(n.name)
			case *link:
				b.WriteString(n.label)
				walk(n)
			case *image, *noteRef:
			default:
				walk(n)
			}
		}
	}
	walk(n)
	return b.String()
}

// level is the digit of a heading's tag. The page's title is the only first
// heading.
func (w *writer) level(n int) byte {
	return byte('0' + min(max(max(n, 2)+w.frame.HeadingShift, 2), 6))
}

// heading writes a heading with its anchors.
func (w *writer) heading(h *heading) {
	entry := &w.doc.Headings[h.index]
	level := w.level(entry.Level)
	a := w.annotation(h)
	w.out = append(w.out, '<', 'h', level)
	w.id(entry.ID)
	w.marked(a, h.class, h.lang, h.dir)
	w.str(">")
	if entry.Own != "" {
		w.str("<span")
		w.id(entry.Own)
		w.str("></span>")
	}
	w.inlineBlock(h)
	w.out = append(w.out, '<', '/', 'h', level, '>')
}
