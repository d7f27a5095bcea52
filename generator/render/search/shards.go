package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
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
	c.read(c.waiting.rest())
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
	result.shards(c.postings(pages, documents))
	return result
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
func (r *Result) shards(p *postings) {
	const begin, end = `S("`, `")`
	data := []byte(begin)
	var first []byte
	var index []string
	flush := func() {
		if len(data) == len(begin) {
			return
		}
		data = append(data, end...)
		sum := sha256.Sum256(data)
		name := fmt.Sprintf("%d.%s", len(index), hex.EncodeToString(sum[:6]))
		r.Files = append(r.Files, render.File{Path: r.Base + name + ".js", Data: bytes.Clone(data)})
		index = append(index, string(first)+"|"+name)
		data = data[:len(begin)]
	}
	p.each(func(before, token []byte, documents []uint32) {
		if len(data) == len(begin) {
			first, before = append(first[:0], token...), nil
		} else {
			data = append(data, ' ')
		}
		same, units := shared(before, token)
		data = append(data, "0123456789abcdefghijklmnopqrstuvwxyz"[units])
		data = append(data, token[same:]...)
		data = append(data, '|')
		next := uint32(0)
		for _, document := range documents {
			data = appendGap(data, document-next)
			next = document + 1
		}
		if len(data)-len(begin) > shardSize(token) {
			flush()
		}
	})
	flush()
	r.Shards = strings.Join(index, " ")
}

// shardSize is that of a shard which ends in a token.
func shardSize(token []byte) int {
	if first, _ := utf8.DecodeRune(token); gram(first) > 0 {
		return gramShard
	}
	return wordShard
}

// mostUnits is the longest beginning that an entry can share.
const mostUnits = 35

// shared is the length of the common beginning, in bytes and in UTF-16 units,
// at most mostUnits of these.
func shared(a, b []byte) (same, units int) {
	for same < len(a) && same < len(b) && a[same] == b[same] {
		same++
	}
	if same < len(b) { // perhaps within a letter
		for !utf8.RuneStart(b[same]) {
			same--
		}
	}
	for i, c := range b[:same] {
		wide := 1
		switch {
		case !utf8.RuneStart(c):
			continue
		case c >= firstOfWide:
			wide = 2
		}
		if units+wide > mostUnits {
			return i, units
		}
		units += wide
	}
	return same, units
}

// firstOfWide is the lowest byte that begins a character of two UTF-16 units.
const firstOfWide = 0xf0
