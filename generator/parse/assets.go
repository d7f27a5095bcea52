package parse

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"handbill/generator/diag"
	"handbill/generator/media"
	"handbill/generator/render"
)

// Asset is a published file that guides show or link to.
type Asset struct {
	// Path is its address below the output.
	Path          string
	Type          media.Type
	Width, Height int // CSS pixels, 0 where unknown
	Bytes         int
	// Large is the address of a wider variant with its width, "" for none.
	Large      string
	LargeWidth int
}

// Assets prepares the files beside guides, each once for the whole site, and
// hands them on. It is safe for concurrent use.
type Assets struct {
	fsys fs.FS
	opt  media.Options
	put  func(render.File) error

	mu     sync.Mutex
	byPath map[string]*pending
	placed map[string]bool // addresses handed on
}

type pending struct {
	once  sync.Once
	asset *Asset
	ds    diag.List
	err   error
}

// NewAssets prepares files of fsys and gives them to put, each address once.
func NewAssets(fsys fs.FS, opt media.Options, put func(render.File) error) *Assets {
	return &Assets{fsys: fsys, opt: opt, put: put, byPath: map[string]*pending{}, placed: map[string]bool{}}
}

// Place publishes the file at a path of the site. The asset is nil where it
// cannot be published; the diagnostics say why, at the file itself. Every caller
// gets the same ones.
func (a *Assets) Place(name string) (*Asset, diag.List, error) {
	a.mu.Lock()
	p := a.byPath[name]
	if p == nil {
		p = &pending{}
		a.byPath[name] = p
	}
	a.mu.Unlock()
	p.once.Do(func() { p.asset, p.ds, p.err = a.prepare(name) })
	return p.asset, p.ds, p.err
}

func (a *Assets) prepare(name string) (*Asset, diag.List, error) {
	info, err := fs.Stat(a.fsys, name)
	if err != nil {
		return nil, nil, fmt.Errorf("reading %s: %w", name, err)
	}
	if info.Size() > media.MaxBytes {
		var ds diag.List
		ds.Error(diag.Position{Path: name}, "media-huge", fmt.Sprintf("the file has %d MB; more than %d MB are not published", info.Size()/1e6, media.MaxBytes/1_000_000), "make it smaller, or cut it into parts")
		return nil, ds, nil
	}
	src, err := fs.ReadFile(a.fsys, name)
	if err != nil {
		return nil, nil, fmt.Errorf("reading %s: %w", name, err)
	}
	file, ds := media.Prepare(name, src, a.opt)
	if ds.Failed() {
		return nil, ds, nil
	}
	asset := &Asset{Path: media.HashedName(name, file.Ext, file.Data), Type: file.Type, Width: file.Width, Height: file.Height, Bytes: len(file.Data)}
	err = a.give(asset.Path, file.Data)
	if v := file.Large; v != nil {
		asset.Large, asset.LargeWidth = media.HashedName(name, v.Ext, v.Data), v.Width
		err = errors.Join(err, a.give(asset.Large, v.Data))
	}
	return asset, ds, err
}

// give hands a file on, once for each address.
func (a *Assets) give(address string, data []byte) error {
	a.mu.Lock()
	again := a.placed[address]
	a.placed[address] = true
	a.mu.Unlock()
	if again {
		return nil
	}
	return a.put(render.File{Path: address, Data: data})
}
