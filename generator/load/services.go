package load

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/i18n"
)

// services reads a services.toml. tags are the languages of the site.
func services(file diag.File, tags []string) ([]*content.Service, diag.List) {
	var ds diag.List
	t := decode(file, 0, len(file.Source), &ds)
	if t == nil {
		return nil, ds
	}
	var all []*content.Service
	first := map[string]diag.Position{}
	for _, entry := range t.subs("service") {
		s := entry.service(tags)
		if before, twice := first[s.ID]; twice && s.ID != "" {
			ds.Error(s.At, "id-twice", fmt.Sprintf("the service id %q stands twice, first in line %d", s.ID, before.Line), "give each service an id of its own")
			continue
		}
		first[s.ID] = s.At
		all = append(all, s)
	}
	t.close()
	if len(t.doc.lost) > 0 {
		return nil, ds // guides may name a service that cannot be read
	}
	return all, ds
}

var serviceID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (t *table) service(tags []string) *content.Service {
	s := &content.Service{
		At: t.at(""), ID: t.text("id"),
		Phone: t.list("phone"), Languages: t.list("languages"),
		Confidential: t.flag("confidential", false), Checked: t.date("checked"),
	}
	s.At = t.doc.at(strings.TrimSuffix(t.prefix, "."))
	texts := []struct {
		key  string
		text *content.Text
	}{{"name", &s.Name}, {"what", &s.What}, {"hours", &s.Hours}, {"address", &s.Address}, {"cost", &s.Cost}}
	for _, e := range texts {
		if words := t.text(e.key); words != "" {
			*e.text = content.Text{"": words}
		}
	}
	for _, tag := range t.keys() {
		if !slices.Contains(tags, tag) {
			continue
		}
		inner := t.sub(tag)
		for _, e := range texts {
			if words := inner.text(e.key); words != "" {
				if *e.text == nil {
					*e.text = content.Text{}
				}
				(*e.text)[tag] = words
			}
		}
		inner.close()
	}
	t.otherLanguages(tags)
	s.Languages = t.spoken(s.Languages)
	t.close()
	t.required(s)
	return s
}

// otherLanguages reports texts in languages that the site does not have.
func (t *table) otherLanguages(tags []string) {
	for _, key := range t.keys() {
		if _, isTable := t.values[key].(map[string]any); isTable && !slices.Contains(t.asked, key) {
			t.take(key)
			t.doc.ds.Error(t.at(key), "language-unknown", fmt.Sprintf("texts in %q, a language that the site does not have", key), oneOf(key, tags))
		}
	}
}

// spoken keeps the languages that exist. They need not be those of the site.
func (t *table) spoken(languages []string) []string {
	return slices.DeleteFunc(languages, func(tag string) bool {
		canonical, err := i18n.Canonical(tag)
		switch {
		case err != nil:
			t.badItem("languages", tag, "is not the tag of a language", "use BCP 47 tags such as en, pt-BR or zh-Hans")
		case canonical != tag:
			t.badItem("languages", tag, "is not written as usual", fmt.Sprintf("write %q", canonical))
		}
		return err != nil || canonical != tag
	})
}

func (t *table) required(s *content.Service) {
	switch {
	case s.ID == "" && t.isText("id"):
		t.doc.ds.Error(s.At, "key-missing", "the service has no id", `add a line: id = "night-clinic"`)
	case s.ID != "" && !serviceID.MatchString(s.ID):
		t.bad("id", "may hold only lower-case letters a–z, digits and hyphens", "")
	}
	if len(s.Name) == 0 && t.isText("name") {
		t.doc.ds.Error(s.At, "key-missing", "the service has no name", `add a line: name = "Night clinic"`)
	}
	for _, phone := range s.Phone {
		if fault := content.PhoneFault(phone); fault != "" {
			t.badItem("phone", phone, fault, `write it as people dial it: "+1 202 555 0142"`)
		}
	}
}
