package translate

import (
	"slices"
)

// Refresh writes the lock anew from what Compare found: blocks that were edited
// by hand get their new hash, pairs that were found by their looks a row, and
// what is gone from the translation leaves. It confirms nothing: what was
// changed, assumed or to be reviewed stays so.
func (r Report) Refresh(source, target []Unit, language string) Lock {
	lock := Lock{Source: language}
	for _, i := range byTarget(r.Pairs) {
		lock.Rows = append(lock.Rows, r.Pairs[i].row(source, target))
	}
	return lock
}

// row is the line of the lock for a pair that has a translation.
func (p Pair) row(source, target []Unit) Row {
	row := Row{Source: keys(source, p.Source), Target: keys(target, p.Target), State: p.State}
	switch p.Status {
	case Extra:
		row.Source = nil
	case Changed, Unsure, Removed:
		row.Source = p.Keys
	case Untranslated:
		// The copy is its own base, so that it is known for one when the source
		// has moved on.
		row.Source, row.State = keys(target, p.Target), Review
	case ToReview:
		if p.State != Machine {
			row.State = Review
		}
	}
	if row.State == Placed && !p.Moved {
		row.State = Done
	}
	if row.State == Assumed && !target[p.Target[0]].Sent() && row.Source != nil {
		row.State = Done // code needs no reader
	}
	return row
}

// Confirm is the row of a pair that a person has agreed to: made from the source
// as it is now. ok is false where there is nothing to agree to.
func (p Pair) Confirm(source, target []Unit) (row Row, ok bool) {
	if len(p.Source) == 0 || len(p.Target) == 0 {
		return Row{}, false
	}
	row = Row{Source: keys(source, p.Source), Target: keys(target, p.Target), State: Done}
	if len(p.Source) == len(p.Target) && slices.EqualFunc(p.Source, p.Target, func(s, t int) bool {
		return squeeze(source[s].Text) == squeeze(target[t].Text)
	}) {
		row.State = Same
	} else if p.Moved {
		row.State = Placed
	}
	return row, true
}

func keys(units []Unit, at []int) []string {
	list := make([]string, len(at))
	for i, u := range at {
		list[i] = units[u].Key
	}
	return list
}
