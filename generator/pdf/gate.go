package pdf

import (
	"fmt"
	"math"
	"slices"

	"handbill/generator/diag"
	"handbill/generator/render/paper"
)

// heaviest is what a file may weigh before its readers are warned: at 30 kB/s
// five megabytes are three minutes.
const heaviest = 5_000_000

// limit is what mail still takes; nobody passes on a larger file.
const limit = 25_000_000

// judge refuses bad print. Every message names the file, which tells guide,
// language and format. The error is that of a file that cannot be read.
func judge(d paper.Document, said *written, r *reading) (diag.List, error) {
	var ds diag.List
	if len(r.pages) == 0 {
		ds.Error(at(d), "print-empty", "the file has no page", "")
		return ds, nil
	}
	width, height := d.Format.Width+2*d.Format.Bleed, d.Format.Height+2*d.Format.Bleed
	if isCut(d.Format) {
		width, height = width+2*slug, height+2*slug
	}
	for i, p := range r.pages {
		if !near(p.width, width) || !near(p.height, height) {
			ds.Error(at(d), "print-size", fmt.Sprintf("page %d is %.0f × %.0f mm, not %g × %g", i+1, p.width/point, p.height/point, width, height), "a theme's style gives pages another size: take the @page rule away")
			break
		}
	}
	if want := sides(d.Format); want > 0 && len(r.pages) != want {
		ds.Error(at(d), "print-overflow", fmt.Sprintf("the layout has %d pages, not %d", len(r.pages), want), "shorten the text")
	}
	if err := judgePages(d, said, r, &ds); err != nil {
		return ds, err
	}
	return ds, judgeStructure(d, said, r, &ds)
}

// judgeSize looks at what a file weighs.
func judgeSize(d paper.Document, bytes int) diag.List {
	var ds diag.List
	switch {
	case bytes > limit:
		ds.Error(at(d), "print-heavy", fmt.Sprintf("the file has %d MB, and mail takes %d", bytes/1_000_000, limit/1_000_000), "use smaller pictures")
	case bytes > heaviest:
		ds.Warn(at(d), "print-heavy", fmt.Sprintf("the file has %d kB, and %d are enough for most", bytes/1000, heaviest/1000), "use smaller pictures")
	}
	return ds
}

// judgeStructure looks at what people get who hear the file or jump in it.
func judgeStructure(d paper.Document, said *written, r *reading, ds *diag.List) error {
	_, tagged := r.root.Find("StructTreeRoot")
	if lang, ok := r.root.Find("Lang"); !tagged || !ok || lang == nil {
		ds.Error(at(d), "print-tags", "the file has no tags or does not say its language", "use a newer browser: Chrome or Chromium 120 or later")
	}
	silent, err := r.silent()
	if err != nil {
		return err
	}
	if silent > 0 {
		ds.Error(at(d), "print-alt", fmt.Sprintf("%d of the pictures say nothing to people who cannot see them", silent), "describe each one: ![what it shows](picture.jpg)")
	}
	outline, err := r.outline()
	if err != nil {
		return err
	}
	for _, e := range said.contents {
		page := r.places[e.id]
		if !slices.ContainsFunc(outline, func(h heading) bool { return h.page == page && lettersOf(h.text) == lettersOf(e.text) }) {
			ds.Error(at(d), "print-contents", fmt.Sprintf("the contents send readers of %q to page %d, and the outline of the file does not", e.text, page), "")
		}
	}
	return nil
}

// sides is how many pages a layout has; 0 where any number is right.
func sides(f paper.Format) int {
	switch f.Kind {
	case paper.Trifold:
		return 2
	case paper.Zine, paper.Poster:
		return 1
	}
	return 0
}

// point is one millimetre in points.
const point = 72 / 25.4

// near allows for the rounding of browsers to whole pixels.
func near(points, mm float64) bool { return math.Abs(points-mm*point) < 1.5 }
