// Package generator turns a folder of guides into the files of a finished site.
//
// Build is the whole house on one screen: load reads, link decides, parse and
// render work guide by guide, and every file is handed on at once, so memory
// does not grow with the site. Build writes nothing itself: Options.Put does.
package generator

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"handbill/generator/check"
	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/link"
	"handbill/generator/load"
	"handbill/generator/markdown"
	"handbill/generator/media"
	"handbill/generator/parse"
	"handbill/generator/render"
	"handbill/generator/render/feed"
	"handbill/generator/render/page"
	"handbill/generator/render/paper"
	"handbill/generator/theme"
	"handbill/generator/translate"
)

// Options say what is built and where files go. FS, Words and Themes are
// needed; everything else has a working zero value.
type Options struct {
	// FS is the site's folder.
	FS fs.FS
	// Words and Themes are the built-in interface words (<tag>.toml) and themes
	// (default/…).
	Words, Themes fs.FS
	// Put takes each finished file; several goroutines call it. Its data is the
	// build's again when Put returns. nil throws the files away. Where settings or
	// front matter have errors, nothing is put: no file of such a site can become
	// visible.
	Put func(render.File) error
	// Drafts shows drafts, marked.
	Drafts bool
	// Languages are the tags to make; nil makes all.
	Languages []string
	// Address takes the place of the one in site.toml, written as
	// content.SiteAddress does; "" leaves it.
	Address string
	// Version is the program's, a part of Result.Hash.
	Version string
	// Check adds what only `handbill check` says. Today is the day that ages are
	// counted to.
	Check bool
	Today time.Time
	// Workers is how many guides are worked on at once; 0 means one a core.
	Workers int
	// Progress is told how many guides are done; nil for nobody.
	Progress func(done, total int)
	// Printing says what PDF files there are and which are wanted.
	Printing Printing
	// Packed gives what the output has of a file that `handbill pack` made, by its
	// path; nil where it has none.
	Packed func(path string) (Made, bool)
}

// Result is what a build found out.
type Result struct {
	// Site is nil where site.toml could not be read.
	Site *content.Site
	// Diagnostics are sorted, each once; with an error among them the files handed
	// on must not become visible.
	Diagnostics diag.List
	// Hash stands for the settings and the program's version.
	Hash string
	// Pages counts the pages of guides.
	Pages int
	// Outside are the addresses of other sites that guides link to, sorted; only
	// with Options.Check.
	Outside []check.Outside
	// Printed has the source of each document that was made or asked after in
	// Options.Printing, by the path of its PDF file.
	Printed map[string]string
	// Packed has the source of each file that can be packed, by its path; only
	// with Options.Packed.
	Packed map[string]string
}

// Build builds the site. The error is the machine's; what authors have to mend
// is in Result.Diagnostics.
func Build(ctx context.Context, opt Options) (*Result, error) {
	result := &Result{}
	err := buildInto(ctx, opt, result)
	result.Diagnostics = toldOnce(result.Diagnostics.Sorted())
	return result, err
}

func buildInto(ctx context.Context, opt Options, result *Result) error {
	in, ds, err := load.Site(opt.FS, opt.Words)
	result.Diagnostics.Add(ds)
	if err != nil || in == nil || len(in.Config.Languages) == 0 {
		return err
	}
	site, ld := link.Site(in, link.Options{Drafts: opt.Drafts, Languages: opt.Languages, Address: opt.Address})
	result.Site = site
	result.Diagnostics.Add(ld)
	if site.Source() == nil {
		return nil // already an error
	}
	if result.Hash, err = settingsHash(opt); err != nil {
		return err
	}
	th, td := loadTheme(opt, site.Config)
	result.Diagnostics.Add(td)
	if th == nil {
		return nil
	}
	if logo := site.Config.Logo; logo != "" && th.Asset(logo) == "" {
		result.Diagnostics.Error(site.Config.At("logo"), "logo-missing", fmt.Sprintf("there is no picture %q in themes/%s", logo, site.Config.Theme), fmt.Sprintf("put it into the folder themes/%s", site.Config.Theme))
	}
	failed := result.Diagnostics.Failed()
	if failed {
		opt.Put = nil // a name that cannot be stored would end the build before all is told
	}
	b := newBuild(opt, site, th)
	if b.renderer == nil {
		result.Diagnostics.Add(b.ds)
		return b.err
	}
	err = b.run(ctx)
	if failed && ctx.Err() == nil {
		err = nil // what is told already, such as two pages at one address, stops later stages
	}
	result.Diagnostics.Add(b.ds)
	result.Pages = b.pages
	result.Outside = b.checker.Outside()
	result.Printed = b.printed
	if opt.Packed != nil {
		result.Packed = b.reader.sums.Sources(site)
	}
	return err
}

