package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"

	"handbill/generator/translate"
)

var translateDiffCommand = &command{
	name: "translate diff", args: "LANG GUIDE",
	summary: "Show what changed at the source since it was translated",
	help: `For each part that is not up to date: the source with what went and what is new,
and the translation as it is now. No git is needed.`,
	example: "handbill translate diff fr water\nhandbill translate diff fr water --html water-fr.html",
	setup: func(f *flag.FlagSet) func(context.Context, *console, []string) error {
		page := f.String("html", "", "write a page into this `file` instead")
		return func(_ context.Context, c *console, args []string) error {
			if len(args) != 2 {
				return usageError{"translate diff needs a language and a guide", "handbill translate diff fr water"}
			}
			return runTranslateDiff(c, args[0], args[1], *page)
		}
	},
}

func runTranslateDiff(c *console, language, guide, page string) error {
	t, err := c.translation()
	if err != nil {
		return err
	}
	defer t.root.Close()
	l, err := t.language(language)
	if err != nil {
		return err
	}
	guides, err := t.guides(l.Tag, []string{guide})
	if err != nil {
		return err
	}
	w, ds, err := t.project.Work(guides[0], l.Tag)
	if err != nil {
		return err
	}
	if c.json {
		return writeDiffJSON(c, w)
	}
	if err := c.report(ds); err != nil {
		return err
	}
	if page != "" {
		html, err := translate.DiffPage(w, t.site.Language(w.Base), l)
		if err != nil {
			return err
		}
		if err := replaceFile(page, html); err != nil {
			return err
		}
		c.say("wrote %s", filepath.ToSlash(page))
		return nil
	}
	return printDiff(c, w)
}

func printDiff(c *console, w *translate.Work) error {
	list := w.Differences()
	var b strings.Builder
	for _, d := range list {
		where := ""
		if d.Line > 0 {
			where = fmt.Sprintf(" (%s:%d)", w.SourcePath, d.Line)
		}
		fmt.Fprintf(&b, "%s: %s%s\n", statusWord(d.Status), d.Context, where)
		fmt.Fprintf(&b, "  %-4s %s\n", w.Base, indented(paintDiff(c, d.Source)))
		if d.Translation != "" && d.Status != translate.Untranslated {
			fmt.Fprintf(&b, "  %-4s %s\n", w.Language, indented(printable(d.Translation)))
		}
		b.WriteString("\n")
	}
	if len(list) == 0 {
		fmt.Fprintf(&b, "%s in %s is up to date\n", w.Guide, w.Language)
	}
	_, err := fmt.Fprint(c.out, b.String())
	return err
}

func indented(text string) string { return strings.ReplaceAll(text, "\n", "\n       ") }

// printable shows control characters and marks of direction as a dot, so that a
// text cannot write to the terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return '·'
		}
		return r
	}, text)
}

type diffJSON struct {
	Version  int        `json:"version"`
	Guide    string     `json:"guide"`
	Language string     `json:"language"`
	Source   string     `json:"source"`
	Parts    []partJSON `json:"parts"`
}

type partJSON struct {
	Status      string     `json:"status"`
	Line        int        `json:"line"`
	Context     string     `json:"context"`
	Source      []spanJSON `json:"source"`
	Translation string     `json:"translation"`
}

type spanJSON struct {
	Op   string `json:"op"` // "same", "gone" or "new"
	Text string `json:"text"`
}

func writeDiffJSON(c *console, w *translate.Work) error {
	out := diffJSON{Version: 1, Guide: w.Guide, Language: w.Language, Source: w.Base, Parts: []partJSON{}}
	names := map[byte]string{' ': "same", '-': "gone", '+': "new"}
	for _, d := range w.Differences() {
		p := partJSON{Status: string(d.Status), Line: d.Line, Context: d.Context, Source: []spanJSON{}, Translation: d.Translation}
		for _, s := range d.Source {
			p.Source = append(p.Source, spanJSON{names[s.Op], s.Text})
		}
		out.Parts = append(out.Parts, p)
	}
	return c.answer(out)
}

func statusWord(s translate.Status) string {
	switch s {
	case translate.Changed:
		return "changed"
	case translate.Unsure:
		return "changed, or another text"
	case translate.Untranslated:
		return "not translated yet"
	case translate.Missing:
		return "missing"
	case translate.ToReview:
		return "wants a second look"
	case translate.Removed:
		return "no longer in the source"
	}
	return string(s)
}

// paintDiff marks words for a terminal: in colour where it has some, else as
// [-gone-] and {+new+}.
func paintDiff(c *console, spans []translate.Span) string {
	var b strings.Builder
	colored := c.color && term.IsTerminal(int(os.Stdout.Fd()))
	for _, s := range spans {
		s.Text = printable(s.Text)
		switch {
		case s.Op == ' ':
			b.WriteString(s.Text)
		case s.Op == '-' && colored:
			b.WriteString("\x1b[31;9m" + s.Text + "\x1b[0m")
		case s.Op == '-':
			b.WriteString("[-" + s.Text + "-]")
		case colored:
			b.WriteString("\x1b[32;1m" + s.Text + "\x1b[0m")
		default:
			b.WriteString("{+" + s.Text + "+}")
		}
	}
	return b.String()
}
