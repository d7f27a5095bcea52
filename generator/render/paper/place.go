package paper

import (
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
)

// Written is where the text of a panel that begins with some words is written: at
// its heading, or in the directory of services. It is the file where the words are
// the program's own.
func (d Document) Written(panel string) diag.Position {
	return written(d.Page, d.Doc, d.Format, panel)
}

func written(p *content.Page, doc *markdown.Doc, f Format, panel string) diag.Position {
	if p.Guide != nil && p.Guide.Kind != content.KindLeaflet && f.Kind == Card {
		for _, s := range p.Guide.Services {
			if name := s.Name.In(p.Language.Chain()...); name != "" && strings.HasPrefix(panel, name) {
				return s.At
			}
		}
	}
	if doc != nil {
		for _, h := range doc.Headings {
			if h.Text == panel {
				return diag.Position{Path: p.Source.Path, Line: h.At.Line, Column: h.At.Column}
			}
		}
	}
	return diag.Position{Path: p.Source.Path}
}
