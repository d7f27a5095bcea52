package i18n

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"handbill/generator/diag"
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
	at      map[string]diag.Position
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

func (c *Catalog) position(key string) diag.Position {
	for {
		if at, ok := c.at[key]; ok {
			return at
		}
		i := strings.LastIndexByte(key, '.')
		if i < 0 {
			return diag.Position{Path: c.Path, Line: 1, Column: 1}
		}
		key = key[:i]
	}
}

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
		at: locate(file, string(src)),
	}
	var ds diag.List
	if tag, err := Canonical(c.Tag); err != nil {
		ds.Error(diag.Position{Path: file}, "words-language", "the name of this file begins with no language tag: "+err.Error(), `name it by its language, such as "fr.toml" or "zh-Hans.toml"`)
	} else {
		c.Tag = tag
	}
	var tree map[string]any
	if err := toml.Unmarshal(src, &tree); err != nil {
		ds.Add(syntax(file, src, err))
		return c, ds
	}
	c.table(&ds, "", tree)
	return c, ds
}

func syntax(file string, src []byte, err error) (ds diag.List) {
	at, message := diag.Position{Path: file, Line: 1, Column: 1}, strings.TrimPrefix(err.Error(), "toml: ")
	if parse, ok := errors.AsType[toml.ParseError](err); ok {
		at = diag.File{Path: file, Source: src}.At(parse.Position.Start)
		message = parse.Message
	}
	ds.Error(at, "words-syntax", "this line cannot be read: "+strings.TrimSuffix(message, "."),
		`a line is: name = "words"; a quotation mark inside the words needs a backslash before it: \"`)
	return ds
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
