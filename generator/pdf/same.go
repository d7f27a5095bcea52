package pdf

import (
	"bytes"
	"fmt"
	"regexp"
)

// Skia writes the time into a file and numbers the nodes of the structure anew in
// each run. Both are replaced by as many other bytes, so that no place in the
// file moves.
var (
	dates = regexp.MustCompile(`\(D:\d{14}(?:[+\-Z][\d']*)?\)`)
	nodes = regexp.MustCompile(`node\d{8,}`)
)

// same makes the bytes of a file the same each time. Streams are left alone:
// in packed ones the words do not occur, and a match by chance is held against
// the whole word.
func same(pdf []byte) []byte {
	pdf = dates.ReplaceAllFunc(pdf, func(b []byte) []byte {
		out := bytes.Clone(b)
		copy(out[3:], "20000101000000")
		return out
	})
	numbers := map[string]int{}
	return nodes.ReplaceAllFunc(pdf, func(b []byte) []byte {
		n, ok := numbers[string(b)]
		if !ok {
			n = len(numbers) + 1
			numbers[string(b)] = n
		}
		return fmt.Appendf(nil, "node%0*d", len(b)-len("node"), n)
	})
}
