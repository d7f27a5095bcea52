package write

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
)

// Commit makes the staged site visible, all of it at once, and gives the output
// back. site is the hash of the settings and the program's version, for the
// manifest. After an error the last good site stands; only where files must be
// replaced one by one and undoing failed too does the error say that the next
// command will finish.
func (s *Stage) Commit(site string) (Report, error) {
	if err := s.end(); err != nil {
		return Report{}, err
	}
	defer s.lock.release()
	if s.failed != nil {
		s.clean()
		return Report{}, s.failed
	}
	c, err := s.plan(site)
	if err != nil {
		s.clean()
		return Report{}, err
	}
	if !c.needed() {
		s.clean()
		return c.report, nil
	}
	if err := c.run(); err != nil {
		return Report{}, fmt.Errorf("change %s: %w", s.place.asked, err)
	}
	return c.report, nil
}

// Abort drops what was staged and gives the output back; the last good site
// stands. After Commit it does nothing, so it may be deferred.
func (s *Stage) Abort() error {
	if s.end() != nil {
		return nil
	}
	defer s.lock.release()
	return s.clean()
}

func (s *Stage) end() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return errEnded
	}
	s.ended = true
	return nil
}

// clean removes the working folders. What it cannot remove, the next Begin
// removes or names.
func (s *Stage) clean() error {
	return errors.Join(
		removeTree(s.disk, s.place.site()),
		removeTree(s.disk, s.place.old()),
		removeTree(s.disk, filepath.Join(s.place.state, "probe")),
		removeTree(s.disk, s.place.journal()+".new"),
	)
}

// commit is one change of an output, planned before anything is touched.
type commit struct {
	*Stage
	manifest []byte
	// removed are the paths of the last site that the new one lacks, sorted.
	removed []string
	foreign []foreign
	report  Report
}

// plan decides which files of the last output stay, and refuses to bury a file
// that no build has written.
func (s *Stage) plan(site string) (*commit, error) {
	c := &commit{Stage: s}
	put := make(map[string]bool, len(s.files))
	for _, f := range s.files {
		put[f.Path] = true
	}
	for _, e := range s.last.Files {
		if put[e.Path] {
			continue
		}
		kept, err := c.keepLast(e)
		if err != nil {
			return nil, err
		}
		if !kept {
			c.removed = append(c.removed, e.Path)
		}
	}
	slices.SortFunc(s.files, func(a, b staged) int { return cmp.Compare(a.Path, b.Path) })
	c.count(site)
	if !c.needed() {
		return c, nil
	}
	var err error
	c.foreign, err = s.scan()
	if err != nil {
		return nil, err
	}
	if err := s.refuseBurying(c.foreign); err != nil {
		return nil, err
	}
	c.foreign = slices.DeleteFunc(c.foreign, s.claimed)
	for _, f := range c.foreign {
		if !f.folder() {
			c.report.Carried++
		}
	}
	return c, nil
}

// keepLast answers whether a file of the last output that nobody put stays.
func (c *commit) keepLast(e Entry) (bool, error) {
	current := c.keepRest || e.Download() && (c.opt.Downloads == nil || c.opt.Downloads(e))
	whole := current && c.intact(e)
	switch {
	case whole:
	case e.Download():
		c.report.Stale = append(c.report.Stale, e.Path)
		return false, nil
	case current:
		return false, fmt.Errorf("%s is not as the last build wrote it: build the site again first", e.Path)
	default:
		return false, nil
	}
	if err := c.claims.file(e.Path); err != nil {
		return false, err
	}
	c.files = append(c.files, staged{Entry: e})
	return true, nil
}

// count fills the report and the manifest from the sorted files.
func (c *commit) count(site string) {
	m := Manifest{Version: manifestVersion, Site: site, Files: make([]Entry, len(c.files))}
	for i, f := range c.files {
		m.Files[i] = f.Entry
		if f.fresh {
			c.report.Written++
		} else {
			c.report.Unchanged++
		}
	}
	c.report.Removed = len(c.removed)
	c.manifest = m.Encode()
}

// needed reports whether anything would be different afterwards.
func (c *commit) needed() bool {
	return c.report.Written > 0 || len(c.removed) > 0 || !bytes.Equal(c.manifest, c.lastBytes)
}

// run makes the change in the strongest way that the place allows.
func (c *commit) run() error {
	if c.place.inside || c.opt.replace || !c.exchangeable() {
		return c.replaceFiles()
	}
	if err := c.fill(); err != nil {
		return c.replaceAfter(err)
	}
	done, err := c.swap()
	if done {
		return nil
	}
	return c.replaceAfter(err)
}

// replaceAfter takes the journal's way when the folders could not be exchanged:
// a file system without exchange, or a foreign file that can be neither linked
// nor copied and so has to stay where it is. Other trouble, such as a full disk,
// ends the commit.
func (c *commit) replaceAfter(err error) error {
	if c.outInfo != nil && (errors.Is(err, errors.ErrUnsupported) || errors.Is(err, fs.ErrPermission) || notExchangeable(err)) {
		return c.replaceFiles()
	}
	return errors.Join(err, c.clean())
}
