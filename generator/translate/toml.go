package translate

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"handbill/generator/toml"
)

// tomlDoc is a TOML document that texts are written into.
type tomlDoc struct {
	*toml.Layout
	src []byte
}

func readTOML(src []byte) *tomlDoc { return &tomlDoc{toml.Scan(src), src} }

// edit is a change of a file: the bytes from start to stop become text.
type edit struct {
	start, stop int
	text        string
}

// set gives the change that writes a text under a key. A new key comes behind
// the one named after, where that exists, else at the end of the table; a new
// table at the end of the one that it belongs to.
func (d *tomlDoc) set(table, key, text, after string, list bool) edit {
	value := written(text, list)
	if old := d.Find(table, key); old != nil {
		return edit{old.Start, old.Stop, value}
	}
	line := key + " = " + value + "\n"
	end, ok := d.Ends[table]
	if old := d.Find(table, after); old != nil && end >= 0 {
		at := d.LineEnd(old.Stop)
		return edit{at, at, d.opened(at) + line}
	}
	if ok && end < 0 { // inside braces
		at := bytes.LastIndexByte(d.src[:-end], '}')
		comma := ", "
		if last := bytes.TrimRight(d.src[:at], " \t"); len(last) > 0 && last[len(last)-1] == '{' {
			comma = ""
		}
		at = len(bytes.TrimRight(d.src[:at], " \t"))
		return edit{at, at, comma + key + " = " + value}
	}
	if !ok {
		parent := table[:strings.LastIndexByte("."+table, '.')]
		parent = strings.TrimSuffix(parent, ".")
		end = d.family(parent)
		line = "[" + headerName(table) + "]\n" + line
	}
	return edit{end, end, d.opened(end) + line}
}

// opened is the line end that an insertion needs before it: a last line may have
// none.
func (d *tomlDoc) opened(at int) string {
	if at > 0 && at == len(d.src) && d.src[at-1] != '\n' {
		return "\n"
	}
	return ""
}

// family is where a table and all tables below it end.
func (d *tomlDoc) family(table string) int {
	end := 0
	for path, at := range d.Ends {
		if path == table || strings.HasPrefix(path, table+".") {
			end = max(end, at)
		}
	}
	return end
}

// headerName is a path as it stands in a header: without the counts.
func headerName(path string) string {
	var parts []string
	for part := range strings.SplitSeq(path, ".") {
		if _, err := strconv.Atoi(part); err != nil {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ".")
}

// written is a text as a TOML value.
func written(text string, list bool) string {
	if list {
		var items []string
		for item := range strings.SplitSeq(text, "\n") {
			if item = strings.TrimSpace(item); item != "" {
				items = append(items, quote(item))
			}
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	if !strings.Contains(text, "\n") {
		return quote(text)
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		q := quote(line)
		lines[i] = q[1 : len(q)-1]
	}
	return "\"\"\"\n" + strings.Join(lines, "\n") + "\"\"\""
}

// applyEdits changes a file at several places, none of which overlap.
func applyEdits(src []byte, edits []edit) []byte {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b edit) int { return a.start - b.start })
	var b bytes.Buffer
	last := 0
	for _, e := range sorted {
		b.Write(src[last:e.start])
		b.WriteString(e.text)
		last = e.stop
	}
	b.Write(src[last:])
	return b.Bytes()
}
