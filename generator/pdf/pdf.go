// Package pdf turns documents into PDF files: an Engine sets the pages, the
// package reads them back, judges them and makes their bytes the same each time.
//
// What goes in is a paper.Document, the HTML together with the model it was made
// from, so that an engine need not be a browser. What comes out is a File. The
// package writes nothing to the site.
package pdf

import (
	"bytes"
	"context"
	"fmt"

	"handbill/generator/diag"
	"handbill/generator/render/paper"
)

// Engine makes pages. Close ends what it started.
type Engine interface {
	// Name tells the engine and its version, such as "chromium-156": a new version
	// may set pages differently.
	Name() string
	// Set sets the pages of a document. A document that this engine cannot set is
	// told in the list; the error is the machine's.
	Set(ctx context.Context, d paper.Document) ([]byte, diag.List, error)
	Close()
}

// File is a finished PDF file.
type File struct {
	Path string
	Data []byte
	// Source stands for what the file was made from, the engine included.
	Source string
	// Pages counts what comes out of a printer, in sides.
	Pages int
}

// Source is what a File of a document made by an engine has as its source. What
// stands before the hyphen is the document's alone.
func Source(d paper.Document, engine string) string { return d.Source + "-" + engine }

// Make makes the file of a document. With an error in the list there is none.
func Make(ctx context.Context, e Engine, d paper.Document) (File, diag.List, error) {
	data, ds, err := e.Set(ctx, d)
	if err != nil || ds.Failed() {
		return File{}, ds, err
	}
	said := write(d)
	data, read, err := finish(data, said, d)
	if err != nil {
		return File{}, ds, fmt.Errorf("reading %s back: %w", d.Path, err)
	}
	bad, err := judge(d, said, read)
	if err != nil {
		return File{}, ds, fmt.Errorf("reading %s back: %w", d.Path, err)
	}
	if ds.Add(bad); ds.Failed() {
		return File{}, ds, nil
	}
	file := File{Path: d.Path, Data: data, Source: Source(d, e.Name()), Pages: len(read.pages)}
	if d.Format.Booklet {
		if file.Data, file.Pages, err = impose(read, d.Format, d.Language.Dir == "rtl", d.Title, d.Language.Tag); err != nil {
			return File{}, ds, fmt.Errorf("putting the pages of %s on sheets: %w", d.Path, err)
		}
	}
	if !bytes.HasPrefix(file.Data, []byte("%PDF-")) {
		panic("pdf: a finished file does not begin like one")
	}
	if ds.Add(judgeSize(d, len(file.Data))); ds.Failed() {
		return File{}, ds, nil
	}
	return file, ds, nil
}

// finish makes the bytes of a file the same each time, mends its outline and
// what it says to viewers and print shops, and reads it.
func finish(data []byte, said *written, d paper.Document) ([]byte, *reading, error) {
	data = same(data)
	read, err := open(data)
	if err != nil {
		return nil, nil, err
	}
	bodies := map[int]string{}
	if err := read.mendOutline(said.headings, bodies); err != nil {
		return nil, nil, err
	}
	if err := read.mendCatalog(d.Language.Dir == "rtl", bodies); err != nil {
		return nil, nil, err
	}
	if err := read.mendBoxes(d.Format, bodies); err != nil {
		return nil, nil, err
	}
	data = appendObjects(data, bodies)
	read, err = open(data)
	return data, read, err
}

// at is where a problem of a document is told: the file in question.
func at(d paper.Document) diag.Position { return diag.Position{Path: d.Path} }
