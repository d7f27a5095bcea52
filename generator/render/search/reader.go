package search

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// reader turns pages of one language into records. It gives every token a number.
// It is not safe for concurrent use.
type reader struct {
	characters characters
	names      dictionary

	source  []byte   // the text being read, and what stands behind
	section uint8    // being read, among those that are told apart
	here    []uint64 // a bit for each name: whether it is in the sections being read
	found   []uint32 // these names, while they are written
	page    []byte   // the record being made
}

// together is how many sections of a page are told apart by bits. A page that has
// more has several lists of tokens.
const together = 64

// record appends a page as the index keeps it: addresses, headings, and its tokens,
// each with the sections that it is in. A page in one piece has no headings.
func (r *reader) record(out []byte, p Page, inOnePiece bool) []byte {
	var top Section
	sections := p.Sections
	if !inOnePiece && len(sections) > 0 && sections[0].ID == "" { // something stands above the first heading
		top, sections = sections[0], sections[1:]
	}
	out = appendText(out, p.Address)
	out = appendText(out, p.Title)
	if inOnePiece {
		out = appendHead(append(out, 1), top)
	} else {
		out = binary.AppendUvarint(out, uint64(1+len(sections)))
		out = appendHead(out, top)
		for _, s := range sections {
			out = appendHead(out, s)
		}
	}
	r.section = 0
	for _, text := range []string{p.Title, p.Words, top.Heading, top.Text} {
		r.text(text)
	}
	alone := inOnePiece || len(sections) == 0
	for _, s := range sections {
		if !inOnePiece {
			if r.section++; r.section == together {
				out = r.end(out, alone)
				r.section = 0
			}
		}
		r.text(s.Heading)
		r.text(s.Text)
	}
	return r.end(out, alone)
}

func appendHead(out []byte, s Section) []byte {
	out = append(out, byte(s.level()))
	out = appendText(out, s.ID)
	return appendText(out, s.Heading)
}

func appendText(out []byte, text string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(text))), text...)
}

// end appends what was found: how many tokens, each, sorted, because then most are one
// byte behind the one before, and the sections of each. A section alone need not be
// named.
func (r *reader) end(out []byte, alone bool) []byte {
	r.found = r.found[:0]
	for i, set := range r.here {
		for ; set != 0; set &= set - 1 {
			r.found = append(r.found, uint32(i*64+bits.TrailingZeros64(set)))
		}
		r.here[i] = 0
	}
	out = binary.AppendUvarint(out, uint64(len(r.found)))
	last := uint32(0)
	for _, number := range r.found {
		out = binary.AppendUvarint(out, uint64(number-last))
		last = number
	}
	for _, number := range r.found {
		name := r.names.at(number)
		if !alone {
			out = appendSections(out, name.sections)
		}
		name.sections = 0
	}
	return out
}

// appendSections writes sections as the first of them and, behind those that are not
// alone, the bits of the others.
func appendSections(out []byte, sections uint64) []byte {
	first := bits.TrailingZeros64(sections)
	rest := sections >> first >> 1
	if rest == 0 {
		return append(out, byte(first))
	}
	return binary.AppendUvarint(append(out, byte(together+first)), rest)
}

// text takes in the words of a text.
func (r *reader) text(text string) {
	c := &r.characters
	c.start(len(text))
	r.source = append(append(r.source[:0], text...), behind[:]...)
	for i := 0; i < len(text); {
		if b := r.source[i]; b < utf8.RuneSelf && inWords[b] == 0 {
			i++
		} else if end := c.word(r.source, i); end > 0 {
			r.token(c.text[:c.size])
			i = end
		} else {
			i = c.fold(r.source, i)
			r.runs()
		}
	}
}

// runs takes in what was folded.
func (r *reader) runs() {
	c := &r.characters
	for i, run := range c.runs {
		end := c.size
		if i+1 < len(c.runs) {
			end = c.runs[i+1].begin
		}
		if run.of == word {
			r.token(c.text[run.begin:end])
			continue
		}
		for begin := run.begin; begin < end; begin += gramBytes {
			r.token(c.text[begin:min(begin+gramBytes*int(run.of), end)])
		}
	}
}

// token takes in a token, which has room for a key, and what else it is found by.
func (r *reader) token(text []byte) {
	name := r.names.entry(text)
	r.see(name)
	if name.also != 0 {
		r.see(r.names.at(name.also))
	}
}

// see notes a token of the section.
func (r *reader) see(name *entry) {
	name.sections |= 1 << (r.section % together)
	for int(name.number/64) >= len(r.here) {
		r.here = append(r.here, 0)
	}
	r.here[name.number/64] |= 1 << (name.number % 64)
}
