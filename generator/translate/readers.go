package translate

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"handbill/generator/diag"
	"handbill/generator/markdown"
)

// Text is one language of a guide as its readers meet it: the parsed body, and
// the texts of the front matter.
type Text struct {
	Doc   *markdown.Doc
	front int    // how many units are of the front matter
	tag   string // of its language, by the file's name
	all   []Unit // of front and body; without keys where nobody has asked for them
	desk  *Desk
}

// Desk is where texts are compared, those of one guide after those of another: what
// it has grown to serves all of them. One goroutine at a time may use it.
type Desk struct {
	comparison     comparison
	source, target room
}

// Source joins a parsed document with the front matter of its file, for comparisons
// with its translations. It is good until the next is asked for.
func (d *Desk) Source(file diag.File, doc *markdown.Doc) Text { return d.text(file, doc, &d.source) }

// Translation does so for a translation of the text, good until the next is asked for.
func (t Text) Translation(file diag.File, doc *markdown.Doc) Text {
	return t.desk.text(file, doc, &t.desk.target)
}

// NewText is the Source of a desk of its own.
func NewText(file diag.File, doc *markdown.Doc) Text { return new(Desk).Source(file, doc) }

func (d *Desk) text(file diag.File, doc *markdown.Doc, room *room) Text {
	start, stop, _ := frontMatter(file.Source)
	head := document{start: start, front: readTOML(file.Source[start:stop])}
	front := head.frontBlocks(file)
	return Text{doc, len(front), strings.TrimSuffix(path.Base(file.Path), ".md"), room.unkeyed(front, doc.Blocks()), d}
}

// units are those of the text, with their keys.
func (t Text) units() []Unit {
	giveKeys(t.all)
	return t.all
}

// Readers is what the readers of a translation have to know of it.
type Readers struct {
	// Counts are those of Compare without the topics, which are no part of the
	// text, and without WordsLeft.
	Counts Counts
	// Front tells how the title and the other texts of the front matter stand, by
	// their key; a text that is up to date is left out.
	Front map[string]Status
	// FrontFacts are the keys of Front whose source has changed in what a reader
	// could dial, visit or count.
	FrontFacts []string
	// FrontBetween are the keys of Front that are in the language between.
	FrontBetween []string
	// Gone counts the texts whose source is gone while they hold a number, a link or
	// an address.
	Gone int
	// Parts are the blocks that differ from an up-to-date translation, in the
	// order of the translation.
	Parts []Part
}

// Part is a place in a translation that readers see marked.
type Part struct {
	// Status is Changed, Unsure, Untranslated, Missing, ToReview, or Removed for what
	// holds a number, a link or an address.
	Status Status
	// Blocks are places in the translation's Doc.Blocks; none for Missing.
	Blocks []int
	// After is the block of the translation that a missing part comes after; -1
	// for the start.
	After int
	// Source are places in the source's Doc.Blocks; none for Removed.
	Source []int
	// home is where a missing part belongs that is of a call-out or a quotation.
	home home
	// Facts says that a number, telephone number, link or address in the source
	// has changed, or is another than in a translation that is to be reviewed:
	// readers get the text of the source beside the translation.
	Facts bool
	// Machine says that a program made the translation and nobody has read it.
	Machine bool
	// Between says that the blocks are in the language between: see Between.
	Between bool
}

// home is a block of the translation in whose call-out or quotation a missing part
// belongs, as a block that is beside the part in the source does.
type home struct {
	known     bool
	neighbour int  // place in the source's Doc.Blocks
	block     int  // place in the translation's Doc.Blocks
	ahead     bool // the part comes before these
}

// Between is the language that a translation was made from, where that is a
// translation itself, with the record of that one.
type Between struct {
	Text Text
	Lock Lock
}

