package diag

import (
	"bytes"
	"unicode/utf8"
)

// File turns byte offsets of one file into positions.
type File struct {
	// Path is relative to the site, with slashes.
	Path string
	// Source is the whole file, front matter included.
	Source []byte
}

// At gives the position of a byte offset, counted from 0. An offset outside
// the file is brought back to its nearest end. Lines end with \n, \r\n or \r.
func (f File) At(offset int) Position {
	offset = min(max(offset, 0), len(f.Source))
	line, start := 1, 0
	for i := 0; i < offset; i++ {
		switch {
		case f.Source[i] == '\n':
			line, start = line+1, i+1
		case f.Source[i] == '\r' && (i+1 == len(f.Source) || f.Source[i+1] != '\n'):
			line, start = line+1, i+1
		}
	}
	before := f.Source[start:offset]
	if start == 0 {
		before = bytes.TrimPrefix(before, []byte("\uFEFF"))
	}
	return Position{Path: f.Path, Line: line, Column: utf8.RuneCount(before) + 1}
}

// IsUTF8 reports whether the file is UTF-8, and tells in ds where it is not.
func (f File) IsUTF8(ds *List) bool {
	if utf8.Valid(f.Source) {
		return true
	}
	at := 0
	for {
		r, size := utf8.DecodeRune(f.Source[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	ds.Error(f.At(at), "encoding", "the file is not UTF-8 here", "save it again with the encoding UTF-8, and look at the letters with accents")
	return false
}
