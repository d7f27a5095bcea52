package theme

import (
	"bytes"
	"errors"
	"path"
	"regexp"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/parse/v2"

	"handbill/generator/diag"
)

// rootMark stands in a style where the way to the output's root belongs, until
// the page is known. No style sheet can hold this character.
const rootMark = "\x02"

// part is the name of a style or script: "styles/callouts.css" is "callouts".
func part(name string) string {
	return strings.TrimSuffix(path.Base(name), path.Ext(name))
}

func (t *Theme) loadStyles(files map[string]file, ds *diag.List) {
	minifier := &css.Minifier{}
	for _, f := range byExt(files, ".css") {
		var b bytes.Buffer
		if err := minifier.Minify(minify.New(), &b, bytes.NewReader(f.data), nil); err != nil {
			mistake(f, "style", err, ds)
			continue
		}
		if strings.Contains(strings.ToLower(b.String()), "</style") {
			ds.Error(f.at(1, 1), "theme-style", "a style cannot hold </style", "")
			continue
		}
		hiddenAddresses(f, ds)
		t.styles[part(f.name)] = t.place(f, b.String(), ds)
	}
}

// reference is an address in a style. Quotes around it are optional.
var reference = regexp.MustCompile(`(?i)url\(\s*["']?([^"')]*)["']?\s*\)|@import[^;]*;?`)

// place turns names of theme files in a style into their addresses, and refuses
// what would be fetched from anywhere else.
func (t *Theme) place(f file, style string, ds *diag.List) string {
	if lower := strings.ToLower(style); !strings.Contains(lower, "url(") && !strings.Contains(lower, "@import") {
		return style
	}
	return reference.ReplaceAllStringFunc(style, func(found string) string {
		name := reference.FindStringSubmatch(found)[1]
		if strings.HasPrefix(name, "data:") || strings.HasPrefix(name, "#") {
			return found
		}
		if address, ok := t.byName[strings.TrimPrefix(name, "./")]; ok {
			return "url(" + rootMark + address + ")"
		}
		written := name
		if written == "" {
			written = "@import"
		}
		at := diag.File{Path: f.path, Source: f.data}.At(bytes.Index(f.data, []byte(written)))
		ds.Error(at, "theme-address", "a style may only use files of the theme, not "+found,
			"put the file into the theme's folder and write url(name.png)")
		return found
	})
}

func (t *Theme) loadScripts(files map[string]file, ds *diag.List) {
	minifier := &js.Minifier{}
	for _, f := range byExt(files, ".js") {
		var b bytes.Buffer
		if err := minifier.Minify(minify.New(), &b, bytes.NewReader(f.data), nil); err != nil {
			mistake(f, "script", err, ds)
			continue
		}
		if strings.Contains(strings.ToLower(b.String()), "</script") {
			ds.Error(f.at(1, 1), "theme-script", "a script cannot hold </script", "")
			continue
		}
		t.scripts[part(f.name)] = strings.TrimSuffix(b.String(), ";") + ";"
	}
}

// mistake reports what a minifier could not read.
func mistake(f file, what string, err error, ds *diag.List) {
	at, message := f.at(1, 1), err.Error()
	var located *parse.Error
	if errors.As(err, &located) {
		at, message = f.at(located.Line, located.Column), located.Message
	}
	ds.Error(at, "theme-"+what, "this "+what+" cannot be read: "+message, "")
}
