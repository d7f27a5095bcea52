package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/js"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/pack"
	"handbill/generator/parse"
	"handbill/generator/render"
	"handbill/generator/render/feed"
	"handbill/generator/render/offline"
	"handbill/generator/render/page"
	"handbill/generator/render/search"
)

// reader makes what the reader's side adds to the pages: search, saving, safety.
type reader struct {
	site   *content.Site
	index  *search.Index
	packer *offline.Packer // nil where readers may not save
	put    func(render.File) error
	order  map[*content.Guide]int
	turns  turns // of the guides, by order

	search, saved, saving, kept render.File // scripts
	worker                      []byte

	// texts are the pictures and sounds of site.toml's texts, by the language of the
	// pages that they stand in.
	texts map[string][]string

	packed func(path string) (Made, bool) // files to take along of the last output; nil for none
	books  func(*content.Language) []page.Download
	bound  bool // some language has a book
	mu     sync.Mutex
	sums   pack.Sums // of the pages that these are made from
}

func newReader(site *content.Site, put func(render.File) error, packed func(string) (Made, bool)) *reader {
	r := &reader{site: site, index: search.New(), put: put, packed: packed, sums: pack.Sums{}, order: map[*content.Guide]int{}, texts: map[string][]string{}}
	for i, g := range site.Guides {
		r.order[g] = i
	}
	r.search = script("search", search.Script())
	r.saved = script("search-saved", search.SavedScript())
	r.saving = script("save", offline.PageScript())
	r.kept = script("saved", offline.SavedScript())
	r.worker = []byte(small(offline.StopWorker()))
	if site.Config.Offline.Enabled {
		r.worker = []byte(small(offline.Worker(tags(site))))
		r.packer = offline.New(r.plan())
	}
	return r
}

func tags(site *content.Site) []string {
	var tags []string
	for _, l := range site.Languages {
		tags = append(tags, l.Tag)
	}
	return tags
}

// small minifies a script of the program.
func small(source string) string {
	m := minify.New()
	m.AddFunc("text/javascript", js.Minify)
	out, err := m.String("text/javascript", source)
	if err != nil {
		panic(fmt.Sprintf("generator: a script of the program is no JavaScript: %v", err))
	}
	return out
}

func script(name, source string) render.File {
	data := []byte(small(source))
	sum := sha256.Sum256(data)
	return render.File{Path: "assets/" + name + "." + hex.EncodeToString(sum[:8]) + ".js", Data: data}
}

// plan says what a saved copy of each language holds. Guides stand in the order
// of their folders' names, which editing does not change.
func (r *reader) plan() offline.Options {
	opt := offline.Options{Chunk: r.site.Config.Offline.Chunk, Put: r.put}
	words := map[string]offline.Words{}
	guides := slices.Clone(r.site.Guides)
	slices.SortFunc(guides, func(a, b *content.Guide) int { return strings.Compare(a.Slug, b.Slug) })
	for _, l := range r.site.Languages {
		words[l.Tag] = offline.WordsOf(l)
		s := offline.Language{Tag: l.Tag, Shared: []string{l.Tag + "/index.html", l.Tag + "/search.html", l.Tag + "/safety.html", l.Tag + "/leave.html"}}
		tags, topics := map[string]bool{}, map[string]bool{}
		for _, g := range guides {
			p := g.In(l.Tag)
			if p == nil {
				continue
			}
			s.Guides = append(s.Guides, p.Address)
			if p.Meta.Withdrawn != "" {
				continue
			}
			for _, tag := range p.Meta.Tags {
				if tags[tag] {
					continue
				}
				tags[tag] = true
				if address := content.TagAddress(l.Tag, tag); !topics[address] {
					topics[address] = true
					s.Shared = append(s.Shared, address)
				}
			}
		}
		slices.Sort(s.Shared)
		opt.Languages = append(opt.Languages, s)
	}
	opt.Saved = offline.NewSaver(r.kept.Path, words).Page
	return opt
}

// links are the reader's pages, for the frame of every page.
func (r *reader) links(l *content.Language) page.Links {
	w := l.Words.Marked()
	links := page.Links{
		Search: page.PageLink{Path: l.Tag + "/search.html", Label: w.Text("search.title")},
		Safety: page.PageLink{Path: l.Tag + "/safety.html", Label: w.Text("safety.link")},
		Feed:   feed.Path(r.site, l),
		Leave:  l.Tag + "/leave.html",
	}
	if r.packer != nil || r.packed != nil || r.bound {
		links.Offline = page.PageLink{Path: l.Tag + "/offline.html", Label: w.Text("offline.title")}
	}
	return links
}

