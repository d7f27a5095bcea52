package search

import (
	"math/bits"
	"slices"
)

// postings are the tokens of a language, each with the documents that it is in.
type postings struct {
	names  *dictionary
	sorted []named
	lists  []list // by number
	text   []byte // the documents of all tokens, in the order of sorted
}

// named is a token that is in a document.
type named struct {
	key
	number uint32
}

// list is where a token's documents are in the text, while they are counted and
// written.
type list struct {
	last uint32 // the document before, counted from 1
	end  uint32
}

// postings goes through the pages twice, so that all documents find room in one
// piece: a site has more of them than of anything else.
func (c *collected) postings(pages []page, documents numbering) *postings {
	names := &c.reader.names
	p := &postings{names: names, sorted: make([]named, 0, names.size), lists: make([]list, names.size+1)}
	p.read(pages, documents, func(l *list, gap uint32) { l.end += gapSize(gap) })
	for n, l := range p.lists {
		if l.end > 0 { // else a word that is found by other tokens
			p.sorted = append(p.sorted, named{names.at(uint32(n)).key, uint32(n)})
		}
	}
	p.sort(p.sorted, make([]named, len(p.sorted)), 0)
	size := uint32(0)
	for _, t := range p.sorted {
		l := &p.lists[t.number]
		*l, size = list{end: size}, size+l.end
	}
	p.text = make([]byte, size)
	p.read(pages, documents, func(l *list, gap uint32) { l.end += uint32(len(appendGap(p.text[l.end:l.end], gap))) })
	return p
}

// read calls yield with each document of each token, ascending for each token, by
// how many lie between it and the one before.
func (p *postings) read(pages []page, documents numbering, yield func(l *list, gap uint32)) {
	for i := range pages {
		d := decoder{text: pages[i].tokens}
		of := documents.sections[i]
		for first := 0; first < len(of); first += together {
			token := 0
			for range d.number() {
				token += d.number()
				sections := uint64(1)
				if len(of) > 1 {
					sections = d.sections()
				}
				l := &p.lists[token]
				for ; sections != 0; sections &= sections - 1 {
					document := of[first+bits.TrailingZeros64(sections)] + 1
					if document != l.last {
						yield(l, document-l.last-1)
						l.last = document
					}
				}
			}
		}
	}
}

// each calls yield with each token, sorted, and its documents as shards have them.
// Both are valid until yield returns.
func (p *postings) each(yield func(token, documents []byte)) {
	var token []byte
	start := uint32(0)
	for _, t := range p.sorted {
		token = p.names.word(token[:0], t.key)
		end := p.lists[t.number].end
		yield(token, p.text[start:end])
		start = end
	}
}

// fewToSort is how many tokens are sorted faster by comparing them.
const fewToSort = 48

// sort puts tokens in the order of their bytes, those before depth being alike. It
// looks at one byte of all, then at the next of those that have it in common. room
// has as many places as there are tokens.
func (p *postings) sort(tokens, room []named, depth int) {
	if len(tokens) <= fewToSort || depth == 8 {
		slices.SortFunc(tokens, func(a, b named) int { return p.names.compare(a.key, b.key) })
		return
	}
	shift := 56 - 8*depth
	var ends [256]int // where the tokens with a byte end, at first how many there are
	for i := range tokens {
		ends[byte(tokens[i].hi>>shift)]++
	}
	end := 0
	for b, n := range ends {
		ends[b], end = end, end+n
	}
	for i := range tokens {
		at := &ends[byte(tokens[i].hi>>shift)]
		room[*at] = tokens[i]
		*at++
	}
	copy(tokens, room)
	start := 0
	for _, end := range ends {
		if end-start > 1 {
			p.sort(tokens[start:end], room[start:end], depth+1)
		}
		start = end
	}
}

// gapBase is how many gaps one character tells apart: those from '0' to '}';
// '~' adds as many to the next.
const gapBase = '~' - '0'

// escaped is the gap whose character has a backslash before it in a script.
const escaped = '\\' - '0'

func appendGap(dst []byte, gap uint32) []byte {
	for ; gap >= gapBase; gap -= gapBase {
		dst = append(dst, '~')
	}
	if gap == escaped {
		dst = append(dst, '\\')
	}
	return append(dst, byte('0'+gap))
}

// gapSize is the length of a gap as it is written.
func gapSize(gap uint32) uint32 {
	size := gap/gapBase + 1
	if gap%gapBase == escaped {
		size++
	}
	return size
}
