// Package content holds the nouns that the stages meet in: a Config, the
// Languages, and the Guides of a Site with one Page in each language.
//
// The nouns carry data and small look-ups; deciding belongs to the stages:
// load fills a Config and the Sources, link makes the Site, parse adds what
// only the bodies know. After link a Site does not change.
package content

import (
	"slices"
	"time"

	"handbill/generator/diag"
	"handbill/generator/i18n"
)

// Text is a text by language: BCP 47 tag to words. The key "" holds a text that
// serves every language.
type Text map[string]string

// In gives the text of the first language of the chain that has one, the text
// for all languages otherwise, "" where there is none.
func (t Text) In(chain ...string) string {
	text, _ := t.Find(chain...)
	return text
}

// Find is In with the tag of the language that the text is in; "" where it
// serves every language.
func (t Text) Find(chain ...string) (text, tag string) {
	for _, tag := range chain {
		if text, ok := t[tag]; ok {
			return text, tag
		}
	}
	return t[""], ""
}

// Language is one language of the site.
type Language struct {
	// Tag is its BCP 47 tag, spelled as in site.toml.
	Tag string
	// Name is its name in its own script.
	Name string
	// Dir is "ltr" or "rtl".
	Dir string
	// Fallback lists the languages to try, in order, where this one has
	// nothing: the language itself is left out, the site's source is in it.
	Fallback []string
	// Exit is where quick exit leads; "" where the site has none.
	Exit string
	// Words are the interface words, dates and numbers.
	Words *i18n.Words
}

// Chain is the language's own tag, then its fallbacks.
func (l *Language) Chain() []string { return append([]string{l.Tag}, l.Fallback...) }

// Kinds of guides, as `kind` in front matter names them.
const (
	KindGuide    = "guide"
	KindBriefing = "briefing"
	KindLeaflet  = "leaflet"
	KindPage     = "page"
)

// Kinds lists the kinds in the order of a list of guides.
var Kinds = [...]string{KindGuide, KindLeaflet, KindBriefing, KindPage}

// Meta is what front matter says of a page. Empty means unsaid.
type Meta struct {
	Title, Summary     string
	Kind, Companion    string
	Date, Updated      time.Time // days, in UTC
	Edition            string
	Authors            []string
	Translators        []string
	Reviewers          []string
	Funders            []string
	Publisher, License string
	Tags               []string
	Order              float64
	Image, Alt         string
	Draft              bool
	Slug               string
	Aliases            []string
	Print              []string // format ids
	Source             string   // tag of the language translated from
	Withdrawn          string   // why the guide was withdrawn
}

// Source is one Markdown file, before its body is parsed.
type Source struct {
	// Path is relative to the site, such as "guides/water/fr.md".
	Path string
	// Guide is the folder's name; Language the tag of the file's name.
	Guide, Language string
	Meta            Meta
	// Keys are the keys that the front matter writes, sorted.
	Keys []string
	// Places tells where each stands, and each text of a list: "tags",
	// "tags.Health". It is asked where something is wrong, which is seldom.
	Places func() map[string]diag.Position
	// Body is where the body begins, a byte offset into the file.
	Body int
	// Size is the length of the file in bytes.
	Size int
}

// At is where a key of the front matter stands; the top of the file where the
// key is not written.
func (s *Source) At(key string) diag.Position {
	if at, ok := s.Places()[key]; ok {
		return at
	}
	return diag.Position{Path: s.Path, Line: 1, Column: 1}
}

// ItemAt is where a text of a list stands; the key where it does not.
func (s *Source) ItemAt(key, text string) diag.Position {
	if at, ok := s.Places()[key+"."+text]; ok {
		return at
	}
	return s.At(key)
}

// Has reports whether the front matter writes a key.
func (s *Source) Has(key string) bool { _, ok := slices.BinarySearch(s.Keys, key); return ok }

// Page is one language of a guide.
type Page struct {
	Guide    *Guide
	Language *Language
	Source   *Source
	// Meta is the front matter with what it takes from the source language and
	// with {{values}} filled in.
	Meta Meta
	// Address is the page's path below the output, such as "fr/water.html".
	Address string
	// Redirects are older paths below the output that lead here.
	Redirects []string
}

