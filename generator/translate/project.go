package translate

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
)

// sharedServices stands in place of a guide's name for the directory that all
// guides share. No guide can have it: their names hold no dot.
const sharedServices = "services.toml"

// Project is a site as translators see it. Its methods may be called by several
// goroutines. It reads files and gives Changes; whoever called writes them.
type Project struct {
	fsys   fs.FS
	site   *content.Site
	parser *markdown.Parser

	trackedOnce sync.Once
	untracked   bool
}

// Change is a file to write, its path relative to the site. A nil Data removes
// the file.
type Change struct {
	Path string
	Data []byte
}

// Open makes a project of a site that was linked with its drafts.
func Open(fsys fs.FS, site *content.Site) *Project {
	return &Project{fsys: fsys, site: site, parser: markdown.New()}
}

// Languages are the tags that the site is translated into: all but its source,
// and the source where some guide is translated into it.
func (p *Project) Languages() []string {
	var tags []string
	for _, l := range p.site.Languages {
		if l.Tag != p.site.Config.Source || slices.ContainsFunc(p.site.Guides, func(g *content.Guide) bool { return g.Source.Tag != l.Tag }) {
			tags = append(tags, l.Tag)
		}
	}
	return tags
}

// Guides are the names of what can be translated into a language, in the order
// of the site: its guides, then the shared services.
func (p *Project) Guides(language string) []string {
	var names []string
	for _, g := range p.site.Guides {
		if g.Source != nil && g.Source.Tag != language {
			names = append(names, g.Slug)
		}
	}
	if len(p.site.Services) > 0 && language != p.site.Config.Source {
		names = append(names, sharedServices)
	}
	return names
}

// Work is one guide in its source and in one translation.
type Work struct {
	Guide, Language string
	// Base is the language that the translation is made from.
	Base string
	// SourcePath and TargetPath are the Markdown files; both "" for the shared
	// services. Exists says that there is a translation.
	SourcePath, TargetPath string
	Exists                 bool
	Source, Target         []Unit
	Lock                   Lock
	Old                    Texts
	Report                 Report
	// Behind are places in Source that have themselves changed in the language
	// that Base was translated from; empty where Base is the guide's source.
	Behind map[int]bool

	source, target *document
	services       *directory
	trackFrom      string // track folder that the lock was read from
	sealed         string // path of a lock that this version cannot read
}

// LockPath and TextsPath are where the records of the work are kept.
func (w *Work) LockPath() string  { return trackPath(w.Guide, w.Language) }
func (w *Work) TextsPath() string { return trackPath(w.Guide, "source") }

func trackPath(guide, name string) string { return path.Join("i18n/track", guide, name+".toml") }

// Work reads a guide in one language and compares it with its source. The
// diagnostics are about the records, which need nobody's hand.
func (p *Project) Work(guide, language string) (*Work, diag.List, error) {
	w := &Work{Guide: guide, Language: language}
	ds, err := p.fill(w)
	if err != nil {
		return nil, ds, err
	}
	w.Report = Compare(w.Source, w.Target, w.Lock, w.Old)
	if g := p.site.Guide(guide); g != nil && w.Base != g.Source.Tag {
		over, more, err := p.Work(guide, w.Base)
		ds.Add(more)
		if err != nil {
			return nil, ds, err
		}
		w.follow(over)
	}
	return w, ds, nil
}

// fill reads everything that Compare needs.
func (p *Project) fill(w *Work) (diag.List, error) {
	return p.fillFrom(w, "")
}

