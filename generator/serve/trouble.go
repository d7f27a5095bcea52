package serve

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"handbill/generator/diag"
)

// trouble is what a failed build has to say, ready for a page.
type trouble struct {
	// Errors are shown, More counts those that are not.
	Errors []problem `json:"errors"`
	More   int       `json:"more,omitempty"`
}

// problem is one diagnostic. Everything in it is text: the browser shows it and
// never takes it for markup.
type problem struct {
	// Place is "path:line:column", as far as it is known.
	Place    string `json:"place"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Code     string `json:"code"`
	Hint     string `json:"hint,omitempty"`
	// Before, At and After are the author's line, cut at the place.
	Before string `json:"before,omitempty"`
	At     string `json:"at,omitempty"`
	After  string `json:"after,omitempty"`
}

const (
	// shown is how many problems a page lists, as the terminal does.
	shown = 20
	// around is how many characters of a line are shown on each side.
	around = 80
)

// newTrouble takes the errors, or everything where there is no error among it.
func newTrouble(list diag.List, excerpt Excerpt) *trouble {
	failed := list.Failed()
	t := &trouble{Errors: []problem{}}
	for _, d := range list.Sorted() {
		if failed && d.Severity != diag.Error {
			continue
		}
		if len(t.Errors) == shown {
			t.More++
			continue
		}
		t.Errors = append(t.Errors, newProblem(d, excerpt))
	}
	return t
}

func newProblem(d diag.Diagnostic, excerpt Excerpt) problem {
	p := problem{Place: d.Path, Severity: d.Severity.String(), Message: d.Message, Code: d.Code, Hint: d.Hint}
	if d.Path == "" || d.Line == 0 {
		return p
	}
	p.Place = fmt.Sprintf("%s:%d:%d", d.Path, d.Line, max(d.Column, 1))
	if excerpt == nil {
		return p
	}
	line := []rune(strings.ReplaceAll(excerpt(d.Path, d.Line), "\t", " "))
	at := min(max(d.Column-1, 0), len(line))
	end := min(at+1, len(line))
	p.Before, p.At, p.After = string(line[:at]), string(line[at:end]), string(line[end:])
	if at > around {
		p.Before = "…" + string(line[at-around:at])
	}
	if len(line)-end > around {
		p.After = string(line[end:end+around]) + "…"
	}
	return p
}

// beforeFirst is the page at every address while there is no site yet. With its
// script it shows the errors over itself and gives way to the site.
func (now *state) beforeFirst() []byte {
	if now.trouble == nil {
		return plainPage("The site is being built", "This page gives way to it in a moment.")
	}
	text := "Mend what the program says, and save: this page then gives way to the site."
	return plainPage("The site cannot be built yet", text, now.trouble.lines()...)
}

// lines writes the problems as the terminal shows them.
func (t *trouble) lines() []string {
	var lines []string
	for _, p := range t.Errors {
		line := p.Severity + ": " + p.Message + " [" + p.Code + "]"
		if p.Place != "" {
			line = p.Place + ": " + line
		}
		lines = append(lines, line)
	}
	if t.More > 0 {
		lines = append(lines, fmt.Sprintf("… and %d more", t.More))
	}
	return lines
}

// plainPage is a page of the preview itself. It fetches nothing and needs no
// script to be read.
func plainPage(title, text string, lines ...string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>%s</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="color-scheme" content="light dark">
</head><body><main><h1>%[1]s</h1><p>%s</p>`, html.EscapeString(title), html.EscapeString(text))
	if len(lines) > 0 {
		b.WriteString("<ul>")
		for _, line := range lines {
			fmt.Fprintf(&b, "<li><code>%s</code></li>", html.EscapeString(line))
		}
		b.WriteString("</ul>")
	}
	b.WriteString("</main></body></html>\n")
	return b.Bytes()
}
