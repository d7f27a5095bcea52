package generator

import (
	"slices"

	"handbill/generator/content"
	"handbill/generator/markdown"
	"handbill/generator/parse"
	"handbill/generator/render/page"
	"handbill/generator/translate"
)

// translated is what readers of a translation have to know of it.
type translated struct {
	readers translate.Readers
	// between is the language that the translation was made from, where that is
	// not the guide's source; nil for none.
	between *content.Language
	// services tells of the directory that the page shows.
	services translate.Services
	// marked says that the page has a first mark to lead to.
	marked bool
}

// headings tells by the records of a guide which headings belong together.
func headings(records translate.Records) parse.Headings {
	if len(records.Locks) == 0 {
		return nil
	}
	return func(p *content.Page, source, translation parse.Text) []int {
		lock := records.Locks[p.Language.Tag]
		return translate.Headings(translate.NewText(source.File, source.Doc), translate.NewText(translation.File, translation.Doc), lock, records.Old)
	}
}

// compare holds each translation of a guide against its source.
func (b *build) compare(parsed *parse.Parsed, records translate.Records) map[*content.Page]*translated {
	found := map[*content.Page]*translated{}
	if parsed.Original == nil {
		return found
	}
	g := parsed.Guide
	desk := b.desks.Get().(*translate.Desk)
	defer b.desks.Put(desk)
	source := desk.Source(parsed.OriginalFile, parsed.Original)
	for i, p := range g.Pages {
		if p.IsSource() {
			continue
		}
		t := &translated{}
		lock := records.Locks[p.Language.Tag]
		var between *translate.Between
		if j := slices.Index(g.Pages, g.In(lock.Source)); j >= 0 && j != i && !g.Pages[j].IsSource() {
			between = &translate.Between{Text: translate.NewText(parsed.Files[j], parsed.Docs[j]), Lock: records.Locks[lock.Source]}
			t.between = g.Pages[j].Language
		}
		t.readers = translate.ForReaders(source, source.Translation(parsed.Files[i], parsed.Docs[i]), lock, records.Old, between)
		t.services = b.directory(g, parsed.Docs[i], records).Services(p.Language.Tag)
		found[p] = t
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for p, t := range found {
		b.shares[p] = t.readers.Counts.Translated()
	}
	return found
}

// directory gives the records of the services that a page shows.
func (b *build) directory(g *content.Guide, doc *markdown.Doc, own translate.Records) translate.Records {
	switch {
	case len(g.Services) > 0:
		return own
	case g.EndsWithServices() || doc != nil && doc.Uses&markdown.UsesServices != 0:
		return b.shared
	}
	return translate.Records{}
}

// mark marks in a translation what its readers have to know, and tells the page
// how much that is.
func (b *build) mark(p *content.Page, t *translated, parsed *parse.Parsed, doc *markdown.Doc) error {
	defer func() { b.parser.Astray(doc, p) }() // what the source lends is known then
	if len(t.readers.Parts) == 0 {
		return nil
	}
	// Parts of the source stand in this page now: their links lead its readers.
	lead, err := b.parser.Lead(parsed.Original, p)
	if err != nil {
		return err
	}
	source, words := p.Guide.Source, p.Language.Words.Marked()
	marks := translate.Marks{
		Lang: source.Tag, Dir: source.Dir, Omit: b.site.Config.Untranslated == "omit",
		Untranslated: words.Text("translation.untranslated"),
		Current:      words.Text("translation.current", "language", source.Name),
		Removed:      words.Text("translation.removed", "language", source.Name),
		Frame:        b.renderer.Frame(source),
	}
	if t.between != nil {
		marks.BetweenLang, marks.BetweenDir = t.between.Tag, t.between.Dir
	}
	marks.Frame.Link = func(l *markdown.Link) string {
		if failed := lead(l); failed != nil && err == nil {
			err = failed
		}
		return lentLink(l, p, doc)
	}
	t.marked = t.readers.Annotate(parsed.Original, doc, marks)
	return err
}

// lentLink is where a link of the source leads that stands on a page of its
// translation: what that page does not have, the source's page has.
func lentLink(l *markdown.Link, p *content.Page, doc *markdown.Doc) string {
	if !parse.Lacks(doc, l.Href) {
		return l.Href
	}
	original := p.Guide.Original
	if p.Guide.In(p.Guide.Source.Tag) != original {
		return ""
	}
	return content.Rel(p.Address, original.Address) + l.Href
}

// standing gives the counts that a page's banner tells.
func standing(p *content.Page, t *translated) *page.Standing {
	c := t.readers.Counts
	c.Add(t.services.Counts)
	gone := t.readers.Gone + t.services.Gone // parts of the page, though of no source
	s := &page.Standing{Total: c.Total + gone, In: map[string]string{}, Stale: t.readers.FrontFacts, StaleService: t.services.Stale, Changed: c.Changed + gone, Untranslated: c.Untranslated + c.Missing, Machine: c.Machine > 0}
	for key, status := range t.readers.Front {
		if status == translate.Untranslated {
			s.In[key] = p.Guide.Source.Tag
			if slices.Contains(t.readers.FrontBetween, key) && t.between != nil {
				s.In[key] = t.between.Tag
			}
		}
	}
	if t.marked {
		s.First = translate.FirstMark
	}
	return s
}

// stand notes how a page stands, for as long as it is rendered.
func (b *build) stand(p *content.Page, s *page.Standing) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.standings[p] = s
}

func (b *build) standing(p *content.Page) *page.Standing {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.standings[p]
}

// share is how much of a page is translated, 1 for a source.
func (b *build) share(p *content.Page) float64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	if s, ok := b.shares[p]; ok {
		return s
	}
	return 1
}

// stale reports whether a text of a page's front matter has a number or an address
// that is not the source's any more.
func (b *build) stale(p *content.Page, key string) bool {
	s := b.standing(p)
	return s != nil && slices.Contains(s.Stale, key)
}
