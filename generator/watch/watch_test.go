package watch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// deadline only ends a test that hangs.
const deadline = 20 * time.Second

// folder makes a site folder with one guide.
func folder(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	write(t, root, "guides/water/en.md", "# Water")
	write(t, root, "guides/water/filter.jpg", "picture")
	write(t, root, "site.toml", "")
	write(t, root, "public/index.html", "")
	write(t, root, ".git/index", "")
	return root
}

func write(t *testing.T, root, path, text string) {
	t.Helper()
	name := filepath.Join(root, filepath.FromSlash(path))
	must(t, os.MkdirAll(filepath.Dir(name), 0o755))
	must(t, os.WriteFile(name, []byte(text), 0o644))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func start(t *testing.T, root string, opt Options) *Watcher {
	t.Helper()
	opt.Ignore = []string{filepath.Join(root, "public")}
	w, err := New(root, opt)
	must(t, err)
	t.Cleanup(func() { w.Close() })
	return w
}

// sentinel is written after what a test does: notices come in order, so all of
// them have come when it has.
const sentinel = "guides/zz-last.md"

// told gives every path up to the sentinel, each once, without it.
func told(t *testing.T, w *Watcher, root string) []string {
	t.Helper()
	write(t, root, sentinel, "last")
	return until(t, w, sentinel)
}

func until(t *testing.T, w *Watcher, last string) []string {
	t.Helper()
	var all []string
	for end := time.After(deadline); ; {
		select {
		case batch, ok := <-w.Events:
			if !ok {
				t.Fatal("the watch ended")
			}
			all = append(all, batch...)
			if slices.Contains(batch, last) {
				slices.Sort(all)
				all = slices.Compact(all)
				return slices.DeleteFunc(all, func(p string) bool { return p == last })
			}
		case <-end:
			t.Fatalf("%s was not told; told were %q", last, all)
		}
	}
}

// saves are the ways in which editors change a file; name is the guide's file.
var saves = map[string]func(t *testing.T, name string){
	"in place (nano, VS Code)": func(t *testing.T, name string) {
		must(t, os.WriteFile(name, []byte("new"), 0o644))
	},
	"appending": func(t *testing.T, name string) {
		f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
		must(t, err)
		_, err = f.WriteString("more")
		must(t, errors.Join(err, f.Close()))
	},
	"rename over (gedit, Sublime, sed -i)": func(t *testing.T, name string) {
		fresh := filepath.Join(filepath.Dir(name), ".goutputstream-X1")
		must(t, os.WriteFile(fresh, []byte("new"), 0o644))
		must(t, os.Rename(fresh, name))
	},
	"rename over from another folder": func(t *testing.T, name string) {
		fresh := filepath.Join(filepath.Dir(filepath.Dir(filepath.Dir(name))), ".tmp-save")
		must(t, os.WriteFile(fresh, []byte("new"), 0o644))
		must(t, os.Rename(fresh, name))
	},
	"vim with backup": func(t *testing.T, name string) {
		dir := filepath.Dir(name)
		swap, probe := filepath.Join(dir, ".en.md.swp"), filepath.Join(dir, "4913")
		must(t, os.WriteFile(swap, []byte("swap"), 0o600))
		must(t, os.WriteFile(probe, nil, 0o644))
		must(t, os.Remove(probe))
		must(t, os.Rename(name, name+"~"))
		must(t, os.WriteFile(name, []byte("new"), 0o644))
		must(t, os.Remove(name+"~"))
		must(t, os.Remove(swap))
	},
	"emacs": func(t *testing.T, name string) {
		dir := filepath.Dir(name)
		lock := filepath.Join(dir, ".#en.md")
		must(t, os.Symlink("somebody@host.1:1", lock))
		must(t, os.WriteFile(filepath.Join(dir, "#en.md#"), []byte("auto"), 0o644))
		must(t, os.Rename(name, name+"~"))
		must(t, os.WriteFile(name, []byte("new"), 0o644))
		must(t, os.Remove(filepath.Join(dir, "#en.md#")))
		must(t, os.Remove(lock))
	},
	"Helix with backup": func(t *testing.T, name string) {
		backup := filepath.Join(filepath.Dir(name), "en.mdAb3dE9.bck")
		must(t, os.Rename(name, backup))
		must(t, os.WriteFile(name, []byte("new"), 0o644))
		must(t, os.Remove(backup))
	},
	"JetBrains": func(t *testing.T, name string) {
		must(t, os.WriteFile(name+"___jb_tmp___", []byte("new"), 0o644))
		must(t, os.Rename(name, name+"___jb_old___"))
		must(t, os.Rename(name+"___jb_tmp___", name))
		must(t, os.Remove(name+"___jb_old___"))
	},
	"delete and create": func(t *testing.T, name string) {
		must(t, os.Remove(name))
		must(t, os.WriteFile(name, []byte("new"), 0o644))
	},
	"a hard link in its place": func(t *testing.T, name string) {
		fresh := filepath.Join(filepath.Dir(name), ".fresh")
		must(t, os.WriteFile(fresh, []byte("new"), 0o644))
		must(t, os.Remove(name))
		must(t, os.Link(fresh, name))
	},
}

func TestEveryWayOfSavingIsSeen(t *testing.T) {
	for name, save := range saves {
		t.Run(name, func(t *testing.T) {
			root := folder(t)
			w := start(t, root, Options{})
			for range 3 { // the second save finds what the first one left of the watch
				save(t, filepath.Join(root, "guides", "water", "en.md"))
				if got := told(t, w, root); !slices.Equal(got, []string{"guides/water/en.md"}) {
					t.Errorf("told %q", got)
				}
			}
		})
	}
}

func TestEveryWayOfSavingIsSeenByLooking(t *testing.T) {
	for name, save := range saves {
		t.Run(name, func(t *testing.T) {
			root := folder(t)
			look := make(chan time.Time)
			w := start(t, root, Options{Poll: true, after: only(look)})
			for i := range 3 {
				save(t, filepath.Join(root, "guides", "water", "en.md"))
				write(t, root, sentinel, fmt.Sprint("last", i))
				look <- time.Time{}
				if got := until(t, w, sentinel); i == 0 && !slices.Equal(got, []string{"guides/water/en.md"}) {
					t.Errorf("told %q", got)
				}
			}
		})
	}
}

// only lets a test say when the watcher looks; batches ripen at once.
func only(look chan time.Time) func(time.Duration) <-chan time.Time {
	return func(d time.Duration) <-chan time.Time {
		if d == pollPause {
			return look
		}
		now := make(chan time.Time, 1)
		now <- time.Time{}
		return now
	}
}

func TestLookingSeesAChangeOfTheSameSizeAndTime(t *testing.T) {
	root := folder(t)
	look := make(chan time.Time)
	name := filepath.Join(root, "guides", "water", "en.md")
	info, err := os.Stat(name)
	must(t, err)
	w := start(t, root, Options{Poll: true, after: only(look), now: info.ModTime})
	must(t, os.WriteFile(name, []byte("# WATER"), 0o644))
	must(t, os.Chtimes(name, time.Time{}, info.ModTime()))
	look <- time.Time{}
	if got := until(t, w, "guides/water/en.md"); len(got) > 0 {
		t.Errorf("told more: %q", got)
	}
}

func TestLookingDoesNotTellANewTimeAlone(t *testing.T) {
	root := folder(t)
	look := make(chan time.Time)
	w := start(t, root, Options{Poll: true, after: only(look)})
	must(t, os.Chtimes(filepath.Join(root, "guides", "water", "en.md"), time.Time{}, time.Now().Add(time.Hour)))
	write(t, root, sentinel, "last")
	look <- time.Time{}
	if got := until(t, w, sentinel); len(got) > 0 {
		t.Errorf("told %q", got)
	}
}

func TestLookingTellsWhatWentAway(t *testing.T) {
	root := folder(t)
	look := make(chan time.Time)
	w := start(t, root, Options{Poll: true, after: only(look)})
	must(t, os.RemoveAll(filepath.Join(root, "guides", "water")))
	write(t, root, sentinel, "last")
	look <- time.Time{}
	want := []string{"guides/water", "guides/water/en.md", "guides/water/filter.jpg"}
	if got := until(t, w, sentinel); !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
}

func TestOutputHiddenAndEditorsFilesAreNotTold(t *testing.T) {
	root := folder(t)
	w := start(t, root, Options{})
	for _, path := range []string{
		"public/index.html", "public/new/page.html", ".git/index", ".git/new", ".handbill/output-public/site/index.html",
		".gitignore", "guides/water/.en.md.swp", "guides/water/4913", "guides/water/en.md~", "guides/water/#en.md#",
		"guides/water/~$brief.docx", "guides/water/x.tmp", "node_modules/a/b.js", "guides/.hidden/en.md",
	} {
		write(t, root, path, "x")
	}
	must(t, os.Chmod(filepath.Join(root, "guides", "water", "en.md"), 0o600))
	if got := told(t, w, root); len(got) > 0 {
		t.Errorf("told %q", got)
	}
}

func TestNewFoldersAreWatchedWithAllInThem(t *testing.T) {
	root := folder(t)
	w := start(t, root, Options{})
	write(t, root, "guides/fire/extra/deep/en.md", "# Fire")
	got := told(t, w, root)
	for _, want := range []string{"guides/fire", "guides/fire/extra/deep/en.md"} {
		if !slices.Contains(got, want) {
			t.Errorf("told %q, not %s", got, want)
		}
	}
	write(t, root, "guides/fire/extra/deep/en.md", "# Fire!")
	if got := told(t, w, root); !slices.Equal(got, []string{"guides/fire/extra/deep/en.md"}) {
		t.Errorf("a change in a new folder: told %q", got)
	}
}

func TestRenamedFolderIsWatchedUnderItsNewName(t *testing.T) {
	root := folder(t)
	write(t, root, "guides/water/more/es.md", "# Agua")
	w := start(t, root, Options{})
	must(t, os.Rename(filepath.Join(root, "guides/water"), filepath.Join(root, "guides/rain")))
	got := told(t, w, root)
	for _, want := range []string{"guides/water", "guides/rain", "guides/rain/more/es.md"} {
		if !slices.Contains(got, want) {
			t.Errorf("told %q, not %s", got, want)
		}
	}
	write(t, root, "guides/rain/more/es.md", "# Lluvia")
	if got := told(t, w, root); !slices.Equal(got, []string{"guides/rain/more/es.md"}) {
		t.Errorf("told %q after a change in it", got)
	}
	write(t, root, "guides/water/en.md", "# Again")
	if got := told(t, w, root); !slices.Contains(got, "guides/water/en.md") {
		t.Errorf("told %q after a new folder took the old name", got)
	}
}

func TestRemovedFolderIsTold(t *testing.T) {
	root := folder(t)
	w := start(t, root, Options{})
	must(t, os.RemoveAll(filepath.Join(root, "guides", "water")))
	if got := told(t, w, root); !slices.Contains(got, "guides/water") || !slices.Contains(got, "guides/water/en.md") {
		t.Errorf("told %q", got)
	}
}

func TestFolderMovedAwayIsForgotten(t *testing.T) {
	root := folder(t)
	away := filepath.Join(t.TempDir(), "away")
	w := start(t, root, Options{})
	must(t, os.Rename(filepath.Join(root, "guides", "water"), away))
	if got := told(t, w, root); !slices.Equal(got, []string{"guides/water"}) {
		t.Errorf("told %q", got)
	}
	must(t, os.WriteFile(filepath.Join(away, "en.md"), []byte("elsewhere"), 0o644))
	if got := told(t, w, root); len(got) > 0 {
		t.Errorf("a change outside was told: %q", got)
	}
}

func TestThousandsOfFilesAtOnceAreAllTold(t *testing.T) {
	root := folder(t)
	w := start(t, root, Options{})
	want := map[string]bool{}
	for i := range 3000 {
		path := fmt.Sprintf("guides/g%d/l%d.md", i/20, i%20)
		want[path] = true
		write(t, root, path, "x")
	}
	for _, path := range told(t, w, root) {
		if path == "." {
			return // everything
		}
		delete(want, path)
	}
	if len(want) > 0 {
		t.Errorf("%d of 3000 files were not told", len(want))
	}
}

func TestChangesGatherWhileNobodyReceives(t *testing.T) {
	root := folder(t)
	w := start(t, root, Options{})
	for _, path := range []string{"guides/a.md", "guides/b.md", "guides/c.md"} {
		write(t, root, path, "x")
	}
	if got := told(t, w, root); !slices.Equal(got, []string{"guides/a.md", "guides/b.md", "guides/c.md"}) {
		t.Errorf("told %q", got)
	}
}

func TestABatchRipensOnce(t *testing.T) {
	ripe := make(chan time.Time)
	asked := make(chan time.Duration, 10)
	w := &Watcher{events: make(chan []string), changes: make(chan []string), done: make(chan struct{})}
	w.opt.after = func(d time.Duration) <-chan time.Time { asked <- d; return ripe }
	go w.batch()
	defer close(w.done)
	for _, path := range []string{"b", "a", "b"} {
		w.changes <- []string{path}
	}
	if d := <-asked; d < 10*time.Millisecond || d > 20*time.Millisecond {
		t.Errorf("gathers for %v", d)
	}
	if len(asked) > 0 {
		t.Error("a later change put the batch off")
	}
	ripe <- time.Time{}
	if got := <-w.events; !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("the batch is %q", got)
	}
}

