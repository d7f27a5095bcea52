package translate

import (
	"strings"

	"handbill/generator/diag"
	"handbill/generator/translate/sheet"
)

// CSV makes a table of entries. The language stands before each id, since a
// spreadsheet has no other place that survives.
func CSV(h Header, entries []Entry) []byte {
	rows := make([]sheet.Row, len(entries))
	for i, e := range entries {
		note := e.describe()
		if e.Fuzzy && e.Old == "" {
			note = reviewMark + " · " + note
		}
		rows[i] = sheet.Row{ID: h.Language + ":" + e.ID(), Source: e.Source, OldSource: e.Old, Translation: e.Text, Note: note}
	}
	return sheet.Write(rows)
}

// reviewMark begins the note of a text that nobody has read yet. Whoever has read
// it deletes the mark.
const reviewMark = "PLEASE CHECK"

// fromCSV reads the entries of a table.
func fromCSV(file diag.File) (language string, entries []Entry, ds diag.List) {
	rows, ds := sheet.Parse(file)
	for _, r := range rows {
		if strings.TrimSpace(r.ID+r.Translation) == "" {
			continue
		}
		e := Entry{Tacit: true, Source: r.Source, Old: r.OldSource, Text: r.Translation, Note: r.Note, At: diag.Position{Path: file.Path, Line: r.Line, Column: 1}}
		tag, id, ok := strings.Cut(strings.TrimSpace(r.ID), ":")
		if ok {
			e.Guide, e.Keys, _ = parseID(id)
			if language == "" {
				language = tag
			}
			if tag != language {
				e.Keys = nil // a row of another language's table
			}
		}
		e.Fuzzy = strings.HasPrefix(strings.TrimSpace(r.Note), reviewMark)
		entries = append(entries, e)
	}
	return language, entries, ds
}
