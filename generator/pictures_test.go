package generator

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"handbill/generator/diag"
)

// pictureSite is a site whose pictures are files of the tests of media.
func pictureSite(t *testing.T, body string, pictures map[string]string) map[string]string {
	t.Helper()
	site := map[string]string{
		"site.toml":           "title = \"G\"\nsource = \"en\"\n[languages.en]\nname = \"English\"\n",
		"guides/a/en.md":      "+++\ntitle = \"A\"\n+++\n\n" + body,
		"guides/b/en.md":      "+++\ntitle = \"B\"\nimage = \"cover.webp\"\nalt = \"A <well>\"\n+++\n\nWords.\n",
		"guides/b/cover.webp": readSample(t, "lossy.webp"),
	}
	for name, sample := range pictures {
		site["guides/a/"+name] = readSample(t, sample)
	}
	return site
}

func readSample(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("media/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// What an author made small is not made larger for those who can show it, and
// those who cannot see a picture, too.
func TestAuthorsPictureHasAFallback(t *testing.T) {
	body := "![W](w.webp)\n\n![V](v.avif)\n"
	files, ds := buildFiles(t, pictureSite(t, body, map[string]string{"w.webp": "lossy.webp", "v.avif": "gossip.avif", "v.jpg": "baseline.jpg"}), Options{})
	if len(ds) > 0 {
		t.Errorf("diagnostics: %v", ds)
	}
	page := files["en/a.html"]
	for _, want := range []string{
		`<picture><source srcset="\.\./(assets/w\.\w+\.webp)" type="image/webp"><img src="\.\./(assets/w\.\w+\.jpg)" alt="W" width="96" height="64" loading="lazy"></picture>`,
		`<picture><source srcset="\.\./(assets/v\.\w+\.avif)" type="image/avif"><img src="\.\./(assets/v\.\w+\.jpg)" alt="V"[^>]*></picture>`,
	} {
		m := regexp.MustCompile(want).FindStringSubmatch(page)
		if m == nil {
			t.Errorf("no %s in\n%s", want, page)
			continue
		}
		for _, name := range m[1:] {
			if files[name] == "" {
				t.Errorf("%s is not published", name)
			}
		}
	}
}

func TestLoneAVIFIsToldToHaveACompanion(t *testing.T) {
	files, ds := buildFiles(t, pictureSite(t, "![V](v.avif)\n", map[string]string{"v.avif": "gossip.avif"}), Options{})
	if !slices.ContainsFunc(ds, func(d diag.Diagnostic) bool {
		return d.Code == "media-old" && strings.Contains(d.Hint, "JPEG of the same name")
	}) {
		t.Errorf("diagnostics: %v", ds)
	}
	if page := files["en/a.html"]; strings.Contains(page, "<picture") || !strings.Contains(page, `.avif" alt="V"`) {
		t.Errorf("the picture is not shown as it is:\n%s", page)
	}
}

// The picture of the front matter stands on the guide at once, and small in the
// list, where it is fetched when it comes into sight.
func TestOwnPictureStandsOnTheGuideAndInTheList(t *testing.T) {
	site := pictureSite(t, "Words.\n", nil)
	files, _ := buildFiles(t, site, Options{})
	guide := regexp.MustCompile(`<header>.*<picture><source [^>]*><img [^>]*alt="A &lt;well&gt;"[^>]*></picture></p></header>`).FindString(files["en/b.html"])
	if guide == "" || strings.Contains(guide, "lazy") {
		t.Errorf("the guide's header is\n%s", files["en/b.html"])
	}
	small := regexp.MustCompile(`<img class="cover" src="\.\./(assets/cover\.\w+\.jpg)" alt width="96" height="64" loading="lazy">`).FindStringSubmatch(files["en/index.html"])
	if small == nil || files[small[1]] == "" {
		t.Errorf("the list has no picture:\n%s", files["en/index.html"])
	}
	site["site.toml"] += "[pictures]\non_tap = true\n"
	files, _ = buildFiles(t, site, Options{})
	if strings.Contains(files["en/b.html"]+files["en/index.html"], "<img") {
		t.Error("a picture is fetched before it is tapped")
	}
}
