package generator

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// tableRow is a row of ARCHITECTURE.md: | `package` | … | what it may import |.
var tableRow = regexp.MustCompile("(?m)^\\| (`[^|]+) \\|[^|]*\\| ([^|]+) \\|$")

var quoted = regexp.MustCompile("`([^`]+)`")

// TestImportsFollowTheTable holds every import of our own against the table of
// ARCHITECTURE.md, so that the picture there stays true.
func TestImportsFollowTheTable(t *testing.T) {
	text, err := os.ReadFile("../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string][]string{}
	for _, row := range tableRow.FindAllStringSubmatch(string(text), -1) {
		for _, name := range names(row[1]) {
			allowed[name] = names(row[2])
		}
	}
	if len(allowed) < 10 {
		t.Fatalf("the table of ARCHITECTURE.md has %d packages", len(allowed))
	}
	for name, imports := range ownImports(t) {
		may, ok := allowed[name]
		if !ok {
			t.Errorf("package %s stands in no row of the table", name)
			continue
		}
		for _, i := range imports {
			below := strings.HasPrefix(i, name+"/")
			if name == "cmd/handbill" || below || slices.Contains(may, strings.TrimPrefix(i, "generator/")) {
				continue
			}
			t.Errorf("package %s imports %s, which its row does not have", name, i)
		}
	}
}

// names reads the packages of a cell.
func names(cell string) []string {
	var all []string
	for _, m := range quoted.FindAllStringSubmatch(cell, -1) {
		all = append(all, m[1])
	}
	return all
}

// ownImports gives the packages of this module that each package imports, tests
// left out.
func ownImports(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	repository := os.DirFS("..")
	for _, top := range []string{"cmd", "generator", "i18n", "themes"} {
		err := fs.WalkDir(repository, top, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules") {
				return fs.SkipDir
			}
			if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return nil
			}
			src, err := fs.ReadFile(repository, name)
			if err != nil {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
			if err != nil {
				return err
			}
			pkg := path.Dir(name)
			if _, ok := all[pkg]; !ok {
				all[pkg] = nil
			}
			for _, i := range file.Imports {
				target, err := strconv.Unquote(i.Path.Value)
				if err != nil {
					return err
				}
				if own, ok := strings.CutPrefix(target, "handbill/"); ok && !slices.Contains(all[pkg], own) {
					all[pkg] = append(all[pkg], own)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}
