package translate

import (
	"unicode"
	"unicode/utf8"
)

// look is what pairing sees in a unit. It is made when it is first asked for and
// kept, because the source of a guide is held against each of its translations.
type look struct {
	glance  glance
	flat    string      // the text, squeezed
	bare    string      // without addresses, code and placeholders
	keeps   *invariants // what a translation keeps; nil before it is asked for
	feature feature
	words   int
	latin   float64
	// hasBare, hasFeature, hasWords and hasLatin say which of these are made.
	hasBare, hasFeature, hasWords, hasLatin bool
}

// read takes a first glance at a text.
func (l *look) read(text string) {
	l.glance, l.flat = glanceAt(text), text
	if !l.glance.flat {
		l.flat = squeezed(text)
	}
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

// bare is the text without what a translation keeps.
func (u *Unit) bare() string {
	l := u.seen()
	if !l.hasBare {
		l.bare, l.hasBare = stripped(u.Text, l.glance.ascii), true
	}
	return l.bare
}

// plain is the bare text, squeezed.
func (u *Unit) plain() string {
	if bare := u.bare(); len(bare) != len(u.Text) {
		return squeeze(bare)
	}
	return u.flat()
}

// keeps are the invariants of the text.
func (u *Unit) keeps() *invariants {
	l := u.seen()
	if !keepsAny(l.glance.ascii, l.glance.digit) {
		return &nothingKept
	}
	if l.keeps == nil {
		k := kept(u.Text, l.glance.ascii, l.glance.digit)
		l.keeps = &k
	}
	return l.keeps
}

var nothingKept invariants

// factual reports whether the text may hold what a reader dials, writes to or counts.
func (u *Unit) factual() bool {
	l := u.seen()
	return l.glance.digit || l.glance.ascii.has(asciiOf("@"))
}

// words counts the words of the text: see Words.
func (u *Unit) words() int {
	l := u.seen()
	if !l.hasWords {
		l.words, l.hasWords = Words(u.Text), true
	}
	return l.words
}

// latin is the share of ASCII in the characters of the bare text, 0 to 1.
func (u *Unit) latin() float64 {
	l := u.seen()
	if !l.hasLatin {
		g := &l.glance
		if bare := u.bare(); len(bare) != len(u.Text) {
			words := glanceAt(bare)
			g = &words
		}
		l.latin, l.hasLatin = float64(g.runes-g.foreign)/float64(max(g.runes, 1)), true
	}
	return l.latin
}

// feature is what the alignment looks at.
func (u *Unit) feature() feature {
	l := u.seen()
	if !l.hasFeature {
		l.feature, l.hasFeature = featureOf(u), true
	}
	return l.feature
}

// mayBeAlike reports whether the likeness of two texts can reach least: it can
// not where they have too few pairs of letters in common, because equal trigrams
// begin with equal pairs. It is several times faster than dice, and most texts in
// two languages end here.
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
		if r < utf8.RuneSelf {
			if r >= 'A' && r <= 'Z' {
				r |= 0x20
			}
		} else {
			r = unicode.ToLower(r)
		}
		see(before*31 ^ uint32(r)*7)
		before = uint32(r)
		trigrams++
	}
	return trigrams
}

// likeEnough reports whether the likeness of two squeezed texts reaches least.
func likeEnough(a, b string, least float64) bool {
	return mayBeAlike(a, b, least) && dice(trigrams(a), trigrams(b)) >= least
}
