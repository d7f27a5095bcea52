package paper

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/render"
	"handbill/generator/render/page"
)

// Document is one guide in one language and one format, ready for an engine.
type Document struct {
	Page   *content.Page
	Doc    *markdown.Doc
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

// edition counts the ways in which documents became files: raising it makes all
// PDF files stale.
const edition = "2"

// Document makes the document of a format that fits the guide.
func (r *Renderer) Document(p *content.Page, doc *markdown.Doc, f Format) (Document, diag.List) {
	v := r.page.Print(p, f.Address(p, ".html"))
	make := r.pages
	if f.Layout() {
		make = r.layout
	}
	file, ds := make(p, doc, f, v)
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\x00%s\x00", edition, f.ID)
	sum.Write(file.Data)
	d := Document{Page: p, Doc: doc, Format: f, File: file, Path: f.Address(p, ".pdf"), Source: hex.EncodeToString(sum.Sum(nil)[:16])}
	if v.Paper != nil && v.Paper.QR != "" {
		d.Code = v.Paper.Href
	}
	return d, ds
}

// leaves is what paper-document.html knows.
type leaves struct {
	Guide  *page.View
	Format Format
	Class  string
	// Contents are the headings of level two; nil where one page holds them all.
	Contents []Entry
	Text     template.HTML
}

// Entry is a line of the contents. The engine knows its page.
type Entry struct{ ID, Text string }

// pages makes a document to read page after page.
func (r *Renderer) pages(p *content.Page, doc *markdown.Doc, f Format, v *page.View) (render.File, diag.List) {
	var ds diag.List
	view := &leaves{Guide: v, Format: f, Class: f.Word, Contents: entries(doc)}
	view.Text = page.PrintText(string(r.text(p, doc, v, &ds, markdown.Frame{})))
	parts := append(page.PrintParts(doc.Uses), "services", "paper-document")
	light := strings.Replace(r.light, ".sheet", ":root", 1)
	file, more := r.page.PrintFile("paper-document.html", p, v, view, parts, light+f.leaf(p), false)
	ds.Add(more)
	return file, ds
}

// fewEntries is where contents begin to help.
const fewEntries = 3

func entries(doc *markdown.Doc) []Entry {
	var list []Entry
	for _, h := range doc.Headings {
		if h.Level == 2 {
			list = append(list, Entry{ID: h.ID, Text: h.Text})
		}
	}
	if len(list) < fewEntries {
		return nil
	}
	return list
}

// leaf says the size of the page, its margins and what stands in them: the title
// on top, the number below. Booklets are narrow, so their margins are too.
func (f Format) leaf(p *content.Page) string {
	top, side := 20, 20
	if f.Booklet {
		top, side = 15, 14
	}
	at := "left"
	if p.Language.Dir == "rtl" {
		at = "right"
	}
	const box = "color:#444;font-size:9pt"
	return fmt.Sprintf("@page{size:%gmm %gmm;margin:%dmm %dmm;@top-%s{content:%s;%s}@bottom-center{content:counter(page%s);%s}}"+
		"@page cover{@top-%s{content:none}@bottom-center{content:none}}:root{font-size:%gpt}",
		f.Width, f.Height, top, side, at, cssString(running(p.Meta.Title)), box, digits(p.Language.Words.Number), box, at, f.Sizes[0])
}

// longest is how many characters of a title fit above a page of A5.
const longest = 56

func running(title string) string {
	if r := []rune(title); len(r) > longest {
		return strings.TrimRight(string(r[:longest-1]), " ,;:") + "…"
	}
	return title
}

// cssString quotes a text for a style (CSS Syntax, 4.3.7). "<" could end the
// style element.
func cssString(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		if r < ' ' || strings.ContainsRune(`"\<>&`, r) {
			fmt.Fprintf(&b, `\%x `, r)
			continue
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
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
