package pdf

import (
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// heading is a line of the outline, with its page counted from 1; 0 where it
// leads nowhere.
type heading struct {
	text   string
	page   int
	object int // the number of its object
}

// outline reads what viewers show beside the pages.
func (r *reading) outline() ([]heading, error) {
	dict, err := r.ctx.DereferenceDict(r.root["Outlines"])
	if err != nil || dict == nil {
		return nil, err
	}
	var list []heading
	return list, r.outlineBelow(dict, &list, map[int]bool{})
}

func (r *reading) outlineBelow(parent types.Dict, list *[]heading, seen map[int]bool) error {
	for next := parent["First"]; next != nil; {
		ref, ok := next.(types.IndirectRef)
		if !ok || seen[ref.ObjectNumber.Value()] {
			return nil
		}
		seen[ref.ObjectNumber.Value()] = true
		item, err := r.ctx.DereferenceDict(ref)
		if err != nil || item == nil {
			return err
		}
		text, err := r.words(item["Title"])
		if err != nil {
			return err
		}
		page, err := r.target(item["Dest"])
		if err != nil {
			return err
		}
		*list = append(*list, heading{text, page, ref.ObjectNumber.Value()})
		if err := r.outlineBelow(item, list, seen); err != nil {
			return err
		}
		next = item["Next"]
	}
	return nil
}

// words reads a text of the file's dictionaries; "" for none.
func (r *reading) words(o types.Object) (string, error) {
	o, err := r.ctx.Dereference(o)
	if err != nil {
		return "", err
	}
	switch o := o.(type) {
	case types.StringLiteral:
		return plain((&lexer{data: []byte(o.PDFString())}).next().text), nil
	case types.HexLiteral:
		return plain((&lexer{data: []byte(o.PDFString())}).next().text), nil
	case types.Name:
		return string(o), nil
	}
	return "", nil
}

// target gives the page that a destination names or has.
func (r *reading) target(o types.Object) (int, error) {
	o, err := r.ctx.Dereference(o)
	if err != nil {
		return 0, err
	}
	switch o := o.(type) {
	case types.Array:
		if len(o) > 0 {
			if ref, ok := o[0].(types.IndirectRef); ok {
				return r.number[ref.ObjectNumber.Value()], nil
			}
		}
		return 0, nil
	default:
		text, err := r.words(o)
		return r.places[text], err
	}
}

// silent counts pictures that say nothing to those who cannot see them: figures
// of the structure without a text in their place (ISO 32000-1, 14.9.3). A figure
// of parts, such as a picture with its caption, speaks through them.
func (r *reading) silent() (int, error) {
	root, err := r.ctx.DereferenceDict(r.root["StructTreeRoot"])
	if err != nil || root == nil {
		return 0, err
	}
	return r.silentBelow(root, map[int]bool{})
}

func (r *reading) silentBelow(o types.Object, seen map[int]bool) (int, error) {
	if ref, ok := o.(types.IndirectRef); ok {
		if seen[ref.ObjectNumber.Value()] {
			return 0, nil
		}
		seen[ref.ObjectNumber.Value()] = true
	}
	o, err := r.ctx.Dereference(o)
	if err != nil {
		return 0, err
	}
	count := 0
	switch o := o.(type) {
	case types.Array:
		for _, one := range o {
			n, err := r.silentBelow(one, seen)
			if err != nil {
				return 0, err
			}
			count += n
		}
	case types.Dict:
		if kind := o.NameEntry("S"); kind != nil && *kind == "Figure" {
			text, err := r.words(o["Alt"])
			if err != nil {
				return 0, err
			}
			if text == "" && !r.hasParts(o["K"]) {
				count++
			}
		}
		n, err := r.silentBelow(o["K"], seen)
		return count + n, err
	}
	return count, nil
}

// hasParts reports whether an element of the structure holds others.
func (r *reading) hasParts(kids types.Object) bool {
	o, err := r.ctx.Dereference(kids)
	if err != nil {
		return false
	}
	switch o := o.(type) {
	case types.Dict:
		_, ok := o.Find("S")
		return ok
	case types.Array:
		return slices.ContainsFunc(o, r.hasParts)
	}
	return false
}
