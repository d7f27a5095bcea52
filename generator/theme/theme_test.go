package theme

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"handbill/generator/diag"
	"handbill/themes"
)

func files(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1]), Mode: 0o644}
	}
	return m
}

func load(t *testing.T, builtin, override fs.FS) *Theme {
	t.Helper()
	th, ds := Load(builtin, override, Options{Path: "themes/ours"})
	if len(ds) > 0 {
		t.Fatalf("diagnostics: %v", ds)
	}
	return th
}

func execute(t *testing.T, th *Theme, name string, view any) string {
	t.Helper()
	var b bytes.Buffer
	if ds := th.Execute(&b, name, view, "en/x.html"); len(ds) > 0 {
		t.Fatalf("diagnostics: %v", ds)
	}
	return b.String()
}

func TestBuiltinThemeIsGood(t *testing.T) {
	builtin, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := load(t, builtin, nil).asWritten(); err != nil {
		t.Error(err)
	}
}

func TestOverrideReplacesFileByFile(t *testing.T) {
	builtin := files("page.html", `<p>{{template "_mark.html" .}}</p>`, "_mark.html", "theirs", "styles/base.css", "a { color: red }", "styles/more.css", "b { color: blue }")
	th := load(t, builtin, files("_mark.html", "ours", "styles/base.css", "a { color: #00ff00 }"))
	if got := execute(t, th, "page.html", nil); got != "<p>ours</p>" {
		t.Errorf("page: %s", got)
	}
	if got := th.Style("", "base", "more", "unknown"); got != "a{color:#0f0}b{color:blue}" {
		t.Errorf("style: %s", got)
	}
}

func TestByteOrderMarksAreLeftOut(t *testing.T) {
	builtin := files("page.html", `<p>{{template "_mark.html" .}}</p>`, "_mark.html", "theirs", "styles/base.css", "a { color: red }", "scripts/later.js", "let a = 1")
	th := load(t, builtin, files("page.html", "\uFEFF"+`<b>{{template "_mark.html" .}}</b>`, "_mark.html", "\uFEFFours", "styles/base.css", "\uFEFFa { color: #00ff00 }", "scripts/later.js", "\uFEFFalert()"))
	if got := execute(t, th, "page.html", nil); got != "<b>ours</b>" {
		t.Errorf("page: %q", got)
	}
	if got := th.Style("", "base"); got != "a{color:#0f0}" {
		t.Errorf("style: %q", got)
	}
	if got := th.Script("later"); got != "alert();" {
		t.Errorf("script: %q", got)
	}
}

func TestTemplatesAreSmallAndKeepSpacesThatCount(t *testing.T) {
	th := load(t, files("page.html", "<ul>\n  <!-- note -->\n  {{range .}}\n  <li>{{.}} <b>x</b></li>\n  {{end}}\n</ul>\n"), nil)
	if got := execute(t, th, "page.html", []string{"a", "b"}); got != "<ul><li>a <b>x</b></li><li>b <b>x</b></li></ul>" {
		t.Errorf("got %s", got)
	}
}

