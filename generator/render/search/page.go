package search

import (
	"fmt"
	"html"
	"strings"

	"handbill/generator/content"
)

// Body is the search page below its title: a form, which the script shows, and
// the list from A to Z. What is typed never enters an address: the form has no
// action, and browsers are told not to remember or check it.
func (r Result) Body(l *content.Language) string {
	var b strings.Builder
	ask(&b, l, fmt.Sprintf(` data-base="../%s" data-shards="%s"`, text(r.Base), text(r.Shards)))
	title := "search.az"
	if r.Headings == 0 {
		title = "search.guides"
	}
	b.WriteString(`<section id="az"><h2>` + text(l.Words.Marked().Text(title)) + "</h2>")
	if len(r.Letters) > 3 {
		fmt.Fprintf(&b, `<nav class="links letters" aria-label="%s">`, text(l.Words.Marked().Text("search.letters")))
		for i, letter := range r.Letters {
			if letter.Name != "" {
				fmt.Fprintf(&b, `<a href="#az-%d">%s</a>`, i, text(letter.Name))
			}
		}
		b.WriteString("</nav>")
	}
	for i, letter := range r.Letters {
		if letter.Name != "" {
			fmt.Fprintf(&b, `<h3 id="az-%d">%s</h3>`, i, text(letter.Name))
		}
		b.WriteString("<ul>")
		for _, e := range letter.Entries {
			guide := ""
			if e.Guide != "" {
				guide = ` <small>` + text(e.Guide) + `</small>`
			}
			fmt.Fprintf(&b, `<li><a href="%s" data-n="%d">%s</a>%s</li>`, text(href(l, e)), e.Number, text(e.Text), guide)
		}
		b.WriteString("</ul>")
	}
	b.WriteString("</section>")
	return b.String()
}

// SavedBody is the search page of a saved copy: it lists the guides, which its
// script reads.
func (r Result) SavedBody(l *content.Language) string {
	var b strings.Builder
	ask(&b, l, "")
	fmt.Fprintf(&b, `<section id="az"><h2>%s</h2><ul>`, text(l.Words.Marked().Text("search.guides")))
	n := 0
	for _, letter := range r.Letters {
		for _, e := range letter.Entries {
			if e.Guide == "" {
				fmt.Fprintf(&b, `<li><a href="%s" data-n="%d">%s</a></li>`, text(href(l, e)), n, text(e.Text))
				n++
			}
		}
	}
	b.WriteString("</ul></section>")
	return b.String()
}

func ask(b *strings.Builder, l *content.Language, data string) {
	w := l.Words.Marked()
	fmt.Fprintf(b, `<form id="find" class="ask" role="search" hidden%s data-wait="%s" data-some="%s" data-near="%s" data-none="%s">`,
		data, text(w.Text("search.wait")), text(w.Text("search.some")), text(w.Text("search.near")), text(w.Text("search.none")))
	fmt.Fprintf(b, `<label for="ask">%s</label> <input type="search" id="ask" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search"> <button type="submit">%s</button> <output></output> <small>%s</small></form><ul class="results"></ul>`,
		text(w.Text("search.label")), text(w.Text("search.button")), text(w.Text("search.private")))
}

// href is an entry's address as the page links to it.
func href(l *content.Language, e Entry) string {
	return content.Rel(l.Tag+"/search.html", l.Tag+"/"+e.Href)
}

func text(s string) string { return html.EscapeString(s) }
