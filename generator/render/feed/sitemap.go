package feed

import (
	"encoding/xml"
	"slices"
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
	Loc        string         `xml:"loc"`
	LastMod    string         `xml:"lastmod,omitempty"`
	Alternates []alternateXML `xml:"xhtml:link"`
}

type alternateXML struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

func sitemap(site *content.Site, opt Options) []byte {
	s := sitemapXML{XHTML: "http://www.w3.org/1999/xhtml"}
	var lists []alternateXML
	for _, l := range site.Languages {
		if !worthFinding(site, l, opt) {
			continue
		}
		lists = append(lists, alternateXML{"alternate", l.Tag, site.Absolute(l.Tag + "/index.html")})
	}
	home := site.Absolute("index.html")
	s.URLs = append(s.URLs, urlXML{Loc: home, Alternates: append(several(lists), alternateXML{"alternate", "x-default", home})})
	for _, l := range lists {
		s.URLs = append(s.URLs, urlXML{Loc: l.Href, Alternates: several(lists)})
	}
	for _, g := range site.Guides {
		s.URLs = append(s.URLs, guideURLs(site, g, opt)...)
	}
	return document(s)
}

// guideURLs are the languages of a guide that are worth finding.
func guideURLs(site *content.Site, g *content.Guide, opt Options) []urlXML {
	var urls []urlXML
	var alternates []alternateXML
	for _, p := range g.Pages {
		if !translated(site, p, opt) {
			continue
		}
		u := urlXML{Loc: site.Absolute(p.Address)}
		if d := day(p); !d.IsZero() {
			u.LastMod = d.Format(time.DateOnly)
		}
		urls = append(urls, u)
		alternates = append(alternates, alternateXML{"alternate", p.Language.Tag, u.Loc})
	}
	for i := range urls {
		urls[i].Alternates = several(alternates)
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

// several leaves out the alternates of a page that has only itself.
func several(alternates []alternateXML) []alternateXML {
	if len(alternates) < 2 {
		return nil
	}
	return alternates[:len(alternates):len(alternates)]
}
