package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Marks of direction for places that hold no elements, such as <title> (Unicode
// annex 9, sections 2.2 and 2.4).
const (
	isolateOpen, isolateClose   = "\u2066", "\u2069"
	overrideOpen, overrideClose = "\u2066\u202d", "\u202c\u2069"
)

// IsolateText keeps the telephone numbers of a plain text that runs right to
// left in their order, by marks of direction. A text without one comes back as it
// is.
func IsolateText(text string) string {
	return string(isolate([]byte(text), isolatedByMarks))
}

// isolate puts what by makes of it in place of each telephone number of a text.
func isolate(text []byte, by func(out, number []byte) []byte) []byte {
	var out []byte
	last := 0
	for i := 0; i < len(text); {
		start, end := nextNumber(text, i)
		if start < 0 {
			break
		}
		out = by(append(out, text[last:start]...), text[start:end])
		last, i = end, end
	}
	if last == 0 {
		return text
	}
	return append(out, text[last:]...)
}

// nextNumber finds the first telephone number at or after from that no mark of
// direction opens; start is -1 where none is left.
func nextNumber(text []byte, from int) (start, end int) {
	for i := from; i < len(text); {
		for i < len(text) && idle[text[i]] {
			i++
		}
		if i == len(text) {
			break
		}
		if i+1 < len(text) && letterOfTwo(text[i], text[i+1]) {
			i += 2
			continue
		}
		if !digitStart(text[i:]) {
			_, size := utf8.DecodeRune(text[i:])
			i += size
			continue
		}
		end := i + max(dialled(text[i:]), 1)
		last, _ := utf8.DecodeLastRune(text[:i])
		if !sticks(last) && !strings.ContainsRune("+\u202a\u202d\u2066", last) && looksDialled(text[i:end]) {
			return i, end
		}
		i = end
	}
	return -1, -1
}

// idle are the bytes that can begin no number: no digit of any script has them first.
var idle = func() (t [256]bool) {
	for c := range t {
		t[c] = c != '+' && c != '('
	}
	for _, r := range unicode.Nd.R16 {
		for c := rune(r.Lo); c <= rune(r.Hi); c++ {
			t[string(c)[0]] = false
		}
	}
	for _, r := range unicode.Nd.R32 {
		t[string(rune(r.Lo))[0]] = false // all of them begin alike
	}
	return t
}()

// letterOfTwo reports whether two bytes are one of U+0640 to U+065F or U+06C0 to
// U+06FF that is no digit, as many letters of Arabic are.
func letterOfTwo(c, d byte) bool {
	return !utf8.RuneStart(d) && (c == 0xd9 && (d < 0xa0 || d > 0xa9) || c == 0xdb && (d < 0xb0 || d > 0xb9))
}

func isolatedByMarks(out, number []byte) []byte {
	if arabicDigits(string(number)) {
		return append(append(append(out, overrideOpen...), number...), overrideClose...)
	}
	return append(append(append(out, isolateOpen...), number...), isolateClose...)
}

func isolatedByElement(out, number []byte) []byte {
	tag := isolating(string(number))
	out = append(append(append(out, '<'), tag...), ` dir="ltr">`...)
	out = append(out, number...)
	return append(append(append(out, "</"...), tag...), '>')
}

// IsolatePage keeps every telephone number of a finished page left to right that
// stands in text running right to left, whatever wrote it: the theme, a title, a
// notice. Numbers that have a direction of their own stay as they are, and so
// does a page where nothing runs right to left.
func IsolatePage(page []byte) []byte {
	if !anyRTL(page) {
		return page
	}
	// What could be a number anywhere among the tags is needed before they are read.
	if start, _ := nextNumber(page, 0); start < 0 && !bytes.Contains(page, []byte(plus)) {
		return page
	}
	var out []byte
	var open directions
	done, at := 0, 0
	put := func(changed []byte, raw int) {
		out = append(append(out, page[done:at-raw]...), changed...)
		done = at
	}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := z.Raw()
		at += len(raw)
		switch kind {
		case html.TextToken:
			if text := open.text(raw); text != nil {
				put(text, len(raw))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, hasAttr := z.TagName()
			open.start(string(name), z, hasAttr, kind == html.SelfClosingTagToken)
			if tag := open.title(raw); tag != nil {
				put(tag, len(raw))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			open.end(string(name))
		}
	}
	if done == 0 {
		return page
	}
	return append(out, page[done:]...)
}

// anyRTL reports whether dir="rtl" stands anywhere in a page. It goes from value to
// value: the letters of the attribute's name are frequent.
func anyRTL(page []byte) bool {
	for at := 0; ; at++ {
		next := bytes.IndexByte(page[at:], '=')
		if next < 0 {
			return false
		}
		at += next
		if at+2 < len(page) && page[at+2] == 'r' && bytes.HasPrefix(page[at:], []byte(`="rtl"`)) && bytes.HasSuffix(page[:at], []byte("dir")) {
			return true
		}
	}
}

// directions are the elements that are open at a place of a page.
type directions []directed

type directed struct {
	name string
	// rtl says that text there runs right to left, bare that no element may stand
	// in it, kept that it is left as it is.
	rtl, bare, kept bool
}

func (d *directions) start(name string, z *html.Tokenizer, more, closed bool) {
	e := directed{name: name}
	if n := len(*d); n > 0 {
		e = (*d)[n-1]
		e.name = name
	}
	for more {
		var key, value []byte
		if key, value, more = z.TagAttr(); string(key) == "dir" {
			e.rtl = string(value) == "rtl"
		}
	}
	switch name {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr":
		return // never closed
	case "title", "option":
		e.bare = true
	case "bdi", "bdo", "code", "kbd", "pre", "samp", "script", "style", "svg", "textarea":
		e.kept = true
	}
	if !closed {
		*d = append(*d, e)
	}
}

func (d *directions) end(name string) {
	for i := len(*d) - 1; i >= 0; i-- {
		if (*d)[i].name == name {
			*d = (*d)[:i]
			return
		}
	}
}

// text gives a text with its numbers isolated; nil where nothing changes.
func (d directions) text(raw []byte) []byte {
	if len(d) == 0 || !d[len(d)-1].rtl || d[len(d)-1].kept {
		return nil
	}
	by := isolatedByElement
	if d[len(d)-1].bare {
		by = isolatedByMarks
	}
	return changed(raw, by)
}

// title does the same for what a tag says for the heads of printed pages.
func (d directions) title(tag []byte) []byte {
	if len(d) == 0 || !d[len(d)-1].rtl {
		return nil
	}
	const attribute = `data-title="`
	before, rest, found := bytes.Cut(tag, []byte(attribute))
	value, after, closed := bytes.Cut(rest, []byte{'"'})
	if !found || !closed {
		return nil
	}
	if value = changed(value, isolatedByMarks); value == nil {
		return nil
	}
	return []byte(string(before) + attribute + string(value) + `"` + string(after))
}

// plus is how templates write a plus sign.
const plus = "&#43;"

// changed isolates the numbers of a text that is escaped as templates escape it.
func changed(raw []byte, by func(out, number []byte) []byte) []byte {
	text := bytes.ReplaceAll(raw, []byte(plus), []byte("+"))
	if start, _ := nextNumber(text, 0); start < 0 {
		return nil
	}
	return isolate(text, by)
}

// isolating names the element that keeps a number left to right. Arabic digits
// need <bdo> for that, because the groups of an Arabic number run right to left
// even inside an isolate (Unicode annex 9, rule N1); European and Persian digits
// do not, and <bdi> leaves them to the reader's software.
func isolating(number string) string {
	if arabicDigits(number) {
		return "bdo"
	}
	return "bdi"
}

func arabicDigits(number string) bool {
	return strings.ContainsFunc(number, func(c rune) bool { return c >= 0x0660 && c <= 0x0669 })
}
