package pdf

import (
	"bytes"
	"strconv"
	"strings"
)

// token is a piece of a content stream (ISO 32000-1, 7.8.2) or of a character
// map, which is written alike. A word is an operator or a bracket.
type token struct {
	kind   tokenKind
	text   string // of words, names and strings; strings are bytes
	number float64
}

type tokenKind int

const (
	atEnd tokenKind = iota
	aWord
	aName
	aNumber
	aString
)

// lexer cuts a stream into tokens. What it does not understand it passes over:
// the files are those of an engine, not of strangers.
type lexer struct {
	data []byte
	at   int
}

const (
	spaces     = "\x00\t\n\f\r "
	delimiters = "()<>[]{}/%"
)

func (l *lexer) next() token {
	l.skip()
	if l.at >= len(l.data) {
		return token{kind: atEnd}
	}
	c := l.data[l.at]
	switch {
	case c == '/':
		l.at++
		return token{kind: aName, text: unescapeName(l.run())}
	case c == '(':
		return token{kind: aString, text: l.literal()}
	case c == '<' && !l.twice():
		return token{kind: aString, text: l.hex()}
	case c == '<' || c == '>' && l.twice():
		l.at += 2
		return token{kind: aWord, text: string([]byte{c, c})}
	case strings.IndexByte(delimiters, c) >= 0:
		l.at++
		return token{kind: aWord, text: string(c)}
	}
	text := l.run()
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		return token{kind: aNumber, number: f}
	}
	return token{kind: aWord, text: text}
}

func (l *lexer) twice() bool { return l.at+1 < len(l.data) && l.data[l.at+1] == l.data[l.at] }

func (l *lexer) skip() {
	for l.at < len(l.data) {
		switch {
		case strings.IndexByte(spaces, l.data[l.at]) >= 0:
			l.at++
		case l.data[l.at] == '%':
			if n := bytes.IndexAny(l.data[l.at:], "\r\n"); n >= 0 {
				l.at += n
			} else {
				l.at = len(l.data)
			}
		default:
			return
		}
	}
}

// run reads to the next delimiter or space.
func (l *lexer) run() string {
	from := l.at
	for l.at < len(l.data) && strings.IndexByte(spaces+delimiters, l.data[l.at]) < 0 {
		l.at++
	}
	return string(l.data[from:l.at])
}

// unescapeName reads #20 and its like (7.3.5).
func unescapeName(text string) string {
	before, after, ok := strings.Cut(text, "#")
	if !ok || len(after) < 2 {
		return text
	}
	n, err := strconv.ParseUint(after[:2], 16, 8)
	if err != nil {
		return text
	}
	return before + string(byte(n)) + unescapeName(after[2:])
}

func (l *lexer) hex() string {
	var digits []byte
	for l.at++; l.at < len(l.data) && l.data[l.at] != '>'; l.at++ {
		if c := l.data[l.at]; strings.IndexByte(spaces, c) < 0 {
			digits = append(digits, c)
		}
	}
	l.at++
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	out := make([]byte, 0, len(digits)/2)
	for i := 0; i < len(digits); i += 2 {
		n, _ := strconv.ParseUint(string(digits[i:i+2]), 16, 8) // no digit counts as 0
		out = append(out, byte(n))
	}
	return string(out)
}

// literal reads a string in parentheses (7.3.4.2).
func (l *lexer) literal() string {
	var out []byte
	depth := 0
	for ; l.at < len(l.data); l.at++ {
		c := l.data[l.at]
		switch {
		case c == '\\' && l.at+1 < len(l.data):
			out = l.escape(out)
			continue
		case c == '(':
			if depth++; depth == 1 {
				continue
			}
		case c == ')':
			if depth--; depth == 0 {
				l.at++
				return string(out)
			}
		}
		out = append(out, c)
	}
	return string(out)
}

// escape reads what follows a backslash and stops on its last byte.
func (l *lexer) escape(out []byte) []byte {
	l.at++
	c := l.data[l.at]
	if i := strings.IndexByte("nrtbf", c); i >= 0 {
		return append(out, "\n\r\t\b\f"[i])
	}
	if c == '\n' || c == '\r' {
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	n := 0
	for i := 0; i < 3 && l.at < len(l.data) && l.data[l.at] >= '0' && l.data[l.at] <= '7'; i++ {
		n = n*8 + int(l.data[l.at]-'0')
		l.at++
	}
	l.at--
	return append(out, byte(n))
}
