package page

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/i18n"
	"handbill/generator/markdown"
	"handbill/generator/render"
)

// Lists renders `<lang>/index.html` and the topics of a language. minutes gives
// the reading time of a page (see Minutes), 0 where it is not known.
func (r *Renderer) Lists(l *content.Language, minutes func(*content.Page) int) ([]render.File, diag.List) {
	var files []render.File
	var ds diag.List
	add := func(f render.File, more diag.List) {
		ds.Add(more)
		files = append(files, f)
	}
	topics := r.topics(l)
	add(r.list(l, topics, r.newShelf(l, l.Tag+"/index.html", minutes)))
	folder := l.Tag + "/tags/index.html"
	cards, row := r.newShelf(l, folder, minutes), newRow(folder, topics)
	for i, t := range topics {
		others, items := row.without(i)
		add(r.topicPage(t, cards, others, items))
	}
	return files, ds
}

// list renders the page that a language begins with.
func (r *Renderer) list(l *content.Language, topics []*topic, cards *shelf) (render.File, diag.List) {
	var ds diag.List
	address := l.Tag + "/index.html"
	v := r.view("list", l, address)
	title := r.text(r.site.Config.Title, l)
	v.Title, v.TitleIn = title.Text, title
	v.Tagline = r.text(r.site.Config.Tagline, l)
	v.Summary = v.Tagline.Text
	r.name(v)
	if welcome, tag := r.site.Config.Welcome.Find(l.Chain()...); welcome != "" {
		var uses markdown.Uses
		v.Welcome, uses = r.markdown("welcome", welcome, tag, l, address, &ds)
		v.uses |= uses
	}
	v.Groups = cards.groups(r.listed(l), &ds)
	v.Topics, v.TopicItems = newRow(address, topics).without(-1)
	m := meta{canonical: r.site.Absolute(address)}
	for _, other := range r.site.Languages {
		to := other.Tag + "/index.html"
		if other != l {
			v.Languages = append(v.Languages, LanguageLink{Href: content.Rel(address, to), Lang: other.Tag, Dir: other.Dir, Name: other.Name})
		}
	}
	if r.worthFinding(l) {
		m.alternates = r.lists()
	}
	v.LanguageItems = languageItems(v.Languages)
	if r.opt.Links != nil {
		if feed := r.opt.Links(l).Feed; feed != "" {
			v.Feed = content.Rel(address, feed)
			m.feed = v.Feed
		}
	}
	r.dress(v, listStyles(v.Groups))
	file, more := r.execute("list.html", v, m, nil, policy{})
	ds.Add(more)
	return file, ds
}

// lists are the lists of all languages that are worth finding; nil for a site
// without an address or with one such list.
func (r *Renderer) lists() []alternate {
	if r.site.Config.Address == "" {
		return nil
	}
	var all []alternate
	for _, l := range r.site.Languages {
		if r.worthFinding(l) {
			all = append(all, alternate{l.Tag, r.site.Absolute(l.Tag + "/index.html")})
		}
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

// worthFinding reports whether a language has something to read: the source, and
// any that a guide is translated into.
func (r *Renderer) worthFinding(l *content.Language) bool {
	return l == r.site.Source() || slices.ContainsFunc(r.site.Guides, func(g *content.Guide) bool {
		p := g.In(l.Tag)
		return p != nil && r.translated(p)
	})
}

// listed are the guides that a language's list names: those that it has, then
// those that it can only read in another language.
func (r *Renderer) listed(l *content.Language) []*content.Page {
	var own, foreign []*content.Page
	for _, g := range r.site.Guides {
		switch p := g.For(l); {
		case p == nil || p.Meta.Withdrawn != "":
		case p.Language == l:
			own = append(own, p)
		default:
			foreign = append(foreign, p)
		}
	}
	return append(own, foreign...)
}

// Own are the guides that a language has itself, in the order of its list.
func (r *Renderer) Own(l *content.Language) []*content.Page {
	var own []*content.Page
	listed := r.listed(l)
	for _, kind := range content.Kinds {
		for _, p := range listed {
			if p.Language == l && p.Guide.Kind == kind {
				own = append(own, p)
			}
		}
	}
	return own
}

// listStyles are the style parts of a page with cards.
func listStyles(groups []Group) []string {
	parts := []string{"page", "list", "phones", "weblinks"}
	for _, g := range groups {
		for _, c := range g.Cards {
			if c.Now != nil || c.Summary.Now != nil {
				return append(parts, "translation")
			}
		}
	}
	return parts
}

// topic is a tag with the pages of one language that carry it.
type topic struct {
	address string
	tag     string
	name    mark // the tag's language
	pages   []*content.Page
}

// topics are the tags of a language, by the address that they make.
func (r *Renderer) topics(l *content.Language) []*topic {
	byAddress, byTag := map[string]*topic{}, map[string]*topic{}
	var topics []*topic
	for _, g := range r.site.Guides {
		p := g.In(l.Tag)
		if p == nil || p.Meta.Withdrawn != "" {
			continue
		}
		for _, tag := range p.Meta.Tags {
			t := byTag[tag]
			if t == nil {
				address := content.TagAddress(l.Tag, tag)
				if t = byAddress[address]; t == nil {
					t = &topic{address: address, tag: tag, name: r.inherited(p, "tags")}
					byAddress[address] = t
					topics = append(topics, t)
				}
				byTag[tag] = t
			}
			if !p.Inherited("tags") {
				t.name = mark{} // who writes the language writes the word
			}
			t.pages = append(t.pages, p)
		}
	}
	slices.SortFunc(topics, func(a, b *topic) int {
		return cmp.Or(cmp.Compare(len(b.pages), len(a.pages)), cmp.Compare(a.address, b.address))
	})
	return topics
}

// topicPage renders the page of a topic, which leads to the others.
func (r *Renderer) topicPage(t *topic, cards *shelf, others []Link, items template.HTML) (render.File, diag.List) {
	var ds diag.List
	l := cards.language
	v := r.view("tag", l, t.address)
	v.Title = l.Words.Marked().Text("list.tagged", "tag", t.tag)
	r.name(v)
	v.Title = l.Words.Marked().Text("list.tagged", "tag", i18n.Mark(t.name.lang, t.tag))
	v.Groups = cards.groups(t.pages, &ds)
	v.Topics, v.TopicItems = others, items
	r.dress(v, listStyles(v.Groups))
	file, more := r.execute("tag.html", v, meta{canonical: r.site.Absolute(t.address)}, nil, policy{})
	ds.Add(more)
	return file, ds
}

// row are the links to topics from the pages of one folder, and the same as HTML,
// which every topic's page takes but for its own.
type row struct {
	links []Link
	html  string
	ends  []int // where each link ends in html
}

func newRow(from string, topics []*topic) *row {
	w := &row{}
	var b strings.Builder
	for _, t := range topics {
		link := t.name.link(content.Rel(from, t.address), t.tag)
		w.links = append(w.links, link)
		b.WriteString(string(items("", []Link{link}, "")))
		w.ends = append(w.ends, b.Len())
	}
	w.html = b.String()
	return w
}

// without gives the row without one of its links; -1 leaves none out.
func (w *row) without(i int) (links []Link, html template.HTML) {
	if i < 0 {
		return w.links, template.HTML(w.html)
	}
	start := 0
	if i > 0 {
		start = w.ends[i-1]
	}
	links = append(append(links, w.links[:i]...), w.links[i+1:]...)
	return links, template.HTML(w.html[:start] + w.html[w.ends[i]:])
}
