// Package paper makes guides ready for the printer: the layouts of leaflets,
// which are pages of the site, and the documents that become PDF files.
//
// A layout is one page whose text stands in reading order; a grid puts each
// panel where the fold needs it, so a browser's own print command is enough and
// screen readers hear the leaflet from front to back. The package renders what
// package page knows of a guide and decides nothing about it. What only a
// browser can measure, whether a text really fits, is estimated here and
// measured when a PDF is made.
package paper

import (
	"bytes"
	"path"
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/i18n"
	"handbill/generator/markdown"
	"handbill/generator/render"
	"handbill/generator/render/page"
	"handbill/generator/theme"
)

// Renderer makes the printed forms of one site. It is safe for concurrent use.
type Renderer struct {
	site *content.Site
	page *page.Renderer
	// light are the colours of paper, whatever the reader's screen has.
	light string
}

// New prepares a Renderer over the one that makes the pages.
func New(site *content.Site, th *theme.Theme, pages *page.Renderer) *Renderer {
	light, _, _ := strings.Cut(th.Style("", "accent"), "@media")
	return &Renderer{site: site, page: pages, light: strings.Replace(light, ":root", ".sheet", 1)}
}

// Label names a format for readers: "Tri-fold leaflet, A4".
func Label(w *i18n.Words, f Format) string {
	return w.Text("paper.label", "format", w.Text("paper."+f.Word), "paper", f.Paper)
}

// text writes the body of a guide for paper: pictures at their best, links to
// other pages as whole addresses where the frame does not know better.
func (r *Renderer) text(p *content.Page, doc *markdown.Doc, v *page.View, ds *diag.List, f markdown.Frame) []byte {
	if f.Link == nil {
		f.Link = func(l *markdown.Link) string { return r.outward(p, l.Href) }
	}
	f.Media = func(m *markdown.Media) markdown.Placed {
		placed := m.Placed
		if placed.Large != "" {
			placed.Src = placed.Large
		}
		return placed
	}
	var b bytes.Buffer
	ds.Add(r.page.PrintBody(&b, p, doc, v, f))
	return b.Bytes()
}

// outward makes a link that works on paper and in a file: inside the text as it
// is, to another page of the site its whole address, nothing where the site has
// none.
func (r *Renderer) outward(p *content.Page, href string) string {
	if href == "" || strings.HasPrefix(href, "#") || strings.Contains(href, ":") {
		return href
	}
	if r.site.Config.Address == "" {
		return ""
	}
	to, fragment, _ := strings.Cut(href, "#")
	to = r.site.Config.Address + path.Join(path.Dir(p.Address), to)
	if fragment != "" {
		to += "#" + fragment
	}
	return to
}

// Layouts makes the pages of a leaflet's layouts, and of a guide's cards.
func (r *Renderer) Layouts(p *content.Page, doc *markdown.Doc) ([]render.File, diag.List) {
	var files []render.File
	var ds diag.List
	if p.Meta.Withdrawn != "" {
		return nil, nil
	}
	r.unfit(p, &ds)
	for _, f := range For(r.site.Config, p) {
		if !f.Layout() {
			continue
		}
		file, more := r.layout(p, doc, f, r.page.Print(p, f.Address(p, ".html")))
		ds.Add(more)
		if file.Path != "" {
			files = append(files, file)
		}
	}
	return files, ds
}

// unfit tells an author of formats that a guide cannot be had in.
func (r *Renderer) unfit(p *content.Page, ds *diag.List) {
	if p.Inherited("print") {
		return
	}
	for _, id := range p.Meta.Print {
		f, ok := Lookup(id)
		if !ok || f.Fits(p.Guide) {
			continue
		}
		hint := "layouts are for leaflets: kind = \"leaflet\""
		if !f.Layout() {
			hint = "leaflets come as trifold, zine, card and poster"
		}
		ds.Warn(p.Source.At("print"), "format-kind", "a "+p.Guide.Kind+" cannot be printed as \""+id+"\"", hint)
	}
}
