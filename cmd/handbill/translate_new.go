package main

import (
	"context"
	"flag"
	"fmt"

	"handbill/generator/i18n"
)

var translateNewCommand = &command{
	name: "translate new", args: "LANG [GUIDE…]",
	summary: "Begin a translation: copies of the source to write over",
	help: `Writes LANG.md beside the source of each guide, and adds the language to the site
where it is new. What is still in the source language is recognised, counted as
untranslated and shown to readers as such. With --from, the translation is made
from another translation.

Two kinds of texts are for whoever keeps the site: the words of buttons and notices
in i18n/LANG.toml, where handbill does not have them in the language already, and
the site's title and the like, which have one line for each language in site.toml.`,
	example: "handbill translate new fr water",
	setup: func(f *flag.FlagSet) func(context.Context, *console, []string) error {
		from := f.String("from", "", "translate from this `language` instead of the source")
		return func(_ context.Context, c *console, args []string) error {
			if len(args) == 0 {
				return usageError{"translate new needs a language", "handbill translate new fr water"}
			}
			return runTranslateNew(c, args[0], args[1:], *from)
		}
	},
}

func runTranslateNew(c *console, language string, names []string, from string) error {
	tag, err := i18n.Canonical(language)
	if err != nil {
		return usageError{err.Error(), "use a BCP 47 tag such as es, pt-BR or zh-Hans"}
	}
	if err := ensureLanguage(c, tag); err != nil {
		return err
	}
	t, err := c.translation()
	if err != nil {
		return err
	}
	defer t.root.Close()
	if _, err := t.language(tag); err != nil {
		return err
	}
	if from != "" && t.site.Language(from) == nil {
		return usageError{fmt.Sprintf("the site has no language %q to translate from", from), ""}
	}
	guides, err := t.guides(tag, names)
	if err != nil {
		return err
	}
	changes, exist, err := t.project.New(tag, guides, from)
	if err != nil {
		return err
	}
	if err := t.write(c, changes); err != nil {
		return err
	}
	wrote(c, changes)
	for _, g := range exist {
		c.say("guides/%s/%s.md is there already, and is left as it is", g, tag)
	}
	if len(changes) > 0 {
		if _, ok := t.site.Config.Title[tag]; !ok {
			c.say("the title and other texts of site.toml: add a line %s = \"…\" to each that shall be in %s", tag, builtinName(t.site.Language(tag)))
		}
		c.say("next: write over them, or give a translator a form: handbill translate export %s --to form", tag)
	}
	t.mention(c)
	return nil
}

// ensureLanguage adds a language that the site does not have.
func ensureLanguage(c *console, tag string) error {
	config, err := c.config()
	if err != nil {
		return err
	}
	for _, l := range config.Languages {
		if l.Tag == tag {
			return nil
		}
	}
	return newLanguage(c, tag)
}
