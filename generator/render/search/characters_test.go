package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestTextsHaveTheTokensOfTheDefinition holds the reader against the definition: each
// character between others, pieces of words in any order, so that marks meet marks and
// letters that they join, and characters with a byte that is not theirs.
func TestTextsHaveTheTokensOfTheDefinition(t *testing.T) {
	var r reader
	check := func(text string) {
		got, want := tokensIn(&r, text), defined(text)
		slices.Sort(got)
		slices.Sort(want)
		if want = slices.Compact(want); !slices.Equal(got, want) {
			t.Errorf("%+q has the tokens %+q, want %+q", text, got, want)
		}
	}
	for c := rune(0); c <= 0x1ffff; c++ {
		if c < 0xd800 || c > 0xdfff {
			check("A" + string(c) + "e" + string(c) + "\u0e38" + string(c) + "\u0301")
		}
	}
	letters := []rune(strings.Join(words, "") + "\u0e38\u0e48\u0e33\u0e3a\u0eb3\u0ec8\u17d2\u17b6\u1100\u1161\u11a8한가\u0655\u0bbe\u0bc6\u0bd7\u09be\u09c7\ufb4b\u212aßﷲ")
	random := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		var b strings.Builder
		for range 1 + random.IntN(8) {
			b.WriteRune(letters[random.IntN(len(letters))])
		}
		check(b.String())
	}
	for range 20_000 {
		broken := []byte("aб" + string(letters[random.IntN(len(letters))]) + "\xf0\x90\xa0\xb7")
		for range 1 + random.IntN(3) {
			broken[random.IntN(len(broken))] = byte(random.IntN(256))
		}
		check(string(broken))
	}
}

// tokensIn gives the tokens that a reader finds in a text, each once.
func tokensIn(r *reader, text string) (tokens []string) {
	r.text(text)
	r.end(nil, true)
	for _, number := range r.found {
		tokens = append(tokens, string(r.names.word(nil, r.names.at(number).key)))
	}
	return tokens
}

// TestWordsWithOneHashStayApart: a word that is looked for must not lead to
// another one by chance.
func TestWordsWithOneHashStayApart(t *testing.T) {
	var d dictionary
	word := func(i int) []byte {
		return append(fmt.Appendf(nil, "%0*d", 4+i%20, i), "and what follows"...)[:max(4+i%20, len(fmt.Sprint(i)))]
	}
	hashes := map[uint32]bool{}
	const count = 300_000
	for round := range 2 { // the same words again
		for i := range count {
			w := word(i)
			e := d.entry(w)
			if got := d.word(nil, e.key); e.number != uint32(i+1) || string(got) != string(w) {
				t.Fatalf("round %d: %q is number %d, and that number is %q", round, w, e.number, got)
			}
		}
	}
	for _, s := range d.slots {
		if s.number > 0 {
			hashes[s.hash] = true
		}
	}
	if len(hashes) == count {
		t.Error("no two words have one hash, so that this test says nothing")
	}
}
