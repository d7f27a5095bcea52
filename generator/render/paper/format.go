package paper

import (
	"fmt"
	"strings"

	"handbill/generator/content"
	"handbill/generator/render/page"
)

// Kind says how a format is made.
type Kind string

// The kinds of formats: pages to read one after the other, and the four layouts
// of leaflets.
const (
	Pages   Kind = "pages"
	Trifold Kind = "trifold"
	Zine    Kind = "zine"
	Card    Kind = "card"
	Poster  Kind = "poster"
)

// Format is one way to put a guide on paper. Lengths are in millimetres.
type Format struct {
	// ID is the name in settings and addresses, such as "trifold-letter".
	ID   string
	Kind Kind
	// Paper is what people put into the printer: "A4", "A3", "Letter".
	Paper string
	// Width and Height are those of a page as it is printed; for booklets those
	// of a page, of which two stand on a side of the paper.
	Width, Height float64
	// Bleed is how far the page goes beyond the sheet on each side, for a print shop
	// that cuts it off; 0 for printers that people have.
	Bleed float64
	// Booklet says that the pages are put on sheets to fold and staple.
	Booklet bool
	// Word is the interface word that names the format.
	Word string
	// Sizes are those of the text, in points, from the one wanted to the smallest
	// that is still good: no letter of a layout is below nine points.
	Sizes []float64
}

// Sizes of paper in millimetres: ISO 216 and ANSI/ASME Y14.1.
const (
	a3Width, a3Height         = 297, 420
	a4Width, a4Height         = 210, 297
	a5Width, a5Height         = 148, 210
	letterWidth, letterHeight = 215.9, 279.4
	halfLetterWidth           = 139.7
)

var (
	readSizes    = []float64{11}
	bookSizes    = []float64{10}
	largeSizes   = []float64{18}
	foldSizes    = []float64{20, 19, 18, 17, 16, 15, 14, 13, 12, 11.5, 11, 10.5, 10, 9.5, 9}
	zineSizes    = []float64{16, 15, 14, 13, 12, 11.5, 11, 10.5, 10, 9.5, 9}
	cardSizes    = []float64{11, 10.5, 10, 9.5, 9}
	posterSizes  = []float64{20, 19, 18, 17, 16, 15, 14, 13, 12, 11.5, 11, 10.5, 10, 9.5, 9}
	poster3Sizes = []float64{32, 30, 28, 26, 24, 22, 20, 18, 16, 14, 12}
)

// formats are all there are, those of guides first.
var formats = [...]Format{
	{ID: "a4", Kind: Pages, Paper: "A4", Width: a4Width, Height: a4Height, Word: "read", Sizes: readSizes},
	{ID: "letter", Kind: Pages, Paper: "Letter", Width: letterWidth, Height: letterHeight, Word: "read", Sizes: readSizes},
	{ID: "a5-booklet", Kind: Pages, Paper: "A4", Width: a5Width, Height: a5Height, Booklet: true, Word: "booklet", Sizes: bookSizes},
	{ID: "half-letter-booklet", Kind: Pages, Paper: "Letter", Width: halfLetterWidth, Height: letterWidth, Booklet: true, Word: "booklet", Sizes: bookSizes},
	{ID: "large-print", Kind: Pages, Paper: "A4", Width: a4Width, Height: a4Height, Word: "large", Sizes: largeSizes},
	{ID: "large-print-letter", Kind: Pages, Paper: "Letter", Width: letterWidth, Height: letterHeight, Word: "large", Sizes: largeSizes},
	{ID: "ink-saver", Kind: Pages, Paper: "A4", Width: a4Width, Height: a4Height, Word: "ink", Sizes: readSizes},
	{ID: "ink-saver-letter", Kind: Pages, Paper: "Letter", Width: letterWidth, Height: letterHeight, Word: "ink", Sizes: readSizes},
	{ID: "trifold", Kind: Trifold, Paper: "A4", Width: a4Height, Height: a4Width, Word: "trifold", Sizes: foldSizes},
	{ID: "trifold-letter", Kind: Trifold, Paper: "Letter", Width: letterHeight, Height: letterWidth, Word: "trifold", Sizes: foldSizes},
	{ID: "zine", Kind: Zine, Paper: "A4", Width: a4Height, Height: a4Width, Word: "zine", Sizes: zineSizes},
	{ID: "zine-letter", Kind: Zine, Paper: "Letter", Width: letterHeight, Height: letterWidth, Word: "zine", Sizes: zineSizes},
	{ID: "card", Kind: Card, Paper: "A4", Width: a4Width, Height: a4Height, Word: "card", Sizes: cardSizes},
	{ID: "card-letter", Kind: Card, Paper: "Letter", Width: letterWidth, Height: letterHeight, Word: "card", Sizes: cardSizes},
	{ID: "poster-a4", Kind: Poster, Paper: "A4", Width: a4Width, Height: a4Height, Word: "poster", Sizes: posterSizes},
	{ID: "poster-a3", Kind: Poster, Paper: "A3", Width: a3Width, Height: a3Height, Word: "poster", Sizes: poster3Sizes},
	{ID: "poster-letter", Kind: Poster, Paper: "Letter", Width: letterWidth, Height: letterHeight, Word: "poster", Sizes: posterSizes},
}

