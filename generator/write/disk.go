package write

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// disk is every operation that a build does on the file system. It is an
// interface so that tests can make the n-th one fail. Names are absolute paths
// of the system.
type disk interface {
	Lstat(name string) (fs.FileInfo, error)
	// ReadDir lists a folder by name; a folder that is not there is an error.
	ReadDir(name string) ([]fs.DirEntry, error)
	ReadFile(name string) ([]byte, error)
	Open(name string) (io.ReadCloser, error)
	Readlink(name string) (string, error)
	// Create makes a new file of mode 0644 whatever the umask; one that exists
	// is an error. Its Close leaves the content to the system as far as Flush
	// does not do it for all files.
	Create(name string) (io.WriteCloser, error)
	// Mkdir makes a folder of the given mode whatever the umask.
	Mkdir(name string, mode fs.FileMode) error
	Link(from, to string) error
	Symlink(target, name string) error
	Rename(from, to string) error
	// Exchange swaps two folders in one step.
	Exchange(a, b string) error
	// Remove removes a file or an empty folder.
	Remove(name string) error
	Chtimes(name string, modified time.Time) error
	Chmod(name string, mode fs.FileMode) error
	// Flush returns when all that was written below a folder is on the disk.
	Flush(dir string) error
	// FlushFolder returns when a folder's list of names is on the disk.
	FlushFolder(dir string) error
}

const (
	fileMode = 0o644
	dirMode  = 0o755
)

// osDisk is the real disk.
type osDisk struct{}

func (osDisk) Lstat(name string) (fs.FileInfo, error)     { return os.Lstat(name) }
func (osDisk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
func (osDisk) ReadFile(name string) ([]byte, error)       { return os.ReadFile(name) }
func (osDisk) Open(name string) (io.ReadCloser, error)    { return os.Open(name) }
func (osDisk) Readlink(name string) (string, error)       { return os.Readlink(name) }
func (osDisk) Link(from, to string) error                 { return os.Link(from, to) }
func (osDisk) Symlink(target, name string) error          { return os.Symlink(target, name) }
func (osDisk) Rename(from, to string) error               { return rename(from, to) }
func (osDisk) Exchange(a, b string) error                 { return exchange(a, b) }
func (osDisk) Remove(name string) error                   { return os.Remove(name) }
func (osDisk) Chmod(name string, mode fs.FileMode) error  { return os.Chmod(name, mode) }
func (osDisk) Flush(dir string) error                     { return flushAll(dir) }
func (osDisk) FlushFolder(dir string) error               { return flushFolder(dir) }
func (osDisk) Chtimes(name string, modified time.Time) error {
	return os.Chtimes(name, time.Time{}, modified)
}

func (osDisk) Create(name string) (io.WriteCloser, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return nil, err
	}
	// A disk that keeps no modes refuses this; the umask is all it would mend.
	_ = f.Chmod(fileMode)
	return flushedFile{f}, nil
}

func (osDisk) Mkdir(name string, mode fs.FileMode) error {
	if err := os.Mkdir(name, mode); err != nil {
		return err
	}
	_ = os.Chmod(name, mode) // as in Create
	return nil
}

// flushedFile reaches the disk at its end on systems where Flush cannot do it
// for all files at once.
type flushedFile struct{ *os.File }

func (f flushedFile) Close() error {
	return errors.Join(flushFile(f.File), f.File.Close())
}

// createFile writes a whole new file.
func createFile(d disk, name string, data []byte) error {
	f, err := d.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// replaceFile gives a name a new content in one step that survives a power cut,
// after everything else that was written.
func replaceFile(d disk, name string, data []byte) error {
	fresh := name + ".new"
	if err := d.Remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := createFile(d, fresh, data); err != nil {
		return err
	}
	if err := d.Flush(filepath.Dir(name)); err != nil {
		return err
	}
	if err := d.Rename(fresh, name); err != nil {
		return err
	}
	return d.FlushFolder(filepath.Dir(name))
}

// mkdirAll makes the folders down to dir, which lies at or below base. What
// stands in the way, a link to a folder too, is an error: nothing is written
// outside base.
func mkdirAll(d disk, base, dir string) error {
	if info, err := d.Lstat(dir); err == nil {
		if !info.IsDir() {
			return fmt.Errorf("%s is in the way: a folder is needed there", dir)
		}
		return nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if dir != base {
		if err := mkdirAll(d, base, filepath.Dir(dir)); err != nil {
			return err
		}
	}
	if err := d.Mkdir(dir, dirMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// removeTree removes a file or folder with all that is in it, links themselves
// and never what they lead to. Nothing to remove is fine.
func removeTree(d disk, name string) error {
	info, err := d.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return removeEntry(d, name, info.IsDir())
}

func removeEntry(d disk, name string, isDir bool) error {
	if isDir {
		if err := openFolder(d, name); err != nil {
			return err
		}
		entries, err := d.ReadDir(name)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := removeEntry(d, filepath.Join(name, e.Name()), e.IsDir()); err != nil {
				return err
			}
		}
	}
	return d.Remove(name)
}

// openFolder lets us into a folder about to be removed, which may be one of
// somebody else's that was closed.
func openFolder(d disk, name string) error {
	info, err := d.Lstat(name)
	if err != nil || info.Mode().Perm()&0o700 == 0o700 {
		return err
	}
	return d.Chmod(name, 0o700)
}

// removeIfThere removes a file; one that is gone already is fine.
func removeIfThere(d disk, name string) error {
	if err := d.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// linkOrCopy gives a second name to a file, or copies it with its mode and
// time where the disk or the rights do not allow that.
func linkOrCopy(d disk, from, to string) error {
	if d.Link(from, to) == nil {
		return nil
	}
	info, err := d.Lstat(from)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s can be neither linked nor copied", from)
	}
	in, err := d.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := d.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err := errors.Join(err, out.Close()); err != nil {
		return err
	}
	if info.Mode().Perm() != fileMode {
		if err := d.Chmod(to, info.Mode().Perm()); err != nil {
			return err
		}
	}
	return d.Chtimes(to, info.ModTime())
}