// settingsHash stands for site.toml and the program.
func settingsHash(opt Options) (string, error) {
	src, err := fs.ReadFile(opt.FS, "site.toml")
	if err != nil {
		return "", fmt.Errorf("reading site.toml: %w", err)
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\x00%s\x00%t\x00%q\x00", opt.Version, opt.Address, opt.Drafts, opt.Languages)
	sum.Write(src)
	return hex.EncodeToString(sum.Sum(nil)), nil
}

func loadTheme(opt Options, config *content.Config) (*theme.Theme, diag.List) {
	builtin, err := fs.Sub(opt.Themes, "default")
	if err != nil {
		panic("generator: the built-in theme has no folder default")
	}
	own := "themes/" + config.Theme
	var override fs.FS
	if info, err := fs.Stat(opt.FS, own); err == nil && info.IsDir() {
		if override, err = fs.Sub(opt.FS, own); err != nil {
			panic(fmt.Sprintf("generator: %q is no path", own))
		}
	} else if config.Theme != "default" {
		var ds diag.List
		ds.Error(config.At("theme"), "theme-missing", fmt.Sprintf("there is no theme in %s", own), "make the folder with the files that shall differ, or leave the line out")
		return nil, ds
	}
	return theme.Load(builtin, override, theme.Options{Path: own, Accent: config.Accent, AccentAt: config.At("accent")})
}

// build is one run over the guides of a site.
type build struct {
	opt      Options
	site     *content.Site
	theme    *theme.Theme
	assets   *parse.Assets
	parser   *parse.Parser
	renderer *page.Renderer
	paper    *paper.Renderer
	checker  *check.Checker

	rooms   sync.Pool // of *[]byte, where pages are made
	desks   sync.Pool // where translations are compared
	mu      sync.Mutex
	ds      diag.List
	err     error // met while the frame of the pages was rendered
	pages   int
	reader  *reader
	minutes map[*content.Page]int
	images  map[*content.Page]*page.Image
	anchors map[*content.Page]anchorSet
	links   []parse.Anchor
	printed map[string]string // see Result
	books   map[*content.Language]*paper.Book
	// records are what the program has noted of translations.
	records *translate.Project
	// shared are those of the services that guides share.
	shared translate.Records
	// shares and standings tell how far translations are.
	shares    map[*content.Page]float64
	standings map[*content.Page]*page.Standing
}

func newBuild(opt Options, site *content.Site, th *theme.Theme) *build {
	if opt.Put == nil {
		opt.Put = func(render.File) error { return nil }
	}
	b := &build{opt: opt, site: site, theme: th, printed: map[string]string{}, minutes: map[*content.Page]int{}, images: map[*content.Page]*page.Image{}, shares: map[*content.Page]float64{}, standings: map[*content.Page]*page.Standing{}, anchors: map[*content.Page]anchorSet{}}
	b.rooms.New = func() any { return new([]byte) }
	b.desks.New = func() any { return new(translate.Desk) }
	b.checker = check.New(site, check.Options{Full: opt.Check, Today: opt.Today})
	b.assets = parse.NewAssets(opt.FS, media.Options{Width: site.Config.Pictures.Width, Quality: site.Config.Pictures.Quality}, b.put)
	b.parser = parse.New(site, opt.FS, b.assets)
	b.records = translate.Open(opt.FS, site)
	b.reader = newReader(site, b.put, opt.Packed)
	b.reader.books, b.reader.bound = b.bookFiles, slices.ContainsFunc(site.Languages, b.hasBook)
	var rd diag.List
	b.renderer, rd = page.New(site, th, page.Options{Text: b.text, Image: b.image, Share: b.share, Standing: b.standing, Downloads: b.downloads, Links: b.reader.links})
	b.ds.Add(rd)
	b.paper = paper.New(site, th, b.renderer)
	if b.renderer != nil {
		b.books = b.newBooks()
	}
	return b
}

// put checks a finished file and hands it on. A page without a name could not be
// made, and what is wrong with it has been said.
func (b *build) put(f render.File) error {
	if f.Path == "" {
		return nil
	}
	if ds := b.checker.File(f); len(ds) > 0 {
		b.say(ds)
	}
	if err := b.reader.file(f); err != nil {
		return err
	}
	return b.opt.Put(f)
}

func (b *build) say(ds diag.List) {
	if len(ds) == 0 {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ds.Add(ds)
}

// text renders Markdown of site.toml.
func (b *build) text(text string, l *content.Language, at diag.Position, address string) (template.HTML, markdown.Uses, diag.List) {
	doc, anchors, ds, err := b.parser.Text(text, l, at, address)
	if err != nil {
		b.err = err
		return "", 0, ds
	}
	b.links = append(b.links, anchors...)
	b.checker.Judged(address, doc)
	b.reader.text(l, address, doc)
	var w bytes.Buffer
	doc.HTML(&w, markdown.Frame{Words: func(key string) string { return l.Words.Text(key) }, Number: l.Words.Number})
	return template.HTML(w.String()), doc.Uses, ds
}

// run renders everything: guides in parallel, then what needs all of them.
func (b *build) run(ctx context.Context) error {
	if b.err != nil {
		return b.err
	}
	shared, ds, err := b.records.SharedRecords()
	if err != nil {
		return err
	}
	b.say(ds)
	b.shared = shared
	if err := b.reader.frames(b.renderer.Skeleton); err != nil {
		return err
	}
	if err := b.guides(ctx); err != nil {
		return err
	}
	if err := b.bind(); err != nil {
		return err
	}
	if err := b.whole(); err != nil {
		return err
	}
	b.judgeAnchors()
	b.say(b.checker.Site())
	return b.err
}

func (b *build) guides(ctx context.Context) error {
	workers := b.opt.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	var done atomic.Int64
	for _, g := range b.site.Guides {
		if groupCtx.Err() != nil {
			break
		}
		group.Go(func() error {
			err := b.guide(groupCtx, g)
			if n := done.Add(1); b.opt.Progress != nil && err == nil {
				b.opt.Progress(int(n), len(b.site.Guides))
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// guide parses one guide, renders it in all its languages and lets it go.
func (b *build) guide(ctx context.Context, g *content.Guide) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	records, rd, err := b.records.Records(g.Slug)
	if err != nil {
		return err
	}
	b.say(rd)
	parsed, ds, err := b.parser.Guide(g, headings(records))
	if err != nil {
		return err
	}
	b.place(parsed)
	translations := b.compare(parsed, records)
	room := b.rooms.Get().(*[]byte)
	defer b.rooms.Put(room)
	for i, p := range g.Pages {
		doc := parsed.Docs[i]
		if t, ok := translations[p]; ok {
			if err := b.mark(p, t, parsed, doc); err != nil {
				return err
			}
			b.stand(p, standing(p, t))
		}
		if err := b.documents(p, doc); err != nil {
			return err
		}
		f, rd := b.renderer.Guide(*room, p, doc)
		b.reader.words(p, doc)
		ds.Add(rd)
		ds.Add(b.checker.Doc(p, doc))
		if f.Path == "" {
			continue // its errors are in rd
		}
		*room = f.Data
		if err := b.put(f); err != nil {
			return err
		}
		printed, err := b.layouts(p, doc)
		ds.Add(printed)
		if err != nil {
			return err
		}
		redirects, rd := b.renderer.Redirects(p)
		ds.Add(rd)
		if err := b.putAll(redirects); err != nil {
			return err
		}
	}
	if err := b.reader.guide(parsed); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ds.Add(ds)
	b.pages += len(g.Pages)
	b.links = append(b.links, parsed.Anchors...)
	for i, p := range g.Pages {
		b.minutes[p] = page.Minutes(p.Language, parsed.Docs[i])
		b.anchors[p] = newAnchorSet(parsed.Docs[i].Anchors)
	}
	return nil
}

// place notes the pictures of the front matter, which lists show too.
func (b *build) place(parsed *parse.Parsed) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i, asset := range parsed.Images {
		if asset != nil {
			b.images[parsed.Guide.Pages[i]] = &page.Image{Placed: asset.For, Small: asset.Small, SmallWidth: asset.SmallWidth, SmallHeight: asset.SmallHeight}
		}
	}
}

func (b *build) image(p *content.Page) *page.Image {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.images[p]
}

func (b *build) putAll(files []render.File) error {
	for _, f := range files {
		if err := b.put(f); err != nil {
			return err
		}
	}
	return nil
}

// whole renders what looks at all guides together.
func (b *build) whole() error {
	for _, l := range b.site.Languages {
		lists, ds := b.renderer.Lists(l, func(p *content.Page) int { return b.minutes[p] })
		b.say(ds)
		if err := b.putAll(lists); err != nil {
			return err
		}
	}
	files, ds := b.renderer.Site()
	b.say(ds)
	b.reader.theme(files)
	own, ds, err := b.reader.whole(b.renderer.Wrap)
	b.say(ds)
	if err != nil {
		return err
	}
	files = append(files, own...)
	files = append(files, feed.Files(b.site, feed.Options{Share: b.share, Stale: b.stale})...)
	slices.SortFunc(files, func(x, y render.File) int { return bytes.Compare([]byte(x.Path), []byte(y.Path)) })
	return b.putAll(files)
}
