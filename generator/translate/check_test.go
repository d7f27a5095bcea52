package translate

import (
	"fmt"
	"strings"
	"testing"

	"handbill/generator/diag"
	"handbill/generator/markdown"
)

func plain(text string) string { return (&Project{parser: markdown.New()}).Plain(text) }

// checked is what Check says of one block and its translation: severity and
// message of each finding.
func checked(source, target string, opt Checks) []string {
	s, t := units(source), units(target)
	s[0].At.Path, t[0].At.Path = "guides/w/en.md", "guides/w/fr.md"
	lock, old := paired(s, t)
	opt.Plain = plain
	var said []string
	for _, d := range Check(s, t, Compare(s, t, lock, old), opt) {
		said = append(said, d.Severity.String()+": "+d.Message)
	}
	return said
}

func TestCheckFindsWhatHurts(t *testing.T) {
	glossary := Glossary{{Term: "clinic", In: map[string][]string{"fr": {"dispensaire"}}}}
	for _, c := range []struct{ name, source, target, want string }{
		{"phone digit wrong", "Call 0800 157 0142.", "Appelez le 0800 157 0124.", "error: the telephone number 08001570142 of the source is 08001570124 here"},
		{"phone digit wrong in Arabic digits", "Call +1 202 555 0142.", "اتصل على \u202a+١ ٢٠٢ ٥٥٥ ٠١٤٣\u202c.", "error: the telephone number +12025550142 of the source is +12025550143 here"},
		{"phone missing", "Call 0800 157 0142 now.", "Appelez maintenant.", "error: the telephone number 08001570142 of the source is missing here"},
		{"phones swapped", "Clinic: 0800 111 222. Lawyer: 0800 333 444.", "Dispensaire : 0800 333 444. Avocat : 0800 111 222.", "error: the telephone numbers stand in another order than in the source: 0800111222, 0800333444 there, 0800333444, 0800111222 here"},
		{"phone in one piece", "Call 9876543210.", "Appelez le 9876543201.", "error: the telephone number 9876543210 of the source is 9876543201 here"},
		{"phone in one piece in other digits", "Call 9876543210.", "कॉल ९८७६५४३२०१", "error: the telephone number 9876543210 of the source is 9876543201 here"},
		{"hours behind a phone", "Call 555 0142, 24 hours.", "Appelez le 555 0143 24h/24.", "error: the telephone number 5550142 of the source is 5550143 here"},
		{"other minutes", "Open until 8:30 pm.", "Offen bis 20.45 Uhr.", "warning: the number 8 of the source is missing here, which has 20.45"},
		{"link to a phone", "[Ring us](tel:+12025550142)", "[Appelez](tel:+12025550143)", "error: the telephone number +12025550142 of the source is +12025550143 here"},
		{"emergency number", "Call 112.", "Appelez le 113.", "error: the number 112 of the source is missing here, which has 113"},
		{"dose", "Take 2 tablets.", "Prenez 3 comprimés.", "warning: the number 2 of the source is missing here, which has 3"},
		{"decimal lost", "Drink 1.5 litres.", "Buvez 15 litres.", "warning: the number 1.5 of the source is missing here, which has 15"},
		{"year", "Since 2019 it is law.", "Depuis longtemps c’est la loi.", "warning: the number 2019 of the source is missing here"},
		{"e-mail", "Write to help@example.org.", "Écrivez à aide@example.org.", "error: the e-mail address help@example.org of the source is aide@example.org here"},
		{"phone of a link that is a value", "[{{hotline}}](tel:{{hotline}}) x.", "{{hotline}} أو ٠١٢٣٤٥٦٧٨٩", "error: the telephone number {{hotline}} of the source is 0123456789 here"},
		{"phone of a link that ends in a value", "[Call](tel:+41{{office}}).", "Appelez.", "error: the telephone number +41{{office}} of the source is missing here"},
		{"e-mail of a link that is a value", "Write to [us](mailto:{{mail}}).", "Écrivez à aide@example.org, {{mail}}.", "error: the e-mail address {{mail}} of the source is aide@example.org here"},
		{"other link with a value", "See [it](https://a.org/{{page}}).", "Voir [le](https://b.org/{{page}}).", "warning: the source links to https://a.org/{{page}}, this translation to https://b.org/{{page}}"},
		{"link with a value", "See <https://a.org/{{page}}>.", "Voir {{page}}.", "warning: the link to https://a.org/{{page}} of the source is missing here"},
		{"value", "Call {{hotline}}.", "Appelez le.", "error: the source has {{hotline}}, this translation does not"},
		{"link", "See [the map](https://a.org/map).", "Voir la carte.", "warning: the link to https://a.org/map of the source is missing here"},
		{"other link", "See [the map](https://a.org/map).", "Voir [la carte](https://b.org/carte).", "warning: the source links to https://a.org/map, this translation to https://b.org/carte"},
		{"picture", "See ![x](a.png)", "Voir", "warning: the picture a.png of the source is missing here"},
		{"code", "Type `*100#` now", "Tapez maintenant", "warning: the code *100# of the source is missing here"},
		{"footnote", "It is law.[^un]", "C’est la loi.[^onu]", "warning: the footnote [^onu] is not in this part of the source"},
		{"heading level", "# Water", "## Eau", "warning: this heading has level 2, that of the source level 1"},
		{"glossary", "Go to the clinics.", "Allez à l’hôpital.", `warning: "clinic" was agreed to be "dispensaire"`},
		{"bold not closed", "**Help** now", "** Aide** maintenant", "warning: readers will see the marks **"},
		{"link torn", "See [it](https://a.org).", "Voir [le] (https://a.org).", "warning: readers will see the marks ]("},
		{"stars with blanks", "Take *care* of it", "Prenez * soin * de lui", "warning: readers will see the marks * … *"},
		{"direction left open", "Call now", "اتصل \u2067الآن", "warning: the invisible direction mark U+2067 has no partner in this part"},
		{"direction overridden", "Call now", "اتصل \u202eالآن\u202c", "warning: the invisible character U+202E turns the order of letters and digits around"},
	} {
		t.Run(c.name, func(t *testing.T) {
			said := checked(c.source, c.target, Checks{Language: "fr", Always: []string{"112"}, Glossary: glossary})
			if !strings.Contains(strings.Join(said, "\n"), c.want) {
				t.Errorf("said %q, want %q", said, c.want)
			}
		})
	}
}

