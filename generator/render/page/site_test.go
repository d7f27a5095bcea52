package page

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/i18n"
	"handbill/generator/markdown"
	"handbill/generator/render"
	"handbill/generator/theme"
	words "handbill/i18n"
	"handbill/themes"
)

// fixture is a small site in English, Arabic and Thai.
type fixture struct {
	t    testing.TB
	site *content.Site
	opt  Options
}

func newFixture(t testing.TB) *fixture {
	t.Helper()
	english := catalog(t, "en.toml")
	language := func(tag, name, dir string) *content.Language {
		l := &content.Language{Tag: tag, Name: name, Dir: dir, Exit: "https://exit.example/"}
		chain := []*i18n.Catalog{english}
		if tag != "en" {
			l.Fallback = []string{"en"}
			chain = []*i18n.Catalog{catalog(t, tag+".toml"), english}
		}
		l.Words = i18n.NewWords(tag, "latin", chain)
		return l
	}
	f := &fixture{t: t, site: &content.Site{
		Config: &content.Config{
			Title: content.Text{"en": "Lantern"}, Tagline: content.Text{"en": "For people who move"},
			Source: "en", Address: "https://guides.example/sub/", Publisher: "Harbour Network", License: "CC BY 4.0",
			Contact: content.Text{"en": "tell@guides.example"}, Footer: content.Text{"en": "General *information*."},
			Welcome: content.Text{"en": "Welcome."}, MinTranslated: 0.5,
		},
		Languages: []*content.Language{language("en", "English", "ltr"), language("ar", "العربية", "rtl"), language("th", "ไทย", "ltr")},
	}}
	f.site.Index()
	return f
}

func catalog(t testing.TB, name string) *i18n.Catalog {
	t.Helper()
	src, err := fs.ReadFile(words.FS, name)
	if err != nil {
		t.Fatal(err)
	}
	c, ds := i18n.ParseCatalog(name, src)
	if ds.Failed() {
		t.Fatal(ds)
	}
	return c
}

// guide adds a guide in some languages, the source first.
func (f *fixture) guide(slug, title string, tags ...string) *content.Guide {
	g := &content.Guide{Slug: slug, Kind: content.KindGuide, Source: f.site.Language(tags[0])}
	for _, tag := range tags {
		g.Pages = append(g.Pages, &content.Page{
			Guide: g, Language: f.site.Language(tag), Address: tag + "/" + slug + ".html",
			Source: &content.Source{Path: "guides/" + slug + "/" + tag + ".md"},
			Meta:   content.Meta{Title: title, Summary: "About " + title, Updated: time.Date(2026, 3, 8, 0, 0, 0, 0, time.UTC), Tags: []string{"health"}},
		})
	}
	g.Original = g.Pages[0]
	f.site.Guides = append(f.site.Guides, g)
	f.site.Index()
	return g
}

func (f *fixture) renderer() *Renderer {
	f.t.Helper()
	builtin, err := fs.Sub(themes.FS, "default")
	if err != nil {
		f.t.Fatal(err)
	}
	return f.rendererWith(builtin)
}

func (f *fixture) rendererWith(builtin fs.FS) *Renderer {
	f.t.Helper()
	th, ds := theme.Load(builtin, nil, theme.Options{Accent: "#7a1f5c"})
	if th == nil {
		f.t.Fatal(ds)
	}
	r, ds := New(f.site, th, f.opt)
	if len(ds) > 0 {
		f.t.Fatal(ds)
	}
	return r
}

// parse reads a body; its links stay as they are written.
func (f *fixture) parse(p *content.Page, body string) *markdown.Doc {
	f.t.Helper()
	doc, ds := markdown.New().Parse(diag.File{Path: p.Source.Path, Source: []byte(body)}, 0, markdown.Options{Language: p.Language.Tag})
	if ds.Failed() {
		f.t.Fatal(ds)
	}
	for _, l := range doc.Links {
		l.Href = l.Dest
	}
	return doc
}

// page renders a page from a body.
func (f *fixture) page(p *content.Page, body string) string {
	f.t.Helper()
	return f.one(f.renderer().Guide(nil, p, f.parse(p, body)))
}

func (f *fixture) one(file render.File, ds diag.List) string {
	f.t.Helper()
	if len(ds) > 0 {
		f.t.Fatal(ds)
	}
	return string(file.Data)
}

// all renders the whole site; every guide has the same body.
func (f *fixture) all(body string) map[string]string {
	f.t.Helper()
	r := f.renderer()
	files := map[string]string{}
	add := func(more []render.File, ds diag.List) {
		f.t.Helper()
		if len(ds) > 0 {
			f.t.Fatal(ds)
		}
		for _, file := range more {
			files[file.Path] = string(file.Data)
		}
	}
	for _, g := range f.site.Guides {
		for _, p := range g.Pages {
			file, ds := r.Guide(nil, p, f.parse(p, body))
			add([]render.File{file}, ds)
			add(r.Redirects(p))
		}
	}
	for _, l := range f.site.Languages {
		add(r.Lists(l, func(*content.Page) int { return 4 }))
	}
	add(r.Site())
	return files
}

func has(t *testing.T, page string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s\n%s", want, bytes.TrimSpace([]byte(page)))
			return
		}
	}
}

func hasNot(t *testing.T, page string, not ...string) {
	t.Helper()
	for _, s := range not {
		if strings.Contains(page, s) {
			t.Errorf("the page has %s", s)
		}
	}
}

// overlay is the built-in theme with some files replaced.
type overlay map[string]string

func (o overlay) fs(t *testing.T) fs.FS {
	t.Helper()
	all := fstest.MapFS{}
	err := fs.WalkDir(themes.FS, "default", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(themes.FS, name)
		all[strings.TrimPrefix(name, "default/")] = &fstest.MapFile{Data: data, Mode: 0o644}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range o {
		all[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return all
}
