package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"handbill/generator/diag"
	"handbill/generator/translate"
)

var translateImportCommand = &command{
	name: "translate import", args: "FILE…",
	summary: "Bring a translator's files into the Markdown",
	help: `Takes PO, XLIFF and CSV files; language and guide stand in them. Only what was
translated changes, byte for byte. What has no place any more, or must not come
onto the site, goes into a file of its own, and the reason with it.`,
	example: "handbill translate import fr.po\nhandbill translate import --dry-run ~/Downloads/*.po",
	setup: func(f *flag.FlagSet) func(context.Context, *console, []string) error {
		dry := f.Bool("dry-run", false, "only say what would change")
		machine := f.Bool("machine", false, "a program made the texts: they are marked for readers and count as not done")
		out := f.String("out", ".", "write what has no place into this `folder`")
		return func(_ context.Context, c *console, args []string) error {
			if len(args) == 0 {
				return usageError{"translate import needs a file", "handbill translate import fr.po"}
			}
			return runTranslateImport(c, args, *dry, *machine, *out)
		}
	},
}

func runTranslateImport(c *console, names []string, dry, machine bool, out string) error {
	t, err := c.translation()
	if err != nil {
		return err
	}
	defer t.root.Close()
	var incoming []translate.Incoming
	var ds diag.List
	for _, name := range names {
		in, more, err := readIncoming(name)
		if err != nil {
			return err
		}
		ds.Add(more)
		incoming = append(incoming, in)
	}
	r, err := t.project.Import(incoming, translate.ImportOptions{Glossary: t.glossary, Machine: machine})
	if err != nil {
		return err
	}
	if !dry {
		if err := t.write(c, r.Changes); err != nil {
			return err
		}
	}
	left, err := writeLeft(r.Left, dry, out)
	if err != nil {
		return err
	}
	ds.Add(r.Diagnostics)
	if c.json {
		if err := c.answer(importOutcome(r, left, ds)); err != nil {
			return err
		}
	}
	if err := c.report(ds); err != nil {
		return err
	}
	t.tellImport(c, r, left, dry)
	if ds.Failed() || len(r.Left) > 0 {
		return errReported
	}
	return nil
}

func readIncoming(name string) (translate.Incoming, diag.List, error) {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return translate.Incoming{}, nil, usageError{fmt.Sprintf("there is no file %s", name), ""}
	}
	if err != nil {
		return translate.Incoming{}, nil, fmt.Errorf("opening %s: %w", name, err)
	}
	if !info.Mode().IsRegular() {
		return translate.Incoming{}, nil, usageError{fmt.Sprintf("%s is not a file", name), ""}
	}
	if info.Size() > translate.MaxImport {
		return translate.Incoming{}, nil, usageError{fmt.Sprintf("%s has more than %d MB", name, translate.MaxImport>>20), "split it by guides"}
	}
	src, err := os.ReadFile(name)
	if err != nil {
		return translate.Incoming{}, nil, fmt.Errorf("reading %s: %w", name, err)
	}
	in, ds := translate.ParseIncoming(diag.File{Path: filepath.ToSlash(name), Source: src})
	return in, ds, nil
}

func (t *translation) tellImport(c *console, r translate.Result, left []string, dry bool) {
	verb := "wrote"
	if dry {
		verb = "would write"
	}
	for _, change := range r.Changes {
		if filepath.Ext(change.Path) == ".md" || filepath.Base(change.Path) == "services.toml" {
			c.say("%s %s", verb, change.Path)
		}
	}
	c.say("%s taken, %d confirmed, %d unchanged, %d still empty", count(r.Taken, "text"), r.Confirmed, r.Unchanged, r.Empty)
	const most = 10
	for i, l := range r.Left {
		if i == most {
			c.line(fmt.Sprintf("… and %d more", len(r.Left)-most))
			break
		}
		c.line(printable(fmt.Sprintf("%s:%d: not taken: %s", l.At.Path, l.At.Line, l.Why)))
	}
	for _, name := range left {
		c.line(fmt.Sprintf("what was not taken is in %s, so that nothing is lost", name))
	}
	t.mention(c)
}

// writeLeft keeps what has no place in a PO file for each language.
func writeLeft(left []translate.Left, dry bool, out string) ([]string, error) {
	names := []string{}
	if dry {
		return names, nil
	}
	for _, f := range translate.LeftFiles(left, now(), version) {
		path, err := onDisk(out, f.Path, f.Data)
		if err != nil {
			return names, err
		}
		names = append(names, path)
	}
	return names, nil
}

type importJSON struct {
	Version   int        `json:"version"`
	Taken     int        `json:"taken"`
	Confirmed int        `json:"confirmed"`
	Unchanged int        `json:"unchanged"`
	Empty     int        `json:"empty"`
	Files     []string   `json:"files"`
	Left      []leftJSON `json:"left"`
	LeftFiles []string   `json:"left_files"`
	Errors    int        `json:"errors"`
	Warnings  int        `json:"warnings"`
}

type leftJSON struct {
	ID   string `json:"id"`
	Path string `json:"path"`
	Line int    `json:"line"`
	Why  string `json:"why"`
}

func importOutcome(r translate.Result, leftFiles []string, ds diag.List) importJSON {
	out := importJSON{Version: 1, Taken: r.Taken, Confirmed: r.Confirmed, Unchanged: r.Unchanged, Empty: r.Empty, Files: []string{}, Left: []leftJSON{}, LeftFiles: leftFiles, Errors: ds.Count(diag.Error), Warnings: ds.Count(diag.Warning)}
	for _, change := range r.Changes {
		out.Files = append(out.Files, change.Path)
	}
	for _, l := range r.Left {
		out.Left = append(out.Left, leftJSON{l.ID(), l.At.Path, l.At.Line, l.Why})
	}
	return out
}
