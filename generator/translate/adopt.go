package translate

// Adopt gives the changes that write the lock of a translation anew: pairs that
// have none are found by how the texts look, and everything that the lock knows
// already stays. The report tells what was assumed. There are no changes where
// the lock says all of it.
func (p *Project) Adopt(guide, language string) ([]Change, *Work, error) {
	w, _, err := p.Work(guide, language)
	if err != nil {
		return nil, nil, err
	}
	if !w.Exists || len(w.Target) == 0 {
		return nil, w, nil
	}
	changes, err := p.record(w, w.Target, w.Report.Refresh(w.Source, w.Target, w.Lock.Source))
	if err != nil {
		return nil, nil, err
	}
	return p.different(changes), w, nil
}

// Done gives the changes that mark translated blocks as right for the source as
// it is now: all of a guide, or the one that stands in a line of the translation
// or is named by its key. count is how many there were.
func (p *Project) Done(guide, language, block string) (changes []Change, w *Work, count int, err error) {
	w, _, err = p.Work(guide, language)
	if err != nil {
		return nil, nil, 0, err
	}
	lock := Lock{Source: w.Lock.Source}
	for _, i := range byTarget(w.Report.Pairs) {
		pair := w.Report.Pairs[i]
		row := pair.row(w.Source, w.Target)
		// Whatever is still in the source language counts as the same in both
		// only where somebody says so of that block.
		if w.named(pair, block) && (block != "" || pair.Status != Untranslated) {
			if confirmed, ok := pair.Confirm(w.Source, w.Target); ok && (pair.Status != Current || pair.State == Assumed || pair.Edited) {
				row = confirmed
				count++
			}
		}
		lock.Rows = append(lock.Rows, row)
	}
	if count == 0 {
		return nil, w, 0, nil
	}
	changes, err = p.record(w, w.Target, lock)
	return changes, w, count, err
}

// named reports whether a pair is the block that a person means: "" for any, the
// key of its source, or its line in the translation.
func (w *Work) named(pair Pair, block string) bool {
	if block == "" {
		return true
	}
	for _, s := range pair.Source {
		if w.Source[s].Key == block {
			return true
		}
	}
	for _, t := range pair.Target {
		u := w.Target[t]
		if itoa(u.At.Line) == block {
			return true
		}
		if line, err := atoi(block); err == nil && line > u.At.Line && line < u.At.Line+len(u.Lines) {
			return true
		}
	}
	return false
}
