package pdf

import (
	"fmt"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"handbill/generator/render/paper"
)

// sheetSide is one side of a sheet: the page on the left and the one on the
// right, counted from 1; 0 is a blank.
type sheetSide struct{ left, right int }

// booklet gives the sides of the sheets of n pages that are laid into one
// another and stapled, front then back of each sheet, the outermost first. Blanks
// come at the end. A right-bound booklet has left and right exchanged.
func booklet(n int, rightBound bool) []sheetSide {
	total := (n + 3) / 4 * 4
	page := func(i int) int {
		if i > n {
			return 0
		}
		return i
	}
	var all []sheetSide
	for s := range total / 4 {
		for _, side := range []sheetSide{
			{page(total - 2*s), page(1 + 2*s)},
			{page(2 + 2*s), page(total - 1 - 2*s)},
		} {
			if rightBound {
				side.left, side.right = side.right, side.left
			}
			all = append(all, side)
		}
	}
	return all
}

// impose puts the pages of a booklet on sheets, two on a side. Tags, links and
// outline go: the file is for the printer, beside the one to read. The answer
// counts the sides.
func impose(r *reading, f paper.Format, rightBound bool, title, lang string) ([]byte, int, error) {
	w := newWriter(r)
	forms := make([]int, len(r.pages)+1)
	for i, p := range r.pages {
		n, err := w.form(p)
		if err != nil {
			return nil, 0, fmt.Errorf("page %d: %w", i+1, err)
		}
		forms[i+1] = n
	}
	width, height := 2*f.Width*point, f.Height*point
	if f.Paper == "A4" {
		width = 297 * point // two pages of A5 are a millimetre less
	}
	pages := w.reserve()
	var kids []string
	sides := booklet(len(r.pages), rightBound)
	for i, side := range sides {
		kids = append(kids, reference(w.side(r, side, forms, pages, width, height, i == 0)))
	}
	w.put(pages, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " ")))
	direction := "L2R"
	if rightBound {
		direction = "R2L"
	}
	root := w.add(fmt.Sprintf("<</Type/Catalog/Pages %s/Lang%s/ViewerPreferences<</Direction/%s/DisplayDocTitle true/Duplex/DuplexFlipShortEdge/PrintScaling/None>>>>",
		reference(pages), text(lang), direction))
	info := w.add(fmt.Sprintf("<</Title%s/Producer(handbill)>>", text(title)))
	data, err := w.finish(root, info)
	return data, len(sides), err
}

// marks are lines at the ends of the fold, longer than the edge that printers
// leave empty, and on the cover where staples go: twelve millimetres, a quarter of
// the height from the ends.
func marks(middle, height float64, cover bool) string {
	var b strings.Builder
	line := func(from, to float64) {
		fmt.Fprintf(&b, "%[1]s %[2]s m %[1]s %[3]s l S ", decimal(middle), decimal(from), decimal(to))
	}
	const fold, staple = 9 * point, 12 * point
	line(0, fold)
	line(height-fold, height)
	if cover {
		line(height/4-staple/2, height/4+staple/2)
		line(height*3/4-staple/2, height*3/4+staple/2)
	}
	return "q .4 w .6 G " + b.String() + "Q\n"
}

// side writes one side of a sheet; the first one is the cover.
func (w *writer) side(r *reading, s sheetSide, forms []int, parent int, width, height float64, cover bool) int {
	var b, resources strings.Builder
	place := func(page int, from float64) {
		if page == 0 {
			return
		}
		p := r.pages[page-1]
		fmt.Fprintf(&b, "q %s 0 %s %s re W n 1 0 0 1 %s %s cm /P%d Do Q\n", decimal(from), decimal(width/2), decimal(height),
			decimal(from+(width/2-p.width)/2), decimal((height-p.height)/2), page)
		fmt.Fprintf(&resources, "/P%d %s", page, reference(forms[page]))
	}
	place(s.left, 0)
	place(s.right, width/2)
	b.WriteString(marks(width/2, height, cover))
	content := w.add(fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", b.Len(), b.String()))
	return w.add(fmt.Sprintf("<</Type/Page/Parent %s/MediaBox[0 0 %s %s]/Resources<</XObject<<%s>>>>/Contents %s>>",
		reference(parent), decimal(width), decimal(height), resources.String(), reference(content)))
}

// form makes a page a picture that sheets can show: its content stays as it is.
func (w *writer) form(p onePage) (int, error) {
	entry, ok := p.dict.Find("Contents")
	if !ok {
		return 0, fmt.Errorf("it has no content")
	}
	content, _, err := w.read.ctx.DereferenceStreamDict(entry)
	if err != nil {
		return 0, err
	}
	if content == nil {
		return 0, fmt.Errorf("its content is in pieces")
	}
	dict := types.Dict{
		"Type": types.Name("XObject"), "Subtype": types.Name("Form"),
		"BBox":      types.NewNumberArray(0, 0, p.width, p.height),
		"Resources": p.resources,
	}
	for _, key := range []string{"Filter", "DecodeParms"} {
		if value, ok := content.Find(key); ok {
			dict[key] = value
		}
	}
	if group, ok := p.dict.Find("Group"); ok {
		dict["Group"] = group
	}
	n := w.reserve()
	head, err := w.dict(dict, len(content.Raw))
	if err != nil {
		return 0, err
	}
	w.put(n, head+"stream\n"+string(content.Raw)+"\nendstream")
	return n, nil
}
