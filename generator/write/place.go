package write

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// place names the folders of one output, as absolute paths.
type place struct {
	// asked is the output as the caller wrote it, for messages.
	asked string
	// out is the real folder: links are followed.
	out string
	// state holds the lock, the journal, the new site and what it replaces.
	state string
	// inside is set where state lies in the output itself, because nothing can
	// be put beside it: such an output is never exchanged.
	inside bool
}

// site is where the new site grows.
func (p place) site() string { return filepath.Join(p.state, "site") }

// old keeps what the journal's way replaces, until all of it is done.
func (p place) old() string { return filepath.Join(p.state, "old") }

func (p place) journal() string { return filepath.Join(p.state, "journal.json") }

// RefusedError is an output that a site must never be written to: its sources,
// a folder that holds them, the top of a disk, or a file.
type RefusedError struct{ reason string }

func (e *RefusedError) Error() string { return e.reason }

func refused(format string, args ...any) error {
	return &RefusedError{fmt.Sprintf(format, args...)}
}

// sourceFolders are what people write, under the root of a site.
var sourceFolders = [...]string{"guides", "themes", "i18n"}

// locate refuses an output that would bury the sources, and decides where the
// new site is put together.
func locate(out, root string) (place, error) {
	real, err := resolve(out)
	if err != nil {
		return place{}, err
	}
	if filepath.Dir(real) == real {
		return place{}, refused("the output may not be %s, the top of a disk: name a folder in it", out)
	}
	if info, err := os.Stat(real); err == nil && !info.IsDir() {
		return place{}, refused("the output %s is a file: name a folder", out)
	}
	if root != "" {
		if err := refuseSources(out, real, root); err != nil {
			return place{}, err
		}
	}
	parent := filepath.Dir(real)
	if err := os.MkdirAll(parent, dirMode); err != nil {
		return place{}, fmt.Errorf("make the folder of the output: %w", err)
	}
	at := beside(real)
	if besideIsImpossible(real, parent) {
		at = inside(real)
	}
	at.asked = out
	return at, nil
}

// beside keeps the state next to the output, where the two can be exchanged.
func beside(out string) place {
	parent, base := filepath.Split(out)
	return place{out: out, state: filepath.Join(parent, stateName, "output-"+base)}
}

// inside keeps the state in the output itself.
func inside(out string) place {
	return place{out: out, state: filepath.Join(out, stateName, "output"), inside: true}
}

// resolve gives the absolute path with links followed as far as it exists.
func resolve(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(abs)
	if err == nil {
		return real, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("find the output: %w", err)
	}
	if info, err := os.Lstat(abs); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return "", fmt.Errorf("the output %s is a link that leads nowhere", name)
	}
	parent, err := resolve(filepath.Dir(abs))
	if err != nil {
		return "", err
	}
	return filepath.Join(parent, filepath.Base(abs)), nil
}

// refuseSources refuses an output that is the site, holds it, or lies in or
// over one of its source folders.
func refuseSources(asked, out, root string) error {
	root, err := resolve(root)
	if err != nil {
		return err
	}
	if same(out, root) {
		return refused("the output may not be %s, the site folder itself: name a folder in it, such as public", asked)
	}
	if within(root, out) {
		return refused("the output may not be %s: the site folder %s lies in it", asked, root)
	}
	for _, name := range sourceFolders {
		source, err := resolve(filepath.Join(root, name))
		if err != nil {
			continue // a link that leads nowhere holds no sources
		}
		if same(out, source) || within(out, source) || within(source, out) {
			return refused("the output may not be %s: %s holds sources", asked, name)
		}
	}
	return nil
}

// within reports whether a folder lies below another; it asks the system, since
// names may differ in case.
func within(inner, outer string) bool {
	for dir := filepath.Dir(inner); ; dir = filepath.Dir(dir) {
		if same(dir, outer) {
			return true
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}

func same(a, b string) bool {
	if a == b {
		return true
	}
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

// besideIsImpossible reports an output that exists and whose folder is on
// another disk (a mount point) or may not be changed (a web root).
func besideIsImpossible(out, parent string) bool {
	if _, err := os.Stat(out); err != nil {
		return false
	}
	if otherDisk(out, parent) {
		return true
	}
	probe, err := os.MkdirTemp(parent, stateName+"-")
	if err != nil {
		return true
	}
	os.Remove(probe)
	return false
}
