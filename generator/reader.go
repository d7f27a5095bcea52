package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/js"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/parse"
	"handbill/generator/render"
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

	search, saved, saving render.File // scripts
	worker                []byte
}

func newReader(site *content.Site, put func(render.File) error) *reader {
	r := &reader{site: site, index: search.New(nil), put: put, order: map[*content.Guide]int{}}
	for i, g := range site.Guides {
		r.order[g] = i
	}
	r.search = script("search", search.Script())
	r.saved = script("search-saved", search.SavedScript())
	r.saving = script("save", offline.PageScript())
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
		topics := map[string]bool{}
		for _, g := range guides {
			p := g.In(l.Tag)
			if p == nil {
				continue
			}
			s.Guides = append(s.Guides, p.Address)
			for _, tag := range p.Meta.Tags {
				if address := content.TagAddress(l.Tag, tag); p.Meta.Withdrawn == "" && !topics[address] {
					topics[address] = true
					s.Shared = append(s.Shared, address)
				}
			}
		}
		slices.Sort(s.Shared)
		opt.Languages = append(opt.Languages, s)
	}
	opt.Saved = offline.NewSaver(small(offline.SavedScript()), words).Page
	return opt
}

// links are the reader's pages, for the frame of every page.
func (r *reader) links(l *content.Language) page.Links {
	w := l.Words
	links := page.Links{
		Search: page.PageLink{Path: l.Tag + "/search.html", Label: w.Text("search.title")},
		Safety: page.PageLink{Path: l.Tag + "/safety.html", Label: w.Text("safety.link")},
		Leave:  l.Tag + "/leave.html",
	}
	if r.packer != nil {
		links.Offline = page.PageLink{Path: l.Tag + "/offline.html", Label: w.Text("offline.title")}
	}
	return links
}

// file passes a finished file on to the packs.
func (r *reader) file(f render.File) error {
	if r.packer == nil || strings.HasSuffix(f.Path, "/search.html") { // a saved copy has a search of its own
		return nil
	}
	return r.packer.File(f)
}

// guide takes in the text and the pictures of a guide, once its pages are done.
func (r *reader) guide(parsed *parse.Parsed) error {
	shown, spare := map[string][]string{}, []string(nil)
	for i, p := range parsed.Guide.Pages {
		doc := parsed.Docs[i]
		if doc != nil && p.Meta.Withdrawn == "" {
			if err := r.index.Add(p.Language.Tag, r.order[parsed.Guide], terms(p, doc)); err != nil {
				return err
			}
		}
		if doc == nil {
			continue
		}
		for _, m := range doc.Media {
			if m.Src != "" {
				shown[p.Language.Tag] = append(shown[p.Language.Tag], path.Join(path.Dir(p.Address), m.Src))
			}
			if m.Large != "" {
				spare = append(spare, path.Join(path.Dir(p.Address), m.Large))
			}
		}
		if image := parsed.Images[i]; image != nil {
			shown[p.Language.Tag] = append(shown[p.Language.Tag], image.Path)
			spare = append(spare, image.Large)
		}
	}
	if r.packer == nil {
		return nil
	}
	return r.packer.Guide(parsed.Guide.Slug, shown, spare)
}

// terms are what a page is found by.
func terms(p *content.Page, doc *markdown.Doc) search.Page {
	t := search.Page{
		Address: strings.TrimPrefix(p.Address, p.Language.Tag+"/"),
		Title:   p.Meta.Title,
		Words:   p.Meta.Summary + " " + strings.Join(p.Meta.Tags, " "),
	}
	levels := map[string]int{}
	for _, h := range doc.Headings {
		levels[h.ID] = h.Level
	}
	for _, s := range doc.Sections() {
		if s.Heading == "" && s.ID != "" { // the notes
			s.Heading = p.Language.Words.Text("body.references")
		}
		t.Sections = append(t.Sections, search.Section{ID: s.ID, Heading: s.Heading, Level: levels[s.ID], Text: s.Text})
	}
	var b strings.Builder
	chain := p.Language.Chain()
	for _, s := range p.Guide.Services {
		fmt.Fprintln(&b, s.Name.In(chain...), s.What.In(chain...), s.Address.In(chain...), strings.Join(s.Phone, " "))
	}
	t.Words += " " + b.String()
	return t
}

// theme adds the theme's pictures and fonts, and the choice of language, to every
// saved copy.
func (r *reader) theme(files []render.File) {
	if r.packer != nil {
		for _, f := range files {
			if f.Path == "index.html" || strings.HasPrefix(f.Path, "assets/") {
				r.packer.Always(f)
			}
		}
	}
}

// whole makes the reader's pages. It comes last: lists and guides are in.
func (r *reader) whole(wrap func(*content.Language, page.Wrapped) (render.File, diag.List)) (files []render.File, ds diag.List, err error) {
	add := func(l *content.Language, w page.Wrapped) render.File {
		f, more := wrap(l, w)
		ds.Add(more)
		return f
	}
	if r.packer != nil {
		r.packer.Always(r.saved)
		files = append(files, r.saved, r.saving)
		source := r.site.Source()
		name := r.site.Config.Offline.Name.In(source.Chain()...)
		if name == "" {
			name = source.Words.Text("list.title")
		}
		files = append(files, offline.Manifest(name, source.Tag, source.Dir)...)
	}
	files = append(files, r.search, render.File{Path: "sw.js", Data: r.worker})
	for _, l := range r.site.Languages {
		found, err := r.index.Files(l.Tag)
		if err != nil {
			return nil, ds, err
		}
		files = append(files, found.Files...)
		ask := page.Wrapped{Address: l.Tag + "/search.html", Title: l.Words.Text("search.title"), Body: found.Body(l), Styles: []string{"search"}, Sources: []string{r.search.Path}}
		files = append(files, add(l, ask))
		safety := add(l, page.Wrapped{
			Address: l.Tag + "/safety.html", Title: l.Words.Text("safety.title"), Summary: l.Words.Text("safety.summary"), Index: true,
			Body: offline.SafetyBody(l, l.Exit != "", r.site.Config.Privacy.QuietHistory, r.packer != nil),
		})
		leave := offline.Leave(l)
		files = append(files, safety, leave)
		if r.packer == nil {
			continue
		}
		ask.Body, ask.Sources, ask.Connect = found.SavedBody(l), []string{r.saved.Path}, true
		for _, f := range []render.File{add(l, ask), safety, leave} {
			if err := r.packer.File(f); err != nil {
				return nil, ds, err
			}
		}
		if len(r.packer.Missing(l.Tag)) > 0 {
			continue // a page could not be made: its errors stop this build
		}
		list, err := r.packer.Finish(l.Tag)
		if err != nil {
			return nil, ds, err
		}
		files = append(files, list.File(l.Tag), add(l, page.Wrapped{
			Address: l.Tag + "/offline.html", Title: l.Words.Text("offline.title"), Summary: l.Words.Text("offline.summary"),
			Body:   offline.Body(l, true, list.Size(), nil),
			Styles: []string{"offline"}, Sources: []string{r.saving.Path}, Manifest: offline.ManifestPath, Connect: true, Worker: true,
		}))
	}
	return files, ds, nil
}
