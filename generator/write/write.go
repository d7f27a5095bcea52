// Package write puts the files of a site into its output folder: all of them or
// none. It takes render.Files and gives a folder on the disk with a manifest.
//
// A build begins a Stage, puts files into it from as many goroutines as it
// likes, and commits or aborts. Until Commit the output is not touched. Files
// that are equal to the ones there are not written again, and files that no
// build has written (a .gitignore, a .well-known folder) are carried over.
//
// What holds when a process is killed, by system:
//   - Linux, where the output is an ordinary folder: the old and the new folder
//     are exchanged in one step, so a reader never sees a mix.
//   - Elsewhere, and where the output cannot be exchanged (a mount point, a web
//     root), files are replaced one by one under a journal: the next command
//     finishes what was begun. An error on the way is undone at once.
//
// The package never reads sources, has no clock in what it writes, and never
// follows a link inside the output.
package write

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Options says what a build is allowed to do. The zero value works.
type Options struct {
	// Root is the site folder. An output that would bury it or its sources is
	// refused; "" asks for no such care.
	Root string
	// Downloads decides whether a download of the last output (a PDF, ZIP, EPUB
	// or single HTML file with its own "source") is still current. One that is
	// not is removed and reported; nil keeps all. It is called during Commit,
	// once for each, in the order of their paths.
	Downloads func(Entry) bool

	disk disk // nil is the real one
	// replace takes the journal's way where an exchange would do.
	replace bool
}

// Report says what a Commit did, in numbers of files.
type Report struct {
	// Written files are new or have new bytes.
	Written int
	// Unchanged files were left as they are.
	Unchanged int
	// Removed files are gone, the stale downloads among them.
	Removed int
	// Carried files are not ours and stayed; they are counted only where
	// something had to change.
	Carried int
	// Stale lists the downloads that were removed since their guide or its
	// settings changed, sorted.
	Stale []string
}

// Begin takes the output and makes an empty staging folder for it. The folder
// need not exist. A commit that an earlier command could not end is finished or
// undone first. A *LockedError says that another build is at work.
//
// Every Stage needs one Commit or Abort.
func Begin(out string, opt Options) (*Stage, error) {
	s, err := open(out, opt)
	if err != nil {
		return nil, err
	}
	if err := s.prepare(); err != nil {
		s.Abort()
		return nil, err
	}
	return s, nil
}

// Recover finishes or undoes a commit that an earlier command could not end.
// Commands that only read an output call it first; an output without such a
// trace is left alone, whether or not it exists.
func Recover(out string) error {
	real, err := resolve(out)
	if err != nil {
		return err
	}
	for _, p := range []place{beside(real), inside(real)} {
		if _, err := os.Lstat(p.journal()); err != nil {
			continue
		}
		s, err := open(out, Options{})
		if err != nil {
			return err
		}
		return s.Abort()
	}
	return nil
}

// open takes the lock and ends what an earlier command began.
func open(out string, opt Options) (*Stage, error) {
	p, err := locate(out, opt.Root)
	if err != nil {
		return nil, err
	}
	l, err := acquire(p.state, out)
	if err != nil {
		return nil, err
	}
	s := newStage(p, opt, l)
	if err := s.recover(); err != nil {
		l.release()
		return nil, fmt.Errorf("end the interrupted change of %s: %w", out, err)
	}
	return s, nil
}

// prepare reads what is there and makes the staging folder.
func (s *Stage) prepare() error {
	if err := s.readLast(); err != nil {
		return err
	}
	if err := s.disk.Mkdir(s.place.site(), dirMode); err != nil {
		return fmt.Errorf("make the staging folder: %w", err)
	}
	return s.probeModes()
}

// readLast reads the manifest of the current output. Without one every file
// there is a foreign one; one that cannot be read stops the build, since nobody
// could say any more which files are whose.
func (s *Stage) readLast() error {
	info, err := s.disk.Lstat(s.place.out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	s.outInfo = info
	data, err := s.disk.ReadFile(filepath.Join(s.place.out, ManifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the last manifest: %w", err)
	}
	m, err := ParseManifest(data)
	if err != nil {
		return fmt.Errorf("%s: %w; remove the file if it is not yours", s.place.asked, err)
	}
	s.last, s.lastBytes = m, data
	return nil
}

// probeModes finds out whether the disk keeps file modes: FAT and Windows do
// not, and there no mode counts as a difference.
func (s *Stage) probeModes() error {
	name := filepath.Join(s.place.state, "probe")
	if err := createFile(s.disk, name, nil); err != nil {
		return err
	}
	info, err := s.disk.Lstat(name)
	if err != nil {
		return err
	}
	s.modes = info.Mode().Perm() == fileMode
	return s.disk.Remove(name)
}
