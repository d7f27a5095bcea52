package pdf

import (
	"context"
	_ "embed"
	"fmt"

	"handbill/generator/diag"
	"handbill/generator/render/paper"
)

// measure gives the panels whose text does not fit at a size of the text.
//
//go:embed measure.js
var measure string

// number writes the pages of the contents.
//
//go:embed number.js
var number string

// rehearse puts notes and running heads onto the pages.
//
//go:embed rehearse.js
var rehearse string

// setLayout prints a layout in the largest size in which every panel holds its
// text.
func (c *Chromium) setLayout(tab context.Context, d paper.Document) ([]byte, diag.List, error) {
	var ds diag.List
	var full []string
	for _, size := range d.Format.Sizes {
		var err error
		if full, err = call[[]string](tab, measure, size); err != nil {
			return nil, nil, err
		}
		if len(full) == 0 {
			data, err := c.print(tab)
			return data, nil, err
		}
	}
	least := d.Format.Sizes[len(d.Format.Sizes)-1]
	for _, panel := range full {
		ds.Error(at(d), "print-overflow", fmt.Sprintf("the text of the panel %q does not fit the format %s in %s, not even at %g points", panel, d.Format.ID, d.Language.Tag, least), "shorten it: "+where(d.Written(panel)))
	}
	return nil, ds, nil
}

// where tells an author the place of a text.
func where(p diag.Position) string {
	if p.Line == 0 {
		return p.Path
	}
	return fmt.Sprintf("%s:%d", p.Path, p.Line)
}

// mostPasses ends a search for page numbers that move one another.
const mostPasses = 6

// rehearsal is what rehearse found out.
type rehearsal struct {
	// Settled says that every note and every head found its place.
	Settled bool
	// Anchors are where pages begin.
	Anchors []anchor
	// Notes are the ids of references and of the notes at the foot of their pages.
	Notes [][2]string
	// Places are the pages, counted from 1, of what the contents name.
	Places map[string]int
	// Pages counts all pages.
	Pages int
}

// anchor is the beginning of a page: its target, the page counted from 1, and how
// far below the page's upper edge it stands, in CSS pixels.
type anchor struct {
	ID   string
	Page int
	Y    float64
}

// rehearsals are the ways to set a document, the best one first: with notes at the
// feet of the pages or only with heads, and how many CSS pixels of each page stay
// free for what a printer's page takes more of than a column. Four are an eighth of
// a line; thirty are more than a line, for a word that a page breaks elsewhere.
var rehearsals = []struct {
	how   string
	slack int
}{{"notes", 4}, {"notes", 30}, {"heads", 4}, {"heads", 30}}

// setPages prints a document with its notes at the feet of the pages; where they
// do not settle, with the notes at the end.
func (c *Chromium) setPages(tab context.Context, d paper.Document) ([]byte, diag.List, error) {
	var ds diag.List
	for i, try := range rehearsals {
		if i > 0 {
			if err := c.load(tab, d); err != nil {
				return nil, nil, err
			}
		}
		if try.how == "heads" && rehearsals[i-1].how == "notes" && d.Notes > 0 {
			ds.Note(at(d), "print-notes", "the notes stand at the end, since they do not settle at the feet of the pages", "")
		}
		r, err := call[rehearsal](tab, rehearse, try.how, try.slack)
		if err != nil {
			return nil, nil, err
		}
		if !r.Settled {
			continue
		}
		data, more, err := c.settle(tab, d, &r)
		ds.Add(more)
		if err != nil || ds.Failed() || data != nil {
			return data, ds, err
		}
	}
	if err := c.load(tab, d); err != nil {
		return nil, nil, err
	}
	if _, err := call[bool](tab, titled, d.Title, max(8.5, d.Format.Least())); err != nil {
		return nil, nil, err
	}
	data, more, err := c.settle(tab, d, nil)
	ds.Add(more)
	return data, ds, err
}

// titled writes the title above every page but the cover, where running heads
// have no place, and makes tables as narrow as the page: one that is wider would
// make all pages smaller.
const titled = `(title, size) => {
  const sheet = document.styleSheets[0];
  const side = document.dir === "rtl" ? "right" : "left";
  sheet.insertRule("@page { @top-" + side + " { content: " + JSON.stringify(title) + "; font-size: " + size + "pt; color: #444; vertical-align: bottom } }", sheet.cssRules.length);
  sheet.insertRule("@page cover { @top-" + side + " { content: none } }", sheet.cssRules.length);
  document.body.style.width = "var(--leaf-width)";
  for (const table of document.querySelectorAll("table")) if (table.offsetWidth > table.parentElement.clientWidth + 1) table.classList.add("wide");
  document.body.style.width = "";
  return true;
}`

// numbered is what number wrote into the contents.
type numbered struct {
	Pages   map[string]int
	Missing []string
}

// settle prints a document until the numbers in its contents are those of the
// pages; with a rehearsal they are known before. Where the pages are others than
// in the rehearsal there is no answer.
func (c *Chromium) settle(tab context.Context, d paper.Document, want *rehearsal) ([]byte, diag.List, error) {
	var ds diag.List
	places := map[string]int{}
	if want != nil {
		places = want.Places
	}
	for pass := range mostPasses {
		contents, err := call[numbered](tab, number, places, digitsOf(d))
		if err != nil {
			return nil, nil, err
		}
		if pass > 0 {
			for _, id := range contents.Missing {
				ds.Error(at(d), "print-contents", fmt.Sprintf("the contents name %q, which stands on no page", id), "")
			}
			if ds.Failed() {
				return nil, ds, nil
			}
		}
		data, err := c.print(tab)
		if err != nil {
			return nil, nil, err
		}
		read, err := open(data)
		if err != nil {
			return nil, nil, fmt.Errorf("reading the pages back: %w", err)
		}
		if want != nil && !asRehearsed(read, want) {
			return nil, nil, nil
		}
		places = read.places
		if len(contents.Missing) == 0 && holds(places, contents.Pages) {
			return data, nil, nil
		}
	}
	ds.Error(at(d), "print-contents", "the page numbers of the contents do not settle", "shorten a heading, or tell us: this should not happen")
	return nil, ds, nil
}

// holds reports whether everything stands on the page that is named.
func holds(places, named map[string]int) bool {
	for id, page := range named {
		if places[id] != page {
			return false
		}
	}
	return true
}

// asRehearsed reports whether the file has as many pages as the rehearsal, every
// page begins where it did there, and every note stands on the page that refers to
// it. A document without leaves, as a theme may have, has nothing to be held against.
func asRehearsed(r *reading, want *rehearsal) bool {
	const slack = 16 // CSS pixels; a line has twenty
	for _, a := range want.Anchors {
		if r.places[a.ID] != a.Page || r.tops[a.ID]/pixel > a.Y+slack {
			return false
		}
	}
	for _, n := range want.Notes {
		if r.places[n[0]] == 0 || r.places[n[0]] != r.places[n[1]] {
			return false
		}
	}
	return want.Pages == 0 || len(r.pages) == want.Pages
}

// pixel is one CSS pixel in points.
const pixel = 0.75

// digitsOf are the ten digits of a document's language.
func digitsOf(d paper.Document) []string {
	digits := make([]string, 10)
	for i := range digits {
		digits[i] = d.Language.Words.Number(i)
	}
	return digits
}
