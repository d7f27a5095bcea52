// Package pack makes files to take along out of a finished site: a ZIP of the
// site or of one language, a single HTML file and an EPUB of each guide, and both
// as a book of a whole language.
//
// It reads the finished pages and nothing else, so a file says what the site
// says. What lies outside a file is linked by its whole address, or not at all
// where the site has none. The same pages give the same bytes: there is no clock
// in a file.
package pack

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"handbill/generator/content"
)

// Options say what is packed.
type Options struct {
	Site *content.Site
	// Output is the finished site.
	Output fs.FS
	// Languages are the tags to pack; nil packs all.
	Languages []string
	// Guides are the folder names of the guides to pack as files of their own;
	// nil packs all.
	Guides []string
	// Put takes each file as it is done.
	Put func(File) error
}

// File is a file to take along.
type File struct {
	// Path is its address below the output.
	Path string
	Data []byte
	// Source is the hash of what it was made from.
	Source string
}

// Addresses below the output.
func zipPath(l *content.Language) string        { return l.Tag + ".zip" }
func bookPath(l *content.Language) string       { return l.Tag + "/book.epub" }
func bookSinglePath(l *content.Language) string { return l.Tag + "/book-single.html" }
func epubPath(p *content.Page) string           { return strings.TrimSuffix(p.Address, ".html") + ".epub" }
func singlePath(p *content.Page) string {
	return strings.TrimSuffix(p.Address, ".html") + "-single.html"
}

const sitePath = "site.zip"

// packer is one run.
type packer struct {
	Options
	files   map[string]bool   // what the output holds
	sources map[string]string // by address of a file that is made
}

// Run makes every file that the options ask for. It fails where a page that the
// site names is not in the output: build comes first.
func Run(opt Options) error {
	p := &packer{Options: opt, files: map[string]bool{}}
	if err := p.list(); err != nil {
		return err
	}
	if opt.Languages == nil && opt.Guides == nil {
		if err := p.zip(sitePath, nil); err != nil {
			return err
		}
	}
	for _, l := range opt.Site.Languages {
		if opt.Languages != nil && !slices.Contains(opt.Languages, l.Tag) {
			continue
		}
		if err := p.language(l); err != nil {
			return err
		}
	}
	return nil
}

func (p *packer) language(l *content.Language) error {
	var pages []*content.Page
	for _, g := range p.Site.Guides {
		page := g.In(l.Tag)
		if page == nil || page.Meta.Withdrawn != "" {
			continue
		}
		pages = append(pages, page)
		if p.Guides != nil && !slices.Contains(p.Guides, g.Slug) {
			continue
		}
		if err := p.guide(page); err != nil {
			return err
		}
	}
	if p.Guides != nil || len(pages) == 0 {
		return nil
	}
	if err := p.zip(zipPath(l), l); err != nil {
		return err
	}
	book := p.book(l, pages)
	if err := p.epub(bookPath(l), book); err != nil {
		return err
	}
	return p.singleBook(bookSinglePath(l), book)
}

func (p *packer) guide(page *content.Page) error {
	if err := p.single(page); err != nil {
		return err
	}
	return p.epub(epubPath(page), volume{
		title: shown(page.Language, page.Meta.Title), language: page.Language, pages: []*content.Page{page},
		authors: authors(page), publisher: page.Meta.Publisher, license: page.Meta.License, summary: page.Meta.Summary,
	})
}

// volume is what one EPUB or one long page holds.
type volume struct {
	title, summary     string
	language           *content.Language
	pages              []*content.Page
	authors            []string
	publisher, license string
}

func (p *packer) book(l *content.Language, pages []*content.Page) volume {
	title, _ := p.Site.Text(p.Site.Config.Title, l)
	v := volume{title: shown(l, title), language: l, pages: pages, publisher: p.Site.Filled(l, p.Site.Config.Publisher), license: p.Site.Filled(l, p.Site.Config.License)}
	v.summary, _ = p.Site.Text(p.Site.Config.Tagline, l)
	for _, page := range pages {
		for _, a := range authors(page) {
			if !slices.Contains(v.authors, a) {
				v.authors = append(v.authors, a)
			}
		}
	}
	return v
}

func authors(p *content.Page) []string { return p.Meta.Authors }

// list notes what the output holds.
func (p *packer) list() error {
	sums := Sums{}
	err := fs.WalkDir(p.Output, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("read the site to pack: %w", err)
		}
		if entry.IsDir() {
			return nil
		}
		p.files[name] = true
		if path.Ext(name) != ".html" || !packed(name) {
			return nil
		}
		data, err := p.read(name)
		sums.Add(name, data)
		return err
	})
	p.sources = sums.Sources(p.Site)
	return err
}

func (p *packer) read(name string) ([]byte, error) {
	data, err := fs.ReadFile(p.Output, name)
	if err != nil {
		return nil, fmt.Errorf("pack: %w; build the site first", err)
	}
	return data, nil
}

// put hands a file on with the hash of what it was made from.
func (p *packer) put(name string, data []byte) error {
	return p.Put(File{Path: name, Data: data, Source: p.sources[name]})
}

// inLanguage tells whether a file of the output belongs to a language.
func inLanguage(name, tag string) bool { return strings.HasPrefix(name, tag+"/") }

// packed tells whether a file of the output goes into an archive. Left out are
// other files to take along, the page that offers them, what only a server
// needs, and what serves saving.
func packed(name string) bool {
	switch path.Base(name) {
	case "offline.html", "offline.json", "sw.js", "manifest.json", "manifest.webmanifest", "404.html", "sitemap.xml", "robots.txt", "feed.xml", ".htaccess", "_headers", ".gitignore":
		return false
	}
	switch path.Ext(name) {
	case ".zip", ".epub":
		return false
	}
	return !strings.HasPrefix(name, "packs/") && !strings.HasPrefix(name, ".") && !strings.HasSuffix(name, "-single.html")
}
