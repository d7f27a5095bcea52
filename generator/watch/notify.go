package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/fsnotify/fsnotify"
)

// notices watches with the system's help: one watch for each folder, since a
// watch on a file is lost when an editor saves by renaming over it.
type notices struct {
	*Watcher
	system *fsnotify.Watcher
}

// notices asks for notices of every folder that there is.
func (w *Watcher) notices() (*notices, error) {
	system, err := w.opt.notify()
	if err != nil {
		return nil, err
	}
	n := &notices{w, system}
	if err := n.addTree(w.root, nil); err != nil {
		system.Close()
		return nil, err
	}
	return n, nil
}

// addTree watches a folder and those in it, and tells found what else is there:
// the watch comes first, so nothing that appears meanwhile is missed. Links are
// not followed. A folder that is gone again or closed to us is fine.
func (n *notices) addTree(dir string, found func(name string)) error {
	if n.ignored(dir) {
		return nil
	}
	if err := n.opt.add(n.system, dir); err != nil {
		if dir != n.root && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission)) {
			return nil
		}
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		if found != nil && !n.ignored(name) {
			found(name)
		}
		if e.IsDir() {
			if err := n.addTree(name, found); err != nil {
				return err
			}
		}
	}
	return nil
}

// run tells changes until the watcher is closed. When the system gives up, it
// goes on by looking.
func (n *notices) run() {
	err := n.listen()
	n.system.Close()
	if err == nil {
		return
	}
	n.say(err)
	look := n.poller()
	if n.report(".") { // what changed between the two ways
		look()
	}
}

// listen ends with nil once the watcher is closed, with an error when notices
// cannot be had any more.
func (n *notices) listen() error {
	for {
		select {
		case <-n.done:
			return nil
		case e, ok := <-n.system.Events:
			if !ok {
				return errors.New("the notices ended")
			}
			if err := n.notice(e); err != nil {
				return err
			}
		case err := <-n.system.Errors:
			if err := n.trouble(err); err != nil {
				return err
			}
		}
	}
}

// trouble judges what the system reports. After too many changes at once some
// are lost, so everything may have changed, folders too.
func (n *notices) trouble(err error) error {
	if !errors.Is(err, fsnotify.ErrEventOverflow) {
		return err
	}
	if n.opt.Message != nil {
		n.opt.Message("so many files changed at once that the system lost count: looking at all of them")
	}
	for _, dir := range n.system.WatchList() {
		_ = n.system.Remove(dir) // one that is gone is what we are after
	}
	if err := n.addTree(n.root, nil); err != nil {
		return err
	}
	n.report(".")
	return nil
}

func (n *notices) notice(e fsnotify.Event) error {
	// A change of mode or time alone changes no page.
	if e.Op == fsnotify.Chmod || n.ignored(e.Name) {
		return nil
	}
	if e.Name == n.root {
		if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
			return fmt.Errorf("%s was moved or removed", n.root)
		}
		return nil
	}
	if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
		n.forget(e.Name)
	}
	if e.Has(fsnotify.Create) {
		if info, err := os.Lstat(e.Name); err == nil && info.IsDir() {
			if err := n.addTree(e.Name, func(name string) { n.report(n.relative(name)) }); err != nil {
				return err
			}
		}
	}
	n.report(n.relative(e.Name))
	return nil
}

// forget ends the watches of a folder that went away: one that was renamed
// would go on telling changes under its old name.
func (n *notices) forget(name string) {
	for _, dir := range n.system.WatchList() {
		if dir == name || strings.HasPrefix(dir, name+string(filepath.Separator)) {
			_ = n.system.Remove(dir)
		}
	}
}