func TestMistakesAreLocated(t *testing.T) {
	for _, c := range []struct {
		name, file, source string
		line               int
		code, says         string
	}{
		{"unknown action", "page.html", "<p>\n{{if .A}}\n</p>", 3, "theme-template", "unexpected EOF"},
		{"missing part", "page.html", "<p>\n\n{{template \"_gone.html\" .}}</p>", 3, "theme-template", "no such template"},
		{"unsafe place", "page.html", "<p>\n<a href={{.A}} {{.B}}>x</a><script>\nlet a = {{if .A}}\"{{end}};</script>", 3, "theme-template", "{{if}}"},
		{"policy", "page.html", "<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"script-src *\">", 2, "theme-unsafe", "security policy"},
		{"style attribute", "page.html", "<p>\n<b\n style=\"color:red\">x</b>", 3, "theme-unsafe", "style attributes"},
		{"handler", "page.html", "<button\nonclick=\"x()\">x</button>", 2, "theme-unsafe", "onclick"},
		{"other host", "page.html", "<p>\n<img alt=\"\" src=\"https://example.org/x.png\">", 2, "theme-unsafe", "another host"},
		{"another page", "page.html", "<p>\n<iframe src=\"a.html\"></iframe></p>", 2, "theme-unsafe", "<iframe>"},
		{"style sheet", "page.html", "<p>\n<link href=\"x.css\" rel=\"stylesheet\">", 2, "theme-unsafe", "style sheet"},
		{"form", "page.html", "<form\naction=\"a.html\">", 2, "theme-unsafe", "sends nothing"},
		{"no language", "home.html", "<!DOCTYPE html>\n<html dir=\"{{.Dir}}\">", 2, "theme-lang", "language"},
		{"style of another host", "styles/x.css", "a{}\n@import 'https://example.org/x.css';", 2, "theme-address", "files of the theme"},
		{"unknown picture", "styles/x.css", "a { color: red }\nb { background: url(gone.png) }", 2, "theme-address", "gone.png"},
		{"address behind an escaped name", "styles/x.css", "a { color: red }\n.y { background: u\\72l(https://evil.example/c.png) }", 2, "theme-address", "escapes"},
		{"escaped import", "styles/x.css", "@\\69mport \"https://evil.example/c.css\";", 1, "theme-address", "escapes"},
		{"string of a set of pictures", "styles/x.css", "a {\n}\n.y { background: image-set(\"https://evil.example/d.png\" 1x) }", 3, "theme-address", "evil.example"},
		{"string of a set in a property of its own", "styles/x.css", ":root{--x:-webkit-image-set('//evil.example/d.png' 1x)}", 1, "theme-address", "evil.example"},
		{"unknown address", "styles/x.css", ":root{--x:\"https://evil.example/d.png\"} .y { background: image-set(var(--x) 1x) }", 1, "theme-address", "var()"},
		{"source", "styles/x.css", ".y{background:src(\"//evil.example/d.png\")}", 1, "theme-address", "evil.example"},
		{"another encoding", "page.html", "<p>\ncaf\xe9</p>", 2, "encoding", "UTF-8"},
		{"broken script", "scripts/x.js", "let a = 1;\nlet = = 2;", 2, "theme-script", "cannot be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, ds := Load(files("home.html", "<p>home</p>"), files(c.file, c.source), Options{Path: "themes/ours"})
			if len(ds) != 1 {
				t.Fatalf("diagnostics: %v", ds)
			}
			d := ds[0]
			if d.Path != "themes/ours/"+c.file || d.Line != c.line || d.Code != c.code || !strings.Contains(d.Message, c.says) {
				t.Errorf("got %+v", d)
			}
		})
	}
}

func TestStylesThatFetchNothingElseAreKept(t *testing.T) {
	th := load(t, files("page.html", "x", "a.png", "x", "styles/x.css", `.a\:b::before { content: "\201C //"; }
/* image-set("https://evil.example/") */
.c { background: image-set(url(a.png) 1x type("image/png")); }`), nil)
	if got := th.Style("", "x"); !strings.Contains(got, "image-set(url(assets/a.") {
		t.Errorf("style: %s", got)
	}
}

