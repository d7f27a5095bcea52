package translate

import (
	"regexp"
	"slices"
	"strings"

	"handbill/generator/markdown"
)

// report turns the pieces into pairs in the order of the source, and counts nothing.
func (c *comparison) report() Report {
	count := 0
	for _, p := range c.pieces {
		if len(p.target) > 0 {
			count++
		}
	}
	for _, list := range [...][]*piece{c.ofTarget, c.ofSource} {
		for _, p := range list {
			if p == nil {
				count++
			}
		}
	}
	r := Report{Pairs: slices.Grow(c.pairs[:0], count)}
	for _, p := range c.pieces {
		if len(p.target) > 0 {
			sortPlaces(p.target)
			sortPlaces(p.source)
			r.Pairs = append(r.Pairs, c.pair(p))
		}
	}
	for t, p := range c.ofTarget {
		if p == nil {
			r.Pairs = append(r.Pairs, Pair{Status: Extra, Target: only(t), State: Done, Score: 1})
		}
	}
	for s, p := range c.ofSource {
		if p == nil {
			r.Pairs = append(r.Pairs, Pair{Status: Missing, Source: only(s), Score: 1})
		}
	}
	c.pairs = r.Pairs
	r.Pairs = c.order.sort(r.Pairs, len(c.source), len(c.target))
	return r
}

// sortPlaces sorts places, of which most lists have one.
func sortPlaces(places []int) {
	if len(places) > 1 {
		slices.Sort(places)
	}
}

func (c *comparison) pair(p *piece) Pair {
	pair := Pair{
		Source: p.source, Target: p.target, Keys: p.row.Source,
		State: p.row.State, Moved: p.moved, Edited: p.edited, Score: p.score,
	}
	if len(p.row.Source) == 0 && !p.paired {
		pair.Status = Extra
		return pair
	}
	if p.edited && p.row.State == Machine {
		pair.State = Review // a person has been at it
	}
	if !p.paired && (p.status != "" || len(p.source) < len(p.row.Source) && !p.settled) {
		pair.Old = c.sourceOf(p).Text
		if squeeze(pair.Old) == squeeze(texts(c.source, p.source)) {
			pair.Old = "" // it only stands in another place now
		}
	}
	pair.Status = c.decide(p, &pair)
	return pair
}

// decide gives the status of a pair that is no addition.
func (c *comparison) decide(p *piece, pair *Pair) Status {
	switch {
	case len(p.source) == 0:
		return Removed
	case c.untranslated(p):
		return Untranslated
	case !p.paired && !p.settled && len(p.source) < len(p.row.Source) && p.status == "":
		return Changed // a part of what was merged is gone
	case p.status != "":
		if p.edited && pair.Old != "" {
			return c.bothEdited(p, pair.Old)
		}
		return p.status
	}
	if !p.paired && !p.edited && len(p.target) < len(p.row.Target) {
		return ToReview // a part of a split translation is gone
	}
	if pair.State == Assumed && contradictory(c.source, p.source, c.target, p.target) {
		pair.contradicts = true
		return ToReview
	}
	return settled(pair)
}

// settled is the status of a translation whose source is as it was.
func settled(pair *Pair) Status {
	switch pair.State {
	case Review, Machine:
		return ToReview
	case Assumed:
		if pair.Score < lowScore {
			return ToReview
		}
	}
	return Current
}

// untranslated reports whether a piece has the words of the source: of today, or
// of the day when it was copied.
func (c *comparison) untranslated(p *piece) bool {
	if p.row.State == Same {
		return false
	}
	for _, t := range p.target {
		u := &c.target[t]
		if !p.copied && !c.readsAsSource(p, u.flat()) || !u.Sent() || !wordy(u.Text) || optional(u.Kind) || p.row.State == Assumed && cites(*u) {
			return false
		}
	}
	return true
}

// readsAsSource reports whether a squeezed text is that of a source block of a
// piece, of today or as it was, that translators get.
func (c *comparison) readsAsSource(p *piece, text string) bool {
	reads := false
	for _, s := range p.source {
		if u := &c.source[s]; u.flat() == text {
			reads = u.Sent()
		}
	}
	for _, key := range p.row.Source {
		if old, ok := c.old[bare(key)]; ok && squeeze(old.Text) == text {
			reads = sent(old.Kind)
		}
	}
	return reads
}

