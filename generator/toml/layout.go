package toml

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Layout tells where the keys and texts of a document stand. Paths join names by
// dots and count the entries of lists and of arrays of tables from 0:
// "languages.fr.dir", "service.0.fr.name", "list.1". Places are byte offsets.
type Layout struct {
	// Keys is where each key is written, and each text of a list; of a table,
	// where its header begins.
	Keys map[string]int
	// Texts are the texts and the lists of texts, in the order of the document.
	Texts []Text
	// Ends is where the last line of each table ends, its line end included;
	// negative for a table in braces: where the value ends, on one line.
	Ends map[string]int

	src []byte
}

// Text is a text, or a list of texts, in a document.
type Text struct {
	// Table is the path of the table it stands in, "" at the top.
	Table, Key string
	// Text is the value; the items of a list are joined by line ends.
	Text string
	List bool
	// At is where the key stands; from Start to Stop stands the value as it is
	// written.
	At, Start, Stop int
}

// parsers are kept with what they have grown to: most documents are a few lines.
var parsers = sync.Pool{New: func() any { return new(unstable.Parser) }}

// Scan finds the keys of a document. It stops in silence at an error of syntax:
// Decode reports it.
func Scan(src []byte) *Layout {
	if _, bom := withoutBOM(src); bom > 0 {
		// A blank of the same length keeps every place, and is no part of a key.
		src = append([]byte("   "), src[bom:]...)
	}
	l := &Layout{src: src, Keys: map[string]int{}, Ends: map[string]int{"": 0}}
	counts := map[string]int{}
	table := ""
	p := parsers.Get().(*unstable.Parser)
	defer parsers.Put(p)
	defer p.Reset(nil)
	p.Reset(src)
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			path, last := l.header(e, counts)
			table = path
			l.Ends[table] = l.LineEnd(last)
		case unstable.KeyValue:
			l.pair(e, table)
			l.Ends[table] = l.LineEnd(int(e.Raw.Offset + e.Raw.Length))
		}
	}
	return l
}

// header gives the path that a [table] or [[array]] opens, and where the last key
// of its name stands.
func (l *Layout) header(e *unstable.Node, counts map[string]int) (path string, last int) {
	names, places := keys(e.Key())
	at := l.bracket(places[0])
	for i, name := range names {
		path = join(path, name)
		l.note(path, at)
		if i == len(names)-1 && e.Kind == unstable.ArrayTable {
			counts[path]++
		}
		if n := counts[path]; n > 0 {
			path = join(path, strconv.Itoa(n-1))
			l.note(path, at)
		}
	}
	return path, places[len(places)-1]
}

// bracket is where the header begins whose first name stands at an offset.
func (l *Layout) bracket(at int) int {
	for at > 0 && (l.src[at-1] == '[' || l.src[at-1] == ' ' || l.src[at-1] == '\t') {
		at--
	}
	return at + bytes.IndexByte(l.src[at:], '[')
}

func keys(it unstable.Iterator) (names []string, places []int) {
	for it.Next() {
		names = append(names, string(it.Node().Data))
		places = append(places, int(it.Node().Raw.Offset))
	}
	return names, places
}

func join(table, name string) string {
	if table == "" {
		return name
	}
	return table + "." + name
}

// note keeps the first place of a path.
func (l *Layout) note(path string, at int) {
	if _, ok := l.Keys[path]; !ok {
		l.Keys[path] = at
	}
}

// pair notes a key, on the way to it too, and what its value holds.
func (l *Layout) pair(e *unstable.Node, table string) {
	names, places := keys(e.Key())
	last := len(names) - 1
	for _, name := range names[:last] {
		table = join(table, name)
		l.note(table, places[0])
	}
	path := join(table, names[last])
	l.note(path, places[0])
	end := int(e.Raw.Offset + e.Raw.Length)
	l.value(e.Value(), path, end)
	if t, ok := l.text(e.Value(), places[0], end); ok {
		t.Table, t.Key = table, names[last]
		l.Texts = append(l.Texts, t)
	}
}

// value notes the keys inside a list or a table in braces that ends at an offset.
func (l *Layout) value(value *unstable.Node, path string, end int) {
	it := value.Children()
	switch value.Kind {
	case unstable.Array:
		for i := 0; it.Next(); i++ {
			item := join(path, strconv.Itoa(i))
			if raw := it.Node().Raw; raw.Length > 0 {
				l.note(item, int(raw.Offset))
			}
			l.value(it.Node(), item, end)
		}
	case unstable.InlineTable:
		l.Ends[path] = -end
		for it.Next() {
			if it.Node().Kind == unstable.KeyValue {
				l.pair(it.Node(), path)
			}
		}
	}
}

// text reads a value as a text or a list of texts.
func (l *Layout) text(value *unstable.Node, at, end int) (t Text, ok bool) {
	t = Text{At: at}
	switch value.Kind {
	case unstable.String:
		t.Text = string(value.Data)
		t.Start, t.Stop = int(value.Raw.Offset), int(value.Raw.Offset+value.Raw.Length)
		return t, true
	case unstable.Array:
		var items []string
		for it := value.Children(); it.Next(); {
			if it.Node().Kind != unstable.String {
				return t, false
			}
			items = append(items, string(it.Node().Data))
		}
		open := bytes.IndexByte(l.src[at:end], '[')
		t.Text, t.List, t.Start, t.Stop = strings.Join(items, "\n"), true, at+open, end
		return t, open >= 0
	}
	return t, false
}

// LineEnd is the offset behind the line that holds an offset.
func (l *Layout) LineEnd(at int) int {
	if i := bytes.IndexByte(l.src[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(l.src)
}

// At is where a key stands, or the nearest table around it that is written; 0
// where there is none.
func (l *Layout) At(path string) int {
	for {
		if at, ok := l.Keys[path]; ok {
			return at
		}
		cut := strings.LastIndexByte(path, '.')
		if cut < 0 {
			return 0
		}
		path = path[:cut]
	}
}

// Find gives the text of a key, nil where there is none.
func (l *Layout) Find(table, key string) *Text {
	i := slices.IndexFunc(l.Texts, func(t Text) bool { return t.Table == table && t.Key == key })
	if i < 0 {
		return nil
	}
	return &l.Texts[i]
}