// Making a page of such a theme took many seconds, and no line was told.
func TestTemplatesThatContainThemselvesAreRefused(t *testing.T) {
	builtin := files("page.html", "<p>{{template \"_about.html\" .}}</p>", "_about.html", "about", "list.html", "<p>list</p>")
	for _, c := range []struct {
		name, file, source string
		line               int
		says               string
	}{
		{"a page in its part", "_about.html", "<b>\n{{if .}}x{{else}}\n{{template \"page.html\" .}}{{end}}</b>", 3, "page.html contains itself by way of _about.html"},
		{"a part in itself", "_about.html", "<b>\n{{with .A}}{{range .}}\n\n{{template \"_about.html\" .}}{{end}}{{end}}</b>", 4, "_about.html contains itself,"},
		{"parts of one file", "list.html", "{{define \"a\"}}{{template \"b\"}}{{end}}\n{{define \"b\"}}{{template \"a\"}}{{end}}<p>{{template \"a\"}}</p>", 1, "b contains itself by way of a"},
		{"nobody asks for it", "_alone.html", "\n{{template \"_alone.html\" .}}", 2, "_alone.html contains itself,"},
	} {
		t.Run(c.name, func(t *testing.T) {
			th, ds := Load(builtin, files(c.file, c.source), Options{Path: "themes/ours"})
			if th != nil || len(ds) != 1 {
				t.Fatalf("diagnostics: %v", ds)
			}
			if d := ds[0]; d.Path != "themes/ours/"+c.file || d.Line != c.line || d.Code != "theme-template" || !strings.Contains(d.Message, c.says) || d.Hint == "" {
				t.Errorf("got %+v", d)
			}
		})
	}
	twice := files("page.html", "<p>{{template \"_about.html\" .}}{{template \"_mark.html\"}}</p>", "_about.html", "{{template \"_mark.html\"}}", "_mark.html", "x")
	if got := execute(t, load(t, builtin, twice), "page.html", nil); got != "<p>xx</p>" {
		t.Errorf("a part that two templates put in: %s", got)
	}
}

// The minified template has one line: the place must be that of the file.
func TestExecutionErrorNamesLineAndPage(t *testing.T) {
	th := load(t, files("page.html", "<p>\n</p>\n{{template \"_part.html\" .}}", "_part.html", "<b>\n  {{.Title}}\n  {{.Titel}}</b>"), nil)
	var b bytes.Buffer
	ds := th.Execute(&b, "page.html", struct{ Title string }{"x"}, "fr/water.html")
	if len(ds) != 1 {
		t.Fatalf("diagnostics: %v", ds)
	}
	d := ds[0]
	if d.Path != "built-in theme/_part.html" || d.Line != 3 || d.Severity != diag.Error ||
		!strings.Contains(d.Message, "fr/water.html") || !strings.Contains(d.Message, "Titel") || d.Hint == "" {
		t.Errorf("got %+v", d)
	}
}

func TestAssetsHaveTheirHashInTheAddress(t *testing.T) {
	th := load(t, files("page.html", `<img src="{{.}}{{asset "img/Logo.svg"}}" alt="Us">`, "img/Logo.svg", "<svg/>", "README.md", "for people", "styles/x.css", "b { background: url(./img/Logo.svg) }"), nil)
	assets := th.Assets()
	if len(assets) != 1 || !strings.HasPrefix(assets[0].Path, "assets/logo.") || !strings.HasSuffix(assets[0].Path, ".svg") {
		t.Fatalf("assets: %+v", assets)
	}
	if got, want := execute(t, th, "page.html", "../"), `<img src="../`+assets[0].Path+`" alt="Us">`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := th.Style("../../", "x"), "b{background:url(../../"+assets[0].Path+")}"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestUnknownAssetIsAnError(t *testing.T) {
	th := load(t, files("page.html", "<p>\n{{asset \"logo.png\"}}</p>"), nil)
	var b bytes.Buffer
	ds := th.Execute(&b, "page.html", nil, "en/x.html")
	if len(ds) != 1 || ds[0].Line != 2 || !strings.Contains(ds[0].Message, "logo.png") {
		t.Errorf("diagnostics: %v", ds)
	}
}

func TestStrangeFilesAreNamedAndLeftOut(t *testing.T) {
	th, ds := Load(files("home.html", "<p>x</p>"), files("fonts/a.ttf", "x", ".git/config", "x", "notes.txt", "x", "shell.php", "x"), Options{Path: "themes/ours"})
	if th == nil || ds.Failed() || len(ds) != 2 || len(th.Assets()) != 0 {
		t.Errorf("assets %v, diagnostics %v", th.Assets(), ds)
	}
}
