package write

import (
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// faultyDisk fails the n-th operation, counted from 1, and with dead set every
// one after it, as for a process that was killed there.
type faultyDisk struct {
	osDisk
	n, failAt int
	dead      bool
	err       error
	// noLinks, noExchange refuse what FAT and overlay file systems lack.
	noLinks, noExchange bool
}

func (d *faultyDisk) step(name string) error {
	d.n++
	if d.n == d.failAt || d.dead && d.n > d.failAt && d.failAt > 0 {
		return fmt.Errorf("operation %d on %s: %w", d.n, filepath.Base(name), d.err)
	}
	return nil
}

func (d *faultyDisk) Lstat(name string) (fs.FileInfo, error) {
	if err := d.step(name); err != nil {
		return nil, err
	}
	return d.osDisk.Lstat(name)
}

func (d *faultyDisk) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := d.step(name); err != nil {
		return nil, err
	}
	return d.osDisk.ReadDir(name)
}

func (d *faultyDisk) ReadFile(name string) ([]byte, error) {
	if err := d.step(name); err != nil {
		return nil, err
	}
	return d.osDisk.ReadFile(name)
}

func (d *faultyDisk) Open(name string) (io.ReadCloser, error) {
	if err := d.step(name); err != nil {
		return nil, err
	}
	return d.osDisk.Open(name)
}

func (d *faultyDisk) Readlink(name string) (string, error) {
	if err := d.step(name); err != nil {
		return "", err
	}
	return d.osDisk.Readlink(name)
}

func (d *faultyDisk) Create(name string) (io.WriteCloser, error) {
	if err := d.step(name); err != nil {
		return nil, err
	}
	f, err := d.osDisk.Create(name)
	return faultyFile{f, d, name}, err
}

func (d *faultyDisk) Mkdir(name string, mode fs.FileMode) error {
	if err := d.step(name); err != nil {
		return err
	}
	return d.osDisk.Mkdir(name, mode)
}

func (d *faultyDisk) Link(from, to string) error {
	if err := d.step(to); err != nil {
		return err
	}
	if d.noLinks {
		return syscall.EPERM
	}
	return d.osDisk.Link(from, to)
}

func (d *faultyDisk) Symlink(target, name string) error {
	if err := d.step(name); err != nil {
		return err
	}
	return d.osDisk.Symlink(target, name)
}

func (d *faultyDisk) Rename(from, to string) error {
	if err := d.step(from); err != nil {
		return err
	}
	return d.osDisk.Rename(from, to)
}

func (d *faultyDisk) Exchange(a, b string) error {
	if err := d.step(a); err != nil {
		return err
	}
	if d.noExchange {
		return syscall.EINVAL
	}
	return d.osDisk.Exchange(a, b)
}

func (d *faultyDisk) Remove(name string) error {
	if err := d.step(name); err != nil {
		return err
	}
	return d.osDisk.Remove(name)
}

func (d *faultyDisk) Chtimes(name string, modified time.Time) error {
	if err := d.step(name); err != nil {
		return err
	}
	return d.osDisk.Chtimes(name, modified)
}

func (d *faultyDisk) Chmod(name string, mode fs.FileMode) error {
	if err := d.step(name); err != nil {
		return err
	}
	return d.osDisk.Chmod(name, mode)
}

// Flush only counts: what a power cut takes cannot be seen from here.
func (d *faultyDisk) Flush(dir string) error       { return d.step(dir) }
func (d *faultyDisk) FlushFolder(dir string) error { return d.step(dir) }

// faultyFile writes half of what it gets when it fails, as a full disk does.
type faultyFile struct {
	io.WriteCloser
	d    *faultyDisk
	name string
}

func (f faultyFile) Write(p []byte) (int, error) {
	if err := f.d.step(f.name); err != nil {
		n, _ := f.WriteCloser.Write(p[:len(p)/2])
		return n, err
	}
	return f.WriteCloser.Write(p)
}

func (f faultyFile) Close() error {
	err := f.d.step(f.name)
	if closed := f.WriteCloser.Close(); err == nil {
		err = closed
	}
	return err
}

// faultLimit bounds the search for the last operation; a build of the test's
// size has under 300.
const faultLimit = 2000

func TestEveryFailedOperationLeavesOldOrNew(t *testing.T) {
	disks := map[string]struct {
		disk    faultyDisk
		replace bool
	}{
		"exchange, full disk":    {faultyDisk{err: syscall.ENOSPC}, false},
		"exchange, no right":     {faultyDisk{err: syscall.EACCES}, false}, // goes on by journal
		"exchange without links": {faultyDisk{err: syscall.ENOSPC, noLinks: true}, false},
		"exchange refused":       {faultyDisk{err: syscall.ENOSPC, noExchange: true}, false},
		"journal":                {faultyDisk{err: syscall.ENOSPC}, true},
		"journal without links":  {faultyDisk{err: syscall.ENOSPC, noLinks: true}, true},
	}
	for name, c := range disks {
		for _, dead := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, dead %v", name, dead), func(t *testing.T) {
				for n := 1; ; n++ {
					d := c.disk
					d.failAt, d.dead = n, dead
					if !failOnce(t, &d, c.replace) || t.Failed() {
						return
					}
					if n == faultLimit {
						t.Fatal("the operations do not end")
					}
				}
			})
		}
	}
}

