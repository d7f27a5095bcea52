package feed

import (
	"encoding/xml"
	"slices"
	"strings"
	"time"

	"handbill/generator/content"
)

// The elements of a sitemap (sitemaps.org 0.9, with the alternates that search
// engines read for languages).
type sitemapXML struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string   `xml:"xmlns:xhtml,attr"`
	URLs    []urlXML `xml:"url"`
}

type urlXML struct {
	Loc        string `xml:"loc"`
	LastMod    string `xml:"lastmod,omitempty"`
	Alternates string `xml:",innerxml"`
}

// alternates are a page in its languages, as each of these names them: written once.
type alternates struct {
	text strings.Builder
	n    int
}

func (a *alternates) add(language, href string) {
	a.text.WriteString("\n  <xhtml:link rel=\"alternate\" hreflang=\"")
	xml.EscapeText(&a.text, []byte(language)) // a builder never fails
	a.text.WriteString("\" href=\"")
	xml.EscapeText(&a.text, []byte(href))
	a.text.WriteString("\"></xhtml:link>")
	a.n++
}

// several leaves out the alternates of a page that has only itself.
func (a *alternates) several() string {
	if a.n < 2 {
		return ""
	}
	return a.text.String()
}

func sitemap(site *content.Site, opt Options) []byte {
	s := sitemapXML{XHTML: "http://www.w3.org/1999/xhtml"}
	var lists alternates
	var urls []urlXML
	for _, l := range site.Languages {
		if !worthFinding(site, l, opt) {
			continue
		}
		u := urlXML{Loc: site.Absolute(l.Tag + "/index.html")}
		lists.add(l.Tag, u.Loc)
		urls = append(urls, u)
	}
	among := lists.several()
	home, choice := site.Absolute("index.html"), alternates{}
	choice.add("x-default", home)
	s.URLs = append(s.URLs, urlXML{Loc: home, Alternates: among + choice.text.String()})
	for _, u := range urls {
		u.Alternates = among
		s.URLs = append(s.URLs, u)
	}
	for _, g := range site.Guides {
		s.URLs = append(s.URLs, guideURLs(site, g, opt)...)
	}
	return document(s)
}

// guideURLs are the languages of a guide that are worth finding.
func guideURLs(site *content.Site, g *content.Guide, opt Options) []urlXML {
	var urls []urlXML
	var languages alternates
	for _, p := range g.Pages {
		if !translated(site, p, opt) {
			continue
		}
		u := urlXML{Loc: site.Absolute(p.Address)}
		if d := day(p); !d.IsZero() {
			u.LastMod = d.Format(time.DateOnly)
		}
		urls = append(urls, u)
		languages.add(p.Language.Tag, u.Loc)
	}
	for i := range urls {
		urls[i].Alternates = languages.several()
	}
	return urls
}

// translated reports whether enough of a page is translated for search engines.
func translated(site *content.Site, p *content.Page, opt Options) bool {
	if p.Meta.Draft || p.Meta.Withdrawn != "" {
		return false
	}
	return p.IsSource() || opt.Share == nil || opt.Share(p) >= site.Config.MinTranslated
}

// worthFinding reports whether a language has something to read: the source, and
// any that a guide is translated into.
func worthFinding(site *content.Site, l *content.Language, opt Options) bool {
	return l == site.Source() || slices.ContainsFunc(site.Guides, func(g *content.Guide) bool {
		p := g.In(l.Tag)
		return p != nil && translated(site, p, opt)
	})
}
