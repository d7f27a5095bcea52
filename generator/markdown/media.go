package markdown

import (
	"path"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// image is ![alternative text](file "caption"): a picture, a sound or a film.
type image struct {
	inline
	media             Media
	rawDest, rawTitle []byte // as goldmark found them
	byReference       bool
	labelStop         int      // where the alternative text ends in the source
	stop              int      // where the whole ends
	caption           *caption // in a figure; nil where there is none
	alone             bool     // in a figure
}

// caption is the title of a picture in a figure.
type caption struct {
	inline
	of *image
}

// figure is a paragraph that holds pictures and nothing else.
type figure struct{ block }

// image reads what goldmark left in a picture's node.
func (c *collector) image(n *image) {
	c.embed(n)
	if !n.media.HasAlt {
		c.missingAlt(&n.media)
	}
	c.doc.Media = append(c.doc.Media, &n.media)
	if n.media.Kind != Picture {
		c.uses(UsesMedia)
	}
}

func (c *collector) embed(n *image) {
	pos := n.Pos()
	n.media.At = c.at(pos)
	dest, title := n.rawDest, n.rawTitle
	if n.byReference && !c.expand(len(dest)+len(title), pos) {
		dest, title = nil, nil
	}
	c.fetch(&n.media, resolve(dest), pos)
	n.media.Title = c.typeset(c.fill(resolve(title), pos))
	label := string(c.src[min(pos+2, n.labelStop):n.labelStop])
	if label == `""` {
		n.media.HasAlt = true
		return
	}
	c.inlines(n)
	n.media.Alt = strings.TrimSpace(c.plainInline(n))
	n.media.HasAlt = n.media.Alt != ""
}

// fetch sets and judges where a file comes from.
func (c *collector) fetch(m *Media, dest string, offset int) {
	m.Dest = c.fill(dest, offset)
	m.Kind = mediaKind(m.Dest)
	if !embeddable(m.Dest) {
		m.Forbidden = true
		c.diags.Error(c.at(offset), "link-scheme", "a page cannot show "+quoteShort(m.Dest), "put the file beside the guide and write its name")
	}
}

func (c *collector) missingAlt(m *Media) {
	what := "this picture has no words for those who do not see it"
	hint := `write them between ![ and ], or ![""] for a picture that only decorates`
	if m.Kind != Picture {
		what, hint = "this recording has no name", "write it between ![ and ]"
	}
	c.diags.Warn(m.At, "alt-missing", what, hint)
}

// mediaKind goes by the file's ending.
func mediaKind(dest string) MediaKind {
	if i := strings.IndexAny(dest, "?#"); i >= 0 {
		dest = dest[:i]
	}
	switch strings.ToLower(path.Ext(dest)) {
	case ".mp3", ".ogg", ".oga", ".opus", ".m4a", ".wav":
		return Audio
	case ".mp4", ".webm", ".ogv":
		return Video
	case ".vtt":
		return Track
	}
	return Picture
}

// paragraph makes a figure of a paragraph that holds only pictures.
func (c *collector) paragraph(p *ast.Paragraph) {
	if first := c.doc.firstParagraph; first == nil && p.Parent() == c.doc.root {
		c.doc.firstParagraph = p
	}
	if !c.onlyMedia(p) {
		c.inlines(p)
		c.count.gap()
		return
	}
	if c.doc.firstParagraph == ast.Node(p) {
		c.doc.firstParagraph = nil
	}
	f := &figure{}
	f.SetLines(p.Lines())
	replace(p, f)
	c.uses(UsesFigure)
	c.inlines(f)
	c.count.gap()
	f.each(func(n *image) {
		n.alone = true
		if n.media.Title != "" && !n.byReference {
			n.caption = &caption{of: n}
		}
	})
}

// onlyMedia reports whether a paragraph holds pictures, linked or not, and
// nothing else.
func (c *collector) onlyMedia(p ast.Node) bool {
	found := false
	for n := p.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *image:
			found = true
		case *ast.Link:
			if !c.onlyPicture(n) {
				return false
			}
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

// each calls f with each picture of the figure.
func (g *figure) each(f func(*image)) {
	var walk func(ast.Node)
	walk = func(parent ast.Node) {
		for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
			if img, ok := n.(*image); ok {
				f(img)
			} else {
				walk(n)
			}
		}
	}
	walk(g)
}

func (w *writer) figure(g *figure) {
	w.run.begin(lastStop(g))
	for n := g.FirstChild(); n != nil; n = n.NextSibling() {
		img, _ := n.(*image)
		if l, ok := n.(*link); ok {
			img, _ = l.FirstChild().(*image)
		}
		if img == nil {
			continue
		}
		a := w.annotation(img)
		w.before(a)
		if a != nil && a.Omit {
			w.after(a)
			continue
		}
		w.str("<figure")
		w.marked(a, "", "", "")
		w.str(">")
		w.inline(n)
		w.figcaption(img)
		w.str("</figure>")
		w.after(a)
	}
}

func (w *writer) figcaption(n *image) {
	if n.media.Title == "" {
		return
	}
	var a *Annotation
	if n.caption != nil {
		a = w.annotation(n.caption)
	}
	if a != nil && a.Omit && len(a.Before)+len(a.After) == 0 {
		return
	}
	w.str("<figcaption")
	w.marked(a, "", "", "")
	w.str(">")
	w.before(a)
	if a == nil || !a.Omit {
		w.run.word(n.media.Title)
	}
	w.after(a)
	w.str("</figcaption>")
}

// image writes a picture or a recording; its words alone where the file has no
// place on the site.
func (w *writer) image(n *image) {
	title := n.media.Title
	if n.alone {
		title = "" // the caption says it
	}
	w.media(&n.media, title, nil, "")
}

// attribute is an attribute of HTML that an author wrote.
type attribute struct{ name, value string }

// placed is where a file lies; Src is "" where a page may not fetch it.
func (w *writer) placed(m *Media) Placed {
	p := m.Placed
	if w.frame.Media != nil {
		p = w.frame.Media(m)
	}
	if m.Forbidden || !fetchable(p.Src) {
		return Placed{}
	}
	return p
}

func (w *writer) media(m *Media, title string, more []attribute, id string) {
	p := w.placed(m)
	switch {
	case p.Src == "" || w.mute > 0 && m.Kind != Picture:
		w.missing(m)
	case m.Kind == Audio || m.Kind == Video:
		w.recording(m, p)
	case w.frame.OnTap && w.inLink == 0 && w.mute == 0:
		w.tap(m, p)
	default:
		w.picture(m, p, title, more, id)
	}
}

// missing stands in for a file that cannot be shown.
func (w *writer) missing(m *Media) {
	if m.Alt == "" {
		return
	}
	w.str(`<span class="missing">`)
	if m.Kind == Picture {
		w.word("body.picture_missing")
		w.str(" – ")
	}
	w.run.word(m.Alt)
	w.str("</span>")
}

func (w *writer) picture(m *Media, p Placed, title string, more []attribute, id string) {
	w.str("<img")
	if id != "" {
		w.id(id)
	}
	w.str(` src="`)
	w.url(p.Src)
	w.str(`" alt="`)
	w.out = appendEscaped(w.out, m.Alt)
	w.str(`"`)
	if p.Width > 0 && p.Height > 0 && !sized(more) {
		w.size(p.Width, p.Height)
	}
	if p.Large != "" && fetchable(p.Large) && p.LargeWidth > 0 && p.Width > 0 {
		w.str(` srcset="`)
		w.url(p.Src)
		w.str(" " + strconv.Itoa(p.Width) + "w, ")
		w.url(p.Large)
		w.str(" " + strconv.Itoa(p.LargeWidth) + `w" sizes="(max-width: ` + strconv.Itoa(p.Width) + "px) 100vw, " + strconv.Itoa(p.Width) + `px"`)
	}
	w.str(` loading="lazy"`)
	if title != "" {
		w.attr("title", title)
	}
	w.rawAttributes(more)
	w.str(">")
}

// sized reports whether an author set a width or a height.
func sized(list []attribute) bool {
	for _, a := range list {
		if a.name == "width" || a.name == "height" {
			return true
		}
	}
	return false
}

func (w *writer) size(width, height int) {
	w.str(` width="` + strconv.Itoa(width) + `" height="` + strconv.Itoa(height) + `"`)
}

// recording writes a player that fetches nothing before it is asked to, with a
// link inside for browsers that play nothing.
func (w *writer) recording(m *Media, p Placed) {
	tag := "audio"
	if m.Kind == Video {
		tag = "video"
	}
	w.str("<" + tag + ` controls preload="none" src="`)
	w.url(p.Src)
	w.str(`"`)
	if m.Kind == Video && p.Width > 0 && p.Height > 0 {
		w.size(p.Width, p.Height)
	}
	if m.Alt != "" {
		w.attr("aria-label", m.Alt)
	}
	w.str(">")
	w.recordingLink(m, p)
	w.str("</" + tag + ">")
}

func (w *writer) recordingLink(m *Media, p Placed) {
	if w.inLink > 0 || w.mute > 0 {
		w.run.word(m.Alt)
		return
	}
	w.str(`<a href="`)
	w.url(p.Src)
	w.str(`">`)
	name := m.Alt
	if name == "" {
		name = path.Base(p.Src)
	}
	w.run.word(strings.ReplaceAll(w.words("body.play"), "{name}", name))
	w.str("</a>")
}

// tap writes a link to the picture with its size; what only decorates is left
// out.
func (w *writer) tap(m *Media, p Placed) {
	if m.Alt == "" {
		return
	}
	w.str(`<a class="tap" href="`)
	w.url(p.Src)
	w.str(`">`)
	w.run.word(m.Alt)
	if p.Bytes > 0 {
		w.str(" <small>")
		w.run.word(w.weight(p.Bytes))
		w.str("</small>")
	}
	w.str("</a>")
}

func (w *writer) weight(bytes int) string {
	if w.frame.Size == nil {
		return strconv.Itoa(max(1, (bytes+500)/1000)) + "\u00A0kB"
	}
	return w.frame.Size(bytes)
}

func textSegment(start, stop int) text.Segment { return text.NewSegment(start, stop) }
