// Package load reads a site: settings, interface words, services and the front
// matter of every Markdown file, judged one by one.
//
// It reads through an fs.FS and gives values and diagnostics; what concerns
// several files together is link's to decide. Bodies are read again, guide by
// guide, when they are parsed, so that memory does not grow with them.
package load

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/i18n"
	"handbill/generator/names"
)

// Input is what a site's folder holds.
type Input struct {
	Config *content.Config
	// Sources are sorted by path.
	Sources []*content.Source
	// Guides are the folder names below guides/, sorted, those without a
	// readable source too.
	Guides []string
	// Broken are the files of guides that cannot be read, and services.toml, by
	// path: what is wrong is told there, and nobody else need tell of it.
	Broken map[string]bool
	// Services are the directories by guide; "" is the one for all.
	Services map[string][]*content.Service
	// Files are the paths below each guide's folder of what lies beside the
	// Markdown, sorted.
	Files map[string][]string
	// Words are the interface words: the site's own first, then the built-in
	// ones, by tag; only tags that the site's languages can use.
	Words map[string][]*i18n.Catalog
	// English is the built-in English, complete.
	English *i18n.Catalog
}

// Site reads the site in fsys. builtin holds the built-in interface words,
// <tag>.toml each. The Input is nil only where there is nothing to go on with:
// no readable site.toml.
func Site(fsys, builtin fs.FS) (*Input, diag.List, error) {
	config, ds, err := Config(fsys)
	if config == nil || err != nil {
		return nil, ds, err
	}
	r := &reader{fsys: fsys, ds: &ds, shipped: map[string]bool{}, in: &Input{
		Config: config, Broken: map[string]bool{}, Services: map[string][]*content.Service{}, Files: map[string][]string{}, Words: map[string][]*i18n.Catalog{},
	}}
	for _, l := range config.Languages {
		r.tags = append(r.tags, l.Tag)
	}
	err = errors.Join(r.words(builtin), r.guides())
	return r.in, ds, err
}

// Config reads site.toml alone. It is nil where the file cannot be read.
func Config(fsys fs.FS) (*content.Config, diag.List, error) {
	var ds diag.List
	file, ok, err := text(fsys, "site.toml", maxMarkdown, &ds)
	if errors.Is(err, fs.ErrNotExist) {
		ds.Error(diag.Position{Path: "site.toml"}, "site-missing", "there is no site.toml in this folder", "go to the folder of your site, name it with --root, or begin one: handbill new site DIR")
		return nil, ds, nil
	}
	if err != nil || !ok {
		return nil, ds, err
	}
	config, cd := settings(file)
	ds.Add(cd)
	return config, ds, nil
}

type reader struct {
	fsys fs.FS
	in   *Input
	tags []string
	// shipped are the tags whose built-in words are read.
	shipped map[string]bool
	ds      *diag.List
}

// words reads i18n/ of the site, then the built-in catalogues.
func (r *reader) words(builtin fs.FS) error {
	own, err := r.dir("i18n")
	if err != nil {
		return err
	}
	english := catalog(builtin, "en.toml")
	if english == nil {
		panic("load: the built-in English words cannot be read")
	}
	var written []*i18n.Catalog
	for _, e := range own {
		tag, isWords := strings.CutSuffix(e.Name(), ".toml")
		if !isWords || e.IsDir() || tag == "glossary" {
			continue
		}
		name := path.Join("i18n", e.Name())
		if _, err := i18n.Canonical(tag); err != nil {
			r.ds.Error(diag.Position{Path: name}, "language-tag", err.Error(), "name the file by its language, such as i18n/fr.toml")
			continue
		}
		if !r.uses(tag) {
			continue
		}
		file, ok, err := text(r.fsys, name, maxMarkdown, r.ds)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		c, cd := i18n.ParseCatalog(name, file.Source)
		r.ds.Add(cd)
		if c != nil {
			r.in.Words[tag] = append(r.in.Words[tag], c)
			written = append(written, c)
		}
	}
	for _, c := range written {
		r.ds.Add(c.Check(english, r.below(builtin, c)...))
	}
	for _, tag := range r.tags {
		for _, tag := range i18n.Chain(tag) {
			r.builtin(builtin, tag)
		}
	}
	r.in.English = english
	return nil
}

