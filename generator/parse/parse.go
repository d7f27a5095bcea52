// Package parse reads the bodies of one guide: each Markdown file becomes a Doc
// whose links and media lead where they lead for the reader of its language.
//
// The source language comes first, because its heading ids serve every
// translation. Nothing of a guide stays here once its Docs are returned, except
// what other guides' links are judged by.
package parse

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/names"
)

// Parser parses the guides of a site. It is safe for concurrent use.
type Parser struct {
	site   *content.Site
	fsys   fs.FS
	md     *markdown.Parser
	assets *Assets
	// folded finds a guide by its name in lower case, for links in wrong case.
	folded map[string]string
	// nearest has the guide most like each name that links lead to in vain.
	nearest sync.Map
}

// New makes a parser for a site whose files are in fsys.
func New(site *content.Site, fsys fs.FS, assets *Assets) *Parser {
	p := &Parser{site: site, fsys: fsys, md: markdown.New(), assets: assets, folded: map[string]string{}}
	for _, g := range site.Guides {
		p.folded[names.Fold(g.Slug)] = g.Slug
	}
	for slug := range site.Hidden {
		p.folded[names.Fold(slug)] = slug
	}
	return p
}

// Parsed is one guide with its bodies.
type Parsed struct {
	Guide *content.Guide
	// Original is the document in the source language, of OriginalFile.
	Original     *markdown.Doc
	OriginalFile diag.File
	// Docs and Files belong to Guide.Pages, one by one.
	Docs  []*markdown.Doc
	Files []diag.File
	// Images are the pictures of the front matter, one a page; nil for none.
	Images []*Asset
	// Anchors are links into pages of other guides, to be judged when all
	// guides are parsed.
	Anchors []Anchor
}

// Anchor is a link to a part of another page.
type Anchor struct {
	At       diag.Position
	Target   *content.Page
	Fragment string
	Dest     string // as written
}

// Text is a file and what was read from it.
type Text struct {
	File diag.File
	Doc  *markdown.Doc
}

// Headings tells which heading of the source each heading of a translation is,
// as markdown.Options.Known wants it; nil where nothing is known.
type Headings func(page *content.Page, source, translation Text) []int

// Guide parses one guide in all its languages. known may be nil.
func (p *Parser) Guide(g *content.Guide, known Headings) (*Parsed, diag.List, error) {
	n := len(g.Pages)
	parsed := &Parsed{Guide: g, Docs: make([]*markdown.Doc, n), Files: make([]diag.File, n), Images: make([]*Asset, n)}
	var ds diag.List
	if len(g.Pages) == 0 {
		return parsed, ds, nil
	}
	if g.Original != g.Pages[0] { // its language has no pages in this build
		file, doc, _, err := p.body(g.Original, nil, nil)
		if err != nil {
			return nil, nil, err
		}
		parsed.Original, parsed.OriginalFile = doc, file
	}
	for i, page := range g.Pages {
		file, doc, pd, err := p.body(page, parsed.Original, nil)
		if err != nil {
			return nil, nil, err
		}
		if known != nil && parsed.Original != nil {
			places := known(page, Text{parsed.OriginalFile, parsed.Original}, Text{file, doc})
			if !addressed(doc, parsed.Original, places) {
				if file, doc, pd, err = p.body(page, parsed.Original, places); err != nil {
					return nil, nil, err
				}
			}
		}
		ds.Add(pd)
		if i == 0 && parsed.Original == nil {
			parsed.Original, parsed.OriginalFile = doc, file
		}
		if page.Meta.Withdrawn != "" { // its page shows nothing of the body, so nothing is published
			parsed.Docs[i], parsed.Files[i] = doc, file
			continue
		}
		r := &resolver{Parser: p, page: page, language: page.Language, doc: doc, dir: path.Join("guides", g.Slug), ds: &ds}
		if doc != parsed.Original {
			r.original = parsed.Original
		}
		if err := r.resolve(); err != nil {
			return nil, nil, err
		}
		parsed.Docs[i], parsed.Files[i], parsed.Anchors = doc, file, append(parsed.Anchors, r.anchors...)
		if parsed.Images[i], err = r.image(); err != nil {
			return nil, nil, err
		}
	}
	return parsed, ds, nil
}

