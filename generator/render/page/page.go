// Package page turns a Site and its Docs into the pages that people read: the
// choice of language, lists, guides, topics, redirects and the page for what is
// missing.
//
// It decides nothing about the site: addresses, languages and fallbacks are
// looked up. Every function is pure, and a Renderer is safe for concurrent use.
// Pages link to one another relatively, name their files, and carry inline only
// the styles and scripts that they use; the content security policy is computed
// from those bytes and never from what an author wrote.
package page

import (
	"bytes"
	"html/template"
	"path"
	"strings"
	"sync"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/render"
	"handbill/generator/theme"
)

// Options are what other parts of the program know. The zero value works.
type Options struct {
	// Share gives how much of a page is translated, 0 to 1; nil means all of it.
	// Below [Config.MinTranslated] a page gets no hreflang.
	Share func(p *content.Page) float64
	// Standing tells how a translation stands; nil for sources and where nobody
	// knows.
	Standing func(p *content.Page) *Standing
	// Text turns Markdown of site.toml, written at a place, into HTML whose links
	// are relative to the page at an address, and says which constructs it has. nil
	// reads it as guides are read and leaves links as they are written.
	Text func(text string, l *content.Language, at diag.Position, address string) (template.HTML, markdown.Uses, diag.List)
	// Image gives the picture that front matter names for a page; nil for none.
	Image func(p *content.Page) *Image
	// Links are the pages of a language that other packages make; nil for none.
	Links func(l *content.Language) Links
	// Downloads are the files to take away of a page; nil for none.
	Downloads func(p *content.Page) []Download
}

// Links are the pages of a language that other packages make.
type Links struct {
	// Search stands in the bar, Offline and Safety at every page's end.
	Search, Offline, Safety PageLink
	// Feed is the address of the news feed, such as "fr/feed.xml"; "" for none.
	Feed string
	// Leave is the address of the blank page that quick exit uses without a
	// network; "" for none.
	Leave string
}

// Standing is how a translation stands beside its source, in parts.
type Standing struct {
	Changed, Untranslated, Total int
	// Machine says that a program translated parts and nobody has read them.
	Machine bool
	// In are the keys of the front matter that nobody has translated, "title" and
	// "summary", with the tags of the languages that they are in.
	In map[string]string
	// Stale are the keys of the front matter whose source has changed in a number,
	// a link or an address; StaleService says the same of a text of a service, and
	// may be nil.
	Stale        []string
	StaleService func(id, key string) bool
	// First is the id of the first marked part; "" where none is marked.
	First string
}

// PageLink is a page and what readers of the language call it. An empty Path
// leaves the link out.
type PageLink struct{ Path, Label string }

// Download is one file to take away.
type Download struct {
	// Path is the file's address below the output.
	Path string
	// Label says what it is, in the reader's language.
	Label string
	// Bytes is its size, 0 for a page of the site; Pages its number of printed
	// pages, 0 where it has none.
	Bytes, Pages int
}

// Image is the picture that front matter gives a page.
type Image struct {
	// Placed is where it lies, as a page at an address names it.
	Placed func(address string) markdown.Placed
	// Small is the address below the output of a picture for lists, with its size
	// in pixels; "" for none.
	Small                   string
	SmallWidth, SmallHeight int
}

// Renderer makes the pages of one site with one theme. It holds what is the same
// for a language.
type Renderer struct {
	site   *content.Site
	theme  *theme.Theme
	opt    Options
	parser *markdown.Parser
	frames map[frameKey]frame
	say    map[*content.Language]*Labels
	// styles keeps the joined parts, by their names: a site has few sets.
	styles sync.Map
	codes  codes
	hashes hashes
	// later is the script that guides fetch when a reader asks.
	later render.File
	// buffers are reused from page to page.
	buffers sync.Pool
}

// frameKey tells the frames of a language apart: what is relative differs from
// folder to folder. Folder is "" for the root.
type frameKey struct{ language, folder string }

// frame is what stands around the pages of a language in one folder.
type frame struct {
	top, bottom template.HTML
	scripts     []string
	uses        markdown.Uses // in the footer
}

