package check

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/clipperhouse/uax29/v2/sentences"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/i18n"
	"handbill/generator/markdown"
)

// longSentence is where plain-language advice draws a hard line: easy-read and
// government guides ask for an average of 15 to 20 words, and a sentence of
// more than 40 is hard for practised readers too.
const longSentence = 40

// longUnspaced counts characters where a script writes no spaces.
const longUnspaced = 120

// longSentences reports sentences that are hard to follow, by page and part.
func longSentences(p *content.Page, doc *markdown.Doc) diag.List {
	var ds diag.List
	unspaced := i18n.UnspacedScript(p.Language.Tag)
	for _, b := range doc.Blocks() {
		if b.Kind == markdown.BlockCode || b.Kind == markdown.BlockHTML || b.Kind == markdown.BlockFootnote {
			continue
		}
		longest := 0
		for _, s := range split(b.Text, p.Language.Tag) {
			longest = max(longest, length(s, unspaced))
		}
		if unspaced && longest > longUnspaced {
			ds.Warn(b.At, "sentence-long", fmt.Sprintf("a sentence has %d characters", longest), "cut it in two: people read this under stress")
		} else if !unspaced && longest > longSentence {
			ds.Warn(b.At, "sentence-long", fmt.Sprintf("a sentence has %d words", longest), "cut it in two: people read this under stress")
		}
	}
	return ds
}

// noteMark is a reference to a footnote, which hides the end of a sentence.
var noteMark = regexp.MustCompile(`\[\^[^\]]*\]`)

// split cuts a text into sentences (UAX 29). Thai and Lao have no mark at a
// sentence's end: a space ends what is said in one go.
func split(text, tag string) []string {
	switch i18n.Script(tag) {
	case "Thai", "Laoo":
		return strings.Fields(text)
	}
	var all []string
	for s := sentences.FromString(noteMark.ReplaceAllString(text, "")); s.Next(); {
		all = append(all, s.Value())
	}
	return all
}

func length(sentence string, unspaced bool) int {
	if unspaced {
		return len([]rune(strings.Join(strings.Fields(sentence), "")))
	}
	return len(strings.Fields(sentence))
}

// services reports entries of directories that nobody has checked for too long.
func (c *Checker) services(ds *diag.List) {
	seen := map[*content.Service]bool{}
	age := func(all []*content.Service) {
		for _, s := range all {
			if seen[s] {
				continue
			}
			seen[s] = true
			c.age(s, ds)
		}
	}
	age(c.site.Services)
	for _, g := range c.site.Guides {
		age(g.Services)
	}
}

func (c *Checker) age(s *content.Service, ds *diag.List) {
	switch days := int(c.opt.Today.Sub(s.Checked) / (24 * time.Hour)); {
	case s.Checked.IsZero():
		ds.Warn(s.At, "service-unchecked", fmt.Sprintf("nobody says when the service %q was last checked", s.ID), "call it, then add: checked = "+c.opt.Today.Format(time.DateOnly))
	case days < -1:
		ds.Warn(s.At, "service-future", fmt.Sprintf("the service %q was checked on a day that has not come yet", s.ID), "")
	case days > c.site.Config.Check.ServicesAge:
		ds.Warn(s.At, "service-stale", fmt.Sprintf("the service %q was last checked %d days ago", s.ID, days), "call it, then write the day into \"checked\"")
	}
}

// notice reports a line on top of every page whose time is over.
func (c *Checker) notice(ds *diag.List) {
	n := c.site.Config.Notice
	if len(n.Text) > 0 && !n.Until.IsZero() && c.opt.Today.After(n.Until) {
		ds.Warn(c.site.Config.At("notice.until"), "notice-over", "the notice is over since "+n.Until.Format(time.DateOnly)+"; readers' browsers hide it", "take the [notice] table out")
	}
}