// addressed reports whether the headings of a translation have the addresses
// that they ought to have.
func addressed(doc, original *markdown.Doc, places []int) bool {
	for i, place := range places {
		if place >= 0 && doc.Headings[i].ID != original.Headings[place].ID {
			return false
		}
	}
	return true
}

// body reads and parses one file. original is nil for the source language, known
// where nothing is known of the headings.
func (p *Parser) body(page *content.Page, original *markdown.Doc, known []int) (diag.File, *markdown.Doc, diag.List, error) {
	src, err := fs.ReadFile(p.fsys, page.Source.Path)
	file := diag.File{Path: page.Source.Path, Source: src}
	if err != nil {
		return file, nil, nil, fmt.Errorf("reading %s: %w", page.Source.Path, err)
	}
	if len(src) < page.Source.Body {
		return file, nil, nil, fmt.Errorf("reading %s: the file changed during the build", page.Source.Path)
	}
	opt := p.options(page.Language, original)
	opt.Known = known
	doc, ds := p.md.Parse(file, page.Source.Body, opt)
	return file, doc, ds, nil
}

// Lead leads the media of a document again, for the readers of another page of the
// guide: parts of the source language that stand in a translation. What it gives
// leads a link of the document, of which few stand there. What is wrong with them was
// told before.
func (p *Parser) Lead(doc *markdown.Doc, page *content.Page) (link func(*markdown.Link) error, err error) {
	var ds diag.List
	r := &resolver{Parser: p, page: page, language: page.Guide.Source, doc: doc, dir: path.Join("guides", page.Guide.Slug), ds: &ds}
	for _, m := range doc.Media {
		m.Placed = markdown.Placed{}
		if err := r.media(m); err != nil {
			return nil, err
		}
	}
	return func(l *markdown.Link) error {
		if _, outside := schemeOf(l.Dest); outside && l.Href != "" {
			return nil // it leads all readers to the same place
		}
		l.Resolved = markdown.Resolved{}
		return r.link(l)
	}, nil
}

// Astray leads links to parts that a translation does not have, not even in the
// source's words, to the page of the source.
func (p *Parser) Astray(doc *markdown.Doc, page *content.Page) {
	r := &resolver{Parser: p, page: page, language: page.Language}
	for _, l := range doc.Links {
		if !Lacks(doc, l.Href) {
			continue
		}
		original := page.Guide.Original
		if page.Guide.In(page.Guide.Source.Tag) != original {
			l.Href = "" // this build makes no page of it
			continue
		}
		l.Href = content.Rel(page.Address, original.Address) + l.Href
		l.Lang, l.Dir, l.Mark = original.Language.Tag, original.Language.Dir, r.mark(original)
	}
}

// Lacks reports whether an address leads to a part of the page itself that the
// text does not have.
func Lacks(doc *markdown.Doc, href string) bool {
	fragment, within := strings.CutPrefix(href, "#")
	id, err := url.PathUnescape(fragment)
	return within && fragment != "" && err == nil && !IsTop(id) && !slices.Contains(doc.Anchors, id)
}

func (p *Parser) options(l *content.Language, original *markdown.Doc) markdown.Options {
	quotes := l.Words.Quotes()
	return markdown.Options{
		Language: l.Tag, RTL: l.Dir == "rtl", Original: original,
		Quotes: markdown.Quotes{Open: quotes[0], Close: quotes[1], InnerOpen: quotes[2], InnerClose: quotes[3]},
		Value:  func(name string) (string, bool) { return p.site.Value(l, name) },
		Names:  p.site.ValueNames(l), DeadLinks: p.site.Config.Check.Links,
	}
}

// Text parses Markdown of site.toml for a page at an address of the output.
// Links are relative to site.toml; diagnostics stand at the key. The anchors are
// links into pages of guides, to be judged when all guides are parsed.
func (p *Parser) Text(text string, l *content.Language, at diag.Position, address string) (*markdown.Doc, []Anchor, diag.List, error) {
	doc, pd := p.md.Parse(diag.File{Path: at.Path, Source: []byte(text)}, 0, p.options(l, nil))
	var ds diag.List
	ds.Add(pd)
	r := &resolver{Parser: p, page: &content.Page{Language: l, Address: address}, language: l, doc: doc, dir: ".", ds: &ds}
	err := r.resolve()
	for i := range ds {
		ds[i].Position = at
	}
	for i := range r.anchors {
		r.anchors[i].At = at
	}
	return doc, r.anchors, ds, err
}
