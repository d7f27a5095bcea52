package page

import (
	"html/template"

	"handbill/generator/content"
	"handbill/generator/diag"
)

// shelf makes the cards of a language for the lists in one folder. A guide has the
// same card on each of them, so the theme writes it once.
type shelf struct {
	*Renderer
	language *content.Language
	from     string // an address in the folder
	minutes  func(*content.Page) int
	made     map[*content.Page]*shelved
}

// shelved is a card, and what _card.html makes of it.
type shelved struct {
	card Card
	item string
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
		made.item = s.part("_card.html", &made.card, s.from, ds)
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
		Type:    p.Guide.Kind, Cover: cover(p.Guide), Draft: p.Meta.Draft, language: l,
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
