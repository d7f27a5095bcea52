package link

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"handbill/generator/content"
	"handbill/generator/diag"
)

// companions links each guide and its briefing paper both ways.
func (l *linker) companions() {
	for _, g := range l.site.Guides {
		original := g.Original.Source
		slug := original.Meta.Companion
		if slug == "" {
			continue
		}
		other := l.site.Guide(slug)
		switch {
		case l.site.Hidden[slug] != nil:
			l.ds.Error(original.At("companion"), "link-draft", fmt.Sprintf("the companion %q is a draft", slug), "publish both together, or leave the line out until then")
		case other == nil:
			l.ds.Error(original.At("companion"), "companion-missing", fmt.Sprintf("there is no guide %q", slug), l.didYouMean(slug))
		case other == g:
			l.ds.Error(original.At("companion"), "companion-self", "a guide cannot be its own companion", "name the folder of the other work")
		case other.Original.Source.Meta.Companion != "" && other.Original.Source.Meta.Companion != g.Slug:
			l.ds.Error(original.At("companion"), "companion-differs", fmt.Sprintf("%q names another companion: %q", slug, other.Original.Source.Meta.Companion), "a guide and its briefing paper name each other")
		case other.Companion != nil && other.Companion != g:
			l.ds.Error(original.At("companion"), "companion-differs", fmt.Sprintf("%q is the companion of %q already", slug, other.Companion.Slug), "a work has one companion")
		default:
			g.Companion, other.Companion = other, g
		}
	}
}

func (l *linker) didYouMean(slug string) string {
	if near := diag.Nearest(slug, l.in.Guides); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "name the folder of a guide: " + strings.Join(l.in.Guides, ", ")
}

// addresses reports every two pages that meet at one address. Addresses that
// differ only in case or normal form are one: some hosts keep one file.
func (l *linker) addresses() {
	taken := map[string]*content.Page{}
	fold := cases.Fold()
	key := func(address string) string { return fold.String(norm.NFC.String(address)) }
	for _, g := range l.site.Guides {
		for _, p := range g.Pages {
			if other := taken[key(p.Address)]; other != nil {
				l.ds.Error(p.Source.At("slug"), "address-twice", fmt.Sprintf("the page has the same address as %s: %s", other.Source.Path, p.Address), "give one of them another slug")
			}
			taken[key(p.Address)] = p
		}
	}
	for _, g := range l.site.Guides {
		for _, p := range g.Pages {
			p.Redirects = slices.DeleteFunc(p.Redirects, func(r string) bool { return l.redirectTaken(p, r, key(r), taken) })
		}
	}
}

// redirectTaken reports whether a redirect must give way. A folder's own name
// gives way in silence; an alias that somebody wrote is an error.
func (l *linker) redirectTaken(p *content.Page, redirect, key string, taken map[string]*content.Page) bool {
	name := strings.TrimSuffix(strings.TrimPrefix(redirect, p.Language.Tag+"/"), ".html")
	written := slices.ContainsFunc(p.Meta.Aliases, func(a string) bool { return strings.TrimSuffix(a, ".html") == name || a+"index" == name })
	other := taken[key]
	if other == nil && !(written && ownPage(name)) {
		taken[key] = p
		return false
	}
	if written && other != p {
		message := fmt.Sprintf("the alias %s is the address of %s", redirect, "a page that the program makes")
		if other != nil {
			message = fmt.Sprintf("the alias %s is the address of %s", redirect, other.Source.Path)
		}
		l.ds.Error(p.Source.At("aliases"), "address-twice", message, "take it out of the list")
	}
	return true
}

// ownPage reports whether the program makes a page of that name in each language.
func ownPage(name string) bool {
	switch name {
	case "index", "search", "offline", "safety", "leave":
		return true
	}
	return strings.HasPrefix(name, "tags/")
}
