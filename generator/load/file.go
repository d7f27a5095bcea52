package load

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"handbill/generator/diag"
	"handbill/generator/names"
)

// text reads a text file and judges its encoding; ok is false where it cannot
// be used, and the reason is in ds.
func text(fsys fs.FS, name string, limit int, ds *diag.List) (file diag.File, ok bool, err error) {
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		return diag.File{}, false, fmt.Errorf("reading %s: %w", name, err)
	}
	file = diag.File{Path: name, Source: src}
	return file, encoded(file, limit, ds), nil
}

// encoded reports whether the bytes are text that the program can read.
func encoded(file diag.File, limit int, ds *diag.List) bool {
	src := file.Source
	top := diag.Position{Path: file.Path, Line: 1, Column: 1}
	if len(src) > limit {
		ds.Error(diag.Position{Path: file.Path}, "limit", fmt.Sprintf("the file has %d KB; %d KB are allowed", len(src)>>10, limit>>10), "split it into several guides")
		return false
	}
	if bytes.HasPrefix(src, []byte{0xff, 0xfe}) || bytes.HasPrefix(src, []byte{0xfe, 0xff}) {
		ds.Error(top, "encoding", "the file is saved as UTF-16", "save it again with the encoding UTF-8")
		return false
	}
	if i := bytes.IndexByte(src, 0); i >= 0 {
		ds.Error(file.At(i), "encoding", "the file has a NUL character, so it is not a text", "save it again as a plain text with the encoding UTF-8")
		return false
	}
	if i := bytes.IndexByte(src, '\r'); i >= 0 && !bytes.Contains(src, []byte("\n")) {
		ds.Error(file.At(i), "encoding", "the lines end as on Macs before 2001", "save it again with the line ends LF or CRLF")
		return false
	}
	return file.IsUTF8(ds)
}

// ignored reports whether a name is none of a site's business: hidden files,
// and what editors and systems leave behind.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") ||
		strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, ".tmp") || name == "Thumbs.db" || name == "desktop.ini"
}

// judgeNames judges the entries of one folder: what a file system or a host could
// not keep apart or not store.
func judgeNames(dir string, entries []fs.DirEntry, ds *diag.List) {
	seen := map[string]string{}
	for _, e := range entries {
		name := e.Name()
		if ignored(name) {
			continue
		}
		at := diag.Position{Path: path.Join(dir, name)}
		key := names.Fold(name)
		if other, twice := seen[key]; twice {
			ds.Error(at, "name-twice", fmt.Sprintf("%q and %q differ only in case or in how accents are stored", other, name), "rename one: some systems keep only one of them")
		}
		seen[key] = name
		if why := names.Fault(name); why != "" {
			ds.Error(at, "name-unstorable", fmt.Sprintf("not every system can store the name %q: %s", name, why), "rename it")
		}
	}
}
