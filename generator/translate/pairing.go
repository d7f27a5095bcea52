package translate

import (
	"slices"
	"strings"
)

// newlyPaired aligns what is left on both sides between the same neighbours: a
// translation that was written by hand, a lock that was lost, or rows whose old
// texts were lost.
func (c *comparison) newlyPaired() {
	lastSource := -1
	for from := 0; from < len(c.target); {
		if !c.adrift(from) {
			if p := c.ofTarget[from]; len(p.source) > 0 {
				lastSource = slices.Max(p.source)
			}
			from++
			continue
		}
		to := from
		for to < len(c.target) && c.adrift(to) {
			to++
		}
		c.pairRun(from, to, lastSource)
		from = to
	}
}

// adrift reports whether nothing tells what a target was made from.
func (c *comparison) adrift(t int) bool {
	p := c.ofTarget[t]
	return p == nil || len(p.source) == 0 && len(p.row.Source) > 0 && c.goneText(p).Text == ""
}

func (c *comparison) pairRun(from, to, lastSource int) {
	next := len(c.source)
	for t := to; t < len(c.target); t++ {
		if p := c.ofTarget[t]; p != nil && len(p.source) > 0 {
			next = slices.Min(p.source)
			break
		}
	}
	c.free, c.units = c.free[:0], c.units[:0]
	for s := lastSource + 1; s < next; s++ {
		if c.ofSource[s] == nil {
			c.free = append(c.free, s)
			c.units = append(c.units, &c.source[s])
		}
	}
	sources := len(c.units)
	c.units = pointers(c.units, c.target[from:to])
	for _, l := range c.aligner.align(c.units[:sources], c.units[sources:]) {
		if l.score < lowScore && len(c.lock.Rows) > 0 {
			continue // beside known neighbours it is rather an addition
		}
		p := c.ofTarget[from+l.target.at]
		if p == nil {
			p = c.newPiece(Assumed)
		} else {
			p.status = Unsure
		}
		p.score = l.score
		for _, s := range c.free[l.source.at : l.source.at+l.source.count] {
			c.giveSource(p, s)
		}
		for t := from + l.target.at; t < from+l.target.at+l.target.count; t++ {
			if c.ofTarget[t] == nil {
				c.giveTarget(p, t)
			}
		}
		p.copied = c.stillSource(p)
	}
}

// stillSource reports whether a pair that was found by its looks is the source
// text, perhaps an older one, rather than a translation.
func (c *comparison) stillSource(p *piece) bool {
	if len(p.source) == 1 && len(p.target) == 1 {
		return c.source[p.source[0]].stillIn(&c.target[p.target[0]])
	}
	var a, b []string
	for _, s := range p.source {
		a = append(a, c.source[s].plain())
	}
	for _, t := range p.target {
		b = append(b, c.target[t].plain())
	}
	return stillIn(strings.Join(a, " "), strings.Join(b, " "))
}

// stillIn reports whether a unit is the text of another, perhaps an older one.
func (u *Unit) stillIn(target *Unit) bool {
	if u.inOtherLetters(target) {
		return false
	}
	from, to := u.plain(), target.plain()
	return !lengthsDiffer(from, to) && !u.pairs().lacksTooMany(to, stillSource) && stillIn(from, to)
}

// inOtherLetters reports whether another unit has so few letters of the scripts of the
// unit that it cannot be its text: trigrams that both have are of ASCII, as no more
// of the other's are than it has such letters, or one of the letters that the unit has
// of other scripts is in them.
func (u *Unit) inOtherLetters(target *Unit) bool {
	a, b := &u.seen().glance, &target.seen().glance
	if !a.composed || !b.composed {
		return false // another look may turn letters into ASCII
	}
	shared := float64(b.ascii + 3*a.foreign)
	return 2*shared < stillSource*(shared+float64(u.pairs().trigrams))
}

func stillIn(source, target string) bool {
	return !lengthsDiffer(source, target) && likeEnough(source, target, stillSource) && wordy(target)
}

// lengthsDiffer reports whether two texts are of too different lengths to be so much
// alike.
func lengthsDiffer(source, target string) bool {
	x, y := float64(len(source)), float64(len(target))
	return 2*min(x, y) < stillSource*(x+y)
}
