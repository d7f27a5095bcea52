// Package translate keeps translations in step with their source, block by
// block.
//
// Plain Markdown is the truth in every language. A lock says which source block
// each translated block was made from; from the two texts and the lock, Compare
// tells what is up to date, changed, untranslated or missing. Translators get
// PO, XLIFF, CSV or an offline form, and what they send back is written into the
// Markdown at the bytes where it belongs.
//
// The package is pure but for Project, which reads and writes the files of one
// site below a folder. It never prints and never decides an exit code.
package translate

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"handbill/generator/markdown"
)

// Kinds of units that do not stand in the body. Those of a service are followed
// by its id and key, as in "service night-clinic hours".
const (
	kindTitle     markdown.BlockKind = "title"
	kindSummary   markdown.BlockKind = "summary"
	kindCover     markdown.BlockKind = "cover" // the key "alt", for the picture of "image"
	kindTags      markdown.BlockKind = "tags"
	kindWithdrawn markdown.BlockKind = "withdrawn"
	kindService                      = "service "
)

// Unit is the smallest piece that is translated by itself: a block of the body,
// a text of the front matter or of services.toml.
type Unit struct {
	markdown.Block
	// Key names the unit in locks and exchange files: its hash, with #2, #3…
	// after it for further equal units of the same text.
	Key string

	look *look // nil for a unit that was not made by Units
}

// Hash is the key without the number of the repetition.
func (u Unit) Hash() string { return bare(u.Key) }

func bare(key string) string {
	hash, _, _ := strings.Cut(key, "#")
	return hash
}

// Sent reports whether translators get the unit: code and HTML are only tracked.
func (u Unit) Sent() bool { return sent(u.Kind) }

func sent(kind markdown.BlockKind) bool {
	return kind != markdown.BlockCode && kind != markdown.BlockHTML
}

// named reports whether the unit is known by its kind alone, so that there is at
// most one in a guide.
func named(kind markdown.BlockKind) bool {
	switch kind {
	case kindTitle, kindSummary, kindCover, kindTags, kindWithdrawn:
		return true
	}
	return strings.HasPrefix(string(kind), kindService)
}

// Units gives blocks their keys.
func Units(blocks []markdown.Block) []Unit {
	units := unkeyed(blocks)
	giveKeys(units)
	return units
}

// unkeyed makes units of blocks: their keys are for locks and exchange files, and a
// translation that has no lock is compared without.
func unkeyed(lists ...[]markdown.Block) []Unit { return new(room).unkeyed(lists...) }

// room is where units are made; it can be used again when they are gone.
type room struct {
	units []Unit
	looks []look
}

func (r *room) unkeyed(lists ...[]markdown.Block) []Unit {
	count := 0
	for _, blocks := range lists {
		count += len(blocks)
	}
	if cap(r.units) < count {
		r.units, r.looks = make([]Unit, count), make([]look, count)
	}
	units, looks := r.units[:count], r.looks[:count]
	i := 0
	for _, blocks := range lists {
		for _, b := range blocks {
			looks[i].read(b.Text)
			units[i] = Unit{Block: b, look: &looks[i]}
			i++
		}
	}
	return units
}

// giveKeys gives units their keys, where they have none yet.
func giveKeys(units []Unit) {
	if len(units) == 0 || units[0].Key != "" {
		return
	}
	seen := make(map[string]int, len(units))
	for i := range units {
		u := &units[i]
		u.Key = hash(u.Kind, u.flat())
		seen[u.Key]++
		if n := seen[u.Key]; n > 1 {
			u.Key += "#" + strconv.Itoa(n)
		}
	}
}

// hash is the first 6 bytes of SHA-256 over kind and squeezed text, in
// hexadecimal: 48 bits keep two of a site's 100,000 blocks apart but for a chance
// of 1 in 50,000, and a line of the lock short. How a text is wrapped and composed
// does not matter.
func hash(kind markdown.BlockKind, flat string) string {
	var short [512]byte // most blocks fit
	sum := sha256.Sum256(append(append(append(short[:0], kind...), 0), flat...))
	var digits [12]byte
	hex.Encode(digits[:], sum[:6])
	return string(digits[:])
}

// squeeze is the text in NFC with one space for each run of white space.
func squeeze(text string) string {
	g := glanceAt(text)
	return g.squeeze(text)
}

// squeeze squeezes the text that the glance is of.
func (g *glance) squeeze(text string) string {
	if g.flat {
		return text
	}
	if g.composed && !g.signs.meets(controlSign) { // then blanks are the only white space
		return singleBlanks(strings.Trim(text, " "))
	}
	if text = collapse(text); g.composed || norm.NFC.IsNormalString(text) {
		return text
	}
	return norm.NFC.String(text)
}

// singleBlanks makes each run of blanks one.
func singleBlanks(text string) string {
	at := strings.Index(text, "  ")
	if at < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for at >= 0 {
		b.WriteString(text[:at+1])
		text = strings.TrimLeft(text[at:], " ")
		at = strings.Index(text, "  ")
	}
	b.WriteString(text)
	return b.String()
}

// collapse makes each run of white space one space, and takes it from both ends.
func collapse(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := false // before what comes next
	for i := 0; i < len(text); {
		c, size := text[i], 1
		blank := c == ' ' || c >= '\t' && c <= '\r'
		if c >= utf8.RuneSelf {
			var r rune
			r, size = utf8.DecodeRuneInString(text[i:])
			blank = (r < 0x100 || r >= 0x1680 && r <= 0x3000) && unicode.IsSpace(r)
		}
		if blank {
			space = b.Len() > 0
		} else {
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteString(text[i : i+size])
		}
		i += size
	}
	return b.String()
}

// wordy reports whether a text has a word that a translation would change: three
// letters in a row, or two of a script that writes without spaces. Addresses,
// code and placeholders do not count.
func wordy(text string) bool {
	run := 0
	for _, r := range strip(text) {
		switch {
		case r < utf8.RuneSelf:
			if r |= 0x20; r >= 'a' && r <= 'z' {
				run++
			} else {
				run = 0
			}
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			run += 2
		case unicode.IsLetter(r):
			run++
		case unicode.IsMark(r):
		default:
			run = 0
		}
		if run >= 3 {
			return true
		}
	}
	return false
}