// IsSource reports whether the page is in the language that its guide is
// translated from.
func (p *Page) IsSource() bool { return p == p.Guide.Original }

// Inherited reports whether the page has a key from the source language's front
// matter, so that its text is in that language.
func (p *Page) Inherited(key string) bool { return !p.IsSource() && !p.Source.Has(key) }

// Guide is one work in all its languages.
type Guide struct {
	// Slug is the folder's name.
	Slug string
	// Kind is one of Kinds.
	Kind string
	// Source is the language translated from.
	Source *Language
	// Original is the page that the others are translated from. It is one of
	// Pages, except where this build leaves its language out.
	Original *Page
	// Pages has the source language first, then the order of site.toml.
	Pages []*Page
	// Companion is the guide that this one summarises or details; nil for none.
	Companion *Guide
	// Services is the guide's own directory; nil for none.
	Services []*Service
	// Files are the paths below the guide's folder of what lies beside the
	// Markdown, sorted.
	Files []string
	// Drafts are the sources that the build leaves out, by language.
	Drafts map[string]*Source
	Order  float64
}

// EndsWithServices reports whether readers find a directory of services at the
// guide's end, its own or the site's. Briefing papers and plain pages speak to
// others than people who need a service now: they have the site's only where
// their text places it.
func (g *Guide) EndsWithServices() bool {
	return len(g.Services) > 0 || g.Kind != KindBriefing && g.Kind != KindPage
}

// In gives the page in a language, nil where the guide has none.
func (g *Guide) In(tag string) *Page {
	for _, p := range g.Pages {
		if p.Language.Tag == tag {
			return p
		}
	}
	return nil
}

// For gives the page for a reader of a language: in that language, else along
// its fallbacks, else in the guide's source language, else in any. It is nil
// only where the guide has no page at all.
func (g *Guide) For(l *Language) *Page {
	if p := g.In(l.Tag); p != nil {
		return p
	}
	for _, tag := range l.Fallback {
		if p := g.In(tag); p != nil {
			return p
		}
	}
	if len(g.Pages) > 0 {
		return g.Pages[0]
	}
	return nil
}

// Service is an entry of a services.toml.
type Service struct {
	At           diag.Position
	ID           string
	Name         Text
	What         Text
	Phone        []string
	Hours        Text
	Languages    []string
	Address      Text
	Confidential bool
	Cost         Text
	Checked      time.Time // zero where unsaid
}

// Site is everything that the renderers look things up in.
type Site struct {
	Config *Config
	// Languages are in the order of site.toml.
	Languages []*Language
	// Omitted are the languages that this build leaves out: guides may be
	// translated from them, but they have no pages.
	Omitted []*Language
	// Guides are in list order: by order, then by folder name.
	Guides []*Guide
	// Services is the directory that guides without their own share.
	Services []*Service
	// Drafts says that drafts are shown, marked.
	Drafts bool
	// Hidden are the guides that the build leaves out because their source is a
	// draft, by folder name.
	Hidden map[string]*Source

	// Broken are the files of guides that cannot be read, and the folders of guides
	// that are left out for it, by path. What is wrong is told already.
	Broken map[string]bool

	bySlug map[string]*Guide
	byTag  map[string]*Language
}

// Index makes the look-ups; link calls it once the lists are complete.
func (s *Site) Index() {
	s.bySlug = make(map[string]*Guide, len(s.Guides))
	for _, g := range s.Guides {
		s.bySlug[g.Slug] = g
	}
	s.byTag = make(map[string]*Language, len(s.Languages))
	for _, l := range append(s.Languages[:len(s.Languages):len(s.Languages)], s.Omitted...) {
		s.byTag[l.Tag] = l
	}
}

// Guide gives the guide of a folder name, nil where there is none.
func (s *Site) Guide(slug string) *Guide { return s.bySlug[slug] }

// Language gives the language of a tag, be it omitted; nil where the site has
// none.
func (s *Site) Language(tag string) *Language { return s.byTag[tag] }

// Source is the language that the site is translated from.
func (s *Site) Source() *Language { return s.byTag[s.Config.Source] }
