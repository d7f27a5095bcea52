package translate

import (
	"bytes"
	"html"

	"handbill/generator/markdown"
)

// Marks says how Annotate marks a page.
type Marks struct {
	// Lang and Dir are those of the source, BetweenLang and BetweenDir those of the
	// language between.
	Lang, Dir, BetweenLang, BetweenDir string
	// Omit leaves out what nobody has translated, where it would be shown in the
	// source language.
	Omit bool
	// Untranslated and Current are labels in the reader's language: "Not yet in
	// French", "Now in English", "No longer in English".
	Untranslated, Current, Removed string
	// Frame writes blocks of the source, in its language.
	Frame markdown.Frame
}

// FirstMark is the id of the first marked part of a page, for the banner to lead
// to. No heading makes it of its words: those are lower case.
const FirstMark = "Not-current"

// Annotate marks the parts in the translation for its readers. The source
// document has its links resolved for the page. marked says that there is a first
// mark to lead to.
func (r Readers) Annotate(source, target *markdown.Doc, m Marks) (marked bool) {
	a := annotator{source: source, target: target, m: m, first: `<span id="` + FirstMark + `"></span>`, open: labelled(m.Untranslated), current: labelled(m.Current)}
	a.begin = `<div lang="` + html.EscapeString(m.Lang) + `" dir="` + html.EscapeString(m.Dir) + `">`
	if !m.Omit {
		for _, p := range r.Parts {
			if p.Status == Missing {
				source.Lend(p.Source, target)
			}
		}
	}
	end := -2 // the block that the untranslated part before ends at; -2 for none
	for i := 0; i < len(r.Parts); i++ {
		p := r.Parts[i]
		open := p.Status == Untranslated || p.Status == Missing
		label, follows := a.open, open && p.follows(end)
		if follows {
			label = ""
		}
		switch {
		case open && m.Omit:
			for _, b := range p.Blocks {
				a.target.Annotation(b).Omit = true
			}
		case p.Status == Untranslated:
			a.untranslated(p, label)
		case p.Status == Missing:
			first := i
			for i+1 < len(r.Parts) && r.Parts[i+1].Status == Missing && r.Parts[i+1].After == p.After {
				i++
			}
			open = a.missing(r.Parts[first:i+1], label) || follows
		case p.Machine:
			for _, b := range p.Blocks {
				a.target.Annotation(b).Class = "machine"
			}
			a.beside(p)
		case p.Status == Removed:
			a.removed(p)
		case len(p.Blocks) > 0:
			a.outdated(p)
		}
		end = -2
		if open {
			end = p.end()
		}
	}
	for _, l := range a.behind {
		target.Behind(l.after, l.html, l.within)
	}
	return a.first == ""
}

// annotator collects the annotations of a page.
type annotator struct {
	source, target *markdown.Doc

	m     Marks
	first string // the address of the first mark, until it is given
	// begin begins what is in the language of the source.
	begin string
	// open is the label of what nobody has translated, current that of what the source
	// says now.
	open, current string

	behind []lent
	box    bytes.Buffer
}

// lent is HTML of the source that stands behind a block of the translation, within
// the call-out or quotation that holds that where it is a part of it.
type lent struct {
	after  int
	html   []byte
	within markdown.Holder
}

// mark puts the address of the first mark before a block, once.
func (a *annotator) mark(block int) *markdown.Annotation {
	note := a.target.Annotation(block)
	note.Before = append(note.Before, a.first...)
	a.first = ""
	return note
}

// untranslated marks blocks that are in the source language.
func (a *annotator) untranslated(p Part, label string) {
	for i, b := range p.Blocks {
		note := a.target.Annotation(b)
		note.Lang, note.Dir, note.Class = a.m.Lang, a.m.Dir, "untranslated"
		if p.Between {
			note.Lang, note.Dir = a.m.BetweenLang, a.m.BetweenDir
		}
		if i == 0 {
			a.mark(b)
			note.Before = append(note.Before, label...)
		}
	}
}

// missing shows what the translation does not have after a block of it: parts of a
// call-out or quotation within that of the translation. It reports whether anything
// is shown.
func (a *annotator) missing(parts []Part, label string) (any bool) {
	for len(parts) > 0 {
		own, like := a.home(parts[0])
		var blocks []int
		n := 0
		for ; n < len(parts); n++ {
			if o, l := a.home(parts[n]); o != own || l != like || parts[n].home.ahead != parts[0].home.ahead {
				break
			}
			blocks = append(blocks, parts[n].Source...)
		}
		if box := a.boxed(blocks, own, "untranslated", label); len(box) > 0 {
			a.put(append([]byte(a.first), box...), parts[0], like)
			a.first, label, any = "", "", true
		}
		parts = parts[n:]
	}
	return any
}

// home gives the call-out or quotation that a missing part stands in, and its like
// in the translation.
func (a *annotator) home(p Part) (own, like markdown.Holder) {
	if p.home.known {
		own, like, _ = a.source.Shared(p.Source[0], p.home.neighbour, a.target, p.home.block)
	}
	return own, like
}

// put places what the translation does not have, within a call-out or quotation of it.
func (a *annotator) put(box []byte, p Part, within markdown.Holder) {
	beside := p.After
	if p.home.known && (beside < 0 || !a.target.Holds(within, beside)) {
		beside = p.home.block
		if p.home.ahead {
			a.target.Ahead(beside, box, within)
			return
		}
	}
	if beside < 0 {
		a.target.Begin(box)
		return
	}
	a.behind = append(a.behind, lent{beside, box, within})
}

// removed marks a part that the source does not have any more.
func (a *annotator) removed(p Part) {
	for _, b := range p.Blocks {
		a.target.Annotation(b).Class = "outdated"
	}
	note := a.mark(p.Blocks[0])
	note.Before = append(note.Before, labelled(a.m.Removed)...)
}

// outdated marks a part that has changed at the source; where a number or an
// address has, the source stands beside it.
func (a *annotator) outdated(p Part) {
	for _, b := range p.Blocks {
		a.target.Annotation(b).Class = "outdated"
	}
	a.mark(p.Blocks[0])
	a.beside(p)
}

// beside puts the source beside a part whose numbers or addresses differ.
func (a *annotator) beside(p Part) {
	if p.Facts {
		last := p.Blocks[len(p.Blocks)-1]
		own, _, _ := a.source.Shared(p.Source[0], p.Source[len(p.Source)-1], a.target, last)
		note := a.target.Annotation(last)
		note.After = append(note.After, a.boxed(p.Source, own, "current", a.current)...)
	}
}

func labelled(label string) string {
	if label == "" {
		return ""
	}
	return `<small class="label">` + html.EscapeString(label) + `</small>`
}

// boxed writes blocks of the source with their language, for a place within the like
// of what they stand in; nil where nothing of them is shown. The next call takes the room of what it gives.
func (a *annotator) boxed(blocks []int, within markdown.Holder, class, label string) []byte {
	b := &a.box
	b.Reset()
	for _, s := range [...]string{`<div class="`, class, `">`, label, a.begin} {
		b.WriteString(s)
	}
	empty := b.Len()
	a.target.Show(a.source.Excerpt(b, blocks, within, a.target, a.m.Frame))
	if b.Len() == empty {
		return nil
	}
	b.WriteString("</div></div>")
	return b.Bytes()
}
