package generator

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"handbill/generator/content"
	"handbill/generator/render/paper"
)

func bookSite() map[string]string {
	guide := func(front, body string) string { return "+++\n" + front + "+++\n\n" + body }
	return map[string]string{
		"site.toml":            "title = \"Lantern\"\nsource = \"en\"\naddress = \"https://example.org/\"\nlicense = \"CC BY 4.0\"\n[print]\nformats = [\"letter\", \"zine\"]\n[languages.en]\nname = \"English\"\n[languages.fr]\nname = \"Français\"\n",
		"guides/water/en.md":   guide("title = \"Water\"\norder = 2\nupdated = 2026-03-01\n", "## Boil it\n\nOne minute.[^a] See [salt](../food/en.md#salt), [food](../food/en.md), [this](#boil-it), [the leaflet](../pocket/en.md).\n\n[^a]: A source.\n"),
		"guides/food/en.md":    guide("title = \"Food\"\norder = 1\n", "## Boil it\n\nA stew.[^a]\n\n## Salt\n\nA pinch.\n\n[^a]: Another source.\n"),
		"guides/paper/en.md":   guide("title = \"The law\"\nkind = \"briefing\"\n", "Words.\n"),
		"guides/pocket/en.md":  guide("title = \"Pocket\"\nkind = \"leaflet\"\n", "## Leafletwords\n\nx\n"),
		"guides/old/en.md":     guide("title = \"Old\"\nwithdrawn = \"Gone.\"\n", "Oldwords.\n"),
		"guides/pocket/fr.md":  guide("title = \"Poche\"\n", "## Mots\n\nx\n"),
		"guides/hidden/en.md":  guide("title = \"Hidden\"\ndraft = true\n", "Draftwords.\n"),
		"guides/hidden/fr.md":  guide("title = \"Caché\"\n", "x\n"),
		"guides/hidden2/fr.md": guide("title = \"Seul\"\nsource = \"fr\"\n", "Seulement.\n"),
	}
}

// books are the documents of the books that a build makes.
func books(t *testing.T, site map[string]string, opt Options) (documents []paper.Document, files map[string]string) {
	t.Helper()
	opt.Printing.Book = func(_ *content.Language, _ paper.Format, chosen bool) bool { return chosen }
	opt.Printing.Take = func(d paper.Document) error { documents = append(documents, d); return nil }
	files, ds := buildFiles(t, site, opt)
	if ds.Failed() {
		t.Fatal(ds)
	}
	return documents, files
}

func TestBookHoldsTheGuidesOfItsLanguageInTheOrderOfTheList(t *testing.T) {
	documents, _ := books(t, bookSite(), Options{})
	var paths []string
	for _, d := range documents {
		paths = append(paths, d.Path)
	}
	if want := []string{"en/book-letter.pdf", "fr/book-letter.pdf"}; !slices.Equal(paths, want) {
		t.Fatalf("books %q, want %q", paths, want)
	}
	text := string(documents[0].File.Data)
	rest := text[strings.Index(text, `<nav class="toc">`):]
	for _, want := range []string{`href="#g1"`, "Food", `href="#g1-boil-it"`, `href="#g1-salt"`, `href="#g2"`, "Water", `href="#g3"`, "The law", `<h1 id="g1">Food`, `<h1 id="g2">Water`, `<h1 id="g3">The law`, "CC BY 4.0"} {
		_, after, found := strings.Cut(rest, want)
		if !found {
			t.Fatalf("no %s, or too early, in\n%s", want, text)
		}
		rest = after
	}
	for _, no := range []string{"Leafletwords", "Oldwords", "Draftwords", "Seul", "Gone"} {
		if strings.Contains(text, no) {
			t.Errorf("the book says %q", no)
		}
	}
	if d := documents[0]; d.Code != "https://example.org/en/" || d.Title != "Lantern" || d.Notes != 2 || !strings.Contains(text, "1 March 2026") {
		t.Errorf("code %q, title %q, %d notes", d.Code, d.Title, d.Notes)
	}
	if french := string(documents[1].File.Data); !strings.Contains(french, "Seulement") || strings.Contains(french, "Water") || strings.Contains(french, "Mots") {
		t.Errorf("the French book is\n%s", french)
	}
}

// Guides have headings and notes in common; in one document each id stands once,
// and what leads from guide to guide needs no network.
func TestBookLeadsWithinItself(t *testing.T) {
	documents, _ := books(t, bookSite(), Options{})
	text := string(documents[0].File.Data)
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(text, -1) {
		if ids[m[1]] {
			t.Errorf("the id %q stands twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(` href="#([^"]*)"`).FindAllStringSubmatch(text, -1) {
		if !ids[m[1]] {
			t.Errorf("a link leads to %q, which is nowhere", m[1])
		}
	}
	for _, want := range []string{`href="#g1-salt">salt`, `href="#g1">food`, `href="#g2-boil-it">this`, `href="https://example.org/en/pocket.html">the leaflet`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

// A book is listed while it says what its guides say.
func TestBookIsListedWhileItIsCurrent(t *testing.T) {
	documents, files := books(t, bookSite(), Options{})
	if strings.Contains(files["en/offline.html"], "book-letter.pdf") {
		t.Error("a book that nobody has made is listed")
	}
	made := func(path string) (Made, bool) {
		return Made{Source: documents[0].Source + "-engine", Bytes: 120_000, Pages: 9}, path == "en/book-letter.pdf"
	}
	build := func(site map[string]string) string {
		files, ds := buildFiles(t, site, Options{Printing: Printing{Made: made}})
		if ds.Failed() {
			t.Fatal(ds)
		}
		return files["en/offline.html"]
	}
	site := bookSite()
	if page := build(site); !strings.Contains(page, `<a href="book-letter.pdf">Lantern · Pages to print, Letter · PDF · 9 pages</a> 120`) {
		t.Errorf("the page for saving is\n%s", page)
	}
	site["guides/food/en.md"] = strings.Replace(site["guides/food/en.md"], "pinch", "spoon", 1)
	if page := build(site); strings.Contains(page, "book-letter.pdf") {
		t.Error("a stale book is listed")
	}
}
