package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/link"
	"handbill/generator/load"
	"handbill/generator/scaffold"
	"handbill/generator/translate"
	words "handbill/i18n"
)

// translateCommands are the subcommands for translators and those who work with
// them, in the order in which a translation meets them.
func translateCommands() []*command {
	return []*command{
		translateStatusCommand, translateNewCommand, translateDiffCommand, translateExportCommand,
		translateImportCommand, translateDoneCommand, translateAdoptCommand, translateCheckCommand,
	}
}

// translation is the site as a translation command works on it.
type translation struct {
	root     *folder
	site     *content.Site
	project  *translate.Project
	glossary translate.Glossary
	// problems are what a build would say of the site; commands go on past them.
	problems diag.List
}

// translation opens the site with its drafts. Its problems do not stop a
// translator: they are told at the end.
func (c *console) translation() (*translation, error) {
	root, err := c.open()
	if err != nil {
		return nil, err
	}
	t := &translation{root: root}
	if err := t.read(c); err != nil {
		root.Close()
		return nil, err
	}
	return t, nil
}

func (t *translation) read(c *console) error {
	in, ds, err := load.Site(t.root.FS(), words.FS)
	if err != nil {
		return err
	}
	if in == nil || len(in.Config.Languages) == 0 {
		if err := c.report(ds); err != nil {
			return err
		}
		return errReported
	}
	site, ld := link.Site(in, link.Options{Drafts: true})
	ds.Add(ld)
	if site.Source() == nil {
		if err := c.report(ds); err != nil {
			return err
		}
		return errReported
	}
	t.site, t.project = site, translate.Open(t.root.FS(), site)
	glossary, gd, err := t.project.Glossary()
	if err != nil {
		return err
	}
	t.glossary = glossary
	t.problems = append(ds, gd...)
	return nil
}

// mention tells in one line that the site has errors of its own.
func (t *translation) mention(c *console) {
	if n := t.problems.Count(diag.Error); n > 0 {
		c.say("note: the site has %s of its own; handbill check shows them", count(n, "error"))
	}
}

// language finds a language of the site that is translated into.
func (t *translation) language(tag string) (*content.Language, error) {
	known := t.project.Languages()
	if slices.Contains(known, tag) {
		return t.site.Language(tag), nil
	}
	hint := "the languages are: " + strings.Join(known, ", ")
	if near := diag.Nearest(tag, known); near != "" {
		hint = "did you mean " + near + "?"
	}
	if tag == t.site.Config.Source {
		return nil, usageError{fmt.Sprintf("%s is the language that this site is translated from", tag), hint}
	}
	return nil, usageError{fmt.Sprintf("the site has no language %q", tag), hint}
}

// guides checks the names of guides; none means all that can be translated.
func (t *translation) guides(language string, names []string) ([]string, error) {
	all := t.project.Guides(language)
	if len(names) == 0 {
		return all, nil
	}
	var chosen []string
	for _, name := range names {
		name = strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(name), "guides/"), "/")
		if name == "services" && slices.Contains(all, "services.toml") {
			name = "services.toml"
		}
		if g := t.site.Guide(name); g != nil && g.Source != nil && g.Source.Tag == language {
			return nil, usageError{fmt.Sprintf("%s is written in %s: it needs no translation into it", name, language), ""}
		}
		if !slices.Contains(all, name) {
			hint := "a guide is named by its folder below guides/"
			if near := diag.Nearest(name, all); near != "" {
				hint = "did you mean " + near + "?"
			}
			return nil, usageError{fmt.Sprintf("there is no guide %q to translate into %s", name, language), hint}
		}
		chosen = append(chosen, name)
	}
	return chosen, nil
}

// works reads guides of several languages, in parallel, with a progress bar.
func (t *translation) works(ctx context.Context, c *console, what string, languages []string, guides func(string) []string) (map[string][]*translate.Work, diag.List, error) {
	type slot struct {
		work *translate.Work
		ds   diag.List
	}
	slots := map[string][]slot{}
	total := 0
	for _, l := range languages {
		slots[l] = make([]slot, len(guides(l)))
		total += len(slots[l])
	}
	progress := c.progress(what)
	var done atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, l := range languages {
		for i, g := range guides(l) {
			group.Go(func() error {
				if err := ctx.Err(); err != nil {
					return err
				}
				w, ds, err := t.project.Work(g, l)
				slots[l][i] = slot{w, ds}
				if n := done.Add(1); progress != nil {
					progress(int(n), total)
				}
				return err
			})
		}
	}
	if err := group.Wait(); err != nil {
		return nil, nil, err
	}
	works := map[string][]*translate.Work{}
	var ds diag.List
	for _, l := range languages {
		for _, s := range slots[l] {
			works[l] = append(works[l], s.work)
			ds.Add(s.ds)
		}
	}
	return works, ds, nil
}

// write carries out changes: each file is written beside the old one and put in
// its place, so that a failure leaves either the old or the new one.
func (t *translation) write(c *console, changes []translate.Change) error {
	for _, change := range changes {
		name := filepath.Join(c.root, filepath.FromSlash(change.Path))
		if change.Data == nil {
			if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
				return fmt.Errorf("removing %s: %w", name, err)
			}
			_ = os.Remove(filepath.Dir(name)) // only where nothing is left in it
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return fmt.Errorf("making the folder of %s: %w", name, err)
		}
		if err := replaceFile(name, change.Data); err != nil {
			return err
		}
	}
	return nil
}

// wrote names the files that people edit, and leaves the records out.
func wrote(c *console, changes []translate.Change) {
	for _, change := range changes {
		if !strings.HasPrefix(change.Path, "i18n/track/") {
			c.say("wrote %s", change.Path)
		}
	}
}

// now is the time for files that bear one. SOURCE_DATE_EPOCH fixes it.
func now() time.Time {
	if seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(seconds, 0).UTC()
	}
	return time.Now()
}

// builtinName is what a language calls itself.
func builtinName(l *content.Language) string {
	if l.Name != "" {
		return l.Name
	}
	return scaffold.Name(l.Tag)
}

// onDisk writes a file for people into a folder, which is made.
func onDisk(dir, name string, data []byte) (string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("making the folder %s: %w", dir, err)
	}
	path := filepath.Join(dir, name)
	return filepath.ToSlash(path), replaceFile(path, data)
}
