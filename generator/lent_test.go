package generator

import (
	"regexp"
	"strings"
	"testing"

	"handbill/generator/diag"
)

// lentSite has a French translation of an English guide that lacks the English
// text given.
func lentSite(english, lacking, french string) map[string]string {
	return map[string]string{
		"site.toml":      "title = \"G\"\nsource = \"en\"\n[languages.en]\nname = \"English\"\n[languages.fr]\nname = \"Français\"\n",
		"guides/a/en.md": "+++\ntitle = \"A\"\n+++\n\n## First aid\n\n" + english + "\n\n" + lacking,
		"guides/a/fr.md": "+++\ntitle = \"B\"\n+++\n\n## Premiers secours\n\n" + french + "\n",
	}
}

// A picture that only the source has needs its style to fit a phone, and is saved
// with the translation.
func TestLentPictureFitsAndIsSaved(t *testing.T) {
	site := lentSite("Call 112 now.", "![A map of the area](map.webp)\n", "Appelez le 112.")
	site["guides/a/map.webp"] = readSample(t, "lossy.webp")
	site["site.toml"] += "[offline]\nenabled = true\n"
	files, ds := buildFiles(t, site, Options{})
	if len(ds) > 0 {
		t.Errorf("diagnostics: %v", ds)
	}
	page := files["fr/a.html"]
	m := regexp.MustCompile(`<figure>.*src="\.\./(assets/map\.\w+\.jpg)" alt="A map of the area"`).FindStringSubmatch(page)
	if m == nil || !strings.Contains(page, "img{max-width:100%") {
		t.Fatalf("no picture that fits:\n%s", page)
	}
	for _, pack := range regexp.MustCompile(`packs/[^"]+`).FindAllString(files["fr/offline.json"], -1) {
		if strings.Contains(files[pack], m[1]) {
			return
		}
	}
	t.Errorf("%s is in no pack of %s", m[1], files["fr/offline.json"])
}

// A text speaks its own language, the hidden words of its boxes included.
func TestLentChecklistSpeaksItsLanguage(t *testing.T) {
	site := lentSite("Call 112 now.", "- [ ] Pack your papers\n- [x] Tell a friend\n", "Appelez le 112.")
	files, _ := buildFiles(t, site, Options{})
	page := files["fr/a.html"]
	if !strings.Contains(page, `<span class="vh">to do </span>Pack`) || !strings.Contains(page, ".box{position:absolute") {
		t.Errorf("got\n%s", page)
	}
}

// Links within the source find their part on the translation's page, or lead to
// the source.
func TestLentLinksFindTheirPart(t *testing.T) {
	english := "> [!DANGER]\n> Never run, see [the second](#recommendation-2) and [the map](#map).\n\n<p id=\"map\">Map</p>\n\n## What we ask {.recommendations}\n\n1. Open the doors.\n2. Close the camps.\n"
	files, ds := buildFiles(t, lentSite("Call 112 now.", english, "Appelez le 112, voir [la deuxième](#recommendation-2) et [la carte](#map)."), Options{Check: true})
	for _, d := range ds {
		if d.Severity != diag.Note {
			t.Errorf("diagnostic: %v", d)
		}
	}
	page := files["fr/a.html"]
	for _, want := range []string{`>Danger</p><p>Never run, see <a href="#recommendation-2">`, `<a href="../en/a.html#map">the map</a>`, `<a href="#recommendation-2">la deuxième</a>`, `<a href="../en/a.html#map" hreflang="en"`, `<h2 id="what-we-ask" class="recommendations">`, `<li id="recommendation-2">`} {
		if strings.Count(page, want) != 1 {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
}

// A translation that was only begun shows the source.
func TestEmptyTranslationShowsTheSource(t *testing.T) {
	site := lentSite("Call 112 now.", "", "")
	site["guides/a/fr.md"] = "+++\ntitle = \"B\"\n+++\n"
	files, ds := buildFiles(t, site, Options{})
	if page := files["fr/a.html"]; len(ds) > 0 || !strings.Contains(page, `<h2 id="first-aid">First aid</h2><p>Call 112 now.</p>`) {
		t.Errorf("diagnostics %v, page\n%s", ds, page)
	}
}