// frames tells the packs what pages have in common, before the first page comes.
// Errors of a theme are told of its pages.
func (r *reader) frames(skeleton func(*content.Language) (render.File, diag.List)) error {
	if r.packer == nil {
		return nil
	}
	for _, l := range r.site.Languages {
		f, ds := skeleton(l)
		if ds.Failed() {
			continue
		}
		if err := r.packer.Frame(l.Tag, f); err != nil {
			return err
		}
	}
	return nil
}

// file passes a finished file on to the packs.
func (r *reader) file(f render.File) error {
	r.sum(f)
	if r.packer == nil || strings.HasSuffix(f.Path, "/search.html") { // a saved copy has a search of its own
		return nil
	}
	return r.packer.File(f)
}

// sum notes what files to take along are made from, where there are any.
func (r *reader) sum(f render.File) {
	if r.packed == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sums.Add(f.Path, f.Data)
}

// words takes in the text of a page, best while its document is at hand.
func (r *reader) words(p *content.Page, doc *markdown.Doc) {
	if doc != nil && p.Meta.Withdrawn == "" {
		r.index.Add(p.Language.Tag, r.order[p.Guide], terms(p, doc))
	}
}

// guide takes in the pictures of a guide, once its pages are done.
func (r *reader) guide(parsed *parse.Parsed) error {
	shown, spare := map[string][]string{}, []string(nil)
	for i, p := range parsed.Guide.Pages {
		doc := parsed.Docs[i]
		if doc == nil {
			continue
		}
		for _, m := range doc.Media {
			shown[p.Language.Tag] = append(shown[p.Language.Tag], shows(p.Address, m)...)
			if m.Large != "" {
				spare = append(spare, path.Join(path.Dir(p.Address), m.Large))
			}
		}
		if image := parsed.Images[i]; image != nil {
			for _, kind := range []string{image.Path, image.Better, image.Small} {
				if kind != "" {
					shown[p.Language.Tag] = append(shown[p.Language.Tag], kind)
				}
			}
			spare = append(spare, image.Large)
		}
	}
	if r.packer == nil {
		return nil
	}
	// A picture travels with the first guide that shows it, whichever is ready first.
	return r.turns.take(r.order[parsed.Guide], func() error { return r.packer.Guide(parsed.Guide.Slug, shown, spare) })
}

// shows gives the files of a picture or sound of a page: which of two a browser
// shows, only the browser knows.
func shows(address string, m *markdown.Media) (files []string) {
	for _, src := range []string{m.Src, m.Better} {
		if src != "" {
			files = append(files, path.Join(path.Dir(address), src))
		}
	}
	return files
}

// text takes in what a text of site.toml shows on the pages of a language.
func (r *reader) text(l *content.Language, address string, doc *markdown.Doc) {
	for _, m := range doc.Media {
		r.texts[l.Tag] = append(r.texts[l.Tag], shows(address, m)...)
	}
}

// terms are what a page is found by.
func terms(p *content.Page, doc *markdown.Doc) search.Page {
	sections := doc.Sections()
	t := search.Page{
		Address:  strings.TrimPrefix(p.Address, p.Language.Tag+"/"),
		Title:    p.Meta.Title,
		Words:    strings.Join(append([]string{p.Meta.Summary}, p.Meta.Tags...), " "),
		Sections: make([]search.Section, len(sections)),
	}
	for i, s := range sections {
		if s.Heading == "" && s.ID != "" { // the notes
			s.Heading = p.Language.Words.Text("body.references")
		}
		t.Sections[i] = search.Section(s)
	}
	if len(p.Guide.Services) > 0 {
		chain := p.Language.Chain()
		for _, s := range p.Guide.Services {
			t.Words += fmt.Sprintln("", s.Name.In(chain...), s.What.In(chain...), s.Address.In(chain...), strings.Join(s.Phone, " "))
		}
	}
	return t
}

// theme adds the theme's pictures and fonts, and the choice of language, to every
// saved copy.
func (r *reader) theme(files []render.File) {
	for _, f := range files {
		r.sum(f)
	}
	if r.packer != nil {
		for _, f := range files {
			if f.Path == "index.html" || strings.HasPrefix(f.Path, "assets/") {
				r.packer.Always(f)
			}
		}
	}
}

// wrapper puts a language's frame around a page.
type wrapper func(*content.Language, page.Wrapped) (render.File, diag.List)

