package main

import (
	"io/fs"
	"os"
	"path"
	"sync"
)

// folder is an open folder that no path leads out of.
type folder struct {
	*os.Root
	fs *folderFS
}

func openFolder(name string) (*folder, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &folder{root, &folderFS{root: root, inner: root.FS(), open: map[string]*os.Root{}}}, nil
}

// FS reads below the folder, for as long as it is open and what is in it stays
// where it is.
func (f *folder) FS() fs.FS { return f.fs }

// Close closes the folder and those in it that were kept open.
func (f *folder) Close() error {
	f.fs.close()
	return f.Root.Close()
}

// keptOpen is how many folders below one stay open: a few more than the guides
// that are read at once.
const keptOpen = 16

// folderFS reads files from the folders that it read last without walking down to
// them again: a root opens every folder on a file's path for every file, and a
// guide has a file a language.
type folderFS struct {
	root  *os.Root
	inner fs.FS

	mu    sync.Mutex
	open  map[string]*os.Root
	order []string // of opening
}

func (f *folderFS) Open(name string) (fs.File, error)          { return f.inner.Open(name) }
func (f *folderFS) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(f.inner, name) }
func (f *folderFS) Lstat(name string) (fs.FileInfo, error)     { return fs.Lstat(f.inner, name) }
func (f *folderFS) ReadLink(name string) (string, error)       { return fs.ReadLink(f.inner, name) }
func (f *folderFS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.inner, name) }

// ReadFile reads a file; what goes wrong in a kept folder is asked again from the
// top, which also follows links that lead out of it.
func (f *folderFS) ReadFile(name string) ([]byte, error) {
	if dir, base := path.Split(name); dir != "" && fs.ValidPath(name) {
		if data, err := f.readIn(path.Clean(dir), base); err == nil {
			return data, nil
		}
	}
	return fs.ReadFile(f.inner, name)
}

func (f *folderFS) readIn(dir, base string) ([]byte, error) {
	in, err := f.folder(dir)
	if err != nil {
		return nil, err
	}
	return in.ReadFile(base)
}

// folder gives an open folder below the root.
func (f *folderFS) folder(dir string) (*os.Root, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if in := f.open[dir]; in != nil {
		return in, nil
	}
	in, err := f.root.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	if len(f.order) == keptOpen {
		f.open[f.order[0]].Close() // who reads in it still, ends well
		delete(f.open, f.order[0])
		f.order = f.order[1:]
	}
	f.open[dir], f.order = in, append(f.order, dir)
	return in, nil
}

func (f *folderFS) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, in := range f.open {
		in.Close()
	}
	f.open, f.order = map[string]*os.Root{}, nil
}
