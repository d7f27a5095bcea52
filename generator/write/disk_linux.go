package write

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// exchange swaps two folders in one step: who opens a page sees the old site or
// the new one.
func exchange(a, b string) error {
	if err := unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE); err != nil {
		return fmt.Errorf("exchange %s and %s: %w", a, b, err)
	}
	return nil
}

// exchangeWorks says whether the system can swap two folders at all.
const exchangeWorks = true

// notExchangeable reports the answers of a file system that cannot swap these
// two: no such call, a mount point, another layer of an overlay.
func notExchangeable(err error) bool {
	return errors.Is(err, unix.EINVAL) || errors.Is(err, unix.EBUSY) || errors.Is(err, unix.EXDEV)
}

func rename(from, to string) error { return os.Rename(from, to) }

// flushFile does nothing: flushAll waits for all files at once, which takes one
// turn of the disk instead of one a page.
func flushFile(*os.File) error { return nil }

// flushAll waits until the file system that holds dir has all that was written.
func flushAll(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := unix.Syncfs(int(f.Fd())); err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	return nil
}

// flushFolder writes a folder's list of names.
func flushFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
