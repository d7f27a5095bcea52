package theme

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"handbill/generator/diag"
)

// file is one file of the theme.
type file struct {
	name string // inside the theme, with slashes
	path string // for diagnostics: below the site, or "built-in theme/…"
	data []byte
}

func (f file) at(line, column int) diag.Position {
	return diag.Position{Path: f.path, Line: line, Column: column}
}

// builtin reports whether the file is the program's.
func (f file) builtin() bool { return strings.HasPrefix(f.path, builtinPath+"/") }

// builtinPath names files of the built-in theme in diagnostics.
const builtinPath = "built-in theme"

// maxFile keeps a stray film out of the theme: 4 MB holds any font or picture
// that a page should carry.
const maxFile = 4 << 20

// read gives every file of the theme by name, those of override instead of
// those of builtin, and the names that the built-in theme has, sorted.
func read(builtin, override fs.FS, overridePath string, ds *diag.List) (map[string]file, []string) {
	files := map[string]file{}
	readInto(files, builtin, builtinPath, ds)
	known := slices.Sorted(maps.Keys(files))
	if override != nil {
		readInto(files, override, overridePath, ds)
	}
	if len(known) == 0 {
		panic("theme: the built-in theme is empty")
	}
	return files, known
}

func readInto(files map[string]file, fsys fs.FS, at string, ds *diag.List) {
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case hidden(entry.Name()) && entry.IsDir():
			return fs.SkipDir
		case entry.IsDir() || hidden(entry.Name()) || ignored(name):
			return nil
		case !entry.Type().IsRegular():
			ds.Warn(diag.Position{Path: path.Join(at, name)}, "theme-file", "this is not a plain file and is left out", "copy the file itself into the theme")
			return nil
		}
		return readOne(files, fsys, at, name, entry, ds)
	})
	if err != nil {
		ds.Error(diag.Position{Path: at}, "theme-read", "the theme cannot be read: "+err.Error(), "check `theme` in site.toml and the folder's permissions")
	}
}

func readOne(files map[string]file, fsys fs.FS, at, name string, entry fs.DirEntry, ds *diag.List) error {
	if !known(name) {
		ds.Warn(diag.Position{Path: path.Join(at, name)}, "theme-file", "this kind of file is not published from a theme",
			"templates end in .html, styles in .css, scripts in .js; pictures and fonts may be svg, png, jpg, webp, gif, woff2 or woff")
		return nil
	}
	info, err := entry.Info()
	if err != nil {
		return err
	}
	if info.Size() > maxFile {
		ds.Error(diag.Position{Path: path.Join(at, name)}, "theme-file", "this file is larger than 4 MB", "use a smaller picture or a font cut down to your languages")
		return nil
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	if ext := strings.ToLower(path.Ext(name)); ext == ".html" || ext == ".css" || ext == ".js" {
		// The mark that some editors write would stand in the middle of a page.
		data = bytes.TrimPrefix(data, []byte("\uFEFF"))
		if !(diag.File{Path: path.Join(at, name), Source: data}).IsUTF8(ds) {
			return nil
		}
	}
	files[name] = file{name: name, path: path.Join(at, name), data: data}
	return nil
}

// hidden tells files of editors and systems.
func hidden(base string) bool {
	return base != "." && strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~")
}

// ignored tells files that speak to people and are not published.
func ignored(name string) bool {
	base := strings.ToLower(path.Base(name))
	return strings.HasSuffix(base, ".md") || strings.HasSuffix(base, ".txt") || strings.HasPrefix(base, "license")
}

// assetTypes are the kinds of files that a theme may publish.
var assetTypes = []string{".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".woff2", ".woff"}

func known(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".html" || ext == ".css" || ext == ".js" || slices.Contains(assetTypes, ext)
}

// byExt gives the files of one kind, sorted by name.
func byExt(files map[string]file, ext string) []file {
	var some []file
	for _, f := range files {
		if strings.ToLower(path.Ext(f.name)) == ext {
			some = append(some, f)
		}
	}
	slices.SortFunc(some, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return some
}

// Asset is a file of the theme that is published beside the pages.
type Asset struct {
	// Name is its path inside the theme, such as "logo.svg".
	Name string
	// Path is its address below the output, with a hash of its bytes.
	Path string
	Data []byte
}

// publish gives pictures and fonts their addresses.
func (t *Theme) publish(files map[string]file) {
	for _, ext := range assetTypes {
		for _, f := range byExt(files, ext) {
			a := Asset{Name: f.name, Path: hashedPath(f), Data: f.data}
			t.assets = append(t.assets, a)
			t.byName[a.Name] = a.Path
		}
	}
	slices.SortFunc(t.assets, func(a, b Asset) int { return strings.Compare(a.Path, b.Path) })
}

// hashedPath is "assets/<name>.<hash>.<ext>". Eight bytes of SHA-256 tell the
// files of any site apart.
func hashedPath(f file) string {
	sum := sha256.Sum256(f.data)
	ext := path.Ext(f.name)
	base := strings.TrimSuffix(path.Base(f.name), ext)
	return "assets/" + strings.ToLower(base) + "." + hex.EncodeToString(sum[:8]) + strings.ToLower(ext)
}
