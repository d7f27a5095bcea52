// Package pdffile writes a PDF anew from what its pages show.
//
// It reads a file through its cross-reference tables, walks from the catalog
// through what a reader can see or use (pages, links, outline, tags, forms),
// and writes only that. Names, dates, scripts, attachments, margin notes,
// earlier versions and whatever nothing points at are not reached, and so not
// written. It takes bytes and gives bytes. What it cannot read for certain it
// refuses.
package pdffile

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// ErrProtected says that a file is encrypted, be it with an empty password.
var ErrProtected = errors.New("the document is protected")

// ErrTooLarge says that a file unfolds into more than is worked on.
var ErrTooLarge = errors.New("the document is too large to work with")

// Cleaners clean what a PDF carries inside. Each gives the bytes to write in
// place of those that it is given.
type Cleaners struct {
	JPEG func([]byte) ([]byte, error)
	// ICC cleans a colour profile.
	ICC func([]byte) []byte
}

// Clean writes a file anew. The lost are the things, in plain words, that its
// author may miss.
func Clean(src []byte, with Cleaners) (out []byte, lost []string, err error) {
	d, err := open(src)
	if err != nil {
		return nil, nil, err
	}
	c := &cleaner{document: d, with: with, numbers: map[place]int{}, settled: map[place]object{}}
	if err := c.walk(); err != nil {
		return nil, nil, err
	}
	slices.Sort(c.lost)
	return write(c.objects), slices.Compact(c.lost), nil
}

// Is reports whether a file begins like a PDF. Some programs write a few bytes
// before the mark.
func Is(src []byte) bool {
	return bytes.Contains(src[:min(len(src), 1024)], []byte("%PDF-"))
}

func damaged(what string, args ...any) error {
	return fmt.Errorf("damaged: "+what, args...)
}
