// Package watch names the paths of a site folder that change. It takes a folder
// and gives batches of paths; what they mean and what to build is for others.
//
// The system's own notices are used where it gives enough of them. Where it runs
// out (Linux allows a number of watched folders per user, macOS a number of open
// files), the watcher says so and looks at the files itself, again and again.
package watch

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// gather is how long a batch grows after its first change: editors need a few
// milliseconds for one save, and people do not notice 15.
const gather = 15 * time.Millisecond

// queue is how many notices wait while new folders are added to the watch. A
// checkout of 10,000 files makes some 30,000; Linux itself keeps 16,384.
const queue = 1 << 14

// Options says how to watch. The zero value works.
type Options struct {
	// Ignore are folders that are not watched, absolute or relative to the
	// current folder: the output. Hidden folders never are.
	Ignore []string
	// Message is told, from another goroutine, when the watcher has to go on in
	// another way. The text is one plain sentence for people; nil hears nothing.
	Message func(text string)
	// Poll looks at the files from the start, for network disks whose changes
	// elsewhere the system does not notice.
	Poll bool

	after  func(time.Duration) <-chan time.Time // nil is time.After
	now    func() time.Time                     // nil is time.Now
	notify func() (*fsnotify.Watcher, error)    // nil is the system's own
	add    func(*fsnotify.Watcher, string) error
}

// Watcher tells what changes in a folder until it is closed.
type Watcher struct {
	// Events gives batches of changed paths, relative to the root, with slashes,
	// sorted, each once. A path that is a folder, or was one, stands for all
	// that is in it; "." for everything. While nobody receives, changes
	// gather. It is closed by Close.
	Events <-chan []string

	root    string
	ignore  []string
	opt     Options
	events  chan []string
	changes chan []string
	done    chan struct{}
	ended   sync.WaitGroup
	close   sync.Once
}

// New begins to watch a folder with all its folders. What changes after New has
// returned is told.
func New(root string, opt Options) (*Watcher, error) {
	w := &Watcher{opt: opt, events: make(chan []string), changes: make(chan []string), done: make(chan struct{})}
	w.Events = w.events
	if opt.after == nil {
		w.opt.after = time.After
	}
	if opt.now == nil {
		w.opt.now = time.Now
	}
	if opt.notify == nil {
		w.opt.notify = func() (*fsnotify.Watcher, error) { return fsnotify.NewBufferedWatcher(queue) }
	}
	if opt.add == nil {
		w.opt.add = (*fsnotify.Watcher).Add
	}
	if err := w.locate(root); err != nil {
		return nil, err
	}
	watching, err := w.source()
	if err != nil {
		return nil, err
	}
	w.ended.Go(watching)
	w.ended.Go(w.batch)
	return w, nil
}

// Close ends the watch and waits until nothing of it runs any more.
func (w *Watcher) Close() error {
	w.close.Do(func() { close(w.done) })
	w.ended.Wait()
	return nil
}

// locate follows a link to the root once: notices come with real names.
func (w *Watcher) locate(root string) error {
	real, err := realPath(root)
	if err != nil {
		return fmt.Errorf("watch %s: %w", root, err)
	}
	if info, err := os.Stat(real); err != nil || !info.IsDir() {
		return fmt.Errorf("watch %s: this is not a folder", root)
	}
	w.root = real
	for _, name := range w.opt.Ignore {
		if real, err := realPath(name); err == nil {
			w.ignore = append(w.ignore, real)
			continue
		}
		// It may be made later, below a folder that is there.
		parent, err := realPath(filepath.Dir(name))
		if err == nil {
			w.ignore = append(w.ignore, filepath.Join(parent, filepath.Base(name)))
		}
	}
	return nil
}

func realPath(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// source begins with notices, or with looking where there are none to have.
func (w *Watcher) source() (func(), error) {
	if w.opt.Poll {
		return w.poller(), nil
	}
	n, err := w.notices()
	if err == nil {
		return n.run, nil
	}
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("watch %s: %w", w.root, err)
	}
	w.say(err)
	return w.poller(), nil
}

// say tells people that looking takes the place of notices, and what to do.
func (w *Watcher) say(err error) {
	if w.opt.Message != nil {
		w.opt.Message(fmt.Sprintf("the system has no more notices of changes to give (%v): looking at the files instead, which takes a little longer%s", err, cure(err)))
	}
}

// report hands paths to one batch; false once the watcher is closed.
func (w *Watcher) report(paths ...string) bool {
	select {
	case w.changes <- paths:
		return true
	case <-w.done:
		return false
	}
}

// batch gathers changes and gives them on. A batch that nobody has taken yet
// grows with the next change.
func (w *Watcher) batch() {
	defer close(w.events)
	pending := map[string]bool{}
	var ripe <-chan time.Time
	var out chan<- []string
	var next []string
	for {
		select {
		case paths := <-w.changes:
			for _, path := range paths {
				pending[path] = true
			}
			if ripe == nil {
				ripe, out = w.opt.after(gather), nil
			}
		case <-ripe:
			ripe, out, next = nil, w.events, slices.Sorted(maps.Keys(pending))
		case out <- next:
			out = nil
			clear(pending)
		case <-w.done:
			return
		}
	}
}
