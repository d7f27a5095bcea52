package page

import (
	"bytes"
	"encoding/base64"
	"html/template"
	"image"
	"image/color"
	"image/gif"
	"net/url"
	"strings"
	"unicode"

	"rsc.io/qr"

	"handbill/generator/content"
)

// credits say who made a publication, in the order of an imprint.
func (r *Renderer) credits(p *content.Page) []Credit {
	l, m := p.Language, &p.Meta
	var credits []Credit
	add := func(key, word, text string) {
		if text != "" {
			credits = append(credits, Credit{l.Words.Text("page." + word), Foreign{Text: text, Mark: r.inherited(p, key)}})
		}
	}
	if publisher, mark := r.publisher(p); publisher != "" {
		credits = append(credits, Credit{l.Words.Text("page.publisher"), Foreign{Text: publisher, Mark: mark}})
	}
	add("authors", "by", l.Words.List(m.Authors))
	add("translators", "translators", l.Words.List(m.Translators))
	add("reviewers", "reviewers", l.Words.List(m.Reviewers))
	add("funders", "funders", l.Words.List(m.Funders))
	if m.License != "" {
		add("license", "license", m.License)
	} else if license := r.site.Config.License; license != "" {
		credits = append(credits, Credit{l.Words.Text("page.license"), Foreign{Text: license}})
	}
	// The line below the title has the newest day.
	if !m.Date.IsZero() && !m.Updated.IsZero() {
		credits = append(credits, Credit{l.Words.Text("page.published"), Foreign{Text: l.Words.Date(m.Date)}})
	}
	return credits
}

// publisher is the guide's, else the site's.
func (r *Renderer) publisher(p *content.Page) (string, Mark) {
	if p.Meta.Publisher != "" {
		return p.Meta.Publisher, r.inherited(p, "publisher")
	}
	return r.site.Config.Publisher, Mark{}
}

// tags lead to the topics of a page.
func (r *Renderer) tags(p *content.Page) []Link {
	var links []Link
	for _, tag := range p.Meta.Tags {
		address := content.TagAddress(p.Language.Tag, tag)
		links = append(links, Link{Href: content.Rel(p.Address, address), Foreign: Foreign{Text: tag, Mark: r.inherited(p, "tags")}})
	}
	return links
}

func (r *Renderer) downloads(p *content.Page) []DownloadLink {
	if r.opt.Downloads == nil {
		return nil
	}
	var links []DownloadLink
	for _, d := range r.opt.Downloads(p) {
		links = append(links, DownloadLink{
			Link: Link{Href: content.Rel(p.Address, d.Path), Foreign: Foreign{Text: d.Label}},
			Size: p.Language.Words.Size(int64(d.Bytes)),
		})
	}
	return links
}

// mistake makes the site's contact a link that tells the page.
func (r *Renderer) mistake(p *content.Page) *Mistake {
	text, tag := r.site.Config.Contact.Find(p.Language.Chain()...)
	if text == "" {
		return nil
	}
	m := &Mistake{Contact: Foreign{Text: text, Mark: r.mark(tag, p.Language)}}
	switch {
	case isMail(text):
		address := r.site.Absolute(p.Address)
		if address == "" {
			address = p.Address
		}
		// Mail programs take a slash as it is, and it was on the page before.
		m.Href = template.URL("mailto:" + text + "?subject=" + strings.ReplaceAll(url.PathEscape(address), "%2F", "/"))
	case isPhone(text):
		m.Href, m.Phone = template.URL("tel:"+dialled(text)), true
	}
	return m
}

// isMail reports whether a contact is an e-mail address and nothing else.
func isMail(text string) bool {
	name, host, _ := strings.Cut(text, "@")
	return name != "" && strings.Contains(host, ".") && !strings.ContainsAny(name+host, "@ \t\n<>?&,;:\"'")
}

// isPhone reports whether a contact is a telephone number and nothing else.
func isPhone(text string) bool {
	digits := 0
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("+-–()./ \u00a0\u202f", r):
			return false
		}
	}
	return digits >= 3
}

// dialled is a telephone number as a tel: link wants it (RFC 3966).
func dialled(phone string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' || r == '*' || r == '#' || unicode.IsLetter(r) {
			return r
		}
		return -1
	}, phone)
}

// paper is what only prints: who publishes, and where the newest text is.
func (r *Renderer) paper(p *content.Page) *Paper {
	address := r.site.Absolute(p.Address)
	if address == "" {
		return nil
	}
	publisher, mark := r.publisher(p)
	short := strings.NewReplacer("{lang}", p.Language.Tag, "{slug}", p.Guide.Slug).Replace(r.site.Config.Print.Short)
	if short == "" {
		short = address
	}
	return &Paper{Publisher: Foreign{Text: publisher, Mark: mark}, Address: short, Href: address, QR: code(address)}
}

// code draws an address as a QR code of level M: a picture of one pixel a
// module. A path of SVG says the same in 130 bytes more of every page, after
// gzip. The quiet zone of four modules (ISO/IEC 18004) is the style's to keep. An
// address too long for any code has none.
func code(address string) template.HTML {
	c, err := qr.Encode(address, qr.M)
	if err != nil {
		return ""
	}
	img := image.NewPaletted(image.Rect(0, 0, c.Size, c.Size), color.Palette{color.White, color.Black})
	for y := range c.Size {
		for x := range c.Size {
			if c.Black(x, y) {
				img.Pix[y*img.Stride+x] = 1
			}
		}
	}
	var b bytes.Buffer
	if err := gif.Encode(&b, img, nil); err != nil {
		panic("page: " + err.Error()) // a buffer takes everything
	}
	return template.HTML(`<img src="data:image/gif;base64,` + base64.StdEncoding.EncodeToString(b.Bytes()) + `" alt="">`)
}
