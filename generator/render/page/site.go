package page

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/render"
	"handbill/generator/theme"
)

// Site renders what the site has once: the choice of language, 404.html and the
// files of the theme.
func (r *Renderer) Site() ([]render.File, diag.List) {
	var ds diag.List
	home, more := r.home()
	ds.Add(more)
	missing, more := r.missing()
	ds.Add(more)
	return append([]render.File{home, missing, r.later}, r.files()...), ds
}

// laterMark stands in a script for the address of the script "later".
const laterMark = "@later@"

// later is what a guide can do when a reader asks for it. Few do, so it is no part
// of the page.
func later(th *theme.Theme) render.File {
	data := []byte(th.Script("later"))
	sum := sha256.Sum256(data)
	return render.File{Path: "assets/guide." + hex.EncodeToString(sum[:5]) + ".js", Data: data}
}

// home renders the choice of language.
func (r *Renderer) home() (render.File, diag.List) {
	v := r.homeView("home", "index.html", func(l *content.Language) string { return l.Tag + "/index.html" })
	v.Title = v.Word("home.title")
	v.Summary = r.text(r.site.Config.Tagline, v.language).Text
	r.name(v)
	v.Head, v.preview = v.Site.Text, v.Site.Text
	v.scripts = []string{"home"}
	r.dress(v, []string{"page", "home"})
	m := meta{canonical: r.site.Absolute("index.html")}
	if m.alternates = r.lists(); m.alternates != nil {
		m.alternates = append(m.alternates, alternate{"x-default", m.canonical})
	}
	return r.execute("home.html", v, m, nil, policy{})
}

// missing renders 404.html. A server shows it at any address, so its links begin
// at the root; where the site's address is not known there are none.
func (r *Renderer) missing() (render.File, diag.List) {
	v := r.homeView("missing", "404.html", func(l *content.Language) string {
		u, err := url.Parse(r.site.Config.Address)
		if err != nil || r.site.Config.Address == "" {
			return ""
		}
		return u.EscapedPath() + content.Rel("x", l.Tag+"/index.html")
	})
	v.Title = v.Word("missing.title")
	v.Summary = v.Word("missing.text")
	r.name(v)
	r.dress(v, []string{"page", "home"})
	return r.execute("missing.html", v, meta{noindex: true}, nil, policy{})
}

// homeView gives the pages that speak every language at once.
func (r *Renderer) homeView(kind, address string, href func(*content.Language) string) *View {
	source := r.site.Source()
	if len(r.site.Languages) > 0 && r.frames[frameKey{source.Tag, source.Tag}].top == "" {
		source = r.site.Languages[0] // the source is left out of this build
	}
	v := r.view(kind, source, address)
	v.uses = 0 // nothing stands around these pages
	v.Site = r.text(r.site.Config.Title, source)
	for _, l := range r.site.Languages {
		v.Languages = append(v.Languages, LanguageLink{
			Href: href(l), Lang: l.Tag, Dir: l.Dir, Name: l.Name,
			Invite: l.Words.Marked().Text("home.title"), Missing: l.Words.Marked().Text("missing.title"),
		})
	}
	return v
}

// Redirects renders the pages at a page's older addresses.
func (r *Renderer) Redirects(p *content.Page) ([]render.File, diag.List) {
	var files []render.File
	var ds diag.List
	for _, from := range p.Redirects {
		f, more := r.redirect(p, from)
		ds.Add(more)
		files = append(files, f)
	}
	return files, ds
}

// redirect renders one page that leads on. The script comes first and keeps the
// fragment, which a refresh would lose.
func (r *Renderer) redirect(p *content.Page, from string) (render.File, diag.List) {
	v := r.view("redirect", p.Language, from)
	v.uses = 0
	v.Target = content.Rel(from, p.Address)
	v.Title, v.Head = p.Meta.Title, p.Meta.Title
	v.scripts = []string{"redirect"}
	r.dress(v, []string{"page"})
	m := meta{canonical: r.site.Absolute(p.Address), noindex: true, refresh: v.Target}
	return r.execute("redirect.html", v, m, nil, policy{})
}

// Wrap puts the frame of a language around a page that another package makes:
// search, offline, safety.
func (r *Renderer) Wrap(l *content.Language, w Wrapped) (render.File, diag.List) {
	v, m, allow := r.wrapped(l, w)
	allow.look([]byte(w.Body))
	return r.execute("other.html", v, m, []byte(w.Body), allow)
}

// Skeleton is what the guides of a language have in common: the page without a text,
// and the styles of every construct and of lists. It is no page of the site.
func (r *Renderer) Skeleton(l *content.Language) (render.File, diag.List) {
	v := r.view("guide", l, l.Tag+"/page.html")
	v.Type, v.Label = content.KindGuide, l.Words.Marked().Text("page.kind_"+content.KindGuide)
	v.Voice, _, _ = strings.Cut(l.Tag, "-")
	v.scripts = append(v.scripts, "guide")
	v.Contents, v.Body = []Link{{}}, bodyPlace
	v.Paper = r.paperOf(v.address, "", mark{}.text(r.site.Filled(l, r.site.Config.Publisher)))
	v.Mistake = r.mistake(l, v.address)
	parts := []string{"guide"}
	for _, c := range constructs {
		parts = append(parts, c.part)
	}
	r.dress(v, append(parts, "translation", "paper", "leaflet", "page"))
	return r.execute("guide.html", v, meta{}, nil, policy{sources: true})
}
