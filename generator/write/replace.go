package write

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// replaceFiles moves the new files into the output one by one, under a journal.
// Each single file changes in one step. An error on the way brings the old ones
// back; a process that is killed leaves the rest to the next command.
func (c *commit) replaceFiles() error {
	if err := removeIfThere(c.disk, c.siteName(ManifestName)); err != nil {
		return errors.Join(err, c.clean())
	}
	if err := createFile(c.disk, c.siteName(ManifestName), c.manifest); err != nil {
		return errors.Join(err, c.clean())
	}
	j, err := c.replacement()
	if err != nil {
		return errors.Join(err, c.clean())
	}
	if err := c.writeJournal(j); err != nil {
		return errors.Join(err, removeIfThere(c.disk, c.place.journal()), c.clean())
	}
	err = c.replay(j)
	if err == nil {
		_ = c.finish()
		return nil
	}
	j.Undo = true
	undo := c.writeJournal(j)
	if undo == nil {
		undo = c.recoverReplace(j)
	}
	if undo != nil {
		return fmt.Errorf("%w; putting the old files back failed too (%v): the next command will finish this change", err, undo)
	}
	return err
}

// replacement lists what is to be done: what pages are made of before the pages,
// then what leads to them, the manifest last.
func (c *commit) replacement() (journal, error) {
	j := journal{Way: wayReplace, Manifest: SumOf(c.manifest), Remove: c.removed}
	for _, f := range c.files {
		if f.fresh {
			j.Put = append(j.Put, f.Path)
		}
	}
	j.Put = append(j.Put, ManifestName)
	slices.SortFunc(j.Put, func(a, b string) int { return cmp.Or(cmp.Compare(turn(a), turn(b)), cmp.Compare(a, b)) })
	for _, p := range j.Put {
		info, err := c.disk.Lstat(c.outName(p))
		if err == nil && !info.IsDir() {
			continue
		}
		if err != nil && !absent(err) {
			return journal{}, err
		}
		j.Created = append(j.Created, p)
	}
	return j, nil
}

// turn says when a file is moved in.
func turn(p string) int {
	switch {
	case strings.HasPrefix(p, "assets/"):
		return 0
	case p == ManifestName:
		return 4
	case p == "sw.js" || p == "sitemap.xml":
		return 3
	case path.Base(p) == "index.html":
		return 2
	}
	return 1
}

// absent reports a file that is not there, also since a folder of its path is a
// file.
func absent(err error) bool { return errors.Is(err, fs.ErrNotExist) || notFolder(err) }

// recoverReplace goes on where an earlier command was cut off.
func (s *Stage) recoverReplace(j journal) error {
	do := s.replay
	if j.Undo {
		do = s.undo
	}
	if err := do(j); err != nil {
		return err
	}
	return s.finish()
}

// finish forgets a change that is done or undone.
func (s *Stage) finish() error {
	if err := s.disk.Flush(s.place.out); err != nil {
		return err
	}
	if err := s.disk.Remove(s.place.journal()); err != nil {
		return err
	}
	return s.clean()
}

// replay does what the journal says and has not been done yet. Files that stand
// where a folder is needed, or below where a file is, go first.
func (s *Stage) replay(j journal) error {
	inTheWay := blockers(j)
	for _, p := range j.Remove {
		if inTheWay[p] {
			if err := s.takeAway(p); err != nil {
				return err
			}
		}
	}
	for _, p := range j.Put {
		if err := s.moveIn(p); err != nil {
			return err
		}
	}
	for _, p := range j.Remove {
		if !inTheWay[p] {
			if err := s.takeAway(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// blockers are the removed paths that a put path needs to be a folder, or that
// lie below a put path.
func blockers(j journal) map[string]bool {
	put, folders := map[string]bool{}, map[string]bool{}
	for _, p := range j.Put {
		put[p] = true
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	found := map[string]bool{}
	for _, p := range j.Remove {
		if folders[p] {
			found[p] = true
		}
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			if put[dir] {
				found[p] = true
			}
		}
	}
	return found
}

// moveIn gives the output one new file and keeps the old one for an undo.
func (s *Stage) moveIn(p string) error {
	staged, out := s.siteName(p), s.outName(p)
	if _, err := s.disk.Lstat(staged); errors.Is(err, fs.ErrNotExist) {
		return nil // done before
	} else if err != nil {
		return err
	}
	if err := mkdirAll(s.disk, s.place.out, filepath.Dir(out)); err != nil {
		return err
	}
	if err := s.keepOld(p, true); err != nil {
		return err
	}
	return s.disk.Rename(staged, out)
}

// takeAway moves a file of the last site out of the output.
func (s *Stage) takeAway(p string) error {
	if err := s.keepOld(p, false); err != nil {
		return err
	}
	return s.prune(path.Dir(p))
}

// keepOld keeps what the output has at a path. Where the file should stay until
// a new one takes its place it is linked; a disk without links leaves a moment
// without the file. A folder there says that the file has been kept before.
func (s *Stage) keepOld(p string, stay bool) error {
	out, old := s.outName(p), s.oldName(p)
	if info, err := s.disk.Lstat(out); absent(err) {
		return nil
	} else if err != nil {
		return err
	} else if info.IsDir() {
		return nil
	}
	if _, err := s.disk.Lstat(old); err == nil && stay {
		return nil // kept before
	}
	if err := mkdirAll(s.disk, s.place.old(), filepath.Dir(old)); err != nil {
		return err
	}
	if stay && s.disk.Link(out, old) == nil {
		return nil
	}
	return s.disk.Rename(out, old)
}

// undo brings the last site back, whatever part of the journal was done.
func (s *Stage) undo(j journal) error {
	for _, p := range slices.Backward(j.Created) {
		if err := s.disk.Remove(s.outName(p)); err != nil && !absent(err) && !s.isFolder(p) {
			return err
		}
		if err := s.prune(path.Dir(p)); err != nil {
			return err
		}
	}
	for _, p := range slices.Concat(j.Put, j.Remove) {
		if err := s.bringBack(p); err != nil {
			return err
		}
	}
	return nil
}

// bringBack moves a kept file to its place. A folder there only holds others.
func (s *Stage) bringBack(p string) error {
	if info, err := s.disk.Lstat(s.oldName(p)); absent(err) {
		return nil
	} else if err != nil {
		return err
	} else if info.IsDir() {
		return nil
	}
	if err := mkdirAll(s.disk, s.place.out, filepath.Dir(s.outName(p))); err != nil {
		return err
	}
	return s.disk.Rename(s.oldName(p), s.outName(p))
}

// isFolder reports a path where the last site had a folder, which a file of the
// new one did not yet replace.
func (s *Stage) isFolder(p string) bool {
	info, err := s.disk.Lstat(s.outName(p))
	return err == nil && info.IsDir()
}

// prune removes folders that became empty, up to the output itself.
func (s *Stage) prune(dir string) error {
	for ; dir != "."; dir = path.Dir(dir) {
		entries, err := s.disk.ReadDir(s.outName(dir))
		if absent(err) {
			continue
		}
		if err != nil {
			return err
		}
		if len(entries) > 0 {
			return nil
		}
		if err := s.disk.Remove(s.outName(dir)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Stage) oldName(p string) string {
	return filepath.Join(s.place.old(), filepath.FromSlash(p))
}
