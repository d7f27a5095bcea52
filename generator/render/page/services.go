package page

import (
	"html/template"
	"slices"
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/i18n"
	"handbill/generator/markdown"
)

// ServicesView is what _services.html knows.
type ServicesView struct {
	// Title is the directory's heading; "" where a heading of the text stands
	// above it.
	Title string
	// Level is that of the names: 3 or 4.
	Level    int
	Services []ServiceCard
	// Languages are those that somebody speaks there, for the filter; nil where
	// the list is short enough to see. Private asks for a choice of confidential
	// ones.
	Languages []Spoken
	Private   bool

	page *View
}

// Word gives interface words in the page's language.
func (v *ServicesView) Word(key string, pairs ...string) string { return v.page.Word(key, pairs...) }

// Comma stands between the languages of a service, as the page's language writes it.
func (v *ServicesView) Comma() string { return v.page.language.Words.Text("format.list_comma") }

// ServiceCard is one service.
type ServiceCard struct {
	Name, What, Hours, Address, Cost Text
	Phones                           []Phone
	Languages                        []Spoken
	// Speaks are the tags of Languages with spaces between, for the filter.
	Speaks       string
	Confidential bool
	// Checked is the day of the last check, in words.
	Checked string
}

// Phone is a telephone number, always written from left to right.
type Phone struct {
	Href template.URL
	Text string
}

// Spoken is a language by its own name.
type Spoken struct{ Tag, Lang, Dir, Name string }

// filterFrom is how many services make a filter worth its place.
const filterFrom = 4

// services is the directory that stands at a guide's end: its own, else the
// site's.
func (r *Renderer) services(p *content.Page) []*content.Service {
	if len(p.Guide.Services) > 0 || !p.Guide.EndsWithServices() {
		return p.Guide.Services
	}
	return r.site.Services
}

// servicesHTML renders the directory that a text places.
func (r *Renderer) servicesHTML(p *content.Page, block *markdown.ServicesBlock, g *View, ds *diag.List) []byte {
	list := r.chosen(p, block, ds)
	if len(list) == 0 {
		return nil
	}
	v := r.servicesView(p, g, list)
	v.Title, v.Level = block.Title, 3
	if block.Level >= 3 || v.Title != "" && block.Level == 2 {
		v.Level = 4
	}
	if block.Level < 2 && v.Title == "" {
		v.Title = p.Language.Words.Marked().Text("services.title")
	}
	return []byte(r.part("_services.html", v, p.Address, ds))
}

// chosen are the services that a block names, by id or by language.
func (r *Renderer) chosen(p *content.Page, block *markdown.ServicesBlock, ds *diag.List) []*content.Service {
	all := p.Guide.Services
	if len(all) == 0 {
		all = r.site.Services
	}
	if len(block.Filter) == 0 {
		if len(all) == 0 && !r.brokenServices(p) {
			ds.Warn(block.At, "services-none", "there is no directory of services to show here", "write one in guides/"+p.Guide.Slug+"/services.toml, or take the mark out")
		}
		warnTitle(block, all, ds)
		return all
	}
	var some []*content.Service
	for _, want := range block.Filter {
		found := false
		for _, s := range all {
			if s.ID == want || slices.Contains(s.Languages, want) {
				found = true
				if !slices.Contains(some, s) {
					some = append(some, s)
				}
			}
		}
		if !found && !r.brokenServices(p) {
			ds.Error(block.At, "services-unknown", "no service has the id or the language \""+want+"\"", suggest(want, all))
		}
	}
	return some
}

// brokenServices reports whether a directory that a guide shows could not be read.
func (r *Renderer) brokenServices(p *content.Page) bool {
	return r.site.Broken["guides/services.toml"] || r.site.Broken["guides/"+p.Guide.Slug+"/services.toml"]
}

// warnTitle tells of a heading that was meant to choose services: what stands on
// the mark's own line is a heading.
func warnTitle(block *markdown.ServicesBlock, all []*content.Service, ds *diag.List) {
	words := strings.FieldsFunc(block.Title, func(r rune) bool { return strings.ContainsRune(" ,;،", r) })
	names := serviceNames(all)
	for _, word := range words {
		if !slices.Contains(names, word) {
			return
		}
	}
	if len(words) > 0 {
		ds.Warn(block.At, "services-title", "\""+block.Title+"\" stands on the line of the mark, so it is the heading of a list of all services", "to choose services, write it on the next line:\n> [!SERVICES]\n> "+block.Title)
	}
}

