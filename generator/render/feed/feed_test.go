package feed

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"handbill/generator/content"
	"handbill/generator/render"
)

func tinySite() *content.Site {
	en := &content.Language{Tag: "en", Name: "English", Dir: "ltr"}
	ar := &content.Language{Tag: "ar", Name: "العربية", Dir: "rtl", Fallback: []string{"en"}}
	site := &content.Site{
		Config:    &content.Config{Title: content.Text{"en": "Guides & more"}, Source: "en", Address: "https://example.org/sub/", Publisher: "Us", MinTranslated: 0.5},
		Languages: []*content.Language{en, ar},
	}
	add := func(slug string, date, updated time.Time, languages ...*content.Language) *content.Guide {
		g := &content.Guide{Slug: slug, Kind: content.KindGuide, Source: en}
		for _, l := range languages {
			g.Pages = append(g.Pages, &content.Page{
				Guide: g, Language: l, Address: l.Tag + "/" + slug + ".html",
				Meta: content.Meta{Title: strings.ToUpper(slug), Date: date, Updated: updated},
			})
		}
		g.Original = g.Pages[0]
		site.Guides = append(site.Guides, g)
		return g
	}
	day := func(s string) time.Time { t, _ := time.Parse(time.DateOnly, s); return t }
	add("water", day("2026-01-02"), day("2026-03-04"), en, ar)
	add("fire", day("2026-02-03"), time.Time{}, en)
	add("undated", time.Time{}, time.Time{}, en)
	add("gone", day("2026-05-05"), time.Time{}, en).Pages[0].Meta.Withdrawn = "wrong number"
	site.Index()
	return site
}

func data(t *testing.T, files []render.File, path string) string {
	t.Helper()
	for _, f := range files {
		if f.Path == path {
			return string(f.Data)
		}
	}
	t.Fatalf("no file %s", path)
	return ""
}

func TestFeedHasDatedGuidesNewestFirst(t *testing.T) {
	text := data(t, Files(tinySite(), Options{}), "en/feed.xml")
	var f struct {
		Lang    string `xml:"lang,attr"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Entries []struct {
			ID      string `xml:"id"`
			Updated string `xml:"updated"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(text), &f); err != nil {
		t.Fatal(err)
	}
	if f.Lang != "en" || f.Title != "Guides & more" || f.Updated != "2026-03-04T00:00:00Z" || len(f.Entries) != 2 {
		t.Fatalf("feed: %+v", f)
	}
	if f.Entries[0].ID != "https://example.org/sub/en/water.html" || f.Entries[1].ID != "https://example.org/sub/en/fire.html" {
		t.Errorf("entries: %+v", f.Entries)
	}
}

func TestSitemapLeavesOutWhatIsNotTranslated(t *testing.T) {
	share := func(p *content.Page) float64 { return 0.4 }
	text := data(t, Files(tinySite(), Options{Share: share}), "sitemap.xml")
	if strings.Contains(text, "ar/water.html") {
		t.Error("a page of which too little is translated stands in the sitemap")
	}
	if strings.Contains(text, "gone.html") {
		t.Error("a withdrawn guide stands in the sitemap")
	}
	text = data(t, Files(tinySite(), Options{}), "sitemap.xml")
	for _, want := range []string{
		"<loc>https://example.org/sub/en/water.html</loc>",
		`<xhtml:link rel="alternate" hreflang="ar" href="https://example.org/sub/ar/water.html">`,
		"<lastmod>2026-03-04</lastmod>", "<loc>https://example.org/sub/en/</loc>",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the sitemap lacks %s", want)
		}
	}
}

func TestWithoutAddressNothingNamesOne(t *testing.T) {
	site := tinySite()
	site.Config.Address = ""
	files := Files(site, Options{})
	for _, f := range files {
		if strings.Contains(string(f.Data), "://") || strings.HasSuffix(f.Path, "feed.xml") || f.Path == "sitemap.xml" {
			t.Errorf("%s needs an address", f.Path)
		}
	}
	if len(files) != 3 {
		t.Errorf("%d files", len(files))
	}
}

// A host that forbids an unguarded directive answers every page with error 500.
func TestHtaccessIsGuarded(t *testing.T) {
	fileInfo := []string{"AddType", "AddCharset", "SetEnvIf", "Header", "ErrorDocument"}
	inside := false
	for _, line := range strings.Split(data(t, Files(tinySite(), Options{}), ".htaccess"), "\n") {
		word, _, _ := strings.Cut(line, " ")
		switch {
		case word == "<IfModule":
			inside = true
		case word == "</IfModule>":
			inside = false
		case word == "" || word == "#":
		case !inside:
			t.Errorf("unguarded: %s", line)
		default:
			known := false
			for _, d := range fileInfo {
				known = known || d == word
			}
			if !known {
				t.Errorf("not of FileInfo: %s", line)
			}
		}
	}
}

// Right to left, "+1 202 555 0142" would be read as "0142 555 202 1+".
func TestNumbersOfAFeedKeepTheirOrder(t *testing.T) {
	site := tinySite()
	for _, p := range site.Guides[0].Pages {
		p.Meta.Title, p.Meta.Summary = "Call +1 202 555 0142 now", "Or 0808 157 0142"
	}
	files := Files(site, Options{})
	if text := data(t, files, "ar/feed.xml"); !strings.Contains(text, "Call \u2066+1 202 555 0142\u2069 now") || !strings.Contains(text, "Or \u20660808 157 0142\u2069") {
		t.Error(text)
	}
	if text := data(t, files, "en/feed.xml"); !strings.Contains(text, "<title>Call +1 202 555 0142 now<") || strings.Contains(text, "\u2066") {
		t.Error(text)
	}
}
