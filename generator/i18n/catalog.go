package i18n

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"handbill/generator/diag"
	"handbill/generator/toml"
)

// Catalog holds the interface words of one language, as one file writes them.
// Keys are dotted: "page.skip". It does not change after ParseCatalog.
type Catalog struct {
	// Tag is the language, from the name of the file.
	Tag string
	// Path is where the catalogue was read from, relative to the site.
	Path string

	texts   map[string]string
	plurals map[string]*forms
	lists   map[string][]string
	file    diag.File
	layout  func() *toml.Layout // worked out when a place is asked for
	damaged bool                // some of the file cannot be read: nobody can say what it lacks
}

// Keys lists the keys that the catalogue has, sorted; a plural is one key.
func (c *Catalog) Keys() []string {
	var keys []string
	keys = slices.AppendSeq(keys, maps.Keys(c.texts))
	keys = slices.AppendSeq(keys, maps.Keys(c.plurals))
	keys = slices.AppendSeq(keys, maps.Keys(c.lists))
	slices.Sort(keys)
	return keys
}

// Has reports whether the catalogue has a text, plural or list under a key.
func (c *Catalog) Has(key string) bool { return c.shape(key) != "" }

// shape names what stands under a key, in words for an author; "" for nothing.
func (c *Catalog) shape(key string) string {
	if _, ok := c.texts[key]; ok {
		return "a text"
	}
	if _, ok := c.plurals[key]; ok {
		return "a table with one text for each plural"
	}
	if _, ok := c.lists[key]; ok {
		return "a list of texts"
	}
	return ""
}

func (c *Catalog) position(key string) diag.Position { return c.file.At(c.layout().At(key)) }

// listLengths says how many texts a list of the table [format] holds.
var listLengths = map[string]int{"format.months": 12, "format.quotes": 4}

// calendars are the values of format.calendar.
var calendars = []string{"gregorian", "buddhist", "persian"}

// ParseCatalog reads a catalogue: TOML with tables of texts, plurals as tables
// of CLDR categories, and lists in [format]. An empty text counts as not yet
// translated, but for the marks of [format]. With errors the catalogue holds
// what could be read; it is never nil.
func ParseCatalog(file string, src []byte) (*Catalog, diag.List) {
	c := &Catalog{
		Tag: strings.TrimSuffix(path.Base(file), ".toml"), Path: file,
		texts: map[string]string{}, plurals: map[string]*forms{}, lists: map[string][]string{},
		file: diag.File{Path: file, Source: src}, layout: layoutOf(src),
	}
	var ds diag.List
	if tag, err := Canonical(c.Tag); err != nil {
		ds.Error(diag.Position{Path: file}, "words-language", "the name of this file begins with no language tag: "+err.Error(), `name it by its language, such as "fr.toml" or "zh-Hans.toml"`)
	} else {
		c.Tag = tag
	}
	tree, read, faults := toml.DecodeAll(src)
	for _, fault := range faults {
		ds.Error(c.file.At(fault.Offset), "words-syntax", fault.Message, fault.Hint)
	}
	if len(faults) > 0 {
		c.layout, c.damaged = layoutOf(read), true
	}
	c.table(&ds, "", tree)
	return c, ds
}

func layoutOf(src []byte) func() *toml.Layout {
	return sync.OnceValue(func() *toml.Layout { return toml.Scan(src) })
}

// table takes in the entries below a prefix, in the order of their names.
func (c *Catalog) table(ds *diag.List, prefix string, entries map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		key := prefix + name
		switch value := entries[name].(type) {
		case string:
			c.text(ds, key, value)
		case map[string]any:
			if f := pluralForms(value); f != nil {
				c.plurals[key] = f
			} else {
				c.table(ds, key+".", value)
			}
		case []any:
			c.list(ds, key, value)
		default:
			ds.Error(c.position(key), "words-type", fmt.Sprintf("%q is not a text", key), `put quotation marks around it: `+name+` = "…"`)
		}
	}
}

func (c *Catalog) text(ds *diag.List, key, value string) {
	if key == "format.calendar" && !slices.Contains(calendars, value) {
		ds.Error(c.position(key), "words-calendar", fmt.Sprintf("no calendar is called %q", value), "the calendars are "+strings.Join(calendars, ", "))
		return
	}
	if value != "" || strings.HasPrefix(key, "format.") {
		c.texts[key] = value
	}
}

// pluralForms reads a table as a plural; nil when a name in it is no category
// or a value no text.
func pluralForms(entries map[string]any) *forms {
	var f forms
	for name, value := range entries {
		form, ok := category(name)
		text, isText := value.(string)
		if !ok || !isText {
			return nil
		}
		f[form] = text
	}
	if f == (forms{}) {
		return nil
	}
	return &f
}

func (c *Catalog) list(ds *diag.List, key string, values []any) {
	want, ok := listLengths[key]
	if !ok {
		ds.Error(c.position(key), "words-type", fmt.Sprintf("%q is a list, where one text belongs", key), "write one text in quotation marks, without square brackets")
		return
	}
	var texts []string
	for _, v := range values {
		if text, ok := v.(string); ok {
			texts = append(texts, text)
		}
	}
	if len(texts) != want || len(values) != want {
		ds.Error(c.position(key), "words-list", fmt.Sprintf("%q needs %d texts and has %d", key, want, len(texts)), "")
		return
	}
	c.lists[key] = texts
}
