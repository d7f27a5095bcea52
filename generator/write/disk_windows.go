package write

import (
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// exchangeWorks says whether the system can swap two folders at all.
const exchangeWorks = false

func notExchangeable(error) bool { return false }

// exchange is not used here: the journal serves.
func exchange(a, b string) error {
	return fmt.Errorf("exchange %s and %s: %w", a, b, errors.ErrUnsupported)
}

// renameTries bounds how long a rename waits for a virus scanner or an indexer
// that holds a new file open: 50 tries, 20 ms apart.
const renameTries = 50

func rename(from, to string) error {
	for try := 1; ; try++ {
		err := os.Rename(from, to)
		busy := errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
		if err == nil || !busy || try == renameTries {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func flushFile(f *os.File) error { return f.Sync() }

// flushAll does nothing: every file was flushed as it closed, and NTFS keeps
// folders in order with its own journal.
func flushAll(string) error { return nil }

func flushFolder(string) error { return nil }
