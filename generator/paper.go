package generator

import (
	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/render/page"
	"handbill/generator/render/paper"
)

// layouts makes what a page has for the printer beside itself.
func (b *build) layouts(p *content.Page, doc *markdown.Doc) (diag.List, error) {
	files, ds := b.paper.Layouts(p, doc)
	return ds, b.putAll(files)
}

// downloads lists what readers of a page can print.
func (b *build) downloads(p *content.Page) []page.Download {
	var list []page.Download
	for _, f := range paper.For(b.site.Config, p) {
		if f.Layout() {
			list = append(list, page.Download{Path: f.Address(p, ".html"), Label: paper.Label(p.Language.Words, f)})
		}
	}
	return list
}
