package pdf

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"handbill/generator/diag"
	"handbill/generator/render/paper"
)

// rounded is what letters lose, in points, where browsers round.
const rounded = 0.05

// narrowest is how wide a module of a code has to be, in millimetres, for cheap
// cameras; browsers round pictures to parts of a pixel.
const narrowest = 0.4 - 0.005

// judgePages looks at what the pages show: words, letters and codes.
func judgePages(d paper.Document, said *written, r *reading, ds *diag.List) error {
	var text strings.Builder
	var found []code
	var fonts []font
	var boxes []int // of each page
	for i, p := range r.pages {
		shown, err := r.draw(p)
		if err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		text.WriteString(shown.text.String())
		boxes = append(boxes, shown.lost)
		judgeSizes(d, shown, i+1, ds)
		fonts = append(fonts, shown.fonts...)
		here, err := codes(shown.pictures)
		if err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		found = append(found, here...)
	}
	judgeGlyphs(d, boxes, said, text.String(), ds)
	judgeFonts(d, fonts, ds)
	judgeWords(d, said, text.String(), ds)
	judgeCodes(d, found, ds)
	return nil
}

// judgeGlyphs tells the boxes that stand for letters without a shape, by page, and
// which letters of the document the file knows nothing of.
func judgeGlyphs(d paper.Document, boxes []int, said *written, text string, ds *diag.List) {
	got := map[rune]bool{}
	for _, r := range text {
		got[r] = true
	}
	var unknown []string
	for _, r := range said.text.String() {
		if got[r] || r == '↩' /* of notes, which go back by their number */ || unicode.In(r, unicode.Z, unicode.Cc, unicode.Cf, unicode.M) {
			continue
		}
		got[r] = true
		if unicode.IsPrint(r) {
			unknown = append(unknown, fmt.Sprintf("%c (U+%04[1]X)", r))
		} else {
			unknown = append(unknown, fmt.Sprintf("U+%04X", r))
		}
	}
	among := ""
	if len(unknown) > 0 {
		among = ", it seems of " + strings.Join(unknown[:min(len(unknown), 8)], ", ")
	}
	for i, n := range boxes {
		if n > 0 {
			ds.Error(at(d), "print-glyph", fmt.Sprintf("page %d shows %d boxes instead of letters%s", i+1, n, among), "install "+fontPackage(d, "")+", or take signs out that no font has")
		}
	}
}

// judgeSizes holds the smallest letters of a page against what the format
// promises. The letters of a drawing grow with the page, as far as there is room.
func judgeSizes(d paper.Document, shown *drawn, page int, ds *diag.List) {
	least := d.Format.Least()
	if s := shown.least; s.text != "" && s.points < least-rounded {
		ds.Error(at(d), "print-small", fmt.Sprintf("the text %q on page %d has only %.1f points, and %g are the least", short(s.text), page, s.points, least), "a theme's style makes it too small")
	}
	if s := shown.leastDrawn; s.text != "" && s.points < least-rounded {
		message := fmt.Sprintf("the text %q in a picture on page %d has only %.1f points, and %g are the least", short(s.text), page, s.points, least)
		if hint := "draw it with larger letters"; d.Format.Layout() {
			ds.Error(at(d), "print-small", message, hint)
		} else {
			ds.Warn(at(d), "print-small", message, hint)
		}
	}
}

// short begins a text that is named.
func short(text string) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return string(r)
}

// judgeWords holds the letters of the file against those of the document. A file
// has more of them, such as numbers of pages.
func judgeWords(d paper.Document, said *written, text string, ds *diag.List) {
	want, got := letters(said.text.String()), letters(text)
	if got[unicode.ReplacementChar] > 0 || strings.ContainsRune(text, unicode.ReplacementChar) {
		ds.Error(at(d), "print-glyph", "the file shows \ufffd where a letter was lost", "write the word anew: the file of the guide is damaged there")
	}
	total, lost := 0, 0
	var missing []rune
	for _, r := range slices.Sorted(maps.Keys(want)) {
		total += want[r]
		if n := want[r] - got[r]; n > 0 {
			lost += n
			missing = append(missing, r)
		}
	}
	if lost == 0 {
		return
	}
	if len(missing) > 12 {
		missing = missing[:12]
	}
	ds.Error(at(d), "print-words", fmt.Sprintf("%d of %d letters are not in the file, among them %s", lost, total, string(missing)), "a theme's style hides text or turns it into a picture")
}

func judgeCodes(d paper.Document, found []code, ds *diag.List) {
	if d.Code == "" {
		return
	}
	if len(found) == 0 {
		ds.Error(at(d), "print-code", "the file has no code that leads to "+d.Code, "a theme's template leaves it out, or a style draws over it")
	}
	for _, c := range found {
		switch {
		case c.text != d.Code:
			ds.Error(at(d), "print-code", fmt.Sprintf("a code leads to %q, not to %s", c.text, d.Code), "")
		case c.module < narrowest:
			ds.Error(at(d), "print-code", fmt.Sprintf("the squares of the code are %.2f mm wide, and cameras want 0.4", c.module), "give the page a shorter address: slug = \"…\"")
		default:
			continue
		}
		return
	}
}
