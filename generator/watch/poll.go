package watch

import (
	"crypto/sha256"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

const (
	// pollPause lies between two looks; a look at 10,000 files takes about
	// 30 ms, so that watching costs a twentieth of one processor.
	pollPause = 500 * time.Millisecond
	// fresh is how long the time of a file may fail to show a change: FAT
	// counts in steps of 2 s. Files changed so lately are compared by content.
	fresh = 3 * time.Second
	// hashed bounds which files are read to compare: pages and settings, not
	// films.
	hashed = 4 << 20
)

// state is what one look sees of a file.
type state struct {
	size     int64
	modified time.Time
	dir      bool
	// sum is kept for files that may change without their time showing it.
	sum    [sha256.Size]byte
	summed bool
}

// poller begins with a first look, and gives the function that goes on looking.
func (w *Watcher) poller() func() {
	last := w.look(nil, nil)
	return func() {
		for {
			select {
			case <-w.opt.after(pollPause):
			case <-w.done:
				return
			}
			var changed []string
			last = w.look(last, &changed)
			if len(changed) > 0 && !w.report(changed...) {
				return
			}
		}
	}
}

// look goes through the folder and compares with the last look. What cannot be
// read now is taken for gone; the next look finds it again.
func (w *Watcher) look(last map[string]state, changed *[]string) map[string]state {
	now := w.opt.now()
	seen := make(map[string]state, len(last))
	tell := func(path string) {
		if changed != nil {
			*changed = append(*changed, path)
		}
	}
	_ = filepath.WalkDir(w.root, func(name string, e fs.DirEntry, err error) error {
		if name == w.root || err != nil {
			return nil
		}
		if w.ignored(name) {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		info, err := e.Info()
		if err != nil {
			return nil
		}
		path := w.relative(name)
		before, known := last[path]
		after := state{size: info.Size(), modified: info.ModTime(), dir: info.IsDir()}
		if info.Mode().IsRegular() {
			after.compare(name, before, now)
		}
		if !known || differs(before, after) {
			tell(path)
		}
		seen[path] = after
		return nil
	})
	for path := range last {
		if _, there := seen[path]; !there {
			tell(path)
		}
	}
	return seen
}

// compare reads a file whose size and time do not settle whether it changed.
func (s *state) compare(name string, before state, now time.Time) {
	same := s.size == before.size && s.modified.Equal(before.modified)
	lately := now.Sub(s.modified) < fresh
	if same && !lately {
		s.sum, s.summed = before.sum, before.summed
		return
	}
	if s.size > hashed {
		return
	}
	s.sum, s.summed = sumOf(name)
}

// differs reports another content: a new time alone is not one, where both
// contents are known.
func differs(before, after state) bool {
	switch {
	case before.dir != after.dir:
		return true
	case after.dir:
		return false // what is in it tells
	case before.size != after.size:
		return true
	case before.summed && after.summed:
		return before.sum != after.sum
	}
	return !before.modified.Equal(after.modified)
}

func sumOf(name string) (sum [sha256.Size]byte, ok bool) {
	f, err := os.Open(name)
	if err != nil {
		return sum, false
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sum, false
	}
	h.Sum(sum[:0])
	return sum, true
}