// ForReaders compares a page with its source for its readers. between is nil for
// a translation that was made from the source. A lock that names another language
// than these says nothing: the texts are then paired by how they look.
func ForReaders(source, target Text, lock Lock, old Texts, between *Between) Readers {
	f := forReaders{s: source.all, t: target.all, front: source.front, ownFront: target.front}
	f.r.Front = map[string]Status{}
	report := compared(source, target, lock, old, between)
	parts := 0
	for i := range report.Pairs {
		if status := report.Pairs[i].Status; status != Current && status != Extra {
			parts++
		}
	}
	f.r.Parts = make([]Part, 0, parts)
	after := -1
	for i := range report.Pairs {
		p := &report.Pairs[i]
		gone := p.Status == Removed && len(facts(texts(f.t, p.Target))) > 0
		if gone {
			f.r.Gone++
		}
		if f.ofFront(p, gone) {
			continue
		}
		if part, ok := f.part(p, after, gone); ok {
			f.r.Parts = append(f.r.Parts, part)
		}
		if len(p.Target) > 0 {
			after = p.Target[len(p.Target)-1] - f.ownFront
		}
	}
	slices.SortStableFunc(f.r.Parts, func(a, b Part) int {
		if by := cmp.Compare(a.place(), b.place()); by != 0 {
			return by
		}
		return slices.Compare(a.Source, b.Source)
	})
	f.house(source.Doc, target.Doc, report.Pairs)
	return f.r
}

// forReaders is a ForReaders on its way.
type forReaders struct {
	s, t []Unit
	// front and ownFront are how many of these stand in the front matter.
	front, ownFront int
	r               Readers
}

// ofFront takes in a pair and reports whether it is of the front matter.
func (f *forReaders) ofFront(p *Pair, gone bool) bool {
	if len(p.Source) == 0 && named(f.t[p.Target[0]].Kind) {
		if gone {
			f.r.FrontFacts = append(f.r.FrontFacts, frontKey(f.t[p.Target[0]].Kind))
		}
		return true
	}
	if len(p.Source) == 0 || f.s[p.Source[0]].Kind != kindTags {
		f.r.Counts.count(p, f.s)
	}
	if len(p.Source) == 0 || !named(f.s[p.Source[0]].Kind) {
		return false
	}
	if p.Status == Current {
		return true
	}
	key := frontKey(f.s[p.Source[0]].Kind)
	f.r.Front[key] = p.Status
	if p.Between {
		f.r.FrontBetween = append(f.r.FrontBetween, key)
	}
	if f.factual(p) {
		f.r.FrontFacts = append(f.r.FrontFacts, key)
	}
	return true
}

// factual reports whether a pair differs in what a reader could dial, visit or
// count.
func (f *forReaders) factual(p *Pair) bool {
	switch p.Status {
	case Changed, Unsure:
		return factsDiffer(p.Old, texts(f.s, p.Source), texts(f.t, p.Target))
	case ToReview:
		return p.contradicts || contradictory(f.s, p.Source, f.t, p.Target)
	}
	return false
}

// part is what readers see of a pair behind a block; false where they see the
// translation alone.
func (f *forReaders) part(p *Pair, after int, gone bool) (Part, bool) {
	part := Part{Status: p.Status, After: after, Between: p.Between}
	switch p.Status {
	case Changed, Unsure, Untranslated, Missing:
		part.Facts = f.factual(p)
	case ToReview:
		part.Facts, part.Machine = f.factual(p), p.State == Machine
		if !part.Machine && !part.Facts {
			return part, false
		}
	case Removed:
		if !gone || !sent(f.t[p.Target[0]].Kind) {
			return part, false
		}
	default:
		return part, false
	}
	if p.Status != Removed {
		if len(p.Source) == 0 {
			return part, false
		}
		if kind := f.s[p.Source[0]].Kind; !sent(kind) && (p.Status != Missing || kind != markdown.BlockCode) {
			return part, false
		}
	}
	part.Blocks, part.Source = shifted(p.Target, -f.ownFront), shifted(p.Source, -f.front)
	return part, true
}

// house finds the homes of missing parts.
func (f *forReaders) house(source, target *markdown.Doc, pairs []Pair) {
	var of []*Pair // by the blocks of the source, where both texts have them
	for i := range f.r.Parts {
		part := &f.r.Parts[i]
		if part.Status != Missing || !source.Held(part.Source[0]) {
			continue
		}
		if of == nil {
			of = f.partners(pairs)
		}
		deepest := 0
		for _, step := range [...]int{-1, 1} {
			h, ok := f.beside(source, of, part.Source[0], step)
			if !ok {
				continue
			}
			if _, _, depth := source.Shared(part.Source[0], h.neighbour, target, h.block); depth > deepest {
				deepest, part.home = depth, h
			}
		}
	}
}

