package pdffile

import (
	"bytes"
	"encoding/hex"
)

// parser reads objects from a place in a file or stream.
type parser struct {
	src   []byte
	at    int
	depth int
	// left is how many objects may still be read, for all parsers of a file.
	left *int
}

const deepest = 60

func space(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// spend takes work on so many bytes off what is left.
func (p *parser) spend(bytes int) { *p.left -= bytes / 64 }

// skip goes past white space and comments.
func (p *parser) skip() {
	from := p.at
	defer func() { p.spend(p.at - from) }()
	for p.at < len(p.src) {
		switch c := p.src[p.at]; {
		case space(c):
			p.at++
		case c == '%':
			for p.at < len(p.src) && p.src[p.at] != '\n' && p.src[p.at] != '\r' {
				p.at++
			}
		default:
			return
		}
	}
}

// word reads up to white space or a delimiter.
func (p *parser) word() string {
	p.skip()
	from := p.at
	for p.at < len(p.src) && !space(p.src[p.at]) && !delimiter(p.src[p.at]) {
		p.at++
	}
	return string(p.src[from:p.at])
}

// eat goes past a text where it stands next.
func (p *parser) eat(s string) bool {
	p.skip()
	if bytes.HasPrefix(p.src[p.at:], []byte(s)) {
		p.at += len(s)
		return true
	}
	return false
}

func (p *parser) object() (object, error) {
	p.skip()
	if p.at >= len(p.src) {
		return nil, damaged("an object is missing")
	}
	if *p.left--; *p.left < 0 {
		return nil, ErrTooLarge
	}
	if p.depth++; p.depth > deepest {
		return nil, damaged("objects are nested too deep")
	}
	defer func() { p.depth-- }()
	switch c := p.src[p.at]; {
	case c == '/':
		return p.name(), nil
	case c == '(':
		return p.literal()
	case c == '[':
		return p.array()
	case c == '<' && p.at+1 < len(p.src) && p.src[p.at+1] == '<':
		return p.dict()
	case c == '<':
		return p.hex()
	case c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.':
		return p.number()
	}
	switch w := p.word(); w {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	default:
		return nil, damaged("%.20q is no object", w)
	}
}

// number reads a number, or the reference that it begins.
func (p *parser) number() (object, error) {
	w := p.word()
	for _, c := range []byte(w) {
		if bytes.IndexByte([]byte("0123456789+-."), c) < 0 {
			return nil, damaged("%.20q is no number", w)
		}
	}
	if len(w) > 60 {
		return nil, damaged("a number is too long")
	}
	n, whole := integer(number(w))
	if !whole || n < 0 {
		return number(w), nil
	}
	back := p.at
	if _, ok := integer(number(p.word())); ok && p.word() == "R" {
		return reference(n), nil
	}
	p.at = back
	return number(w), nil
}

func (p *parser) name() name {
	p.at++
	from := p.at
	for p.at < len(p.src) && !space(p.src[p.at]) && !delimiter(p.src[p.at]) {
		p.at++
	}
	raw := p.src[from:p.at]
	if bytes.IndexByte(raw, '#') < 0 {
		return name(raw)
	}
	var out []byte
	for i := 0; i < len(raw); i++ {
		var b [1]byte
		if raw[i] == '#' && i+2 < len(raw) {
			if _, err := hex.Decode(b[:], raw[i+1:i+3]); err == nil {
				out = append(out, b[0])
				i += 2
				continue
			}
		}
		out = append(out, raw[i])
	}
	return name(out)
}

func (p *parser) array() (object, error) {
	p.at++
	a := array{}
	for {
		if p.eat("]") {
			return a, nil
		}
		o, err := p.object()
		if err != nil {
			return nil, err
		}
		a = append(a, o)
	}
}

func (p *parser) dict() (object, error) {
	p.at += 2
	d := dict{}
	for {
		if p.eat(">>") {
			return d, nil
		}
		if p.at >= len(p.src) || p.src[p.at] != '/' {
			return nil, damaged("a dictionary has no name where one should be")
		}
		key := p.name()
		value, err := p.object()
		if err != nil {
			return nil, err
		}
		if value != nil {
			d[key] = value
		}
	}
}

func (p *parser) hex() (object, error) {
	p.at++
	end := bytes.IndexByte(p.src[p.at:], '>')
	if end < 0 {
		return nil, damaged("a text does not end")
	}
	var digits []byte
	for _, c := range p.src[p.at : p.at+end] {
		if !space(c) {
			digits = append(digits, c)
		}
	}
	p.at += end + 1
	p.spend(end)
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	out := make([]byte, len(digits)/2)
	if _, err := hex.Decode(out, digits); err != nil {
		return nil, damaged("a text has letters where digits should be")
	}
	return text(out), nil
}

// literal reads a text in parentheses. ISO 32000-1, 7.3.4.2.
func (p *parser) literal() (object, error) {
	p.at++
	out := text{}
	for depth := 1; p.at < len(p.src); {
		c := p.src[p.at]
		p.at++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				p.spend(len(out))
				return out, nil
			}
		case '\\':
			if b, ok := p.escape(); ok {
				out = append(out, b)
			}
			continue
		case '\r':
			if p.at < len(p.src) && p.src[p.at] == '\n' {
				p.at++
			}
			c = '\n'
		}
		out = append(out, c)
	}
	return nil, damaged("a text does not end")
}

// escape reads what follows a backslash; false where it stands for nothing.
func (p *parser) escape() (byte, bool) {
	if p.at >= len(p.src) {
		return 0, false
	}
	c := p.src[p.at]
	p.at++
	switch c {
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case '\n':
		return 0, false
	case '\r':
		if p.at < len(p.src) && p.src[p.at] == '\n' {
			p.at++
		}
		return 0, false
	}
	if c < '0' || c > '7' {
		return c, true
	}
	v := c - '0'
	for range 2 {
		if p.at >= len(p.src) || p.src[p.at] < '0' || p.src[p.at] > '7' {
			break
		}
		v = v<<3 | (p.src[p.at] - '0')
		p.at++
	}
	return v, true
}
