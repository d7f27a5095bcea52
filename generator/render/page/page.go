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
	"html/template"

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
	// Text turns Markdown of site.toml (welcome, footer) into HTML whose links
	// are relative to the page at an address; nil reads plain Markdown whose
	// links lead outside the site.
	Text func(text string, l *content.Language, at diag.Position, address string) (template.HTML, diag.List)
	// Links are the pages of a language that other packages make; nil for none.
	Links func(l *content.Language) Links
	// Downloads are the files to take away of a page; nil for none.
	Downloads func(p *content.Page) []Download
}

// Links are addresses below the output, such as "fr/search.html"; "" for none.
type Links struct {
	Search, Offline, Safety, Feed string
	// Leave is the local blank page that quick exit uses without a network.
	Leave string
}

// Download is one file to take away.
type Download struct {
	// Path is the file's address below the output.
	Path string
	// Label says what it is, in the reader's language.
	Label string
	// Bytes is its size; Pages its number of printed pages, 0 where it has none.
	Bytes, Pages int
}

// Renderer makes the pages of one site with one theme. It holds what is the same
// for a language.
type Renderer struct{}

// New prepares a Renderer: headers, footers and the names of languages are
// rendered once. With an error in the list no page can be made.
func New(site *content.Site, th *theme.Theme, opt Options) (*Renderer, diag.List) { return nil, nil }

// Guide renders one language of a guide. The links and media of doc must be
// resolved. A withdrawn guide becomes a page that says so.
func (r *Renderer) Guide(p *content.Page, doc *markdown.Doc) (render.File, diag.List) {
	return render.File{}, nil
}

// Frame is what doc.HTML needs to know of the page around it.
func (r *Renderer) Frame(p *content.Page) markdown.Frame { return markdown.Frame{} }

// Lists renders `<lang>/index.html` and the topics of a language. minutes gives
// the reading time of a page (see Minutes), 0 where it is not known.
func (r *Renderer) Lists(l *content.Language, minutes func(*content.Page) int) ([]render.File, diag.List) {
	return nil, nil
}

// Site renders what the site has once: the choice of language, 404.html and the
// files of the theme.
func (r *Renderer) Site() ([]render.File, diag.List) { return nil, nil }

// Redirects renders the pages at a page's older addresses.
func (r *Renderer) Redirects(p *content.Page) ([]render.File, diag.List) { return nil, nil }

// Wrap puts the frame of a language around a page that another package makes:
// search, offline, safety. body is trusted no more than a guide's text: what
// the page runs must stand in style and script.
func (r *Renderer) Wrap(l *content.Language, w Wrapped) (render.File, diag.List) {
	return render.File{}, nil
}

// Wrapped is a page to put a frame around.
type Wrapped struct {
	// Address is the page's path below the output.
	Address string
	Title   string
	Summary string
	// Body is the HTML below the title.
	Body template.HTML
	// Styles and Scripts name parts of the theme.
	Styles, Scripts []string
	// Sources are classic scripts of the site that the page loads, addresses
	// below the output; data for search, for instance.
	Sources []string
	// Manifest is the address of a web manifest; "" for none.
	Manifest string
	// Connect allows the script to fetch from the site itself, Worker to
	// install its worker.
	Connect, Worker bool
	// Index lets search engines list the page.
	Index bool
}

// Minutes is the reading time of a document, at least 1.
func Minutes(doc *markdown.Doc) int { return 0 }

// Rel leads from the page at one address below the output to another, such as
// "../index.html"; both are paths with slashes.
func Rel(from, to string) string { return "" }
