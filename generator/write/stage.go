package write

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"sync"

	"handbill/generator/render"
)

// Stage is a site on its way into an output folder. Its methods may be called
// from several goroutines, Commit and Abort from one, last.
type Stage struct {
	opt   Options
	place place
	disk  disk
	lock  *lock
	// modes is set where the disk keeps file modes.
	modes bool
	// outInfo is nil where the output does not exist yet.
	outInfo   fs.FileInfo
	last      Manifest
	lastBytes []byte

	buffers sync.Pool // of *[bufferSize]byte
	// creating lets one file be made at a time: file systems make the entries of a
	// folder one by one, and who waits there burns a core (half of what making files
	// cost, on ext4 and two cores).
	creating sync.Mutex

	mu       sync.Mutex
	claims   claims
	files    []staged
	folders  map[string]bool // made in the staging folder
	keepRest bool
	// failed is the first error of a Put: such a stage is never committed.
	failed error
	ended  bool
}

// staged is one file of the new site. A fresh one lies in the staging folder,
// any other is equal to the one in the output.
type staged struct {
	Entry
	fresh bool
}

// bufferSize holds most pages whole.
const bufferSize = 32 << 10

// errEnded is for calls after Commit or Abort.
var errEnded = errors.New("the stage has ended")

func newStage(p place, opt Options, l *lock) *Stage {
	s := &Stage{opt: opt, place: p, disk: opt.disk, lock: l, claims: claims{}, folders: map[string]bool{}}
	s.claims[ManifestName] = claim{path: ManifestName}
	s.buffers.New = func() any { return new([bufferSize]byte) }
	if s.disk == nil {
		s.disk = osDisk{}
	}
	return s
}

// Last is the manifest of the output as it was when the stage began: what a
// build compares with and which downloads there are. It is empty for a new
// output. The caller does not change it.
func (s *Stage) Last() Manifest { return s.last }

// Put adds a file. Its data is written, compared or left at once and not kept.
// A path that another file has, that differs from another one's in case or
// normal form only, or that some system cannot store, is an error naming both.
func (s *Stage) Put(f render.File) error {
	if err := s.claim(f.Path); err != nil {
		return err
	}
	e := Entry{Path: f.Path, Size: int64(len(f.Data)), SHA256: f.Sum}
	if e.SHA256 == (Sum{}) {
		e.SHA256 = sha256.Sum256(f.Data)
	}
	if s.holds(e, func(in io.Reader, buffer []byte) bool { return sameBytes(in, f.Data, buffer) }) {
		s.add(staged{Entry: e})
		return nil
	}
	if err := s.write(f.Path, bytes.NewReader(f.Data)); err != nil {
		return s.fail(fmt.Errorf("write %s: %w", f.Path, err))
	}
	s.add(staged{Entry: e, fresh: true})
	return nil
}

// Keep adds a file of the last output as it is, for a build that knows that it
// would render the same bytes. It answers false, and adds nothing, where the
// output has no such file with exactly this content: then Put it.
func (s *Stage) Keep(path string, sum Sum) (bool, error) {
	e, ok := s.last.Find(path)
	if !ok || e.SHA256 != sum || !s.intact(e) {
		return false, nil
	}
	if err := s.claim(path); err != nil {
		return false, err
	}
	s.add(staged{Entry: e})
	return true, nil
}

// PutDownload adds a file made by pdf or pack. source is the hash of what it was
// made from and never empty, pages its number of pages, 0 where it has none.
// The content is read once and not kept.
func (s *Stage) PutDownload(path string, content io.Reader, source string, pages int) error {
	if source == "" {
		return s.fail(fmt.Errorf("download %s: what it was made from is not said", path))
	}
	if err := s.claim(path); err != nil {
		return err
	}
	sum := sha256.New()
	counted := &counter{in: io.TeeReader(content, sum)}
	if err := s.write(path, counted); err != nil {
		return s.fail(fmt.Errorf("write %s: %w", path, err))
	}
	e := Entry{Path: path, Size: counted.n, SHA256: Sum(sum.Sum(nil)), Source: source, Pages: pages}
	fresh, err := s.dropEqual(e)
	if err != nil {
		return s.fail(fmt.Errorf("write %s: %w", path, err))
	}
	s.add(staged{Entry: e, fresh: fresh})
	return nil
}