// fillFrom reads a work whose translation is made from a language; "" means the
// one that its lock names, or the guide's source.
func (p *Project) fillFrom(w *Work, from string) (diag.List, error) {
	ds, err := p.records(w)
	if err != nil {
		return ds, err
	}
	if from != "" {
		w.Lock.Source = from
	}
	if w.Guide == sharedServices {
		return ds, p.sharedDirectory(w)
	}
	g := p.site.Guide(w.Guide)
	if g == nil || g.Source == nil {
		return ds, fmt.Errorf("there is no guide %q", w.Guide)
	}
	w.Base = g.Source.Tag
	if w.Lock.Source == w.Base {
		w.Lock.Source = ""
	}
	if base := g.In(w.Lock.Source); base != nil && w.Lock.Source != w.Language {
		w.Base = w.Lock.Source
	}
	w.SourcePath, w.TargetPath = p.markdownPath(w.Guide, w.Base), p.markdownPath(w.Guide, w.Language)
	src, err := fs.ReadFile(p.fsys, w.SourcePath)
	if err != nil {
		return ds, fmt.Errorf("reading %s: %w", w.SourcePath, err)
	}
	w.source = p.read(w.SourcePath, w.Base, src)
	w.Source = w.source.units
	target, err := fs.ReadFile(p.fsys, w.TargetPath)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return ds, fmt.Errorf("reading %s: %w", w.TargetPath, err)
	}
	if w.Exists = err == nil; w.Exists {
		w.target = p.read(w.TargetPath, w.Language, target)
		w.Target = w.target.units
	}
	return ds, p.directory(w, path.Join("guides", w.Guide, "services.toml"))
}

func (p *Project) markdownPath(guide, language string) string {
	return path.Join("guides", guide, language+".md")
}

func (p *Project) sharedDirectory(w *Work) error {
	w.Base = p.site.Config.Source
	if err := p.directory(w, "guides/services.toml"); err != nil {
		return err
	}
	w.Exists = true
	return nil
}

// directory adds the texts of a services.toml to both sides.
func (p *Project) directory(w *Work, name string) error {
	src, err := fs.ReadFile(p.fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	w.services = readDirectory(name, src)
	target := w.services.blocks(w.Language)
	source := slices.DeleteFunc(w.services.blocks(""), func(b markdown.Block) bool {
		return optional(b.Kind) && !slices.ContainsFunc(target, func(t markdown.Block) bool { return t.Kind == b.Kind })
	})
	w.Source = append(slices.Clip(w.Source), Units(source)...)
	w.Target = append(slices.Clip(w.Target), Units(target)...)
	return nil
}

// follow marks what the base of a translation of a translation has not followed
// itself.
func (w *Work) follow(over *Work) {
	w.Behind = map[int]bool{}
	at := map[string]int{}
	for i, u := range w.Source {
		at[u.Key] = i
	}
	for _, pair := range over.Report.Pairs {
		if pair.Status != Changed && pair.Status != Unsure {
			continue
		}
		for _, t := range pair.Target {
			if i, ok := at[over.Target[t].Key]; ok {
				w.Behind[i] = true
			}
		}
	}
	for i, pair := range w.Report.Pairs {
		if pair.Status == Current && slices.ContainsFunc(pair.Source, func(s int) bool { return w.Behind[s] }) {
			w.Report.Pairs[i].Status = Changed
		}
	}
	w.Report.sum(w.Source)
}

func itoa(n int) string { return strconv.Itoa(n) }

func atoi(s string) (int, error) { return strconv.Atoi(s) }

// different leaves out changes that would write what is there.
func (p *Project) different(changes []Change) []Change {
	return slices.DeleteFunc(changes, func(c Change) bool {
		now, err := fs.ReadFile(p.fsys, c.Path)
		return err == nil && c.Data != nil && string(now) == string(c.Data)
	})
}

// guideName is a guide as people call it: its name, or "services".
func guideName(guide string) string { return strings.TrimSuffix(guide, ".toml") }

// Glossary reads i18n/glossary.toml; it is empty where there is none.
func (p *Project) Glossary() (Glossary, diag.List, error) {
	const name = "i18n/glossary.toml"
	src, err := fs.ReadFile(p.fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading %s: %w", name, err)
	}
	g, ds := ParseGlossary(diag.File{Path: name, Source: src})
	return g, ds, nil
}

// Check runs the checks on a work.
func (p *Project) Check(w *Work, glossary Glossary) diag.List {
	return Check(w.Source, w.Target, w.Report, p.checks(w, glossary))
}

// Plain gives the words of a piece of Markdown as a reader sees them.
func (p *Project) Plain(text string) string {
	doc, _ := p.parser.Parse(diag.File{Source: []byte(text)}, 0, markdown.Options{})
	var parts []string
	for _, s := range doc.Sections() {
		parts = append(parts, s.Heading, s.Text)
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}
