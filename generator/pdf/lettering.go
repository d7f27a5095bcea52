package pdf

import (
	"strings"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// lettering turns the codes of a font into text.
type lettering struct {
	// wide codes have two bytes.
	wide bool
	// letters are the texts of the codes, as the font's character map has them.
	letters map[int]string
	// empty are the codes of the box that stands for a letter without a shape.
	empty map[int]bool
}

// read gives the text of codes and counts letters without a shape.
func (f *lettering) read(codes string) (text string, lost int) {
	var b strings.Builder
	for i := 0; i < len(codes); i++ {
		code := int(codes[i])
		if f.wide && i+1 < len(codes) {
			i++
			code = code<<8 | int(codes[i])
		}
		b.WriteString(f.letters[code])
		if f.empty[code] {
			lost++
		}
	}
	return b.String(), lost
}

// lettering reads a font's character map. Glyph 0 is the box (OpenType, glyf);
// Type 3 fonts of Skia name their glyphs by number.
func (r *reading) lettering(dict types.Dict) (*lettering, error) {
	f := &lettering{letters: map[int]string{}, empty: map[int]bool{}}
	if kind := dict.Subtype(); kind != nil && *kind == "Type0" {
		f.wide = true
		f.empty[0] = true
	}
	if err := r.readDifferences(dict, f); err != nil {
		return f, err
	}
	entry, ok := dict.Find("ToUnicode")
	if !ok {
		return f, nil
	}
	stream, _, err := r.ctx.DereferenceStreamDict(entry)
	if err != nil || stream == nil {
		return f, err
	}
	if err := stream.Decode(); err != nil {
		return f, err
	}
	f.readMap(stream.Content)
	return f, nil
}

// readDifferences finds the box among the named glyphs of a font.
func (r *reading) readDifferences(dict types.Dict, f *lettering) error {
	entry, ok := dict.Find("Encoding")
	if !ok {
		return nil
	}
	object, err := r.ctx.Dereference(entry)
	if err != nil {
		return err
	}
	encoding, ok := object.(types.Dict)
	if !ok {
		return nil
	}
	list, err := r.ctx.DereferenceArray(encoding["Differences"])
	code := 0
	for _, o := range list {
		switch o := o.(type) {
		case types.Integer:
			code = o.Value()
		case types.Name:
			if o == "g0" || o == ".notdef" {
				f.empty[code] = true
			}
			code++
		}
	}
	return err
}

// readMap reads a character map (ISO 32000-1, 9.10.3).
func (f *lettering) readMap(data []byte) {
	l := &lexer{data: data}
	var list []token
	for {
		t := l.next()
		switch {
		case t.kind == atEnd:
			return
		case t.kind == aWord && t.text == "endbfchar":
			for i := 0; i+1 < len(list); i += 2 {
				f.letters[codeOf(list[i].text)] = plain("\xfe\xff" + list[i+1].text)
			}
		case t.kind == aWord && t.text == "endbfrange":
			f.readRanges(list)
		case t.kind == aWord && t.text != "[" && t.text != "]":
			list = list[:0]
			continue
		default:
			list = append(list, t)
			continue
		}
		list = list[:0]
	}
}

// readRanges reads first and last code with the text of the first, or with the
// texts of all in brackets.
func (f *lettering) readRanges(list []token) {
	for i := 0; i+2 < len(list); i += 3 {
		first, last := codeOf(list[i].text), codeOf(list[i+1].text)
		if list[i+2].kind == aWord {
			for code := first; code <= last && i+3 < len(list) && list[i+3].kind == aString; code++ {
				f.letters[code] = plain("\xfe\xff" + list[i+3].text)
				i++
			}
			i++ // the closing bracket
			continue
		}
		text := []rune(plain("\xfe\xff" + list[i+2].text))
		for code := first; code <= last && len(text) > 0; code++ {
			f.letters[code] = string(text)
			text[len(text)-1]++
		}
	}
}

func codeOf(code string) int {
	n := 0
	for i := range len(code) {
		n = n<<8 | int(code[i])
	}
	return n
}

// plain reads a text of PDF, which is UTF-16 after a byte order mark and Latin
// otherwise (7.9.2.2).
func plain(text string) string {
	rest, ok := strings.CutPrefix(text, "\xfe\xff")
	if !ok {
		out := make([]rune, len(text))
		for i := range len(text) {
			out[i] = rune(text[i])
		}
		return string(out)
	}
	units := make([]uint16, len(rest)/2)
	for i := range units {
		units[i] = uint16(rest[2*i])<<8 | uint16(rest[2*i+1])
	}
	return string(utf16.Decode(units))
}