// Lookup gives the format of an id.
func Lookup(id string) (Format, bool) {
	for _, f := range formats {
		if f.ID == id {
			return f, true
		}
	}
	return Format{}, false
}

// Least is the size in points that no letter of the format is below; 0 where
// nothing is promised. Large print has no smaller notes either (RNIB, APH, ACB).
func (f Format) Least() float64 {
	switch {
	case f.Layout():
		return 9
	case f.Word == "large":
		return 16
	}
	return 0
}

// Grey reports whether the format has no colours.
func (f Format) Grey() bool { return f.Word == "ink" }

// Layout reports whether the format is a page of the site: a layout of a leaflet.
func (f Format) Layout() bool { return f.Kind != Pages }

// Fits reports whether a guide can be had in the format: leaflets in layouts,
// everything else as pages, and what has a directory of its own on cards too.
func (f Format) Fits(g *content.Guide) bool {
	if g.Kind == content.KindLeaflet {
		return f.Layout()
	}
	return !f.Layout() || f.Kind == Card && len(g.Services) > 0
}

// Fitting lists all formats that a guide can be had in.
func Fitting(g *content.Guide) []Format {
	var list []Format
	for _, f := range formats {
		if f.Fits(g) {
			list = append(list, f)
		}
	}
	return list
}

// Address is the path below the output of a page in the format, with an ending
// such as ".pdf".
func (f Format) Address(p *content.Page, ending string) string {
	return strings.TrimSuffix(p.Address, ".html") + "-" + f.ID + ending
}

// For lists the formats of a page: those of its front matter, else those of the
// settings, as far as they fit. A leaflet of a site that names no layout gets all
// for the site's paper, another guide the plain pages.
func For(c *content.Config, p *content.Page) []Format {
	ids := p.Meta.Print
	if len(ids) == 0 {
		ids = c.Print.Formats
	}
	if list := fitting(ids, p.Guide); len(list) > 0 {
		return list
	}
	letter := c.Print.Paper == "letter"
	switch {
	case p.Guide.Kind == content.KindPage:
		return nil
	case p.Guide.Kind != content.KindLeaflet && letter:
		return fitting([]string{"letter"}, p.Guide)
	case p.Guide.Kind != content.KindLeaflet:
		return fitting([]string{"a4"}, p.Guide)
	case letter:
		return fitting([]string{"trifold-letter", "zine-letter", "card-letter", "poster-letter"}, p.Guide)
	}
	return fitting([]string{"trifold", "zine", "card", "poster-a4"}, p.Guide)
}

func fitting(ids []string, g *content.Guide) []Format {
	var list []Format
	for _, id := range ids {
		if f, ok := Lookup(id); ok && f.Fits(g) {
			list = append(list, f)
		}
	}
	return list
}

// quiet is the empty zone around a code, in modules (ISO/IEC 18004, 9.1).
const quiet = 4

// css says the page's size to the browser, and the modules of the code with its
// quiet zone. Full pages are made half a millimetre short: rounding would add an
// empty page otherwise.
func (f Format) css(size float64, code *page.Paper) string {
	modules := 0
	if code != nil {
		modules = code.Modules
	}
	return fmt.Sprintf("@page{size:%gmm %gmm;margin:0;@bottom-center{content:none}}.sheet{--w:%gmm;--h:%gmm;--size:%gpt;--modules:%d}",
		f.Width+2*f.Bleed, f.Height+2*f.Bleed, f.Width, f.Height-0.5, size, modules+2*quiet)
}
