package diag

import "strings"

// Nearest gives the candidate that is most like what was typed, or "" when none
// is near enough to be a typing mistake: a third of the letters may differ, and
// all of them in case; a word is near its plural.
// The measure is the optimal string alignment distance (insert, delete,
// replace, swap neighbours).
func Nearest(typed string, candidates []string) string {
	best, bestDistance := "", len([]rune(typed))/3+1
	for _, c := range candidates {
		if strings.EqualFold(typed, c) || len(typed) > 2 && strings.EqualFold(typed+"es", c) {
			return c
		}
		if d := distance([]rune(typed), []rune(c)); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

func distance(a, b []rune) int {
	before := make([]int, len(b)+1)
	previous := make([]int, len(b)+1)
	current := make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
		}
		before, previous, current = previous, current, before
	}
	return previous[len(b)]
}