// serviceNames are what a directory can be chosen from: ids and languages.
func serviceNames(all []*content.Service) []string {
	var names []string
	for _, s := range all {
		names = append(append(names, s.ID), s.Languages...)
	}
	return names
}

func suggest(want string, all []*content.Service) string {
	if near := diag.Nearest(want, serviceNames(all)); near != "" {
		return "did you mean \"" + near + "\"?"
	}
	return "write ids or language tags of services.toml, or leave the line out to show all"
}

// servicesView fills the cards; list nil means those at the guide's end.
func (r *Renderer) servicesView(p *content.Page, g *View, list []*content.Service) *ServicesView {
	v := &ServicesView{Level: 3, page: g}
	if list == nil {
		list = r.services(p)
		v.Title = p.Language.Words.Marked().Text("services.title")
	}
	private := 0
	for _, s := range list {
		c := r.serviceCard(p, s)
		v.Services = append(v.Services, c)
		if s.Confidential {
			private++
		}
		for _, spoken := range c.Languages {
			if !slices.Contains(v.Languages, spoken) {
				v.Languages = append(v.Languages, spoken)
			}
		}
	}
	v.Private = private > 0 && private < len(list)
	if len(list) < filterFrom || len(v.Languages) < 2 && !v.Private {
		v.Languages, v.Private = nil, false
	} else {
		g.scripts = addPart(g.scripts, "services")
	}
	return v
}

func (r *Renderer) serviceCard(p *content.Page, s *content.Service) ServiceCard {
	chain := p.Language.Chain()
	in := func(key string, t content.Text) Text {
		text, tag := t.Find(chain...)
		stale := tag == p.Language.Tag && r.staleService(p, s.ID, key)
		if tag == "" { // what stands outside [service.TAG]
			tag = r.site.Config.Source
		}
		text, _ = r.site.Fill(p.Language, text) // link has reported unknown values
		out := r.mark(tag, p.Language).text(text)
		if stale {
			now, _ := r.site.Fill(p.Language, t[""])
			out.Now = r.now(now, r.site.Source(), p.Language)
		}
		return out
	}
	c := ServiceCard{
		Name: in("name", s.Name), What: in("what", s.What), Hours: in("hours", s.Hours), Address: in("address", s.Address), Cost: in("cost", s.Cost),
		Confidential: s.Confidential, Speaks: strings.Join(s.Languages, " "),
	}
	for _, phone := range s.Phone {
		phone, _ = r.site.Fill(p.Language, phone)
		c.Phones = append(c.Phones, Phone{Href: template.URL("tel:" + markdown.Dial(phone)), Text: phone})
	}
	for _, tag := range s.Languages {
		c.Languages = append(c.Languages, r.spoken(tag, p.Language))
	}
	if !s.Checked.IsZero() {
		c.Checked = p.Language.Words.Marked().Text("services.checked", "date", p.Language.Words.Marked().Date(s.Checked))
	}
	return c
}

// staleService reports whether a text of a service is out of date in the language
// of a page.
func (r *Renderer) staleService(p *content.Page, id, key string) bool {
	if r.opt.Standing == nil {
		return false
	}
	s := r.opt.Standing(p)
	return s != nil && s.StaleService != nil && s.StaleService(id, key)
}

// spoken names a language as its speakers do.
func (r *Renderer) spoken(tag string, reader *content.Language) Spoken {
	if l := r.site.Language(tag); l != nil {
		m := r.mark(tag, reader)
		return Spoken{Tag: tag, Lang: m.lang, Dir: m.dir, Name: l.Name}
	}
	if name := i18n.Endonym(tag); name != "" {
		dir, _ := i18n.Direction(tag)
		return Spoken{Tag: tag, Lang: tag, Dir: dir, Name: name}
	}
	return Spoken{Tag: tag, Name: tag}
}
