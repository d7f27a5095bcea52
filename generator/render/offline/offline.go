// Package offline makes what a reader needs to keep a language on a phone: packs
// of pages and pictures, the list of them, the worker, the manifest, and the
// scripts that save, update and remove.
//
// Finished files go in one by one, in any order; a pack comes out as soon as all
// of its pages are there, so little is in memory. A pack's name holds a hash of
// its bytes: a changed guide is one new pack, and a download that broke off goes
// on where it stopped. The package reads and writes nothing, and knows nothing of
// guides but the addresses of their pages.
package offline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"handbill/generator/render"
)

// Kinds of packs. Readers choose pictures and media apart from the text.
const (
	Text     = "text"
	Pictures = "pictures"
	Media    = "media" // sound and film
)

// Language is what is saved of one language.
type Language struct {
	Tag string
	// Guides are the addresses of the pages, one guide after the other in an
	// order that lasts, such as by folder name.
	Guides []string
	// Shared are the addresses of everything else that a saved copy needs: lists,
	// topics, search, safety.
	Shared []string
}

// Options says how packs are made.
type Options struct {
	// Chunk is about how many guides travel in one pack.
	Chunk int
	// Languages are those that can be saved.
	Languages []Language
	// Put takes each pack; several goroutines call it.
	Put func(render.File) error
	// Saved changes a page for the saved copy; nil leaves it as it is.
	Saved func(language string, page render.File) []byte
}

// Packer collects files into packs. It is safe for concurrent use.
type Packer struct {
	opt Options

	mu     sync.Mutex
	wanted map[string][]*pack // by address: the packs that it goes into
	text   map[string][]*pack // by language
	assets map[string]Asset   // by address
	used   map[string][]use   // by language
}

// Asset is a picture, a sound or a film that pages show.
type Asset struct {
	// Path is its address below the output.
	Path string
	// Kind is Pictures or Media.
	Kind string
	Data func() ([]byte, error)
}

// use says that a page of a language, by its place among the guides, shows a
// file.
type use struct {
	place int
	path  string
}

// New plans the packs.
func New(opt Options) *Packer {
	p := &Packer{opt: opt, wanted: map[string][]*pack{}, text: map[string][]*pack{}, assets: map[string]Asset{}, used: map[string][]use{}}
	for _, l := range opt.Languages {
		if len(l.Shared) > 0 {
			p.plan(l.Tag, l.Shared)
		}
		for _, guides := range chunks(l.Guides, opt.Chunk) {
			p.plan(l.Tag, guides)
		}
	}
	return p
}

func (p *Packer) plan(language string, paths []string) {
	k := &pack{language: language, number: len(p.text[language]), paths: paths, pages: make([][]byte, len(paths)), missing: len(paths)}
	p.text[language] = append(p.text[language], k)
	for _, path := range paths {
		p.wanted[path] = append(p.wanted[path], k)
	}
}

// chunks parts guides into runs of about n. A run ends where a guide's address
// has the smallest hash of its neighbourhood, so that a guide which comes or goes
// moves the ends of the runs beside it only, and the other packs stay the same.
func chunks(guides []string, n int) [][]string {
	n = max(n, 1)
	least, most := max(n*7/10, 1), n+n/10
	var runs [][]string
	for len(guides) > most {
		end := least
		for i := least; i <= most; i++ {
			if hash(guides[i-1]) < hash(guides[end-1]) {
				end = i
			}
		}
		runs, guides = append(runs, guides[:end]), guides[end:]
	}
	if len(guides) > 0 {
		runs = append(runs, guides)
	}
	return runs
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Page takes in a finished page; others than those of Options are passed over.
// The error is Put's.
func (p *Packer) Page(f render.File) error {
	p.mu.Lock()
	packs := p.wanted[f.Path]
	delete(p.wanted, f.Path)
	p.mu.Unlock()
	for _, k := range packs {
		data := f.Data
		if p.opt.Saved != nil {
			data = p.opt.Saved(k.language, f)
		}
		if err := p.take(k, f.Path, data); err != nil {
			return err
		}
	}
	return nil
}

func (p *Packer) take(k *pack, path string, data []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.pages[slices.Index(k.paths, path)] = data
	if k.missing--; k.missing > 0 {
		return nil
	}
	return p.opt.Put(k.seal(k.number%16 == 0 || len(p.text[k.language]) <= 16))
}

// Missing are the planned pages that never came, sorted: with one, its language
// cannot be saved.
func (p *Packer) Missing() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	missing := make([]string, 0, len(p.wanted))
	for path := range p.wanted {
		missing = append(missing, path)
	}
	slices.Sort(missing)
	return missing
}

// Shows says that a page of a language shows a file.
func (p *Packer) Shows(language, page string, a Asset) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.assets[a.Path] = a
	place := 0
	for _, l := range p.opt.Languages {
		if l.Tag == language {
			place = slices.Index(l.Guides, page)
		}
	}
	p.used[language] = append(p.used[language], use{place, a.Path})
}

// Size is what saving a language costs, by kind, in bytes as they travel.
type Size map[string]int

// List is what the saving script reads: the packs of a language.
type List struct {
	Version string `json:"version"`
	Packs   []Pack `json:"packs"`
}

// Pack is one file of the saved copy.
type Pack struct {
	Path string `json:"path"`
	// Hash is the SHA-256 of its bytes, in hexadecimal.
	Hash string `json:"hash"`
	// Size is about what it weighs on its way, after gzip where that helps.
	Size int    `json:"size"`
	Kind string `json:"kind"`
	// Whole says that it is a file of the site, not a pack of some.
	Whole bool `json:"whole,omitempty"`
}

// Size adds up the packs by kind.
func (l List) Size() Size {
	sizes := Size{}
	for _, p := range l.Packs {
		sizes[p.Kind] += p.Size
	}
	return sizes
}

// ListPath is where the list of a language lies. It is the one file of saving
// whose name stays while its content changes, so it is not among the packs,
// which hosts may keep for ever.
func ListPath(language string) string { return language + "/offline.json" }

// Finish packs pictures and media, and gives the list of a language. It is
// called once all pages are in.
func (p *Packer) Finish(language string) (List, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := List{}
	raw, packed := 0, 0
	for _, k := range p.text[language] {
		if k.missing > 0 {
			return List{}, fmt.Errorf("the pack of %s has no %s", language, k.paths[slices.IndexFunc(k.pages, func(b []byte) bool { return b == nil })])
		}
		if k.size > 0 {
			raw, packed = raw+k.raw, packed+k.size
		}
	}
	for _, k := range p.text[language] {
		size := k.size
		if size == 0 { // weighed by its like
			size = int(float64(k.raw) * float64(packed) / float64(raw))
		}
		list.Packs = append(list.Packs, Pack{Path: k.path, Hash: k.hash, Size: size, Kind: Text})
	}
	for _, kind := range []string{Pictures, Media} {
		packs, err := p.pictures(language, kind)
		if err != nil {
			return List{}, err
		}
		list.Packs = append(list.Packs, packs...)
	}
	sum := sha256.New()
	for _, k := range list.Packs {
		sum.Write([]byte(k.Path + k.Hash + k.Kind))
	}
	list.Version = hex.EncodeToString(sum.Sum(nil)[:8])
	return list, nil
}

// File is the list as a file.
func (l List) File(language string) render.File {
	data, err := json.Marshal(l)
	if err != nil {
		panic(fmt.Sprintf("offline: a list of texts and numbers is no JSON: %v", err))
	}
	return render.File{Path: ListPath(language), Data: append(data, '\n')}
}
