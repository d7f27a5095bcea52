package i18n

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"

	"handbill/generator/diag"
)

// optional keys stand in a catalogue only where the language needs them, with
// the placeholders that they may use.
var optional = map[string][]string{
	// The calendar of dates: gregorian where unsaid.
	"format.calendar": nil,
	// How the first day of a month is written: "{day}er" in French.
	"format.first_day": {"{day}"},
}

// namedFew is how many missing keys a message names before it only counts.
const namedFew = 5

// Check compares a catalogue with the one of reference, English: unknown keys,
// missing keys, placeholders, plural categories. Keys that a catalogue of the
// same language below it has are not missing: a site may change three words.
func (c *Catalog) Check(reference *Catalog, below ...*Catalog) diag.List {
	var ds diag.List
	known := reference.Keys()
	told := map[string]bool{}
	for _, key := range c.Keys() {
		if _, ok := optional[key]; !ok && !reference.Has(key) {
			if strings.HasPrefix(key, themeWords) {
				continue
			}
			c.unknown(&ds, reference, key, known, told)
			continue
		}
		c.compare(&ds, reference, key)
	}
	c.missing(&ds, known, told, below)
	return ds
}

// themeWords begins the words that a site's own theme says; the program has none.
const themeWords = "theme."

func (c *Catalog) unknown(ds *diag.List, reference *Catalog, key string, known []string, told map[string]bool) {
	parent := key[:max(strings.LastIndexByte(key, '.'), 0)]
	if reference.plurals[parent] != nil {
		// A mistyped category makes a table of texts out of a plural.
		if !told[parent] {
			told[parent] = true
			ds.Error(c.position(parent), "words-plural", fmt.Sprintf("%q holds a name that is no plural category", parent), "this language has "+strings.Join(needed(rules(c.Tag)), ", "))
		}
		return
	}
	hint := "take it away, or see the English catalogue for the names there are"
	if near := diag.Nearest(key, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	ds.Warn(c.position(key), "words-unknown", fmt.Sprintf("no page uses the words %q", key), hint)
}

func (c *Catalog) compare(ds *diag.List, reference *Catalog, key string) {
	if want, got := reference.shape(key), c.shape(key); want != "" && want != got {
		ds.Error(c.position(key), "words-shape", fmt.Sprintf("%q is %s, and English has %s there", key, got, want), "")
		return
	}
	if f := c.plurals[key]; f != nil {
		c.comparePlural(ds, reference, key, f)
		return
	}
	if text, ok := c.texts[key]; ok {
		want, isOptional := optional[key]
		if !isOptional {
			want = placeholders(reference.texts[key])
		}
		c.placeholders(ds, key, text, want, true)
	}
}

func (c *Catalog) comparePlural(ds *diag.List, reference *Catalog, key string, f *forms) {
	var lacks []string
	for _, name := range needed(rules(c.Tag)) {
		if form, _ := category(name); f[form] == "" {
			lacks = append(lacks, name)
		}
	}
	if len(lacks) > 0 {
		ds.Error(c.position(key), "words-plural", fmt.Sprintf("%q lacks the plural %s", key, strings.Join(lacks, ", ")), "this language needs "+strings.Join(needed(rules(c.Tag)), ", "))
	}
	want := placeholders(reference.plurals[key][plural.Other])
	for form, text := range f {
		if text == "" {
			continue
		}
		// "one guide" and "no guides" may do without the number.
		exact := plural.Form(form) == plural.Zero || plural.Form(form) == plural.One || plural.Form(form) == plural.Two
		c.placeholders(ds, key+"."+categories[form], text, want, !exact)
	}
}

// placeholders compares those of a text with those wanted; without all, {n} may
// be left out.
func (c *Catalog) placeholders(ds *diag.List, key, text string, want []string, all bool) {
	got := placeholders(text)
	for _, p := range got {
		if !slices.Contains(want, p) {
			hint := "English has none here"
			if len(want) > 0 {
				hint = "English has " + strings.Join(want, " and ") + " here; placeholders are not translated"
			}
			ds.Error(c.position(key), "words-placeholder", fmt.Sprintf("%q has %s, which nothing fills in", key, p), hint)
		}
	}
	for _, p := range want {
		if !slices.Contains(got, p) && (all || p != "{n}") {
			ds.Error(c.position(key), "words-placeholder", fmt.Sprintf("%q lacks %s", key, p), "write "+p+" where the program should put it; placeholders are not translated")
		}
	}
}

// placeholder matches whatever looks like one, so that "{ n }", "{n" and the
// wide braces of East Asian keyboards are found as well.
var placeholder = regexp.MustCompile(`[{｛][^{}｛｝]*[}｝]?|[}｝]`)

// placeholders lists what stands in braces in a text, sorted, each once.
func placeholders(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func (c *Catalog) missing(ds *diag.List, known []string, told map[string]bool, below []*Catalog) {
	var lacks []string
	for _, key := range known {
		_, isOptional := optional[key]
		has := func(b *Catalog) bool { return b.Has(key) }
		if !isOptional && !told[key] && !c.Has(key) && !slices.ContainsFunc(below, has) {
			lacks = append(lacks, key)
		}
	}
	if len(lacks) == 0 || c.damaged {
		return
	}
	names := strings.Join(lacks[:min(len(lacks), namedFew)], ", ")
	if rest := len(lacks) - namedFew; rest > 0 {
		names += fmt.Sprintf(" and %d more", rest)
	}
	ds.Warn(diag.Position{Path: c.Path}, "words-missing", fmt.Sprintf("%d of %d texts of the pages are not translated", len(lacks), len(known)), "missing: "+names)
}
