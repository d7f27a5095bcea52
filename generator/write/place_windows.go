package write

import (
	"os"
	"path/filepath"
)

// otherDisk reports whether two folders are on different volumes. A volume
// mounted in a folder is a link, which resolve has followed.
func otherDisk(a, b string) bool { return filepath.VolumeName(a) != filepath.VolumeName(b) }

func ownFolder(dir, fresh os.FileInfo) bool { return true }

// notFolder is always false: Windows says of such a path that it is not there.
func notFolder(error) bool { return false }
