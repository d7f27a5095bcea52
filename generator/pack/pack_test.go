package pack

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"handbill/generator/content"
	"handbill/generator/i18n"
	english "handbill/i18n"
)

// lantern is a finished site of two guides in two languages, as build leaves it.
func lantern(t *testing.T, address string) Options {
	t.Helper()
	src, err := fs.ReadFile(english.FS, "en.toml")
	if err != nil {
		t.Fatal(err)
	}
	catalog, ds := i18n.ParseCatalog("en.toml", src)
	if ds.Failed() {
		t.Fatal(ds)
	}
	words := i18n.NewWords("en", "", []*i18n.Catalog{catalog})
	en := &content.Language{Tag: "en", Name: "English", Dir: "ltr", Words: words}
	ar := &content.Language{Tag: "ar", Name: "العربية", Dir: "rtl", Fallback: []string{"en"}, Words: words}
	water, clinic := &content.Guide{Slug: "water", Source: en}, &content.Guide{Slug: "clinic", Source: en}
	for _, l := range []*content.Language{en, ar} {
		for _, g := range []*content.Guide{water, clinic} {
			g.Pages = append(g.Pages, &content.Page{Guide: g, Language: l, Address: l.Tag + "/" + g.Slug + ".html", Meta: content.Meta{Title: g.Slug + " & " + l.Tag}})
		}
	}
	site := &content.Site{
		Config:    &content.Config{Title: content.Text{"": "Lantern"}, Source: "en", Address: address},
		Languages: []*content.Language{en, ar}, Guides: []*content.Guide{water, clinic},
	}
	site.Index()
	out := fstest.MapFS{}
	page := func(name, tag, dir, main string) {
		out[name] = &fstest.MapFile{Data: []byte(`<!DOCTYPE html><html lang="` + tag + `" dir="` + dir + `"><head><meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'sha256-x';script-src 'sha256-y' 'self' file:;img-src data:"><title>t</title><style>p{color:red}</style></head><body><a class="exit" href="https://example.com/" data-leave="leave.html">Leave</a><main id="Main">` + main + `</main><footer><a href="offline.html">Save</a></footer></body></html>`)}
	}
	for _, l := range site.Languages {
		for _, g := range site.Guides {
			page(l.Tag+"/"+g.Slug+".html", l.Tag, l.Dir, `<h1>`+g.Slug+`</h1><h2 id="what">What & why</h2><p>One<br>two. <a href="clinic.html#what">Clinic</a> <a href="../en/water.html">English</a> <a href="gone.html">Gone</a></p><img src="../assets/drop.0123456789.svg" alt="A drop" loading="lazy"><section class="downloads"><h3>Files</h3><ul><li>12 kB</li></ul></section><button type="button">Share</button><script>"../assets/guide.0123456789abcdef.js"</script>`)
		}
		page(l.Tag+"/index.html", l.Tag, l.Dir, `<h1>List</h1><a href="water.html">w</a>`)
		page(l.Tag+"/offline.html", l.Tag, l.Dir, `<h1>Save</h1>`)
		page(l.Tag+"/leave.html", l.Tag, l.Dir, `<h1>New</h1>`)
	}
	out["assets/drop.0123456789.svg"] = &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)}
	out["assets/guide.0123456789abcdef.js"] = &fstest.MapFile{Data: []byte("later()")}
	out["sw.js"] = &fstest.MapFile{Data: []byte("worker")}
	out["packs/en-0.0123456789.txt"] = &fstest.MapFile{Data: []byte("pack")}
	return Options{Site: site, Output: out}
}

func run(t *testing.T, opt Options) map[string]File {
	t.Helper()
	files := map[string]File{}
	opt.Put = func(f File) error {
		files[f.Path] = f
		return nil
	}
	if err := Run(opt); err != nil {
		t.Fatal(err)
	}
	return files
}

func unzip(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(b)
	}
	return all
}

func TestSamePagesGiveSameBytes(t *testing.T) {
	first, again := run(t, lantern(t, "")), run(t, lantern(t, ""))
	if !reflect.DeepEqual(first, again) {
		t.Error("packing twice gives other bytes")
	}
	for name, f := range first {
		if f.Source == "" {
			t.Errorf("%s does not say what it was made from", name)
		}
	}
}

func TestChangedPageMakesItsFilesStale(t *testing.T) {
	before := run(t, lantern(t, ""))
	opt := lantern(t, "")
	out := opt.Output.(fstest.MapFS)
	out["en/water.html"] = &fstest.MapFile{Data: bytes.ReplaceAll(out["en/water.html"].Data, []byte("One"), []byte("Another"))}
	out["en/clinic.html"] = &fstest.MapFile{Data: bytes.ReplaceAll(out["en/clinic.html"].Data, []byte("12 kB"), []byte("13 kB"))}
	var stale []string
	for name, f := range run(t, opt) {
		if f.Source != before[name].Source {
			stale = append(stale, name)
		}
	}
	slices.Sort(stale)
	want := []string{"en.zip", "en/book-single.html", "en/book.epub", "en/water-single.html", "en/water.epub", "site.zip"}
	if !slices.Equal(stale, want) {
		t.Errorf("stale are %q, want %q", stale, want)
	}
}

