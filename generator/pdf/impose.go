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
	on := stock{width: 2 * f.Width * point, height: f.Height * point, bleed: f.Bleed * point}
	if f.Paper == "A4" {
		on.width = 297 * point // two pages of A5 are a millimetre less
	}
	pages := w.reserve()
	var kids []string
	sides := booklet(len(r.pages), rightBound)
	for i, side := range sides {
		kids = append(kids, reference(w.side(r, side, forms, pages, on, i == 0)))
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

// stock is the paper of a booklet after it is cut, in points, and how far colour goes
// beyond: 0 for printers that people have.
type stock struct{ width, height, bleed float64 }

// boxes say how large the paper is. A print shop gets more of it, and is told where
// to cut: it folds and staples the sheets as they are.
func (s stock) boxes() string {
	if s.bleed == 0 {
		return fmt.Sprintf("/MediaBox[0 0 %s %s]", decimal(s.width), decimal(s.height))
	}
	box := func(name string, around float64) string {
		return fmt.Sprintf("/%s[%s %s %s %s]", name, decimal(-around), decimal(-around), decimal(s.width+around), decimal(s.height+around))
	}
	return box("MediaBox", s.bleed+slug*point) + box("BleedBox", s.bleed) + box("TrimBox", 0)
}

// marks are lines at the ends of the fold, longer than the edge that printers
// leave empty, and on the cover where staples go: twelve millimetres, a quarter of
// the height from the ends. On what a print shop cuts they stand outside with the
// crop marks, and machines find the places of staples themselves.
func (s stock) marks(cover bool) string {
	var b strings.Builder
	line := func(from, to float64) {
		fmt.Fprintf(&b, "%[1]s %[2]s m %[1]s %[3]s l S ", decimal(s.width/2), decimal(from), decimal(to))
	}
	const fold, staple = 9 * point, 12 * point
	if s.bleed > 0 {
		from, to := s.bleed+1*point, s.bleed+6*point
		line(-from, -to)
		line(s.height+from, s.height+to)
		return "q .4 w .6 G " + b.String() + "Q\n" + cropMarks(0, 0, s.width, s.height, s.bleed)
	}
	line(0, fold)
	line(s.height-fold, s.height)
	if cover {
		line(s.height/4-staple/2, s.height/4+staple/2)
		line(s.height*3/4-staple/2, s.height*3/4+staple/2)
	}
	return "q .4 w .6 G " + b.String() + "Q\n"
}

// side writes one side of a sheet; the first one is the cover. Pages end at the fold
// and go beyond the other edges where they bleed.
func (w *writer) side(r *reading, s sheetSide, forms []int, parent int, on stock, cover bool) int {
	var b, resources strings.Builder
	half := on.width / 2
	place := func(page int, from, edge float64) {
		if page == 0 {
			return
		}
		p := r.pages[page-1]
		fmt.Fprintf(&b, "q %s %s %s %s re W n 1 0 0 1 %s %s cm /P%d Do Q\n",
			decimal(edge), decimal(-on.bleed), decimal(half+on.bleed), decimal(on.height+2*on.bleed),
			decimal(from+(half-p.width)/2), decimal((on.height-p.height)/2), page)
		fmt.Fprintf(&resources, "/P%d %s", page, reference(forms[page]))
	}
	place(s.left, 0, -on.bleed)
	place(s.right, half, half)
	b.WriteString(on.marks(cover))
	content := w.add(fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", b.Len(), b.String()))
	return w.add(fmt.Sprintf("<</Type/Page/Parent %s%s/Resources<</XObject<<%s>>>>/Contents %s>>",
		reference(parent), on.boxes(), resources.String(), reference(content)))
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