func TestWhenNoticesRunOutItSaysSoAndLooks(t *testing.T) {
	for name, opt := range map[string]Options{
		"no watches left": {add: func(*fsnotify.Watcher, string) error { return syscall.ENOSPC }},
		"no watcher left": {notify: func() (*fsnotify.Watcher, error) { return nil, syscall.EMFILE }},
	} {
		t.Run(name, func(t *testing.T) {
			root := folder(t)
			look, said := make(chan time.Time), make(chan string, 1)
			opt.after, opt.Message = only(look), func(text string) { said <- text }
			w := start(t, root, opt)
			if text := <-said; !strings.Contains(text, "looking at the files") {
				t.Errorf("said %q", text)
			}
			write(t, root, "guides/water/en.md", "# Water!")
			look <- time.Time{}
			until(t, w, "guides/water/en.md")
		})
	}
}

func TestWhenNoticesRunOutLaterNothingIsMissed(t *testing.T) {
	root := folder(t)
	look, said := make(chan time.Time), make(chan string, 1)
	add := func(system *fsnotify.Watcher, name string) error {
		if strings.HasSuffix(name, "straw") {
			return syscall.ENOSPC
		}
		return system.Add(name)
	}
	w := start(t, root, Options{add: add, after: only(look), Message: func(text string) { said <- text }})
	must(t, os.Mkdir(filepath.Join(root, "guides", "straw"), 0o755))
	<-said
	until(t, w, ".")
	write(t, root, "guides/straw/en.md", "# Straw")
	look <- time.Time{}
	until(t, w, "guides/straw/en.md")
}