var (
	citedYear = regexp.MustCompile(`\b(1[5-9]|20)[0-9]{2}\b`)
	citedWork = regexp.MustCompile(`[*_“"«„‘][^*_]|<https?://|\]\(https?://`)
)

// cites reports whether a note names a printed or published work: a title in
// italics or quotes or an address, and a year. A bibliography reads the same in
// every language, so nobody has to say so of each note.
func cites(u Unit) bool {
	return u.Kind == markdown.BlockFootnote && citedYear.MatchString(u.Text) && citedWork.MatchString(u.Text)
}

// nobodysWork says of a copy of the source that even its citations are only
// copied: a translator may yet give a book its title in another script.
func (r *Report) nobodysWork(target []Unit) {
	for i, p := range r.Pairs {
		if p.Status == Current && len(p.Target) > 0 && cites(target[p.Target[0]]) {
			r.Pairs[i].Status = Untranslated
		}
	}
}

// bothEdited judges a translation that was edited and whose source has changed.
// It is accepted only if the numbers and links of the new source are in it: a
// corrected telephone number alone must not hide that the text is out of date.
// Where the change shows in no number or link, a person has to look.
func (c *comparison) bothEdited(p *piece, old string) Status {
	var now, here strings.Builder
	for _, s := range p.source {
		now.WriteString(c.source[s].Text + "\n")
	}
	for _, t := range p.target {
		here.WriteString(c.target[t].Text + "\n")
	}
	was, is, has := facts(old), facts(now.String()), facts(here.String())
	if len(lacking(is, has)) > 0 {
		return p.status
	}
	if len(lacking(is, was)) == 0 {
		return ToReview
	}
	if p.status == Unsure {
		return ToReview
	}
	return Current
}

// facts are the numbers, telephone numbers, links and addresses of a text.
func facts(text string) []string {
	k := keep(text)
	all := slices.Concat(k.numbers, k.phones, k.emails)
	for _, l := range k.links {
		all = append(all, neutral(l))
	}
	return all
}

// order is the working state of a sort of pairs; it can be used again.
type order struct {
	after []int // of each target: the source place, from 1, of the pair that it stands in or follows; 0 for none
	alone []int // the pair without a source that begins with each target, from 1; 0 for none
	first []int // of each source place, from 1: where in the order its pair belongs, and what follows that then
	pairs []Pair
}

// sort sorts pairs by source, and puts those without one after the pair that they
// follow in the translation. The pairs that it gives are good until the next sort.
func (o *order) sort(pairs []Pair, sources, targets int) []Pair {
	o.after, o.alone, o.first = zeros(o.after, targets), zeros(o.alone, targets), zeros(o.first, sources+2)
	for i := range pairs {
		p := &pairs[i]
		if len(p.Source) == 0 {
			o.alone[p.Target[0]] = i + 1
			continue
		}
		o.first[p.Source[0]+2]++
		for _, t := range p.Target {
			o.after[t] = p.Source[0] + 1
		}
	}
	for t := range targets {
		if t > 0 && o.after[t] == 0 {
			o.after[t] = o.after[t-1]
		}
		if o.alone[t] > 0 {
			o.first[o.after[t]+1]++
		}
	}
	for place := range sources + 1 {
		o.first[place+1] += o.first[place]
	}
	o.pairs = slices.Grow(o.pairs[:0], len(pairs))[:len(pairs)]
	put := func(p *Pair, place int) {
		o.pairs[o.first[place]] = *p
		o.first[place]++
	}
	for i := range pairs {
		if p := &pairs[i]; len(p.Source) > 0 {
			put(p, p.Source[0]+1)
		}
	}
	for t, i := range o.alone {
		if i > 0 {
			put(&pairs[i-1], o.after[t])
		}
	}
	return o.pairs
}

// zeros is a list of so many, in the room of another.
func zeros(list []int, count int) []int {
	list = slices.Grow(list[:0], count)[:count]
	clear(list)
	return list
}
