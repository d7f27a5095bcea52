package write

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// LockedError says that another build holds the output.
type LockedError struct {
	// Out is the output folder as it was asked for.
	Out string
	// PID is the process that holds it; 0 when it has not said so yet.
	PID int
}

// Error names the holder and the way out.
func (e *LockedError) Error() string {
	who := "another handbill command"
	if e.PID > 0 {
		who += fmt.Sprintf(" (process %d)", e.PID)
	}
	return fmt.Sprintf("%s is writing %s; wait until it has ended, or end it", who, e.Out)
}

// errHeld comes from tryLock when another process holds the lock.
var errHeld = errors.New("held")

// lock is the right to change one output, given back by the system when the
// process ends in whatever way.
type lock struct {
	file *os.File
	// excl is set where the system has no such locks and the file's being
	// there is the lock.
	excl bool
}

// lockTries bounds how often a lock file is opened that its last holder removes
// at that very moment.
const lockTries = 100

// acquire makes the state folder and takes the lock in it.
func acquire(state, out string) (*lock, error) {
	for range lockTries {
		if err := makeState(state); err != nil {
			return nil, err
		}
		l, err := lockFile(filepath.Join(state, "lock"), out)
		if err != nil || l != nil {
			return l, err
		}
	}
	return nil, fmt.Errorf("lock %s: other commands keep taking it", out)
}

// makeState makes the state folder, which nobody else needs to look into, and
// refuses one that leads elsewhere.
func makeState(state string) error {
	for _, dir := range []string{filepath.Dir(state), state} {
		if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			if errors.Is(err, fs.ErrNotExist) && dir == state {
				return nil // removed by the last holder just now: lockFile asks again
			}
			return err
		}
		if info, err := os.Lstat(dir); err == nil && !info.IsDir() {
			return fmt.Errorf("%s is in the way: the program keeps its working folder there", dir)
		}
	}
	return nil
}

// lockFile gives nil and no error where the file went away meanwhile.
func lockFile(name, out string) (*lock, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	err = tryLock(f)
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		f.Close()
		return lockByPresence(name+".pid", out)
	case errors.Is(err, errHeld):
		pid := readPID(f)
		f.Close()
		return nil, &LockedError{Out: out, PID: pid}
	case err != nil:
		f.Close()
		return nil, fmt.Errorf("lock %s: %w", out, err)
	}
	if !sameFile(f, name) {
		f.Close()
		return nil, nil
	}
	if err := writePID(f); err != nil {
		f.Close()
		return nil, err
	}
	return &lock{file: f}, nil
}

// lockByPresence is for network disks without locks: the file names its
// process, and one left by a process that is gone is taken away.
func lockByPresence(name, out string) (*lock, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if err == nil {
		if err := writePID(f); err != nil {
			return nil, errors.Join(err, f.Close(), os.Remove(name))
		}
		return &lock{file: f, excl: true}, nil
	}
	if !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	held, err := os.Open(name)
	if err != nil {
		return nil, nil
	}
	pid := readPID(held)
	held.Close()
	if pid == 0 || alive(pid) {
		return nil, &LockedError{Out: out, PID: pid}
	}
	return nil, os.Remove(name)
}

// release gives the lock back and removes what it left; an empty state folder
// goes too, one that still holds something stays.
func (l *lock) release() {
	name := l.file.Name()
	if removeWhileHeld {
		os.Remove(name)
	}
	l.file.Close()
	if !removeWhileHeld || l.excl {
		os.Remove(name)
	}
	state := filepath.Dir(name)
	if l.excl {
		os.Remove(strings.TrimSuffix(name, ".pid"))
	}
	if os.Remove(state) == nil {
		os.Remove(filepath.Dir(state))
	}
}

func writePID(f *os.File) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

func readPID(f *os.File) int {
	var text [20]byte
	n, _ := f.ReadAt(text[:], 0)
	pid, _ := strconv.Atoi(strings.TrimSpace(string(text[:n])))
	return pid
}

// sameFile reports whether the name still leads to the open file.
func sameFile(f *os.File, name string) bool {
	open, err := f.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(name)
	return err == nil && os.SameFile(open, named)
}
