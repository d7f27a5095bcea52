package generator

import (
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/i18n"
	"handbill/generator/markdown"
	"handbill/generator/render/page"
	"handbill/generator/render/paper"
)

// Printing says what a build has to do with PDF files. The zero value is a build
// that knows of none.
type Printing struct {
	// Made gives what the output has of a PDF file, by its path; nil where it has none.
	Made func(path string) (Made, bool)
	// Wanted asks for the document of a page in a format that fits; chosen says
	// that site and guide name the format. Take gets the document. Several
	// goroutines call both.
	Wanted func(p *content.Page, f paper.Format, chosen bool) bool
	// Book asks for the book of a language; chosen says that the site names the
	// format.
	Book func(l *content.Language, f paper.Format, chosen bool) bool
	Take func(paper.Document) error
}

// Made is a PDF file of the output. Source begins with that of the document that
// it was made from.
type Made struct {
	Source       string
	Bytes, Pages int
}

// current reports whether a file was made from a document as it is now.
func (m Made) current(source string) bool {
	from, _, _ := strings.Cut(m.Source, "-")
	return from == source
}

func (b *build) made(path string) (Made, bool) {
	if b.opt.Printing.Made == nil {
		return Made{}, false
	}
	return b.opt.Printing.Made(path)
}

// documents makes the documents of a page that somebody asks for, and finds out
// whether the files that were made of others are still current. The page goes into
// the book of its language, where there is one.
func (b *build) documents(p *content.Page, doc *markdown.Doc) error {
	if p.Meta.Withdrawn != "" {
		return nil
	}
	if book := b.books[p.Language]; book != nil {
		b.say(book.Add(p, doc))
	}
	if b.opt.Printing.Made == nil && b.opt.Printing.Wanted == nil {
		return nil
	}
	chosen := map[string]bool{}
	for _, f := range paper.For(b.site.Config, p) {
		chosen[f.ID] = true
	}
	for _, f := range paper.Fitting(p.Guide) {
		path := f.Address(p, ".pdf")
		_, made := b.made(path)
		wanted := b.opt.Printing.Wanted != nil && b.opt.Printing.Wanted(p, f, chosen[f.ID])
		if !made && !wanted {
			continue
		}
		d, ds := b.paper.Document(p, doc, f)
		if !f.Layout() { // the layouts of the site tell theirs
			b.say(ds)
		}
		if ds.Failed() {
			continue
		}
		if err := b.document(d, wanted); err != nil {
			return err
		}
	}
	return nil
}

// document notes what a document is made from, and hands one on that is wanted.
func (b *build) document(d paper.Document, wanted bool) error {
	b.mu.Lock()
	b.printed[d.Path] = d.Source
	b.mu.Unlock()
	if !wanted {
		return nil
	}
	return b.opt.Printing.Take(d)
}

// layouts makes what a page has for the printer beside itself.
func (b *build) layouts(p *content.Page, doc *markdown.Doc) (diag.List, error) {
	files, ds := b.paper.Layouts(p, doc)
	return ds, b.putAll(files)
}

// downloads lists what readers of a page can print: layouts, then files that are
// still current.
func (b *build) downloads(p *content.Page) []page.Download {
	if p.Meta.Withdrawn != "" {
		return nil
	}
	w := p.Language.Words
	var list []page.Download
	for _, f := range paper.For(b.site.Config, p) {
		if f.Layout() {
			list = append(list, page.Download{Path: f.Address(p, ".html"), Label: paper.Label(w, f)})
		}
	}
	if b.opt.Printing.Made == nil {
		return list
	}
	for _, f := range paper.Fitting(p.Guide) {
		list = b.file(list, w, f, f.Address(p, ".pdf"))
	}
	return list
}

// file adds a PDF file to a list where it is there and current.
func (b *build) file(list []page.Download, w *i18n.Words, f paper.Format, path string) []page.Download {
	made, ok := b.made(path)
	b.mu.Lock()
	source := b.printed[path]
	b.mu.Unlock()
	if !ok || !made.current(source) {
		return list
	}
	return append(list, page.Download{Path: path, Label: paper.Label(w, f) + " · PDF · " + w.Plural("paper.pages", made.Pages), Bytes: made.Bytes, Pages: made.Pages})
}
