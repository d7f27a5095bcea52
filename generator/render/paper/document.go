package paper

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"regexp"
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/render"
	"handbill/generator/render/page"
)

// Document is a guide, or a book of all guides, in one language and one format,
// ready for an engine.
type Document struct {
	// Page and Doc are those of the guide; nil for a book.
	Page     *content.Page
	Doc      *markdown.Doc
	Language *content.Language
	Title    string
	// Notes counts the footnotes.
	Notes  int
	Format Format
	// File is the document as a page of HTML. Layouts are pages of the site, other
	// documents are never published.
	File render.File
	// Code is what the codes of the document say; "" where it has none.
	Code string
	// Path is where the PDF file lies below the output.
	Path string
	// Source is the hash of everything that the file is made from but the engine.
	Source string
}

// bleed is what print shops ask for, in millimetres.
const bleed = 3

// edition counts the ways in which documents became files: raising it makes all
// PDF files stale.
const edition = "10"

// Document makes the document of a format that fits the guide.
func (r *Renderer) Document(p *content.Page, doc *markdown.Doc, f Format) (Document, diag.List) {
	v := r.page.Print(p, f.Address(p, ".html"))
	make := r.pages
	if f.Layout() {
		make = r.layout
	}
	f = r.pressed(f)
	file, ds := make(p, doc, f, v)
	d := finished(f, file, v)
	d.Page, d.Doc, d.Language, d.Title, d.Path = p, doc, p.Language, p.Meta.Title, f.Address(p, ".pdf")
	if doc != nil {
		d.Notes = doc.Notes
	}
	return d, ds
}

// pressed is a format as a print shop wants it. Who saves ink prints at home, without
// colour that could bleed.
func (r *Renderer) pressed(f Format) Format {
	if r.site.Config.Print.Press && !f.Grey() {
		f.Bleed = bleed
	}
	return f
}

// finished is the document of a file, without what the file is about.
func finished(f Format, file render.File, v *page.View) Document {
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\x00%s\x00", edition, f.ID)
	sum.Write(file.Data)
	d := Document{Format: f, File: file, Source: hex.EncodeToString(sum.Sum(nil)[:16])}
	if v.Paper != nil && v.Paper.QR != "" {
		d.Code = v.Paper.Href
	}
	return d
}

// leaves is what paper-document.html knows.
type leaves struct {
	Guide  *page.View
	Format Format
	Class  string
	// Contents are the headings of level two; nil where one page holds them all.
	Contents []Entry
	Text     template.HTML
	// Cover says that the first page carries the title and nothing else.
	Cover bool
}

// Entry is a line of the contents. The engine knows its page.
type Entry struct{ ID, Text string }

// pages makes a document to read page after page.
func (r *Renderer) pages(p *content.Page, doc *markdown.Doc, f Format, v *page.View) (render.File, diag.List) {
	var ds diag.List
	view := &leaves{Guide: v, Format: f, Class: f.class(), Cover: f.Word != "ink"}
	if list := entries(doc, ""); len(list) >= fewEntries {
		view.Contents = list
	}
	view.Text = page.PrintText(sayAddresses(string(r.text(p, doc, v, &ds, markdown.Frame{Eager: true}))))
	file, more := r.bound("paper-document.html", p.Address, v, view, p.Language, doc.Uses, f)
	ds.Add(more)
	return file, ds
}

// bound executes the template of a document to read, which says once more what
// stands at an address.
func (r *Renderer) bound(name, address string, v *page.View, view any, l *content.Language, uses markdown.Uses, f Format) (render.File, diag.List) {
	parts := append(page.PrintParts(uses), "services", "paper-document")
	light := strings.Replace(r.light, ".sheet", ":root", 1)
	return r.page.PrintFile(name, address, v, view, parts, light+f.leaf(l), false)
}

var links = regexp.MustCompile(`(?s)<a ([^>]*)href="(https?://[^"]*)"([^>]*)>(.*?)</a>`)

// sayAddresses writes the address of each link behind its words, since paper cannot
// be tapped, unless the words are the address. It is text and no style: what a style
// adds cannot be measured where a page ends in it.
func sayAddresses(text string) string {
	return links.ReplaceAllStringFunc(text, func(link string) string {
		m := links.FindStringSubmatch(link)
		if m[2] == m[4] {
			return link
		}
		return strings.TrimSuffix(link, "</a>") + `<span class="url"> (<bdi dir="ltr">` + m[2] + `</bdi>)</span></a>`
	})
}

// fewEntries is where contents begin to help.
const fewEntries = 3

// entries are the headings of level two; prefix stands before their ids.
func entries(doc *markdown.Doc, prefix string) []Entry {
	var list []Entry
	for _, h := range doc.Headings {
		if h.Level == 2 {
			list = append(list, Entry{ID: prefix + h.ID, Text: h.Text})
		}
	}
	return list
}

// leaf says the size of the page, its margins and what stands in them: the number
// below, raised so that it is eight millimetres from the edge. Running heads stand in
// the page's padding. Booklets are narrow, so their margins are too.
func (f Format) leaf(l *content.Language) string {
	top, head, side, foot, raise := 9, 12, 20, 20, 2
	if f.Booklet {
		top, head, side, foot, raise = 8, 8, 14, 15, 4
	}
	b := f.Bleed
	return fmt.Sprintf("@page{size:%gmm %gmm;margin:%gmm %gmm %gmm;@bottom-center{content:counter(page%s);color:#444;font-size:%gpt;padding-bottom:%dmm}}"+
		"@page cover{@bottom-center{content:none}}:root{font-size:%gpt;--head:%dmm;--leaf-width:%gmm;--leaf-height:%gmm}",
		f.Width+2*b, f.Height+2*b, b+float64(top), b+float64(side), b+float64(foot), digits(l.Words.Number), max(9, f.Least()), raise, f.Sizes[0], head, f.Width-float64(2*side), f.Height-float64(top+foot))
}

// class is what styles know a format by.
func (f Format) class() string {
	if f.Bleed > 0 {
		return f.Word + " press"
	}
	return f.Word
}

// digits names the counter style (CSS Counter Styles, 6.1) of a language's own
// digits; "" for Latin ones.
func digits(number func(int) string) string {
	styles := map[string]string{
		"١": "arabic-indic", "۱": "persian", "१": "devanagari", "১": "bengali", "๑": "thai", "၁": "myanmar", "១": "khmer",
		"໑": "lao", "੧": "gurmukhi", "૧": "gujarati", "୧": "oriya", "௧": "tamil", "౧": "telugu", "೧": "kannada", "൧": "malayalam", "༡": "tibetan",
	}
	if s, ok := styles[number(1)]; ok {
		return "," + s
	}
	return ""
}
