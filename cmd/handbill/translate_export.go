package main

import (
	"context"
	"flag"
	"fmt"
	"slices"

	"handbill/generator/content"
	"handbill/generator/translate"
	"handbill/generator/translate/form"
)

// exportFlags are what export needs to know.
type exportFlags struct {
	to, out     string
	split, open bool
}

// exportFormats are what --to takes, with the ending of the files.
var exportFormats = map[string]string{"po": ".po", "xliff": ".xlf", "csv": ".csv", "form": ".html"}

var translateExportCommand = &command{
	name: "translate export", args: "LANG [GUIDE…]",
	summary: "Make a file for a translator: PO, XLIFF, a spreadsheet, or a form for any phone",
	help: `po     for Poedit, Weblate and most translation programs
xliff  for OmegaT, Virtaal and the programs of professionals (XLIFF 1.2)
csv    for LibreOffice and Excel
form   one web page that works without a network, on a phone too, and gives back
       a PO file

Every part says what it is and what has to stay. What comes back goes in with
handbill translate import, even where the source has moved on meanwhile.`,
	example: "handbill translate export fr --to form\nhandbill translate export fr water legal-aid --to po --split --out for-lina",
	setup: func(f *flag.FlagSet) func(context.Context, *console, []string) error {
		var e exportFlags
		f.StringVar(&e.to, "to", "", "the `format`: po, xliff, csv or form")
		f.StringVar(&e.out, "out", ".", "write into this `folder`")
		f.BoolVar(&e.split, "split", false, "one file for each guide")
		f.BoolVar(&e.open, "open", false, "only what still needs somebody")
		return func(ctx context.Context, c *console, args []string) error {
			if len(args) == 0 {
				return usageError{"translate export needs a language", "handbill translate export fr --to form"}
			}
			if exportFormats[e.to] == "" {
				message := "say for which program: --to po, xliff, csv or form"
				if e.to != "" {
					message = fmt.Sprintf("there is no format %q", e.to)
				}
				return usageError{message, "for a volunteer with a phone: handbill translate export " + args[0] + " --to form"}
			}
			return runTranslateExport(ctx, c, args[0], args[1:], e)
		}
	},
}

func runTranslateExport(ctx context.Context, c *console, language string, names []string, e exportFlags) error {
	t, err := c.translation()
	if err != nil {
		return err
	}
	defer t.root.Close()
	l, err := t.language(language)
	if err != nil {
		return err
	}
	guides, err := t.guides(l.Tag, names)
	if err != nil {
		return err
	}
	all, ds, err := t.works(ctx, c, "reading", []string{l.Tag}, func(string) []string { return guides })
	if err != nil {
		return err
	}
	files, texts, err := t.exportAll(l, all[l.Tag], e)
	if err != nil {
		return err
	}
	if c.json {
		if err := c.answer(map[string]any{"version": 1, "language": l.Tag, "files": files, "texts": texts}); err != nil {
			return err
		}
	}
	if err := c.report(ds); err != nil {
		return err
	}
	for _, name := range files {
		c.say("wrote %s", name)
	}
	if len(files) == 0 {
		c.say("nothing to translate: %s is complete", l.Tag)
	} else {
		c.say("%s. When a file comes back: handbill translate import FILE", count(texts, "text"))
	}
	t.mention(c)
	return nil
}

// exportAll writes the files: one for each language that is translated from, or
// one for each guide.
func (t *translation) exportAll(l *content.Language, works []*translate.Work, e exportFlags) (files []string, texts int, err error) {
	files = []string{}
	for _, group := range grouped(works, e.split) {
		entries := 0
		for _, w := range group {
			entries += len(w.Entries(t.glossary, e.open))
		}
		if entries == 0 {
			continue
		}
		name := l.Tag
		if base := group[0].Base; !e.split && base != t.site.Config.Source {
			name += "-from-" + base
		}
		if e.split {
			name = group[0].Status().File() + "-" + l.Tag
		}
		data, err := t.export(l, group, e)
		if err != nil {
			return files, texts, err
		}
		path, err := onDisk(e.out, name+exportFormats[e.to], data)
		if err != nil {
			return files, texts, err
		}
		files = append(files, path)
		texts += entries
	}
	return files, texts, nil
}

// grouped puts works together that go into one file: a file has one source
// language.
func grouped(works []*translate.Work, split bool) [][]*translate.Work {
	var groups [][]*translate.Work
	for _, w := range works {
		i := slices.IndexFunc(groups, func(g []*translate.Work) bool { return !split && g[0].Base == w.Base })
		if i < 0 {
			groups = append(groups, []*translate.Work{w})
		} else {
			groups[i] = append(groups[i], w)
		}
	}
	return groups
}

func (t *translation) export(l *content.Language, works []*translate.Work, e exportFlags) ([]byte, error) {
	project, _ := t.site.Text(t.site.Config.Title, t.site.Source())
	h := translate.Header{
		Project: project, Version: version,
		Base: works[0].Base, Language: l.Tag, Date: now(),
	}
	if e.to == "form" {
		return form.Write(t.project.Form(h, t.site.Language(h.Base), l, works, t.glossary, e.open))
	}
	var entries []translate.Entry
	for _, w := range works {
		entries = append(entries, w.Entries(t.glossary, e.open)...)
	}
	switch e.to {
	case "po":
		return translate.PO(h, entries).Bytes(), nil
	case "xliff":
		return translate.XLIFF(h, entries).Bytes(), nil
	}
	return translate.CSV(h, entries), nil
}
