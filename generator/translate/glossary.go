package translate

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"handbill/generator/diag"
	"handbill/generator/toml"
)

// Term is an entry of i18n/glossary.toml: a word of the source and how the team
// has agreed to translate it.
//
//	[clinic]
//	fr = "dispensaire"
//	es = ["clínica", "consultorio"]
//	note = "the place, not the consultation"
type Term struct {
	Term string
	Note string
	// In gives the agreed translations by language; any of them will do.
	In map[string][]string
}

// Glossary is sorted by term.
type Glossary []Term

// ParseGlossary reads i18n/glossary.toml. What it cannot read it reports and
// leaves out.
func ParseGlossary(file diag.File) (Glossary, diag.List) {
	var ds diag.List
	entries, read, faults := toml.DecodeAll(file.Source)
	for _, fault := range faults {
		ds.Error(file.At(fault.Offset), "glossary", fault.Message, fault.Hint)
	}
	layout := toml.Scan(read)
	var g Glossary
	for _, term := range slices.Sorted(maps.Keys(entries)) {
		table, ok := entries[term].(map[string]any)
		if !ok {
			ds.Error(file.At(layout.At(term)), "glossary", fmt.Sprintf("%q must be a table with one translation a language", term), "an entry looks like this:\n[clinic]\nfr = \"dispensaire\"")
			continue
		}
		t := Term{Term: term, In: map[string][]string{}}
		for language, value := range table {
			words, ok := wordList(value)
			switch {
			case !ok:
				ds.Error(file.At(layout.At(term+"."+language)), "glossary", fmt.Sprintf("the translation of %q into %q must be a text or a list of texts", term, language), "")
			case language == "note":
				t.Note = strings.Join(words, "; ")
			default:
				t.In[language] = words
			}
		}
		g = append(g, t)
	}
	return g, ds.Sorted()
}

func wordList(value any) ([]string, bool) {
	switch v := value.(type) {
	case string:
		return []string{v}, true
	case []any:
		var list []string
		for _, e := range v {
			s, ok := e.(string)
			if !ok {
				return nil, false
			}
			list = append(list, s)
		}
		return list, true
	}
	return nil, false
}

// For gives the terms in a source text that have an agreed translation into a
// language.
func (g Glossary) For(text, language string) []Term {
	var found []Term
	lower := strings.ToLower(strip(text))
	for _, t := range g {
		if len(t.In[language]) > 0 && holdsWord(lower, strings.ToLower(t.Term)) {
			found = append(found, t)
		}
	}
	return found
}

// holdsWord reports whether a text has a term as a word, or as a word with a
// short ending such as a plural.
func holdsWord(text, term string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], term)
		if i < 0 || term == "" {
			return false
		}
		start, end := at+i, at+i+len(term)
		if !endsInLetter(text[:start]) && len(leadingLetters(text[end:])) <= 2 {
			return true
		}
		at = end
	}
}

func endsInLetter(s string) bool {
	runes := []rune(s[max(0, len(s)-8):])
	return len(runes) > 0 && unicode.IsLetter(runes[len(runes)-1])
}

func leadingLetters(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) {
			return s[:i]
		}
	}
	return s
}

// keeps reports whether a translation uses one of the agreed words. Endings
// differ with case and number, so all but the last letters have to be there.
func (t Term) keeps(translation, language string) bool {
	text := strings.ToLower(translation)
	return slices.ContainsFunc(t.In[language], func(agreed string) bool {
		for word := range strings.FieldsSeq(strings.ToLower(agreed)) {
			if !strings.Contains(text, stem(word)) {
				return false
			}
		}
		return true
	})
}

// stem is a word without the last quarter of its letters, three at most.
func stem(word string) string {
	runes := []rune(word)
	if len(runes) < 4 {
		return word
	}
	return string(runes[:len(runes)-min(3, len(runes)/4)])
}
