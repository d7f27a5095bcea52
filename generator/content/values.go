package content

import (
	"maps"
	"slices"
	"strings"

	"handbill/generator/values"
)

// Value gives what {{name}} stands for in a language: its own [values.TAG]
// first, then [values].
func (s *Site) Value(l *Language, name string) (string, bool) {
	if text, ok := s.Config.Values[l.Tag][name]; ok {
		return text, true
	}
	text, ok := s.Config.Values[""][name]
	return text, ok
}

// ValueNames lists the values that a language knows, sorted.
func (s *Site) ValueNames(l *Language) []string {
	names := maps.Clone(s.Config.Values[""])
	if names == nil {
		names = map[string]string{}
	}
	maps.Copy(names, s.Config.Values[l.Tag])
	return slices.Sorted(maps.Keys(names))
}

// Text gives a text of the settings for readers of a language, with its values,
// and the tag of the language that it is in; "" where it serves every language.
func (s *Site) Text(t Text, l *Language) (text, tag string) {
	text, tag = t.Find(l.Chain()...)
	return s.Filled(l, text), tag
}

// Filled is a text with its values, for texts whose unknown ones link has told.
func (s *Site) Filled(l *Language, text string) string {
	filled, _ := s.Fill(l, text)
	return filled
}

// Fill replaces every {{name}} of a text. Names without a value stay as they
// are written and come back in unknown.
func (s *Site) Fill(l *Language, text string) (filled string, unknown []string) {
	if !strings.Contains(text, "{{") {
		return text, nil
	}
	var b strings.Builder
	for {
		i := strings.Index(text, "{{")
		if i < 0 {
			b.WriteString(text)
			return b.String(), unknown
		}
		b.WriteString(text[:i])
		text = text[i:]
		name, size := values.Name([]byte(text))
		value, known := s.Value(l, name)
		switch {
		case size == 0:
			size = len("{{")
			value = text[:size]
		case !known:
			value = text[:size]
			unknown = append(unknown, name)
		}
		b.WriteString(value)
		text = text[size:]
	}
}