// TestFailureWhileMendingIsMendedToo kills a commit and then the command that
// comes to end it, at every operation of that one.
func TestFailureWhileMendingIsMendedToo(t *testing.T) {
	for _, replace := range []bool{false, true} {
		for failAt := 5; ; failAt += 7 { // every operation on its own is tried above
			if !killTwice(t, failAt, replace) || t.Failed() {
				break
			}
			if failAt > faultLimit {
				t.Fatal("the operations do not end")
			}
		}
	}
}

func killTwice(t *testing.T, failAt int, replace bool) (reached bool) {
	t.Helper()
	before := site{"index.html": "one", "same.html": "s", "x": "file", "gone/y.html": "y"}
	after := site{"index.html": "two", "same.html": "s", "x/deep.html": "folder", "gone": "file"}
	for again := 1; again <= faultLimit; again++ {
		out := filepath.Join(quickDir(t), "public")
		mustBuild(t, out, Options{disk: &faultyDisk{}}, before)
		killed := &faultyDisk{failAt: failAt, dead: true, err: syscall.EIO}
		_ = quietBuild(out, Options{disk: killed, replace: replace}, after)
		mending := &faultyDisk{failAt: again, dead: true, err: syscall.EIO}
		if s, err := Begin(out, Options{disk: mending}); err == nil {
			_ = s.Abort()
		}
		s, err := Begin(out, Options{disk: &faultyDisk{}})
		if err != nil {
			t.Fatalf("killed at %d and %d: %v", failAt, again, err)
		}
		if err := s.Abort(); err != nil {
			t.Fatal(err)
		}
		got := read(t, out)
		delete(got, ManifestName)
		if !maps.Equal(got, before) && !maps.Equal(got, after) {
			t.Errorf("killed at %d and %d: a mix: %v", failAt, again, got)
		}
		if mending.n < again {
			return killed.n >= failAt
		}
	}
	t.Fatal("mending does not end")
	return false
}

func TestFailedFirstBuildLeavesNothingOrAll(t *testing.T) {
	for _, dead := range []bool{false, true} {
		for n := 1; ; n++ {
			out := filepath.Join(quickDir(t), "public")
			d := &faultyDisk{failAt: n, dead: dead, err: syscall.ENOSPC}
			err := quietBuild(out, Options{disk: d}, first)
			got := read(t, out)
			delete(got, ManifestName)
			if err != nil && len(got) > 0 || err == nil && !maps.Equal(got, first) {
				t.Errorf("operation %d, answer %v: %v", n, err, got)
			}
			mustBuild(t, out, Options{disk: &faultyDisk{}}, first)
			expect(t, out, first)
			if d.n < n {
				break
			}
		}
	}
}

// failOnce builds a second site over a first one on a failing disk and judges
// what is left; false when the failure was never reached.
func failOnce(t *testing.T, d *faultyDisk, replace bool) bool {
	t.Helper()
	out := filepath.Join(quickDir(t), "public")
	put(t, out, site{".gitignore": "*", "fr/notes.txt": "mine"})
	if err := os.Symlink("nowhere", filepath.Join(out, "link")); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, out, Options{disk: &faultyDisk{}}, site{"index.html": "one", "fr/water.html": "eau", "same.html": "s", "x": "file", "gone/y.html": "y"})
	before := read(t, out)
	files := site{"index.html": "two", "fr/water.html": "agua", "same.html": "s", "x/deep.html": "folder", "gone": "file", "new/z.html": "z"}

	err := quietBuild(out, Options{disk: d, replace: replace}, files)
	reached := d.n >= d.failAt
	after := read(t, out)
	// A process killed while files are replaced one by one leaves the rest to
	// the next command; everywhere else the site is whole at once.
	byJournal := replace || d.noExchange || d.err == syscall.EACCES
	if !d.dead || !byJournal {
		judge(t, d.failAt, before, files, after, err)
	}
	s, beginErr := Begin(out, Options{disk: &faultyDisk{}})
	if beginErr != nil {
		t.Fatalf("operation %d: the next command says %v", d.failAt, beginErr)
	}
	if err := s.Abort(); err != nil {
		t.Fatalf("operation %d: the next command cannot end: %v", d.failAt, err)
	}
	if d.dead && byJournal && err != nil {
		err = errUnknown
	}
	judge(t, d.failAt, before, files, read(t, out), err)
	if left := read(t, filepath.Join(filepath.Dir(out), stateName)); len(left) > 0 {
		t.Errorf("operation %d: left behind: %v", d.failAt, left)
	}
	return reached
}

// quickDir is a folder in memory where Linux offers one: thousands of little
// sites take a minute on ext4 and seconds there.
func quickDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "handbill-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// errUnknown stands for a commit of which nobody can say yet how it ended.
var errUnknown = fmt.Errorf("old or new")

func judge(t *testing.T, n int, before, files, after site, err error) {
	t.Helper()
	want := maps.Clone(files)
	maps.Copy(want, site{".gitignore": "*", "fr/notes.txt": "mine", "link": "-> nowhere"})
	got := maps.Clone(after)
	delete(got, ManifestName)
	isNew, isOld := maps.Equal(got, want), maps.Equal(after, before)
	switch {
	case err == errUnknown && (isNew || isOld):
	case err == nil && isNew, err != nil && err != errUnknown && isOld:
	default:
		t.Errorf("operation %d, answer %v: the output is a mix or not what was answered:\n%v", n, err, after)
	}
}

func quietBuild(out string, opt Options, files site) error {
	s, err := Begin(out, opt)
	if err != nil {
		return err
	}
	putAll(s, files)
	_, err = s.Commit("test")
	return err
}
