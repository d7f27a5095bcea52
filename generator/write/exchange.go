package write

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// exchangeable reports whether the output may give way to a new folder.
func (c *commit) exchangeable() bool {
	if !exchangeWorks && c.outInfo != nil {
		return false
	}
	fresh, err := c.disk.Lstat(c.place.site())
	return err == nil && (c.outInfo == nil || ownFolder(c.outInfo, fresh))
}

// fill completes the staging folder: what is unchanged, what is foreign, the
// manifest.
func (c *commit) fill() error {
	for _, f := range c.files {
		if f.fresh {
			continue
		}
		to := c.siteName(f.Path)
		if err := c.makeFolder(filepath.Dir(to)); err != nil {
			return err
		}
		if err := linkOrCopy(c.disk, c.outName(f.Path), to); err != nil {
			return err
		}
	}
	for _, f := range c.foreign {
		if err := c.carry(f); err != nil {
			return fmt.Errorf("carry over %s: %w", f.path, err)
		}
	}
	if err := c.closeFolders(); err != nil {
		return err
	}
	return createFile(c.disk, c.siteName(ManifestName), c.manifest)
}

// closeFolders gives foreign folders the modes they had, inner ones first.
func (c *commit) closeFolders() error {
	for _, f := range slices.Backward(c.foreign) {
		if mode := f.info.Mode().Perm(); f.folder() && mode != dirMode {
			if err := c.disk.Chmod(c.siteName(f.path), mode); err != nil && c.modes {
				return err
			}
		}
	}
	return nil
}

// swap makes the filled staging folder the output. Once done is true the new
// site is there, and nothing that fails later changes that: what is left of the
// old one is swept by the next command.
func (c *commit) swap() (done bool, err error) {
	if err := c.writeJournal(journal{Way: wayExchange, Manifest: SumOf(c.manifest)}); err != nil {
		return false, errors.Join(err, removeIfThere(c.disk, c.place.journal()))
	}
	if c.outInfo == nil {
		err = c.disk.Rename(c.place.site(), c.place.out)
	} else {
		err = c.disk.Exchange(c.place.site(), c.place.out)
	}
	if err != nil {
		return false, errors.Join(err, removeIfThere(c.disk, c.place.journal()))
	}
	// A power cut may bring the old site back, whole; that is no mix.
	_ = c.disk.FlushFolder(filepath.Dir(c.place.out))
	_ = c.sweep()
	return true, nil
}

// recoverExchange ends an exchange that was cut off: where the output has the
// new manifest the rest of the old site is swept, otherwise the staged one goes.
func (s *Stage) recoverExchange(j journal) error {
	data, err := s.disk.ReadFile(filepath.Join(s.place.out, ManifestName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err == nil && SumOf(data) == j.Manifest {
		return s.sweep()
	}
	if err := s.disk.Remove(s.place.journal()); err != nil {
		return err
	}
	return s.clean()
}

// sweep removes the old site, which now lies in the staging folder. A foreign
// file that somebody saved while the folders changed places moves to the output.
func (s *Stage) sweep() error {
	site := s.place.site()
	data, err := s.disk.ReadFile(filepath.Join(site, ManifestName))
	var old Manifest
	if err == nil {
		old, err = ParseManifest(data)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := s.sweepFolder(".", ourPaths(old)); err != nil {
		return err
	}
	if err := removeIfThere(s.disk, filepath.Join(site, ManifestName)); err != nil {
		return err
	}
	if err := removeIfThere(s.disk, site); err != nil {
		return err
	}
	if err := s.disk.Remove(s.place.journal()); err != nil {
		return err
	}
	return s.clean()
}

// sweepFolder empties a folder of the old site, its manifest excepted: as long
// as that is there, a later sweep knows which files were ours.
func (s *Stage) sweepFolder(dir string, ours map[string]bool) error {
	entries, err := s.disk.ReadDir(s.siteName(dir))
	if errors.Is(err, fs.ErrNotExist) && dir == "." {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		p := filepath.ToSlash(filepath.Join(dir, e.Name()))
		isFolder, isOurs := ours[p]
		switch {
		case p == ManifestName:
		case e.IsDir():
			err = s.sweepSubfolder(p, ours)
		case isOurs && !isFolder:
			err = s.disk.Remove(s.siteName(p))
		default:
			err = s.sweepForeign(p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Stage) sweepSubfolder(p string, ours map[string]bool) error {
	if err := openFolder(s.disk, s.siteName(p)); err != nil {
		return err
	}
	if err := s.sweepFolder(p, ours); err != nil {
		return err
	}
	return s.disk.Remove(s.siteName(p))
}

// sweepForeign removes a foreign file that the output has, and moves one there
// that it lacks or has in an older form.
func (s *Stage) sweepForeign(p string) error {
	here, err := s.disk.Lstat(s.siteName(p))
	if err != nil {
		return err
	}
	there, err := s.disk.Lstat(s.outName(p))
	if err == nil && carried(here, there) {
		return s.disk.Remove(s.siteName(p))
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := mkdirAll(s.disk, s.place.out, filepath.Dir(s.outName(p))); err != nil {
		return err
	}
	return s.disk.Rename(s.siteName(p), s.outName(p))
}

// carried reports whether a file of the old site is the one that fill carried
// over: linked, copied with its time, or a link made again.
func carried(here, there fs.FileInfo) bool {
	if here.Mode().Type() != there.Mode().Type() {
		return false
	}
	return os.SameFile(here, there) || here.Mode()&fs.ModeSymlink != 0 ||
		here.Size() == there.Size() && here.ModTime().Equal(there.ModTime())
}
