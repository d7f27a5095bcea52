package pdf

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"handbill/generator/render/paper"
)

// slug is how much paper a press file has around the bleed for crop marks, in
// millimetres.
const slug = 7

// isCut reports whether a print shop cuts the pages themselves; those of booklets are
// put on sheets first.
func isCut(f paper.Format) bool { return f.Bleed > 0 && !f.Booklet }

// mendBoxes tells a print shop where it cuts and how far colour goes beyond (ISO
// 32000-1, 14.11.2), and draws crop marks outside the bleed for those who cut by
// hand. Browsers know only of the page. The sheet stands as far from the page's
// upper left corner as the bleed is wide.
func (r *reading) mendBoxes(f paper.Format, bodies map[int]string) error {
	if !isCut(f) {
		return nil
	}
	w := newWriter(r)
	w.keep = true
	next := *r.ctx.Size
	for number := range bodies {
		next = max(next, number+1)
	}
	before := next
	bodies[before] = stream("q\n") // what the browser draws leaves its own scale behind
	for _, number := range slices.Sorted(maps.Keys(r.number)) {
		p := r.pages[r.number[number]-1]
		left, top := f.Bleed*point, p.height-f.Bleed*point
		right, bottom := min(p.width, left+f.Width*point), max(0, top-f.Height*point)
		dict := maps.Clone(p.dict)
		const edge = slug * point
		dict["MediaBox"] = types.NewNumberArray(-edge, -edge, p.width+edge, p.height+edge)
		dict["BleedBox"] = types.NewNumberArray(0, 0, p.width, p.height)
		dict["TrimBox"] = types.NewNumberArray(left, bottom, right, top)
		next++
		bodies[next] = stream("Q\n" + cropMarks(left, bottom, right, top, f.Bleed*point))
		contents := types.Array{*types.NewIndirectRef(before, 0)}
		if list, ok := dict["Contents"].(types.Array); ok {
			contents = append(contents, list...)
		} else if dict["Contents"] != nil {
			contents = append(contents, dict["Contents"])
		}
		dict["Contents"] = append(contents, *types.NewIndirectRef(next, 0))
		body, err := w.dict(dict, -1)
		if err != nil {
			return fmt.Errorf("page %d: %w", r.number[number], err)
		}
		bodies[number] = body
	}
	return nil
}

// cropMarks draws two hair lines at each corner of the sheet, a millimetre beyond
// the bleed and five millimetres long.
func cropMarks(left, bottom, right, top, bleed float64) string {
	var b strings.Builder
	line := func(x1, y1, x2, y2 float64) {
		fmt.Fprintf(&b, "%s %s m %s %s l S ", decimal(x1), decimal(y1), decimal(x2), decimal(y2))
	}
	from, to := bleed+1*point, bleed+6*point
	for _, x := range []float64{left, right} {
		line(x, bottom-from, x, bottom-to)
		line(x, top+from, x, top+to)
	}
	for _, y := range []float64{bottom, top} {
		line(left-from, y, left-to, y)
		line(right+from, y, right+to, y)
	}
	return "q .25 w 0 G " + b.String() + "Q\n"
}

// stream is an object of operators.
func stream(content string) string {
	return fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content)
}
