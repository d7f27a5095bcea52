package generator

import (
	"errors"
	"slices"
	"testing"
)

func TestTurnsAreTakenInOrder(t *testing.T) {
	var ts turns
	var done []int
	full := errors.New("disk full")
	for _, n := range []int{2, 0, 3, 1, 5, 4} {
		err := ts.take(n, func() error {
			done = append(done, n)
			if n == 5 {
				return full
			}
			return nil
		})
		if failed := n == 4; failed != errors.Is(err, full) { // it is told to whoever does it
			t.Errorf("turn %d: %v", n, err)
		}
	}
	if want := []int{0, 1, 2, 3, 4, 5}; !slices.Equal(done, want) {
		t.Errorf("done in the order %v, not %v", done, want)
	}
}
