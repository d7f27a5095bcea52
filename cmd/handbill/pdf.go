package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"handbill/generator"
	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/load"
	"handbill/generator/pdf"
	"handbill/generator/render"
	"handbill/generator/render/paper"
	"handbill/generator/write"
)

// pdfFlags are what pdf was asked for.
type pdfFlags struct {
	slugs              []string
	formats, languages *[]string
	book               bool
	browser            string
}

var pdfCommand = &command{
	name: "pdf", args: "[SLUG…]",
	summary: "Make PDF files to print, with a browser that is installed",
	help: `Makes the files that site.toml and front matter name, of all guides or of those
given by their folder's name, and lists them on the pages of the site. Files whose
guide has not changed are left as they are. It needs Chrome, Chromium, Edge or
Brave; HANDBILL_BROWSER or --browser names one that is elsewhere. The browser
never asks the network for anything. With --book, all guides of a language become
one book with a cover and contents, which its page for saving lists.`,
	example: "handbill pdf when-stopped --format a4,a5-booklet --languages en,ar",
	setup: func(f *flag.FlagSet) func(context.Context, *console, []string) error {
		var p pdfFlags
		p.formats = commaList(f, "format", "make these formats: `a,b`")
		p.languages = commaList(f, "languages", "make these languages: `a,b`")
		f.BoolVar(&p.book, "book", false, "make one book of all guides of each language")
		f.StringVar(&p.browser, "browser", "", "the `program` to print with")
		return func(ctx context.Context, c *console, args []string) error {
			p.slugs = args
			if p.book && len(args) > 0 {
				return usageError{"a book holds all guides of a language", "leave --book out, or the names of guides"}
			}
			for _, id := range *p.formats {
				if _, ok := paper.Lookup(id); !ok {
					hint := "one of: " + strings.Join(load.Formats, ", ")
					if near := diag.Nearest(id, load.Formats); near != "" {
						hint = fmt.Sprintf("did you mean %q?", near)
					}
					return usageError{fmt.Sprintf("there is no format %q", id), hint}
				}
			}
			if err := c.knownLanguages(*p.languages); err != nil {
				return err
			}
			return makePDF(ctx, c, p)
		}
	},
}

// current decides for write whether a download of the last output stays: a PDF
// does while its document is the same, what pack made while its pages are.
func current(e write.Entry, result *generator.Result) bool {
	if path.Ext(e.Path) != ".pdf" {
		source, known := result.Packed[e.Path]
		return known && source == e.Source
	}
	source, _, _ := strings.Cut(e.Source, "-")
	return source == result.Printed[e.Path]
}

// madeBefore looks PDF files up among new ones, then in a manifest; nil where there are
// none.
func madeBefore(m write.Manifest, files []pdf.File) func(string) (generator.Made, bool) {
	all := map[string]generator.Made{}
	for _, e := range m.Files {
		if e.Download() && path.Ext(e.Path) == ".pdf" {
			all[e.Path] = generator.Made{Source: e.Source, Bytes: int(e.Size), Pages: e.Pages}
		}
	}
	for _, f := range files {
		all[f.Path] = generator.Made{Source: f.Source, Bytes: len(f.Data), Pages: f.Pages}
	}
	if len(all) == 0 {
		return nil
	}
	return func(path string) (generator.Made, bool) { made, ok := all[path]; return made, ok }
}

// makePDF finds out what is wanted, makes what is not current, and builds the
// site anew with it.
func makePDF(ctx context.Context, c *console, p pdfFlags) error {
	root, err := c.open()
	if err != nil {
		return err
	}
	defer root.Close()
	out := filepath.Join(c.root, "public")
	last, err := lastOutput(out)
	if err != nil {
		return err
	}
	job := &printJob{flags: p, assets: map[string]string{}}
	if job.folder, err = os.MkdirTemp("", "handbill-print-"); err != nil {
		return fmt.Errorf("making a folder for pictures: %w", err)
	}
	defer os.RemoveAll(job.folder)
	result, err := job.collect(ctx, c, root.FS(), last)
	if err != nil {
		return err
	}
	if result.Diagnostics.Failed() {
		if err := c.report(result.Diagnostics); err != nil {
			return err
		}
		c.line(failure(result.Diagnostics) + "; nothing was printed")
		return errReported
	}
	if err := job.sensible(result, last); err != nil {
		return err
	}
	files, ds, err := job.print(ctx, c, last)
	if err != nil {
		return err
	}
	if len(files) > 0 {
		if err := publishFiles(ctx, c, root.FS(), out, files); err != nil {
			return err
		}
	}
	if err := c.report(ds); err != nil {
		return err
	}
	c.say("%s made, %d current already (%s)", count(len(files), "file"), job.left, filepath.ToSlash(out))
	if ds.Failed() {
		return errReported
	}
	return nil
}