func TestCheckIsQuietOnGoodTranslations(t *testing.T) {
	glossary := Glossary{{Term: "clinic", In: map[string][]string{"fr": {"dispensaire", "centre de santé"}}}}
	for _, c := range []struct{ source, target string }{
		{"Call 0800 157 0142 or 112.", "Appelez le 0800.157.0142 ou le 112."},
		{"Call 555 0142, 24 hours a day.", "Appelez le 555 0142 24h/24."},
		{"0800 555 0142 or 0800 555 0143", "0800 555 0142 / 0800 555 0143"},
		{"Call 98765 43210.", "Appelez le 9876543210."},
		{"Call 98765 43210.", "कॉल ९८७६५४३२१०"},
		{"Call 555-0142.", "Appelez le 5550142."},
		{"Call +44 20 5550 0142.", "Appelez le 0044 20 5550 0142."},
		{"Call +44 (0)20 5550 0142.", "Appelez le +44 20 5550 0142."},
		{"Call 0800-555-0142.", "電話 0800－555－0142"},
		{"Call 0800 555 0142.", "Appelez le 0800 **555 0142**."},
		{"It changed in 2025.", "เปลี่ยนใน ๒๕๖๘"},
		{"Open until 8:30 pm.", "Offen bis 20.30 Uhr."},
		{"Call +1 202 555 0142.", "اتصل على \u202a+١ ٢٠٢ ٥٥٥ ٠١٤٢\u202c."},
		{"Take 2 tablets at 8 pm.", "Prenez deux comprimés à 20 h."},
		{"1,500 people in 2019–2020", "১,৫০০ জন মানুষ ২০১৯–২০২০"},
		{"It has 1.5 million members", "Elle compte 1,5 million de membres"},
		{"40,000 people", "40 هزار نفر"},
		{"for 30 days, in 50,000 homes", "三十天，五万户"},
		{"In the 19th century", "Au XIXe siècle"},
		{"Wait five minutes", "Attendez 5 minutes"},
		{"Read [it](https://en.wikipedia.org/wiki/Water).", "Lisez-[le](https://fr.wikipedia.org/wiki/Eau)."},
		{"Read [it](../map/en.md#top) and [more](https://a.org/en/x).", "Lisez-[le](../map/fr.md#haut) et [plus](https://a.org/fr/x)."},
		{"Go to the clinics.", "Allez dans les dispensaires."},
		{"Go to the clinic.", "Allez au centre de santé."},
		{"A **bold** word, 2 * 3, and *this*.[^a]", "Un mot **gras**, 2 * 3, et *ceci*.[^a]"},
		{"**Important:** wash", "**重要：**洗手"},
		{"Write to help@example.org", "Écrivez à Help@Example.org"},
		{"Call {{hotline}}", "Appelez {{ hotline }}"},
		{"Call [{{hotline}}](tel:{{hotline}})", "Appelez {{hotline}}"},
		{"Call [{{hotline}}](tel:{{hotline}})", "Appelez <tel:{{hotline}}>"},
		{"Write to [us](mailto:{{mail}})", "Écrivez à {{mail}}"},
		{"See [it]({{page}})", "Voir {{page}}"},
		{"Call [{{hotline}}](tel:{{hotline}}) or 0800 157 0142", "Appelez {{hotline}} ou 0800 157 0142"},
		{"Call 0800 157 0142", "Appelez {{hotline}}"},
		{"Bold is `**word**`", "Le gras est `**mot**`"},
		{"Stamps cost 5", "\u20675\u2069 تكلفة"},
	} {
		if said := checked(c.source, c.target, Checks{Language: "fr", Always: []string{"112"}, Glossary: glossary}); len(said) > 0 {
			t.Errorf("%q → %q: %q", c.source, c.target, said)
		}
	}
}

