package xliff

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"

	"handbill/generator/diag"
)

// Parse reads a document. What comes before a fault in the XML is kept, and the
// fault reported. Inline elements that a program has put in give their text.
func Parse(file diag.File) (Document, diag.List) {
	p := parser{path: file.Path}
	d := xml.NewDecoder(bytes.NewReader(file.Source))
	d.CharsetReader = func(label string, input io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(label), "utf-16") {
			return input, nil // whoever read the file has decoded that
		}
		return charset.NewReaderLabel(label, input)
	}
	d.Entity = map[string]string{} // none but XML's own: no file can grow by them
	for {
		line, _ := d.InputPos()
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			p.fault(d, err)
			break
		}
		if !p.token(token, line) {
			break
		}
	}
	if len(p.doc.Files) == 0 && len(p.ds) == 0 {
		p.ds.Error(diag.Position{Path: file.Path, Line: 1, Column: 1}, "xliff", "there is no <file> in this XLIFF document", "")
	}
	return p.doc, p.ds
}

type parser struct {
	path string
	doc  Document
	ds   diag.List

	unit  *Unit // nil outside a trans-unit
	old   bool  // inside an alt-trans
	depth int   // elements open below the one whose text is read
	into  *string
}

func (p *parser) fault(d *xml.Decoder, err error) {
	line, column := d.InputPos()
	message := err.Error()
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		message = syntax.Msg
	}
	p.ds.Error(diag.Position{Path: p.path, Line: line, Column: column}, "xliff", "the XML is broken here: "+message, fmt.Sprintf("%d texts before this place were read", p.count()))
}

func (p *parser) count() int {
	n := 0
	for _, f := range p.doc.Files {
		n += len(f.Units)
	}
	return n
}

// token reads one piece of XML; false ends the reading.
func (p *parser) token(token xml.Token, line int) bool {
	switch t := token.(type) {
	case xml.StartElement:
		if p.into != nil {
			p.depth++
			return true
		}
		return p.open(t, line)
	case xml.EndElement:
		if p.into != nil {
			if p.depth--; p.depth < 0 {
				p.into, p.depth = nil, 0
			}
			return true
		}
		p.shut(t.Name.Local)
	case xml.CharData:
		if p.into != nil {
			*p.into += string(t)
		}
	}
	return true
}

func (p *parser) open(t xml.StartElement, line int) bool {
	switch t.Name.Local {
	case "xliff":
		if v := attr(t, "version"); v != "" && !strings.HasPrefix(v, "1.") {
			p.ds.Error(diag.Position{Path: p.path, Line: line, Column: 1}, "xliff", fmt.Sprintf("this is XLIFF %s; only XLIFF 1.2 can be read", v), "save it as XLIFF 1.2, or export a PO file instead")
			return false
		}
	case "file":
		p.doc.Files = append(p.doc.Files, File{Original: attr(t, "original")})
		p.doc.Source, p.doc.Target = attr(t, "source-language"), attr(t, "target-language")
	case "trans-unit":
		name := attr(t, "resname")
		if name == "" {
			name = attr(t, "id")
		}
		p.unit = &Unit{Name: name, Approved: attr(t, "approved") == "yes", Line: line}
	case "alt-trans":
		p.old = true
	case "source", "target", "note":
		if p.unit != nil {
			p.text(t)
		}
	}
	return true
}

// text begins to read the words of an element.
func (p *parser) text(t xml.StartElement) {
	u := p.unit
	switch {
	case t.Name.Local == "note":
		u.Notes = append(u.Notes, Note{From: attr(t, "from")})
		p.into = &u.Notes[len(u.Notes)-1].Text
	case p.old && t.Name.Local == "source":
		p.into = &u.OldSource
	case p.old:
		p.into = &u.OldTarget
	case t.Name.Local == "source":
		p.into = &u.Source
	default:
		u.State = attr(t, "state")
		qualifier := attr(t, "state-qualifier")
		u.Machine = qualifier == "mt-suggestion" || qualifier == "leveraged-mt"
		p.into = &u.Target
	}
	*p.into = ""
}

func (p *parser) shut(name string) {
	switch name {
	case "alt-trans":
		p.old = false
	case "trans-unit":
		if n := len(p.doc.Files); n > 0 && p.unit != nil {
			p.doc.Files[n-1].Units = append(p.doc.Files[n-1].Units, *p.unit)
		}
		p.unit = nil
	}
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
