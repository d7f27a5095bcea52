package translate

import (
	"slices"
	"strings"
)

// grams is the multiset of a text's trigrams, sorted.
type grams []uint64

// trigrams reads a text in lower case and one space between words.
func trigrams(text string) grams {
	runes := []rune(" " + strings.ToLower(squeeze(text)) + " ")
	g := make(grams, 0, len(runes))
	for i := 0; i+3 <= len(runes); i++ {
		g = append(g, uint64(runes[i])<<42|uint64(runes[i+1])<<21|uint64(runes[i+2]))
	}
	slices.Sort(g)
	return g
}

// dice is how alike two texts are: 1 for equal ones, 0 where they share no
// trigram (Dice's coefficient).
func dice(a, b grams) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			shared, i, j = shared+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}

// most is the highest likeness that texts of such lengths can have.
func most(a, b grams) float64 {
	return 2 * float64(min(len(a), len(b))) / float64(max(len(a)+len(b), 1))
}

// match pairs equal entries of two lists: for each of b the index in a, -1 for
// none, no index twice. Entries that occur once on both sides pair wherever they
// stand; repeated ones follow their neighbours, then their order (Heckel's
// method), so that a moved entry keeps its partner.
func match(a, b []string) []int {
	pairs := slices.Repeat([]int{-1}, len(b))
	if len(a) == 0 || len(b) == 0 {
		return pairs
	}
	t := occurrencesIn(a, b)
	if t.common == 0 {
		return pairs
	}
	taken := make([]bool, len(a))
	pair := func(i, j int) { pairs[j], taken[i] = i, true }

	for j, text := range t.inB {
		if e := &t.entries[text]; e.countA == 1 && e.countB == 1 {
			pair(e.first, j)
		}
	}
	for j := range b { // after the partner of the entry before
		before := -1
		if j > 0 {
			before = pairs[j-1]
		}
		if i := before + 1; pairs[j] < 0 && (j == 0 || before >= 0) && i < len(a) && !taken[i] && t.inA[i] == t.inB[j] {
			pair(i, j)
		}
	}
	for j := len(b) - 1; j >= 0; j-- { // before the partner of the entry after
		after := len(a)
		if j+1 < len(b) {
			after = pairs[j+1]
		}
		if i := after - 1; pairs[j] < 0 && i >= 0 && !taken[i] && t.inA[i] == t.inB[j] {
			pair(i, j)
		}
	}
	for j, text := range t.inB {
		if pairs[j] >= 0 || t.entries[text].countA == 0 {
			continue
		}
		for i := t.entries[text].first; i >= 0; i = t.next[i] {
			if !taken[i] {
				pair(i, j)
				break
			}
		}
	}
	return pairs
}

// occurrences tells where the different entries of two lists occur.
type occurrences struct {
	inA, inB []int // by place: the entry, a place in entries
	entries  []occurrence
	next     []int // by place in the first list: where the entry occurs next, -1 for nowhere
	common   int   // entries that both lists have
}

type occurrence struct {
	countA, countB int
	first, last    int // places in the first list
}

func occurrencesIn(a, b []string) *occurrences {
	t := &occurrences{inA: make([]int, len(a)), inB: make([]int, len(b)), entries: make([]occurrence, 0, len(a)), next: make([]int, len(a))}
	known := make(map[string]int, len(a))
	for i, text := range a {
		n, ok := known[text]
		if !ok {
			n = len(t.entries)
			known[text] = n
			t.entries = append(t.entries, occurrence{first: i})
		} else {
			t.next[t.entries[n].last] = i
		}
		e := &t.entries[n]
		e.last = i
		e.countA++
		t.inA[i], t.next[i] = n, -1
	}
	t.entries = append(t.entries, occurrence{}) // whatever only the second list has
	strange := len(t.entries) - 1
	for j, text := range b {
		n, ok := known[text]
		if !ok {
			t.inB[j] = strange
			continue
		}
		if t.entries[n].countB++; t.entries[n].countB == 1 {
			t.common++
		}
		t.inB[j] = n
	}
	return t
}
