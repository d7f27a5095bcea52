package pdf

import (
	"context"
	_ "embed"
	"fmt"
	"maps"

	"handbill/generator/diag"
	"handbill/generator/render/paper"
)

// measure gives the panels whose text does not fit at a size of the text.
//
//go:embed measure.js
var measure string

// number writes the pages of the contents.
//
//go:embed number.js
var number string

// setLayout prints a layout in the largest size in which every panel holds its
// text.
func (c *Chromium) setLayout(tab context.Context, d paper.Document) ([]byte, diag.List, error) {
	var ds diag.List
	var full []string
	for _, size := range d.Format.Sizes {
		var err error
		if full, err = call[[]string](tab, measure, size); err != nil {
			return nil, nil, err
		}
		if len(full) == 0 {
			data, err := c.print(tab)
			return data, nil, err
		}
	}
	least := d.Format.Sizes[len(d.Format.Sizes)-1]
	for _, panel := range full {
		ds.Error(at(d), "print-overflow", fmt.Sprintf("the text of the panel %q does not fit the format %s in %s, not even at %g points", panel, d.Format.ID, d.Page.Language.Tag, least), fmt.Sprintf("shorten that part of %s", d.Page.Source.Path))
	}
	return nil, ds, nil
}

// mostPasses ends a search for page numbers that move one another.
const mostPasses = 6

// setPages prints a document until the numbers in its contents are those of the
// pages.
func (c *Chromium) setPages(tab context.Context, d paper.Document) ([]byte, diag.List, error) {
	var ds diag.List
	data, err := c.print(tab)
	if err != nil {
		return nil, nil, err
	}
	var last map[string]int
	for range mostPasses {
		read, err := open(data)
		if err != nil {
			return nil, nil, fmt.Errorf("reading the pages back: %w", err)
		}
		if last != nil && maps.Equal(last, read.places) {
			return data, nil, nil
		}
		last = read.places
		missing, err := call[[]string](tab, number, last, digitsOf(d))
		if err != nil {
			return nil, nil, err
		}
		for _, id := range missing {
			ds.Error(at(d), "print-contents", fmt.Sprintf("the contents name %q, which stands on no page", id), "")
		}
		if ds.Failed() {
			return nil, ds, nil
		}
		if data, err = c.print(tab); err != nil {
			return nil, nil, err
		}
	}
	ds.Error(at(d), "print-contents", "the page numbers of the contents do not settle", "shorten a heading, or tell us: this should not happen")
	return nil, ds, nil
}

// digitsOf are the ten digits of a document's language.
func digitsOf(d paper.Document) []string {
	digits := make([]string, 10)
	for i := range digits {
		digits[i] = d.Page.Language.Words.Number(i)
	}
	return digits
}
