package diag

import "strings"

// Nearest gives the candidate that is most like what was typed, or "" when none
// is near enough to be a typing mistake: a third of the letters may differ, and
// all of them in case; a word is near its plural.
// The measure is the optimal string alignment distance (insert, delete,
// replace, swap neighbours).
func Nearest(typed string, candidates []string) string {
	word := []rune(typed)
	best, limit := "", len(word)/3+1
	for _, c := range candidates {
		if strings.EqualFold(typed, c) || len(typed) > 2 && strings.EqualFold(typed+"es", c) {
			return c
		}
		if d := distance(word, []rune(c), limit); d < limit {
			best, limit = c, d
		}
	}
	return best
}

// distance gives how far two words are from each other, or any number from limit on
// where they are not nearer than that.
func distance(a, b []rune, limit int) int {
	if max(len(a)-len(b), len(b)-len(a)) >= limit {
		return limit
	}
	before := make([]int, len(b)+1)
	previous := make([]int, len(b)+1)
	current := make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	last := 0 // the least of the row before
	for i := 1; i <= len(a); i++ {
		current[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
			least = min(least, current[j])
		}
		if least >= limit && last >= limit { // nothing that follows is less
			return limit
		}
		last = least
		before, previous, current = previous, current, before
	}
	return previous[len(b)]
}
