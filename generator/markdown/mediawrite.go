package markdown

import (
	"bytes"
	"path"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/text"
)

func (w *writer) figure(g *figure) {
	w.run.begin(lastStop(g))
	for n := g.FirstChild(); n != nil; n = n.NextSibling() {
		img, _ := n.(*image)
		if l, ok := n.(*link); ok {
			img, _ = l.FirstChild().(*image)
		}
		if img == nil || !w.wanted(img) {
			continue
		}
		if w.onlyCaption(img) {
			w.str("<p>")
			w.run.word(img.media.Title)
			w.str("</p>")
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
	w.showing(m)
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

// PictureHTML writes a picture that no text shows, such as that of a page's head:
// in sight at once, so that it does not wait until it is scrolled to.
func PictureHTML(b *bytes.Buffer, m *Media, f Frame) {
	w := newWriter(&Doc{}, &f, b.AvailableBuffer())
	w.first = true
	w.media(m, "", nil, "")
	b.Write(w.out)
}

func (w *writer) picture(m *Media, p Placed, title string, more []attribute, id string) {
	if p.Better != "" && fetchable(p.Better) {
		w.str(`<picture><source srcset="`)
		w.url(p.Better)
		w.str(`"`)
		w.attr("type", p.BetterType)
		w.str(">")
		defer w.str("</picture>")
	}
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
	if !w.first && !w.frame.Eager {
		w.str(` loading="lazy"`)
	}
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
