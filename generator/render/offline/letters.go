package offline

import (
	"cmp"
	"slices"
	"sync"
	"unicode/utf8"
)

// Letters beyond ASCII take two or three bytes of UTF-8, and what packs them sees
// a third or half of the text that it would see of English. A pack of texts has an
// alphabet of its own: its most frequent letters are one byte each, from 0x80 on.
// Any other is rare, the byte 0xff and a unit of UTF-16.
const (
	firstLetter = 0x80
	rareLetter  = 0xff
)

// seldom is how often a letter is in a pack that is not worth a place in its
// alphabet, where it takes three bytes too.
const seldom = 2

// alphabet gives the letters of a text, in their order in Unicode.
func alphabet(text []byte) []rune {
	counts := countings.Get().(*[1 << 16]uint32)
	defer countings.Put(counts)
	var seen []rune
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if r < 1<<16 {
			if counts[r] == 0 {
				seen = append(seen, r)
			}
			counts[r]++
		}
		i += size
	}
	letters := make([]rune, 0, len(seen))
	for _, r := range seen {
		if counts[r] > seldom {
			letters = append(letters, r)
		}
	}
	slices.SortFunc(letters, func(a, b rune) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	for _, r := range seen {
		counts[r] = 0
	}
	letters = letters[:min(len(letters), rareLetter-firstLetter)]
	slices.Sort(letters)
	return letters
}

// countings are tables of zeros.
var countings = sync.Pool{New: func() any { return new([1 << 16]uint32) }}

// spell appends a text in an alphabet.
func spell(out, text []byte, letters []rune) []byte {
	codes := spellings.Get().(*[1 << 16]byte)
	defer spellings.Put(codes)
	for i, r := range letters {
		codes[r] = byte(firstLetter + i)
	}
	for i := 0; i < len(text); {
		plain := i
		for i < len(text) && text[i] < utf8.RuneSelf {
			i++
		}
		if out = append(out, text[plain:i]...); i == len(text) {
			break
		}
		r, size := utf8.DecodeRune(text[i:])
		i += size
		if r >= 1<<16 {
			r -= 1 << 16
			out = rare(rare(out, 0xd800+r>>10), 0xdc00+r&0x3ff)
		} else if letter := codes[r]; letter > 0 {
			out = append(out, letter)
		} else {
			out = rare(out, r)
		}
	}
	for _, r := range letters {
		codes[r] = 0
	}
	return out
}

// spellings are tables of zeros.
var spellings = sync.Pool{New: func() any { return new([1 << 16]byte) }}

func rare(out []byte, unit rune) []byte { return append(out, rareLetter, byte(unit>>8), byte(unit)) }
