package offline

import (
	"cmp"
	"slices"
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

// alphabet gives the letters of texts, in their order in Unicode.
func alphabet(texts [][]byte) []rune {
	var counts [1 << 16]uint32
	for _, text := range texts {
		for i := 0; i < len(text); {
			if text[i] < utf8.RuneSelf {
				i++
				continue
			}
			r, size := utf8.DecodeRune(text[i:])
			if r < 1<<16 {
				counts[r]++
			}
			i += size
		}
	}
	var letters []rune
	for r, n := range counts {
		if n > seldom {
			letters = append(letters, rune(r))
		}
	}
	slices.SortStableFunc(letters, func(a, b rune) int { return cmp.Compare(counts[b], counts[a]) })
	letters = letters[:min(len(letters), rareLetter-firstLetter)]
	slices.Sort(letters)
	return letters
}

// spelling writes texts in an alphabet.
type spelling [1 << 16]byte

func newSpelling(letters []rune) *spelling {
	var s spelling
	for i, r := range letters {
		s[r] = byte(firstLetter + i)
	}
	return &s
}

// append spells a text.
func (s *spelling) append(out, text []byte) []byte {
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
		} else if letter := s[r]; letter > 0 {
			out = append(out, letter)
		} else {
			out = rare(out, r)
		}
	}
	return out
}

func rare(out []byte, unit rune) []byte { return append(out, rareLetter, byte(unit>>8), byte(unit)) }
