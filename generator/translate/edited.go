package translate

import (
	"slices"
)

// editedTargets gives each run of blocks that no row knows the rows that were
// lost between the same neighbours: somebody edited them by hand.
func (c *comparison) editedTargets() {
	for from := 0; from < len(c.target); {
		if c.ofTarget[from] != nil {
			from++
			continue
		}
		to := from
		for to < len(c.target) && c.ofTarget[to] == nil {
			to++
		}
		next := to
		from, to = c.halves(from, to, len(c.lostRows(from, to)))
		if from < to {
			c.edited(from, to, c.lostRows(from, to))
		}
		from = next
	}
}

// halves gives blocks at the ends of a run to the neighbour before or after it, of
// whose translation a part is gone: one half of a split block was edited. lost is
// how many rows wait for the rest of the run, which comes back.
func (c *comparison) halves(from, to, lost int) (int, int) {
	if from > 0 {
		p := c.ofTarget[from-1]
		for c.wants(p, from-1, from) && to-from > lost {
			c.giveEdited(p, from)
			from++
		}
	}
	if to < len(c.target) {
		p := c.ofTarget[to]
		for from < to && c.wants(p, to, to-1) && to-from > lost {
			to--
			c.giveEdited(p, to)
		}
	}
	return from, to
}

// wants reports whether a row names more translated blocks than are there, and
// block t may be one, being of the kind of block beside.
func (c *comparison) wants(p *piece, beside, t int) bool {
	return t < len(c.target) && p.index >= 0 && c.ofTarget[t] == nil && len(p.target) < len(p.row.Target) && c.target[t].Kind == c.target[beside].Kind
}

// lostRows are the rows without a living target that stand next to those of the
// neighbours of a run: after the row before it, and before the row after it.
func (c *comparison) lostRows(from, to int) []*piece {
	lost := func(i int) bool { return i >= 0 && i < c.rows && len(c.pieces[i].target) == 0 }
	var found []*piece
	start := 0
	for t := from - 1; t >= 0; t-- {
		if p := c.ofTarget[t]; p != nil && p.index >= 0 {
			start = p.index + 1
			break
		}
	}
	for i := start; lost(i); i++ {
		found = append(found, c.pieces[i])
	}
	end := c.rows
	for t := to; t < len(c.target); t++ {
		if p := c.ofTarget[t]; p != nil && p.index >= 0 {
			end = p.index
			break
		}
	}
	var before []*piece
	for i := end - 1; end >= 0 && lost(i); i-- {
		if !slices.Contains(found, c.pieces[i]) {
			before = append(before, c.pieces[i])
		}
	}
	slices.Reverse(before)
	return append(found, before...)
}

// edited pairs the targets from…to with lost rows: one to one where the kinds
// agree, all with the only one where a block was split, and otherwise by how the
// texts look.
func (c *comparison) edited(from, to int, lost []*piece) {
	if len(lost) == 0 {
		return
	}
	sources := make([]Unit, len(lost))
	for i, p := range lost {
		sources[i] = c.sourceOf(p)
	}
	run := c.target[from:to]
	agree := func(s, t Unit) bool { return s.Kind == "" || s.Kind == t.Kind }
	switch {
	case len(lost) == len(run) && slices.EqualFunc(sources, run, agree):
		for i, p := range lost {
			c.giveEdited(p, from+i)
		}
	case len(lost) == 1 && len(run) > 1 && !slices.ContainsFunc(run, func(u Unit) bool { return !agree(sources[0], u) }) && fits(sources[0], run):
		for t := from; t < to; t++ {
			c.giveEdited(lost[0], t)
		}
	default:
		for _, l := range c.aligner.align(pointers(nil, sources), pointers(nil, run)) {
			first := lost[l.source.at]
			for s := 1; s < l.source.count; s++ { // two blocks merged by the translator
				first.row.Source = append(slices.Clone(first.row.Source), lost[l.source.at+s].row.Source...)
			}
			for t := range l.target.count {
				c.giveEdited(first, from+l.target.at+t)
			}
		}
	}
}

// fits reports whether a run of blocks may be one block that was split: not much
// longer than a translation of it would be.
func fits(source Unit, run []Unit) bool {
	length := 0.0
	for _, u := range run {
		length += width(u.Text)
	}
	return source.Text == "" || length <= 2.5*width(source.Text)+40
}

// pointers adds units to a list.
func pointers(list []*Unit, units []Unit) []*Unit {
	for i := range units {
		list = append(list, &units[i])
	}
	return list
}

func (c *comparison) giveEdited(p *piece, t int) {
	p.edited = true
	c.giveTarget(p, t)
}
