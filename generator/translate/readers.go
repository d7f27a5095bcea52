package translate

import (
	"bytes"
	"fmt"
	"html"
	"slices"

	"handbill/generator/diag"
	"handbill/generator/markdown"
)

// Text is one language of a guide as its readers meet it: the parsed body, and
// the texts of the front matter.
type Text struct {
	Doc   *markdown.Doc
	front []markdown.Block
}

// NewText joins a parsed document with the front matter of its file.
func NewText(file diag.File, doc *markdown.Doc) Text {
	start, stop, _ := frontMatter(file.Source)
	d := document{start: start, front: readTOML(file.Source[start:stop])}
	return Text{doc, d.frontBlocks(file)}
}

func (t Text) units() []Unit { return Units(slices.Concat(t.front, t.Doc.Blocks())) }

// Readers is what the readers of a translation have to know of it.
type Readers struct {
	Counts Counts
	// Front tells how the title and the other texts of the front matter stand, by
	// their key; a text that is up to date is left out.
	Front map[string]Status
	// Parts are the blocks that differ from an up-to-date translation, in the
	// order of the translation.
	Parts []Part
	// Headings tell which heading of the source each heading of the translation
	// is: places in Doc.Headings of both, -1 for none.
	Headings []int
}

// Part is a place in a translation that readers see marked.
type Part struct {
	// Status is Changed, Unsure, Untranslated, Missing or ToReview.
	Status Status
	// Blocks are places in the translation's Doc.Blocks; none for Missing.
	Blocks []int
	// After is the block of the translation that a missing part comes after; -1
	// for the start.
	After int
	// Source are places in the source's Doc.Blocks.
	Source []int
	// Facts says that a number, telephone number, link or address in the source
	// has changed: readers get the text of the source beside the translation.
	Facts bool
	// Machine says that a program made the translation and nobody has read it.
	Machine bool
}

// ForReaders compares a page with its source for its readers.
func ForReaders(source, target Text, lock Lock, old Texts) Readers {
	s, t := source.units(), target.units()
	report := Compare(s, t, lock, old)
	r := Readers{Counts: report.Counts, Front: map[string]Status{}}
	r.Headings = slices.Repeat([]int{-1}, len(target.Doc.Headings))
	after := -1
	for _, p := range report.Pairs {
		if len(p.Source) > 0 && named(s[p.Source[0]].Kind) {
			if p.Status != Current {
				r.Front[frontKey(s[p.Source[0]].Kind)] = p.Status
			}
			continue
		}
		r.heading(source, target, s, t, p)
		part := Part{
			Status: p.Status, After: after, Blocks: shifted(p.Target, -len(target.front)), Source: shifted(p.Source, -len(source.front)),
			Machine: p.State == Machine && p.Status == ToReview,
		}
		if len(part.Blocks) > 0 {
			after = part.Blocks[len(part.Blocks)-1]
		}
		switch p.Status {
		case Changed, Unsure:
			part.Facts = factsDiffer(p.Old, texts(s, p.Source), texts(t, p.Target))
		case Untranslated, Missing:
		case ToReview:
			if !part.Machine {
				continue
			}
		default:
			continue
		}
		if sent(s[p.Source[0]].Kind) {
			r.Parts = append(r.Parts, part)
		}
	}
	return r
}

func shifted(list []int, by int) []int {
	out := make([]int, len(list))
	for i, n := range list {
		out[i] = n + by
	}
	return out
}

func frontKey(kind markdown.BlockKind) string {
	for _, k := range frontKeys {
		if k.kind == kind {
			return k.key
		}
	}
	return string(kind)
}

// factsDiffer reports whether what a reader could dial, visit or count has
// changed: between the old source and the new one, or, where the old one is not
// known, between the source and the translation.
func factsDiffer(old, now, translation string) bool {
	if old == "" {
		old = translation
	}
	before, after := facts(old), facts(now)
	return len(lacking(after, before)) > 0 || len(lacking(before, after)) > 0
}

