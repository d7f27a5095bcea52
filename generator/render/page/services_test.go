package page

import (
	"html"
	"strings"
	"testing"
	"time"

	"handbill/generator/content"
)

func (f *fixture) services(n int) []*content.Service {
	all := []*content.Service{
		{ID: "night-clinic", Name: content.Text{"": "Night clinic", "ar": "عيادة ليلية"}, Phone: []string{"{{hotline}}"}, Languages: []string{"en", "ar"}, Confidential: true, Checked: time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)},
		{ID: "kitchen", Name: content.Text{"": "Open kitchen"}, Languages: []string{"ti"}, Address: content.Text{"": "5 Harbour Street"}},
		{ID: "lawyer", Name: content.Text{"": "Lawyers"}, Phone: []string{"+1 202-555-0142", "112"}, Languages: []string{"en"}},
		{ID: "shelter", Name: content.Text{"": "Shelter"}, Languages: []string{"fr"}},
	}
	f.site.Config.Values = map[string]map[string]string{"": {"hotline": "0808 157 0142"}}
	return all[:n]
}

func TestServicesStandAtTheGuidesEnd(t *testing.T) {
	f := newFixture(t)
	g := f.guide("water", "Water", "en", "ar")
	g.Services = f.services(4)
	page := f.page(g.Pages[1], body)
	has(t, page, "<h3>عيادة ليلية</h3>", `<h3 lang="en" dir="ltr">Open kitchen</h3>`,
		`<a class="tel" href="tel:08081570142"><bdo dir="ltr">0808 157 0142</bdo></a>`,
		`<span lang="ti" dir="ltr">ትግርኛ</span>`, `<span lang="en" dir="ltr">English</span>، <span>`, `<option value="fr" lang="fr" dir="ltr">Français</option>`, "data-speaks")
	hasNot(t, page, `<p class="facts"></p>`) // where nothing is known, no empty line ends the card
	if strings.Index(page, `class="services"`) < strings.Index(page, "Three.") {
		t.Error("the directory stands before the text's end")
	}
}

func TestNumbersInDigitsOfEveryScriptAreDialled(t *testing.T) {
	f := newFixture(t)
	g := f.guide("water", "Water", "en", "ar")
	g.Services = f.services(1)
	g.Services[0].Phone = []string{"٠٨٠٨ ١٥٧ ٠١٤٢", "+44 (0)20 7946 0018", "*100#"}
	has(t, html.UnescapeString(f.page(g.Pages[1], body)),
		`<a class="tel" href="tel:08081570142"><bdo dir="ltr">٠٨٠٨ ١٥٧ ٠١٤٢</bdo></a>`,
		`<a class="tel" href="tel:+442079460018"><bdo dir="ltr">+44 (0)20 7946 0018</bdo></a>`,
		`<a class="tel" href="tel:*100%23"><bdo dir="ltr">*100#</bdo></a>`)
}

func TestServicesStandWhereTheTextPlacesThem(t *testing.T) {
	f := newFixture(t)
	g := f.guide("water", "Water", "en")
	g.Services = f.services(4)
	page := f.page(g.Pages[0], "## Help\n\n> [!SERVICES]\n> lawyer ar\n\nAfterwards.\n")
	if strings.Count(page, `class="services"`) != 1 || strings.Index(page, `class="services"`) > strings.Index(page, "Afterwards") {
		t.Error("the directory is not where the text places it")
	}
	has(t, html.UnescapeString(page), "Lawyers", "Night clinic", `href="tel:+12025550142"`)
	hasNot(t, page, "Open kitchen", "<select>")
	if strings.Index(page, "Lawyers") > strings.Index(page, "Night clinic") {
		t.Error("the order is not the text's")
	}
}

func TestUnknownServiceIsLocated(t *testing.T) {
	f := newFixture(t)
	p := f.guide("water", "Water", "en").Pages[0]
	p.Guide.Services = f.services(2)
	_, ds := f.renderer().Guide(nil, p, f.parse(p, "Text.\n\n> [!SERVICES]\n> night-clinik\n"))
	if len(ds) != 1 || ds[0].Line != 3 || !strings.Contains(ds[0].Hint, "night-clinic") {
		t.Errorf("diagnostics: %v", ds)
	}
}

func TestBriefingPapersShowSharedServicesOnlyWhereTheyAreAsked(t *testing.T) {
	f := newFixture(t)
	f.site.Services = f.services(1)
	g := f.guide("water", "Water", "en")
	has(t, f.page(g.Pages[0], body), "Night clinic")
	g.Kind = content.KindBriefing
	hasNot(t, f.page(g.Pages[0], body), "Night clinic")
	has(t, f.page(g.Pages[0], "> [!SERVICES]\n"), "Night clinic")
}
