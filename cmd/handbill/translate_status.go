package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"handbill/generator/diag"
	"handbill/generator/translate"
)

var translateStatusCommand = &command{
	name: "translate status", args: "[LANG]",
	summary: "Say how far each translation is, and what to do next",
	help: `Counts the parts of each guide: up to date, changed at the source since they were
translated, still in the source language, missing, or waiting for a second look.
"Assumed" parts were paired by how they look; nobody has confirmed them.`,
	example: "handbill translate status fr\nhandbill translate status --html progress.html",
	setup: func(f *flag.FlagSet) func(context.Context, *console, []string) error {
		strict := f.Bool("strict", false, "exit with 1 when anything is open")
		page := f.String("html", "", "write one page for the team into this `file`")
		return func(ctx context.Context, c *console, args []string) error {
			if len(args) > 1 {
				return usageError{"translate status takes one language", "handbill translate status fr"}
			}
			return runTranslateStatus(ctx, c, args, *strict, *page)
		}
	},
}

func runTranslateStatus(ctx context.Context, c *console, args []string, strict bool, page string) error {
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
	works, ds, err := t.works(ctx, c, "comparing", languages, t.project.Guides)
	if err != nil {
		return err
	}
	var all []translate.LanguageStatus
	open := 0
	for _, tag := range languages {
		var guides []translate.GuideStatus
		for _, w := range works[tag] {
			guides = append(guides, w.Status())
		}
		s := translate.Summarise(t.site.Language(tag), guides)
		open += s.Counts.Open() + s.Counts.Removed
		all = append(all, s)
	}
	if err := t.printStatus(c, all, ds); err != nil {
		return err
	}
	if page != "" {
		title, _ := t.site.Text(t.site.Config.Title, t.site.Source())
		html, err := translate.StatusPage(title, t.site.Source(), all)
		if err != nil {
			return err
		}
		if err := replaceFile(page, html); err != nil {
			return err
		}
		c.say("wrote %s", filepath.ToSlash(page))
	}
	t.mention(c)
	if strict && open > 0 {
		return errReported
	}
	return nil
}

func (t *translation) printStatus(c *console, all []translate.LanguageStatus, ds diag.List) error {
	if c.json {
		if err := c.report(ds); err != nil { // for people: the one object is below
			return err
		}
		return c.answer(statusOf(all))
	}
	if err := c.report(ds); err != nil {
		return err
	}
	for _, s := range all {
		if err := printLanguage(c.out, s); err != nil {
			return err
		}
	}
	return nil
}

type statusJSON struct {
	Version   int            `json:"version"`
	Languages []languageJSON `json:"languages"`
}

type languageJSON struct {
	Language string      `json:"language"`
	Guides   []guideJSON `json:"guides"`
}

type guideJSON struct {
	Guide        string `json:"guide"`
	Current      int    `json:"current"`
	Changed      int    `json:"changed"`
	Untranslated int    `json:"untranslated"`
	Missing      int    `json:"missing"`
	Review       int    `json:"review"`
	Total        int    `json:"total"`
	Begun        bool   `json:"begun"`
	Assumed      int    `json:"assumed"`
	Machine      int    `json:"machine"`
	Removed      int    `json:"removed"`
	Extra        int    `json:"extra"`
	WordsLeft    int    `json:"words_left"`
}

func statusOf(all []translate.LanguageStatus) statusJSON {
	out := statusJSON{Version: 1, Languages: []languageJSON{}}
	for _, s := range all {
		l := languageJSON{Language: s.Language.Tag, Guides: []guideJSON{}}
		for _, g := range s.Guides {
			k := g.Counts
			l.Guides = append(l.Guides, guideJSON{
				g.Guide, k.Current, k.Changed, k.Untranslated, k.Missing, k.Review, k.Total, g.Exists,
				k.Assumed, k.Machine, k.Removed, k.Extra, k.WordsLeft,
			})
		}
		out.Languages = append(out.Languages, l)
	}
	return out
}

// printLanguage writes a table of one language.
func printLanguage(w io.Writer, s translate.LanguageStatus) error {
	var b strings.Builder
	k := s.Counts
	fmt.Fprintf(&b, "%s (%s): %d of %s up to date in %d of %s; about %s left\n",
		builtinName(s.Language), s.Language.Tag, k.Current, count(k.Total, "part"), s.Begun(), count(len(s.Guides), "guide"), count(k.WordsLeft, "word"))
	width := len("guide")
	for _, g := range s.Guides {
		width = max(width, len(g.Guide))
	}
	fmt.Fprintf(&b, "  %-*s  %10s %8s %12s %8s %9s %10s\n", width, "guide", "up to date", "changed", "untranslated", "missing", "to review", "words left")
	for _, g := range s.Guides {
		k := g.Counts
		if !g.Exists {
			fmt.Fprintf(&b, "  %-*s  %10s %8s %12s %8d %9s %10d\n", width, g.Guide, "not begun", "", "", k.Missing, "", k.WordsLeft)
			continue
		}
		fmt.Fprintf(&b, "  %-*s  %10s %8s %12s %8s %9s %10s\n", width, g.Guide,
			fmt.Sprintf("%d/%d", k.Current, k.Total), some(k.Changed), some(k.Untranslated), some(k.Missing), some(k.Review), some(k.WordsLeft))
	}
	if k.Assumed > 0 {
		fmt.Fprintf(&b, "  %d of the parts up to date are assumed: paired by how they look. Once somebody has read them: handbill translate done %s GUIDE\n", k.Assumed, s.Language.Tag)
	}
	if k.Removed > 0 {
		fmt.Fprintf(&b, "  %s in the translation, but no longer in the source: handbill translate diff %s GUIDE shows which\n", count(k.Removed, "part"), s.Language.Tag)
	}
	if next := s.Next(); next != nil {
		fmt.Fprintf(&b, "  next: %s\n", advice(s.Language.Tag, next))
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// some is a number, and a dot for none: tables read faster so.
func some(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}

func advice(tag string, g *translate.GuideStatus) string {
	switch {
	case !g.Exists:
		return fmt.Sprintf("handbill translate export %s %s --to form", tag, g.Guide)
	case g.Counts.Changed > 0:
		return fmt.Sprintf("handbill translate diff %s %s (%s at the source)", tag, g.Guide, count(g.Counts.Changed, "part")+" changed")
	case g.Counts.WordsLeft > 0:
		return fmt.Sprintf("handbill translate export %s %s --to form --open", tag, g.Guide)
	}
	return fmt.Sprintf("read %s in %s again, then: handbill translate done %s %s", g.Guide, tag, tag, g.Guide)
}
