package translate

import (
	"strings"
	"testing"
	"testing/fstest"

	"handbill/generator/content"
)

// site makes a project from files: "guides/<slug>/<lang>.md" and others. The
// source is English.
func site(t *testing.T, files map[string]string) *Project {
	t.Helper()
	fsys := fstest.MapFS{}
	english := &content.Language{Tag: "en", Name: "English", Dir: "ltr"}
	s := &content.Site{Config: &content.Config{Source: "en"}, Languages: []*content.Language{english}}
	for _, tag := range []string{"fr", "ar", "es"} {
		dir := "ltr"
		if tag == "ar" {
			dir = "rtl"
		}
		s.Languages = append(s.Languages, &content.Language{Tag: tag, Name: tag, Dir: dir})
	}
	guides := map[string]*content.Guide{}
	s.Index()
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		parts := strings.Split(name, "/")
		tag, isGuide := strings.CutSuffix(parts[len(parts)-1], ".md")
		if len(parts) == 3 && parts[0] == "guides" && isGuide {
			g := guides[parts[1]]
			if g == nil {
				g = &content.Guide{Slug: parts[1], Source: english}
				guides[parts[1]] = g
				s.Guides = append(s.Guides, g)
			}
			g.Pages = append(g.Pages, &content.Page{Guide: g, Language: s.Language(tag), Source: &content.Source{Path: name, Guide: parts[1], Language: tag}})
		}
	}
	if fsys["guides/services.toml"] != nil {
		s.Services = []*content.Service{{ID: "x"}}
	}
	s.Index()
	return Open(fsys, s)
}

// work reads the guide "w" in French.
func work(t *testing.T, p *Project) *Work {
	t.Helper()
	w, ds, err := p.Work("w", "fr")
	if err != nil {
		t.Fatal(err)
	}
	if len(ds) > 0 {
		t.Fatalf("records: %v", ds)
	}
	return w
}