// lastOutput reads the manifest of the output; an output that was never made has
// an empty one.
func lastOutput(out string) (write.Manifest, error) {
	if err := write.Recover(out); err != nil {
		return write.Manifest{}, err
	}
	m, err := write.ReadManifest(os.DirFS(out))
	if errors.Is(err, fs.ErrNotExist) {
		return write.Manifest{}, nil
	}
	return m, err
}

// printJob is one run of pdf.
type printJob struct {
	flags  pdfFlags
	folder string // pictures, by the number in assets

	mu        sync.Mutex
	documents []paper.Document
	assets    map[string]string // file in folder by path below the output
	found     map[string]bool   // slugs and languages that pages have
	left      int               // files that are current
}

// collect builds the site in memory for the documents of what is wanted.
func (j *printJob) collect(ctx context.Context, c *console, fsys fs.FS, last write.Manifest) (*generator.Result, error) {
	opt := c.options(fsys)
	j.found = map[string]bool{}
	opt.Put = j.keepAsset
	opt.Progress = bounded(c.progress("reading"))
	opt.Printing = generator.Printing{
		Made:   madeBefore(last, nil),
		Wanted: j.wants,
		Book:   j.wantsBook,
		Take: func(d paper.Document) error {
			j.mu.Lock()
			defer j.mu.Unlock()
			j.documents = append(j.documents, d)
			return nil
		},
	}
	result, err := generator.Build(ctx, opt)
	slices.SortFunc(j.documents, func(a, b paper.Document) int { return strings.Compare(a.Path, b.Path) })
	return result, err
}

// keepAsset keeps what documents show, outside memory: a site may have many
// pictures.
func (j *printJob) keepAsset(f render.File) error {
	if !strings.HasPrefix(f.Path, "assets/") {
		return nil
	}
	j.mu.Lock()
	name := filepath.Join(j.folder, fmt.Sprintf("asset%d", len(j.assets)))
	j.assets[f.Path] = name
	j.mu.Unlock()
	return os.WriteFile(name, f.Data, 0o600)
}

func (j *printJob) asset(path string) ([]byte, bool) {
	name, ok := j.assets[path]
	if !ok {
		return nil, false
	}
	data, err := os.ReadFile(name)
	return data, err == nil
}

func (j *printJob) wants(p *content.Page, f paper.Format, chosen bool) bool {
	slugs, languages, formats := j.flags.slugs, *j.flags.languages, *j.flags.formats
	j.mu.Lock()
	j.found[p.Guide.Slug], j.found["language "+p.Language.Tag] = true, true
	j.mu.Unlock()
	if j.flags.book || len(slugs) > 0 && !slices.Contains(slugs, p.Guide.Slug) || len(languages) > 0 && !slices.Contains(languages, p.Language.Tag) {
		return false
	}
	if len(formats) > 0 {
		return slices.Contains(formats, f.ID)
	}
	return chosen
}

func (j *printJob) wantsBook(l *content.Language, f paper.Format, chosen bool) bool {
	languages, formats := *j.flags.languages, *j.flags.formats
	if !j.flags.book || len(languages) > 0 && !slices.Contains(languages, l.Tag) {
		return false
	}
	return slices.Contains(formats, f.ID) || chosen && len(formats) == 0
}

