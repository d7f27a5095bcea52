package theme

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"handbill/generator/diag"
)

// optional are style parts that pages ask for and the built-in theme leaves to
// others: those of lists, and of scripts that need no rule of their own.
var optional = regexp.MustCompile(`^(list|script-[a-z]{4})$`)

// called is a part that a template puts in.
var called = regexp.MustCompile(`\{\{-?\s*(?:template|block)\s+"([^"]+)"`)

// unused warns of templates, styles and scripts that no page asks for: a file
// with a slip in its name would change nothing, and nobody would know why. known
// are the names of the built-in theme.
func unused(files map[string]file, known []string, ds *diag.List) {
	use := map[string]string{} // what is asked for, and the built-in file that gives it
	for _, name := range known {
		use[asked(name)] = name
	}
	for _, f := range byExt(files, ".html") {
		for _, m := range called.FindAllSubmatch(f.data, -1) {
			if name := string(m[1]); use[name] == "" {
				use[name] = name
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		ext := strings.ToLower(path.Ext(name))
		if ext != ".html" && ext != ".css" && ext != ".js" || use[asked(name)] != "" || ext == ".css" && optional.MatchString(part(name)) {
			continue
		}
		ds.Warn(diag.Position{Path: files[name].path}, "theme-unused", "no page uses this file", instead(asked(name), ext, use))
	}
}

// asked is what a page asks for to get a file. Folders do not count.
func asked(name string) string {
	if ext := path.Ext(name); strings.EqualFold(ext, ".css") || strings.EqualFold(ext, ".js") {
		return part(name) + strings.ToLower(ext)
	}
	return path.Base(name)
}

// instead says which file may be meant.
func instead(name, ext string, use map[string]string) string {
	var candidates []string
	for _, other := range slices.Sorted(maps.Keys(use)) {
		if path.Ext(other) == ext {
			candidates = append(candidates, other)
		}
	}
	if near := diag.Nearest(name, candidates); near != "" {
		return "did you mean " + use[near] + "?"
	}
	switch ext {
	case ".html":
		return "name it as the template that it replaces, or put it in with {{template \"" + name + "\" .}}"
	case ".css":
		return "write its rules into a style that pages use, such as styles/base.css"
	}
	return "name it as the script that it replaces, such as scripts/exit.js"
}
