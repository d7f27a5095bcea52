package generator

import (
	"strings"
	"testing"
)

// TestWithdrawnGuideLeavesNothing looks for what a withdrawn guide advised in
// every file of the site, its pictures among them.
func TestWithdrawnGuideLeavesNothing(t *testing.T) {
	const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>`
	front := "+++\ntitle = \"Old\"\nsummary = \"Sekretsummary\"\n"
	site := map[string]string{
		"site.toml":            "title = \"G\"\nsource = \"en\"\naddress = \"https://example.org/\"\n[languages.en]\nname = \"English\"\n",
		"guides/old/en.md":     front + "withdrawn = \"Gone.\"\nimage = \"cover.svg\"\n+++\n\nSekretbody ![d](dose.svg)\n",
		"guides/old/dose.svg":  drawing,
		"guides/old/cover.svg": drawing,
		"guides/fresh/en.md":   "+++\ntitle = \"Fresh\"\n+++\n\nWords.\n",
	}
	files, ds := buildFiles(t, site, Options{})
	if ds.Failed() || !strings.Contains(files["en/old.html"], "Gone.") {
		t.Fatalf("no page says that the guide was withdrawn: %v", ds)
	}
	for name, text := range files {
		if strings.Contains(name, "dose") || strings.Contains(name, "cover") || strings.Contains(strings.ToLower(text), "sekret") {
			t.Errorf("%s holds something of a withdrawn guide", name)
		}
	}
}