// below gives what a language finds where words of the site leave something out: those
// of its chain, of the site and of the program.
func (r *reader) below(builtin fs.FS, c *i18n.Catalog) []*i18n.Catalog {
	var all []*i18n.Catalog
	for _, tag := range i18n.Chain(c.Tag) {
		for _, own := range r.in.Words[tag] {
			if own != c {
				all = append(all, own)
			}
		}
		if shipped := catalog(builtin, tag+".toml"); shipped != nil {
			all = append(all, shipped)
		}
	}
	return all
}

// uses reports whether a language of the site can take words from a tag.
func (r *reader) uses(tag string) bool {
	return slices.ContainsFunc(r.tags, func(own string) bool {
		return strings.HasPrefix(own, tag+"-") || slices.Contains(i18n.Chain(own), tag)
	})
}

// builtin adds the built-in words of a tag, once, where there are any.
func (r *reader) builtin(builtin fs.FS, tag string) {
	if r.shipped[tag] {
		return
	}
	r.shipped[tag] = true
	if c := catalog(builtin, tag+".toml"); c != nil {
		r.in.Words[tag] = append(r.in.Words[tag], c)
	}
}

func catalog(fsys fs.FS, name string) *i18n.Catalog {
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil
	}
	c, _ := i18n.ParseCatalog(name, src)
	return c
}

func (r *reader) guides() error {
	entries, err := r.dir("guides")
	if err != nil {
		return err
	}
	if entries == nil {
		r.ds.Warn(diag.Position{Path: "guides"}, "guides-missing", "the site has no guides yet", "begin one: handbill new guide SLUG")
	}
	for _, e := range entries {
		name := path.Join("guides", e.Name())
		switch {
		case e.IsDir():
			if err := r.guide(e.Name()); err != nil {
				return err
			}
		case e.Name() == "services.toml":
			if err := r.services(name, ""); err != nil {
				return err
			}
		case strings.HasSuffix(e.Name(), ".md") && !isReadme(e.Name()):
			stem := strings.TrimSuffix(e.Name(), ".md")
			r.ds.Error(diag.Position{Path: name}, "guide-place", "a guide needs a folder of its own", fmt.Sprintf("move it to guides/%s/%s.md", stem, r.in.Config.Source))
		}
	}
	return nil
}

func isReadme(name string) bool { return strings.EqualFold(name, "readme.md") }

func (r *reader) guide(slug string) error {
	dir := path.Join("guides", slug)
	entries, err := r.dir(dir)
	if err != nil {
		return err
	}
	found := false
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case e.IsDir():
			if err := r.beside(slug, e.Name(), 1); err != nil {
				return err
			}
		case e.Name() == "services.toml":
			if err := r.services(name, slug); err != nil {
				return err
			}
		case strings.HasSuffix(e.Name(), ".md"):
			if isReadme(e.Name()) {
				continue
			}
			found = true
			if err := r.source(slug, name); err != nil {
				return err
			}
		default:
			r.misnamed(name)
			r.in.Files[slug] = append(r.in.Files[slug], e.Name())
		}
	}
	if !found {
		if len(entries) > 0 {
			r.ds.Warn(diag.Position{Path: dir}, "guide-empty", "the folder holds no Markdown file", fmt.Sprintf("write %s/%s.md, or move the folder out of guides/", dir, r.in.Config.Source))
		}
		return nil
	}
	if why := SlugFault(slug); why != "" && names.Fault(slug) == "" { // else told already
		r.ds.Error(diag.Position{Path: dir}, "slug", "the name of the folder "+why, "rename the folder")
	}
	r.in.Guides = append(r.in.Guides, slug)
	slices.Sort(r.in.Files[slug])
	return nil
}