// beside gives what the translation has of the nearest block before or behind one
// that it lacks.
func (f *forReaders) beside(source *markdown.Doc, of []*Pair, block, step int) (h home, ok bool) {
	near := block + step
	for near >= 0 && near < len(of) && (of[near] == nil && source.Held(near) || f.s[near+f.front].Kind == markdown.BlockFootnote) {
		near += step
	}
	if near < 0 || near >= len(of) || of[near] == nil {
		return h, false
	}
	target := of[near].Target
	h = home{known: true, neighbour: near, block: target[len(target)-1] - f.ownFront}
	if step > 0 {
		h.block, h.ahead = target[0]-f.ownFront, true
	}
	return h, h.block >= 0
}

// partners gives the pair of each block of the source that the translation has.
func (f *forReaders) partners(pairs []Pair) []*Pair {
	of := make([]*Pair, len(f.s)-f.front)
	for i := range pairs {
		if len(pairs[i].Target) == 0 {
			continue
		}
		for _, s := range pairs[i].Source {
			if s >= f.front {
				of[s-f.front] = &pairs[i]
			}
		}
	}
	return of
}

// place orders parts as they stand in the translation: a missing one comes behind
// the block that it follows.
func (p Part) place() int {
	if len(p.Blocks) > 0 {
		return 2 * p.Blocks[0]
	}
	return 2*p.After + 1
}

// follows reports whether nothing stands between a part and a block, -1 for the
// start.
func (p Part) follows(block int) bool {
	if len(p.Blocks) > 0 {
		return p.Blocks[0] == block+1
	}
	return p.After == block
}

// end is the last block that a part has or comes behind.
func (p Part) end() int {
	if len(p.Blocks) > 0 {
		return p.Blocks[len(p.Blocks)-1]
	}
	return p.After
}

// compared holds a translation against its source, through the language between
// where there is one.
func compared(source, target Text, lock Lock, old Texts, between *Between) Report {
	switch {
	case between != nil && lock.Source == between.Text.tag:
		over := compared(source, between.Text, between.Lock, old, nil)
		over.Pairs = slices.Clone(over.Pairs) // the desk is used again
		return source.desk.comparison.compare(between.Text.all, target.all, lock, old).through(over, len(source.all), len(target.all))
	case lock.Source != "" && lock.Source != source.tag:
		lock = Lock{}
	}
	return source.desk.comparison.compare(source.all, target.all, lock, old)
}

// Headings tells which heading of the source each heading of a translation is by
// somebody's word: places in Doc.Headings of both, -1 for none. What was only
// paired by its looks does not count, since a link to help must not open another
// part.
func Headings(source, target Text, lock Lock, old Texts) []int {
	if len(lock.Rows) == 0 || lock.Source != "" && lock.Source != source.tag {
		return nil
	}
	s, t := source.units(), target.units()
	places := slices.Repeat([]int{-1}, len(target.Doc.Headings))
	for _, p := range source.desk.comparison.compare(s, t, lock, old).Pairs {
		if p.State != Assumed && p.State != Review {
			headed(places, source, target, s, t, p)
		}
	}
	return places
}

func shifted(list []int, by int) []int {
	if len(list) == 1 {
		return only(list[0] + by)
	}
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

// headed notes which headings belong together.
func headed(places []int, source, target Text, s, t []Unit, p Pair) {
	if len(p.Source) == 0 || len(p.Target) == 0 || !isHeading(s[p.Source[0]].Kind) || !isHeading(t[p.Target[0]].Kind) {
		return
	}
	at := func(headings []markdown.Heading, u Unit) int {
		return slices.IndexFunc(headings, func(h markdown.Heading) bool { return h.At.Line == u.At.Line })
	}
	from, to := at(source.Doc.Headings, s[p.Source[0]]), at(target.Doc.Headings, t[p.Target[0]])
	if from >= 0 && to >= 0 {
		places[to] = from
	}
}
