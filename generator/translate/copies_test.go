package translate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestCopiesAreMatchedAsListsAre holds the quick way to equal blocks against the
// matching of their hashes.
func TestCopiesAreMatchedAsListsAre(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 14))
	for range 3000 {
		lines := func(count int) []Unit {
			var list []string
			for range count {
				list = append(list, fmt.Sprint([]string{"", "- ", "# "}[random.IntN(3)], random.IntN(30)))
			}
			return units(list...)
		}
		source, target := lines(random.IntN(12)), lines(random.IntN(12))
		var c comparison
		c.begin(source, target, Lock{}, nil)
		var all []int
		var there, here []string
		for s := range source {
			all, there = append(all, s), append(there, source[s].Hash())
		}
		for t := range target {
			here = append(here, target[t].Hash())
		}
		if got, want := c.equals(all), match(there, here); !slices.Equal(got, want) {
			t.Fatalf("%q in %q: got %v, want %v", here, there, got, want)
		}
	}
}

// TestPairsStandInTheOrderOfTheSource holds the order against a sort that keeps
// what is equal.
func TestPairsStandInTheOrderOfTheSource(t *testing.T) {
	random := rand.New(rand.NewPCG(15, 16))
	var o order
	for range 3000 {
		var pairs []Pair
		targets := 1 + random.IntN(12)
		at := slices.Repeat([]int{-1}, targets)
		for _, target := range random.Perm(targets) {
			p := Pair{Target: []int{target}}
			if random.IntN(3) > 0 {
				at[target] = random.IntN(6)
				p.Source = []int{at[target]}
			}
			pairs = append(pairs, p)
		}
		for range random.IntN(4) {
			pairs = append(pairs, Pair{Source: []int{random.IntN(6)}})
		}
		want := slices.Clone(pairs)
		place := func(p Pair) [2]int {
			if len(p.Source) > 0 {
				return [2]int{p.Source[0], -1}
			}
			for t := p.Target[0]; t >= 0; t-- {
				if at[t] >= 0 {
					return [2]int{at[t], p.Target[0]}
				}
			}
			return [2]int{-1, p.Target[0]}
		}
		slices.SortStableFunc(want, func(a, b Pair) int {
			x, y := place(a), place(b)
			return slices.Compare(x[:], y[:])
		})
		pairs = o.sort(pairs, 6, targets)
		if fmt.Sprint(pairs) != fmt.Sprint(want) {
			t.Fatalf("got %v, want %v", pairs, want)
		}
	}
}
