package load

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/toml"
)

// table reads the keys of one TOML table, checking types as it goes. What
// nobody asked for is an unknown key when the table is closed.
type table struct {
	doc    *document
	prefix string // path of this table, ending in "." below the top
	values map[string]any
	asked  []string
	// refused are keys whose values are told as of no use; they read as if missing.
	refused []string
}

// document is a TOML file or the front matter of one.
type document struct {
	file   diag.File
	offset int // where the TOML begins in the file
	src    []byte
	layout *toml.Layout // nil until somebody asks
	lost   []string     // the last names of keys whose values cannot be read
	strays []stray      // keys that their tables do not know
	ds     *diag.List
}

// stray is a key that nobody asked its table for.
type stray struct {
	table *table
	key   string
}

// decode reads TOML; nil after a syntax error that hides the rest. Errors are in ds.
func decode(file diag.File, start, stop int, ds *diag.List) *table {
	doc := &document{file: file, offset: start, src: file.Source[start:stop], ds: ds}
	values, read, faults := toml.DecodeAll(doc.src)
	doc.src = read
	for _, fault := range faults {
		if fault.Lost {
			doc.lost = append(doc.lost, fault.Key)
		}
		ds.Error(file.At(start+fault.Offset), "toml-syntax", fault.Message, fault.Hint)
	}
	if values == nil {
		return nil
	}
	return &table{doc: doc, values: values}
}

// places tells where the keys stand, by their path from the top, in bytes from
// where the TOML begins.
func (d *document) places() *toml.Layout {
	if d.layout == nil {
		d.layout = toml.Scan(d.src)
	}
	return d.layout
}

// at is where a key stands, by its path from the top.
func (d *document) at(path string) diag.Position { return d.file.At(d.offset + d.places().At(path)) }

func (t *table) at(key string) diag.Position { return t.doc.at(t.prefix + key) }

func (t *table) has(key string) bool { _, ok := t.values[key]; return ok }

// lacks reports a key that is missing, and neither written as a key that nobody
// knows nor with a value that cannot be read nor in another table: these are told
// already.
func (t *table) lacks(key string) bool {
	return !t.has(key) && !slices.Contains(t.doc.lost, key) && !t.astray(key) && !slices.ContainsFunc(t.keys(), func(k string) bool {
		return !slices.Contains(t.asked, k) && diag.Nearest(k, []string{key}) != ""
	})
}

// astray reports whether a key of the top stands below the line of a table, which
// does not know it.
func (t *table) astray(key string) bool {
	return t.prefix == "" && slices.ContainsFunc(t.doc.strays, func(s stray) bool { return s.key == key })
}

// take gives the value of a key and remembers that it is known.
func (t *table) take(key string) (any, bool) {
	t.asked = append(t.asked, key)
	v, ok := t.values[key]
	return v, ok
}

func (t *table) wrong(key, want string, got any) {
	t.refused = append(t.refused, key)
	t.doc.ds.Error(t.at(key), "type", fmt.Sprintf("%q must be %s, not %s", key, want, describe(got)), retype(key, want, got))
}

// retype gives what to write in place of a value of the wrong type, where that can
// be known.
func retype(key, want string, got any) string {
	switch v := got.(type) {
	case int64, float64:
		if strings.HasPrefix(want, "a text") {
			return fmt.Sprintf("write %s = \"%v\"", key, v)
		}
	case string:
		if n := strings.TrimSpace(v); strings.HasPrefix(want, "a number") && isNumber(n) {
			return "write " + key + " = " + n
		}
		if strings.HasPrefix(want, "true or false") {
			return "write " + key + " = true, or take the line out"
		}
	}
	return ""
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil && strings.Trim(s, "0123456789.-") == ""
}

func (t *table) bad(key, message, hint string) {
	t.doc.ds.Error(t.at(key), "value", fmt.Sprintf("%q %s", key, message), hint)
}

// badItem reports one text of a list, at the text.
func (t *table) badItem(key, text, message, hint string) {
	at := key
	if items, ok := t.values[key].([]any); ok {
		at += "." + strconv.Itoa(slices.IndexFunc(items, func(v any) bool { s, ok := v.(string); return ok && strings.TrimSpace(s) == text }))
	}
	t.doc.ds.Error(t.at(at), "value", fmt.Sprintf("%q holds %q, which %s", key, text, message), hint)
}

func describe(v any) string {
	switch v.(type) {
	case string:
		return "a text"
	case bool:
		return "true or false"
	case int64, float64:
		return "a number"
	case time.Time:
		return "a date"
	case map[string]any:
		return "a table"
	default:
		return "a list"
	}
}

// isText reports a key that is missing or a text: another type is told already, and
// so is a value that cannot be read or stands in another table.
func (t *table) isText(key string) bool {
	v, ok := t.values[key]
	_, isText := v.(string)
	return isText || !ok && !slices.Contains(t.doc.lost, key) && !t.astray(key)
}

func (t *table) text(key string) string {
	v, ok := t.take(key)
	if !ok {
		return ""
	}
	s, ok := v.(string)
	if !ok {
		t.wrong(key, "a text in quotes", v)
	}
	return strings.TrimSpace(s)
}

// words reads a text that people may also write as a number, such as an edition.
func (t *table) words(key string) string {
	v, ok := t.take(key)
	if !ok {
		return ""
	}
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case int64:
		return strconv.FormatInt(v, 10)
	}
	t.wrong(key, "a text in quotes", v)
	return ""
}

// choice reads one of a few words; otherwise is the default.
func (t *table) choice(key, otherwise string, words ...string) string {
	s := t.text(key)
	if s == "" {
		return otherwise
	}
	if !slices.Contains(words, s) {
		t.bad(key, fmt.Sprintf("cannot be %q", s), oneOf(s, words))
		return otherwise
	}
	return s
}