func (r *reader) source(slug, name string) error {
	tag := strings.TrimSuffix(path.Base(name), ".md")
	at := diag.Position{Path: name}
	if len(r.tags) == 0 {
		return nil // site.toml is told to have no languages
	}
	if !slices.Contains(r.tags, tag) {
		if canonical, err := i18n.Canonical(tag); err != nil {
			r.ds.Error(at, "language-tag", err.Error(), "a guide's files are named by language, such as en.md")
		} else {
			hint := fmt.Sprintf("add [languages.%s] with its name to site.toml: handbill new language %s", canonical, canonical)
			if slices.Contains(r.tags, canonical) {
				hint = fmt.Sprintf("rename it to %s.md", canonical)
			} else if near := diag.Nearest(tag, r.tags); near != "" {
				hint += fmt.Sprintf("\nor did you mean %s.md?", near)
			}
			r.ds.Error(at, "language-unknown", fmt.Sprintf("the site has no language %q", tag), hint)
		}
		return nil
	}
	file, ok, err := text(r.fsys, name, maxMarkdown, r.ds)
	if err != nil {
		return err
	}
	var s *content.Source
	if ok {
		var sd diag.List
		s, sd = frontMatter(file, slug, tag)
		r.ds.Add(sd)
	}
	if s == nil {
		r.in.Broken[name] = true
		return nil
	}
	r.in.Sources = append(r.in.Sources, s)
	return nil
}

func (r *reader) services(name, slug string) error {
	file, ok, err := text(r.fsys, name, maxMarkdown, r.ds)
	if err != nil {
		return err
	}
	if ok {
		all, sd := services(file, r.tags)
		r.ds.Add(sd)
		r.in.Services[slug] = all
		ok = all != nil || !sd.Failed()
	}
	if !ok {
		r.in.Broken[name] = true
	}
	return nil
}

// maxDepth is how many folders deep pictures may lie below a guide.
const maxDepth = 8

// beside lists the files of a folder below a guide's.
func (r *reader) beside(slug, dir string, depth int) error {
	full := path.Join("guides", slug, dir)
	if depth > maxDepth {
		r.ds.Error(diag.Position{Path: full}, "limit", fmt.Sprintf("folders lie more than %d deep here", maxDepth), "move the files up")
		return nil
	}
	entries, err := r.dir(full)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		if e.IsDir() {
			if err := r.beside(slug, name, depth+1); err != nil {
				return err
			}
			continue
		}
		r.in.Files[slug] = append(r.in.Files[slug], name)
	}
	return nil
}

// dir lists what counts of a folder: regular files and folders. Links are
// followed where they stay inside the site; devices, pipes and links that lead
// out are named and left out. nil where the folder does not exist.
func (r *reader) dir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(r.fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the folder %s: %w", name, err)
	}
	judgeNames(name, entries, r.ds)
	kept := entries[:0]
	for _, e := range entries {
		if ignored(e.Name()) {
			continue
		}
		at := diag.Position{Path: path.Join(name, e.Name())}
		switch {
		case e.IsDir() || e.Type().IsRegular():
			kept = append(kept, e)
		case e.Type()&fs.ModeSymlink != 0:
			info, err := fs.Stat(r.fsys, at.Path)
			switch {
			case err != nil:
				r.ds.Error(at, "link-outside", "this is a link that leads out of the site or to nothing", "copy the file into the folder")
			case info.Mode().IsRegular():
				kept = append(kept, e)
			default:
				r.ds.Error(at, "link-folder", "this is a link to a folder, which is not followed", "copy the folder")
			}
		default:
			r.ds.Error(at, "not-a-file", "this is neither a file nor a folder", "remove it: the program does not read devices and pipes")
		}
	}
	return kept, nil
}

// misnamed warns of a file whose ending looks like that of a guide's text: some
// editors write their own behind it, and some systems hide that.
func (r *reader) misnamed(name string) {
	base := path.Base(name)
	for _, ending := range []string{".md", ".markdown", ".md.txt"} {
		if lower := strings.ToLower(base); strings.HasSuffix(lower, ending) {
			text := lower[:len(lower)-len(ending)]
			r.ds.Warn(diag.Position{Path: name}, "guide-name", fmt.Sprintf("the ending %s is not read", base[len(base)-len(ending):]), "if this is a text of the guide, name it by its language: "+text+".md")
			return
		}
	}
}
