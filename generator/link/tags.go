package link

import (
	"fmt"
	"strings"
	"unicode"

	"handbill/generator/content"
	"handbill/generator/names"
)

// tags makes one topic of tags that share a page: within a language the spelling
// that stands first in the list of guides serves all, and a guide carries it once.
// Different words that happen to make one address are told.
func (l *linker) tags() {
	first := map[string]firstTag{}
	for _, g := range l.site.Guides {
		for _, p := range g.Pages {
			l.pageTags(p, first)
		}
	}
}

// firstTag is the spelling that a topic goes by, and the page that has it.
type firstTag struct {
	tag  string
	page *content.Page
}

func (l *linker) pageTags(p *content.Page, first map[string]firstTag) {
	seen := map[string]bool{}
	var kept []string
	for _, tag := range p.Meta.Tags {
		key := names.Fold(content.TagAddress(p.Language.Tag, tag))
		topic, known := first[key]
		switch {
		case !known:
			first[key] = firstTag{tag, p}
		case meaning(tag) == meaning(topic.tag):
			tag = topic.tag
		case !p.Inherited("tags"):
			l.ds.Warn(p.Source.ItemAt("tags", tag), "tag-twice", fmt.Sprintf("the tag %q has the same page as %q in %s", tag, topic.tag, topic.page.Source.Path), "say the difference in letters or digits, such as \"C sharp\"")
		}
		if !seen[key] {
			kept = append(kept, tag)
		}
		seen[key] = true
	}
	p.Meta.Tags = kept
}

// meaning is the same for spellings of one word: case, spaces and punctuation do
// not count, but signs that words are told apart by do, as in C, C++ and C#.
func meaning(tag string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) || unicode.IsSymbol(r) || strings.ContainsRune("#&%@*", r) {
			return r
		}
		return -1
	}, names.Fold(tag))
}
