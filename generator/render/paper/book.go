package paper

import (
	"fmt"
	"html/template"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/render/page"
)

// Book collects the guides of a language for one document. Leaflets are not in
// it, which are folded and not read, nor guides that the language does not have
// itself. It is safe for concurrent use.
type Book struct {
	renderer *Renderer
	language *content.Language
	pages    []*content.Page
	number   map[string]int // of a chapter, counted from 1, by the page's address

	mu       sync.Mutex
	chapters []*chapter // nil where it is not in yet
	uses     markdown.Uses
	notes    int
}

// chapter is a guide in a book.
type chapter struct {
	Guide *page.View
	// ID is the chapter's own; it stands with a hyphen before all ids of its text.
	ID       string
	Contents []Entry
	Text     template.HTML
}

// volume is what paper-book.html knows.
type volume struct {
	Book     *page.View
	Class    string
	Chapters []*chapter
	// Cover says that the first page carries the title and nothing else.
	Cover bool
}

// Book begins the book of a language; nil where the language has nothing for it.
func (r *Renderer) Book(l *content.Language) *Book {
	b := &Book{renderer: r, language: l, number: map[string]int{}}
	for _, p := range r.page.Own(l) {
		if p.Guide.Kind != content.KindLeaflet {
			b.pages = append(b.pages, p)
			b.number[p.Address] = len(b.pages)
		}
	}
	if len(b.pages) == 0 {
		return nil
	}
	b.chapters = make([]*chapter, len(b.pages))
	return b
}

// BookAddress is the path below the output of a language's book.
func (f Format) BookAddress(l *content.Language) string { return l.Tag + "/book-" + f.ID + ".pdf" }

// BookFormats lists the formats that a book can be had in: those to read page
// after page. Chosen are the ones that the settings name, else the site's paper.
func BookFormats(c *content.Config) (all, chosen []Format) {
	for _, f := range formats {
		if f.Layout() {
			continue
		}
		all = append(all, f)
		if slices.Contains(c.Print.Formats, f.ID) {
			chosen = append(chosen, f)
		}
	}
	if len(chosen) == 0 {
		plain, _ := Lookup(map[bool]string{false: "a4", true: "letter"}[c.Print.Paper == "letter"])
		chosen = []Format{plain}
	}
	return all, chosen
}

// Add takes in a guide. Pages that are not in the book are passed over.
func (b *Book) Add(p *content.Page, doc *markdown.Doc) diag.List {
	n, ok := b.number[p.Address]
	if !ok {
		return nil
	}
	var ds diag.List
	c := &chapter{Guide: b.renderer.page.Print(p, p.Address), ID: chapterID(n)}
	c.Contents = entries(doc, c.ID+"-")
	text := b.renderer.text(p, doc, c.Guide, &ds, markdown.Frame{
		Eager: true, IDPrefix: c.ID + "-",
		Link: func(l *markdown.Link) string { return b.link(p, l.Href) },
	})
	c.Text = page.PrintText(sayAddresses(string(text)))
	b.mu.Lock()
	defer b.mu.Unlock()
	b.chapters[n-1] = c
	b.uses |= doc.Uses
	b.notes += doc.Notes
	return ds
}

func chapterID(n int) string { return fmt.Sprintf("g%d", n) }

// link leads to another place of the book where it can, else as on any paper.
func (b *Book) link(p *content.Page, href string) string {
	to, fragment, _ := strings.Cut(href, "#")
	address := p.Address
	if to != "" {
		name, err := url.PathUnescape(to)
		if err != nil || strings.Contains(to, ":") {
			return b.renderer.outward(p, href)
		}
		address = path.Join(path.Dir(p.Address), name)
	}
	n, ok := b.number[address]
	switch {
	case !ok || href == "":
		return b.renderer.outward(p, href)
	case fragment == "":
		return "#" + chapterID(n)
	}
	return "#" + chapterID(n) + "-" + fragment
}

// Document makes the document of the book once all guides are in.
func (b *Book) Document(f Format) (Document, diag.List) {
	r, file := b.renderer, f.BookAddress(b.language)
	f = r.pressed(f)
	v := r.page.PrintBook(b.language, b.pages, strings.TrimSuffix(file, ".pdf")+".html")
	view := &volume{Book: v, Class: f.class(), Cover: f.Word != "ink"}
	for _, c := range b.chapters {
		if c != nil { // one that has errors stops the build elsewhere
			view.Chapters = append(view.Chapters, c)
		}
	}
	html, ds := r.bound("paper-book.html", b.language.Tag+"/index.html", v, view, b.language, b.uses, f)
	d := finished(f, html, v)
	d.Language, d.Title, d.Notes, d.Path = b.language, v.Title, b.notes, file
	return d, ds
}
