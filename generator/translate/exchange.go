package translate

import (
	"fmt"
	"slices"
	"strings"

	"handbill/generator/diag"
	"handbill/generator/markdown"
)

// Entry is a piece of a guide on its way to a translator or back.
type Entry struct {
	Guide, Language string
	// Base is the language of Source.
	Base string
	// Keys are the source units it stands for.
	Keys   []string
	Source string
	// Old is the source text that Text was made from; "" where that is Source.
	Old  string
	Text string
	// Status is how Text stood to Source when it was written out.
	Status Status
	// Fuzzy says that Text wants another look.
	Fuzzy bool
	// Guessed says that a program put Text there because the source was like
	// another one.
	Guessed bool
	// Machine says that a program made Text.
	Machine bool
	// Tacit says that the format has no such mark: a text that came back as it
	// went out says nothing then.
	Tacit bool
	// Context tells the translator where the text stands, Keep what must not
	// change, Terms what was agreed, Warnings what looks wrong. Note is what the
	// translator wrote.
	Context, Note string
	Keep          []string
	Terms         []string
	// At is where the source stands, or the place in the file that came back.
	At diag.Position
}

// ID names the entry in every format: guide and source keys.
func (e Entry) ID() string { return e.Guide + "/" + strings.Join(e.Keys, "+") }

// parseID reads an ID.
func parseID(id string) (guide string, keys []string, ok bool) {
	guide, list, found := strings.Cut(strings.TrimSpace(id), "/")
	if !found || guide == "" {
		return "", nil, false
	}
	for key := range strings.SplitSeq(list, "+") {
		if len(bare(key)) != 12 || strings.Trim(bare(key), "0123456789abcdef") != "" {
			return "", nil, false
		}
		keys = append(keys, key)
	}
	return guide, keys, len(keys) > 0
}

// Entries lists what a translator of the work gets, in the order of the source:
// everything, or only what is open.
func (w *Work) Entries(glossary Glossary, open bool) []Entry {
	var entries []Entry
	for _, pair := range w.Report.Pairs {
		if len(pair.Source) == 0 || !w.Source[pair.Source[0]].Sent() || open && pair.Status == Current {
			continue
		}
		entries = append(entries, w.entry(pair, glossary))
	}
	return entries
}

func (w *Work) entry(pair Pair, glossary Glossary) Entry {
	first := w.Source[pair.Source[0]]
	e := Entry{
		Guide: w.Guide, Language: w.Language, Base: w.Base, Keys: keys(w.Source, pair.Source),
		Source: texts(w.Source, pair.Source), Status: pair.Status, Context: context(first), At: first.At,
	}
	if pair.Status != Missing && pair.Status != Untranslated {
		e.Text = texts(w.Target, pair.Target)
	}
	if pair.Status == Changed || pair.Status == Unsure {
		e.Old, e.Fuzzy = pair.Old, true
	}
	e.Fuzzy = e.Fuzzy || pair.Status == ToReview
	k := keep(e.Source)
	for _, list := range [][]string{asWritten(e.Source, k.phones), k.emails, k.placeholders, k.numbers} {
		for _, item := range list {
			if !slices.Contains(e.Keep, item) {
				e.Keep = append(e.Keep, item)
			}
		}
	}
	for _, t := range glossary.For(e.Source, w.Language) {
		e.Terms = append(e.Terms, t.Term+" = "+strings.Join(t.In[w.Language], ", "))
	}
	return e
}

// asWritten gives telephone numbers as they stand in a text, where they do.
func asWritten(text string, numbers []string) []string {
	list := slices.Clone(numbers)
	for _, m := range phoneLike.FindAllString(fold(text), -1) {
		if i := slices.Index(list, compact(m)); i >= 0 {
			list[i] = m
		}
	}
	return list
}

// context says in words what a unit is.
func context(u Unit) string {
	what := kindName(u.Kind)
	if u.Heading == "" || isService(u.Kind) {
		return what
	}
	return fmt.Sprintf("%s under %q", what, u.Heading)
}

func kindName(kind markdown.BlockKind) string {
	if isService(kind) {
		id, key, _ := strings.Cut(strings.TrimPrefix(string(kind), kindService), " ")
		return fmt.Sprintf("Service %q: %s", id, key)
	}
	if isHeading(kind) {
		return "Heading"
	}
	switch kind {
	case kindTitle:
		return "Title of the guide"
	case kindSummary:
		return "Summary of the guide"
	case kindCover:
		return "What the cover picture shows, for people who cannot see it"
	case kindTags:
		return "Topics, one a line"
	case kindWithdrawn:
		return "Why the guide was withdrawn"
	case markdown.BlockListItem:
		return "List item"
	case markdown.BlockQuote:
		return "In a box or quotation"
	case markdown.BlockCell:
		return "Cell of a table"
	case markdown.BlockTerm:
		return "Term"
	case markdown.BlockDescription:
		return "What a term means"
	case markdown.BlockFootnote:
		return "Footnote"
	case markdown.BlockAlt:
		return "What a picture shows, for people who cannot see it"
	case markdown.BlockCaption:
		return "Words under a picture"
	}
	return "Paragraph"
}

// describe is the remark for the translator on one line.
func (e Entry) describe() string {
	parts := []string{e.Context + "."}
	if len(e.Keep) > 0 {
		parts = append(parts, "Keep: "+strings.Join(e.Keep, ", "))
	}
	if len(e.Terms) > 0 {
		parts = append(parts, "Glossary: "+strings.Join(e.Terms, "; "))
	}
	return strings.Join(parts, " · ")
}
