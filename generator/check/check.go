// Package check judges a finished site: what its pages fetch, where their links
// lead, what they weigh, and what is out of date.
//
// The safety of every page is checked in every build, on the bytes that will be
// published, because escaping bugs come back. The rest is what `handbill check`
// adds. The package changes nothing.
package check

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/render"
)

// Options say how much is checked.
type Options struct {
	// Full adds what only `handbill check` says.
	Full bool
	// Today is the day that ages are counted to, in UTC.
	Today time.Time
}

// Checker collects what one build shows. It is safe for concurrent use.
type Checker struct {
	site *content.Site
	opt  Options

	styles styles

	mu    sync.Mutex
	files map[string]int     // size by path, for Full
	pages map[string]pageIDs // ids and links by page, for Full

	outside map[string]diag.Position // first place by address, for Full
	judged  map[string]bool          // where links of authors lead, for Full
}

type pageIDs struct {
	ids   map[string]bool
	links []string // as resolved paths with fragments
}

// New makes a checker for one build of a site.
func New(site *content.Site, opt Options) *Checker {
	return &Checker{site: site, opt: opt, files: map[string]int{}, pages: map[string]pageIDs{}, outside: map[string]diag.Position{}, judged: map[string]bool{}}
}

// File checks one finished file.
func (c *Checker) File(f render.File) diag.List {
	var ds diag.List
	var found pageIDs
	if path.Ext(f.Path) == ".html" {
		found = c.page(f, &ds)
	}
	if c.opt.Full {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.files[f.Path] = len(f.Data)
		if found.ids != nil {
			c.pages[f.Path] = found
		}
		if path.Ext(f.Path) == ".html" {
			weight(f, &ds)
		}
		if tag, ok := strings.CutSuffix(f.Path, "/offline.json"); ok {
			pack(tag, f.Data, &ds)
		}
	}
	return ds
}

// Doc checks the text of one page, as far as only `handbill check` does.
func (c *Checker) Doc(p *content.Page, doc *markdown.Doc) diag.List {
	if !c.opt.Full || doc == nil {
		return nil
	}
	c.Judged(p.Address, doc)
	c.mu.Lock()
	for _, l := range doc.Links {
		if scheme := schemeOf(l.Href); scheme == "http" || scheme == "https" {
			address, _, _ := strings.Cut(l.Href, "#")
			if first, seen := c.outside[address]; !seen || before(l.At, first) {
				c.outside[address] = l.At
			}
		}
	}
	c.mu.Unlock()
	ds := longSentences(p, doc)
	pictures(doc, &ds)
	return ds
}

// Judged notes where the links of an author's text lead that stands on the page at
// an address: parse tells of dead ones where they are written.
func (c *Checker) Judged(address string, doc *markdown.Doc) {
	if !c.opt.Full {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, l := range doc.Links {
		if to, ok := localTarget(address, l.Href); ok && schemeOf(l.Href) == "" {
			c.judged[to] = true
		}
	}
}

func before(a, b diag.Position) bool {
	return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) < 0
}

// Outside lists the addresses of other sites that guides link to, each with the
// first place that does, sorted by address.
func (c *Checker) Outside() []Outside {
	var all []Outside
	for _, address := range slices.Sorted(maps.Keys(c.outside)) {
		all = append(all, Outside{address, c.outside[address]})
	}
	return all
}

// Site checks what needs all files: it is called once, last.
func (c *Checker) Site() diag.List {
	if !c.opt.Full {
		return nil
	}
	var ds diag.List
	c.links(&ds)
	c.services(&ds)
	c.notice(&ds)
	return ds
}

// links reports what leads from one file of the output to none. Links of guides
// are judged where they are written; this finds those of themes and programs.
func (c *Checker) links(ds *diag.List) {
	for from, page := range c.pages {
		for _, to := range page.links {
			if c.judged[to] {
				continue
			}
			name, fragment, _ := strings.Cut(to, "#")
			target, known := c.pages[name]
			if _, exists := c.files[name]; !exists {
				ds.Error(diag.Position{Path: "public/" + from}, "link-dead", "the page links to "+name+", which the site does not have", "if a template of your theme writes the link, mend it there")
			} else if fragment != "" && !strings.EqualFold(fragment, "top") && known && !target.ids[fragment] {
				ds.Warn(diag.Position{Path: "public/" + from}, "link-dead", "the page links to "+to+", and that page has no such part", "if a template of your theme writes the link, mend it there")
			}
		}
	}
}
