package theme

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/tdewolff/minify/v2"
	minhtml "github.com/tdewolff/minify/v2/html"

	"handbill/generator/diag"
)

// loadTemplates reads every template. Files whose name begins with "_" are
// parts for {{template "_name.html" .}}; the others make pages.
func (t *Theme) loadTemplates(files map[string]file, ds *diag.List) {
	t.raw = map[string]file{}
	t.templates = t.newSet()
	for _, f := range byExt(files, ".html") {
		name := path.Base(f.name)
		t.raw[name] = f
		if !f.builtin() { // as written first: only there the lines of a mistake are the author's
			if _, err := t.newSet().New(name).Parse(string(f.data)); err != nil {
				t.report(name, "", err, ds)
				continue
			}
		}
		inspect(f, ds)
		small, err := minifyTemplate(f.data)
		if err != nil {
			mistake(f, "template", err, ds)
			continue
		}
		if _, err := t.templates.New(name).Parse(small); err != nil {
			t.report(name, "", err, ds)
		}
	}
	if !ds.Failed() {
		t.cycles(ds)
	}
	if !ds.Failed() {
		t.escape(ds)
	}
}

func (t *Theme) newSet() *template.Template {
	return template.New("theme").Option("missingkey=error").Funcs(template.FuncMap{
		"asset": func(name string) (template.URL, error) {
			if address, ok := t.byName[name]; ok {
				return template.URL(address), nil
			}
			return "", fmt.Errorf("the theme has no file %q", name)
		},
	})
}

// idle is a line break between an action and a tag, or two actions: it orders the
// template and says nothing on the page. Words that must stand apart are written
// with a space.
var idle = regexp.MustCompile(`(\}\})\s*\n\s*(\{\{|<)|(>)\s*\n\s*(\{\{)`)

// minifyTemplate takes comments and idle white space out of a template.
func minifyTemplate(data []byte) (string, error) {
	m := &minhtml.Minifier{
		// What validators of HTML ask for costs a few bytes and is kept.
		KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true,
		TemplateDelims: minhtml.GoTemplateDelims,
	}
	var b bytes.Buffer
	if err := m.Minify(minify.New(), &b, bytes.NewReader(data), nil); err != nil {
		return "", err
	}
	small := idle.ReplaceAllString(b.String(), "$1$2$3$4")
	return strings.Replace(small, "<!doctype html>", "<!DOCTYPE html>", 1), nil
}

// escape lets html/template find the contexts of every page now, so that a
// template in which a value would be unsafe is known before the first page.
func (t *Theme) escape(ds *diag.List) {
	var raw *template.Template
	for _, one := range t.templates.Templates() {
		if strings.HasPrefix(one.Name(), "_") || one.Tree == nil {
			continue
		}
		var unsafe *template.Error
		err := one.Execute(io.Discard, nil)
		if !errors.As(err, &unsafe) {
			continue
		}
		if raw == nil {
			var err error
			if raw, err = t.asWritten(); err != nil {
				panic("theme: templates that were parsed once do not parse again: " + err.Error())
			}
		}
		// Once more as written, for the line that the author knows.
		if again := raw.ExecuteTemplate(io.Discard, one.Name(), nil); errors.As(again, &unsafe) {
			err = again
		}
		t.report(one.Name(), "", err, ds)
	}
}

// asWritten parses the templates without minifying them.
func (t *Theme) asWritten() (*template.Template, error) {
	set := t.newSet()
	for name, f := range t.raw {
		if _, err := set.New(name).Parse(string(f.data)); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// Has reports whether the theme has a template.
func (t *Theme) Has(name string) bool { return t.templates.Lookup(name) != nil }

// Execute writes the template name with a view. The diagnostics name the place
// in the template and the page that could not be made.
func (t *Theme) Execute(w *bytes.Buffer, name string, view any, page string) diag.List {
	var ds diag.List
	if !t.Has(name) {
		ds.Error(diag.Position{Path: page}, "theme-template", "the theme has no template "+name, "")
		return ds
	}
	err := t.templates.ExecuteTemplate(w, name, view)
	if err == nil {
		return nil
	}
	// Once more as written, for the line that the author knows.
	if raw, rawErr := t.asWritten(); rawErr == nil {
		if again := raw.ExecuteTemplate(io.Discard, name, view); again != nil {
			err = again
		}
	}
	t.report(name, page, err, &ds)
	return ds
}

// located finds the place of a mistake as text/template and html/template write it.
var located = regexp.MustCompile(`^(?:html/)?template: ?([^\s:]+):(\d+)(?::(\d+))?: `)

// report turns an error of the template packages into a diagnostic.
func (t *Theme) report(name, page string, err error, ds *diag.List) {
	message, line, column := err.Error(), 1, 0
	if m := located.FindStringSubmatch(message); m != nil {
		name = m[1]
		line, _ = strconv.Atoi(m[2])
		if m[3] != "" {
			column, _ = strconv.Atoi(m[3])
			column++ // text/template counts from 0
		}
		message = message[len(m[0]):]
	}
	hint := hint(message)
	message = executing.ReplaceAllString(message, "at $1: ")
	message = noField.ReplaceAllString(message, "there is no field $1")
	message = calling.ReplaceAllString(message, "")
	if page != "" {
		message = page + " cannot be made: " + message
	}
	ds.Error(t.at(name, line, column), "theme-template", message, hint)
}

// at is a place in a template.
func (t *Theme) at(name string, line, column int) diag.Position {
	f, ok := t.raw[name]
	if !ok {
		f = file{path: name}
	}
	return f.at(line, column)
}

// Headless reports that a template wrote a page without a head, where the program
// writes what keeps readers safe.
func (t *Theme) Headless(name, page string) diag.List {
	var ds diag.List
	ds.Error(t.at(name, 1, 1), "theme-head", page+" cannot be made: the template has no <head>", "begin the template as the built-in theme does")
	return ds
}

// noField is what a field that no page has looks like.
var noField = regexp.MustCompile(`can't evaluate field (\w+) in type \S+`)

// calling is how a failed helper begins; what follows is for its author.
var calling = regexp.MustCompile(`error calling \w+: (i18n: )?`)

var executing = regexp.MustCompile(`executing "[^"]*" at (<.*?>): `)

func hint(message string) string {
	switch {
	case strings.Contains(message, "can't evaluate field"):
		return "themes/README.md of the program lists the fields of a page"
	case strings.Contains(message, "unexpected EOF"), strings.Contains(message, "unexpected {{end}}"):
		return "each {{if}}, {{with}} and {{range}} needs one {{end}}"
	case strings.Contains(message, "no catalogue has the words"):
		return "words of your own stand below [theme] in i18n/en.toml of the site: {{.Word \"theme.hello\"}}"
	case strings.Contains(message, "the theme has no file"):
		return "put the file into the theme's folder; a name counts large and small letters"
	case strings.Contains(message, "contains itself"):
		return "take this {{template}} out; what repeats is written with {{range}}, and what two templates share stands in a part of its own"
	case strings.Contains(message, "no such template"):
		return "a part's file begins with _ and is named with its ending: {{template \"_head.html\" .}}"
	default:
		return ""
	}
}
