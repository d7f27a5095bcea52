package translate

import (
	"strings"

	"handbill/generator/content"
	"handbill/generator/i18n"
	"handbill/generator/markdown"
	"handbill/generator/translate/form"
)

// Form makes the offline form of works in one language.
func (p *Project) Form(h Header, base, language *content.Language, works []*Work, glossary Glossary, open bool) form.Form {
	f := form.Form{
		Project: h.Project, Base: h.Base, BaseName: base.Name, BaseDir: base.Dir,
		Language: h.Language, LanguageName: language.Name, LanguageDir: language.Dir,
		Head: PO(h, nil).Entries[0].Text(), Words: map[string]string{},
	}
	for _, key := range form.Keys() {
		f.Words[key] = language.Words.Text("form." + key)
	}
	// The catalogues are whole, so one language says all of it: the translator's
	// own or the next that there is.
	f.WordsLang = language.Words.From("form.ready")
	f.WordsDir, _ = i18n.Direction(f.WordsLang)
	for _, w := range works {
		if g := p.formGuide(w, glossary, open); len(g.Units) > 0 {
			f.Guides = append(f.Guides, g)
		}
	}
	return f
}

func (p *Project) formGuide(w *Work, glossary Glossary, open bool) form.Guide {
	g := form.Guide{Name: w.Guide, Title: w.title()}
	if w.TargetPath != "" {
		g.File = w.Language + ".md"
	}
	if !w.Exists && w.source != nil {
		p.begin(w)
	}
	places := map[int]int{} // pair → unit of the form, counted from 1
	for i, pair := range w.Report.Pairs {
		if len(pair.Source) == 0 || !w.Source[pair.Source[0]].Sent() || open && pair.Status == Current {
			continue
		}
		g.Units = append(g.Units, formUnit(w.entry(pair, glossary)))
		places[i] = len(g.Units)
	}
	if w.target != nil {
		g.Pieces = p.pieces(w, places)
	}
	return g
}

func formUnit(e Entry) form.Unit {
	u := form.Unit{
		ID: e.ID(), Context: e.Context, Source: e.Source, Old: e.Old, Text: e.Text, Review: e.Fuzzy,
		Keep: e.Keep, Terms: e.Terms, Reference: poReference(e.At), Remark: e.describe(),
	}
	if e.Old != "" {
		for _, s := range Diff(e.Old, e.Source) {
			u.Marked = append(u.Marked, form.Span{Op: string(s.Op), Text: s.Text})
		}
	}
	return u
}

// Marks of the place of a unit, from Unicode's private use area: no text of a
// guide has them.
const slotOpen, slotClose = "\uE000", "\uE001"

// pieces cuts the Markdown of a translation at the places of its units: every
// unit is written as a mark first, and the outcome cut at the marks.
func (p *Project) pieces(w *Work, places map[int]int) []form.Piece {
	var wishes []wish
	for i := range w.Report.Pairs {
		if unit := places[i]; unit > 0 && !isService(w.Source[w.Report.Pairs[i].Source[0]].Kind) {
			wishes = append(wishes, wish{pair: i, text: slotOpen + itoa(unit) + slotClose})
		}
	}
	out := p.apply(w, wishes)
	if out.markdown == nil {
		return nil
	}
	pairs := map[string]Pair{}
	for _, x := range wishes {
		pairs[x.text] = w.Report.Pairs[x.pair]
	}
	var pieces []form.Piece
	rest := string(out.markdown)
	for {
		at := strings.Index(rest, slotOpen)
		if at < 0 {
			return append(pieces, form.Piece{Text: rest})
		}
		end := at + strings.Index(rest[at:], slotClose) + len(slotClose)
		pair := pairs[rest[at:end]]
		before, after := rest[:at], rest[end:]
		slot := w.slot(pair, strings.Trim(rest[at:end], slotOpen+slotClose))
		switch slot.As {
		case "toml":
			before, after = strings.TrimSuffix(before, `"`), strings.TrimPrefix(after, `"`)
		case "list":
			before, after = strings.TrimSuffix(before, `["`), strings.TrimPrefix(after, `"]`)
		}
		pieces = append(pieces, form.Piece{Text: before}, slot)
		rest = after
	}
}

// slot describes the place of a unit in the Markdown.
func (w *Work) slot(pair Pair, number string) form.Piece {
	unit, err := atoi(number)
	if err != nil {
		panic("translate: the mark of a unit has no number")
	}
	u := w.Source[pair.Source[0]]
	s := form.Piece{Unit: unit, Was: texts(w.Source, pair.Source), Prefix: u.Prefix, As: slotKind(u.Kind)}
	if len(pair.Target) > 0 {
		first, last := w.Target[pair.Target[0]], w.Target[pair.Target[len(pair.Target)-1]]
		s.Was, s.Prefix = string(w.target.src[first.Lines[0].Start:stopOf(last)]), first.Prefix
	} else if s.As == "toml" || s.As == "list" {
		s.Was = written(u.Text, s.As == "list")
	}
	return s
}

func slotKind(kind markdown.BlockKind) string {
	switch kind {
	case kindTags:
		return "list"
	case markdown.BlockCell:
		return "cell"
	case markdown.BlockAlt:
		return "alt"
	case markdown.BlockCaption:
		return "caption"
	case markdown.BlockTerm:
		return "term"
	}
	switch {
	case named(kind):
		return "toml"
	case oneLine(kind):
		return "line"
	}
	return ""
}
