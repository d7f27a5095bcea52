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
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

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
	// Chunk is about how many guides travel in one pack; fewer where they are long.
	Chunk int
	// Languages are those that can be saved.
	Languages []Language
	// Put takes each pack; several goroutines call it. Its data is the packer's again
	// when Put returns.
	Put func(render.File) error
	// Saved appends a page as it is in the saved copy; nil leaves it as it is.
	Saved func(out []byte, language string, page render.File) []byte
}

// Packer collects files into packs. It is safe for concurrent use.
type Packer struct {
	opt Options

	mu     sync.Mutex
	wanted map[string]*texts   // by address: what it travels with
	text   map[string][]*texts // by language
	assets map[string]*asset   // by address: pictures and media
	shown  map[string][]string // by language: the assets that its pages show
	always []part              // what every copy needs beside its pages
	site   []Pack              // what bring these; nil before the first Finish
	frames map[string]frame    // by language
}

// asset is a picture or media file.
type asset struct {
	data []byte // nil once packed, and for media
	pack Pack   // what brings it; its path is empty before the guide is done
}

// New plans the packs.
func New(opt Options) *Packer {
	p := &Packer{opt: opt, wanted: map[string]*texts{}, text: map[string][]*texts{}, assets: map[string]*asset{}, shown: map[string][]string{}, frames: map[string]frame{}}
	for _, l := range opt.Languages {
		if len(l.Shared) > 0 {
			p.plan(l.Tag, l.Shared, false)
		}
		for _, guides := range chunks(l.Guides, opt.Chunk) {
			p.plan(l.Tag, guides, true)
		}
	}
	return p
}

func (p *Packer) plan(language string, paths []string, guides bool) {
	k := &texts{language: language, number: len(p.text[language]), guides: guides, paths: paths, parts: make([]part, len(paths)), missing: len(paths)}
	p.text[language] = append(p.text[language], k)
	for _, path := range paths {
		p.wanted[path] = k
	}
}

