// Package link makes a Site of what load read: it sees the front matter of all
// files together and is the last to decide anything.
//
// It decides addresses, languages and their fallbacks, which guides a language
// has, what a translation takes from its source, companions and drafts. It
// reads no file.
package link

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/i18n"
	"handbill/generator/load"
)

// Options say which part of a site is made.
type Options struct {
	// Drafts shows drafts, marked.
	Drafts bool
	// Languages are the tags to make; nil makes all.
	Languages []string
	// Address takes the place of the address in site.toml, written as
	// content.SiteAddress does; "" leaves it.
	Address string
}

// Site links the input together.
func Site(in *load.Input, opt Options) (*content.Site, diag.List) {
	l := &linker{in: in, site: &content.Site{Config: in.Config, Drafts: opt.Drafts, Hidden: map[string]*content.Source{}, Broken: maps.Clone(in.Broken)}}
	if opt.Address != "" {
		config := *in.Config
		config.Address = opt.Address
		l.site.Config = &config
	}
	l.languages(opt.Languages)
	l.site.Index()
	l.guides()
	slices.SortStableFunc(l.site.Guides, func(a, b *content.Guide) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Slug, b.Slug))
	})
	l.site.Index()
	l.companions()
	l.tags()
	l.addresses()
	l.settingsValues()
	l.services()
	return l.site, l.ds
}

type linker struct {
	in   *load.Input
	site *content.Site
	ds   diag.List
}

// languages makes the languages with their fallbacks and words. only, where it
// is not nil, says which of them get pages.
func (l *linker) languages(only []string) {
	c := l.in.Config
	configured := map[string]content.LanguageConfig{}
	for _, lc := range c.Languages {
		configured[lc.Tag] = lc
	}
	for _, tag := range only {
		if _, ok := configured[tag]; !ok {
			l.ds.Error(diag.Position{}, "language-unknown", fmt.Sprintf("the site has no language %q", tag), "the languages are: "+strings.Join(tags(c.Languages), ", "))
		}
	}
	for _, lc := range c.Languages {
		language := &content.Language{Tag: lc.Tag, Name: lc.Name, Dir: lc.Dir, Exit: cmp.Or(lc.Exit, c.Privacy.Exit)}
		language.Fallback = fallback(lc, configured, c.Source)
		catalogs := l.catalogs(language.Chain())
		language.Words = i18n.NewWords(lc.Tag, lc.Digits, catalogs)
		if only == nil || slices.Contains(only, lc.Tag) {
			l.ownWords(lc, catalogs)
			l.site.Languages = append(l.site.Languages, language)
		} else {
			l.site.Omitted = append(l.site.Omitted, language)
		}
	}
}

// ownWords warns of a language whose pages would have their menus and labels in
// another one that the site did not ask for.
func (l *linker) ownWords(lc content.LanguageConfig, catalogs []*i18n.Catalog) {
	asked := func(c *i18n.Catalog) bool {
		return slices.ContainsFunc(append([]string{lc.Tag}, lc.Fallback...), func(tag string) bool { return slices.Contains(i18n.Chain(tag), c.Tag) })
	}
	if canonical, err := i18n.Canonical(lc.Tag); slices.ContainsFunc(catalogs, asked) || err != nil || canonical != lc.Tag {
		return // a tag that is not written as usual is told by load
	}
	l.ds.Warn(l.in.Config.At("languages."+lc.Tag), "words-missing", fmt.Sprintf("nobody has written the interface words of %q: the menus and labels of its pages are in %q", lc.Tag, catalogs[0].Tag),
		fmt.Sprintf("write i18n/%s.toml; handbill new language %s makes one to fill in", lc.Tag, lc.Tag))
}

func tags(languages []content.LanguageConfig) []string {
	all := make([]string, len(languages))
	for i, lc := range languages {
		all[i] = lc.Tag
	}
	return all
}

// fallback lists where a language looks for what it lacks: its own list, then
// the rest of its chain (i18n.Chain), then the site's source.
func fallback(lc content.LanguageConfig, configured map[string]content.LanguageConfig, source string) []string {
	var chain []string
	add := func(tag string) {
		if _, ok := configured[tag]; ok && tag != lc.Tag && !slices.Contains(chain, tag) {
			chain = append(chain, tag)
		}
	}
	for _, tag := range lc.Fallback {
		add(tag)
	}
	for _, tag := range i18n.Chain(lc.Tag) {
		add(tag)
	}
	add(source)
	return chain
}

// catalogs gives the words that a chain of languages can use, English last.
func (l *linker) catalogs(chain []string) []*i18n.Catalog {
	var all []*i18n.Catalog
	for _, tag := range chain {
		for _, tag := range i18n.Chain(tag) {
			for _, c := range l.in.Words[tag] {
				if !slices.Contains(all, c) {
					all = append(all, c)
				}
			}
		}
	}
	return append(all, l.in.English)
}
