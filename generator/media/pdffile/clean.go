package pdffile

import (
	"strings"
)

// place is an object together with what it is for: the same object reached for
// two purposes is written twice, cleaned for each.
type place struct {
	reference
	kind
}

// cleaner walks through a document and gathers what is written.
type cleaner struct {
	*document
	with    Cleaners
	numbers map[place]int // from 1
	settled map[place]object
	queue   []place
	objects []object // the first has the number 1
	lost    []string
	depth   int
}

func (c *cleaner) lose(what string) {
	if len(c.lost) < 10_000 {
		c.lost = append(c.lost, what)
	}
}

// walk begins at the catalog, which becomes object 1.
func (c *cleaner) walk() error {
	root, ok := c.trailer["Root"].(reference)
	if !ok {
		return damaged("it has no beginning")
	}
	c.number(place{root, catalog})
	for len(c.queue) > 0 {
		next := c.queue[0]
		c.queue = c.queue[1:]
		o, err := c.get(next.reference)
		if err != nil {
			return err
		}
		if o, err = c.clean(o, next.kind); err != nil {
			return err
		}
		if len(c.objects) == 0 && !shows(o) {
			return damaged("it has no pages")
		}
		c.objects = append(c.objects, o)
	}
	return nil
}

func shows(o object) bool {
	d, ok := o.(dict)
	return ok && d["Pages"] != nil
}

// pointer keeps a reference to what is kept, and writes small values in place.
func (c *cleaner) pointer(r reference, k kind) (object, error) {
	if o, known := c.settled[place{r, k}]; known {
		return o, nil
	}
	if len(c.settled) > 2*mostObjects {
		return nil, ErrTooLarge
	}
	o, err := c.get(r)
	if err != nil {
		return nil, err
	}
	kept, to := object(nil), k
	switch o := o.(type) {
	case dict:
		if to = c.known(o, k); to != dropped && (to != action || c.allowed(o)) {
			kept = c.number(place{r, to})
		}
	case *stream:
		if k == plain && !hidden(o) {
			kept = c.number(place{r, k})
		}
	case array:
		kept = c.number(place{r, k})
	default:
		if kept, err = c.clean(o, k); err != nil {
			return nil, err
		}
	}
	c.settled[place{r, k}] = kept
	return kept, nil
}

// number gives the new number of an object and sees to it that it is written.
func (c *cleaner) number(p place) reference {
	n, known := c.numbers[p]
	if !known {
		n = len(c.numbers) + 1
		c.numbers[p] = n
		c.queue = append(c.queue, p)
	}
	return reference(n)
}

// clean gives what is kept of an object; nil for nothing.
func (c *cleaner) clean(o object, k kind) (object, error) {
	if k == dropped {
		return nil, nil
	}
	if c.depth++; c.depth > 2*deepest {
		return nil, damaged("objects are nested too deep")
	}
	defer func() { c.depth-- }()
	switch o := o.(type) {
	case reference:
		return c.pointer(o, k)
	case array:
		return c.list(o, k)
	case dict:
		return c.dictionary(o, k)
	case *stream:
		return c.flow(o, k)
	}
	return o, nil
}

func (c *cleaner) list(a array, k kind) (object, error) {
	out := array{}
	if k == action {
		k = target // a document opens at a place
	}
	for i, o := range a {
		of := k.element()
		if k == target {
			of = values
			if i == 0 {
				of = node
			}
		}
		kept, err := c.clean(o, of)
		if err != nil {
			return nil, err
		}
		if kept != nil || of != annotation && of != widget {
			out = append(out, kept)
		}
	}
	return out, nil
}

func (c *cleaner) dictionary(d dict, k kind) (object, error) {
	if k = c.known(d, k); k == dropped {
		return nil, nil
	}
	if k == action && !c.allowed(d) {
		return nil, nil
	}
	if k == catalog {
		c.mourn(d)
	}
	return c.keep(d, k, false)
}

