package offline

import (
	"bytes"
	_ "embed"
	"html"
	"strings"

	"handbill/generator/render"
)

// Words are what a saved page says of itself, in its language.
type Words struct {
	// Remove is the link that removes the saved copy.
	Remove string
	// Newer offers a new version: "New version, {size}".
	Newer string
	// Decimal is the decimal mark.
	Decimal string
}

//go:embed saved.js
var savedScript string

// SavedScript is what a saved page runs, readable: once a day it asks whether
// there is a new version.
func SavedScript() string { return savedScript }

// Saver makes pages into those of the saved copy.
type Saver struct {
	script string
	words  map[string]Words
}

// NewSaver takes the address of the script, which every saved copy brings once,
// and the words by language. In each page, the script would be two kilobytes of
// each pack.
func NewSaver(script string, words map[string]Words) *Saver { return &Saver{script, words} }

// downloads begins the list of files to take away: it has sizes, which change when
// only a download does, and what it offers needs a network.
var downloads = []byte(`<section class="downloads">`)

// WithoutDownloads takes the list of files to take away out of a page.
func WithoutDownloads(page []byte) []byte {
	return without(make([]byte, 0, len(page)), page, ofDownloads)
}

// without appends a page but for what drop gives a length above 0 for, wherever a
// tag begins.
func without(out, page []byte, drop func(tag []byte) int) []byte {
	for at := 0; ; {
		open := bytes.IndexByte(page[at:], '<')
		if open < 0 {
			return append(out, page...)
		}
		at += open
		if n := drop(page[at:]); n > 0 {
			out = append(out, page[:at]...)
			page, at = page[at+n:], 0
		} else {
			at++
		}
	}
}

func ofDownloads(tag []byte) int {
	const end = "</section>"
	if !bytes.HasPrefix(tag, downloads) {
		return 0
	}
	if at := bytes.Index(tag, []byte(end)); at >= 0 {
		return at + len(end)
	}
	return 0
}

// idle is how elements begin that a saved page has no use for: they speak to search
// engines, previews and news readers. The code that leads from paper to the page is
// the heaviest thing beside the text that gzip cannot pack, and what is printed
// from a phone has the address in words.
var idle = [][]byte{
	[]byte(`<meta name="description"`), []byte(`<meta property="og:`), []byte(`<link rel="alternate"`), []byte(`<img src="data:image/bmp;base64,`),
}

func ofIdle(tag []byte) int {
	if len(tag) < 4 {
		return 0
	}
	switch string(tag[:4]) {
	case "<met", "<lin", "<img", "<sec":
	default: // most tags, at once
		return 0
	}
	for _, start := range idle {
		if bytes.HasPrefix(tag, start) {
			return bytes.IndexByte(tag, '>') + 1
		}
	}
	return ofDownloads(tag)
}

// Page appends a page as it is saved: without downloads and what is idle, with a link
// that removes the copy. The choice of language belongs to no language, and the blank
// page of quick exit tells nothing: both stay as they are.
func (s *Saver) Page(out []byte, language string, f render.File) []byte {
	if !strings.Contains(f.Path, "/") || strings.HasSuffix(f.Path, leavePage) {
		return append(out, f.Data...)
	}
	w := s.words[language]
	root := strings.Repeat("../", strings.Count(f.Path, "/"))
	note := `<p class="links" id="Saved" data-root="` + root + `" data-lang="` + language + `" data-newer="` + html.EscapeString(w.Newer) + `" data-decimal="` + html.EscapeString(w.Decimal) + `"><a href="` + root + language + `/offline.html#remove">` + html.EscapeString(w.Remove) + `</a></p>`
	page := f.Data
	end := place(page, "</body>")
	foot := min(place(page, "</footer>"), end) // a theme may have no footer
	from, out := s.allow(out, page)
	out = append(without(out, page[from:foot], ofIdle), note...)
	out = append(without(out, page[foot:end], ofIdle), `<script src="`+root+s.script+`"></script>`...)
	return append(out, page[end:]...)
}

// place is where the last of a text stands; the end where there is none.
func place(page []byte, text string) int {
	if at := bytes.LastIndex(page, []byte(text)); at >= 0 {
		return at
	}
	return len(page)
}

// allow appends a page up to the end of its policy, to which it adds where the
// script lies and what it does, and gives how much of the page that was.
func (s *Saver) allow(out, page []byte) (int, []byte) {
	const start = `http-equiv="Content-Security-Policy" content="`
	at := bytes.Index(page, []byte(start))
	if at < 0 {
		return 0, out
	}
	at += len(start)
	end := at + bytes.IndexByte(page[at:], '"')
	directives := strings.Split(string(page[at:end]), ";")
	script, connect := false, false
	for i, d := range directives {
		if strings.HasPrefix(d, "script-src ") {
			directives[i], script = d+" 'self'", true
		}
		connect = connect || strings.HasPrefix(d, "connect-src ")
	}
	if !script {
		directives = append(directives, "script-src 'self'")
	}
	if !connect {
		directives = append(directives, "connect-src 'self'")
	}
	return end, append(append(out, page[:at]...), strings.Join(directives, ";")...)
}
