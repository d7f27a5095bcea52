package translate

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"handbill/generator/markdown"
)

// Letters that a text may have and still say little but its number or address:
// "Phone", "Open"; more where there are two numbers, as in opening hours; and
// more still for a telephone number or address in a list, whose items often name
// what they are about.
const (
	fewLetters    = 10
	hoursLetters  = 30
	listedLetters = 24
)

// bareFacts reports whether a text has a number, telephone number or address that
// means nothing without what stands beside it: the name of a clinic in the same
// row, or above. A telephone number in a paragraph always counts as one.
func bareFacts(kind markdown.BlockKind, text string) bool {
	if isHeading(kind) || named(kind) || !sent(kind) || kind == markdown.BlockFootnote || !strings.ContainsFunc(text, unicode.IsDigit) && !strings.ContainsAny(text, "@(<:") {
		return false
	}
	k := keep(text)
	letters := 0.0
	for _, r := range strip(text) {
		if unicode.IsLetter(r) {
			letters += width(string(r))
		}
	}
	switch {
	case len(k.phones)+len(k.emails) > 0:
		return kind != markdown.BlockListItem || letters <= listedLetters
	case len(k.numbers) > 1 && letters <= hoursLetters:
		return true
	}
	return len(k.numbers)+len(k.links) > 0 && letters <= fewLetters
}

// surroundings tells what stands beside the blocks of both texts.
type surroundings struct {
	c *comparison
	// bareSource and bareTarget say which blocks are bare facts.
	bareSource, bareTarget []bool
	// repeated are the hashes of source blocks that occur more than once: they
	// tell nobody's place.
	repeated map[string]bool
}

func (c *comparison) surroundings() *surroundings {
	bares := func(units []Unit) []bool {
		list := make([]bool, len(units))
		for i, u := range units {
			list[i] = bareFacts(u.Kind, u.Text)
		}
		return list
	}
	around := &surroundings{c, bares(c.source), bares(c.target), map[string]bool{}}
	seen := map[string]bool{}
	for _, u := range c.source {
		around.repeated[u.Hash()] = seen[u.Hash()]
		seen[u.Hash()] = true
	}
	return around
}

// beside reports whether a source block and a translated block stand beside the
// same: in a table the cells of the row and the head of the column, elsewhere the
// words above, and the heading. known is false where nothing tells.
func (a *surroundings) beside(s, t int) (same, known bool) {
	if a.c.source[s].Kind == markdown.BlockCell && a.c.target[t].Kind == markdown.BlockCell {
		if same, known = a.sameRow(s, t); known {
			return same && a.sameColumn(s, t), true
		}
	}
	if a.bareSource[s] && !a.joined(a.above(s, t, false)) {
		return false, true
	}
	from, to := a.above(s, t, true)
	return from < 0 || to < 0 || a.joined(from, to), true // what stands before all headings speaks for itself
}

// sameRow asks the other cells of the row what their translations stand beside.
func (a *surroundings) sameRow(s, t int) (same, known bool) {
	line := a.c.target[t].At.Line
	first, last := rowOf(a.c.source, s)
	for m := first; m <= last; m++ {
		p := a.c.ofSource[m]
		if m == s || a.bareSource[m] || p == nil || len(p.target) == 0 {
			continue
		}
		here := a.c.target[p.target[0]].At.Line == line
		if !here && !a.repeated[a.c.source[m].Hash()] {
			return false, true
		}
		same, known = same || here, true
	}
	return same, known
}

// rowOf gives the first and the last cell of the row that a cell is in.
func rowOf(units []Unit, i int) (first, last int) {
	in := func(j int) bool {
		return j >= 0 && j < len(units) && units[j].Kind == markdown.BlockCell && units[j].At.Line == units[i].At.Line
	}
	for first = i; in(first - 1); {
		first--
	}
	for last = i; in(last + 1); {
		last++
	}
	return first, last
}

// sameColumn asks the heads of two cells; those that are not known to differ are
// the same.
func (a *surroundings) sameColumn(s, t int) bool {
	from, to := headOf(a.c.source, s), headOf(a.c.target, t)
	if from < 0 || to < 0 || a.c.ofSource[from] == nil || a.c.ofTarget[to] == nil || len(a.c.ofTarget[to].source) == 0 {
		return true
	}
	return a.c.ofSource[from] == a.c.ofTarget[to]
}

