package page

import (
	"strings"
	"time"

	"handbill/generator/content"
)

// frameView gives what _top.html and _bottom.html know in a folder.
func (r *Renderer) frameView(l *content.Language, address string) *View {
	v := r.view("frame", l, address)
	config := r.site.Config
	v.Site = r.text(config.Title, l)
	v.Home = content.Rel(address, l.Tag+"/index.html")
	v.All = content.Rel(address, "index.html")
	if logo := r.theme.Asset(config.Logo); logo != "" {
		v.Logo = v.Root + logo
	}
	var links Links
	if r.opt.Links != nil {
		links = r.opt.Links(l)
	}
	if l.Exit != "" {
		v.Exit = &Exit{Href: l.Exit, Tab: config.Privacy.ExitTab}
		if links.Leave != "" {
			v.Exit.Leave = content.Rel(address, links.Leave)
		}
	}
	v.Notice = r.notice(l)
	v.Search = pageLink(address, links.Search)
	v.Offline = pageLink(address, links.Offline)
	v.Safety = pageLink(address, links.Safety)
	return v
}

// text gives a text of the settings for readers of a language.
func (r *Renderer) text(t content.Text, l *content.Language) Text {
	text, tag := r.site.Text(t, l)
	return r.mark(tag, l).text(text)
}

func pageLink(from string, to PageLink) *Link {
	if to.Path == "" {
		return nil
	}
	return &Link{Href: content.Rel(from, to.Path), Text: to.Label}
}

// notice is the line on top of every page. Its days are the browser's to judge:
// a build does not know the day.
func (r *Renderer) notice(l *content.Language) *Notice {
	n := r.site.Config.Notice
	text := r.text(n.Text, l)
	if text.Text == "" {
		return nil
	}
	return &Notice{Text: text.Text, Lang: text.Lang, Dir: text.Dir, From: day(n.From), Until: day(n.Until), Urgent: n.Level == "urgent"}
}

// hasNotice reports whether the pages of a language carry a notice.
func (r *Renderer) hasNotice(l *content.Language) bool {
	return r.site.Config.Notice.Text.In(l.Chain()...) != ""
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// Wrapped is a page to put a frame around.
type Wrapped struct {
	// Address is the page's path below the output, such as "fr/search.html".
	Address string
	Title   string
	Summary string
	// Body is the HTML below the title. It is trusted no more than a guide's
	// text: what the page runs stands in Scripts.
	Body string
	// Styles and Scripts name parts of the theme.
	Styles, Scripts []string
	// Sources are classic scripts of the site that the page loads, addresses
	// below the output: data for search, for instance.
	Sources []string
	// Manifest is the address of a web manifest; "" for none.
	Manifest string
	// Connect allows scripts to fetch from the site itself, Worker to install
	// its worker.
	Connect, Worker bool
	// Index lets search engines list the page.
	Index bool
}

// wrap puts the frame of a language around a page.
func (r *Renderer) wrapped(l *content.Language, w Wrapped) (*View, meta, policy) {
	v := r.view("other", l, w.Address)
	v.Body = bodyPlace
	v.Title, v.Summary = w.Title, w.Summary
	r.name(v)
	for _, other := range r.site.Languages {
		address := other.Tag + strings.TrimPrefix(w.Address, l.Tag)
		if other != l {
			v.Languages = append(v.Languages, LanguageLink{Href: content.Rel(w.Address, address), Lang: other.Tag, Dir: other.Dir, Name: other.Name})
		}
	}
	v.LanguageItems = languageItems(v.Languages)
	v.scripts = append(v.scripts, w.Scripts...)
	for _, s := range w.Sources {
		v.Sources = append(v.Sources, content.Rel(w.Address, s))
	}
	r.dress(v, append([]string{"page", "phones", "weblinks"}, w.Styles...))
	m := meta{noindex: !w.Index}
	if w.Index {
		m.canonical = r.site.Absolute(w.Address)
	}
	if w.Manifest != "" {
		m.manifest = content.Rel(w.Address, w.Manifest)
	}
	return v, m, policy{sources: len(w.Sources) > 0, connect: w.Connect, worker: w.Worker, manifest: w.Manifest != ""}
}
