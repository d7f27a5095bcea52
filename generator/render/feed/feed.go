// Package feed writes what machines read: news feeds, the sitemap, robots.txt
// and the settings of common web servers.
//
// Feeds and sitemap name whole addresses and need that of the site. No output
// depends on the day of the build.
package feed

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"slices"
	"time"

	"handbill/generator/content"
	"handbill/generator/markdown"
	"handbill/generator/render"
)

// Options are what other parts of the program know. The zero value works.
type Options struct {
	// Share gives how much of a page is translated, 0 to 1; nil means all of it.
	// Below [Config.MinTranslated] a page stands in no sitemap.
	Share func(p *content.Page) float64
	// Stale reports whether a text of a page's front matter, "title" or "summary",
	// has a number that is out of date; nil for never.
	Stale func(p *content.Page, key string) bool
}

// Files gives every file of the package: a feed for each language that has dated
// guides, sitemap.xml, robots.txt, .htaccess and _headers.
func Files(site *content.Site, opt Options) []render.File {
	var files []render.File
	for _, l := range site.Languages {
		if path := Path(site, l); path != "" {
			files = append(files, render.File{Path: path, Data: atom(site, l, opt)})
		}
	}
	if site.Config.Address != "" {
		files = append(files, render.File{Path: "sitemap.xml", Data: sitemap(site, opt)})
	}
	return append(files,
		render.File{Path: "robots.txt", Data: robots(site)},
		render.File{Path: ".htaccess", Data: htaccess(site)},
		render.File{Path: "_headers", Data: headers(site)},
	)
}

// Path is the address of a language's feed below the output; "" where it has
// none: a feed needs the site's address and at least one dated guide.
func Path(site *content.Site, l *content.Language) string {
	if site.Config.Address == "" || len(news(site, l)) == 0 {
		return ""
	}
	return l.Tag + "/feed.xml"
}

// longest is how many entries a feed has: readers fetch the whole file each
// time, over connections that cost.
const longest = 30

// news are the dated pages of a language, the newest first.
func news(site *content.Site, l *content.Language) []*content.Page {
	var pages []*content.Page
	for _, g := range site.Guides {
		if p := g.In(l.Tag); p != nil && !day(p).IsZero() && !p.Meta.Draft && p.Meta.Withdrawn == "" {
			pages = append(pages, p)
		}
	}
	slices.SortStableFunc(pages, func(a, b *content.Page) int {
		return cmp.Or(day(b).Compare(day(a)), cmp.Compare(a.Address, b.Address))
	})
	return pages[:min(len(pages), longest)]
}

// day is when a page last changed, as its front matter says.
func day(p *content.Page) time.Time {
	if p.Meta.Updated.After(p.Meta.Date) {
		return p.Meta.Updated
	}
	return p.Meta.Date
}

// The elements of Atom (RFC 4287).
type feedXML struct {
	XMLName  xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string     `xml:"xml:lang,attr"`
	ID       string     `xml:"id"`
	Title    string     `xml:"title"`
	Subtitle string     `xml:"subtitle,omitempty"`
	Updated  string     `xml:"updated"`
	Author   string     `xml:"author>name"`
	Links    []linkXML  `xml:"link"`
	Entries  []entryXML `xml:"entry"`
}

type linkXML struct {
	Rel      string `xml:"rel,attr,omitempty"`
	Hreflang string `xml:"hreflang,attr,omitempty"`
	Href     string `xml:"href,attr"`
}

type entryXML struct {
	ID        string    `xml:"id"`
	Title     string    `xml:"title"`
	Updated   string    `xml:"updated"`
	Published string    `xml:"published,omitempty"`
	Summary   string    `xml:"summary,omitempty"`
	Links     []linkXML `xml:"link"`
}

func atom(site *content.Site, l *content.Language, opt Options) []byte {
	pages, home := news(site, l), site.Absolute(l.Tag+"/index.html")
	title, _ := site.Text(site.Config.Title, l)
	tagline, _ := site.Text(site.Config.Tagline, l)
	shown := func(text string) string { return text }
	if l.Dir == "rtl" {
		shown = markdown.IsolateText
	}
	f := feedXML{
		Lang: l.Tag, ID: home, Title: shown(title), Subtitle: shown(tagline),
		Updated: stamp(day(pages[0])), Author: cmp.Or(site.Filled(l, site.Config.Publisher), title),
		Links: []linkXML{{Rel: "self", Href: site.Absolute(l.Tag + "/feed.xml")}, {Rel: "alternate", Hreflang: l.Tag, Href: home}},
	}
	for _, p := range pages {
		e := entryXML{
			ID: site.Absolute(p.Address), Title: shown(p.Meta.Title), Updated: stamp(day(p)), Summary: shown(p.Meta.Summary),
			Links: []linkXML{{Href: site.Absolute(p.Address)}},
		}
		if opt.Stale != nil && opt.Stale(p, "summary") {
			e.Summary = ""
		}
		if !p.Meta.Date.IsZero() {
			e.Published = stamp(p.Meta.Date)
		}
		f.Entries = append(f.Entries, e)
	}
	return document(f)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// document writes an XML file.
func document(v any) []byte {
	body, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		panic(fmt.Sprintf("feed: %v", err)) // plain structs of strings
	}
	return append([]byte(xml.Header), append(body, '\n')...)
}