// whole makes the reader's pages. It comes last: lists and guides are in.
func (r *reader) whole(wrap wrapper) (files []render.File, ds diag.List, err error) {
	if r.packer != nil {
		if err := r.packer.Guide("texts", r.texts, nil); err != nil {
			return nil, ds, err
		}
		for _, f := range []render.File{r.saved, r.kept} {
			r.packer.Always(f)
			files = append(files, f)
		}
		source := r.site.Source()
		name, _ := r.site.Text(r.site.Config.Offline.Name, source)
		if name == "" {
			name = source.Words.Text("list.title")
		}
		files = append(files, offline.Manifest(name, source.Tag, source.Dir)...)
	}
	files = append(files, r.search, r.saving, render.File{Path: "sw.js", Data: r.worker})
	for _, l := range r.site.Languages {
		pages, more, err := r.language(l, wrap)
		ds.Add(more)
		if err != nil {
			return nil, ds, err
		}
		files = append(files, pages...)
	}
	for _, f := range files {
		r.sum(f)
	}
	for _, l := range r.site.Languages {
		pages, more, err := r.keeping(l, wrap)
		ds.Add(more)
		if err != nil {
			return nil, ds, err
		}
		files = append(files, pages...)
	}
	return files, ds, nil
}

// language makes the pages for searching, safety and leaving.
func (r *reader) language(l *content.Language, wrap wrapper) ([]render.File, diag.List, error) {
	found := r.index.Files(l.Tag)
	ask := page.Wrapped{Address: l.Tag + "/search.html", Title: l.Words.Marked().Text("search.title"), Body: found.Body(l), Styles: []string{"search"}, Sources: []string{r.search.Path}}
	online, ds := wrap(l, ask)
	safety, more := wrap(l, page.Wrapped{
		Address: l.Tag + "/safety.html", Title: l.Words.Marked().Text("safety.title"), Summary: l.Words.Marked().Text("safety.summary"), Index: true,
		Body: offline.SafetyBody(l, l.Exit != "", r.site.Config.Privacy.QuietHistory, r.packer != nil),
	})
	ds.Add(more)
	leave := offline.Leave(l)
	if r.packer != nil {
		ask.Body, ask.Sources, ask.Connect = found.SavedBody(l), []string{r.saved.Path}, true
		saved, more := wrap(l, ask)
		ds.Add(more)
		for _, f := range []render.File{saved, safety, leave} {
			if err := r.packer.File(f); err != nil {
				return nil, ds, err
			}
		}
	}
	return append(found.Files, online, safety, leave), ds, nil
}

// keeping makes the page for saving and the list that its script reads. It comes
// after all that files to take along are made from, because it lists these.
func (r *reader) keeping(l *content.Language, wrap wrapper) ([]render.File, diag.List, error) {
	w := page.Wrapped{
		Address: l.Tag + "/offline.html", Title: l.Words.Marked().Text("offline.title"), Summary: l.Words.Marked().Text("offline.summary"), Styles: []string{"offline"},
	}
	files := r.files(l)
	if r.packer == nil {
		w.Body = offline.Body(l, false, nil, files)
		f, ds := wrap(l, w)
		return []render.File{f}, ds, nil
	}
	if len(r.packer.Missing(l.Tag)) > 0 {
		return nil, nil, nil // a page could not be made: its errors stop this build
	}
	list, err := r.packer.Finish(l.Tag)
	if err != nil {
		return nil, nil, err
	}
	w.Body = offline.Body(l, true, list.Sizes, files)
	w.Sources, w.Manifest, w.Connect, w.Worker = []string{r.saving.Path}, offline.ManifestPath, true, true
	f, ds := wrap(l, w)
	return []render.File{list.File(l.Tag), f}, ds, nil
}

// files are those to take along that are there and current. With neutral names,
// a file that is saved tells nothing by its name.
func (r *reader) files(l *content.Language) []offline.File {
	var files []offline.File
	add := func(name, label string, bytes int) {
		f := offline.File{Href: content.Rel(l.Tag+"/offline.html", name), Label: label, Bytes: bytes}
		if r.site.Config.Privacy.NeutralNames {
			f.Name = fmt.Sprintf("file-%d%s", len(files)+1, path.Ext(name))
		}
		files = append(files, f)
	}
	for _, book := range r.books(l) {
		add(book.Path, book.Label, book.Bytes)
	}
	if r.packed == nil {
		return files
	}
	sources := r.sums.Sources(r.site)
	for _, o := range pack.Offers(r.site, l) {
		made, ok := r.packed(o.Path)
		if !ok || made.Source != sources[o.Path] {
			continue
		}
		label := l.Words.Text("offline." + o.Kind)
		if o.Guide != nil {
			label = l.Words.Text("offline."+o.Kind, "title", o.Guide.Meta.Title)
		}
		add(o.Path, label, made.Bytes)
	}
	return files
}
