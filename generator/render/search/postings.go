package search

import (
	"cmp"
	"math/bits"
	"slices"
)

// postings are the tokens of a language, each with the documents that it is in.
type postings struct {
	names     *dictionary
	sorted    []named
	ends      []uint32 // by number: where the documents of a token end
	documents []uint32 // of all tokens, in the order of sorted, ascending for each
}

// named is a token that is in a document.
type named struct {
	key
	number uint32
}

// posting says that a token is in a document.
type posting struct{ token, document uint32 }

// postings goes through the pages twice, so that all documents find room in one
// piece: a site has more of them than of anything else.
func (c *collected) postings(pages []page, documents numbering) *postings {
	names := &c.reader.names
	p := &postings{names: names, sorted: make([]named, 0, names.size), ends: make([]uint32, names.size+1)}
	var found []posting
	for i := range pages {
		found = pages[i].postings(found[:0], documents.sections[i])
		for _, f := range found {
			p.ends[f.token]++
		}
	}
	for n, count := range p.ends {
		if count > 0 { // else a word without its article, which nobody wrote
			p.sorted = append(p.sorted, named{names.at(uint32(n)).key, uint32(n)})
		}
	}
	p.sort(p.sorted, make([]named, len(p.sorted)), 0)
	size := uint32(0)
	for _, t := range p.sorted {
		count := p.ends[t.number]
		p.ends[t.number] = size // where they begin, until they are written
		size += count
	}
	p.documents = make([]uint32, size)
	for i := range pages {
		found = pages[i].postings(found[:0], documents.sections[i])
		for _, f := range found {
			end := &p.ends[f.token]
			p.documents[*end] = f.document
			*end++
		}
	}
	return p
}

// postings appends the tokens of a page, each with the documents of its sections,
// which of gives: ascending for each token, and each once.
func (p *page) postings(dst []posting, of []uint32) []posting {
	d := decoder{text: p.tokens}
	alone := of[0] == of[len(of)-1] // all sections count for one document
	for first := 0; first < len(of); first += together {
		start, token := len(dst), uint32(0)
		for range d.number() {
			token += uint32(d.number())
			dst = append(dst, posting{token, of[0]})
		}
		if alone && len(of) <= together {
			break
		}
		tokens := slices.Clone(dst[start:])
		dst = dst[:start]
		for _, t := range tokens {
			for sections := d.sections(); sections != 0; sections &= sections - 1 {
				t.document = of[first+bits.TrailingZeros64(sections)]
				if n := len(dst); n == start || dst[n-1] != t {
					dst = append(dst, t)
				}
			}
		}
	}
	if len(of) > together { // a token comes once for each list
		slices.SortFunc(dst, func(a, b posting) int {
			return cmp.Or(cmp.Compare(a.token, b.token), cmp.Compare(a.document, b.document))
		})
		dst = slices.Compact(dst)
	}
	return dst
}

// each calls yield with each token, sorted, the one before it, and its documents. All
// are valid until yield returns.
func (p *postings) each(yield func(before, token []byte, documents []uint32)) {
	var before, token []byte
	start := uint32(0)
	for _, t := range p.sorted {
		before, token = token, p.names.word(before[:0], t.key)
		end := p.ends[t.number]
		yield(before, token, p.documents[start:end])
		start = end
	}
}

// fewToSort is how many tokens are sorted faster by comparing them.
const fewToSort = 32

// sort puts tokens in the order of their bytes, those before depth being alike. It
// looks at one byte of all, then at the next of those that have it in common. room
// has as many places as there are tokens.
func (p *postings) sort(tokens, room []named, depth int) {
	switch {
	case len(tokens) <= fewToSort:
		p.insert(tokens)
		return
	case depth == 8:
		slices.SortFunc(tokens, func(a, b named) int { return p.names.compare(a.key, b.key) })
		return
	}
	shift := 56 - 8*depth
	var ends [256]int // where the tokens with a byte end, at first how many there are
	for i := range tokens {
		ends[byte(tokens[i].hi>>shift)]++
	}
	if ends[byte(tokens[0].hi>>shift)] == len(tokens) { // as the first bytes of letters of one script
		p.sort(tokens, room, depth+1)
		return
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

// insert sorts few tokens, each into those before it.
func (p *postings) insert(tokens []named) {
	for i, t := range tokens {
		for ; i > 0 && (t.hi < tokens[i-1].hi || t.hi == tokens[i-1].hi && p.names.compare(t.key, tokens[i-1].key) < 0); i-- {
			tokens[i] = tokens[i-1]
		}
		tokens[i] = t
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
