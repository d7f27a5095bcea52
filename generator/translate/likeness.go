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
	if len(a) == 0 {
		return pairs
	}
	taken := make([]bool, len(a))
	pair := func(i, j int) { pairs[j], taken[i] = i, true }

	inA, inB := places(a), places(b)
	for text, js := range inB {
		if is := inA[text]; len(is) == 1 && len(js) == 1 {
			pair(is[0], js[0])
		}
	}
	for j := range b { // after the partner of the entry before
		before := -1
		if j > 0 {
			before = pairs[j-1]
		}
		if i := before + 1; pairs[j] < 0 && (j == 0 || before >= 0) && i < len(a) && !taken[i] && a[i] == b[j] {
			pair(i, j)
		}
	}
	for j := len(b) - 1; j >= 0; j-- { // before the partner of the entry after
		after := len(a)
		if j+1 < len(b) {
			after = pairs[j+1]
		}
		if i := after - 1; pairs[j] < 0 && i >= 0 && !taken[i] && a[i] == b[j] {
			pair(i, j)
		}
	}
	for j, text := range b {
		if pairs[j] >= 0 {
			continue
		}
		for _, i := range inA[text] {
			if !taken[i] {
				pair(i, j)
				break
			}
		}
	}
	return pairs
}

func places(list []string) map[string][]int {
	at := make(map[string][]int, len(list))
	for i, s := range list {
		at[s] = append(at[s], i)
	}
	return at
}