// heading notes which headings belong together.
func (r *Readers) heading(source, target Text, s, t []Unit, p Pair) {
	if len(p.Source) == 0 || len(p.Target) == 0 || !isHeading(s[p.Source[0]].Kind) || !isHeading(t[p.Target[0]].Kind) {
		return
	}
	at := func(headings []markdown.Heading, u Unit) int {
		return slices.IndexFunc(headings, func(h markdown.Heading) bool { return h.At.Line == u.At.Line })
	}
	from, to := at(source.Doc.Headings, s[p.Source[0]]), at(target.Doc.Headings, t[p.Target[0]])
	if from >= 0 && to >= 0 {
		r.Headings[to] = from
	}
}

// Marks says how Annotate marks a page.
type Marks struct {
	// Lang and Dir are those of the source.
	Lang, Dir string
	// Omit leaves out what nobody has translated, where it would be shown in the
	// source language.
	Omit bool
	// Untranslated and Current are labels in the reader's language: "Not yet in
	// French" and "Now in English".
	Untranslated, Current string
	// Frame writes blocks of the source.
	Frame markdown.Frame
}

// FirstMark is the id of the first marked part of a page, for the banner to lead
// to.
const FirstMark = "not-current"

// Annotate marks the parts in the translation for its readers. The source
// document has its links resolved for the page.
func (r Readers) Annotate(source, target *markdown.Doc, m Marks) {
	notes := map[int]*markdown.Annotation{}
	note := func(block int) *markdown.Annotation {
		if notes[block] == nil {
			notes[block] = &markdown.Annotation{}
		}
		return notes[block]
	}
	first := fmt.Sprintf(`<span id="%s"></span>`, FirstMark)
	mark := func(a *markdown.Annotation) {
		a.Before = append(a.Before, first...)
		first = ""
	}
	follows := false // the part before was marked as untranslated, too
	for _, p := range r.Parts {
		open := p.Status == Untranslated || p.Status == Missing
		label := labelled(m.Untranslated)
		if follows && open {
			label = ""
		}
		follows = open
		switch {
		case open && m.Omit:
			for _, b := range p.Blocks {
				note(b).Omit = true
			}
		case p.Status == Untranslated:
			for i, b := range p.Blocks {
				a := note(b)
				a.Lang, a.Dir, a.Class = m.Lang, m.Dir, "untranslated"
				if i == 0 {
					mark(a)
					a.Before = append(a.Before, label...)
				}
			}
		case p.Status == Missing:
			r.missing(source, note, p, m, &first, label)
		case p.Machine:
			for _, b := range p.Blocks {
				note(b).Class = "machine"
			}
		case len(p.Blocks) > 0:
			for _, b := range p.Blocks {
				note(b).Class = "outdated"
			}
			mark(note(p.Blocks[0]))
			if p.Facts {
				a := note(p.Blocks[len(p.Blocks)-1])
				a.After = append(a.After, boxed(source, p.Source, m, "current", labelled(m.Current))...)
			}
		}
	}
	for block, a := range notes {
		target.Annotate(block, *a)
	}
}

// missing shows a part that the translation does not have.
func (r Readers) missing(source *markdown.Doc, note func(int) *markdown.Annotation, p Part, m Marks, first *string, label string) {
	box := append([]byte(*first), boxed(source, p.Source, m, "untranslated", label)...)
	*first = ""
	if p.After >= 0 {
		a := note(p.After)
		a.After = append(a.After, box...)
		return
	}
	a := note(0)
	a.Before = append(box, a.Before...)
}

func labelled(label string) string {
	if label == "" {
		return ""
	}
	return `<small class="label">` + html.EscapeString(label) + `</small>`
}

// boxed writes blocks of the source with their language.
func boxed(source *markdown.Doc, blocks []int, m Marks, class, label string) []byte {
	var b bytes.Buffer
	b.WriteString(`<div class="` + class + `">` + label)
	fmt.Fprintf(&b, `<div lang="%s" dir="%s">`, html.EscapeString(m.Lang), html.EscapeString(m.Dir))
	for _, s := range blocks {
		source.BlockHTML(&b, s, m.Frame)
	}
	b.WriteString("</div></div>")
	return b.Bytes()
}
