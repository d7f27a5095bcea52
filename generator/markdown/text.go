package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// run writes the text of one block, node by node, as the reader sees it: escapes
// and entities resolved, typography set. The same run serves HTML and plain text.
type run struct {
	out  []byte
	src  []byte
	html bool // escape for HTML
	typo *typography

	special *[256]bool // bytes that need a look
	prev    rune       // what was written last; 0 at the start of a block
	stop    int        // where the block ends in src
	double  bool       // a double quotation mark is open
	single  bool
	// unclosed says that no single mark can close any more, so that nobody looks
	// for one at each mark again.
	unclosed bool
	isolated bool // inside a link that runs left to right already
	ltr      int  // up to here digits have been looked at
}

func newRun(src []byte, html bool, typo *typography, out []byte) run {
	return run{out: out, src: src, html: html, typo: typo, special: typo.special(html)}
}

// begin starts a block whose source ends at stop.
func (r *run) begin(stop int) {
	r.prev, r.stop, r.double, r.single, r.unclosed, r.ltr = 0, stop, false, false, false, 0
}

// beginBlock starts a block with inline content.
func (r *run) beginBlock(n ast.Node) { r.begin(lastStop(n)) }

func lastStop(n ast.Node) int {
	if lines := n.Lines(); lines.Len() > 0 {
		return lines.At(lines.Len() - 1).Stop
	}
	return 0
}

// segment writes a piece of the source that is Markdown text.
func (r *run) segment(s text.Segment) {
	for range s.Padding {
		r.out = append(r.out, ' ')
	}
	if r.special == &specialPlain[0] && bytes.IndexByte(r.src[s.Start:s.Stop], '\\') < 0 && bytes.IndexByte(r.src[s.Start:s.Stop], '&') < 0 {
		r.plain(s.Start, s.Stop)
		return
	}
	src, special, n := r.src[:s.Stop], r.special, s.Start
	for i := s.Start; i < len(src); {
		c := src[i]
		if !special[c] {
			i++
			continue
		}
		if (c == 0xD9 || c == 0xDB) && i+1 < len(src) && (src[i+1] < 0xA0 || src[i+1] > 0xB9) {
			i++ // D9 and DB begin most letters of Arabic, and its digits
			continue
		}
		next := r.token(n, i, s.Stop)
		if next == i {
			i++ // nothing special after all
			continue
		}
		i, n = next, next
	}
	if n < s.Stop {
		r.plain(n, s.Stop)
	}
}

// plain writes source bytes as they are.
func (r *run) plain(start, stop int) {
	if start < stop {
		r.out = append(r.out, r.src[start:stop]...)
		r.prev, _ = utf8.DecodeLastRune(r.src[start:stop])
	}
}

// token looks at the special byte at i, src[n:i] not yet being written. It
// returns i where the byte stands for itself, else writes both and returns where
// to go on.
func (r *run) token(n, i, stop int) int {
	src := r.src
	switch c := src[i]; c {
	case '\\':
		if i+1 >= stop || !util.IsPunct(src[i+1]) {
			return i
		}
		r.plain(n, i)
		r.char(rune(src[i+1]))
		return i + 2
	case '&':
		if value, size := entity(src[i:stop]); size > 0 {
			r.plain(n, i)
			for len(value) > 0 {
				c, w := utf8.DecodeRune(value)
				r.char(c)
				value = value[w:]
			}
			return i + size
		}
		if !r.html {
			return i
		}
		r.plain(n, i)
		r.char('&')
		return i + 1
	case '<', '>':
		r.plain(n, i)
		r.char(rune(c))
		return i + 1
	case 0:
		r.plain(n, i)
		r.char(utf8.RuneError)
		return i + 1
	}
	return r.typography(n, i, stop)
}

// char writes one character.
func (r *run) char(c rune) {
	r.prev = c
	if r.html {
		switch c {
		case '&':
			r.out = append(r.out, "&amp;"...)
			return
		case '<':
			r.out = append(r.out, "&lt;"...)
			return
		case '>':
			r.out = append(r.out, "&gt;"...)
			return
		}
	}
	r.out = utf8.AppendRune(r.out, c)
}

