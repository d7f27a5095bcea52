package markdown

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// wideTable is the width, in characters of the longest cell of each column added
// up, from which a table gets a region that scrolls: about what a phone shows in
// small type.
const wideTable = 44

// longRows reports what stands behind the last column of a table: Markdown leaves it
// out, and it may be the number to call.
func (c *collector) longRows(t *east.Table) {
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		lines := row.LastChild().Lines()
		if lines.Len() == 0 {
			continue // the row has fewer cells than the table
		}
		stop := lines.At(lines.Len() - 1).Stop
		rest := strings.TrimLeft(line(c.src[stop:]), " \t|")
		lost := strings.TrimRight(rest, " \t|")
		if lost == "" {
			continue
		}
		at := stop + strings.Index(line(c.src[stop:]), rest)
		c.diags.Warn(c.at(at), "table-cells", fmt.Sprintf("the table has no column for %q, which is left out", lost),
			`give the first two lines as many parts as this one; a stroke that belongs to the text is \|`)
	}
}

func (w *writer) table(t *east.Table) {
	w.tables++
	scrolls := w.doc.wide[t]
	if scrolls {
		w.str(`<section class="scroll" tabindex="0"`)
		w.attr("aria-label", w.tableLabel())
		w.str(">")
	}
	w.str("<table>")
	headless, rowHeads := true, false
	if head, ok := t.FirstChild().(*east.TableHeader); ok {
		for c := head.FirstChild(); c != nil; c = c.NextSibling() {
			headless = headless && !c.HasChildren()
		}
		rowHeads = !headless && !head.FirstChild().HasChildren()
		if !headless {
			w.str("<thead>")
			w.row(head, "col", false)
			w.str("</thead>")
		}
	}
	body := false
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		if _, ok := row.(*east.TableHeader); ok || !w.wanted(row) {
			continue
		}
		if !body {
			w.str("<tbody>")
			body = true
		}
		w.row(row, "", rowHeads)
	}
	if body {
		w.str("</tbody>")
	}
	w.str("</table>")
	if scrolls {
		w.str("</section>")
	}
}

// tableLabel names the region; two regions of a page must not share a name.
func (w *writer) tableLabel() string {
	label, n := w.words("body.table"), w.number(w.tables)
	if strings.Contains(label, "{n}") {
		return strings.ReplaceAll(label, "{n}", n)
	}
	return label + " (" + n + ")"
}

// row writes a row. scope makes all its cells headers, rowHead only the first.
func (w *writer) row(row ast.Node, scope string, rowHead bool) {
	w.str("<tr>")
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		cell := c.(*east.TableCell)
		as := scope
		if as == "" && rowHead && c.PreviousSibling() == nil {
			as = "row"
		}
		if !cell.HasChildren() {
			as = "" // a header without words is none
		}
		w.cell(cell, as)
	}
	w.str("</tr>")
}

func (w *writer) cell(c *east.TableCell, scope string) {
	tag := "td"
	if scope != "" {
		tag = "th"
	}
	w.str("<")
	w.str(tag)
	if scope != "" {
		w.attr("scope", scope)
	}
	a := w.annotation(c)
	w.marked(a, alignedClass(c.Alignment), "", "")
	w.str(">")
	w.before(a)
	if a == nil || !a.Omit {
		w.inlineBlock(c)
	}
	w.after(a)
	w.str("</")
	w.str(tag)
	w.str(">")
}

// alignedClass styles the cells of a column; "" where lines begin as everywhere.
func alignedClass(a east.Alignment) string {
	switch a {
	case east.AlignRight:
		return "end"
	case east.AlignCenter:
		return "mid"
	}
	return ""
}

// widen notes a table that scrolls: its width, in characters, is guessed.
func (c *collector) widen(t *east.Table) {
	var widths [maxColumns]int
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		i := 0
		for cell := row.FirstChild(); cell != nil && i < maxColumns; cell = cell.NextSibling() {
			if lines := cell.Lines(); lines.Len() > 0 {
				line := lines.At(0)
				widths[i] = max(widths[i], min(24, 2+utf8.RuneCount(line.Value(c.src))))
			}
			i++
		}
	}
	sum := 0
	for _, n := range widths {
		sum += n
	}
	if sum <= wideTable {
		return
	}
	if c.doc.wide == nil {
		c.doc.wide = map[*east.Table]bool{}
	}
	c.doc.wide[t] = true
}
