package write

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// stateName is the folder that holds the lock, the staging folder and the
// journal while a build runs: beside the output, or inside it where nothing can
// be put beside.
const stateName = ".handbill"

// maxName is the longest name that ext4, APFS and NTFS all store, in bytes.
const maxName = 255

// storable says why a path cannot be kept by every system that a site may be
// copied to; nil when it can.
func storable(p string) error {
	if !fs.ValidPath(p) || p == "." {
		return fmt.Errorf("%q is not a path inside the output", p)
	}
	for name := range strings.SplitSeq(p, "/") {
		if why := unstorable(name); why != "" {
			return fmt.Errorf("%q cannot be stored everywhere: %s", p, why)
		}
	}
	if p == ManifestName || p == stateName || strings.HasPrefix(p, stateName+"/") {
		return fmt.Errorf("%q is a name that the program keeps for itself", p)
	}
	return nil
}

// unstorable names what Windows or a file system refuses about one name.
func unstorable(name string) string {
	if len(name) > maxName {
		return fmt.Sprintf("a name may have %d bytes", maxName)
	}
	if i := strings.IndexFunc(name, func(r rune) bool { return r < ' ' || strings.ContainsRune(`<>:"\|?*`, r) || r == 0x7f }); i >= 0 {
		return fmt.Sprintf("Windows refuses the character %q", name[i])
	}
	if strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") {
		return "Windows drops a dot or space at the end of a name"
	}
	if reserved(name) {
		return "Windows keeps this name for a device"
	}
	return ""
}

// reserved reports the device names of Windows, which hold with any ending.
func reserved(name string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch stem = strings.TrimRight(stem, " "); stem {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	if digit, ok := strings.CutPrefix(stem, "com"); ok {
		return deviceDigit(digit)
	}
	digit, ok := strings.CutPrefix(stem, "lpt")
	return ok && deviceDigit(digit)
}

// deviceDigit reports the digits of COM1 and its like; Windows takes the
// superscripts of Latin-1 too.
func deviceDigit(s string) bool {
	return utf8.RuneCountInString(s) == 1 && strings.Contains("123456789¹²³", s)
}

// folded is the same for two paths that some file system takes for one: those
// that differ in case or in Unicode normal form only.
func folded(p string) string {
	if plain(p) {
		return p
	}
	return norm.NFC.String(cases.Fold().String(norm.NFC.String(p)))
}

// plain reports a path that folds to itself, so that the usual one costs nothing.
func plain(p string) bool {
	for i := range len(p) {
		if p[i] >= 0x80 || 'A' <= p[i] && p[i] <= 'Z' {
			return false
		}
	}
	return true
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
	if other, taken := c[folded(p)]; taken {
		return clash(p, other)
	}
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		key := folded(dir)
		other, taken := c[key]
		if taken && (!other.folder || other.path != dir) {
			return clash(p, other)
		}
		if taken {
			break // its own folders are claimed too
		}
		c[key] = claim{dir, true}
	}
	c[folded(p)] = claim{p, false}
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