// New prepares a Renderer: headers and footers are rendered once. With an error
// in the list no page can be made.
func New(site *content.Site, th *theme.Theme, opt Options) (*Renderer, diag.List) {
	r := &Renderer{site: site, theme: th, opt: opt, parser: markdown.New(), frames: map[frameKey]frame{}, say: map[*content.Language]*Labels{}}
	r.later = later(th)
	r.buffers.New = func() any { return new(bytes.Buffer) }
	var ds diag.List
	for _, l := range site.Languages {
		r.say[l] = newLabels(l.Words.Marked())
		for _, folder := range []string{l.Tag, l.Tag + "/tags"} {
			r.frames[frameKey{l.Tag, folder}] = r.newFrame(l, folder, &ds)
		}
	}
	return r, ds.Sorted()
}

func (r *Renderer) newFrame(l *content.Language, folder string, ds *diag.List) frame {
	address := folder + "/index.html"
	v := r.frameView(l, address)
	if v.Exit != nil {
		if v.Exit.Tab {
			v.scripts = append(v.scripts, "exit-tab")
		}
		v.scripts = append(v.scripts, "exit")
	}
	if v.Notice != nil && (v.Notice.From != "" || v.Notice.Until != "") {
		v.scripts = append(v.scripts, "notice")
	}
	if r.site.Config.Privacy.QuietHistory {
		v.scripts = append(v.scripts, "quiet")
	}
	var uses markdown.Uses
	if text, tag := r.site.Config.Footer.Find(l.Chain()...); text != "" {
		v.Closing, uses = r.markdown("footer", text, tag, l, address, ds)
	}
	return frame{
		uses:    uses &^ markdown.UsesWebLink, // paper says where the links of texts lead
		top:     template.HTML(r.part("_top.html", v, address, ds)),
		bottom:  template.HTML(r.part("_bottom.html", v, address, ds)),
		scripts: v.scripts,
	}
}

// part executes a template that is not a page by itself.
func (r *Renderer) part(name string, view any, address string, ds *diag.List) string {
	var b bytes.Buffer
	ds.Add(r.theme.Execute(&b, name, view, address))
	return b.String()
}

// view gives what every page of a language knows.
func (r *Renderer) view(kind string, l *content.Language, address string) *View {
	f := r.frames[frameKey{l.Tag, path.Dir(address)}]
	return &View{
		Kind: kind, Lang: l.Tag, Dir: l.Dir, Root: rootFrom(address),
		Top: f.top, Bottom: f.bottom, Say: r.say[l], language: l, address: address,
		scripts: f.scripts[:len(f.scripts):len(f.scripts)],
		uses:    f.uses,
	}
}

// rootFrom leads from a page to the output's root: "", "../", "../../".
func rootFrom(address string) string { return strings.Repeat("../", strings.Count(address, "/")) }

// markdown renders a text of site.toml. It is an author's text: see untrusted.
func (r *Renderer) markdown(key, text, tag string, l *content.Language, address string, ds *diag.List) (Text, markdown.Uses) {
	render := r.opt.Text
	if render == nil {
		render = r.plainText
	}
	at := r.site.Config.At(key)
	if tag != "" {
		at = r.site.Config.At(key + "." + tag)
	}
	html, uses, more := render(text, l, at, address)
	ds.Add(more)
	in := r.mark(tag, l)
	return Text{HTML: untrusted(string(html)), Lang: in.lang, Dir: in.dir}, uses
}

// plainText reads Markdown without knowing the site.
func (r *Renderer) plainText(text string, l *content.Language, at diag.Position, _ string) (template.HTML, markdown.Uses, diag.List) {
	q := l.Words.Quotes()
	doc, ds := r.parser.Parse(diag.File{Path: at.Path, Source: []byte(text)}, 0, markdown.Options{
		Language: l.Tag, RTL: l.Dir == "rtl",
		Quotes: markdown.Quotes{Open: q[0], Close: q[1], InnerOpen: q[2], InnerClose: q[3]},
	})
	for i := range ds {
		ds[i].Position = at
	}
	for _, link := range doc.Links {
		link.Href = link.Dest
	}
	var b bytes.Buffer
	doc.HTML(&b, r.words(l))
	return template.HTML(b.String()), doc.Uses, ds
}

// mark gives lang and dir for a text in a language other than the page's; tag ""
// means the page's own.
func (r *Renderer) mark(tag string, l *content.Language) mark {
	if tag == "" || tag == l.Tag {
		return mark{}
	}
	if other := r.site.Language(tag); other != nil {
		return mark{other.Tag, other.Dir}
	}
	return mark{lang: tag}
}

// files are the theme's own pictures and fonts, to be published.
func (r *Renderer) files() []render.File {
	var files []render.File
	for _, a := range r.theme.Assets() {
		files = append(files, render.File{Path: a.Path, Data: a.Data})
	}
	return files
}
