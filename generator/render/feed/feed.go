// Package feed writes what machines read: news feeds, the sitemap, robots.txt
// and the settings of common web servers.
package feed

import (
	"handbill/generator/content"
	"handbill/generator/render"
)

// Options are what other parts of the program know. The zero value works.
type Options struct {
	// Share gives how much of a page is translated, 0 to 1; nil means all of it.
	Share func(p *content.Page) float64
}

// Files gives every file of the package: a feed for each language that has dated
// guides, sitemap.xml, robots.txt, .htaccess and _headers. Feeds and sitemap
// need the site's address.
func Files(site *content.Site, opt Options) []render.File { return nil }

// Path is the address of a language's feed below the output; "" where it has
// none.
func Path(site *content.Site, l *content.Language) string { return "" }
