package translate

import (
	"slices"
)

// through tells how a translation of a translation stands to the guide's source:
// over compares the source with the language between, r that language with the
// translation. sources and targets count the units of the source and of the
// translation.
func (r Report) through(over Report, sources, targets int) Report {
	via := map[int]*Pair{} // unit of the language between → its pair
	for i, p := range over.Pairs {
		for _, t := range p.Target {
			via[t] = &over.Pairs[i]
		}
	}
	var pairs []Pair
	covered := map[int]bool{}
	for _, p := range r.Pairs {
		if len(p.Source) == 0 {
			pairs = append(pairs, p)
			continue
		}
		p.led(via, covered)
		if len(p.Source) > 0 || len(p.Target) > 0 {
			pairs = append(pairs, p)
		}
	}
	for _, p := range over.Pairs {
		if p.Status == Missing && !covered[p.Source[0]] {
			pairs = append(pairs, p)
		}
	}
	return Report{Pairs: new(order).sort(pairs, sources, targets)}
}

// led turns a pair's places in the language between into places in the source
// that no other pair has. What has changed on either way has changed.
func (p *Pair) led(via map[int]*Pair, covered map[int]bool) {
	var places []int
	for _, s := range p.Source {
		o := via[s]
		if o == nil {
			continue
		}
		stale := o.Status == Changed || o.Status == Unsure
		if stale && (p.Status == Current || p.Status == ToReview) {
			p.Status, p.Old = Changed, o.Old
		}
		// A copy of what was never translated is still in the source language.
		p.Between = p.Status == Untranslated && o.Status != Untranslated
		for _, place := range o.Source {
			if !covered[place] {
				covered[place] = true
				places = append(places, place)
			}
		}
	}
	slices.Sort(places)
	p.Source, p.contradicts = places, false // of other blocks now
	if len(places) == 0 && len(p.Target) > 0 {
		p.Status = Extra // the translator between added it
	}
}
