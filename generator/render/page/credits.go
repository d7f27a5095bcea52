package page

import (
	"cmp"
	"html/template"
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"rsc.io/qr/coding"

	"handbill/generator/content"
	"handbill/generator/markdown"
)

// credits say who made a publication, in the order of an imprint.
func (r *Renderer) credits(p *content.Page) []Credit {
	l, m := p.Language, &p.Meta
	var credits []Credit
	put := func(word string, in mark, names ...string) {
		dir := cmp.Or(in.dir, l.Dir)
		apart := make([]string, len(names))
		for i, name := range names {
			apart[i] = markdown.Isolate(name, dir)
		}
		if len(names) > 0 {
			credits = append(credits, in.credit(l.Words.Marked().Text("page."+word), l.Words.List(apart)))
		}
	}
	if publisher, in := r.publisher(p); publisher != "" {
		put("publisher", in, publisher)
	}
	put("by", r.inherited(p, "authors"), m.Authors...)
	put("translators", r.inherited(p, "translators"), m.Translators...)
	put("reviewers", r.inherited(p, "reviewers"), m.Reviewers...)
	put("funders", r.inherited(p, "funders"), m.Funders...)
	if m.License != "" {
		put("license", r.inherited(p, "license"), m.License)
	} else if license := r.site.Filled(l, r.site.Config.License); license != "" {
		put("license", mark{}, license)
	}
	// The line below the title has the newest day.
	if !m.Date.IsZero() && !m.Updated.IsZero() {
		credits = append(credits, Credit{Term: l.Words.Marked().Text("page.published"), Text: l.Words.Marked().Date(m.Date)})
	}
	return credits
}

// publisher is the guide's, else the site's.
func (r *Renderer) publisher(p *content.Page) (string, mark) {
	if p.Meta.Publisher != "" {
		return p.Meta.Publisher, r.inherited(p, "publisher")
	}
	return r.site.Filled(p.Language, r.site.Config.Publisher), mark{}
}

// tags lead to the topics of a page.
func (r *Renderer) tags(p *content.Page) []Link {
	var links []Link
	for _, tag := range p.Meta.Tags {
		address := content.TagAddress(p.Language.Tag, tag)
		links = append(links, r.inherited(p, "tags").link(content.Rel(p.Address, address), tag))
	}
	return links
}

func (r *Renderer) downloads(p *content.Page) []DownloadLink {
	if r.opt.Downloads == nil {
		return nil
	}
	var links []DownloadLink
	for _, d := range r.opt.Downloads(p) {
		link := DownloadLink{Href: content.Rel(p.Address, d.Path), Text: d.Label}
		if d.Bytes > 0 {
			link.Size = p.Language.Words.Size(int64(d.Bytes))
		}
		links = append(links, link)
	}
	return links
}

// mistake makes the site's contact a link that tells the address of a page.
func (r *Renderer) mistake(l *content.Language, page string) *Mistake {
	text, tag := r.site.Text(r.site.Config.Contact, l)
	if text == "" {
		return nil
	}
	m := &Mistake{Contact: r.mark(tag, l).text(text)}
	switch {
	case isMail(text):
		address := r.site.Absolute(page)
		if address == "" {
			address = page
		}
		// People read it. Mail programs take a slash as it is, and it was on the page before.
		m.Href = template.URL("mailto:" + text + "?subject=" + strings.ReplaceAll(url.PathEscape(typed(address)), "%2F", "/"))
	case isPhone(text):
		m.Href, m.Phone = template.URL("tel:"+markdown.Dial(text)), true
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
		case unicode.IsDigit(r):
			digits++
		case !strings.ContainsRune("+-–()./ \u00a0\u202f", r):
			return false
		}
	}
	return digits >= 3
}

// PosterCode makes the code of a printed form one of level Q, which is read
// where a poster was torn or written on.
func (r *Renderer) PosterCode(v *Paper) {
	if v != nil {
		v.QR, v.Modules = r.codes.image(v.Href, coding.Q)
	}
}

// paper is what only prints: who publishes, and where the newest text is.
func (r *Renderer) paper(p *content.Page) *Paper {
	publisher, in := r.publisher(p)
	short := r.site.Config.Print.Short
	if short != "" {
		short = strings.NewReplacer("{lang}", p.Language.Tag, "{slug}", strings.TrimSuffix(path.Base(p.Address), ".html")).Replace(short)
	}
	return r.paperOf(p.Address, short, in.text(publisher))
}

// typed is an address as people write it: letters of every script in place of their
// bytes in percents, which nobody can type from paper.
func typed(address string) string {
	plain, err := url.PathUnescape(address)
	if err != nil || !utf8.ValidString(plain) || strings.ContainsFunc(plain, func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) }) {
		return address
	}
	return plain
}

// paperOf leads to a file of the site; short is what people can type, "" for the
// whole address.
func (r *Renderer) paperOf(file, short string, publisher Text) *Paper {
	address := r.site.Absolute(file)
	if address == "" {
		return nil
	}
	if short == "" {
		short = typed(address)
	}
	view := &Paper{Publisher: publisher, Address: short, Href: address}
	view.QR, view.Modules = r.codes.image(address, coding.M)
	return view
}
