package translate

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"handbill/generator/diag"
)

// Records are what the program has noted of one guide's translations.
type Records struct {
	// Locks are by language; a language without one is not in it.
	Locks map[string]Lock
	Old   Texts
	// services are the guide's own; nil for none.
	services *directory
}

// Records reads the notes of a guide, for ForReaders.
func (p *Project) Records(guide string) (Records, diag.List, error) {
	r := Records{Locks: map[string]Lock{}}
	if err := p.servicesOf(guide, &r); err != nil {
		return r, nil, err
	}
	if !p.tracked() {
		return r, nil, nil
	}
	folder, err := p.trackFolder(guide)
	if err != nil {
		return r, nil, err
	}
	entries, err := fs.ReadDir(p.fsys, path.Join("i18n/track", folder))
	if errors.Is(err, fs.ErrNotExist) {
		return r, nil, nil
	}
	if err != nil {
		return r, nil, fmt.Errorf("reading i18n/track/%s: %w", folder, err)
	}
	var ds diag.List
	for _, e := range entries {
		tag, ok := strings.CutSuffix(e.Name(), ".toml")
		if !ok {
			continue
		}
		file, err := p.noted(folder, tag)
		if err != nil {
			return r, ds, err
		}
		var rd diag.List
		if tag == "source" {
			r.Old, rd = ParseTexts(file)
		} else if lock, ld := ParseLock(file); !ld.Failed() {
			r.Locks[tag], rd = lock, ld
		} else {
			rd = ld
		}
		ds.Add(rd)
	}
	return r, ds, nil
}

// tracked reports whether the site had any notes when it was first asked: many have
// none, and need not be searched for those of each guide.
func (p *Project) tracked() bool {
	p.trackedOnce.Do(func() {
		_, err := fs.Stat(p.fsys, "i18n/track")
		p.untracked = errors.Is(err, fs.ErrNotExist)
	})
	return !p.untracked
}

// SharedRecords reads the notes of the directory that guides share.
func (p *Project) SharedRecords() (Records, diag.List, error) { return p.Records(sharedServices) }

// servicesOf reads the directory of a guide, where it has one.
func (p *Project) servicesOf(guide string, r *Records) error {
	name := path.Join("guides", guide, "services.toml")
	if guide == sharedServices {
		name = "guides/services.toml"
	} else if g := p.site.Guide(guide); g != nil && g.Services == nil {
		return nil
	}
	src, err := fs.ReadFile(p.fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("reading %s: %w", name, err)
	}
	r.services = readDirectory(name, src)
	return nil
}

// trackFolder is where the notes of a guide are kept: below its own name, or
// below the one that it had before its folder was renamed.
func (p *Project) trackFolder(guide string) (string, error) {
	if _, err := fs.Stat(p.fsys, path.Join("i18n/track", guide)); err == nil {
		return guide, nil
	}
	before, err := p.formerName(guide)
	if before == "" {
		before = guide
	}
	return before, err
}

// noted reads a file of a track folder; one that is not there is empty.
func (p *Project) noted(folder, name string) (diag.File, error) {
	file := diag.File{Path: trackPath(folder, name)}
	src, err := fs.ReadFile(p.fsys, file.Path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return file, fmt.Errorf("reading %s: %w", file.Path, err)
	}
	file.Source = src
	return file, nil
}

// records reads the lock and the old texts of a work.
func (p *Project) records(w *Work) (diag.List, error) {
	var ds diag.List
	folder, err := p.trackFolder(w.Guide)
	if err != nil {
		return ds, err
	}
	w.trackFrom = folder
	file, err := p.noted(folder, w.Language)
	if err != nil {
		return ds, err
	}
	lock, ld := ParseLock(file)
	w.Lock = lock
	ds.Add(ld)
	if ld.Failed() {
		w.sealed = file.Path
	}
	if file, err = p.noted(folder, "source"); err != nil {
		return ds, err
	}
	texts, td := ParseTexts(file)
	w.Old = texts
	ds.Add(td)
	return ds, nil
}

// formerName finds the track folder of a guide whose folder was renamed: one
// that no guide has any more, and whose locks name more than half of the texts of
// this one. "" where there is none.
func (p *Project) formerName(guide string) (string, error) {
	g := p.site.Guide(guide)
	if g == nil || g.Source == nil {
		return "", nil
	}
	entries, err := fs.ReadDir(p.fsys, "i18n/track")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("reading i18n/track: %w", err)
	}
	var hashes map[string]bool
	for _, e := range entries {
		if !e.IsDir() || e.Name() == sharedServices || p.site.Guide(e.Name()) != nil {
			continue
		}
		if hashes == nil {
			name := p.markdownPath(guide, g.Source.Tag)
			src, err := fs.ReadFile(p.fsys, name)
			if err != nil {
				return "", fmt.Errorf("reading %s: %w", name, err)
			}
			hashes = map[string]bool{}
			for _, u := range p.read(name, g.Source.Tag, src).units {
				hashes[u.Hash()] = true
			}
		}
		src, err := fs.ReadFile(p.fsys, trackPath(e.Name(), "source"))
		if err != nil {
			continue // an empty folder belongs to nobody
		}
		texts, _ := ParseTexts(diag.File{Source: src})
		known := 0
		for h := range texts {
			if hashes[h] {
				known++
			}
		}
		if 2*known > len(hashes) {
			return e.Name(), nil
		}
	}
	return "", nil
}
