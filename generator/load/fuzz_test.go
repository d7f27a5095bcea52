package load

import (
	"bytes"
	"testing"

	"handbill/generator/diag"
)

// inside fails where a diagnostic points outside the file.
func inside(t *testing.T, file diag.File, ds diag.List) {
	t.Helper()
	lines := bytes.Count(file.Source, []byte("\n")) + bytes.Count(file.Source, []byte("\r")) + 1
	for _, d := range ds {
		if d.Line < 0 || d.Line > lines || d.Message == "" || d.Code == "" {
			t.Errorf("%+v in a file of %d lines", d, lines)
		}
	}
}

func FuzzFrontMatter(f *testing.F) {
	for _, seed := range []string{
		"+++\ntitle = \"Water\"\n+++\nBoil it.", "+++\r\ntitle = 'x'\r\n+++", "\uFEFF+++\ntitle = 1\ntags = [1]\n+++\n", "+++\n[a]\n[[a]]\n+++",
		"---\ntitle: x\n---", "+++\ntitle = \"\"\"\n+++\n", "+++\naliases = [\"../x\", \"a/\"]\nslug = \"A b\"\ndate = 2026-13-45\n+++",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		file := diag.File{Path: "guides/a/en.md", Source: src}
		var ds diag.List
		if !encoded(file, maxMarkdown, &ds) {
			inside(t, file, ds)
			return
		}
		s, ds := frontMatter(file, "a", "en")
		inside(t, file, ds)
		if s == nil && !ds.Failed() {
			t.Error("nothing came back, and nobody says why")
		}
		if s != nil && (s.Body < 0 || s.Body > len(src)) {
			t.Errorf("the body begins at %d of %d", s.Body, len(src))
		}
	})
}

func FuzzSettings(f *testing.F) {
	for _, seed := range []string{
		"title = \"x\"\nsource = \"en\"\n[languages.en]\nname = \"English\"\n", "title = { en = 1 }\n[languages]\nen = 3", "[values]\na = \"b\"\n[values.fr]\na = 1",
		"[[languages]]\n", "languages.en.name = \"x\"\n[print]\nformats = [\"a4\", \"a5\"]", "[check]\nlinks = 1\nalways = \"112\"",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		file := diag.File{Path: "site.toml", Source: src}
		var ds diag.List
		if !encoded(file, maxMarkdown, &ds) {
			return
		}
		config, ds := settings(file)
		inside(t, file, ds)
		if config == nil && !ds.Failed() {
			t.Error("nothing came back, and nobody says why")
		}
	})
}

func FuzzServices(f *testing.F) {
	f.Add([]byte("[[service]]\nid = \"a\"\nname = \"b\"\nphone = [\"+1 202 555 0142\"]\n[service.fr]\nname = \"c\""))
	f.Add([]byte("service = 1"))
	f.Fuzz(func(t *testing.T, src []byte) {
		file := diag.File{Path: "guides/services.toml", Source: src}
		var ds diag.List
		if encoded(file, maxMarkdown, &ds) {
			_, ds = services(file, []string{"en", "fr"})
			inside(t, file, ds)
		}
	})
}
