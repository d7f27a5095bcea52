package write

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"handbill/generator/diag"
)

// Verdict is what Verify found, in numbers of files.
type Verdict struct {
	// Good files have the size and sum that the manifest says.
	Good int
	// Changed, Missing and Extra files are named in Problems.
	Changed, Missing, Extra int
	// Problems has an error for a changed or missing file and a warning for one
	// that the manifest does not name, sorted by path.
	Problems diag.List
}

// Verify compares a copy of a site with its manifest. A folder without a
// manifest, or one that cannot be read, is an error; what differs is in the
// Verdict.
func Verify(dir fs.FS) (Verdict, error) {
	m, err := ReadManifest(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return Verdict{}, fmt.Errorf("there is no %s here: this is not a copy of a site", ManifestName)
	}
	if err != nil {
		return Verdict{}, err
	}
	var v Verdict
	for _, e := range m.Files {
		if err := v.file(dir, e); err != nil {
			return Verdict{}, err
		}
	}
	if err := v.extras(dir, ".", ourPaths(m)); err != nil {
		return Verdict{}, fmt.Errorf("look through the copy: %w", err)
	}
	v.Problems = v.Problems.Sorted()
	return v, nil
}

// file compares one file. One that cannot be read, as on a dying USB stick, is
// a changed one: the copy does not serve its readers.
func (v *Verdict) file(dir fs.FS, e Entry) error {
	at := diag.Position{Path: e.Path}
	info, err := fs.Lstat(dir, e.Path)
	switch {
	case absent(err):
		v.Missing++
		v.Problems.Error(at, "file-missing", "this file is missing from the copy", "copy the site again")
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		v.changed(at, "this is not a file any more")
		return nil
	case info.Size() != e.Size:
		v.changed(at, fmt.Sprintf("this file has %d bytes, the manifest says %d", info.Size(), e.Size))
		return nil
	}
	sum, err := sumFile(dir, e.Path)
	switch {
	case err != nil:
		v.changed(at, fmt.Sprintf("this file cannot be read: %v", err))
	case sum != e.SHA256:
		v.changed(at, "this file has other content than the manifest says")
	default:
		v.Good++
	}
	return nil
}

func (v *Verdict) changed(at diag.Position, message string) {
	v.Changed++
	v.Problems.Error(at, "file-changed", message, "copy the site again; if it differs again, ask where the copy comes from")
}

func sumFile(dir fs.FS, name string) (Sum, error) {
	f, err := dir.Open(name)
	if err != nil {
		return Sum{}, err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return Sum{}, err
	}
	return Sum(sum.Sum(nil)), nil
}

// systemNames are files that file managers leave on any disk that they see.
var systemNames = []string{".DS_Store", ".Spotlight-V100", ".Trashes", ".fseventsd", "$RECYCLE.BIN", "System Volume Information", "Thumbs.db", "desktop.ini"}

// extras names what the manifest does not: a folder with nothing of ours once,
// not every file in it.
func (v *Verdict) extras(dir fs.FS, folder string, ours map[string]bool) error {
	entries, err := fs.ReadDir(dir, folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		p := path.Join(folder, e.Name())
		isFolder, isOurs := ours[p]
		switch {
		case slices.Contains(systemNames, e.Name()), strings.HasPrefix(e.Name(), "._"):
		case isOurs && isFolder && e.IsDir():
			if err := v.extras(dir, p, ours); err != nil {
				return err
			}
		case !isOurs:
			v.extra(p, e.IsDir())
		}
	}
	return nil
}

func (v *Verdict) extra(p string, folder bool) {
	v.Extra++
	at, hint := diag.Position{Path: p}, "remove it if you do not know who put it there"
	if folder {
		v.Problems.Warn(at, "file-extra", "no build has written this folder", hint)
		return
	}
	v.Problems.Warn(at, "file-extra", "no build has written this file", hint)
}