func TestZipOfALanguageLeadsNowhereElse(t *testing.T) {
	for _, c := range []struct{ address, other, saving string }{
		{"", "<a>English</a>", "<footer></footer>"},
		{"https://lantern.example/", `<a href="https://lantern.example/en/water.html">English</a>`, `<a href="https://lantern.example/ar/offline.html">Save</a>`},
	} {
		files := unzip(t, run(t, lantern(t, c.address))["ar.zip"].Data)
		page := files["ar/water.html"]
		for _, want := range []string{c.other, c.saving, `<a href="clinic.html#what">`, `data-leave="leave.html"`} {
			if !strings.Contains(page, want) {
				t.Errorf("address %q: no %s in\n%s", c.address, want, page)
			}
		}
		if strings.Contains(page, "kB") {
			t.Error("the list of sizes is in the archive")
		}
		for name := range files {
			if strings.HasPrefix(name, "en/") || strings.HasPrefix(name, "packs/") || name == "sw.js" || name == "ar/offline.html" {
				t.Errorf("%s is in the archive", name)
			}
		}
		if files["assets/drop.0123456789.svg"] == "" || files["assets/guide.0123456789abcdef.js"] == "" || !strings.Contains(files["index.html"], "ar/index.html") {
			t.Error("the picture, the script or the beginning is missing")
		}
	}
}

func TestSingleFileHoldsItsPictures(t *testing.T) {
	page := string(run(t, lantern(t, ""))["en/water-single.html"].Data)
	if !strings.Contains(page, `src="data:image/svg+xml;base64,`) || strings.Contains(page, "../assets/drop") || strings.Contains(page, `data-leave="leave.html"`) {
		t.Error(page)
	}
	if !strings.Contains(page, `<script>later()</script></body>`) || !strings.Contains(page, `script-src 'sha256-f8plukodqiAw19oLr0fca/Sq1r/zaF/x6Vl1esaHkOw=' 'sha256-y'`) {
		t.Errorf("the page cannot do what its guide can:\n%s", page)
	}
}

func TestBookKeepsTheIdsOfItsGuidesApart(t *testing.T) {
	page := string(run(t, lantern(t, ""))["en/book-single.html"].Data)
	for _, want := range []string{`id="g1-what"`, `id="g2-what"`, `href="#g2-what"`, `<a href="#g1-top">`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
}

func TestEpubIsWellFormedAndTellsItsDirection(t *testing.T) {
	files := unzip(t, run(t, lantern(t, ""))["ar/book.epub"].Data)
	for name, data := range files {
		switch {
		case strings.HasSuffix(name, ".xhtml"), strings.HasSuffix(name, ".opf"), strings.HasSuffix(name, ".ncx"):
			d := xml.NewDecoder(strings.NewReader(data))
			for {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatalf("%s: %v\n%s", name, err, data)
				}
			}
		}
	}
	if opf := files["book/package.opf"]; !strings.Contains(opf, `page-progression-direction="rtl"`) || !strings.Contains(opf, "alternativeText") {
		t.Error(opf)
	}
	if text := files["book/g1.xhtml"]; !strings.Contains(text, `<a href="g2.xhtml#what">`) || strings.Contains(text, "button") {
		t.Error(text)
	}
}

// Right to left, "+1 202 555 0142" would be read as "0142 555 202 1+".
func TestNumbersInTitlesKeepTheirOrderInBooks(t *testing.T) {
	opt := lantern(t, "")
	for _, p := range opt.Site.Guides[0].Pages {
		p.Meta.Title = "Call +1 202 555 0142 now"
	}
	out := opt.Output.(fstest.MapFS)
	for _, l := range []string{"ar", "en"} {
		file := out[l+"/water.html"]
		file.Data = []byte(strings.Replace(string(file.Data), "What & why", "Call 0808 157 0142 now", 1))
	}
	made := run(t, opt)
	const marked = "Call \u2066+1 202 555 0142\u2069 now"
	book := unzip(t, made["ar/book.epub"].Data)
	for _, name := range []string{"book/contents.xhtml", "book/contents.ncx"} {
		if !strings.Contains(book[name], marked) {
			t.Errorf("%s: %s", name, book[name])
		}
	}
	if text := book["book/contents.xhtml"]; !strings.Contains(text, `<bdi dir="ltr">0808 157 0142</bdi>`) {
		t.Error(text)
	}
	if text := unzip(t, made["en/book.epub"].Data)["book/contents.xhtml"]; !strings.Contains(text, "Call +1 202 555 0142 now") || strings.Contains(text, "bdi") {
		t.Error(text)
	}
}
