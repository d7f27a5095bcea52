// Package theme owns how a site looks: templates, styles, scripts and the files
// that they use.
//
// The built-in theme is complete, and a site's own theme replaces it file by
// file. Everything is read, minified and checked once, by Load; after that a
// Theme does not change and is safe for concurrent use. The package never sees
// a guide: who renders hands Execute a view.
package theme

import (
	"html/template"
	"io/fs"
	"strings"

	"handbill/generator/diag"
)

// Options says what of the site a theme depends on. The zero value works.
type Options struct {
	// Path is where the site's own theme lies, relative to the site, such as
	// "themes/ours"; diagnostics begin with it.
	Path string
	// Accent is the site's colour, "#rrggbb"; "" keeps the theme's own.
	Accent string
	// AccentAt is where the accent is written.
	AccentAt diag.Position
}

// Theme is a theme that was read and found good.
type Theme struct {
	templates *template.Template
	raw       map[string]file // templates as written, to locate what fails
	styles    map[string]string
	scripts   map[string]string
	assets    []Asset
	byName    map[string]string // an asset's address by its name
}

// defaultAccent is the colour of a site that names none: a deep teal, which no
// party, flag or state agency claims.
const defaultAccent = "#0b5d63"

// Load reads the built-in theme and, where override is not nil, the files that
// replace it. A theme with an error cannot make pages: it is then nil.
func Load(builtin, override fs.FS, opt Options) (*Theme, diag.List) {
	var ds diag.List
	files, known := read(builtin, override, opt.Path, &ds)
	t := &Theme{styles: map[string]string{}, scripts: map[string]string{}, byName: map[string]string{}}
	t.publish(files)
	t.loadStyles(files, &ds)
	t.loadScripts(files, &ds)
	t.loadTemplates(files, &ds)
	t.styles[accentPart] = accentStyle(opt, &ds)
	if ds.Failed() {
		return nil, ds
	}
	unused(files, known, &ds)
	return t, ds
}

// Style gives the minified styles of some parts, in the order of the parts, for
// a page from which root leads to the output's root ("", "../"). A part that
// the theme does not have is empty. The part "accent" holds the site's colours
// as custom properties.
func (t *Theme) Style(root string, parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(t.styles[p])
	}
	return strings.ReplaceAll(b.String(), rootMark, root)
}

// Script gives the minified scripts of some parts, each in a block of its own.
func (t *Theme) Script(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(t.scripts[p])
	}
	return b.String()
}

// Assets are the files to publish, sorted by path.
func (t *Theme) Assets() []Asset { return t.assets }

// Asset gives the address below the output of a file of the theme; "" where the
// theme does not have it.
func (t *Theme) Asset(name string) string { return t.byName[name] }