func TestCheckNamesBothPlaces(t *testing.T) {
	s, target := units("x", "Call 0800 157 0142."), units("y", "Appelez le 0800 157 0143.")
	s[1].At = diag.Position{Path: "guides/w/en.md", Line: 7}
	target[1].At = diag.Position{Path: "guides/w/fr.md", Line: 9}
	lock, old := paired(s, target)
	ds := Check(s, target, Compare(s, target, lock, old), Checks{})
	if len(ds) != 1 || ds[0].Path != "guides/w/fr.md" || ds[0].Line != 9 || !strings.Contains(ds[0].Hint, "guides/w/en.md:7") {
		t.Errorf("said %v", ds)
	}
}

func TestCheckFindsLengthsThatStandOut(t *testing.T) {
	var en, fr []string
	for i := range 8 {
		en = append(en, fmt.Sprintf("Sentence %d of a guide that goes on for quite a while before it ends.", i+20))
		fr = append(fr, fmt.Sprintf("La phrase %d d’un guide qui continue assez longtemps avant sa fin.", i+20))
	}
	fr[3] = "La phrase 23."
	s, target := units(en...), units(fr...)
	lock, old := paired(s, target)
	ds := Check(s, target, Compare(s, target, lock, old), Checks{})
	if len(ds) != 1 || ds[0].Code != "translation-length" {
		t.Errorf("said %v", ds)
	}
}

func TestCheckCountsCells(t *testing.T) {
	s, target := units("| Day", "| Place", "| Time"), units("| Jour", "| Lieu")
	for i := range s {
		s[i].At.Line = 5
	}
	for i := range target {
		target[i].At.Line = 6
	}
	lock, old := paired(s, target)
	ds := Check(s, target, Compare(s, target, lock, old), Checks{})
	if len(ds) != 1 || ds[0].Code != "translation-columns" {
		t.Errorf("said %v", ds)
	}
}

func TestAGlossaryIsReadPastItsMistakes(t *testing.T) {
	g, ds := ParseGlossary(diag.File{Path: "i18n/glossary.toml", Source: []byte("[clinic]\nfr = dispensaire\nes = \"clínica\"\n\n[shelter]\nfr = foyer\nfr = \"abri\"\n")})
	if len(ds) != 2 || ds[0].Line != 2 || ds[1].Line != 6 {
		t.Errorf("told is %v, want lines 2 and 6", ds)
	}
	if len(g) != 2 || g[0].In["es"] == nil || g[1].In["fr"] == nil {
		t.Errorf("read is %v", g)
	}
}

func TestGlossaryReadsTextsAndLists(t *testing.T) {
	g, ds := ParseGlossary(diag.File{Path: "i18n/glossary.toml", Source: []byte("[clinic]\nfr = \"dispensaire\"\nes = [\"clínica\", \"consultorio\"]\nnote = \"the place\"\n\n[\"safe house\"]\nfr = 5\n")})
	if len(g) != 2 || g[0].Term != "clinic" || len(g[0].In["es"]) != 2 || g[0].Note != "the place" {
		t.Errorf("read %+v", g)
	}
	if len(ds) != 1 || !strings.Contains(ds[0].Message, "safe house") || ds[0].Line != 7 {
		t.Errorf("said %v", ds)
	}
}

func TestHanNumerals(t *testing.T) {
	for text, want := range map[string]string{
		"三十": "30", "五万": "50000", "二十一": "21", "一百零五": "105", "二〇一九": "2019", "5万": "50000", "1.5億": "150000000", "十": "10", "两千": "2000", "水": "", "12": "",
	} {
		if got := strings.Join(hanNumbers(text), ","); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
