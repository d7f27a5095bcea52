package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"unicode"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/i18n"
	"handbill/generator/load"
	"handbill/generator/scaffold"
	words "handbill/i18n"
)

var newSiteCommand = &command{
	name: "new site", args: "DIR",
	summary: "Begin a site: settings, a first guide, a .gitignore",
	help:    "The folder is made; a file that is there already is never written over.",
	example: "handbill new site guides-site\ncd guides-site\nhandbill serve",
	setup: func(*flag.FlagSet) func(context.Context, *console, []string) error {
		return func(_ context.Context, c *console, args []string) error {
			if len(args) != 1 {
				return usageError{"new site needs the name of one folder", "handbill new site guides-site"}
			}
			for _, f := range scaffold.Site() {
				if err := writeNew(c, args[0], f); err != nil {
					return err
				}
			}
			c.say("next: %shandbill serve", enter(args[0]))
			return nil
		}
	},
}

// enter says how to go to a folder.
func enter(dir string) string {
	if filepath.Clean(dir) == "." {
		return ""
	}
	return "cd " + quoted(dir) + ", then "
}

// quoted writes a path in a way that every shell understands.
func quoted(dir string) string {
	plain := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune(`._-/\:`, r)
	}
	if strings.IndexFunc(dir, func(r rune) bool { return !plain(r) }) >= 0 {
		return `"` + dir + `"`
	}
	return dir
}

var newGuideCommand = &command{
	name: "new guide", args: "SLUG",
	summary: "Begin a guide in the site's source language",
	help:    "SLUG is the folder's name and the page's address: lower-case letters, digits and hyphens.\nThe guide begins as a draft: `serve` shows it, `build` leaves it out.",
	example: "handbill new guide clean-water",
	setup: func(*flag.FlagSet) func(context.Context, *console, []string) error {
		return func(_ context.Context, c *console, args []string) error {
			if len(args) != 1 {
				return usageError{"new guide needs the name of one guide", "handbill new guide clean-water"}
			}
			config, err := c.config()
			if err != nil {
				return err
			}
			slug := args[0]
			if why := load.SlugFault(slug); why != "" {
				hint := ""
				if better := content.Slug(slug); load.SlugFault(better) == "" {
					hint = "handbill new guide " + better
				}
				return usageError{fmt.Sprintf("the name of a guide %s", why), hint}
			}
			if err := writeNew(c, c.root, scaffold.Guide(slug, config.Source)); err != nil {
				return err
			}
			c.say("next: write it, and look at it with handbill serve; builds leave it out until the line draft = true is gone")
			return nil
		}
	},
}

var newLanguageCommand = &command{
	name: "new language", args: "LANG",
	summary: "Add a language to site.toml, and its interface words where the program has none",
	help:    "LANG is a BCP 47 tag such as es, pt-BR or zh-Hans.",
	example: "handbill new language es",
	setup: func(*flag.FlagSet) func(context.Context, *console, []string) error {
		return func(_ context.Context, c *console, args []string) error {
			if len(args) != 1 {
				return usageError{"new language needs one language", "handbill new language es"}
			}
			tag, err := i18n.Canonical(args[0])
			if err != nil {
				return usageError{err.Error(), "use a BCP 47 tag such as es, pt-BR or zh-Hans"}
			}
			return newLanguage(c, tag)
		}
	},
}

func newLanguage(c *console, tag string) error {
	config, err := c.config()
	if err != nil {
		return err
	}
	if slices.ContainsFunc(config.Languages, func(l content.LanguageConfig) bool { return l.Tag == tag }) {
		if builtin(tag) {
			return fmt.Errorf("the site has the language %s already", tag)
		}
		return newWords(c, tag) // the table stands there, the words may not
	}
	name := filepath.Join(c.root, "site.toml")
	src, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("reading site.toml: %w", err)
	}
	if err := replaceFile(name, scaffold.Language(src, tag)); err != nil {
		return err
	}
	c.say("site.toml: added [languages.%s], %s", tag, scaffold.Name(tag))
	if !builtin(tag) {
		if err := newWords(c, tag); err != nil {
			return err
		}
	}
	c.say("next: handbill translate new %s begins the translations of all guides", tag)
	return nil
}

// newWords writes the interface words of a language to fill in.
func newWords(c *console, tag string) error {
	english, err := fs.ReadFile(words.FS, "en.toml")
	if err != nil {
		panic("the built-in English words are missing")
	}
	return writeNew(c, c.root, scaffold.Words(tag, english))
}

// builtin reports whether the program has interface words for a tag or a parent.
func builtin(tag string) bool {
	for _, tag := range i18n.Chain(tag) {
		if _, err := fs.Stat(words.FS, tag+".toml"); err == nil {
			return true
		}
	}
	return false
}

// config reads the settings of the site that the command works on.
func (c *console) config() (*content.Config, error) {
	root, err := c.open()
	if err != nil {
		return nil, err
	}
	defer root.Close()
	config, ds, err := load.Config(root.FS())
	if err != nil {
		return nil, err
	}
	if ds.Failed() {
		if err := c.report(ds); err != nil {
			return nil, err
		}
		return nil, errReported
	}
	return config, nil
}

// knownLanguages refuses languages that the site does not have.
func (c *console) knownLanguages(tags []string) error {
	if len(tags) == 0 {
		return nil
	}
	root, err := c.open()
	if err != nil {
		return err
	}
	defer root.Close()
	config, _, err := load.Config(root.FS())
	if err != nil || config == nil {
		return err // what is wrong with the settings is told with everything else
	}
	var known []string
	for _, l := range config.Languages {
		known = append(known, l.Tag)
	}
	for _, tag := range tags {
		if slices.Contains(known, tag) {
			continue
		}
		hint := "the languages are: " + strings.Join(known, ", ")
		if near := diag.Nearest(tag, known); near != "" {
			hint = fmt.Sprintf("did you mean %s?", near)
		}
		return usageError{fmt.Sprintf("the site has no language %q", tag), hint}
	}
	return nil
}

// open opens the site's folder; nothing outside it can be read through it.
func (c *console) open() (*folder, error) {
	root, err := openFolder(c.root)
	if info, statErr := os.Stat(c.root); err != nil && statErr == nil && !info.IsDir() {
		return nil, usageError{fmt.Sprintf("%s is a file, not a folder", c.root), "name the folder of the site: --root " + quoted(filepath.Dir(c.root))}
	}
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil, usageError{fmt.Sprintf("there is no folder %s", c.root), "name the folder of the site: --root DIR"}
	}
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	return root, nil
}

// writeNew writes a file that must not exist yet.
func writeNew(c *console, root string, f scaffold.File) error {
	name := filepath.Join(root, filepath.FromSlash(f.Path))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("making the folder of %s: %w", f.Path, err)
	}
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already, and is left as it is", name)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	_, err = out.Write(f.Data)
	if err = errors.Join(err, out.Close()); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	c.say("wrote %s", filepath.ToSlash(name))
	return nil
}

// replaceFile writes beside a file and renames, so that a failure leaves the old
// one whole.
func replaceFile(name string, data []byte) error {
	out, err := os.CreateTemp(filepath.Dir(name), ".handbill-*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	defer os.Remove(out.Name()) // gone already after the rename
	_, err = out.Write(data)
	err = errors.Join(err, out.Chmod(0o644), out.Sync(), out.Close())
	if err == nil {
		err = os.Rename(out.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}