// headOf gives the head of a cell's column, counted from the end of the row,
// because the first head is often empty; -1 for none.
func headOf(units []Unit, i int) int {
	_, last := rowOf(units, i)
	start := i
	for start > 0 && units[start-1].Kind == markdown.BlockCell {
		start--
	}
	first, end := rowOf(units, start)
	if head := end - (last - i); head >= first && end < i {
		return head
	}
	return -1
}

// above gives the nearest block above each of the two that has a partner: a
// heading, or any that is no bare fact itself; -1 for none.
func (a *surroundings) above(s, t int, heading bool) (from, to int) {
	search := func(units []Unit, of []*piece, bare []bool, i int) int {
		for j := i - 1; j >= 0; j-- {
			linked := of[j] != nil && len(of[j].source) > 0 && len(of[j].target) > 0
			if linked && (isHeading(units[j].Kind) || !heading && !bare[j] && (units[j].Kind != markdown.BlockCell || units[i].Kind == markdown.BlockCell)) {
				return j
			}
		}
		return -1
	}
	return search(a.c.source, a.c.ofSource, a.bareSource, s), search(a.c.target, a.c.ofTarget, a.bareTarget, t)
}

// joined reports whether two blocks are a pair, or both none.
func (a *surroundings) joined(s, t int) bool {
	if s < 0 || t < 0 {
		return s < 0 && t < 0
	}
	return a.c.ofSource[s] == a.c.ofTarget[t]
}

// changedInPlace gives rows of bare facts that have no source the free source
// block in their place: hours and telephone numbers that were changed have little
// in common with what they were.
func (c *comparison) changedInPlace(gone []*piece) {
	gone = slices.DeleteFunc(slices.Clone(gone), func(p *piece) bool {
		if p.settled || len(p.source) > 0 || len(p.target) == 0 {
			return true
		}
		old := c.goneText(p)
		return !bareFacts(old.Kind, old.Text)
	})
	free := c.freeSources()
	if len(gone) == 0 || len(free) == 0 {
		return
	}
	around := c.surroundings()
	var found []candidate
	for _, p := range gone {
		old := c.goneText(p)
		for _, s := range free {
			if c.source[s].Kind != old.Kind || !around.bareSource[s] {
				continue
			}
			if same, known := around.beside(s, p.target[0]); same && known {
				found = append(found, candidate{p, s, dice(trigrams(old.Text), trigrams(c.source[s].Text)), abs(s - p.index)})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.likeness, a.likeness), cmp.Compare(a.distance, b.distance))
	})
	for _, f := range found {
		if len(f.p.source) == 0 && c.ofSource[f.s] == nil {
			c.giveSource(f.p, f.s)
			f.p.status, f.p.score = Changed, max(f.likeness, sameBlock)
		}
	}
}

// displaced looks at facts that still stand in the source, but beside others than
// in the translation: two telephone numbers that changed places. Their rows get
// what stands in their place now; where nothing does, a person has to look.
func (c *comparison) displaced() {
	if c.sameOrder() {
		return
	}
	around := c.surroundings()
	var away []*piece
	from := map[*piece][]int{}
	for _, p := range c.pieces[:c.rows] {
		if len(p.source) > 0 && len(p.target) > 0 && around.displaced(p) {
			away = append(away, p)
			from[p] = p.source
		}
	}
	for _, p := range away {
		for _, s := range p.source {
			c.ofSource[s] = nil
		}
		p.source = nil
	}
	c.changedInPlace(away)
	for _, p := range away {
		if len(p.source) > 0 {
			continue
		}
		for _, s := range from[p] {
			if c.ofSource[s] == nil {
				c.giveSource(p, s)
			}
		}
		p.moved = len(p.source) > 0
		if p.moved && p.status == "" && p.row.State != Placed {
			p.status = ToReview
		}
	}
}

// sameOrder reports whether the pairs stand in one order in both texts, as they
// do in most: then nothing is displaced.
func (c *comparison) sameOrder() bool {
	last := -1
	for _, p := range c.ofTarget {
		if p == nil || len(p.source) == 0 {
			continue
		}
		if slices.Min(p.source) < last {
			return false
		}
		last = max(last, slices.Min(p.source))
	}
	return true
}

func (a *surroundings) displaced(p *piece) bool {
	s := p.source[0]
	u := a.c.source[s]
	if isHeading(u.Kind) || named(u.Kind) || !u.Sent() || u.Kind == markdown.BlockFootnote || len(facts(u.Text)) == 0 {
		return false
	}
	same, known := a.beside(s, p.target[0])
	return known && !same
}