// chunks parts guides into runs of about n. A run ends where a guide's address
// has the smallest hash of its neighbourhood, so that a guide which comes or goes
// moves the ends of the runs beside it only, and the other packs stay the same.
func chunks(guides []string, n int) [][]string {
	n = max(n, 1)
	least, most := max(n*9/10, 1), max(n*11/10, 1)
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

func hash(text string) string { return sum([]byte(text)) }

// Frame says what the pages of a language have in common, before the first of them
// comes: packs refer to it. It is worth a file as long as it changes only where most
// pages change too. A byte order mark at its start would be in no browser's text of it,
// by which packs count. The error is Put's.
func (p *Packer) Frame(language string, page render.File) error {
	if p.opt.Saved != nil {
		page.Data = p.opt.Saved(nil, language, page)
	}
	if !utf8.Valid(page.Data) {
		return nil
	}
	f, file := newFrame(language, bytes.TrimPrefix(page.Data, []byte("\uFEFF")))
	p.mu.Lock()
	p.frames[language] = f
	p.mu.Unlock()
	return p.opt.Put(file)
}

// File takes in a finished file: a page of the plan, or a picture or media file
// below assets/. Others are passed over. The error is Put's.
func (p *Packer) File(f render.File) error {
	if kind := KindOf(f.Path); kind != "" && strings.HasPrefix(f.Path, "assets/") {
		p.hold(f, kind)
		return nil
	}
	p.mu.Lock()
	k := p.wanted[f.Path]
	if k == nil {
		p.mu.Unlock()
		return nil
	}
	delete(p.wanted, f.Path)
	frame := p.frames[k.language]
	p.mu.Unlock()
	data := f.Data
	if p.opt.Saved != nil {
		data = p.opt.Saved(pages.get()[:0], k.language, f)
		if cap(data) <= 2*block {
			defer pages.put(data)
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.take(f.Path, data, frame)
	if k.missing > 0 {
		return nil
	}
	return k.seal(frame, k.number%16 == 1 || len(p.text[k.language]) <= 8, p.opt.Put)
}

// pages are buffers for one page.
var pages = kept[[]byte]{make: func() []byte { return nil }}

// hold keeps a picture until its guide is done. Sounds and films are too large
// to hold, and to lie on a host twice: they are listed as they are.
func (p *Packer) hold(f render.File, kind string) {
	a := &asset{data: f.Data}
	if kind == Media {
		a.data, a.pack = nil, Pack{Path: f.Path, Hash: sum(f.Data), Size: len(f.Data), Kind: Media, Whole: true}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.assets[f.Path] == nil {
		p.assets[f.Path] = a
	}
}

// Guide says that all pages of a guide, or of what stands around all guides, are in:
// which assets each language shows, and which of its pictures no saved copy needs,
// such as those for paper. Its pictures become a pack, drawings one of their own where
// that is lighter.
func (p *Packer) Guide(name string, shown map[string][]string, spare []string) error {
	p.mu.Lock()
	var parts []part
	for _, language := range slices.Sorted(maps.Keys(shown)) {
		for _, path := range shown[language] {
			p.shown[language] = append(p.shown[language], path)
			if a := p.assets[path]; a != nil && a.data != nil {
				parts = append(parts, newPart(path, a.data))
				a.data = nil
			}
		}
	}
	for _, path := range spare {
		if a := p.assets[path]; a != nil {
			a.data = nil
		}
	}
	p.mu.Unlock()
	for _, run := range parted(parts) {
		f, pack := packed("packs/"+name, Pictures, run)
		p.mu.Lock()
		for _, picture := range run {
			p.assets[picture.path].pack = pack
		}
		p.mu.Unlock()
		if err := p.opt.Put(f); err != nil {
			return err
		}
	}
	return nil
}

// Always adds a file that every saved copy needs, such as a font or a script.
func (p *Packer) Always(f render.File) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.always = append(p.always, newPart(f.Path, f.Data))
}

// Missing are the planned pages of a language that never came, sorted: with one,
// the language cannot be saved.
func (p *Packer) Missing(language string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	missing := make([]string, 0)
	for path, k := range p.wanted {
		if k.language == language {
			missing = append(missing, path)
		}
	}
	slices.Sort(missing)
	return missing
}

// Size is what saving a language costs, by kind, in bytes as they travel.
type Size map[string]int

// Format is how packs, their list and the mark of a saved copy are written. A copy
// updates itself with the script that it was saved with, so a change of any of these
// is a new format: an older or newer script then brings the page for saving anew
// instead of reading what it does not know.
const Format = 2

// List is what the saving script reads: the packs of a language. Format, version and
// sizes stay what they are in every format.
type List struct {
	Format  int    `json:"format"`
	Version string `json:"version"`
	Sizes   Size   `json:"sizes"`
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

// ListPath is where the list of a language lies. It is the one file of saving
// whose name stays while its content changes, so it is not among the packs,
// which hosts may keep for ever.
func ListPath(language string) string { return language + "/offline.json" }

// Finish gives the list of a language, once everything is in.
func (p *Packer) Finish(language string) (List, error) {
	if err := p.sealAlways(); err != nil {
		return List{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	list := List{Format: Format, Sizes: Size{}}
	if f := p.frames[language]; f.path != "" {
		list.Packs = append(list.Packs, Pack{Path: f.path, Hash: f.hash, Size: Weight(f.pool.text), Kind: Text, Whole: true})
	}
	like, weighed := sample{}, 0
	for _, k := range p.text[language] {
		if k.missing > 0 {
			return List{}, fmt.Errorf("the pack of %s has no %s", language, k.paths[slices.IndexFunc(k.parts, func(p part) bool { return p.path == "" })])
		}
		for _, s := range k.packs {
			if s.size > 0 && k.guides { // lists are unlike guides
				like, weighed = sample{like.text + s.text, like.weight + s.size}, weighed+1
			}
		}
	}
	like = sample{like.text / max(weighed, 1), like.weight / max(weighed, 1)}
	for _, k := range p.text[language] {
		for _, s := range k.packs {
			if s.size == 0 { // weighed by its like
				s.size = like.of(s.text)
			}
			list.Packs = append(list.Packs, Pack{Path: s.path, Hash: s.hash, Size: served(s.size), Kind: Text})
		}
	}
	list.Packs = append(list.Packs, p.site...)
	seen := map[string]bool{}
	shown := slices.Sorted(slices.Values(p.shown[language]))
	for _, path := range shown {
		if a := p.assets[path]; a != nil && a.pack.Path != "" && !seen[a.pack.Path] {
			seen[a.pack.Path] = true
			list.Packs = append(list.Packs, a.pack)
		}
	}
	version := sha256.New()
	for _, k := range list.Packs {
		version.Write([]byte(k.Path + k.Hash + k.Kind))
		list.Sizes[k.Kind] += k.Size
	}
	list.Version = hex.EncodeToString(version.Sum(nil)[:8])
	return list, nil
}

// sealAlways packs what every copy needs, once.
func (p *Packer) sealAlways() error {
	p.mu.Lock()
	if p.site != nil || len(p.always) == 0 {
		p.mu.Unlock()
		return nil
	}
	slices.SortFunc(p.always, func(a, b part) int { return strings.Compare(a.path, b.path) })
	var files []render.File
	for _, run := range parted(p.always) {
		f, pack := packed("packs/site", Text, run)
		files, p.site = append(files, f), append(p.site, pack)
	}
	p.mu.Unlock()
	for _, f := range files {
		if err := p.opt.Put(f); err != nil {
			return err
		}
	}
	return nil
}

// File is the list as a file.
func (l List) File(language string) render.File {
	data, err := json.Marshal(l)
	if err != nil {
		panic(fmt.Sprintf("offline: a list of texts and numbers is no JSON: %v", err))
	}
	return render.File{Path: ListPath(language), Data: append(data, '\n')}
}
