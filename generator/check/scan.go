package check

import (
	"bytes"
	"html"
)

// tag is one start tag of a page, with its attributes as written.
type tag struct {
	name  []byte
	at    int // byte offset of its "<"
	attrs []attr
	// text is what stands inside a script or style element.
	text []byte
}

type attr struct{ name, value []byte }

// get gives the value of an attribute, character references undone.
func (t *tag) get(name string) (string, bool) {
	for _, a := range t.attrs {
		if string(a.name) == name {
			return unescape(a.value), true
		}
	}
	return "", false
}

func unescape(value []byte) string {
	if bytes.IndexByte(value, '&') < 0 {
		return string(value)
	}
	return html.UnescapeString(string(value))
}

// scan calls see for every start tag. It reads what a browser reads in the pages
// that this program writes: tags begin with "<" and a letter, comments and the
// text of scripts and styles are passed over. The tag is reused.
func scan(src []byte, see func(*tag)) {
	var t tag
	for pos := 0; ; {
		i := bytes.IndexByte(src[pos:], '<')
		if i < 0 {
			return
		}
		pos += i
		if pos+1 >= len(src) {
			return
		}
		if !isLetter(src[pos+1]) {
			if !bytes.HasPrefix(src[pos:], []byte("<!--")) {
				pos++
				continue
			}
			end := bytes.Index(src[pos+4:], []byte("-->"))
			if end < 0 {
				return
			}
			pos += 4 + end + 3
			continue
		}
		next := t.read(src, pos)
		if isRaw(t.name) {
			end := rawEnd(src[next:], t.name)
			t.text = src[next : next+end]
			next += end
		}
		see(&t)
		pos = next
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// endsName tells where the name of an attribute ends.
var endsName = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true, '=': true, '>': true, '/': true}

func isRaw(name []byte) bool { return string(name) == "script" || string(name) == "style" }

// rawEnd finds the end tag of a script or style.
func rawEnd(src, name []byte) int {
	for pos := 0; ; {
		i := bytes.Index(src[pos:], []byte("</"))
		if i < 0 {
			return len(src)
		}
		pos += i
		if rest := src[pos+2:]; len(rest) >= len(name) && bytes.EqualFold(rest[:len(name)], name) {
			return pos
		}
		pos += 2
	}
}

// read reads the tag at an offset and gives the offset behind it.
func (t *tag) read(src []byte, at int) int {
	t.at, t.attrs, t.text = at, t.attrs[:0], nil
	pos := at + 1
	for pos < len(src) && (!endsName[src[pos]] || src[pos] == '=') {
		pos++
	}
	t.name = lower(src[at+1 : pos])
	for pos < len(src) && src[pos] != '>' {
		if isSpace(src[pos]) || src[pos] == '/' {
			pos++
			continue
		}
		pos = t.attribute(src, pos)
	}
	return min(pos+1, len(src))
}

func (t *tag) attribute(src []byte, pos int) int {
	start := pos
	for pos < len(src) && (!endsName[src[pos]] || src[pos] == '/' && pos == start) {
		pos++
	}
	if pos == start {
		pos++ // a stray "=" counts as a name, as it does in browsers
	}
	a := attr{name: lower(src[start:pos])}
	after := pos
	for after < len(src) && isSpace(src[after]) {
		after++
	}
	if after < len(src) && src[after] == '=' {
		a.value, pos = value(src, after+1)
	}
	t.attrs = append(t.attrs, a)
	return pos
}

func value(src []byte, pos int) ([]byte, int) {
	for pos < len(src) && isSpace(src[pos]) {
		pos++
	}
	if pos < len(src) && (src[pos] == '"' || src[pos] == '\'') {
		end := bytes.IndexByte(src[pos+1:], src[pos])
		if end < 0 {
			return src[pos+1:], len(src)
		}
		return src[pos+1 : pos+1+end], pos + end + 2
	}
	start := pos
	for pos < len(src) && !isSpace(src[pos]) && src[pos] != '>' {
		pos++
	}
	return src[start:pos], pos
}

// lower gives the bytes in lower case, the same ones where they are so already.
func lower(b []byte) []byte {
	for _, c := range b {
		if c >= 'A' && c <= 'Z' {
			return bytes.ToLower(b)
		}
	}
	return b
}
