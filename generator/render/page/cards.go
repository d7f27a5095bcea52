package page

import (
	"html/template"
	"strconv"

	"handbill/generator/content"
	"handbill/generator/diag"
)

// shelf makes the cards of a language for the lists in one folder. A guide has the
// same card on each of them.
type shelf struct {
	*Renderer
	language *content.Language
	from     string // an address in the folder
	minutes  func(*content.Page) int
	made     map[*content.Page]*shelved
}

// shelved is a card, and the same as <li>.
type shelved struct {
	card Card
	item []byte
}

func (r *Renderer) newShelf(l *content.Language, from string, minutes func(*content.Page) int) *shelf {
	return &shelf{Renderer: r, language: l, from: from, minutes: minutes, made: map[*content.Page]*shelved{}}
}

// groups sorts pages by kind, in the order of content.Kinds.
func (s *shelf) groups(pages []*content.Page, ds *diag.List) []Group {
	titles := map[string]string{
		content.KindGuide: "list.guides", content.KindLeaflet: "list.leaflets",
		content.KindBriefing: "list.briefings", content.KindPage: "list.pages",
	}
	var groups []Group
	for _, kind := range content.Kinds {
		g := Group{Title: s.language.Words.Marked().Text(titles[kind])}
		var made []*shelved
		size := 0
		for _, p := range pages {
			if p.Guide.Kind == kind {
				c := s.card(p, ds)
				made, size = append(made, c), size+len(c.item)
			}
		}
		g.Cards = make([]Card, 0, len(made))
		rows := make([]byte, 0, size)
		for _, c := range made {
			g.Cards, rows = append(g.Cards, c.card), append(rows, c.item...)
		}
		if len(g.Cards) > 0 {
			g.CardItems = template.HTML(rows)
			groups = append(groups, g)
		}
	}
	return groups
}

func (s *shelf) card(p *content.Page, ds *diag.List) *shelved {
	made := s.made[p]
	if made == nil {
		made = &shelved{card: s.newCard(p)}
		made.item = s.item(&made.card, ds)
		s.made[p] = made
	}
	return made
}

func (s *shelf) newCard(p *content.Page) Card {
	l := s.language
	in, title := s.mark(p.Language.Tag, l), s.front(p, "title", l)
	c := Card{
		Href: content.Rel(s.from, p.Address), Text: title.Text, Lang: title.Lang, Dir: title.Dir, Now: title.Now,
		Summary: s.front(p, "summary", l),
		Type:    p.Guide.Kind, Cover: cover(p.Guide), Draft: p.Meta.Draft,
	}
	if s.opt.Image != nil && !s.site.Config.Pictures.OnTap {
		if image := s.opt.Image(p); image != nil && image.Small != "" {
			c.Image = &ImageView{Src: content.Rel(s.from, image.Small), Width: image.SmallWidth, Height: image.SmallHeight}
		}
	}
	if in.lang != "" {
		c.Language = s.phrase(l.Words.Marked(), "page.in_language", "language", p.Language.Name, p.Language.Tag, l)
	}
	if s.minutes != nil {
		if n := s.minutes(p); n > 0 {
			c.Facts = l.Words.Marked().Plural("page.reading", n)
		}
	}
	if other := p.Guide.Companion; other != nil && p.Language == l {
		if to := other.For(l); to != nil && to.Meta.Withdrawn == "" { // a list names nothing that was withdrawn
			c.Companion = s.companion(other, l, s.from)
		}
	}
	return c
}

// item writes a card as <li>. What other pages show too stands in parts of the theme.
func (s *shelf) item(c *Card, ds *diag.List) []byte {
	w := append(make(markup, 0, 700), `<li>`...)
	if c.Image != nil {
		w.raw(`<img class="cover" src="`).text(c.Image.Src).raw(`" alt width="`).raw(strconv.Itoa(c.Image.Width))
		w.raw(`" height="`).raw(strconv.Itoa(c.Image.Height)).raw(`" loading="lazy">`)
	} else {
		w.raw(string(c.Cover))
	}
	w.raw(`<div><h3><a href="`).text(c.Href).raw(`"`)
	if c.Lang != "" {
		w.raw(` lang="`).text(c.Lang).raw(`"`)
		if c.Language != nil {
			w.raw(` hreflang="`).text(c.Lang).raw(`"`)
		}
		w.raw(` dir="`).text(c.Dir).raw(`"`)
	}
	w.raw(`>`).text(c.Text).raw(`</a></h3>`)
	if c.Now != nil {
		w.raw(s.part("_now.html", c.Now, s.from, ds))
	}
	if c.Summary.Text != "" {
		w.raw(`<p>`).in("bdi", c.Summary.Lang, c.Summary.Dir, c.Summary.Text).raw(`</p>`)
		if c.Summary.Now != nil {
			w.raw(s.part("_now.html", c.Summary.Now, s.from, ds))
		}
	}
	w.raw(`<p class="facts">`)
	if c.Draft {
		w.raw(`<b>`).text(s.language.Words.Marked().Text("page.draft")).raw(`</b> `)
	}
	if in := c.Language; in != nil {
		w.text(in.Before).raw(`<span`).language(in.Lang, in.Dir).raw(`>`).text(in.Text).raw(`</span>`).text(in.After)
		if c.Facts != "" {
			w.raw(` · `)
		}
	}
	w.text(c.Facts).raw(`</p>`)
	if other := c.Companion; other != nil {
		w.raw(`<p>`).text(other.Before).raw(s.part("_name.html", other, s.from, ds)).text(other.After).raw(`</p>`)
	}
	w.raw(`</div></li>`)
	return w
}

// markup is HTML that is written in Go. A template would take ten times as long, and
// most of what a site has beside its texts is written over and over.
type markup []byte

// raw adds HTML as it is.
func (w *markup) raw(html string) *markup {
	*w = append(*w, html...)
	return w
}

// text adds a text, fit for an attribute too.
func (w *markup) text(s string) *markup { return w.raw(template.HTMLEscapeString(s)) }

// language adds the attributes of a text in a language of its own; none for "".
func (w *markup) language(lang, dir string) *markup {
	if lang == "" {
		return w
	}
	return w.raw(` lang="`).text(lang).raw(`" dir="`).text(dir).raw(`"`)
}

// in adds a text, inside an element only where it is in a language of its own.
func (w *markup) in(element, lang, dir, s string) *markup {
	if lang == "" {
		return w.text(s)
	}
	return w.raw("<"+element).language(lang, dir).raw(">").text(s).raw("</" + element + ">")
}
