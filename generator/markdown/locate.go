package markdown

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"handbill/generator/diag"
)

// locator gives the positions that diag.File gives, without reading the file
// from its start each time.
type locator struct {
	file   diag.File
	starts []int // of lines; nil until the first question
	// The last answer: places in a long line are asked for one after another, and
	// counting goes on from there.
	line, offset, column int
}

func newLocator(f diag.File) *locator { return &locator{file: f} }

func (l *locator) at(offset int) diag.Position {
	src := l.file.Source
	offset = min(max(offset, 0), len(src))
	if l.starts == nil {
		l.starts = lineStarts(src)
	}
	line := l.find(offset)
	if line != l.line || offset < l.offset || l.column == 0 {
		l.line, l.offset, l.column = line, l.starts[line], 1
		if line == 0 && bytes.HasPrefix(src, []byte("\uFEFF")) {
			if offset < len("\uFEFF") { // inside the mark: nobody goes on from there
				l.column = 0
				return diag.Position{Path: l.file.Path, Line: 1, Column: utf8.RuneCount(src[:offset]) + 1}
			}
			l.offset = len("\uFEFF")
		}
	}
	column := l.column + utf8.RuneCount(src[l.offset:offset])
	if offset == len(src) || utf8.RuneStart(src[offset]) {
		l.offset, l.column = offset, column
	}
	return diag.Position{Path: l.file.Path, Line: line + 1, Column: column}
}

// find gives the line of an offset, counted from 0. Most are asked for in the order of
// the file.
func (l *locator) find(offset int) int {
	near := l.starts[l.line:]
	if offset < near[0] || len(near) > 4 && offset >= near[4] {
		line, _ := slices.BinarySearch(l.starts, offset+1)
		return line - 1
	}
	line := l.line
	for line+1 < len(l.starts) && l.starts[line+1] <= offset {
		line++
	}
	return line
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
