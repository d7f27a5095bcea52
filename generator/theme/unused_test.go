package theme

import (
	"io/fs"
	"strings"
	"testing"

	"handbill/themes"
)

func TestFilesThatNoPageUsesAreNamed(t *testing.T) {
	builtin, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, hint string }{
		{"bogus.html", "name it as the template"},
		{"guid.html", "did you mean guide.html?"},
		{"_tops.html", "did you mean _top.html?"},
		{"styles/bas.css", "did you mean styles/base.css?"},
		{"styles/billboard.css", "styles/base.css"},
		{"scripts/lter.js", "did you mean scripts/later.js?"},
		{"scripts/counter.js", "scripts/exit.js"},
		{"scripts/base.js", "scripts/exit.js"}, // a style's name
	} {
		th, ds := Load(builtin, files(c.name, ""), Options{Path: "themes/mine"})
		if th == nil || len(ds) != 1 || ds[0].Path != "themes/mine/"+c.name || ds[0].Code != "theme-unused" || !strings.Contains(ds[0].Hint, c.hint) {
			t.Errorf("%s: %v", c.name, ds)
		}
	}
	used := files("guide.html", `<p>{{template "_ours.html" .}}</p>`, "_ours.html", "x", "base.css", "a{color:red}", "styles/list.css", "a{color:red}", "styles/script-tfng.css", "a{color:red}", "scripts/later.js", "", "logo.svg", "<svg/>")
	if _, ds := Load(builtin, used, Options{Path: "themes/mine"}); len(ds) > 0 {
		t.Errorf("files that pages use: %v", ds)
	}
}
