package write

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"handbill/generator/names"
)

// stateName is the folder that holds the lock, the staging folder and the
// journal while a build runs: beside the output, or inside it where nothing can
// be put beside.
const stateName = ".handbill"

// storable says why a path cannot be kept by every system that a site may be
// copied to; nil when it can.
func storable(p string) error {
	if !fs.ValidPath(p) || p == "." {
		return fmt.Errorf("%q is not a path inside the output", p)
	}
	for name := range strings.SplitSeq(p, "/") {
		if why := names.Fault(name); why != "" {
			return fmt.Errorf("%q cannot be stored everywhere: %s", p, why)
		}
	}
	if p == ManifestName || p == stateName || strings.HasPrefix(p, stateName+"/") {
		return fmt.Errorf("%q is a name that the program keeps for itself", p)
	}
	return nil
}

// claims holds the paths of one output, files and folders, by folded form.
type claims map[string]claim

type claim struct {
	path   string
	folder bool
}

// file claims a path and its folders, or says which other path is in the way.
func (c claims) file(p string) error {
	if err := storable(p); err != nil {
		return err
	}
	if other, taken := c[names.Fold(p)]; taken {
		return clash(p, other)
	}
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		key := names.Fold(dir)
		other, taken := c[key]
		if taken && (!other.folder || other.path != dir) {
			return clash(p, other)
		}
		if taken {
			break // its own folders are claimed too
		}
		c[key] = claim{dir, true}
	}
	c[names.Fold(p)] = claim{p, false}
	return nil
}

func clash(p string, other claim) error {
	switch {
	case other.path == p && !other.folder:
		return fmt.Errorf("two files want the address %q", p)
	case other.folder && other.path == p:
		return fmt.Errorf("%q is both a file and a folder", p)
	case !other.folder && strings.HasPrefix(p, other.path+"/"):
		return fmt.Errorf("%q is a file, so %q cannot lie below it", other.path, p)
	default:
		// The folder of p that clashes says more than the whole of p.
		p = strings.Join(strings.Split(p, "/")[:strings.Count(other.path, "/")+1], "/")
		return fmt.Errorf("%q and %q differ only in case or in the form of a letter, which many disks cannot tell apart", other.path, p)
	}
}