func TestLostNoticesMeanThatEverythingMayHaveChanged(t *testing.T) {
	root := folder(t)
	system := make(chan *fsnotify.Watcher, 1)
	notify := func() (*fsnotify.Watcher, error) {
		s, err := fsnotify.NewWatcher()
		system <- s
		return s, err
	}
	said := make(chan string, 1)
	w := start(t, root, Options{notify: notify, Message: func(text string) { said <- text }})
	(<-system).Errors <- fsnotify.ErrEventOverflow
	until(t, w, ".")
	<-said
	write(t, root, "guides/water/en.md", "# Water!")
	until(t, w, "guides/water/en.md")
}

func TestLoopOfLinksIsNotFollowed(t *testing.T) {
	root := folder(t)
	must(t, os.Symlink("..", filepath.Join(root, "guides", "loop")))
	for _, poll := range []bool{false, true} {
		look := make(chan time.Time, 1)
		w := start(t, root, Options{Poll: poll, after: only(look)})
		write(t, root, "guides/water/en.md", fmt.Sprint(poll))
		look <- time.Time{}
		until(t, w, "guides/water/en.md")
		w.Close()
	}
}

func TestWatchOfNoFolderFails(t *testing.T) {
	root := folder(t)
	for _, name := range []string{"site.toml", "none"} {
		if w, err := New(filepath.Join(root, name), Options{}); err == nil {
			w.Close()
			t.Errorf("%s is watched", name)
		}
	}
}

func TestCloseEndsTheBatches(t *testing.T) {
	for _, poll := range []bool{false, true} {
		w := start(t, folder(t), Options{Poll: poll})
		write(t, w.root, "guides/a.md", "x")
		must(t, w.Close())
		for range w.Events {
		}
		must(t, w.Close())
	}
}