func oneOf(typed string, words []string) string {
	if near := diag.Nearest(typed, words); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "use one of: " + strings.Join(words, ", ")
}

func (t *table) flag(key string, otherwise bool) bool {
	v, ok := t.take(key)
	if !ok {
		return otherwise
	}
	b, ok := v.(bool)
	if !ok {
		t.wrong(key, "true or false without quotes", v)
		return otherwise
	}
	return b
}

func (t *table) number(key string, otherwise, least, most float64) float64 {
	v, ok := t.take(key)
	if !ok {
		return otherwise
	}
	var n float64
	switch v := v.(type) {
	case int64:
		n = float64(v)
	case float64:
		n = v
	default:
		t.wrong(key, "a number without quotes", v)
		return otherwise
	}
	if n < least || n > most || math.IsNaN(n) {
		t.bad(key, fmt.Sprintf("must be between %g and %g", least, most), "")
		return otherwise
	}
	return n
}

func (t *table) whole(key string, otherwise, least, most int) int {
	n := t.number(key, float64(otherwise), float64(least), float64(most))
	if n != math.Trunc(n) {
		t.bad(key, "must be a whole number", "")
		return otherwise
	}
	return int(n)
}

// list reads a list of texts; a single text is a list of one.
func (t *table) list(key string) []string {
	v, ok := t.take(key)
	if !ok {
		return nil
	}
	switch v := v.(type) {
	case string:
		if s := strings.TrimSpace(v); s != "" {
			return []string{s}
		}
		return nil
	case []any:
		texts := make([]string, 0, len(v))
		for _, e := range v {
			s, ok := e.(string)
			if !ok {
				t.wrong(key, "a list of texts in quotes", e)
				return nil
			}
			if s = strings.TrimSpace(s); s != "" {
				texts = append(texts, s)
			}
		}
		return texts
	}
	t.wrong(key, "a list of texts: [\"…\", \"…\"]", v)
	return nil
}

// date reads a day, written as 2026-01-31 with or without quotes.
func (t *table) date(key string) time.Time {
	v, ok := t.take(key)
	if !ok {
		return time.Time{}
	}
	switch v := v.(type) {
	case time.Time:
		if v.Year() == 0 { // a time of day alone
			break
		}
		return time.Date(v.Year(), v.Month(), v.Day(), 0, 0, 0, 0, time.UTC)
	case string:
		if day, err := time.Parse(time.DateOnly, strings.TrimSpace(v)); err == nil {
			return day
		}
	}
	t.doc.ds.Error(t.at(key), "type", fmt.Sprintf("%q must be a date", key), "write year, month and day: 2026-01-31")
	return time.Time{}
}

// byLanguage reads a text for all languages or a table of one text a language.
func (t *table) byLanguage(key string) content.Text {
	v, ok := t.take(key)
	if !ok {
		return nil
	}
	switch v := v.(type) {
	case string:
		return content.Text{"": strings.TrimSpace(v)}
	case map[string]any:
		text := content.Text{}
		for _, tag := range sortedKeys(v) {
			s, ok := v[tag].(string)
			if !ok {
				t.doc.ds.Error(t.at(key+"."+tag), "type", fmt.Sprintf("%q must be a text in quotes, not %s", key+"."+tag, describe(v[tag])), "")
				continue
			}
			text[tag] = strings.TrimSpace(s)
		}
		return text
	}
	t.wrong(key, "a text, or a table with one text a language", v)
	return nil
}

// sub opens a table inside; never nil, so that defaults can be read from it.
func (t *table) sub(key string) *table {
	v, ok := t.take(key)
	inner := &table{doc: t.doc, prefix: t.prefix + key + "."}
	if ok {
		if inner.values, ok = v.(map[string]any); !ok {
			t.wrong(key, fmt.Sprintf("a table: [%s]", t.prefix+key), v)
		}
	}
	return inner
}

// subs opens each table of an array of tables.
func (t *table) subs(key string) []*table {
	v, ok := t.take(key)
	if !ok {
		return nil
	}
	entries, ok := v.([]map[string]any)
	if !ok {
		t.wrong(key, fmt.Sprintf("tables, each under a line [[%s]]", key), v)
		return nil
	}
	tables := make([]*table, len(entries))
	for i, e := range entries {
		tables[i] = &table{doc: t.doc, prefix: fmt.Sprintf("%s%s.%d.", t.prefix, key, i), values: e}
	}
	return tables
}

func (t *table) keys() []string { return sortedKeys(t.values) }

// close ends the reading of a table. With the top, which ends last and knows its own
// keys then, every key is reported that nobody asked for.
func (t *table) close() {
	for _, key := range t.keys() {
		if !slices.Contains(t.asked, key) {
			t.doc.strays = append(t.doc.strays, stray{t, key})
		}
	}
	if t.prefix == "" {
		for _, s := range t.doc.strays {
			t.doc.ds.Error(s.table.at(s.key), "key-unknown", fmt.Sprintf("unknown key %q", s.key), s.hint(t))
		}
	}
}

func (s stray) hint(top *table) string {
	_, isTable := s.table.values[s.key].(map[string]any)
	switch near := diag.Nearest(s.key, s.table.asked); {
	case s.table != top && !isTable && slices.Contains(top.asked, s.key):
		return aboveTables(s.key)
	case near != "":
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "known here: " + strings.Join(slices.Sorted(slices.Values(s.table.asked)), ", ")
}

// aboveTables says where a key of the top belongs that stands in a table.
func aboveTables(key string) string {
	return fmt.Sprintf("%q is for the whole file: write it above the first line that begins with [", key)
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