// dropEqual removes a staged download that the output already has byte for
// byte, and answers whether the staged one stays.
func (s *Stage) dropEqual(e Entry) (fresh bool, err error) {
	last, ok := s.last.Find(e.Path)
	if !ok || last.SHA256 != e.SHA256 || !s.intact(last) {
		return true, nil
	}
	return false, s.disk.Remove(s.siteName(e.Path))
}

// KeepRest leaves every file of the last output that is not put, downloads too,
// for commands that add to a built site. A page that is missing or was changed by
// hand makes Commit fail; such a download is dropped as stale.
func (s *Stage) KeepRest() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keepRest = true
}

// claim reserves a path. A refused one spoils the stage, since the site would
// lack a file.
func (s *Stage) claim(path string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return errEnded
	}
	if err := s.claims.file(path); err != nil {
		s.failLocked(err)
		return err
	}
	return nil
}

func (s *Stage) add(f staged) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files = append(s.files, f)
}

func (s *Stage) fail(err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failLocked(err)
	return err
}

func (s *Stage) failLocked(err error) {
	if s.failed == nil {
		s.failed = err
	}
}

// holds reports whether the output has a file of this size and mode whose
// content satisfies equal, which may use the buffer.
func (s *Stage) holds(e Entry, equal func(in io.Reader, buffer []byte) bool) bool {
	if s.outInfo == nil {
		return false
	}
	name := s.outName(e.Path)
	info, err := s.disk.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != e.Size || s.modes && info.Mode().Perm() != fileMode {
		return false
	}
	in, err := s.disk.Open(name)
	if err != nil {
		return false
	}
	defer in.Close()
	buffer := s.buffers.Get().(*[bufferSize]byte)
	defer s.buffers.Put(buffer)
	return equal(in, buffer[:])
}

// intact reports whether the output still has what its manifest says.
func (s *Stage) intact(e Entry) bool {
	return s.holds(e, func(in io.Reader, buffer []byte) bool {
		sum := sha256.New()
		_, err := io.CopyBuffer(sum, struct{ io.Reader }{in}, buffer)
		return err == nil && Sum(sum.Sum(nil)) == e.SHA256
	})
}

// write makes a file in the staging folder.
func (s *Stage) write(path string, content io.Reader) error {
	if err := s.makeFolder(filepath.Dir(s.siteName(path))); err != nil {
		return err
	}
	s.creating.Lock()
	f, err := s.disk.Create(s.siteName(path))
	s.creating.Unlock()
	if err != nil {
		return err
	}
	_, err = io.Copy(f, content)
	return errors.Join(err, f.Close())
}

// makeFolder makes a folder of the staging folder once.
func (s *Stage) makeFolder(dir string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.makeFolderLocked(dir)
}

func (s *Stage) makeFolderLocked(dir string) error {
	if dir == s.place.site() || s.folders[dir] {
		return nil
	}
	if err := s.makeFolderLocked(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := s.disk.Mkdir(dir, dirMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	s.folders[dir] = true
	return nil
}

func (s *Stage) outName(path string) string {
	return filepath.Join(s.place.out, filepath.FromSlash(path))
}

func (s *Stage) siteName(path string) string {
	return filepath.Join(s.place.site(), filepath.FromSlash(path))
}

// counter counts what is read through it.
type counter struct {
	in io.Reader
	n  int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}

// sameBytes compares without holding a second copy.
func sameBytes(in io.Reader, want, buffer []byte) bool {
	for {
		n, err := in.Read(buffer)
		if n > len(want) || !bytes.Equal(buffer[:n], want[:n]) {
			return false
		}
		want = want[n:]
		if err == io.EOF {
			return len(want) == 0
		}
		if err != nil {
			return false
		}
	}
}
