package page

import (
	"bytes"
	"html/template"
	"strings"
	"time"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/render"
)

// Print gives what the printed forms of a guide know of it: the view of its page
// for an address in the same folder. Text and styles are left to them.
func (r *Renderer) Print(p *content.Page, address string) *View {
	v := r.guideView(p, 0)
	v.Kind, v.address, v.Downloads = "print", address, nil
	v.scripts = r.frames[frameKey{p.Language.Tag, p.Language.Tag}].scripts
	v.Head = v.Title
	return v
}

// PrintBook gives what a book of a language knows of it, apart from its chapters:
// the title of the site, who publishes, the newest day of its pages and the way to
// the language's list.
func (r *Renderer) PrintBook(l *content.Language, pages []*content.Page, address string) *View {
	v := r.view("print", l, address)
	list := l.Tag + "/index.html"
	v.Site, v.Tagline = r.text(r.site.Config.Title, l), r.text(r.site.Config.Tagline, l)
	v.Title, v.Head, v.Summary = v.Site.Text, v.Site.Text, v.Tagline.Text
	var newest content.Meta
	for _, p := range pages {
		for _, day := range []time.Time{p.Meta.Date, p.Meta.Updated} {
			if day.After(newest.Updated) {
				newest.Updated = day
			}
		}
	}
	v.Facts = facts(l.Words.Marked(), &newest, 0)
	publisher := r.site.Filled(l, r.site.Config.Publisher)
	for _, c := range []Credit{{Term: l.Words.Marked().Text("page.publisher"), Text: publisher}, {Term: l.Words.Marked().Text("page.license"), Text: r.site.Filled(l, r.site.Config.License)}} {
		if c.Text != "" {
			v.Credits = append(v.Credits, c)
		}
	}
	v.Mistake = r.mistake(l, list)
	v.Paper = r.paperOf(list, "", mark{}.text(publisher))
	return v
}

// PrintBody writes the text of a guide for a printed form; directories of
// services stand where the text places them, at its end otherwise.
func (r *Renderer) PrintBody(w *bytes.Buffer, p *content.Page, doc *markdown.Doc, v *View, f markdown.Frame) diag.List {
	var ds diag.List
	placed, scripts := false, v.scripts
	words := r.words(p.Language)
	f.Words, f.Number = words.Words, words.Number
	f.Services = func(block *markdown.ServicesBlock) []byte {
		placed = true
		return r.servicesHTML(p, block, v, &ds)
	}
	doc.HTML(w, f)
	if list := r.servicesView(p, v, nil); !placed && len(list.Services) > 0 {
		w.WriteString(r.part("_services.html", list, v.address, &ds))
	}
	v.scripts = scripts // nobody filters paper
	return ds
}

// PrintCards are the services of a guide, for cards.
func (r *Renderer) PrintCards(p *content.Page, v *View) []ServiceCard {
	scripts := v.scripts
	list := r.servicesView(p, v, p.Guide.Services).Services
	v.scripts = scripts // nobody filters paper
	return list
}

// PrintParts are the style parts of the constructs that a text uses. Where links lead
// is said by the printed forms themselves.
func PrintParts(uses markdown.Uses) []string { return guideStyles(uses &^ markdown.UsesWebLink)[1:] }

// PrintFile executes the template of a printed form and finishes it as every
// page is finished. parts are styles of the theme, css what follows them; framed
// adds what the pages of the site have around them on a screen. The file says once
// more what stands at the address, so search engines are sent there.
func (r *Renderer) PrintFile(name, address string, v *View, view any, parts []string, css string, framed bool) (render.File, diag.List) {
	if framed {
		r.dress(v, parts)
	} else {
		v.Style = template.CSS(counting(v.language) + r.theme.Style(v.Root, append([]string{"accent"}, parts...)...))
	}
	v.Style += template.CSS(css)
	frame := r.buffer()
	defer r.buffers.Put(frame)
	if ds := r.theme.Execute(frame, name, view, v.address); ds.Failed() {
		return render.File{}, ds
	}
	m := meta{canonical: r.site.Absolute(address), noindex: true}
	return r.finish(name, v, m, frame.Bytes(), nil, policy{fonts: strings.Contains(string(v.Style), "@font-face")})
}

// PrintText marks HTML that was made from an author's text, for a template.
func PrintText(html string) template.HTML { return untrusted(html) }
