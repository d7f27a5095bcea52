package page

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"handbill/generator/content"
	"handbill/themes"
)

// fieldwise is a _cards.html that writes each field by itself, as a theme may that
// wants its cards another way.
const fieldwise = `{{range .Groups}}<section><h2>{{.Title}}</h2><ul class="cards">
{{range $c := .Cards}}<li>{{with .Image}}<img class="cover" src="{{.Src}}" alt="" width="{{.Width}}" height="{{.Height}}" loading="lazy">{{else}}{{.Cover}}{{end}}<div>
<h3><a href="{{.Href}}"{{if .Lang}} lang="{{.Lang}}"{{if .Language}} hreflang="{{.Lang}}"{{end}} dir="{{.Dir}}"{{end}}>{{.Text}}</a></h3>{{with .Now}}{{template "_now.html" .}}{{end}}
{{with .Summary}}{{if .Text}}<p>{{if .Lang}}<bdi lang="{{.Lang}}" dir="{{.Dir}}">{{.Text}}</bdi>{{else}}{{.Text}}{{end}}</p>{{with .Now}}{{template "_now.html" .}}{{end}}{{end}}{{end}}
<p class="facts">{{if .Draft}}<b>{{$.Word "page.draft"}}</b> {{end}}{{with .Language}}{{.Before}}<span{{if .Lang}} lang="{{.Lang}}" dir="{{.Dir}}"{{end}}>{{.Text}}</span>{{.After}}{{if $c.Facts}} · {{end}}{{end}}{{.Facts}}</p>
{{with .Companion}}<p>{{.Before}}{{template "_name.html" .}}{{.After}}</p>{{end}}
</div></li>{{end}}
</ul></section>{{else}}<p>{{$.Word "list.empty"}}</p>{{end}}
{{with .Topics}}<section><h2>{{$.Word "list.topics"}}</h2><p class="links">{{range .}}<a href="{{.Href}}"{{if .Lang}} lang="{{.Lang}}" dir="{{.Dir}}"{{end}}>{{.Text}}</a>{{end}}</p></section>{{end}}
{{with .Feed}}<p class="links"><a href="{{.}}">{{$.Word "list.feed"}}</a></p>{{end}}`

// crowded has a guide for everything that a card or a topic can say.
func crowded(t *testing.T) *fixture {
	f := newFixture(t)
	water := f.guide("вода", `Water, "clean" & <safe>`, "en", "ar")
	paper := f.guide("paper", "Water on paper", "en")
	paper.Kind, paper.Companion, water.Companion = content.KindBriefing, water, paper
	fire := f.guide("fire", "Fire's end", "ar", "en", "th")
	fire.Pages[1].Meta.Draft = true
	bare := f.guide("bare", "Nothing else", "th")
	bare.Pages[0].Meta.Summary, bare.Pages[0].Meta.Tags = "", []string{"R&D", "Чистая вода"}
	f.guide("gone", "Gone", "en").Pages[0].Meta.Withdrawn = "It is over."
	f.opt.Image = func(p *content.Page) *Image {
		if p.Guide != fire {
			return nil
		}
		return &Image{Small: "assets/огонь.1234.webp", SmallWidth: 128, SmallHeight: 96}
	}
	f.opt.Standing = func(p *content.Page) *Standing {
		switch {
		case p.Guide == water && p.Language.Tag == "ar":
			return &Standing{In: map[string]string{"title": "en"}, Stale: []string{"summary"}, Total: 3}
		case p.Guide == fire && p.Language.Tag == "en":
			return &Standing{Stale: []string{"title", "summary"}, Total: 3}
		}
		return nil
	}
	return f
}

func (f *fixture) lists(r *Renderer) map[string]string {
	f.t.Helper()
	files := map[string]string{}
	for _, l := range f.site.Languages {
		pages, ds := r.Lists(l, func(p *content.Page) int { return len(p.Guide.Slug) % 4 })
		if len(ds) > 0 {
			f.t.Fatal(ds)
		}
		for _, page := range pages {
			files[page.Path] = string(page.Data)
		}
	}
	return files
}

// Cards are written once for all lists of a folder, and topics in Go, because that is
// quicker. They say what the fields say.
func TestRowsOfListsSayWhatTheirFieldsSay(t *testing.T) {
	f := crowded(t)
	builtin, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	quick, slow := f.lists(f.renderer()), f.lists(f.rendererWith(replaced(t, builtin, "_cards.html", fieldwise)))
	if len(quick) < 8 {
		t.Errorf("only %d lists", len(quick))
	}
	for address, page := range quick {
		if at := differ(page, slow[address]); at >= 0 {
			t.Errorf("%s:\n got %.200s\nwant %.200s", address, page[at:], slow[address][at:])
		}
	}
}

// differ gives a place a little before the first difference of two texts, -1 where
// there is none.
func differ(a, b string) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return max(0, i-60)
		}
	}
	return -1
}

// A theme's own part of a card counts on lists as it does everywhere.
func TestPartsOfAThemeStandInCards(t *testing.T) {
	f := crowded(t)
	builtin, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	files := f.lists(f.rendererWith(replaced(t, builtin, "_now.html", `<i class="now">{{.Label}}</i>`)))
	has(t, files["en/index.html"], `<i class="now">`)
	has(t, files["en/tags/health.html"], `<i class="now">`)
	files = f.lists(f.rendererWith(replaced(t, builtin, "_card.html", `<li class="own">{{.Text}}, {{.Word "page.share"}}</li>`)))
	has(t, files["en/index.html"], `<li class="own">`)
	has(t, files["ar/tags/health.html"], `<li class="own">`)
}

// replaced is a folder with another text in place of one of its files.
func replaced(t *testing.T, folder fs.FS, name, text string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(folder, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(folder, path)
		files[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil || files[name] == nil {
		t.Fatalf("%s cannot be replaced: %v", name, err)
	}
	files[name].Data = []byte(text)
	return files
}
