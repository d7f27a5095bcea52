package pdf

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"handbill/generator/render/paper"
)

// entry is a heading of a document, or a line of its contents that leads to one.
type entry struct{ id, text string }

// written is what a document says in its HTML: the words that have to be in the
// file.
type written struct {
	text     strings.Builder
	contents []entry
	headings []entry
}

// unprinted are elements whose text is for screens.
var unprinted = map[string]bool{"head": true, "title": true, "script": true, "style": true, "button": true, "select": true, "audio": true, "video": true, "template": true}

// write reads the words of a document. Of a layout, which is a page of the site,
// only the sheets count.
func write(d paper.Document) *written {
	w := &written{}
	z := html.NewTokenizer(bytes.NewReader(d.File.Data))
	inside := !d.Format.Layout()
	// Elements that are open since one that is not printed, the contents, a heading.
	var silent, toc, title int
	notes := false // the heading over the notes comes next
	for {
		switch z.Next() {
		case html.ErrorToken:
			return w
		case html.TextToken:
			if text := string(z.Text()); inside && silent == 0 {
				w.text.WriteString(text)
				if n := len(w.contents); toc > 0 && n > 0 {
					w.contents[n-1].text += text
				}
				if n := len(w.headings); title > 0 {
					w.headings[n-1].text += text
				}
			}
		case html.EndTagToken:
			tag, _ := z.TagName()
			silent, toc, title = max(0, silent-1), max(0, toc-1), max(0, title-1)
			inside = inside && string(tag) != "main" || !d.Format.Layout()
		case html.StartTagToken:
			t := z.Token()
			inside = inside || t.Data == "main"
			if void[t.Data] {
				continue
			}
			isHeading := len(t.Data) == 2 && t.Data[0] == 'h' && t.Data != "hr"
			// Notes at the feet of the pages need no heading.
			if silent > 0 || unprinted[t.Data] || hidden(t) || notes && isHeading {
				silent++
			}
			notes = t.Data == "section" && attribute(t, "class") == "notes" || notes && !isHeading
			if toc > 0 || t.Data == "nav" && attribute(t, "class") == "toc" {
				toc++
			}
			if title > 0 || isHeading && silent == 0 {
				if title++; title == 1 {
					w.headings = append(w.headings, entry{id: attribute(t, "id")})
				}
			}
			if t.Data == "a" && toc > 0 {
				w.contents = append(w.contents, entry{id: targetName(strings.TrimPrefix(attribute(t, "href"), "#"))})
			}
		}
	}
}

var void = map[string]bool{"br": true, "img": true, "hr": true, "input": true, "wbr": true, "source": true, "track": true, "meta": true, "link": true, "col": true}

func attribute(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// hidden reports whether nobody sees an element; the class "vh" is that of words
// for screen readers.
func hidden(t html.Token) bool {
	if slices.Contains(strings.Fields(attribute(t, "class")), "vh") {
		return true
	}
	for _, a := range t.Attr {
		if a.Key == "hidden" || a.Key == "inert" || a.Key == "aria-hidden" && a.Val == "true" {
			return true
		}
	}
	return false
}

// letters counts letters and digits: words would not do, since many scripts have
// no spaces and lines are broken anywhere.
func letters(text string) map[rune]int {
	count := map[rune]int{}
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			count[r]++
		}
	}
	return count
}
