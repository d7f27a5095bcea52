//go:build !windows

package write

import (
	"errors"
	"os"
	"syscall"
)

// otherDisk reports whether two folders are on different file systems.
func otherDisk(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA != nil || errB != nil {
		return false
	}
	statA, okA := infoA.Sys().(*syscall.Stat_t)
	statB, okB := infoB.Sys().(*syscall.Stat_t)
	return okA && okB && statA.Dev != statB.Dev
}

// ownFolder reports whether a folder has the owner, group and special bits that
// a new one beside it gets. One that has not was set up by somebody, such as
// the web root of a server, and is changed from within instead of exchanged.
func ownFolder(dir, fresh os.FileInfo) bool {
	a, okA := dir.Sys().(*syscall.Stat_t)
	b, okB := fresh.Sys().(*syscall.Stat_t)
	const special = os.ModeSetgid | os.ModeSetuid | os.ModeSticky
	return okA && okB && a.Uid == b.Uid && a.Gid == b.Gid && dir.Mode()&special == fresh.Mode()&special
}

// notFolder reports a path with a file where a folder should be.
func notFolder(err error) bool { return errors.Is(err, syscall.ENOTDIR) }
