package search

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestLookedUpCharactersFoldAsDefined holds the fast way against the definition:
// each character between others, then pieces of words in any order, so that marks
// meet marks and letters that they join.
func TestLookedUpCharactersFoldAsDefined(t *testing.T) {
	var c characters
	check := func(text string) {
		if got, want := string(c.fold(nil, []byte(text))), fold(text); got != want {
			t.Errorf("%+q becomes %+q, want %+q", text, got, want)
		}
	}
	for r := rune(0); r <= 0x1ffff; r++ {
		if r < 0xd800 || r > 0xdfff {
			check("A" + string(r) + "e" + string(r) + "\u0e38" + string(r) + "\u0301")
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
	check("\xff\xc3(broken")
}

// TestWordsWithOneHashStayApart: a word that is looked for must not lead to
// another one by chance.
func TestWordsWithOneHashStayApart(t *testing.T) {
	var d dictionary
	for round := range 2 { // the same numbers again
		for i, word := range []string{"bail", "visa", "fifteen-letters", "sixteen--letters", "sixteen--Letters", "seventeen-letters", "rent"} {
			var n uint32
			if len(word) < shortest {
				n = d.shortNumber(keyOf([]byte(word + "and what follows")[:len(word)]), 7)
			} else {
				n = d.longNumber([]byte(word), 7)
			}
			if got := d.word(nil, d.at(n).key); n != uint32(i+1) || string(got) != word {
				t.Errorf("round %d: %q is number %d, and that number is %q", round, word, n, got)
			}
		}
	}
}
