package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/parse"
	"handbill/generator/render/page"
	"handbill/generator/translate"
)

// translated is what readers of a translation have to know of it.
type translated struct {
	readers translate.Readers
	// tracked says that the program kept a record of the translation.
	tracked bool
}

// compare holds each translation of a guide against its source.
func (b *build) compare(parsed *parse.Parsed) (map[*content.Page]translated, error) {
	found := map[*content.Page]translated{}
	if parsed.Original == nil {
		return found, nil
	}
	old, err := b.texts(parsed.Guide)
	if err != nil {
		return nil, err
	}
	source := translate.NewText(parsed.OriginalFile, parsed.Original)
	for i, p := range parsed.Guide.Pages {
		if p.IsSource() {
			continue
		}
		lock, tracked, err := b.lock(p)
		if err != nil {
			return nil, err
		}
		r := translate.ForReaders(source, translate.NewText(parsed.Files[i], parsed.Docs[i]), lock, old)
		if !tracked {
			r.Parts = certain(r.Parts, parsed.Original.Blocks(), parsed.Docs[i].Blocks())
		}
		found[p] = translated{r, tracked}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for p, t := range found {
		b.shares[p] = t.readers.Counts.Translated()
	}
	return found, nil
}

// fewWords is how many words a part may share with its source without a record
// that says so: "Police" and "Introduction" are French, too.
const fewWords = 5

// certain keeps what is sure without a record: longer parts that stand in the
// source language word for word. What seems to be missing may only be said in
// another place, and a reference may be the same in every language.
func certain(parts []translate.Part, source, target []markdown.Block) []translate.Part {
	var kept []translate.Part
	for _, p := range parts {
		if p.Status != translate.Untranslated || len(p.Source) != 1 || len(p.Blocks) != 1 {
			continue
		}
		part := source[p.Source[0]]
		if part.Kind == markdown.BlockFootnote {
			continue
		}
		words := strings.Fields(part.Text)
		if len(words) > fewWords && slices.Equal(words, strings.Fields(target[p.Blocks[0]].Text)) {
			kept = append(kept, p)
		}
	}
	return kept
}

// lock reads the record of a translation; false where there is none.
func (b *build) lock(p *content.Page) (translate.Lock, bool, error) {
	name := fmt.Sprintf("i18n/track/%s/%s.toml", p.Guide.Slug, p.Language.Tag)
	src, err := fs.ReadFile(b.opt.FS, name)
	if errors.Is(err, fs.ErrNotExist) {
		return translate.Lock{}, false, nil
	}
	if err != nil {
		return translate.Lock{}, false, fmt.Errorf("reading %s: %w", name, err)
	}
	lock, ds := translate.ParseLock(diag.File{Path: name, Source: src})
	b.say(ds)
	return lock, true, nil
}

// texts reads the old source texts of a guide.
func (b *build) texts(g *content.Guide) (translate.Texts, error) {
	name := fmt.Sprintf("i18n/track/%s/source.toml", g.Slug)
	src, err := fs.ReadFile(b.opt.FS, name)
	if errors.Is(err, fs.ErrNotExist) {
		return translate.Texts{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	texts, ds := translate.ParseTexts(diag.File{Path: name, Source: src})
	b.say(ds)
	return texts, nil
}

// mark marks in a translation what its readers have to know, and tells the page
// how much that is.
func (b *build) mark(p *content.Page, t translated, parsed *parse.Parsed, doc *markdown.Doc) error {
	if len(t.readers.Parts) == 0 {
		return nil
	}
	// Parts of the source stand in this page now: their links lead its readers.
	if err := b.parser.Lead(parsed.Original, p); err != nil {
		return err
	}
	source, words := p.Guide.Source, p.Language.Words
	t.readers.Annotate(parsed.Original, doc, translate.Marks{
		Lang: source.Tag, Dir: source.Dir, Omit: b.site.Config.Untranslated == "omit",
		Untranslated: words.Text("translation.untranslated"),
		Current:      words.Text("translation.current", "language", source.Name),
		Frame:        b.renderer.Frame(p),
	})
	return nil
}

// standing gives the counts that a page's banner tells.
func standing(t translated) *page.Standing {
	c := t.readers.Counts
	s := &page.Standing{Total: c.Total, First: translate.FirstMark}
	for _, p := range t.readers.Parts {
		switch {
		case p.Machine:
			s.Machine = true
		case p.Status == translate.Untranslated || p.Status == translate.Missing:
			s.Untranslated += max(1, len(p.Source))
		default:
			s.Changed += max(1, len(p.Source))
		}
	}
	return s
}

// stand notes how a page stands, for as long as it is rendered.
func (b *build) stand(p *content.Page, s *page.Standing) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.standings[p] = s
}

func (b *build) standing(p *content.Page) *page.Standing {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.standings[p]
}

// share is how much of a page is translated, 1 for a source.
func (b *build) share(p *content.Page) float64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	if s, ok := b.shares[p]; ok {
		return s
	}
	return 1
}
