// Package search makes the index that a reader's browser asks, and the list
// that stands in for it where there is no JavaScript.
//
// In go the sections of every page, out come shards: small scripts, each with
// the tokens of one stretch of the alphabet, so that a question costs one or two
// of them. They are scripts and not data because a page opened from disk may
// load nothing else. What counts as a token is written down once, in table.go;
// the browser's half is made from the same table. The package knows nothing of
// Markdown and never reads or writes the site.
package search

import "sync"

// Section is the text under one heading of a page.
type Section struct {
	// ID is the heading's address; "" above the first heading.
	ID string
	// Heading is its text.
	Heading string
	// Level is the heading's level, 2 where unknown.
	Level int
	// Text is everything under it, without pull quotes.
	Text string
}

// Page is one guide in one language.
type Page struct {
	// Address is relative to the language's folder, such as "water.html".
	Address string
	Title   string
	// Words are found as the text above the first heading is: summary, topics.
	Words    string
	Sections []Section
}

// size is the length of the page's text in bytes.
func (p Page) size() int {
	n := len(p.Title) + len(p.Words)
	for _, s := range p.Sections {
		n += len(s.Heading) + len(s.Text)
	}
	return n
}

// level is that of the heading, 2 where unknown.
func (s Section) level() int {
	if s.Level == 0 {
		return 2
	}
	return s.Level
}

// Index collects pages. It is safe for concurrent use; the order in which pages
// come does not show in the outcome. Its memory grows with the number of
// different words and with about a kilobyte a page; pages wait with their text until
// enough of a language have come.
type Index struct {
	mu        sync.Mutex
	languages map[string]*collected
}

// New gives an empty index.
func New() *Index { return &Index{languages: map[string]*collected{}} }

// Add takes in a page. Pages are listed by order, which is unique within a
// language.
func (x *Index) Add(language string, order int, p Page) {
	c := x.language(language)
	if batch := c.waiting.add(arrival{order, p}); batch != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.read(batch)
	}
}

func (x *Index) language(tag string) *collected {
	x.mu.Lock()
	defer x.mu.Unlock()
	c := x.languages[tag]
	if c == nil {
		c = &collected{}
		x.languages[tag] = c
	}
	return c
}
