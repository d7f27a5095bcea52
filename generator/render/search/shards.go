package search

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"handbill/generator/render"
)

// Result is what the index makes of one language.
type Result struct {
	// Files are the shards.
	Files []render.File
	// Shards tells the script where each shard begins and what it is called:
	// "first|name" by spaces. A shard's address is Base, the name and ".js".
	Shards string
	// Base is the part that the addresses of the shards share.
	Base string
	// Letters is the list of headings from A to Z.
	Letters []Letter
	// Pages and Headings count what is in the list.
	Pages, Headings int
}

// Files makes the shards and the list of a language. A language without pages
// has neither.
func (x *Index) Files(language string) Result {
	c := x.language(language)
	c.mu.Lock()
	defer c.mu.Unlock()
	pages := c.sorted()
	level := 0
	if c.lines <= hopeless {
		level = deepest(pages)
	}
	documents := number(pages, level)
	result := Result{
		Base:     "assets/search-" + language + "-",
		Letters:  letters(language, pages, documents),
		Pages:    len(pages),
		Headings: documents.count - len(pages),
	}
	result.shards(c.tokens(pages, documents))
	return result
}

// token is a token with the documents that it is in, ascending.
type token struct {
	text      string
	documents []uint32
}

// numbering gives documents their numbers: a page, then its listed headings, in
// list order.
type numbering struct {
	sections [][]uint32 // by page and section: the document that it counts for
	count    int
}

func number(pages []page, level int) numbering {
	n := numbering{sections: make([][]uint32, len(pages))}
	for i, p := range pages {
		n.sections[i] = make([]uint32, len(p.sections))
		for j, s := range p.sections {
			if j == 0 || s.level <= level && s.id != "" && s.text != "" {
				n.count++
			}
			n.sections[i][j] = uint32(n.count - 1)
		}
	}
	return n
}

// tokens gives all tokens, sorted.
func (c *collected) tokens(pages []page, documents numbering) []token {
	names := &c.reader.names
	all := make([]token, 0, names.size())
	for n, list := range postings(pages, documents, names.size()) {
		if len(list) > 0 { // else a word that is found by other tokens
			all = append(all, token{string(names.word(uint32(n))), list})
		}
	}
	slices.SortFunc(all, func(a, b token) int { return strings.Compare(a.text, b.text) })
	return all
}

// postings gives, by token number, the documents that a token is in, ascending.
func postings(pages []page, documents numbering, tokens int) [][]uint32 {
	last := make([]uint32, tokens) // the document seen last, counted from 1
	counts := make([]uint32, tokens)
	each := func(yield func(token, document uint32)) {
		clear(last)
		for i, p := range pages {
			for j, s := range p.sections {
				document, n := documents.sections[i][j], uint32(0)
				for d := (decoder{s.tokens}); len(d.rest) > 0; {
					n += uint32(d.number())
					if last[n] != document+1 {
						last[n] = document + 1
						yield(n, document)
					}
				}
			}
		}
	}
	total := 0
	each(func(token, _ uint32) { counts[token]++; total++ })
	backing := make([]uint32, total)
	lists := make([][]uint32, tokens)
	for i, n := range counts {
		lists[i], backing = backing[:0:n], backing[n:]
	}
	each(func(token, document uint32) { lists[token] = append(lists[token], document) })
	return lists
}

// A shard ends after so many bytes, some 4 kB after gzip. What a word begins is
// in one shard or two; the n-grams of a word are in as many shards as there are
// n-grams, so these are smaller. Either way a first question costs under 15 kB.
const (
	wordShard = 8_000
	gramShard = 3_500
)

// shards writes the tokens, front-coded, with their documents. An entry is the
// length of the beginning that it shares with the entry before, the rest of the
// token, a bar, and the documents as gaps.
func (r *Result) shards(tokens []token) {
	var body strings.Builder
	first, before := "", ""
	var index []string
	flush := func() {
		if body.Len() == 0 {
			return
		}
		data := fmt.Appendf(nil, "S(\"%s\")", body.String())
		sum := sha256.Sum256(data)
		name := fmt.Sprintf("%d.%s", len(index), hex.EncodeToString(sum[:6]))
		r.Files = append(r.Files, render.File{Path: r.Base + name + ".js", Data: data})
		index = append(index, first+"|"+name)
		body.Reset()
		before = ""
	}
	for _, t := range tokens {
		if body.Len() == 0 {
			first = t.text
		} else {
			body.WriteByte(' ')
		}
		bytes, units := shared(before, t.text)
		body.WriteByte("0123456789abcdefghijklmnopqrstuvwxyz"[units])
		body.WriteString(t.text[bytes:])
		body.WriteByte('|')
		gaps(&body, t.documents)
		before = t.text
		limit := wordShard
		if first, _ := utf8.DecodeRuneInString(t.text); gram(first) > 0 {
			limit = gramShard
		}
		if body.Len() > limit {
			flush()
		}
	}
	flush()
	r.Shards = strings.Join(index, " ")
}

// shared is the length of the common beginning, in bytes and in UTF-16 units,
// at most 35 of these.
func shared(a, b string) (bytes, units int) {
	for bytes < len(a) && bytes < len(b) {
		ra, size := utf8.DecodeRuneInString(a[bytes:])
		rb, _ := utf8.DecodeRuneInString(b[bytes:])
		wide := 1
		if ra > 0xffff {
			wide = 2
		}
		if ra != rb || units+wide > 35 {
			break
		}
		bytes, units = bytes+size, units+wide
	}
	return bytes, units
}

// gapBase is how many gaps one character tells apart: those from '0' to '}';
// '~' adds as many to the next.
const gapBase = '~' - '0'

func gaps(b *strings.Builder, documents []uint32) {
	last := -1
	for _, d := range documents {
		gap := int(d) - last - 1
		last = int(d)
		for ; gap >= gapBase; gap -= gapBase {
			b.WriteByte('~')
		}
		if c := byte('0' + gap); c == '\\' {
			b.WriteString(`\\`)
		} else {
			b.WriteByte(c)
		}
	}
}
