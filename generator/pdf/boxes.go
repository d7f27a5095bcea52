package pdf

import (
	"fmt"
	"maps"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"handbill/generator/render/paper"
)

// mendBoxes tells a print shop where it cuts and how far colour goes beyond (ISO
// 32000-1, 14.11.2). Browsers know only of the page. The sheet stands as far from
// the page's upper left corner as the bleed is wide.
func (r *reading) mendBoxes(f paper.Format, bodies map[int]string) error {
	if f.Bleed == 0 {
		return nil
	}
	w := newWriter(r)
	w.keep = true
	for _, number := range slices.Sorted(maps.Keys(r.number)) {
		p := r.pages[r.number[number]-1]
		left, top := f.Bleed*point, p.height-f.Bleed*point
		dict := maps.Clone(p.dict)
		dict["BleedBox"] = types.NewNumberArray(0, 0, p.width, p.height)
		dict["TrimBox"] = types.NewNumberArray(left, max(0, top-f.Height*point), min(p.width, left+f.Width*point), top)
		body, err := w.dict(dict, -1)
		if err != nil {
			return fmt.Errorf("page %d: %w", r.number[number], err)
		}
		bodies[number] = body
	}
	return nil
}
