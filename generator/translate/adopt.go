package translate

import (
	"fmt"
	"strings"

	"handbill/generator/diag"
)

// Adopt gives the changes that write the lock of a translation anew: pairs that
// have none were found by how the texts look, and everything that the lock knows
// already stays. There are no changes where the lock says all of it.
func (p *Project) Adopt(w *Work) ([]Change, error) {
	if !w.Exists || len(w.Target) == 0 {
		return nil, nil
	}
	changes, err := p.record(w, w.Target, w.Report.Refresh(w.Source, w.Target, w.Lock.Source))
	if err != nil {
		return nil, err
	}
	return p.different(changes), nil
}

// Doubts lists the pairs that were found by their looks and look doubtful, as
// notes at the translation.
func (w *Work) Doubts() diag.List {
	var ds diag.List
	for _, p := range w.Report.Pairs {
		if p.State != Assumed || p.Status != ToReview || len(p.Source) == 0 {
			continue
		}
		u := w.Target[p.Target[0]]
		why := "and little speaks for it"
		if p.Score >= lowScore {
			why = "and a number or address differs"
		}
		ds.Note(u.At, "translation-doubt", fmt.Sprintf("this was paired with %s, %s: %q", place(w.Source[p.Source[0]]), why, beginning(texts(w.Source, p.Source))),
			fmt.Sprintf("if it is right: handbill translate done %s %s --block %d", w.Language, w.Guide, u.At.Line))
	}
	return ds
}

// beginning is the start of a text, on one line.
func beginning(text string) string {
	runes := []rune(squeeze(text))
	if len(runes) > 60 {
		return string(runes[:59]) + "…"
	}
	return string(runes)
}

// Done gives the changes that mark translated blocks as right for the source as
// it is now: all of a guide, or the one that stands in a line of the translation
// or is named by its key. count is how many there were.
func (p *Project) Done(guide, language, block string, same bool) (changes []Change, w *Work, count int, err error) {
	w, _, err = p.Work(guide, language)
	if err != nil {
		return nil, nil, 0, err
	}
	lock := Lock{Source: w.Lock.Source}
	for _, i := range byTarget(w.Report.Pairs) {
		pair := w.Report.Pairs[i]
		row := pair.row(w.Source, w.Target)
		if w.named(pair, block) && !pair.settledFor(block != "" || same) {
			if confirmed, ok := pair.Confirm(w.Source, w.Target); ok {
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

// settledFor reports whether a mark would say nothing new of a pair, or more than
// somebody meant: what is still in the source language is the same in both only
// where that was said.
func (p Pair) settledFor(same bool) bool {
	if p.Status == Untranslated {
		return !same
	}
	return p.Status == Current && p.State != Assumed && !p.Edited
}

// Has reports whether a block of the translation is what a person means by its
// line or key.
func (w *Work) Has(block string) bool {
	for _, p := range w.Report.Pairs {
		if len(p.Target) > 0 && w.named(p, block) {
			return true
		}
	}
	return false
}

// named reports whether a pair is the block that a person means: "" for any, the
// key of its source, or a line of the translation.
func (w *Work) named(pair Pair, block string) bool {
	if block == "" {
		return true
	}
	for _, s := range pair.Source {
		if w.Source[s].Key == block {
			return true
		}
	}
	line, err := atoi(strings.TrimSpace(block))
	if err != nil {
		return false
	}
	for _, t := range pair.Target {
		u := w.Target[t]
		if line >= u.At.Line && line < u.At.Line+max(1, len(u.Lines)) {
			return true
		}
	}
	return false
}
