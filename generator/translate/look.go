package translate

import (
	"hash/maphash"
	"slices"
	"unicode"
	"unicode/utf8"
)

// look is what pairing sees in a unit. It is made when it is first asked for and
// kept, because the source of a guide is held against each of its translations.
type look struct {
	glance glance

	flat   string     // the text, squeezed
	rest   string     // what keeps has left of it; "" for what nobody knows
	plain  string     // without addresses, code and placeholders, squeezed
	keeps  invariants // what a translation keeps
	marks  []string   // addresses, code, numbers of it, sorted
	traits traits     // of the marks
	pairs  *pairSet   // of the plain text
	words  int
	sum    uint64
	made   made
}

// made says which parts of a look are made.
type made uint8

const (
	madePlain made = 1 << iota
	madeKeeps
	madeMarks
	madePairs
	madeWords
	madeSum
)

// first reports whether a part of a look is asked for the first time.
func (l *look) first(part made) bool {
	if l.made&part != 0 {
		return false
	}
	l.made |= part
	return true
}

// read takes a first glance at a text. Lists of what was kept of another serve again.
func (l *look) read(text string) {
	l.glance, l.made = glanceAt(text), 0
	l.flat = l.glance.squeeze(text)
}

// seen gives the look of a unit, one of its own to a unit that has none yet.
func (u *Unit) seen() *look {
	if u.look == nil {
		u.look = &look{}
		u.look.read(u.Text)
	}
	return u.look
}

// flat is the text in NFC with one space for each run of white space.
func (u *Unit) flat() string { return u.seen().flat }

// plain is the text without what a translation keeps, squeezed.
func (u *Unit) plain() string {
	l := u.seen()
	if !l.first(madePlain) {
		return l.plain
	}
	l.plain = l.flat
	if !hasMarkup(l.glance.signs) {
		return l.plain
	}
	bare := ""
	if l.made&madeKeeps != 0 {
		bare = l.rest
	}
	if bare == "" {
		bare = stripped(u.Text, l.glance.signs)
	}
	if len(bare) != len(u.Text) {
		g := l.glance
		g.flat = false // where something was taken out, there may be two blanks now
		l.plain = g.squeeze(bare)
	}
	return l.plain
}

// keeps are the invariants of the text.
func (u *Unit) keeps() *invariants {
	l := u.seen()
	if !keepsAny(l.glance.signs) {
		return &nothingKept
	}
	if l.first(madeKeeps) {
		l.keeps = l.keeps.emptied()
		l.rest = l.keeps.read(u.Text, l.glance.signs)
	}
	return &l.keeps
}

var nothingKept invariants

// marks are what a translation keeps of the text in any language: addresses, code,
// numbers, sorted.
func (u *Unit) marks() ([]string, traits) {
	l := u.seen()
	if l.first(madeMarks) {
		l.marks, l.traits = l.marks[:0], 0
		if k := u.keeps(); k != &nothingKept {
			l.marks = k.marks(l.marks)
			l.traits = traitsOf(l.marks)
		}
	}
	return l.marks, l.traits
}

// marks adds these to an empty list.
func (k *invariants) marks(marks []string) []string {
	for _, list := range [...][]string{k.images, k.code, k.placeholders, k.emails, k.phones, k.numbers, k.footnotes} {
		marks = append(marks, list...)
	}
	for _, l := range k.links {
		marks = append(marks, neutral(l))
	}
	slices.Sort(marks)
	return marks
}

// factual reports whether the text may hold what a reader dials, writes to or counts.
func (u *Unit) factual() bool { return u.seen().glance.signs.meets(anyDigit | atSign) }

var atSign = signsIn("@")

// words counts the words of the text: see Words.
func (u *Unit) words() int {
	l := u.seen()
	if l.first(madeWords) {
		l.words = Words(u.Text)
	}
	return l.words
}

// seed is that of the sums of texts, which leave no run of the program.
var seed = maphash.MakeSeed()

// sum is a number that the unit shares with those of its kind and squeezed text, and
// most likely with no others.
func (u *Unit) sum() uint64 {
	l := u.seen()
	if l.first(madeSum) {
		l.sum = maphash.String(seed, l.flat) ^ uint64(len(u.Kind))<<32
	}
	return l.sum
}

// equals reports whether two units have one kind and one squeezed text: then they
// have one hash.
func (u *Unit) equals(o *Unit) bool { return u.Kind == o.Kind && u.flat() == o.flat() }

// pairSet is the set of pairs of letters in a text, by their hashes, and the number
// of its trigrams.
type pairSet struct {
	bits     [16]uint64
	trigrams int
}

// pairs are those of the plain text.
func (u *Unit) pairs() *pairSet {
	l := u.seen()
	if l.first(madePairs) {
		if l.pairs == nil {
			l.pairs = new(pairSet)
		}
		set, before := l.pairs, uint32(' ')
		*set = pairSet{}
		for _, r := range u.plain() {
			now := lower(r)
			pair := pairOf(before, now)
			set.bits[pair>>6&15] |= 1 << (pair & 63)
			set.trigrams++
			before = now
		}
	}
	return l.pairs
}

// lacksTooMany reports whether a text has so many pairs of letters that are not in
// the set that its likeness with the text of the set cannot reach least. Most texts
// in two languages end here, at a part of their length.
func (p *pairSet) lacksTooMany(text string, least float64) bool {
	// No text of so many bytes has more trigrams, and one with fewer is the sooner
	// unlike.
	limit := int(float64(len(text))-least*float64(p.trigrams+len(text))/2) + 1
	lacking, length := 0, 0
	before := uint32(' ')
	for _, r := range text {
		now := lower(r)
		if pair := pairOf(before, now); p.bits[pair>>6&15]&(1<<(pair&63)) == 0 {
			if lacking++; lacking > limit {
				return true
			}
		}
		before = now
		length++
	}
	return 2*float64(length-lacking) < least*float64(p.trigrams+length)
}

// mayBeAlike reports whether the likeness of two texts can reach least: it can
// not where they have too few pairs of letters in common, because equal trigrams
// begin with equal pairs. It is several times faster than dice.
func mayBeAlike(a, b string, least float64) bool {
	var counts [1 << 10]int32
	length := eachPair(a, func(pair uint32) { counts[pair&(1<<10-1)]++ })
	shared := 0
	length += eachPair(b, func(pair uint32) {
		if n := &counts[pair&(1<<10-1)]; *n > 0 {
			*n--
			shared++
		}
	})
	return 2*float64(shared) >= least*float64(length)
}

// eachPair calls see with a hash of each letter and the one after it, as trigrams
// are read, and gives the number of trigrams.
func eachPair(text string, see func(pair uint32)) (trigrams int) {
	before := uint32(' ')
	for _, r := range text {
		now := lower(r)
		see(pairOf(before, now))
		before = now
		trigrams++
	}
	return trigrams
}

func lower(r rune) uint32 {
	switch {
	case r >= 0x590 && r < 0x10a0 || r >= 0x2e80 && r < 0xa640: // scripts without case
	case r >= utf8.RuneSelf:
		r = unicode.ToLower(r)
	case r >= 'A' && r <= 'Z':
		r |= 0x20
	}
	return uint32(r)
}

// pairOf is a hash of two letters.
func pairOf(before, now uint32) uint32 { return before*31 ^ now*7 }

// likeEnough reports whether the likeness of two squeezed texts reaches least.
func likeEnough(a, b string, least float64) bool {
	return mayBeAlike(a, b, least) && dice(trigrams(a), trigrams(b)) >= least
}
