package translate

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"handbill/generator/markdown"
)

// report turns the pieces into pairs in the order of the source.
func (c *comparison) report() Report {
	pairs := make([]Pair, 0, max(len(c.source), len(c.target))+len(c.target)/8)
	for _, p := range c.pieces {
		if len(p.target) > 0 {
			slices.Sort(p.target)
			slices.Sort(p.source)
			pairs = append(pairs, c.pair(p))
		}
	}
	for t := range c.target {
		if c.ofTarget[t] == nil {
			pairs = append(pairs, Pair{Status: Extra, Target: []int{t}, State: Done, Score: 1})
		}
	}
	for _, s := range c.freeSources() {
		pairs = append(pairs, Pair{Status: Missing, Source: []int{s}, Score: 1})
	}
	inOrder(pairs, len(c.target))
	r := Report{Pairs: pairs}
	for i := range pairs {
		r.Counts.count(&pairs[i], c.source)
	}
	return r
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
	pair.Status = c.decide(p, pair)
	return pair
}

// decide gives the status of a pair that is no addition.
func (c *comparison) decide(p *piece, pair Pair) Status {
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
		return ToReview
	}
	return settled(pair)
}

// settled is the status of a translation whose source is as it was.
func settled(pair Pair) Status {
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
	texts := map[string]bool{}
	for _, s := range p.source {
		texts[c.source[s].flat()] = c.source[s].Sent()
	}
	for _, key := range p.row.Source {
		if old, ok := c.old[bare(key)]; ok {
			texts[squeeze(old.Text)] = sent(old.Kind)
		}
	}
	for _, t := range p.target {
		u := c.target[t]
		if !texts[u.flat()] && !p.copied || !u.Sent() || !wordy(u.Text) || optional(u.Kind) || p.row.State == Assumed && cites(u) {
			return false
		}
	}
	return true
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

// inOrder sorts pairs by source, and puts those without one after the pair that
// they follow in the translation.
func inOrder(pairs []Pair, targets int) {
	at := make([]int, targets) // source place of each target, -1 for none
	for i := range at {
		at[i] = -1
	}
	for _, p := range pairs {
		for _, t := range p.Target {
			if len(p.Source) > 0 {
				at[t] = p.Source[0]
			}
		}
	}
	place := func(p *Pair) (source, target int) {
		if len(p.Source) > 0 {
			return p.Source[0], -1
		}
		for t := p.Target[0]; t >= 0; t-- {
			if at[t] >= 0 {
				return at[t], p.Target[0]
			}
		}
		return -1, p.Target[0]
	}
	slices.SortStableFunc(pairs, func(a, b Pair) int {
		as, at := place(&a)
		bs, bt := place(&b)
		return cmp.Or(cmp.Compare(as, bs), cmp.Compare(at, bt))
	})
}
