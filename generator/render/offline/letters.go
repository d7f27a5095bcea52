package offline

import (
	"cmp"
	"encoding/binary"
	"math/bits"
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

// An alphabet is chosen by a part of the text: of each window, the first bytes. A letter
// that is missed takes three bytes instead of one, so little is lost, and all need not
// be counted.
const (
	window  = 1024
	counted = 256
)

// alphabet gives the letters of a text, in their order in Unicode.
func alphabet(text []byte) []rune {
	counts := countings.get()
	defer countings.put(counts)
	var seen []rune
	for from := 0; from < len(text); from += window {
		for i, end := from, min(from+counted, len(text)-8); i < end; {
			word := binary.LittleEndian.Uint64(text[i:])
			if word&0x80 == 0 {
				i += ascii(word)
				continue
			}
			r, size := letter(word)
			if i += size; r == 0 {
				continue
			}
			if counts[r] == 0 {
				seen = append(seen, r)
			}
			counts[r]++
		}
	}
	slices.SortFunc(seen, func(a, b rune) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	for _, r := range seen {
		counts[r] = 0
	}
	letters := slices.Clone(seen[:min(len(seen), rareLetter-firstLetter)])
	slices.Sort(letters)
	return letters
}

// countings are tables of zeros.
var countings = kept[*[1 << 16]uint32]{make: func() *[1 << 16]uint32 { return new([1 << 16]uint32) }}

// ascii is how many of eight bytes are ASCII before the first that is not.
func ascii(word uint64) int {
	if word &= 0x8080808080808080; word != 0 {
		return bits.TrailingZeros64(word) / 8
	}
	return 8
}

// letter gives the letter that eight bytes begin with, where it has two or three of
// them; 0 for any other.
func letter(word uint64) (r rune, size int) {
	switch {
	case word&0xc0e0 == 0x80c0:
		return rune(word&0x1f<<6 | word>>8&0x3f), 2
	case word&0xc0c0f0 == 0x8080e0:
		return rune(word&0xf<<12 | word>>2&0xfc0 | word>>16&0x3f), 3
	default:
		return 0, 1
	}
}

// spell appends a text in an alphabet. What is no UTF-8 is spelled "?", so that the
// text stays as long as units tells.
func spell(out, text []byte, letters []rune) []byte {
	codes := spellings.get()
	defer spellings.put(codes)
	for i, r := range letters {
		codes[r] = byte(firstLetter + i)
	}
	n := len(out)
	room := n + 2*len(text) + 8 // a byte is two at most, and eight are written at once
	out = slices.Grow(out, room-n)[:room]
	for i := 0; i < len(text); {
		if i+8 <= len(text) {
			word := binary.LittleEndian.Uint64(text[i:])
			if word&0x80 == 0 {
				binary.LittleEndian.PutUint64(out[n:], word)
				size := ascii(word)
				i, n = i+size, n+size
				continue
			}
			r, size := letter(word)
			if code := codes[r]; code > 0 {
				out[n] = code
				i, n = i+size, n+1
				continue
			}
		}
		r, size := utf8.DecodeRune(text[i:])
		n += rare(out[n:], r, text[i:i+size], codes)
		i += size
	}
	for _, r := range letters {
		codes[r] = 0
	}
	return out[:n]
}

// rare writes any letter.
func rare(out []byte, r rune, text []byte, codes *[1 << 16]byte) int {
	switch {
	case r < utf8.RuneSelf:
		out[0] = byte(r)
		return 1
	case len(text) == 1:
		return copy(out, "??"[:units(text)])
	case r >= 1<<16:
		r -= 1 << 16
		return unit(out, 0xd800+r>>10) + unit(out[3:], 0xdc00+r&0x3ff)
	case codes[r] > 0:
		out[0] = codes[r]
		return 1
	default:
		return unit(out, r)
	}
}

func unit(out []byte, unit rune) int {
	out[0], out[1], out[2] = rareLetter, byte(unit>>8), byte(unit)
	return 3
}

// spellings are tables of zeros.
var spellings = kept[*[1 << 16]byte]{make: func() *[1 << 16]byte { return new([1 << 16]byte) }}
