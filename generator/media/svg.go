package media

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"handbill/generator/diag"
)

// What a drawing may have. People's drawings stay far below; what lies above is
// a map with every house, or made to hang a browser.
const (
	svgBytes    = 8_000_000
	svgDepth    = 100
	svgElements = 100_000
	// svgDrawn counts what is drawn once every <use> is followed.
	svgDrawn    = 300_000
	svgPictures = 10
)

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
)

// svgNode is an element, or a run of text where the name is empty.
type svgNode struct {
	name  string
	attrs []svgAttr
	kids  []*svgNode
	text  string
}

type svgAttr struct{ name, value string }

// get gives the value of an attribute, "" where it is not written.
func (n *svgNode) get(name string) string {
	for _, a := range n.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

func (n *svgNode) set(name, value string) {
	for i := range n.attrs {
		if n.attrs[i].name == name {
			n.attrs[i].value = value
			return
		}
	}
	n.attrs = append(n.attrs, svgAttr{name, value})
}

// svgReader reads a drawing and keeps what may stay.
type svgReader struct {
	*job
	dec      *xml.Decoder
	elements int
	pictures int
	// lost names what was left out that a reader might miss or an author should
	// know of, and where the first of it stood.
	lost []string
	at   diag.Position
}

func isSVG(b []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\uFEFF")), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(b, []byte("<svg")) || bytes.Contains(b[:min(len(b), 4096)], []byte(":svg"))
}

const plainSVG = "save it as plain SVG (in Inkscape: Save as, Plain SVG)"

// svg keeps the elements and attributes that draw.
func (j *job) svg() (File, error) {
	if len(j.src) > svgBytes {
		return File{}, flaw{"media-huge", fmt.Sprintf("the drawing has %d MB", len(j.src)/1e6), "simplify it, or save it as PNG"}
	}
	r := &svgReader{job: j, dec: xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(j.src, []byte("\uFEFF"))))}
	r.dec.CharsetReader = western
	root, err := r.read()
	if err != nil {
		return File{}, err
	}
	if drawn := expand(root).count(root); drawn > svgDrawn {
		return File{}, flaw{"media-huge", "the drawing repeats its parts so often that a phone could not show it", "simplify it, or save it as PNG"}
	}
	if len(r.lost) > 0 {
		j.found.Warn(r.at, "media-svg", "the drawing is published without "+strings.Join(r.lost, ", "),
			"nothing in a picture may run, move or be fetched; "+plainSVG)
	}
	plainStyles(root)
	w, h := r.size(root)
	return File{Data: writeSVG(root), Width: w, Height: h}, nil
}

// western reads the encodings that older drawing programs write.
func western(charset string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(charset) {
	case "iso-8859-1", "latin1", "windows-1252", "us-ascii":
		return charmap.Windows1252.NewDecoder().Reader(in), nil
	}
	return nil, fmt.Errorf("unknown encoding %q", charset)
}

// lose remembers once that something was left out.
func (r *svgReader) lose(what string) {
	if len(r.lost) == 0 {
		line, column := r.dec.InputPos()
		r.at = diag.Position{Path: r.path, Line: line, Column: column}
	}
	if !slices.Contains(r.lost, what) && len(r.lost) < 8 {
		r.lost = append(r.lost, what)
	}
}

// read gives the root element.
func (r *svgReader) read() (*svgNode, error) {
	for {
		t, err := r.dec.Token()
		if err != nil {
			return nil, r.syntax(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local != "svg" || t.Name.Space != svgSpace && t.Name.Space != "" {
				return nil, flaw{"media-mismatch", "the file is not an SVG drawing, as its ending says", plainSVG}
			}
			root := r.element(t)
			if err := r.inside(root, t.Name.Space, 1); err != nil {
				return nil, err
			}
			return root, r.ending()
		case xml.Directive:
			if bytes.ContainsAny(t, "[") {
				return nil, flaw{"media-svg", "the drawing declares entities of its own", plainSVG}
			}
		case xml.ProcInst:
			if t.Target != "xml" {
				r.lose("style sheets")
			}
		}
	}
}

// ending reads what follows the root: nothing may.
func (r *svgReader) ending() error {
	for {
		t, err := r.dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return r.syntax(err)
		}
		if _, ok := t.(xml.StartElement); ok {
			return broken("there is a second drawing behind the first")
		}
	}
}

func (r *svgReader) syntax(err error) error {
	line, _ := r.dec.InputPos()
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return broken("the drawing ends in the middle")
	}
	return flaw{"media-broken", fmt.Sprintf("the drawing has a mistake in line %d", line), "open it in a drawing program and save it again; " + plainSVG}
}

