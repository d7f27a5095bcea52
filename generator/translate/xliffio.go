package translate

import (
	"strings"

	"handbill/generator/diag"
	"handbill/generator/translate/xliff"
)

// XLIFF makes a document of entries, with a file for each guide.
func XLIFF(h Header, entries []Entry) xliff.Document {
	doc := xliff.Document{Source: h.Base, Target: h.Language, Tool: "handbill", ToolVersion: h.Version}
	for _, e := range entries {
		if n := len(doc.Files); n == 0 || doc.Files[n-1].Original != e.At.Path {
			doc.Files = append(doc.Files, xliff.File{Original: e.At.Path})
		}
		f := &doc.Files[len(doc.Files)-1]
		f.Units = append(f.Units, xliffUnit(e))
	}
	return doc
}

func xliffUnit(e Entry) xliff.Unit {
	u := xliff.Unit{Name: e.ID(), Source: e.Source, Target: e.Text, State: "translated"}
	u.Notes = append(u.Notes, xliff.Note{From: "handbill", Text: e.describe()})
	if e.Note != "" {
		u.Notes = append(u.Notes, xliff.Note{Text: e.Note})
	}
	switch {
	case e.Text == "":
		u.State = "needs-translation"
	case e.Old != "":
		u.State, u.OldSource, u.OldTarget = "needs-adaptation", e.Old, e.Text
	case e.Fuzzy:
		u.State = "needs-review-translation"
	}
	return u
}

// fromXLIFF reads the entries of an XLIFF document.
func fromXLIFF(file diag.File) (language string, entries []Entry, ds diag.List) {
	doc, ds := xliff.Parse(file)
	for _, f := range doc.Files {
		for _, u := range f.Units {
			e := Entry{
				Source: u.Source, Text: u.Target, Old: u.OldSource, Machine: u.Machine && !u.Approved,
				At: diag.Position{Path: file.Path, Line: u.Line, Column: 1},
			}
			e.Guide, e.Keys, _ = parseID(u.Name)
			// Anything that still needs somebody, or that is new, is not done.
			e.Fuzzy = !u.Approved && (strings.HasPrefix(u.State, "needs-") || u.State == "new")
			if u.State == "needs-translation" || u.State == "new" {
				e.Text = "" // programs copy the source there
				if u.Target != "" && squeeze(u.Target) != squeeze(u.Source) {
					e.Text = u.Target
				}
			}
			var notes []string
			for _, n := range u.Notes {
				if n.From != "handbill" && n.Text != "" {
					notes = append(notes, n.Text)
				}
			}
			e.Note = strings.Join(notes, "\n")
			entries = append(entries, e)
		}
	}
	return doc.Target, entries, ds
}