// keep keeps the entries of a dictionary or stream that belong to its kind.
func (c *cleaner) keep(d dict, k kind, inStream bool) (dict, error) {
	out := dict{}
	for key, o := range ordered(d) {
		if k == node && key == "Kids" && c.word(d, "Type") == "Page" || k == annotation && key == "Contents" && !c.speaks(d) {
			continue
		}
		kept, err := c.clean(o, k.child(key, inStream))
		if err != nil {
			return nil, err
		}
		if kept != nil {
			out[key] = kept
		}
	}
	return out, nil
}

// speaks reports whether the words of an annotation are seen on the page or are
// what a screen reader says of it. Those of the others are somebody's remarks.
func (c *cleaner) speaks(d dict) bool {
	switch c.word(d, "Subtype") {
	case "Link", "FreeText":
		return true
	}
	return false
}

// known corrects what a dictionary is for by what it says it is, so that
// nothing comes in under another name.
func (c *cleaner) known(d dict, k kind) kind {
	switch k {
	case annotations, fields, tagKids:
		k = k.element()
	}
	switch c.word(d, "Type") {
	case "Catalog":
		if k != catalog {
			return dropped
		}
	case "Page", "Pages":
		return node
	case "StructTreeRoot":
		return tagRoot
	case "Filespec", "F", "Sig", "Metadata", "EmbeddedFile":
		return dropped
	case "Action":
		if k != action {
			return dropped
		}
	}
	if c.word(d, "O") == "UserProperties" {
		return dropped
	}
	if k == plain && d["Subtype"] != nil && d["Rect"] != nil || k == annotation || k == widget {
		return c.note(d, k)
	}
	return k
}

// word gives a name that stands in a dictionary, "" where none does.
func (c *cleaner) word(d dict, key name) name {
	o, _ := c.get(d[key])
	n, _ := o.(name)
	return n
}

// note decides what becomes of an annotation.
func (c *cleaner) note(d dict, k kind) kind {
	if c.signature(d) {
		c.lose("its signature")
		return dropped
	}
	switch c.word(d, "Subtype") {
	case "Widget":
		return widget
	case "":
		if k == widget {
			return widget // a field without a place of its own
		}
	case "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline", "Squiggly", "StrikeOut", "Stamp", "Ink", "Caret":
		return annotation
	case "Popup":
		return dropped
	case "FileAttachment":
		c.lose("attached files")
		return dropped
	case "Sound", "Movie", "Screen", "RichMedia", "3D":
		c.lose("sounds and films")
		return dropped
	}
	c.lose("notes in the margin")
	return dropped
}

// signature reports whether a field, or one that it belongs to, is signed.
func (c *cleaner) signature(d dict) bool {
	for range 10 {
		if c.word(d, "FT") == "Sig" {
			return true
		}
		o, _ := c.get(d["Parent"])
		parent, ok := o.(dict)
		if !ok {
			return false
		}
		d = parent
	}
	return false
}

// allowed reports whether an action leads to a page of the document or of the
// web.
func (c *cleaner) allowed(d dict) bool {
	switch c.word(d, "S") {
	case "GoTo", "Named":
		return true
	case "URI":
		o, _ := c.get(d["URI"])
		to, _ := o.(text)
		scheme, _, _ := strings.Cut(strings.ToLower(string(to)), ":")
		switch scheme {
		case "http", "https", "mailto", "tel", "sms":
			return true
		}
		c.lose("links to " + scheme)
		return false
	case "JavaScript":
		c.lose("scripts")
	default:
		c.lose("links that start something")
	}
	return false
}

// mourn tells of what the catalog held that is left out.
func (c *cleaner) mourn(d dict) {
	if o, _ := c.get(d["Names"]); o != nil {
		if n, ok := o.(dict); ok {
			if n["JavaScript"] != nil {
				c.lose("scripts")
			}
			if n["EmbeddedFiles"] != nil {
				c.lose("attached files")
			}
		}
	}
	if o, _ := c.get(d["AcroForm"]); o != nil {
		if f, ok := o.(dict); ok && f["XFA"] != nil {
			c.lose("its XFA form")
		}
	}
	if d["Collection"] != nil {
		c.lose("attached files")
	}
}
