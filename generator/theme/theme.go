// Package theme owns how a site looks: templates, styles, scripts and the files
// that they use.
//
// The built-in theme is complete, and a site's own theme replaces it file by
// file. Everything is read, minified and checked once, by Load; after that a
// Theme does not change and is safe for concurrent use. The package never sees
// a guide: who renders hands Execute a view.
package theme

import (
	"bytes"
	"html/template"
	"io/fs"

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
	paths     map[string]string
	styles    map[string]string
	scripts   map[string]string
	assets    []Asset
	byName    map[string]string
}

// Asset is a file of the theme that is published beside the pages.
type Asset struct {
	// Name is its path inside the theme, such as "logo.svg".
	Name string
	// Path is its address below the output, with a hash of its bytes.
	Path string
	Data []byte
}

// Load reads the built-in theme and, where override is not nil, the files that
// replace it. A template or style that cannot be read is an error of the list,
// and the Theme is then nil.
func Load(builtin, override fs.FS, opt Options) (*Theme, diag.List) { return nil, nil }

// Execute writes the template name with a view. The diagnostics name the place
// in the template and the page that could not be made.
func (t *Theme) Execute(w *bytes.Buffer, name string, view any, page string) diag.List { return nil }

// Style gives the minified styles of some parts, in the order of the parts, for
// a page from which root leads to the output's root ("", "../"). A part that
// the theme does not have is empty.
func (t *Theme) Style(root string, parts ...string) string { return "" }

// Script gives the minified scripts of some parts.
func (t *Theme) Script(parts ...string) string { return "" }

// Assets are the files to publish, sorted by path.
func (t *Theme) Assets() []Asset { return t.assets }

// Asset gives the address below the output of a file of the theme; "" where the
// theme does not have it.
func (t *Theme) Asset(name string) string { return t.byName[name] }