// sensible refuses what can only be a mistake.
func (j *printJob) sensible(result *generator.Result, last write.Manifest) error {
	for _, slug := range j.flags.slugs {
		if !j.found[slug] {
			var names []string
			for _, g := range result.Site.Guides {
				names = append(names, g.Slug)
			}
			hint := "name the folder in guides/"
			if near := diag.Nearest(slug, names); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			return usageError{fmt.Sprintf("there is no guide %q", slug), hint}
		}
	}
	if len(j.documents) == 0 && j.flags.book {
		return usageError{"there is no book to make of these languages in these formats", "books hold guides and briefings, no leaflets, and come as a4, a5-booklet, large-print and ink-saver"}
	}
	if len(j.documents) == 0 {
		return usageError{"none of these guides can be had in these formats", "leaflets come as trifold, zine, card and poster, other guides as a4, a5-booklet, large-print and ink-saver"}
	}
	if last.Site != "" && last.Site != result.Hash {
		return usageError{"public/ was built with other settings than site.toml has now", "run handbill build first; write an --address into site.toml"}
	}
	return nil
}

// print makes the files that are not current. A document that cannot be printed
// is told and does not stop the others.
func (j *printJob) print(ctx context.Context, c *console, last write.Manifest) ([]pdf.File, diag.List, error) {
	program, err := pdf.Find(first(j.flags.browser, os.Getenv("HANDBILL_BROWSER")), os.Getenv)
	if errors.Is(err, pdf.ErrNoBrowser) {
		return nil, nil, fmt.Errorf("%w: install Chromium, Chrome, Edge or Brave, or name one with --browser; without one, run handbill build, %s there", err, byHand(j.documents[0]))
	}
	if err != nil {
		return nil, nil, err
	}
	profile := filepath.Join(j.folder, "profile")
	if err := os.Mkdir(profile, 0o700); err != nil {
		return nil, nil, fmt.Errorf("making a folder for the browser: %w", err)
	}
	engine, err := pdf.Start(ctx, pdf.Options{Program: program, Profile: profile, Asset: j.asset})
	if err != nil {
		return nil, nil, err
	}
	defer engine.Close()
	if engine.NoSandbox() {
		c.say("note: run as root, so the browser works without its sandbox")
	}
	var files []pdf.File
	var ds diag.List
	progress := c.progress("printing")
	drawn := map[string]bool{} // languages that were told about their font
	for i, d := range j.documents {
		if e, ok := last.Find(d.Path); ok && e.Source == pdf.Source(d, engine.Name()) {
			j.left++
			continue
		}
		begin := time.Now()
		file, more, err := pdf.Make(ctx, engine, d)
		if err != nil {
			return nil, ds, err
		}
		for _, one := range more {
			tag := d.Language.Tag
			if one.Code == "print-font-drawn" && drawn[tag] {
				continue // once is enough: it is the system's, not the guide's
			}
			drawn[tag] = drawn[tag] || one.Code == "print-font-drawn"
			ds = append(ds, one)
		}
		if file.Path != "" {
			files = append(files, file)
			c.say("%s: %s, %d kB (%s)", file.Path, count(file.Pages, "page"), (len(file.Data)+500)/1000, time.Since(begin).Round(time.Millisecond))
		}
		if progress != nil {
			progress(i+1, len(j.documents))
		}
	}
	return files, ds, nil
}

// byHand tells what to open in a browser and print in the place of a document.
func byHand(d paper.Document) string {
	switch {
	case d.Page == nil:
		return "open the guides of public/" + d.Language.Tag + "/index.html in any browser and print each"
	case d.Format.Layout():
		return "open public/" + d.File.Path + " in any browser and print it"
	}
	return "open public/" + d.Page.Address + " in any browser and print it"
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// publishFiles builds the site with the new files, so that its pages list them.
func publishFiles(ctx context.Context, c *console, fsys fs.FS, out string, files []pdf.File) error {
	var result *generator.Result
	stage, err := write.Begin(out, write.Options{Root: c.root, Downloads: func(e write.Entry) bool { return current(e, result) }})
	if err != nil {
		return err
	}
	opt := c.options(fsys)
	opt.Put = stage.Put
	opt.Printing.Made = madeBefore(stage.Last(), files)
	opt.Packed = packedBefore(stage.Last(), nil)
	if result, err = generator.Build(ctx, opt); err != nil {
		return orAbort(stage, err)
	}
	if result.Diagnostics.Failed() {
		return orAbort(stage, errors.New("the site changed while it was printed; run handbill check"))
	}
	for _, f := range files {
		if err := stage.PutDownload(f.Path, bytes.NewReader(f.Data), f.Source, f.Pages); err != nil {
			return orAbort(stage, err)
		}
	}
	_, err = stage.Commit(result.Hash)
	return err
}
