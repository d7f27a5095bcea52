// Package po reads and writes catalogues of GNU gettext: the files of Poedit,
// OmegaT and Weblate.
//
// It loses nothing: comments, references, flags, previous texts, contexts,
// plurals and obsolete entries come out as they went in, in the form that
// msgcat --no-wrap gives them. It knows nothing of guides.
package po

import (
	"slices"
	"strings"
)

// File is a catalogue. Its header is the entry without context whose ID is "".
type File struct {
	Entries []*Entry
}

// Entry is one message.
type Entry struct {
	// Comments are the translator's ("# "), Extracted the program's ("#.").
	Comments, Extracted []string
	// References tell where the text stands ("#:"), such as "guides/water/en.md:14".
	References []string
	// Flags are words such as "fuzzy" and "no-wrap".
	Flags []string
	// Previous is the text that the translation was made from; nil for none.
	Previous *Message
	// Message is the text to translate.
	Message
	// Str is the translation: one text, or one for each plural form.
	Str []string
	// Obsolete says that the entry is kept for its translation only ("#~").
	Obsolete bool
	// Line is where its first keyword stands, counted from 1; 0 in a new entry.
	Line int
}

// Message is what identifies an entry.
type Message struct {
	// Context tells equal texts apart; nil for none, which is not the same as "".
	Context *string
	ID      string
	// Plural is the plural form of ID; nil for none.
	Plural *string
}

// Is reports whether the entry has a flag.
func (e *Entry) Is(flag string) bool { return slices.Contains(e.Flags, flag) }

// Text gives the translation, the first form where there are several.
func (e *Entry) Text() string {
	if len(e.Str) == 0 {
		return ""
	}
	return e.Str[0]
}

// IsHeader reports whether the entry is the catalogue's header.
func (e *Entry) IsHeader() bool { return e.ID == "" && e.Context == nil && !e.Obsolete }

// Header gives a field of the header, such as "Language"; "" where it is unsaid.
// Names match in any case.
func (f *File) Header(name string) string {
	for _, e := range f.Entries {
		if !e.IsHeader() {
			continue
		}
		for line := range strings.SplitSeq(e.Text(), "\n") {
			if key, value, ok := strings.Cut(line, ":"); ok && strings.EqualFold(strings.TrimSpace(key), name) {
				return strings.TrimSpace(value)
			}
		}
	}
	return ""
}

// Header makes the entry that opens a catalogue, from names and values in turn.
func Header(fields ...string) *Entry {
	var b strings.Builder
	for i := 0; i+1 < len(fields); i += 2 {
		b.WriteString(fields[i] + ": " + strings.ReplaceAll(fields[i+1], "\n", " ") + "\n")
	}
	return &Entry{Str: []string{b.String()}}
}
