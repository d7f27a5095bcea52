package diag

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestNearestIsTheNearest compares with the plain definition: of all candidates that a
// limit allows, the first with the least distance.
func TestNearestIsTheNearest(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		letters := make([]rune, random.IntN(9))
		for i := range letters {
			letters[i] = []rune("abcдж")[random.IntN(5)]
		}
		return string(letters)
	}
	for range 3000 {
		typed, candidates := word(), []string{word(), word(), word(), word()}
		want, least := "", len([]rune(typed))/3+1
		for _, c := range candidates {
			if d := distance([]rune(typed), []rune(c), 100); d < least {
				want, least = c, d
			}
		}
		if i := slices.Index(candidates, typed); i >= 0 {
			want = typed
		}
		if got := Nearest(typed, candidates); got != want {
			t.Fatalf("Nearest(%q, %q) = %q, want %q", typed, candidates, got, want)
		}
	}
}
