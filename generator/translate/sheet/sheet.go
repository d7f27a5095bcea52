// Package sheet reads and writes the tables of spreadsheets: CSV with a byte
// order mark, safe against formulas. It reads what spreadsheets make of such a
// file: other separators, other column orders. It knows nothing of guides.
package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"handbill/generator/diag"
)

// Row is one line of the table; Line is where it stands in the file that was
// read, counted from 1.
type Row struct {
	ID, Source, OldSource, Translation, Note string
	Line                                     int
}

var columns = []string{"id", "source", "old_source", "translation", "note"}

// Write makes the table.
func Write(rows []Row) []byte {
	var b bytes.Buffer
	b.WriteString("\uFEFF") // without it Excel reads the letters in its own encoding
	w := csv.NewWriter(&b)
	w.UseCRLF = false
	write := func(cells []string) {
		if err := w.Write(cells); err != nil {
			panic("sheet: writing to memory failed: " + err.Error())
		}
	}
	write(columns)
	for _, r := range rows {
		write([]string{guard(r.ID), guard(r.Source), guard(r.OldSource), guard(r.Translation), guard(r.Note)})
	}
	w.Flush()
	return b.Bytes()
}

// formula are the characters that make a spreadsheet calculate, in both widths.
const formula = "=+-@\t\r＝＋－＠"

// guard puts an apostrophe before what a spreadsheet would run as a formula, and
// before what it would take for such a guard.
func guard(cell string) string {
	rest := strings.TrimLeft(cell, "'")
	if rest != "" && strings.ContainsRune(formula, []rune(rest)[0]) {
		return "'" + cell
	}
	return cell
}

func unguard(cell string) string {
	rest := strings.TrimLeft(cell, "'")
	if len(rest) < len(cell) && rest != "" && strings.ContainsRune(formula, []rune(rest)[0]) {
		return cell[1:]
	}
	return cell
}

// Parse reads a table. Its first line names the columns, in any order and case;
// id and translation are needed. Commas, semicolons and tabs may divide it.
func Parse(file diag.File) ([]Row, diag.List) {
	var ds diag.List
	at := diag.Position{Path: file.Path, Line: 1, Column: 1}
	src := bytes.TrimPrefix(file.Source, []byte("\uFEFF"))
	separator := separatorOf(src)
	if line, rest, ok := bytes.Cut(src, []byte("\n")); ok && bytes.HasPrefix(bytes.ToLower(line), []byte("sep=")) {
		src = rest // Excel's own first line
	}
	r := csv.NewReader(bytes.NewReader(src))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = separator, -1, true, true
	head, err := r.Read()
	if err != nil {
		ds.Error(at, "sheet", "the table is empty", "")
		return nil, ds
	}
	place := map[string]int{}
	for i, name := range head {
		place[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, need := range []string{"id", "translation"} {
		if _, ok := place[need]; !ok {
			ds.Error(at, "sheet", fmt.Sprintf("the table has no column %q", need), "keep the first line as it was: "+strings.Join(columns, ", "))
			return nil, ds
		}
	}
	var rows []Row
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, ds
		}
		if err != nil {
			ds.Error(diag.Position{Path: file.Path, Line: len(rows) + 2, Column: 1}, "sheet", "the table cannot be read from here on: "+err.Error(), "")
			return rows, ds
		}
		rows = append(rows, row(r, cells, place))
	}
}

func row(r *csv.Reader, cells []string, place map[string]int) Row {
	cell := func(name string) string {
		if i, ok := place[name]; ok && i < len(cells) {
			return unguard(strings.Clone(cells[i]))
		}
		return ""
	}
	line, _ := r.FieldPos(0)
	return Row{cell("id"), cell("source"), cell("old_source"), cell("translation"), cell("note"), line}
}

// separatorOf is what divides the names of the first line.
func separatorOf(src []byte) rune {
	line, rest, _ := bytes.Cut(src, []byte("\n"))
	if named, ok := bytes.CutPrefix(bytes.ToLower(bytes.TrimSpace(line)), []byte("sep=")); ok {
		if len(named) == 1 {
			return rune(named[0])
		}
		line, _, _ = bytes.Cut(rest, []byte("\n"))
	}
	for _, s := range ";\t" {
		if bytes.ContainsRune(line, s) && !bytes.ContainsRune(line, ',') {
			return s
		}
	}
	return ','
}
