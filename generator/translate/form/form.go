// Package form makes the offline form: one HTML file in which a volunteer
// translates on a phone or any computer, without a network, an account or a
// program. It gives back a PO file, or the Markdown itself.
//
// The file fetches nothing and sends nothing; its policy forbids both. Work is
// kept in the browser only after the translator has agreed. The package knows
// nothing of guides but the texts that it is handed.
package form

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"
)

// Form is everything that one file holds.
type Form struct {
	// Project names the site.
	Project string
	// Base and Language are tags, with the names that readers of each know and
	// their directions.
	Base, BaseName, BaseDir             string
	Language, LanguageName, LanguageDir string
	// Words are the words of the form by key, in the language WordsLang that is
	// written in the direction WordsDir; see Keys.
	Words               map[string]string
	WordsLang, WordsDir string
	// Head is the text of the catalogue's header, lines of "Name: value\n".
	Head   string
	Guides []Guide
}

// Guide is one guide of a form.
type Guide struct {
	Name, Title string
	Units       []Unit
	// File is the name of the Markdown that the form can save, Pieces what it is
	// put together from; none where it cannot.
	File   string
	Pieces []Piece
}

// Unit is one text.
type Unit struct {
	// ID is its name in the catalogue.
	ID      string
	Context string
	Source  string
	// Old is the source that Text was made from, Marked what changed since; ""
	// and none where nothing did.
	Old    string
	Marked []Span
	Text   string
	// Review says that Text wants another look.
	Review bool
	// Keep are numbers and the like that have to come back, Terms what was
	// agreed.
	Keep, Terms []string
	// Reference and Remark go into the catalogue.
	Reference, Remark string
}

// Span is a stretch of text: Op is ' ' in both, '-' gone, '+' new.
type Span struct {
	Op   string
	Text string
}

// Piece is a stretch of the Markdown: text as it is, or the place of a unit.
type Piece struct {
	Text string `json:"t,omitempty"`
	// Unit is its place in the guide, counted from 1; 0 for plain text.
	Unit int `json:"u,omitempty"`
	// Was is what stands there unless the translation changes.
	Was string `json:"w,omitempty"`
	// As says how the unit is written: "toml", "list", "cell", "alt", "caption",
	// "term", "line", or "" for a paragraph. Prefix begins its further lines.
	As     string `json:"a,omitempty"`
	Prefix string `json:"p,omitempty"`
}

var (
	//go:embed form.html
	page string
	//go:embed form.css
	style string
	//go:embed form.js
	script string
)

// Keys names the words that a form needs.
func Keys() []string {
	return slices.Clone(keys)
}

var keys = []string{
	"title", "skip", "script", "how", "how_write", "how_ready", "how_save", "how_later", "how_keys",
	"device", "keep", "keep_note", "forget", "open", "show", "show_open", "show_all", "changed",
	"terms", "yours", "ready", "copy", "replace", "write_first", "none", "progress", "save", "more",
	"share", "copy_file", "markdown", "check", "cannot_keep", "kept", "gone", "restored", "saved",
	"copied", "read", "nothing_read",
}

var pageTemplate = template.Must(template.New("form").Funcs(template.FuncMap{
	"rows": rows,
	"terms": func(text string, list []string) string {
		return strings.ReplaceAll(text, "{terms}", strings.Join(list, " · "))
	},
	"named": func(text, title string) string { return strings.ReplaceAll(text, "{title}", title) },
}).Parse(page))

// name is a stretch of the form's title; Lang is "" for its own words.
type name struct{ Text, Lang, Dir string }

// title puts the names of the two languages into the form's title.
func (f Form) title() []name {
	var parts []name
	names := map[string]name{"{from}": {f.BaseName, f.Base, f.BaseDir}, "{to}": {f.LanguageName, f.Language, f.LanguageDir}}
	rest := f.Words["title"]
	for rest != "" {
		at, mark := len(rest), ""
		for m := range names {
			if i := strings.Index(rest, m); i >= 0 && i < at {
				at, mark = i, m
			}
		}
		parts = append(parts, name{Text: rest[:at]})
		if mark != "" {
			parts = append(parts, names[mark])
		}
		rest = rest[at+len(mark):]
	}
	return parts
}

// rows is how many lines a field begins with: enough for the text on a phone.
func rows(u Unit) int { return min(12, 2+len(u.Source)/60+strings.Count(u.Source, "\n")) }

// Write makes the file.
func Write(f Form) ([]byte, error) {
	data, err := json.Marshal(dataOf(f))
	if err != nil {
		return nil, fmt.Errorf("writing the form's data: %w", err)
	}
	var b bytes.Buffer
	err = pageTemplate.Execute(&b, map[string]any{
		"Form": f, "Say": f.Words, "Title": f.title(), "Total": f.total(),
		"Style": template.CSS(style), "Script": template.JS(script), "Data": template.JS(data),
		"Policy": fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'", digest(style), digest(script)),
	})
	if err != nil {
		return nil, fmt.Errorf("writing the form: %w", err)
	}
	return b.Bytes(), nil
}

func (f Form) total() int {
	n := 0
	for _, g := range f.Guides {
		n += len(g.Units)
	}
	return n
}

// digest is a source of the policy: the hash of an inline style or script.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// dataOf is what the script needs beyond the page.
func dataOf(f Form) any {
	type unit struct {
		ID        string   `json:"id"`
		Source    string   `json:"source"`
		Old       string   `json:"old,omitempty"`
		Text      string   `json:"text"`
		Review    bool     `json:"review,omitempty"`
		Keep      []string `json:"keep,omitempty"`
		Reference string   `json:"ref"`
		Remark    string   `json:"remark"`
	}
	type guide struct {
		Name   string  `json:"name"`
		File   string  `json:"file"`
		Units  []unit  `json:"units"`
		Pieces []Piece `json:"pieces"`
	}
	var guides []guide
	for _, g := range f.Guides {
		out := guide{Name: g.Name, File: g.File, Pieces: g.Pieces}
		for _, u := range g.Units {
			out.Units = append(out.Units, unit{u.ID, u.Source, u.Old, u.Text, u.Review, u.Keep, u.Reference, u.Remark})
		}
		guides = append(guides, out)
	}
	return map[string]any{"head": f.Head, "language": f.Language, "words": f.Words, "guides": guides}
}
