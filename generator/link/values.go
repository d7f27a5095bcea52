package link

import (
	"fmt"
	"slices"
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/values"
)

// fill puts the values into the texts of the front matter.
func (l *linker) fill(page *content.Page, original *content.Source) {
	m := &page.Meta
	fill := func(key, item, text string) string {
		if !strings.ContainsAny(text, braces) {
			return text // no place need be found
		}
		from := page.Source
		if !from.Has(key) { // the translation takes it from the source
			from = original
		}
		return l.filled(page.Language, text, from.ItemAt(key, item))
	}
	for _, e := range []struct {
		key  string
		text *string
	}{{"title", &m.Title}, {"summary", &m.Summary}, {"alt", &m.Alt}, {"edition", &m.Edition}, {"publisher", &m.Publisher}, {"license", &m.License}, {"withdrawn", &m.Withdrawn}} {
		*e.text = fill(e.key, "", *e.text)
	}
	for _, e := range []struct {
		key   string
		texts *[]string
	}{{"authors", &m.Authors}, {"translators", &m.Translators}, {"reviewers", &m.Reviewers}, {"funders", &m.Funders}, {"tags", &m.Tags}} {
		*e.texts = slices.Clone(*e.texts)
		for i, text := range *e.texts {
			(*e.texts)[i] = fill(e.key, text, text)
		}
	}
}

// braces are what values and slips in them are written with.
const braces = "{}｛｝"

// filled puts the values of a language into a text that is written at a place.
func (l *linker) filled(language *content.Language, text string, at diag.Position) string {
	filled, unknown := l.site.Fill(language, text)
	for _, name := range unknown {
		l.unknownValue(at, name, language)
	}
	l.valueSlips(language, text, at)
	return filled
}

// valueSlips reports what was meant to be {{name}} and is not.
func (l *linker) valueSlips(language *content.Language, text string, at diag.Position) {
	known := func(name string) bool { _, ok := l.site.Value(language, name); return ok }
	for from := 0; strings.ContainsAny(text[from:], braces); {
		slip, ok := values.NextSlip(text, from, known)
		if !ok {
			return
		}
		from = slip.Stop
		severity, message, hint := slip.Say(text, diag.Nearest(slip.Name, l.site.ValueNames(language)))
		l.once(diag.Diagnostic{Position: at, Severity: severity, Code: "value-braces", Message: message, Hint: hint})
	}
}

// unknownValue reports a name that no value has.
func (l *linker) unknownValue(at diag.Position, name string, language *content.Language) {
	message := fmt.Sprintf("there is no value {{%s}}", name)
	hint := fmt.Sprintf("add it to site.toml under [values]: %s = \"…\"", name)
	if near := diag.Nearest(name, l.site.ValueNames(language)); near != "" {
		hint = fmt.Sprintf("did you mean {{%s}}?", near)
	}
	l.once(diag.Diagnostic{Position: at, Severity: diag.Error, Code: "value-unknown", Message: message, Hint: hint})
}

// once reports something once at a place, whatever languages read it there.
func (l *linker) once(d diag.Diagnostic) {
	if !slices.ContainsFunc(l.ds, func(old diag.Diagnostic) bool { return old.Position == d.Position && old.Message == d.Message }) {
		l.ds = append(l.ds, d)
	}
}

// settingsValues checks the values in the texts of site.toml that are not
// Markdown; renderers fill them in by language.
func (l *linker) settingsValues() {
	c := l.site.Config
	for _, e := range []struct {
		table, key string
		text       content.Text
	}{
		{"", "title", c.Title}, {"", "tagline", c.Tagline}, {"", "contact", c.Contact}, {"", "publisher", content.Text{"": c.Publisher}}, {"", "license", content.Text{"": c.License}},
		{"notice.", "text", c.Notice.Text}, {"offline.", "name", c.Offline.Name},
	} {
		for _, language := range l.site.Languages {
			text, tag := e.text.Find(language.Chain()...)
			key := e.table + e.key
			if tag != "" {
				key += "." + tag
			}
			l.filled(language, text, c.At(key))
		}
	}
}

// services checks the values in the directories; renderers fill them in by
// language.
func (l *linker) services() {
	l.site.Services = l.in.Services[""]
	l.serviceValues(l.site.Services)
	for _, g := range l.site.Guides {
		l.serviceValues(g.Services)
	}
}

func (l *linker) serviceValues(all []*content.Service) {
	for _, s := range all {
		for _, language := range l.site.Languages {
			for _, t := range []content.Text{s.Name, s.What, s.Hours, s.Address, s.Cost} {
				l.filled(language, t.In(language.Chain()...), s.At)
			}
			for _, phone := range s.Phone {
				if number := l.filled(language, phone, s.At); number != phone {
					l.number(s, phone, number)
				}
			}
		}
	}
}

// number reports a value that stands for a telephone number and is none.
func (l *linker) number(s *content.Service, written, filled string) {
	if fault := content.PhoneFault(filled); fault != "" {
		l.once(diag.Diagnostic{Position: s.At, Severity: diag.Error, Code: "value",
			Message: fmt.Sprintf("the phone %q of the service %q is %q, which %s", written, s.ID, filled, fault), Hint: "name a value that is one number, as people dial it"})
	}
}