// word writes text that is no Markdown: a value, code, an address.
func (r *run) word(s string) {
	if r.html {
		r.out = appendEscaped(r.out, s)
	} else {
		r.out = append(r.out, s...)
	}
	if s != "" {
		r.prev, _ = utf8.DecodeLastRuneInString(s)
	}
}

// raw is word for bytes, with line ends and the bytes that HTML cannot hold
// made plain.
func (r *run) raw(b []byte) {
	for i, c := range b {
		switch {
		case c == '\r' && i+1 < len(b) && b[i+1] == '\n':
		case c == 0:
			r.out = append(r.out, "\uFFFD"...)
		case !r.html:
			r.out = append(r.out, c)
		case c == '&':
			r.out = append(r.out, "&amp;"...)
		case c == '<':
			r.out = append(r.out, "&lt;"...)
		case c == '>':
			r.out = append(r.out, "&gt;"...)
		default:
			r.out = append(r.out, c)
		}
	}
	if len(b) > 0 {
		r.prev, _ = utf8.DecodeLastRune(b)
	}
}

// softBreak writes the end of a line inside a paragraph: nothing between Han or
// kana, where a space would be a mistake.
func (r *run) softBreak(n *ast.Text) {
	if eastAsian(r.prev) {
		if next, ok := n.NextSibling().(*ast.Text); ok {
			if c, _ := utf8.DecodeRune(r.src[next.Segment.Start:next.Segment.Stop]); eastAsian(c) {
				return
			}
		}
	}
	if r.html {
		r.out = append(r.out, '\n')
	} else {
		r.out = append(r.out, ' ')
	}
	r.prev = '\n'
}

// appendEscaped writes text into HTML, fit for an attribute in double quotes too.
func appendEscaped[T string | []byte](out []byte, s T) []byte {
	n := 0
	for i := 0; i < len(s); i++ {
		var e string
		switch s[i] {
		case '&':
			e = "&amp;"
		case '<':
			e = "&lt;"
		case '>':
			e = "&gt;"
		case '"':
			e = "&quot;"
		case 0:
			e = "\uFFFD"
		default:
			continue
		}
		out = append(out, s[n:i]...)
		out = append(out, e...)
		n = i + 1
	}
	return append(out, s[n:]...)
}

// entity decodes an entity or character reference at the start of b; size is 0
// where there is none.
func entity(b []byte) (value []byte, size int) {
	end := bytes.IndexByte(b[:min(len(b), 40)], ';')
	if end < 2 {
		return nil, 0
	}
	name := b[1:end]
	if name[0] != '#' {
		for _, c := range name {
			if !util.IsAlphaNumeric(c) {
				return nil, 0
			}
		}
		if e, ok := util.LookUpHTML5EntityByName(string(name)); ok {
			return e.Characters, end + 1
		}
		return nil, 0
	}
	digits, base, most := string(name[1:]), 10, 7
	if digits != "" && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base, most = digits[1:], 16, 6
	}
	if digits == "" || len(digits) > most || digits[0] == '+' || digits[0] == '-' {
		return nil, 0
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return nil, 0
	}
	return utf8.AppendRune(nil, util.ToValidRune(rune(n))), end + 1
}

// entities resolves entities and nothing else, as an address between < and > has
// them.
func entities(b []byte) string {
	if bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	var out []byte
	for i := 0; i < len(b); {
		if value, size := entity(b[i:]); b[i] == '&' && size > 0 {
			out = append(out, value...)
			i += size
			continue
		}
		out = append(out, b[i])
		i++
	}
	return string(out)
}

// resolve gives the text that a destination, a title or an attribute stands for:
// escapes and entities resolved.
func resolve(b []byte) string {
	if bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		if b[i] == '\\' && i+1 < len(b) && util.IsPunct(b[i+1]) {
			out = append(out, b[i+1])
			i += 2
			continue
		}
		if b[i] == '&' {
			if value, size := entity(b[i:]); size > 0 {
				out = append(out, value...)
				i += size
				continue
			}
		}
		out = append(out, b[i])
		i++
	}
	return string(out)
}
