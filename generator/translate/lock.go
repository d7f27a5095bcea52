package translate

import (
	"fmt"
	"regexp"
	"strings"

	"handbill/generator/diag"
)

// State is what a lock knows of a translated block.
type State string

// The states of a lock.
const (
	// Done was translated, or read and agreed to, by a person.
	Done State = "done"
	// Review waits for a second look.
	Review State = "review"
	// Machine was made by a program and read by nobody.
	Machine State = "machine"
	// Same reads the same in both languages, on purpose.
	Same State = "same"
	// Placed is done, and right where it stands though its facts stand beside
	// others in the source: somebody has agreed to that.
	Placed State = "placed"
	// Assumed was paired by adopt from how the texts look.
	Assumed State = "assumed"
)

// Row is a line of a lock: translated blocks and what they were made from, by
// key. A row without a source is the translator's own addition.
type Row struct {
	Source, Target []string
	State          State
}

// Lock says which source block each block of one translation was made from, in
// the order of the translation. The zero Lock knows nothing.
type Lock struct {
	// Source is the language that the translation was made from; "" for the
	// guide's own source.
	Source string
	Rows   []Row
}

const lockVersion = 1

var (
	lockRow    = regexp.MustCompile(`\[\s*"([0-9a-f# ]*)"\s*,\s*"([0-9a-f# ]*)"\s*,\s*"(done|review|machine|same|placed|assumed)"\s*\]`)
	lockSource = regexp.MustCompile(`(?m)^[ \t]*source[ \t]*=[ \t]*"([A-Za-z0-9-]+)"`)
	lockNumber = regexp.MustCompile(`(?m)^[ \t]*version[ \t]*=[ \t]*([0-9]+)`)
	lockStray  = regexp.MustCompile(`^\s*\[\s*"|^\s*"?[0-9a-f]{6}`)
	conflict   = regexp.MustCompile(`(?m)^(<<<<<<<|>>>>>>>)`)
)

// ParseLock reads a lock. It takes every row that it can find: a lock that a
// merge left in conflict or that lost its end costs no more than the rows that
// are gone, and is written whole again by the next command that changes it.
func ParseLock(file diag.File) (Lock, diag.List) {
	var (
		lock Lock
		ds   diag.List
		text = string(file.Source)
		at   = diag.Position{Path: file.Path, Line: 1, Column: 1}
	)
	if !known(text) {
		ds.Error(at, "lock-version", "this lock was written by a newer handbill", "use that version, or delete the file and run: handbill translate adopt")
		return lock, ds
	}
	if m := lockSource.FindStringSubmatch(text); m != nil {
		lock.Source = m[1]
	}
	seen := map[string]bool{} // both sides of a conflict have most rows in common
	for _, m := range lockRow.FindAllStringSubmatch(text, -1) {
		row := Row{strings.Fields(m[1]), strings.Fields(m[2]), State(m[3])}
		if id := strings.Join(m[1:], "|"); len(row.Target) > 0 && !seen[id] {
			seen[id] = true
			lock.Rows = append(lock.Rows, row)
		}
	}
	if where := conflict.FindStringIndex(text); where != nil {
		ds.Warn(file.At(where[0]), "lock-conflict", "a git merge left its marks here; the rows of both sides were taken", "nothing to do by hand: handbill translate adopt writes the file clean")
	}
	for i, line := range strings.Split(text, "\n") {
		if lockStray.MatchString(line) && !lockRow.MatchString(line) {
			ds.Warn(diag.Position{Path: file.Path, Line: i + 1, Column: 1}, "lock-damaged", "this row of the lock cannot be read and is left out", "handbill translate adopt finds its block again")
		}
	}
	return lock, ds
}

// known reports whether a lock is of a version that this program reads.
func known(text string) bool {
	m := lockNumber.FindStringSubmatch(text)
	return m == nil || m[1] == fmt.Sprint(lockVersion)
}

// Bytes writes the lock, one line a row so that git merges row by row. Path is
// named in its first line.
func (l Lock) Bytes(path string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: kept by handbill; edit the .md files, not this\nversion = %d\n", path, lockVersion)
	if l.Source != "" {
		fmt.Fprintf(&b, "source = %q\n", l.Source)
	}
	b.WriteString("blocks = [\n  # source, translation, state\n")
	for _, r := range l.Rows {
		fmt.Fprintf(&b, "  [%q, %q, %q],\n", strings.Join(r.Source, " "), strings.Join(r.Target, " "), r.State)
	}
	b.WriteString("]\n")
	return []byte(b.String())
}
