package write

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"handbill/generator/names"
)

// foreign is a file or folder of the output that no build has written. It is
// carried over and never deleted.
type foreign struct {
	path string
	info fs.FileInfo
}

func (f foreign) folder() bool { return f.info.IsDir() }

// scan finds the foreign files of the output, folders before what is in them.
func (s *Stage) scan() ([]foreign, error) {
	if s.outInfo == nil {
		return nil, nil
	}
	ours := ourPaths(s.last)
	var found []foreign
	var walk func(dir string) error
	walk = func(dir string) error {
		entries, err := s.disk.ReadDir(s.outName(dir))
		if err != nil {
			return err
		}
		for _, e := range entries {
			p := path.Join(dir, e.Name())
			isFolder, isOurs := ours[p]
			if s.place.inside && p == stateName {
				continue
			}
			if !isOurs || isFolder != e.IsDir() {
				info, err := e.Info()
				if errors.Is(err, fs.ErrNotExist) {
					continue // gone since
				}
				if err != nil {
					return err
				}
				found = append(found, foreign{p, info})
			}
			if e.IsDir() {
				if err := walk(p); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := walk("."); err != nil {
		return nil, fmt.Errorf("look through the output: %w", err)
	}
	return found, nil
}

// ourPaths gives every path of a manifest and the manifest's own; the value is
// true for folders.
func ourPaths(m Manifest) map[string]bool {
	ours := make(map[string]bool, len(m.Files)+len(m.Files)/8+1)
	if m.Version != 0 {
		ours[ManifestName] = false
	}
	for _, e := range m.Files {
		ours[e.Path] = false
		for dir := path.Dir(e.Path); dir != "." && !ours[dir]; dir = path.Dir(dir) {
			ours[dir] = true
		}
	}
	return ours
}

// namesShown is how many files in the way a message names.
const namesShown = 3

// refuseBurying refuses a site that has a file where the output has another one
// of somebody else. One with the same bytes is adopted.
func (s *Stage) refuseBurying(found []foreign) error {
	adopted := map[string]bool{}
	for _, f := range s.files {
		adopted[f.Path] = !f.fresh
	}
	var names []string
	for _, f := range found {
		if s.inTheWay(f, adopted) {
			names = append(names, f.path)
		}
	}
	if len(names) == 0 {
		return nil
	}
	shown, rest := names[:min(len(names), namesShown)], ""
	if more := len(names) - len(shown); more > 0 {
		rest = fmt.Sprintf(" and %d more", more)
	}
	return fmt.Errorf("%s already holds files that no build has written and the site needs the names of: %s%s; move them away, or empty the folder if nothing in it is yours",
		s.place.asked, strings.Join(shown, ", "), rest)
}

// inTheWay reports whether a foreign file or folder needs a name of the site.
func (s *Stage) inTheWay(f foreign, adopted map[string]bool) bool {
	c, taken := s.claims[names.Fold(f.path)]
	switch {
	case !taken:
		return false
	case f.folder() || c.folder:
		return !f.folder() || !c.folder || c.path != f.path
	}
	return c.path != f.path || !adopted[f.path]
}

// claimed reports a foreign file or folder that is one of the new site's too.
func (s *Stage) claimed(f foreign) bool {
	_, taken := s.claims[names.Fold(f.path)]
	return taken
}

// carry puts a foreign file or folder into the staging folder.
func (s *Stage) carry(f foreign) error {
	from, to := s.outName(f.path), s.siteName(f.path)
	if err := s.makeFolder(filepath.Dir(to)); err != nil {
		return err
	}
	switch {
	case f.folder():
		return s.carryFolder(f, to)
	case f.info.Mode()&fs.ModeSymlink != 0:
		target, err := s.disk.Readlink(from)
		if err != nil {
			return err
		}
		return s.disk.Symlink(target, to)
	default:
		return linkOrCopy(s.disk, from, to)
	}
}

func (s *Stage) carryFolder(f foreign, to string) error {
	if s.folders[to] {
		return nil
	}
	// Made open to us first: its files are put into it later.
	if err := s.disk.Mkdir(to, f.info.Mode().Perm()|0o700); err != nil {
		return err
	}
	s.folders[to] = true
	return nil
}
