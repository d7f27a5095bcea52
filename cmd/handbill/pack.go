package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"time"

	"handbill/generator"
	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/pack"
	"handbill/generator/write"
)

// packFlags are what pack was asked for.
type packFlags struct {
	slugs     []string
	languages *[]string
	out       string
}

var packCommand = &command{
	name: "pack", args: "[SLUG…]",
	summary: "Make files to take along: ZIP, single HTML, EPUB",
	help: `Builds the site, then packs it: a ZIP of the site and of each language for USB
sticks, and of each guide one HTML file with everything inside and an EPUB, both
also as a book of a whole language. With guides named by their folder, only the
files of these. The page for saving offers the files with their sizes. A later
build removes files whose pages have changed.`,
	example: "handbill pack --languages en,ar",
	setup: func(f *flag.FlagSet) func(context.Context, *console, []string) error {
		var p packFlags
		p.languages = commaList(f, "languages", "pack these languages: `a,b`")
		f.StringVar(&p.out, "out", "", "the output `folder` (default public/ in the site)")
		return func(ctx context.Context, c *console, args []string) error {
			p.slugs = args
			if p.out == "" {
				p.out = filepath.Join(c.root, "public")
			}
			if err := c.knownLanguages(*p.languages); err != nil {
				return err
			}
			return makePacks(ctx, c, p)
		}
	},
}

// packedBefore looks packed files up among new ones, then in a manifest; nil
// where there are none.
func packedBefore(m write.Manifest, files []packedFile) func(string) (generator.Made, bool) {
	all := map[string]generator.Made{}
	for _, e := range m.Files {
		if e.Download() && path.Ext(e.Path) != ".pdf" {
			all[e.Path] = generator.Made{Source: e.Source, Bytes: int(e.Size)}
		}
	}
	for _, f := range files {
		all[f.path] = generator.Made{Source: f.source, Bytes: f.bytes}
	}
	if len(all) == 0 {
		return nil
	}
	return func(path string) (generator.Made, bool) { made, ok := all[path]; return made, ok }
}

// packedFile is a file that pack made, in a scratch folder.
type packedFile struct {
	path, source, file string
	bytes              int
}

// makePacks builds the site, packs it, and builds it anew with what was packed.
func makePacks(ctx context.Context, c *console, p packFlags) error {
	begin := time.Now()
	if err := buildOnce(ctx, c, buildFlags{out: p.out, languages: new([]string)}); err != nil {
		return err
	}
	site, err := sensiblePack(ctx, c, p)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "handbill-pack-")
	if err != nil {
		return fmt.Errorf("making a folder to pack in: %w", err)
	}
	defer os.RemoveAll(folder)
	var files []packedFile
	opt := pack.Options{Site: site, Output: os.DirFS(p.out), Guides: p.slugs, Languages: *p.languages, Put: func(f pack.File) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := filepath.Join(folder, fmt.Sprint(len(files)))
		files = append(files, packedFile{f.Path, f.Source, name, len(f.Data)})
		return os.WriteFile(name, f.Data, 0o600)
	}}
	if len(opt.Guides) == 0 {
		opt.Guides = nil
	}
	if len(opt.Languages) == 0 {
		opt.Languages = nil
	}
	if err := pack.Run(opt); err != nil {
		return err
	}
	if err := publishPacks(ctx, c, p.out, files); err != nil {
		return err
	}
	c.say("%s packed in %s (%s)", count(len(files), "file"), filepath.ToSlash(p.out), time.Since(begin).Round(time.Millisecond))
	return nil
}

// sensiblePack gives the site, and refuses guides that it does not have.
func sensiblePack(ctx context.Context, c *console, p packFlags) (*content.Site, error) {
	root, err := c.open()
	if err != nil {
		return nil, err
	}
	defer root.Close()
	result, err := generator.Build(ctx, c.options(root.FS()))
	if err != nil {
		return nil, err
	}
	var slugs []string
	for _, g := range result.Site.Guides {
		slugs = append(slugs, g.Slug)
	}
	for _, slug := range p.slugs {
		if result.Site.Guide(slug) == nil {
			hint := "name the folder in guides/"
			if near := diag.Nearest(slug, slugs); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			return nil, usageError{fmt.Sprintf("there is no guide %q", slug), hint}
		}
	}
	return result.Site, nil
}

// publishPacks builds the site with the new files, so that its pages offer them.
func publishPacks(ctx context.Context, c *console, out string, files []packedFile) error {
	root, err := c.open()
	if err != nil {
		return err
	}
	defer root.Close()
	var result *generator.Result
	stage, err := write.Begin(out, write.Options{Root: c.root, Downloads: func(e write.Entry) bool { return current(e, result) }})
	if err != nil {
		return err
	}
	opt := c.options(root.FS())
	opt.Put = stage.Put
	opt.Printing.Made = madeBefore(stage.Last(), nil)
	opt.Packed = packedBefore(stage.Last(), files)
	if result, err = generator.Build(ctx, opt); err != nil {
		return orAbort(stage, err)
	}
	if result.Diagnostics.Failed() {
		return orAbort(stage, errors.New("the site changed while it was packed; run handbill check"))
	}
	for _, f := range files {
		data, err := os.ReadFile(f.file)
		if err != nil {
			return orAbort(stage, fmt.Errorf("reading back %s: %w", f.path, err))
		}
		if err := stage.PutDownload(f.path, bytes.NewReader(data), f.source, 0); err != nil {
			return orAbort(stage, err)
		}
	}
	_, err = stage.Commit(result.Hash)
	return err
}
