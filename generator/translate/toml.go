package translate

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// tomlText is a text, or a list of texts, in a TOML document.
type tomlText struct {
	// table is the path of the table it stands in, "" at the top; entries of an
	// array of tables are counted from 0: "service.0.fr".
	table, key string
	// text is the value; the items of a list are joined by line ends.
	text string
	list bool
	// keyAt is where the key stands, start…stop the value as it is written.
	keyAt, start, stop int
}

// tomlDoc is a TOML document with the places of its texts.
type tomlDoc struct {
	src   []byte
	texts []tomlText
	// ends is where the last line of each table ends, its line end included.
	ends map[string]int
}

// readTOML finds the texts of a document. It stops in silence at an error of
// syntax: load has reported that.
func readTOML(src []byte) *tomlDoc {
	d := &tomlDoc{src: src, ends: map[string]int{"": 0}}
	counts := map[string]int{}
	table := ""
	var p unstable.Parser
	p.Reset(src)
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			path, at := d.header(e, counts)
			table = path
			d.ends[table] = d.lineEnd(at)
		case unstable.KeyValue:
			d.pair(e, table)
			d.ends[table] = d.lineEnd(int(e.Raw.Offset + e.Raw.Length))
		}
	}
	return d
}

// header gives the path that a [table] or [[array]] opens, and where its last
// key stands.
func (d *tomlDoc) header(e *unstable.Node, counts map[string]int) (path string, at int) {
	parts := keyParts(e.Key())
	for i, part := range parts {
		if i > 0 {
			path += "."
		}
		path += part
		if last := i == len(parts)-1; last && e.Kind == unstable.ArrayTable {
			counts[path]++
		}
		if n := counts[path]; n > 0 {
			path += "." + strconv.Itoa(n-1)
		}
	}
	for it := e.Key(); it.Next(); {
		at = int(it.Node().Raw.Offset)
	}
	return path, at
}

func keyParts(it unstable.Iterator) []string {
	var parts []string
	for it.Next() {
		parts = append(parts, string(it.Node().Data))
	}
	return parts
}

func (d *tomlDoc) pair(e *unstable.Node, table string) {
	parts := keyParts(e.Key())
	last := len(parts) - 1
	table = strings.Trim(table+"."+strings.Join(parts[:last], "."), ".")
	at, end := int(e.Raw.Offset), int(e.Raw.Offset+e.Raw.Length)
	t := tomlText{table: table, key: parts[last], keyAt: at}
	value := e.Value()
	switch value.Kind {
	case unstable.String:
		t.text = string(value.Data)
		t.start, t.stop = int(value.Raw.Offset), int(value.Raw.Offset+value.Raw.Length)
		d.texts = append(d.texts, t)
	case unstable.Array:
		var items []string
		for it := value.Children(); it.Next(); {
			if it.Node().Kind != unstable.String {
				return
			}
			items = append(items, string(it.Node().Data))
		}
		t.text, t.list = strings.Join(items, "\n"), true
		if open := bytes.IndexByte(d.src[at:end], '['); open >= 0 {
			t.start, t.stop = at+open, end
			d.texts = append(d.texts, t)
		}
	case unstable.InlineTable:
		inner := strings.Trim(table+"."+parts[last], ".")
		for it := value.Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				d.pair(it.Node(), inner)
			}
		}
		d.ends[inner] = -end // negative: stands on one line, between braces
	}
}

// lineEnd is the offset behind the line that holds an offset.
func (d *tomlDoc) lineEnd(at int) int {
	if i := bytes.IndexByte(d.src[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(d.src)
}

// find gives the text of a key, nil where there is none.
func (d *tomlDoc) find(table, key string) *tomlText {
	i := slices.IndexFunc(d.texts, func(t tomlText) bool { return t.table == table && t.key == key })
	if i < 0 {
		return nil
	}
	return &d.texts[i]
}

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
	if old := d.find(table, key); old != nil {
		return edit{old.start, old.stop, value}
	}
	line := key + " = " + value + "\n"
	end, ok := d.ends[table]
	if old := d.find(table, after); old != nil && end >= 0 {
		at := d.lineEnd(old.stop)
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
	for path, at := range d.ends {
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
