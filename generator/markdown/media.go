package markdown

import (
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
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
		c.recording(&n.media)
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

// recording waits for the transcript of a sound or film: it comes before the next
// recording and the text's end.
func (c *collector) recording(m *Media) {
	c.askTranscript()
	c.silent = m
}

func (c *collector) askTranscript() {
	if c.silent != nil {
		c.diags.Warn(c.silent.At, "transcript-missing", "this recording has no words for those who do not hear it", "write what is said below it, in a call-out that begins with > [!TRANSCRIPT]")
		c.silent = nil
	}
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
		c.paragraphSlips(p)
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
	c.uses(usesOf(f))
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