// inside reads the children of an element up to its end.
func (r *svgReader) inside(parent *svgNode, space string, depth int) error {
	if depth > svgDepth {
		return flaw{"media-huge", fmt.Sprintf("the drawing's groups are nested more than %d deep", svgDepth), "ungroup it, or save it as PNG"}
	}
	for {
		t, err := r.dec.Token()
		if err != nil {
			return r.syntax(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nil
		case xml.CharData:
			if speaks(parent.name) {
				parent.kids = append(parent.kids, &svgNode{text: string(t)})
			}
		case xml.StartElement:
			if r.elements++; r.elements > svgElements {
				return flaw{"media-huge", fmt.Sprintf("the drawing has more than %d elements", svgElements), "simplify it, or save it as PNG"}
			}
			if err := r.child(parent, t, space, depth); err != nil {
				return err
			}
		}
	}
}

// child reads one element into its parent, or past it.
func (r *svgReader) child(parent *svgNode, t xml.StartElement, space string, depth int) error {
	switch {
	case t.Name.Space == space && t.Name.Local == "a":
		// A picture leads nowhere; what the link was around stays.
		return r.inside(parent, space, depth+1)
	case t.Name.Space == space && t.Name.Local == "style":
		return r.style(parent)
	case t.Name.Space != space || !svgElement[t.Name.Local]:
		if what := missed(t.Name.Local); t.Name.Space == space && what != "" {
			r.lose(what)
		}
		return r.skip()
	}
	n := r.element(t)
	if err := r.inside(n, space, depth+1); err != nil {
		return err
	}
	if n.name == "image" && n.get("href") == "" {
		return nil
	}
	parent.kids = append(parent.kids, n)
	return nil
}

// missed names an element that is left out; "" for what nobody misses.
func missed(name string) string {
	switch name {
	case "metadata", "view", "cursor", "font", "font-face", "hkern", "vkern", "glyph", "missing-glyph", "color-profile":
		return ""
	case "animate", "animateTransform", "animateMotion", "animateColor", "set", "mpath", "discard":
		return "movement"
	}
	return "<" + clip(name) + ">"
}

// clip keeps what a file says of itself short enough for a message.
func clip(s string) string {
	if r := []rune(s); len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return s
}

// skip reads past an element.
func (r *svgReader) skip() error {
	for depth := 1; depth > 0; {
		t, err := r.dec.Token()
		if err != nil {
			return r.syntax(err)
		}
		switch t.(type) {
		case xml.StartElement:
			if depth++; depth > 10*svgDepth {
				return broken("its parts are nested too deep")
			}
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// style reads a style sheet and keeps the rules that draw.
func (r *svgReader) style(parent *svgNode) error {
	var css strings.Builder
	for {
		t, err := r.dec.Token()
		if err != nil {
			return r.syntax(err)
		}
		switch t := t.(type) {
		case xml.CharData:
			css.Write(t)
		case xml.StartElement:
			if err := r.skip(); err != nil {
				return err
			}
		case xml.EndElement:
			kept, lost := cleanSheet(css.String())
			for _, what := range lost {
				r.lose(what)
			}
			if kept != "" {
				parent.kids = append(parent.kids, &svgNode{name: "style", kids: []*svgNode{{text: kept}}})
			}
			return nil
		}
	}
}

// element keeps the attributes of an element that draw.
func (r *svgReader) element(t xml.StartElement) *svgNode {
	n := &svgNode{name: t.Name.Local}
	for _, a := range t.Attr {
		name, value := a.Name.Local, a.Value
		switch {
		case a.Name.Space == xmlSpace && (name == "lang" || name == "space"):
			n.set("xml:"+name, value)
		case name == "href" && (a.Name.Space == "" || a.Name.Space == xlinkSpace):
			if href := r.href(n.name, strings.TrimSpace(value)); href != "" {
				n.set("href", href)
			}
		case a.Name.Space != "":
		case name == "style":
			n.attrs = append(n.attrs, r.declarations(value)...)
		case len(name) > 2 && strings.EqualFold(name[:2], "on"):
			r.lose(clip(name))
		case svgWords[name]:
			n.set(name, value)
		case !svgAttribute[name] && !svgProperty[name]:
		case !drawsSafely(value):
			r.lose(name + "=" + clip(value))
		default:
			n.set(name, value)
		}
	}
	return n
}

// declarations reads a style attribute. A leading "style:" marks what came from
// it, until plainStyles decides where it goes.
func (r *svgReader) declarations(css string) []svgAttr {
	kept, lost := cleanDeclarations(css)
	for _, what := range lost {
		r.lose(what)
	}
	for i := range kept {
		kept[i].name = "style:" + kept[i].name
	}
	return kept
}

// href keeps links into the drawing itself, and pictures that it carries.
func (r *svgReader) href(element, value string) string {
	if strings.HasPrefix(value, "#") && element != "image" {
		return value
	}
	if element != "image" {
		r.lose("a link to " + clip(value))
		return ""
	}
	head, data, ok := strings.Cut(value, ",")
	kind := ""
	switch strings.ToLower(strings.Join(strings.Fields(head), "")) {
	case "data:image/png;base64":
		kind = "png"
	case "data:image/jpeg;base64", "data:image/jpg;base64":
		kind = "jpg"
	}
	if !ok || kind == "" {
		r.lose("a picture from " + clip(head))
		return ""
	}
	if r.pictures++; r.pictures > svgPictures {
		r.lose(fmt.Sprintf("pictures after the first %d", svgPictures))
		return ""
	}
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(data), ""))
	if err != nil {
		r.lose("a damaged picture")
		return ""
	}
	f, list := Prepare("inside."+kind, raw, Options{Width: r.opt.Width * denser, Quality: r.opt.Quality})
	if list.Failed() {
		r.lose("a damaged picture")
		return ""
	}
	mime := map[string]string{"png": "image/png", "jpg": "image/jpeg"}[f.Ext]
	return "data:" + mime + ";base64," + base64.StdEncoding.EncodeToString(f.Data)
}
