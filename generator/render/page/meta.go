package page

import (
	"html"
	"strings"
	"unicode/utf8"

	"handbill/generator/content"
	"handbill/generator/markdown"
)

// meta is what a page's head says to machines. Every page gets it, whatever the
// theme.
type meta struct {
	canonical  string
	alternates []alternate
	noindex    bool
	refresh    string // where a redirect leads
	manifest   string
	feed       string
}

type alternate struct{ lang, href string }

// longestHead is how many characters of a title search engines and tabs show.
const longestHead = 70

// head gives what stands in <title>: the page's title, and the site's where both
// fit. A longer title is cut between words, as whoever shows it would do.
func head(title, site string) string {
	if utf8.RuneCountInString(title) > longestHead {
		cut := string([]rune(title)[:longestHead-1])
		if space := strings.LastIndexByte(cut, ' '); space > 0 {
			cut = cut[:space]
		}
		return strings.TrimRight(cut, " ,;:–") + "…"
	}
	const between = " – "
	if title == site || utf8.RuneCountInString(title)+utf8.RuneCountInString(site)+utf8.RuneCountInString(between) > longestHead {
		return title
	}
	return title + between + site
}

func (m meta) write(out []byte, v *View) []byte {
	tag := func(before, value, after string) {
		if value != "" {
			out = append(out, before...)
			out = append(out, html.EscapeString(value)...)
			out = append(out, after...)
		}
	}
	out = append(out, `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">`...)
	if m.refresh != "" {
		tag(`<meta http-equiv="refresh" content="0;url=`, m.refresh, `">`)
	}
	if m.noindex {
		out = append(out, `<meta name="robots" content="noindex">`...)
	}
	// Search engines and previews take it from here.
	tag(`<meta name="description" content="`, v.shown(v.description), `">`)
	if v.preview != v.Title { // else previews take the title of the tab
		tag(`<meta property="og:title" content="`, v.shown(v.preview), `">`)
	}
	tag(`<link rel="canonical" href="`, m.canonical, `">`)
	for _, a := range m.alternates {
		out = append(out, `<link rel="alternate" hreflang="`...)
		out = append(out, a.lang...)
		tag(`" href="`, a.href, `">`)
	}
	tag(`<link rel="alternate" type="application/atom+xml" href="`, m.feed, `">`)
	tag(`<link rel="manifest" href="`, m.manifest, `">`)
	// An empty icon: browsers would ask for /favicon.ico otherwise.
	return append(out, `<link rel="icon" href="data:,">`...)
}

// room is about how many bytes write adds for what differs from page to page.
func (m *meta) room() int {
	n := len(m.canonical) + len(m.feed) + len(m.manifest)
	for _, a := range m.alternates {
		n += len(`<link rel="alternate" hreflang="" href="">`) + len(a.lang) + len(a.href)
	}
	return n
}

// shown is a text of the page as a preview shows it: the numbers of a language
// that runs right to left keep their order.
func (v *View) shown(text string) string {
	if v.Dir != "rtl" {
		return text
	}
	return markdown.IsolateText(text)
}

// alternates are the languages of a page that are worth finding.
func (r *Renderer) alternates(p *content.Page) []alternate {
	if r.site.Config.Address == "" || !r.translated(p) {
		return nil
	}
	var all []alternate
	for _, other := range p.Guide.Pages {
		if r.translated(other) {
			all = append(all, alternate{other.Language.Tag, r.site.Absolute(other.Address)})
		}
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

// translated reports whether enough of a page is translated for search engines.
func (r *Renderer) translated(p *content.Page) bool {
	if p.Meta.Draft || p.Meta.Withdrawn != "" {
		return false
	}
	return p.IsSource() || r.opt.Share == nil || r.opt.Share(p) >= r.site.Config.MinTranslated
}
