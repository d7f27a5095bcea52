package write

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// exchangeWorks says whether the system can swap two folders at all.
const exchangeWorks = false

func notExchangeable(error) bool { return false }

// exchange is not used here: the journal serves.
func exchange(a, b string) error {
	return fmt.Errorf("exchange %s and %s: %w", a, b, errors.ErrUnsupported)
}

func rename(from, to string) error { return os.Rename(from, to) }

// flushFile hands a file to the drive; flushAll empties the drive's own cache
// once, which is the slow part (fcntl(2), F_FULLFSYNC).
func flushFile(f *os.File) error {
	if err := unix.Fsync(int(f.Fd())); err != nil {
		return fmt.Errorf("sync %s: %w", f.Name(), err)
	}
	return nil
}

func flushAll(dir string) error { return flushFolder(dir) }

// flushFolder writes a folder's list of names.
func flushFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
