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
	// Path is its address below the output: of a picture that every browser shows,
	// where there is one.
	Path          string
	Type          media.Type
	Width, Height int // CSS pixels, 0 where unknown
	Bytes         int
	// Large is the address of a wider variant for paper, "" for none.
	Large string
	// Better is the address of the same picture as its author gave it, in a kind
	// that not every browser shows, and BetterType its media type; "" for none.
	Better, BetterType string
	// Small is the address of a picture for lists, with its size in pixels; "" where
	// nobody asked for one (see Assets.Small), or none would be small.
	Small                   string
	SmallWidth, SmallHeight int
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
	p := a.pending(name)
	p.once.Do(func() { p.asset, p.ds, p.err = a.prepare(name) })
	return p.asset, p.ds, p.err
}

// pending gives the one preparation of a key.
func (a *Assets) pending(key string) *pending {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.byPath[key]
	if p == nil {
		p = &pending{}
		a.byPath[key] = p
	}
	return p
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
		asset.Large = media.HashedName(name, v.Ext, v.Data)
		err = errors.Join(err, a.give(asset.Large, v.Data))
	}
	if v := file.Fallback; v != nil {
		asset.Better, asset.BetterType = asset.Path, "image/"+file.Ext
		asset.Path, asset.Width, asset.Height, asset.Bytes = media.HashedName(name, v.Ext, v.Data), v.Width, v.Height, len(v.Data)
		err = errors.Join(err, a.give(asset.Path, v.Data))
	}
	return asset, ds, err
}

// A picture in a list is 4rem wide, 64 CSS pixels, on screens of twice as many dots.
// One that cannot be small is left out: readers pay for each byte.
const (
	smallWidth = 128  // pixels
	smallBytes = 8000 // at most
)

// Small gives an asset of the file at a path with a picture for lists. Where none
// can be made, it is the asset itself.
func (a *Assets) Small(name string, asset *Asset) (*Asset, error) {
	p := a.pending("small\x00" + name)
	p.once.Do(func() { p.asset, p.err = a.small(name) })
	if p.asset == nil || p.err != nil {
		return asset, p.err
	}
	own := *asset
	own.Small, own.SmallWidth, own.SmallHeight = p.asset.Path, p.asset.Width, p.asset.Height
	return &own, nil
}

// small publishes a file once more, for lists; nil where it would not be small.
func (a *Assets) small(name string) (*Asset, error) {
	src, err := fs.ReadFile(a.fsys, name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	file, ds := media.Prepare(name, src, media.Options{Width: smallWidth, Quality: a.opt.Quality})
	v := media.Variant{Data: file.Data, Ext: file.Ext, Width: file.Width, Height: file.Height}
	if file.Fallback != nil {
		v = *file.Fallback
	}
	if ds.Failed() || v.Width == 0 || v.Ext == "avif" || len(v.Data) > smallBytes {
		return nil, nil
	}
	small := &Asset{Path: media.HashedName(name, v.Ext, v.Data), Width: v.Width, Height: v.Height}
	return small, a.give(small.Path, v.Data)
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
