package pdf

import (
	"bytes"
	"fmt"
	"net/url"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// reading is a file that was read back.
type reading struct {
	ctx   *model.Context
	root  types.Dict
	pages []onePage
	// places tells the page, counted from 1, of every link target.
	places map[string]int
	// number tells the page, counted from 1, of an object's number.
	number map[int]int
	// tops tells how far each stands below the upper edge of the page's content,
	// in points.
	tops map[string]float64
	// targets are the places of links as the file has them.
	targets map[string]types.Object
}

type onePage struct {
	dict          types.Dict
	resources     types.Dict
	width, height float64 // points
}

type font struct {
	name     string
	kind     string // "Type3", "Type0", "TrueType"
	embedded bool
}

// open reads a file. The settings are made here: the library's own would write a
// folder into the user's home.
func open(data []byte) (*reading, error) {
	conf := &model.Configuration{Reader15: true, ValidationMode: model.ValidationRelaxed, Offline: true, Limits: model.DefaultResourceLimits()}
	ctx, err := pdfcpu.Read(bytes.NewReader(data), conf)
	if err != nil {
		return nil, err
	}
	if err := ctx.EnsurePageCount(); err != nil {
		return nil, err
	}
	r := &reading{ctx: ctx, places: map[string]int{}, tops: map[string]float64{}, targets: map[string]types.Object{}, number: map[int]int{}}
	if r.root, err = ctx.Catalog(); err != nil {
		return nil, err
	}
	for i := 1; i <= ctx.PageCount; i++ {
		dict, ref, inherited, err := ctx.PageDict(i, false)
		if err != nil {
			return nil, err
		}
		if inherited.MediaBox == nil {
			return nil, fmt.Errorf("page %d has no size", i)
		}
		r.number[ref.ObjectNumber.Value()] = i
		r.pages = append(r.pages, onePage{dict: dict, resources: inherited.Resources, width: inherited.MediaBox.Width(), height: inherited.MediaBox.Height()})
	}
	if err := r.readPlaces(); err != nil {
		return nil, err
	}
	return r, nil
}

// readPlaces reads the targets of links, which Skia keeps in /Dests.
func (r *reading) readPlaces() error {
	entry, ok := r.root.Find("Dests")
	if !ok {
		return nil
	}
	dests, err := r.ctx.DereferenceDict(entry)
	if err != nil {
		return err
	}
	for name, value := range dests {
		name = targetName(name)
		r.targets[name] = value
		target, err := r.ctx.DereferenceArray(value)
		if err != nil {
			return err
		}
		if len(target) == 0 {
			continue
		}
		if ref, ok := target[0].(types.IndirectRef); ok {
			n := r.number[ref.ObjectNumber.Value()]
			r.places[name] = n
			if y, err := r.ctx.DereferenceNumber(target[min(3, len(target)-1)]); err == nil && len(target) > 3 && n > 0 {
				r.tops[name] = r.pages[n-1].height - y
			}
		}
	}
	return nil
}

// targetName is the id that a name in /Dests or a link stands for: letters beyond
// ASCII stand in both as in an address.
func targetName(name string) string {
	if id, err := url.PathUnescape(name); err == nil {
		return id
	}
	return name
}

// font tells what a font is and whether its outlines are in the file.
func (r *reading) font(d types.Dict) (font, error) {
	f := font{}
	if s := d.Subtype(); s != nil {
		f.kind = *s
	}
	if n := d.NameEntry("BaseFont"); n != nil {
		f.name = *n
	}
	if f.kind == "Type3" {
		f.embedded = true
		if n := d.NameEntry("Name"); n != nil {
			f.name = *n
		}
	}
	if entry, ok := d.Find("DescendantFonts"); ok {
		list, err := r.ctx.DereferenceArray(entry)
		if err != nil || len(list) == 0 {
			return f, err
		}
		if d, err = r.ctx.DereferenceDict(list[0]); err != nil {
			return f, err
		}
	}
	entry, ok := d.Find("FontDescriptor")
	if !ok {
		return f, nil
	}
	descriptor, err := r.ctx.DereferenceDict(entry)
	if err != nil || descriptor == nil {
		return f, err
	}
	if n := descriptor.NameEntry("FontName"); n != nil {
		f.name = *n
	}
	for _, key := range []string{"FontFile", "FontFile2", "FontFile3"} {
		if _, ok := descriptor.Find(key); ok {
			f.embedded = true
		}
	}
	return f, nil
}
