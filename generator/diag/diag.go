// Package diag holds what the program says to authors: a place in a file, what
// is wrong there, and the way out.
//
// Stages return a List and go on, so that one run shows everything there is to
// mend. The package owns how a diagnostic is sorted, counted and written down;
// it never reads the site and never ends the program.
package diag

import (
	"cmp"
	"slices"
)

// Severity says whether a diagnostic fails a build.
type Severity int

const (
	// Error stops the site from becoming visible.
	Error Severity = iota
	// Warning is shown and does not fail, except under --strict.
	Warning
	// Note informs and counts as neither.
	Note
)

// String gives the word that people and the JSON output see.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	default:
		return "note"
	}
}

// Position is a place in a file. Path is relative to the site, with slashes.
// Line and Column count from 1, Column in characters; 0 means unknown.
type Position struct {
	Path   string
	Line   int
	Column int
}

// Diagnostic is one thing to tell an author.
type Diagnostic struct {
	Position
	Severity Severity
	// Code is stable and machine-readable, such as "link-missing".
	Code string
	// Message is one plain sentence, lower case, without a full stop.
	Message string
	// Hint says the way out; empty when there is none to guess.
	Hint string
}

// List collects diagnostics. The zero value is ready to use.
type List []Diagnostic

// Error adds an error.
func (l *List) Error(at Position, code, message, hint string) {
	*l = append(*l, Diagnostic{at, Error, code, message, hint})
}

// Warn adds a warning.
func (l *List) Warn(at Position, code, message, hint string) {
	*l = append(*l, Diagnostic{at, Warning, code, message, hint})
}

// Note adds a note.
func (l *List) Note(at Position, code, message, hint string) {
	*l = append(*l, Diagnostic{at, Note, code, message, hint})
}

// Add appends another list.
func (l *List) Add(more List) { *l = append(*l, more...) }

// Failed reports whether the list holds an error.
func (l List) Failed() bool { return l.Count(Error) > 0 }

// Count gives the number of diagnostics of one severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Sorted gives a copy by path, line, column, severity and code, each
// diagnostic once.
func (l List) Sorted() List {
	sorted := slices.Clone(l)
	slices.SortStableFunc(sorted, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Path, b.Path),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.Compact(sorted)
}
