package link

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
)

// guides makes a guide of each folder.
func (l *linker) guides() {
	byGuide := map[string][]*content.Source{}
	for _, s := range l.in.Sources {
		byGuide[s.Guide] = append(byGuide[s.Guide], s)
	}
	for _, slug := range l.in.Guides {
		if sources := byGuide[slug]; len(sources) > 0 {
			l.guide(slug, sources)
		} else {
			l.site.Broken[path.Join("guides", slug)] = true
		}
	}
}

func (l *linker) guide(slug string, sources []*content.Source) {
	original := l.original(slug, sources)
	if original == nil {
		l.site.Broken[path.Join("guides", slug)] = true
		return
	}
	if original.Meta.Draft && !l.site.Drafts {
		l.site.Hidden[slug] = original
		return
	}
	g := &content.Guide{
		Slug: slug, Source: l.site.Language(original.Language),
		Kind: cmp.Or(original.Meta.Kind, content.KindGuide), Order: original.Meta.Order,
		Services: l.in.Services[slug], Files: l.in.Files[slug], Drafts: map[string]*content.Source{},
	}
	g.Original = l.page(g, g.Source, original, original)
	if slices.Contains(l.site.Languages, g.Source) {
		g.Pages = append(g.Pages, g.Original)
	}
	for _, language := range l.site.Languages {
		i := slices.IndexFunc(sources, func(s *content.Source) bool { return s.Language == language.Tag })
		if i < 0 || sources[i] == original {
			continue
		}
		if s := sources[i]; s.Meta.Draft && !l.site.Drafts {
			g.Drafts[s.Language] = s
		} else {
			g.Pages = append(g.Pages, l.page(g, language, s, original))
		}
	}
	l.site.Guides = append(l.site.Guides, g)
}

// original finds the file that the others are translated from.
func (l *linker) original(slug string, sources []*content.Source) *content.Source {
	tag, said := l.site.Config.Source, (*content.Source)(nil)
	for _, s := range sources {
		if !s.Has("source") {
			continue
		}
		if said != nil && s.Meta.Source != tag {
			l.ds.Error(s.At("source"), "source-differs", fmt.Sprintf("\"source\" is %q here and %q in %s", s.Meta.Source, tag, said.Path), "say the same language in all files of the guide")
		}
		tag, said = s.Meta.Source, s
	}
	for _, s := range sources {
		if s.Language == tag {
			return s
		}
	}
	if l.site.Broken[path.Join("guides", slug, tag+".md")] {
		return nil // told where it is broken
	}
	if said != nil {
		l.ds.Error(said.At("source"), "source-missing", fmt.Sprintf("the guide's source language is %q, and there is no %s.md", tag, tag), "the files are: "+fileNames(sources))
		return nil
	}
	if len(sources) == 1 {
		return sources[0]
	}
	l.ds.Error(diag.Position{Path: "guides/" + slug}, "source-missing", fmt.Sprintf("the guide has no %s.md, the language that this site is translated from", tag),
		fmt.Sprintf("write it, or say in one file which language the others are translated from: source = %q", sources[0].Language))
	return nil
}

func fileNames(sources []*content.Source) string {
	names := make([]string, len(sources))
	for i, s := range sources {
		names[i] = s.Language + ".md"
	}
	return strings.Join(names, ", ")
}

// page makes one language of a guide.
func (l *linker) page(g *content.Guide, language *content.Language, s, original *content.Source) *content.Page {
	p := &content.Page{Guide: g, Language: language, Source: s, Meta: s.Meta}
	if s != original {
		l.same(s, original)
		inherit(p, original)
	}
	l.judgeAlt(p, original)
	p.Meta.Kind, p.Meta.Order = g.Kind, g.Order
	l.fill(p, original)
	name := cmp.Or(p.Meta.Slug, g.Slug)
	p.Address = language.Tag + "/" + name + ".html"
	if name != g.Slug {
		p.Redirects = append(p.Redirects, language.Tag+"/"+g.Slug+".html")
	}
	for _, alias := range p.Meta.Aliases {
		if strings.HasSuffix(alias, "/") {
			alias += "index.html"
		}
		p.Redirects = append(p.Redirects, language.Tag+"/"+alias)
	}
	return p
}

// same reports the keys of a translation that may not differ from its source.
func (l *linker) same(s, original *content.Source) {
	differs := func(key string, is bool) {
		if s.Has(key) && is {
			l.ds.Error(s.At(key), "key-differs", fmt.Sprintf("%q differs from %s", key, original.Path), "leave the line out: it comes from the source")
		}
	}
	differs("kind", s.Meta.Kind != cmp.Or(original.Meta.Kind, content.KindGuide))
	differs("companion", s.Meta.Companion != original.Meta.Companion)
	differs("order", s.Meta.Order != original.Meta.Order)
}

// judgeAlt reports a guide's own picture that nobody has described. Translations are
// asked for the words that their source has.
func (l *linker) judgeAlt(p *content.Page, original *content.Source) {
	if p.Meta.Image == "" || p.Source.Has("alt") {
		return
	}
	at, hint := p.Source.At("image"), `write alt = "…", or alt = "" for a picture that only decorates`
	if p.Inherited("image") {
		if original.Meta.Alt == "" {
			return // told at the source, or it only decorates
		}
		at, hint = p.Source.At("title"), fmt.Sprintf("translate the line alt = %q", original.Meta.Alt)
	}
	l.ds.Warn(at, "alt-missing", "the guide's picture has no words for those who do not see it", hint)
}

// inherit takes from the source what the translation does not say. Its title,
// summary, alt, slug, aliases, translators, reviewers and draft are its own.
func inherit(p *content.Page, original *content.Source) {
	own, from := &p.Meta, &original.Meta
	take := func(key string, copy func()) {
		if !p.Source.Has(key) {
			copy()
		}
	}
	take("kind", func() { own.Kind = from.Kind })
	take("companion", func() { own.Companion = from.Companion })
	take("date", func() { own.Date = from.Date })
	take("updated", func() { own.Updated = from.Updated })
	take("edition", func() { own.Edition = from.Edition })
	take("authors", func() { own.Authors = from.Authors })
	take("publisher", func() { own.Publisher = from.Publisher })
	take("funders", func() { own.Funders = from.Funders })
	take("license", func() { own.License = from.License })
	take("tags", func() { own.Tags = from.Tags })
	take("order", func() { own.Order = from.Order })
	take("image", func() { own.Image = from.Image })
	take("print", func() { own.Print = from.Print })
	take("source", func() { own.Source = from.Source })
	take("withdrawn", func() { own.Withdrawn = from.Withdrawn })
}
