package main

import (
	"context"
	"flag"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/translate"
)

var translateCheckCommand = &command{
	name: "translate check", args: "[LANG]",
	summary: "Compare numbers, telephones, links, marks and agreed words with the source",
	help: `Reports what a reader could be hurt or misled by: a telephone number with a wrong
digit, in whatever digits it is written, a link, a note or a {{value}} that was
lost, marks of Markdown that readers would see, terms that i18n/glossary.toml
agrees on. handbill check does this, too.`,
	example: "handbill translate check ar",
	setup: func(f *flag.FlagSet) func(context.Context, *console, []string) error {
		strict := f.Bool("strict", false, "let warnings fail the check")
		return func(ctx context.Context, c *console, args []string) error {
			if len(args) > 1 {
				return usageError{"translate check takes one language", "handbill translate check ar"}
			}
			return runTranslateCheck(ctx, c, args, *strict)
		}
	},
}

func runTranslateCheck(ctx context.Context, c *console, args []string, strict bool) error {
	t, err := c.translation()
	if err != nil {
		return err
	}
	defer t.root.Close()
	languages := t.project.Languages()
	if len(args) == 1 {
		l, err := t.language(args[0])
		if err != nil {
			return err
		}
		languages = []string{l.Tag}
	}
	ds, err := checkTranslations(ctx, c, t.project, t.glossary, languages)
	if err != nil {
		return err
	}
	if err := c.report(ds); err != nil {
		return err
	}
	c.say("%s in %s", failure(ds), count(len(languages), "language"))
	t.mention(c)
	if ds.Failed() || strict && ds.Count(diag.Warning) > 0 {
		return errReported
	}
	return nil
}

// checkTranslations runs the checks on all pairs of texts.
func checkTranslations(ctx context.Context, c *console, p *translate.Project, glossary translate.Glossary, languages []string) (diag.List, error) {
	type job struct{ guide, language string }
	var jobs []job
	for _, l := range languages {
		for _, g := range p.Guides(l) {
			jobs = append(jobs, job{g, l})
		}
	}
	found := make([]diag.List, len(jobs))
	progress := c.progress("checking translations")
	var done atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, j := range jobs {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			w, ds, err := p.Work(j.guide, j.language)
			if err != nil {
				return err
			}
			found[i] = append(ds, p.Check(w, glossary)...)
			if n := done.Add(1); progress != nil {
				progress(int(n), len(jobs))
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	var all diag.List
	for _, ds := range found {
		all.Add(ds)
	}
	return all, nil
}

// translations are the findings of the translation checks for handbill check.
func (c *console) translations(ctx context.Context, site *content.Site) (diag.List, error) {
	if site == nil || site.Source() == nil {
		return nil, nil // reported already
	}
	root, err := c.open()
	if err != nil {
		return nil, err
	}
	defer root.Close()
	p := translate.Open(root.FS(), site)
	glossary, ds, err := p.Glossary()
	if err != nil {
		return nil, err
	}
	more, err := checkTranslations(ctx, c, p, glossary, p.Languages())
	return append(ds, more...), err
}
