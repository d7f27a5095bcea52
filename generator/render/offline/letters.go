package offline

import (
	"cmp"
	"encoding/binary"
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
		for i, end := from, min(from+counted, len(text)); i < end; {
			if text[i] < utf8.RuneSelf || !utf8.RuneStart(text[i]) {
				i++
				continue
			}
			r, size := letter(text[i:])
			if r < 1<<16 {
				if counts[r] == 0 {
					seen = append(seen, r)
				}
				counts[r]++
			}
			i += size
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

// letter decodes the first letter of valid UTF-8 that is beyond ASCII.
func letter(text []byte) (r rune, size int) {
	switch c := text[0]; {
	case c < 0xe0:
		return rune(c&0x1f)<<6 | rune(text[1]&0x3f), 2
	case c < 0xf0:
		return rune(c&0x0f)<<12 | rune(text[1]&0x3f)<<6 | rune(text[2]&0x3f), 3
	default:
		return rune(c&0x07)<<18 | rune(text[1]&0x3f)<<12 | rune(text[2]&0x3f)<<6 | rune(text[3]&0x3f), 4
	}
}

// countings are tables of zeros.
var countings = kept[*[1 << 16]uint32]{make: func() *[1 << 16]uint32 { return new([1 << 16]uint32) }}

// spell appends a text in an alphabet.
func spell(out, text []byte, letters []rune) []byte {
	codes := spellings.get()
	defer spellings.put(codes)
	for i, r := range letters {
		codes[r] = byte(firstLetter + i)
	}
	n := len(out)
	out = slices.Grow(out, len(text)/2*3+8)[:n+len(text)/2*3+8] // two bytes may become three, and four six
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if i+8 <= len(text) { // eight at once, where all are ASCII
				if word := binary.LittleEndian.Uint64(text[i:]); word&0x8080808080808080 == 0 {
					binary.LittleEndian.PutUint64(out[n:], word)
					i, n = i+8, n+8
					continue
				}
			}
			out[n] = c
			i, n = i+1, n+1
			continue
		}
		if c < 0xe0 {
			if code := codes[rune(c&0x1f)<<6|rune(text[i+1]&0x3f)]; code > 0 {
				out[n] = code
				i, n = i+2, n+1
				continue
			}
		}
		r, size := letter(text[i:])
		i += size
		if r < 1<<16 && codes[r] > 0 {
			out[n] = codes[r]
			n++
			continue
		}
		if r >= 1<<16 {
			r -= 1 << 16
			n += rare(out[n:], 0xd800+r>>10)
			r = 0xdc00 + r&0x3ff
		}
		n += rare(out[n:], r)
	}
	for _, r := range letters {
		codes[r] = 0
	}
	return out[:n]
}

func rare(out []byte, unit rune) int {
	out[0], out[1], out[2] = rareLetter, byte(unit>>8), byte(unit)
	return 3
}

// spellings are tables of zeros.
var spellings = kept[*[1 << 16]byte]{make: func() *[1 << 16]byte { return new([1 << 16]byte) }}
