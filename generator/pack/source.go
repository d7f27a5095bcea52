package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"slices"

	"handbill/generator/content"
	"handbill/generator/render/offline"
)

// Sums holds a sum of every page that packs are made from. Pictures and scripts
// carry a hash in their names, so the pages speak for them too.
type Sums map[string]string

// Add takes in a file of the output. The list of files to take along does not
// count: making one file must not make the others stale.
func (s Sums) Add(name string, data []byte) {
	if path.Ext(name) == ".html" && packed(name) {
		sum := sha256.Sum256(offline.WithoutDownloads(data))
		s[name] = hex.EncodeToString(sum[:])
	}
}

// Sources gives, for the address of every file that Run can make, the hash of
// what it is made from.
func (s Sums) Sources(site *content.Site) map[string]string {
	sources := map[string]string{sitePath: s.over(func(string) bool { return true })}
	for _, l := range site.Languages {
		whole := s.over(func(name string) bool { return inLanguage(name, l.Tag) })
		for _, name := range []string{zipPath(l), bookPath(l), bookSinglePath(l)} {
			sources[name] = whole
		}
		for _, g := range site.Guides {
			if p := g.In(l.Tag); p != nil && p.Meta.Withdrawn == "" {
				one := s.over(func(name string) bool { return name == p.Address })
				sources[epubPath(p)], sources[singlePath(p)] = one, one
			}
		}
	}
	return sources
}

// over hashes the sums of some pages.
func (s Sums) over(counts func(name string) bool) string {
	all := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(s)) {
		if counts(name) {
			fmt.Fprintf(all, "%s %s\n", s[name], name)
		}
	}
	return hex.EncodeToString(all.Sum(nil))
}

// Offer is a file to take along, as the page for saving lists it.
type Offer struct {
	Path string
	// Guide is the guide that it holds; nil for a whole language or site.
	Guide *content.Page
	// Kind is "zip", "site", "book_epub", "book_single", "epub" or "single".
	Kind string
}

// Offers lists what can be made for readers of a language, the most useful
// first.
func Offers(site *content.Site, l *content.Language) []Offer {
	offers := []Offer{
		{zipPath(l), nil, "zip"}, {bookSinglePath(l), nil, "book_single"}, {bookPath(l), nil, "book_epub"}, {sitePath, nil, "site"},
	}
	for _, g := range site.Guides {
		if p := g.In(l.Tag); p != nil && p.Meta.Withdrawn == "" {
			offers = append(offers, Offer{singlePath(p), p, "single"}, Offer{epubPath(p), p, "epub"})
		}
	}
	return offers
}
