package link

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/names"
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
		case other == nil && l.site.Broken[path.Join("guides", slug)]:
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

// addresses reports every two pages that meet at one address, or where a page
// stands where another needs a folder. Addresses that differ only in case or
// normal form are one: some hosts keep one file.
func (l *linker) addresses() {
	taken := claims{map[string]*content.Page{}, map[string]*content.Page{}}
	for _, g := range l.site.Guides {
		for _, p := range g.Pages {
			if other := taken.files[names.Fold(p.Address)]; other != nil && (p.Meta.Slug != "" || other.Meta.Slug != "") { // names of folders are judged by load
				l.ds.Error(p.Source.At("slug"), "address-twice", fmt.Sprintf("the page has the same address as %s: %s", other.Source.Path, p.Address), "give one of them another slug")
			}
			taken.add(p.Address, p)
		}
	}
	for _, g := range l.site.Guides {
		for _, p := range g.Pages {
			p.Redirects = slices.DeleteFunc(p.Redirects, func(r string) bool { return l.redirectTaken(p, r, taken) })
		}
	}
}

// claims are the files of the output and the folders that they need, by folded
// path.
type claims struct{ files, folders map[string]*content.Page }

func (c claims) add(address string, p *content.Page) {
	c.files[names.Fold(address)] = p
	for dir := path.Dir(address); dir != "."; dir = path.Dir(dir) {
		c.folders[names.Fold(dir)] = p
	}
}

// inTheWay gives the page that a file would need the name of, as a file or as a
// folder, and that name; nil for none.
func (c claims) inTheWay(address string) (*content.Page, string) {
	if p := c.files[names.Fold(address)]; p != nil {
		return p, address
	}
	if p := c.folders[names.Fold(address)]; p != nil {
		return p, address
	}
	for dir := path.Dir(address); dir != "."; dir = path.Dir(dir) {
		if p := c.files[names.Fold(dir)]; p != nil {
			return p, dir
		}
	}
	return nil, ""
}

// redirectTaken reports whether a redirect must give way. A folder's own name
// gives way in silence; an alias that somebody wrote is an error.
func (l *linker) redirectTaken(p *content.Page, redirect string, taken claims) bool {
	name := strings.TrimPrefix(redirect, p.Language.Tag+"/")
	place, written := aliasPlace(p, name)
	other, at := taken.inTheWay(redirect)
	own := written && ownPage(name)
	if other == nil && !own {
		taken.add(redirect, p)
		return false
	}
	switch {
	case !written || other == p && at == redirect:
	case own:
		l.ds.Error(place, "address-twice", fmt.Sprintf("the alias %s is the address of a page that the program makes", redirect), "take it out of the list")
	case at != redirect || taken.files[names.Fold(redirect)] == nil:
		l.ds.Error(place, "address-twice", fmt.Sprintf("the alias %s cannot stand beside an address of %s: %s would be both a file and a folder", redirect, other.Source.Path, at), "take it out of the list")
	default:
		l.ds.Error(place, "address-twice", fmt.Sprintf("the alias %s is the address of %s", redirect, other.Source.Path), "take it out of the list")
	}
	return true
}

// aliasPlace is where an alias is written that makes a redirect.
func aliasPlace(p *content.Page, name string) (at diag.Position, written bool) {
	for _, alias := range p.Meta.Aliases {
		if alias == name || alias+"index.html" == name {
			return p.Source.ItemAt("aliases", alias), true
		}
	}
	return at, false
}

// ownPage reports whether the program makes a page of that name in each language,
// or needs a folder of that name.
func ownPage(name string) bool {
	first, _, _ := strings.Cut(names.Fold(name), "/")
	switch first {
	case "index.html", "search.html", "offline.html", "safety.html", "leave.html", "feed.xml", "tags":
		return true
	}
	return false
}
