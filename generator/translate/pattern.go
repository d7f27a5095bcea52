package translate

import (
	"regexp"
	"strings"
)

// pattern finds pieces of a text. Guides have thousands of texts and few of most
// pieces, so a text is first asked for the characters that a piece cannot do
// without; and the pieces that most guides have many of are found by hand, which
// takes a tenth of what their expressions take.
type pattern struct {
	re    *regexp.Regexp
	needs []need
	// scan finds what re finds; nil where only re does it.
	scan func(text string, from int) span
}

// need is a piece that a text must hold, with the signs of it.
type need struct {
	piece string
	signs signs
}

// span is a place in a text, in bytes: all that was found, and what is of interest
// in it. A start below 0 says that nothing was found.
type span struct{ start, end, from, to int }

var nothing = span{start: -1}

// expression compiles a pattern that needs one of some pieces.
func expression(re string, pieces ...string) *pattern {
	p := &pattern{re: regexp.MustCompile(re)}
	for _, piece := range pieces {
		p.needs = append(p.needs, need{piece, signsIn(piece)})
	}
	return p
}

// scanned is a pattern that is found by hand.
func scanned(scan func(text string, from int) span, re string, pieces ...string) *pattern {
	p := expression(re, pieces...)
	p.scan = scan
	return p
}

// mayMatch looks for what is needed in a text with such signs. A scan begins with
// that itself.
func (p *pattern) mayMatch(text string, in signs) bool {
	for i := range p.needs {
		if n := &p.needs[i]; in.has(n.signs) && (p.scan != nil || len(n.piece) == 1 || strings.Contains(text, n.piece)) {
			return true
		}
	}
	return false
}

// find finds the first piece from a byte on.
func (p *pattern) find(text string, from int) span {
	if p.scan != nil {
		return p.scan(text, from)
	}
	return spanOf(p.re, text, from)
}

// spanOf is what an expression finds from a byte on: all of it, and its first group
// that took part. Expressions here look at nothing before where they begin.
func spanOf(re *regexp.Regexp, text string, from int) span {
	m := re.FindStringSubmatchIndex(text[from:])
	if m == nil {
		return nothing
	}
	s := span{m[0] + from, m[1] + from, m[0] + from, m[1] + from}
	for i := 2; i < len(m); i += 2 {
		if m[i] >= 0 {
			s.from, s.to = m[i]+from, m[i+1]+from
			break
		}
	}
	return s
}

// cut takes every piece out of a text and leaves put in its place.
func (p *pattern) cut(text, put string, take func(s span)) string {
	s := p.find(text, 0)
	if s.start < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	last := 0
	for ; s.start >= 0; s = p.find(text, last) {
		if take != nil {
			take(s)
		}
		b.WriteString(text[last:s.start])
		b.WriteString(put)
		last = s.end
	}
	b.WriteString(text[last:])
	return b.String()
}

// scanCode finds a span of code: backticks, something on one line, backticks.
func scanCode(text string, from int) span {
	for {
		open := strings.IndexByte(text[from:], '`')
		if open < 0 {
			return nothing
		}
		open += from
		inside := open + 1
		for inside < len(text) && text[inside] == '`' {
			inside++
		}
		end := inside + strings.IndexAny(text[inside:], "`\n")
		if end < inside {
			return nothing
		}
		if text[end] == '`' && end > inside {
			for end < len(text) && text[end] == '`' {
				end++
			}
			return span{open, end, open, end}
		}
		from = end
	}
}

// scanFootnote finds the mark of a note, and its label.
func scanFootnote(text string, from int) span {
	for {
		open := strings.Index(text[from:], "[^")
		if open < 0 {
			return nothing
		}
		open += from
		label := open + len("[^")
		end := label
		for end < len(text) && strings.IndexByte("] \t\n\f\r", text[end]) < 0 {
			end++
		}
		if end < len(text) && text[end] == ']' && end > label {
			return span{open, end + 1, label, end}
		}
		from = label
	}
}

// linkHere is the end of a link's or a picture's words and its destination, with a
// title or without.
var linkHere = regexp.MustCompile(`^\]\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))+))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)`)

// scanLink finds where linkHere fits, and the destination.
func scanLink(text string, from int) span {
	for {
		open := strings.Index(text[from:], "](")
		if open < 0 {
			return nothing
		}
		open += from
		dest := open + len("](")
		end := dest
		for end < len(text) && !strange(text[end]) {
			end++
		}
		if end < len(text) && text[end] == ')' && end > dest {
			return span{open, end + 1, dest, end}
		}
		if s := spanOf(linkHere, text[open:], 0); s.start == 0 {
			return span{open, open + s.end, open + s.from, open + s.to}
		}
		from = dest
	}
}

// strange reports whether a byte needs more than a glance in a destination.
func strange(c byte) bool {
	switch c {
	case ' ', '\t', '\n', '\f', '\r', '(', ')', '\\', '<':
		return true
	}
	return false
}
