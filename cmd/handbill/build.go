package main

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"handbill/generator"
	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/write"
	words "handbill/i18n"
	"handbill/themes"
)

// buildFlags are what build and its loop need to know.
type buildFlags struct {
	out, address          string
	drafts, watch, strict bool
	languages             *[]string
}

var buildCommand = &command{
	name:    "build",
	summary: "Make the site in public/",
	help: `The whole site becomes visible at once, or nothing does: after an error the last
good site stays. Files in the output that no build made are left alone.`,
	example: "handbill build --address https://www.example.org/guides/",
	setup: func(f *flag.FlagSet) func(context.Context, *console, []string) error {
		var b buildFlags
		f.StringVar(&b.out, "out", "", "the output `folder` (default public/ in the site)")
		f.StringVar(&b.address, "address", "", "the `address` where the site will live, instead of the one in site.toml")
		f.BoolVar(&b.drafts, "drafts", false, "show drafts, marked")
		f.BoolVar(&b.watch, "watch", false, "build again after every change, until interrupted")
		f.BoolVar(&b.strict, "strict", false, "let warnings fail the build")
		b.languages = commaList(f, "languages", "make only these languages: `a,b`")
		return func(ctx context.Context, c *console, args []string) error {
			if err := noArguments(args); err != nil {
				return err
			}
			if b.out == "" {
				b.out = filepath.Join(c.root, "public")
			}
			if b.address != "" {
				address, why := content.SiteAddress(b.address)
				if why != "" {
					return usageError{fmt.Sprintf("--address is %q, which %s", b.address, why), "write it whole: --address https://www.example.org/guides/"}
				}
				b.address = address
			}
			if err := c.knownLanguages(*b.languages); err != nil {
				return err
			}
			if b.watch {
				return watchBuild(ctx, c, b)
			}
			return buildOnce(ctx, c, b)
		}
	},
}

// options are what every command that builds gives the generator.
func (c *console) options(fsys fs.FS) generator.Options {
	return generator.Options{FS: fsys, Words: words.FS, Themes: themes.FS, Version: version, Today: today()}
}

// today is the day in UTC: ages of services and notices are judged by it, never
// the bytes of a page.
func today() time.Time { return time.Now().UTC().Truncate(24 * time.Hour) }

// buildOnce builds and makes the result visible.
func buildOnce(ctx context.Context, c *console, b buildFlags) error {
	begin := time.Now()
	root, err := c.open()
	if err != nil {
		return err
	}
	defer root.Close()
	var result *generator.Result
	stage, err := write.Begin(b.out, write.Options{Root: c.root, Downloads: func(e write.Entry) bool { return current(e, result) }})
	if err != nil {
		return err
	}
	opt := c.options(root.FS())
	opt.Printing.Made = madeBefore(stage.Last(), nil)
	opt.Packed = packedBefore(stage.Last(), nil)
	opt.Put, opt.Drafts, opt.Languages, opt.Address = stage.Put, b.drafts, *b.languages, b.address
	if len(opt.Languages) == 0 {
		opt.Languages = nil
	}
	opt.Progress = bounded(c.progress("building"))
	result, err = generator.Build(ctx, opt)
	if err != nil {
		return orAbort(stage, err)
	}
	failed := result.Diagnostics.Failed() || b.strict && result.Diagnostics.Count(diag.Warning) > 0
	if failed {
		if err := stage.Abort(); err != nil {
			return err
		}
		if err := c.report(result.Diagnostics); err != nil {
			return err
		}
		c.line(failure(result.Diagnostics) + "; the last good site stays as it was")
		return errReported
	}
	done, err := stage.Commit(result.Hash)
	if err != nil {
		return err
	}
	c.changed = true
	for _, path := range done.Stale {
		result.Diagnostics.Note(diag.Position{Path: path}, "download-stale", "removed, because what it was made from has changed", "make it again with the command that made it")
	}
	tellAddress(result)
	if err := c.report(result.Diagnostics); err != nil {
		return err
	}
	c.say("%s: %s of %s in %s; %s written, %d unchanged, %d removed (%s)",
		filepath.ToSlash(b.out), count(result.Pages, "page"), count(len(result.Site.Guides), "guide"), count(len(result.Site.Languages), "language"),
		count(done.Written, "file"), done.Unchanged, done.Removed, time.Since(begin).Round(time.Millisecond))
	if n := draftsLeftOut(result.Site); n > 0 {
		c.say("%s left out; handbill serve --drafts shows them", count(n, "draft"))
	}
	c.say("look at it: handbill serve, or open %s", filepath.ToSlash(filepath.Join(b.out, "index.html")))
	return nil
}

// tellAddress adds what a site without an address goes without.
func tellAddress(result *generator.Result) {
	if result.Site != nil && result.Site.Config.Address == "" {
		result.Diagnostics.Note(diag.Position{Path: "site.toml"}, "address-unsaid", "the site has no address, so its pages have no QR codes, and there are no feeds and no sitemap", "write where it will live: address = \"https://www.example.org/guides/\"")
	}
}

// draftsLeftOut counts the files that are not published yet: their authors may look
// for them on the site.
func draftsLeftOut(site *content.Site) int {
	n := len(site.Hidden)
	for _, g := range site.Guides {
		n += len(g.Drafts)
	}
	return n
}

// orAbort drops what was staged after an error.
func orAbort(stage *write.Stage, err error) error {
	if aborted := stage.Abort(); aborted != nil {
		return fmt.Errorf("%w (and dropping what was begun: %v)", err, aborted)
	}
	return err
}

func failure(list diag.List) string {
	return fmt.Sprintf("%s, %s", count(list.Count(diag.Error), "error"), count(list.Count(diag.Warning), "warning"))
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
