package markdown

import "slices"

// alignHeadings gives the headings of a translation the addresses of the source
// language, so that a link to a part works in every language.
func (c *collector) alignHeadings() {
	if c.opt.Original == nil {
		return
	}
	source := c.opt.Original.headingShapes()
	list := c.doc.Headings
	for _, pair := range settle(alignShapes(source, c.doc.headingShapes()), c.opt.Known, source, c.doc.headingShapes()) {
		h, entry := c.headings[pair[1]], &list[pair[1]]
		id := source[pair[0]].id
		switch {
		case entry.ID == id:
		case c.ids.claim(id, entry.At):
			entry.Own, entry.ID = h.explicit, id
		default:
			continue // the translation uses it for something else
		}
		h.aligned = true
	}
}

// settle lets what is known of headings overrule what their order says. known
// gives the source's heading of each heading, -1 for unknown. Where the two
// disagree, the order counts for nothing: only equal ids still do.
func settle(pairs [][2]int, known []int, a, b []shape) [][2]int {
	of, taken := map[int]int{}, map[int]bool{}
	for j, i := range known {
		if i >= 0 && i < len(a) && j < len(b) && !taken[i] {
			of[j], taken[i] = i, true
		}
	}
	if len(of) == 0 {
		return pairs
	}
	fits := func(p [2]int) bool {
		i, ok := of[p[1]]
		return ok && i == p[0] || !ok && !taken[p[0]]
	}
	agree := !slices.ContainsFunc(pairs, func(p [2]int) bool { return !fits(p) })
	var settled [][2]int
	for j := range b {
		if i, ok := of[j]; ok {
			settled = append(settled, [2]int{i, j})
		}
	}
	for _, p := range pairs {
		if _, ok := of[p[1]]; !ok && fits(p) && (agree || a[p[0]].id == b[p[1]].id) {
			settled = append(settled, p)
		}
	}
	return settled
}

// shape is what a heading is recognised by in another language.
type shape struct {
	level  int
	id     string // "" where it is not given by hand yet
	length int    // bytes from here to the next heading
}

func (d *Doc) headingShapes() []shape {
	shapes := make([]shape, len(d.Headings))
	for i, h := range d.Headings {
		end := len(d.src)
		if i+1 < len(d.headingPos) {
			end = d.headingPos[i+1]
		}
		shapes[i] = shape{level: h.Level, id: h.ID, length: end - d.headingPos[i]}
	}
	return shapes
}

// maxAlign bounds the table of alignShapes: 1,000 headings against 1,000.
const maxAlign = 1_000_000

// alignShapes pairs the headings of two languages: by order where the levels are
// the same all along, else so that levels agree, equal ids meet and parts of
// about the same share of the text go together. What fits nothing stays alone.
func alignShapes(a, b []shape) [][2]int {
	if sameLevels(a, b) {
		pairs := make([][2]int, len(a))
		for i := range pairs {
			pairs[i] = [2]int{i, i}
		}
		return pairs
	}
	if len(a)*len(b) > maxAlign {
		return nil
	}
	width := len(b) + 1
	best := make([]float64, (len(a)+1)*width)
	ratio := lengthRatio(a, b)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			skip := max(best[(i+1)*width+j], best[i*width+j+1])
			best[i*width+j] = max(skip, likeness(a[i], b[j], ratio)+best[(i+1)*width+j+1])
		}
	}
	var pairs [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		like := likeness(a[i], b[j], ratio)
		switch best[i*width+j] {
		case best[(i+1)*width+j]:
			i++
		case best[i*width+j+1]:
			j++
		default:
			if like >= sure {
				pairs = append(pairs, [2]int{i, j})
			}
			i, j = i+1, j+1
		}
	}
	return pairs
}

// sure is the likeness of headings with one and the same id. Where a translation
// has other headings than its source, nothing less may give one the address of
// another: a link to help must not open another part.
const sure = 10

func sameLevels(a, b []shape) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].level != b[i].level {
			return false
		}
	}
	return true
}

// lengthRatio is how much longer the second language writes.
func lengthRatio(a, b []shape) float64 {
	var sumA, sumB float64 = 1, 1
	for _, s := range a {
		sumA += float64(s.length)
	}
	for _, s := range b {
		sumB += float64(s.length)
	}
	return sumB / sumA
}

// likeness is 0 for headings that do not belong together, at least 1 for those
// of one level, up to 1.5 for parts of like length and 10 for equal ids.
func likeness(a, b shape, ratio float64) float64 {
	if a.id == b.id {
		return 10
	}
	if a.level != b.level || b.id != "" { // an id of its own says that it is something else
		return 0
	}
	long, short := float64(a.length+40)*ratio, float64(b.length)+40*ratio
	if long < short {
		long, short = short, long
	}
	return 1 + short/long/2
}
