package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"handbill/generator/diag"
)

// locator gives the positions that diag.File gives, without reading the file
// from its start each time.
type locator struct {
	file   diag.File
	starts []int // of lines; nil until the first question
}

func newLocator(f diag.File) *locator { return &locator{file: f} }

func (l *locator) at(offset int) diag.Position {
	src := l.file.Source
	offset = min(max(offset, 0), len(src))
	if l.starts == nil {
		l.starts = lineStarts(src)
	}
	line := sort.SearchInts(l.starts, offset+1) - 1
	before := src[l.starts[line]:offset]
	if line == 0 {
		before = bytes.TrimPrefix(before, []byte("\uFEFF"))
	}
	return diag.Position{Path: l.file.Path, Line: line + 1, Column: utf8.RuneCount(before) + 1}
}

// lineStarts finds where lines begin; they end with \n, \r\n or \r.
func lineStarts(src []byte) []int {
	starts := make([]int, 1, 16+len(src)/48)
	if bytes.IndexByte(src, '\r') < 0 {
		for i := 0; ; {
			j := bytes.IndexByte(src[i:], '\n')
			if j < 0 {
				return starts
			}
			i += j + 1
			starts = append(starts, i)
		}
	}
	for i, c := range src {
		if c == '\n' || c == '\r' && (i+1 == len(src) || src[i+1] != '\n') {
			starts = append(starts, i+1)
		}
	}
	return starts
}
