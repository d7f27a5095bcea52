package generator

import (
	"handbill/generator/content"
	"handbill/generator/render/page"
	"handbill/generator/render/paper"
)

// newBooks begins the books of the languages for which somebody wants one, or
// whose output has one that may be stale. Other builds keep no text of a guide.
func (b *build) newBooks() map[*content.Language]*paper.Book {
	books := map[*content.Language]*paper.Book{}
	for _, l := range b.site.Languages {
		if made, wanted := b.bookFormats(l); len(made)+len(wanted) > 0 {
			if book := b.paper.Book(l); book != nil {
				books[l] = book
			}
		}
	}
	return books
}

// bookFormats are those in which the output has the book of a language, and those
// in which it is wanted.
func (b *build) bookFormats(l *content.Language) (made, wanted []paper.Format) {
	all, chosen := paper.BookFormats(b.site.Config)
	named := map[string]bool{}
	for _, f := range chosen {
		named[f.ID] = true
	}
	for _, f := range all {
		if _, ok := b.made(f.BookAddress(l)); ok {
			made = append(made, f)
		}
		if b.opt.Printing.Book != nil && b.opt.Printing.Book(l, f, named[f.ID]) {
			wanted = append(wanted, f)
		}
	}
	return made, wanted
}

// hasBook reports whether the output has a book of a language.
func (b *build) hasBook(l *content.Language) bool {
	made, _ := b.bookFormats(l)
	return len(made) > 0
}

// bind makes the documents of the books, once all guides are in them.
func (b *build) bind() error {
	for _, l := range b.site.Languages {
		book := b.books[l]
		if book == nil {
			continue
		}
		made, wanted := b.bookFormats(l)
		for i, f := range append(wanted, made...) {
			d, ds := book.Document(f)
			if b.say(ds); ds.Failed() {
				continue
			}
			if err := b.document(d, i < len(wanted)); err != nil {
				return err
			}
		}
	}
	return nil
}

// bookFiles lists the books of a language that are there and current.
func (b *build) bookFiles(l *content.Language) []page.Download {
	var list []page.Download
	made, _ := b.bookFormats(l)
	for _, f := range made {
		list = b.file(list, l.Words, f, f.BookAddress(l))
	}
	for i := range list {
		title, _ := b.site.Text(b.site.Config.Title, l)
		list[i].Label = title + " · " + list[i].Label
	}
	return list
}
