//go:build !linux && !darwin && !windows

package write

import (
	"errors"
	"fmt"
	"os"
)

// exchangeWorks says whether the system can swap two folders at all.
const exchangeWorks = false

func notExchangeable(error) bool { return false }

// exchange is not used here: the journal serves.
func exchange(a, b string) error {
	return fmt.Errorf("exchange %s and %s: %w", a, b, errors.ErrUnsupported)
}

func rename(from, to string) error { return os.Rename(from, to) }

func flushFile(f *os.File) error { return f.Sync() }

// flushAll writes the folder's own list of names; its files were flushed as
// they closed.
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
