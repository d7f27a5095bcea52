package translate

import (
	"handbill/generator/content"
)

// LanguageStatus is how far a language is.
type LanguageStatus struct {
	Language *content.Language
	Guides   []GuideStatus
	Counts   Counts
}

// GuideStatus is how far one guide is in a language.
type GuideStatus struct {
	// Guide is its name; "services.toml" stands for the services that all guides
	// share.
	Guide string
	// Title is that of the source.
	Title string
	// Exists says that the translation was begun.
	Exists bool
	Counts Counts
}

// Status sums up a work.
func (w *Work) Status() GuideStatus {
	s := GuideStatus{Guide: w.Guide, Title: w.title(), Exists: w.Exists, Counts: w.Report.Counts}
	if !w.Exists {
		s.Counts.Extra, s.Counts.Removed = 0, 0
	}
	return s
}

func (w *Work) title() string {
	for _, u := range w.Source {
		if u.Kind == kindTitle {
			return u.Text
		}
	}
	return guideName(w.Guide)
}

// Summarise puts the guides of a language together.
func Summarise(l *content.Language, guides []GuideStatus) LanguageStatus {
	s := LanguageStatus{Language: l, Guides: guides}
	for _, g := range guides {
		s.Counts.Add(g.Counts)
	}
	return s
}

// File is the guide's name for the name of a file.
func (g GuideStatus) File() string { return guideName(g.Guide) }

// Complete reports whether nothing of a guide waits for anybody.
func (g GuideStatus) Complete() bool { return g.Exists && g.Counts.Open() == 0 }

// Begun counts the guides of which there is a translation, Complete those that
// need nothing.
func (l LanguageStatus) Begun() (n int) {
	for _, g := range l.Guides {
		if g.Exists {
			n++
		}
	}
	return n
}

// Complete counts the guides that need nothing.
func (l LanguageStatus) Complete() (n int) {
	for _, g := range l.Guides {
		if g.Complete() {
			n++
		}
	}
	return n
}

// Next is the guide that gains most from an hour's work: the one begun and not
// complete with the fewest words left, changed text before missing text; else
// the shortest that nobody has begun. nil where nothing is left to do.
func (l LanguageStatus) Next() *GuideStatus {
	var best *GuideStatus
	rank := func(g *GuideStatus) (class, words int) {
		switch {
		case g.Exists && g.Counts.Changed > 0:
			class = 0
		case g.Exists:
			class = 1
		default:
			class = 2
		}
		return class, g.Counts.WordsLeft
	}
	for i := range l.Guides {
		g := &l.Guides[i]
		if g.Complete() || g.Counts.Total == 0 || g.Counts.Open() == 0 {
			continue
		}
		if best == nil {
			best = g
			continue
		}
		class, words := rank(g)
		if c, w := rank(best); class < c || class == c && words < w {
			best = g
		}
	}
	return best
}
