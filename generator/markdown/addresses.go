package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// addressParser makes http:// and https:// addresses links where they stand
// bare. It wakes at the colon, before the marks in the address can be taken for
// emphasis.
type addressParser struct{}

func (addressParser) Trigger() []byte { return []byte{':'} }

func (addressParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) < 6 || line[1] != '/' || line[2] != '/' || pc.IsInLinkLabel() {
		return nil
	}
	before, ok := parent.LastChild().(*ast.Text)
	if !ok || before.Segment.Stop != segment.Start || before.SoftLineBreak() || before.HardLineBreak() {
		return nil
	}
	src := block.Source()
	scheme := schemeBefore(src[before.Segment.Start:before.Segment.Stop])
	length := addressLength(line[3:])
	if scheme == 0 || length == 0 {
		return nil
	}
	start := segment.Start - scheme
	block.Advance(3 + length)
	before.Segment.Stop = start
	if before.Segment.IsEmpty() {
		parent.RemoveChild(parent, before)
	}
	n := ast.NewAutoLink(ast.AutoLinkURL, ast.NewTextSegment(text.NewSegment(start, segment.Start+3+length)))
	n.SetPos(start)
	return n
}

// schemeBefore gives the length of http or https at the end of a text, 0 where
// it is part of a longer word.
func schemeBefore(b []byte) int {
	for _, s := range []string{"https", "http"} {
		n := len(b) - len(s)
		if n < 0 || !strings.EqualFold(string(b[n:]), s) {
			continue
		}
		if c, _ := utf8.DecodeLastRune(b[:n]); n > 0 && wordly(c) && !joinsWords(c) {
			return 0
		}
		return len(s)
	}
	return 0
}

// addressLength measures an address behind its scheme, 0 where it has no host
// with a dot. It leaves off the marks that end the sentence around it, as
// GitHub's specification asks, and those of other scripts.
func addressLength(b []byte) int {
	host := hostLength(b)
	if host == 0 {
		return 0
	}
	end := host
	if end < len(b) && (b[end] == ':' || b[end] == '/' || b[end] == '?' || b[end] == '#') {
		for end < len(b) {
			c, size := utf8.DecodeRune(b[end:])
			if c <= ' ' || c == '<' || c == 0x7F || c == '"' || c > 0x7F && (unicode.IsSpace(c) || util.IsPunctRune(c)) {
				break
			}
			end += size
		}
	}
	return max(host, trimAddress(b, end))
}

// hostLength measures a host name with at least one dot inside. Letters that are
// not ASCII belong to it only in a label of their own: in https://example.org查看
// the host ends before 查.
func hostLength(b []byte) int {
	end, inASCII := 0, false
	for end < len(b) {
		c, size := utf8.DecodeRune(b[end:])
		switch {
		case c == '.':
			if end == 0 || b[end-1] == '.' {
				return 0
			}
			inASCII = false
		case util.IsAlphaNumeric(b[end]) || c == '-' || c == '_':
			inASCII = true
		case c > 0x7F && !inASCII && wordly(c):
		default:
			return hostEnd(b[:end])
		}
		end += size
	}
	return hostEnd(b[:end])
}

// hostEnd takes a full stop off a host name. A host has a dot inside and at
// least two letters behind it.
func hostEnd(host []byte) int {
	host = bytes.TrimSuffix(host, []byte("."))
	if dot := bytes.LastIndexByte(host, '.'); dot > 0 && len(host)-dot > 2 {
		return len(host)
	}
	return 0
}

// trimAddress takes the marks off an address that end the sentence around it.
func trimAddress(b []byte, end int) int {
	unopened := bytes.Count(b[:end], []byte(")")) - bytes.Count(b[:end], []byte("("))
	for end > 0 {
		switch b[end-1] {
		case '?', '!', '.', ',', ':', '*', '_', '~', '\'', '|':
			end--
		case ')':
			if unopened <= 0 {
				return end
			}
			unopened--
			end--
		case ';':
			amp := end - 1
			for amp > 0 && util.IsAlphaNumeric(b[amp-1]) {
				amp--
			}
			if amp == 0 || amp == end-1 || b[amp-1] != '&' {
				return end
			}
			end = amp - 1
		default:
			return end
		}
	}
	return end
}

var (
	wwwDot    = []byte("www.")
	schemeEnd = []byte("://")
)

// mayHoldAddress reports whether it is worth looking for addresses in a text that has
// some signs.
func mayHoldAddress(value []byte, found signs) bool {
	return found&atSign != 0 && bytes.LastIndexByte(value, '@') > 0 || found&colon != 0 && bytes.Contains(value, schemeEnd) || found&letterW != 0 && bytes.Contains(value, wwwDot)
}

// bareAddress makes the first address in a text a link: an e-mail address,
// www.…, or one with a scheme that stood where addressParser does not look. It
// gives the node to go on with, nil where the text has no address.
func (c *collector) bareAddress(t *ast.Text) ast.Node {
	b := c.src[t.Segment.Start:t.Segment.Stop]
	start, stop, prefix := findAddress(b)
	if stop == 0 {
		return nil
	}
	at, label := t.Segment.Start+start, entities(b[start:stop])
	n := &link{auto: true, label: label}
	n.SetPos(at)
	n.to.At, n.to.Text = c.at(at), label
	c.aim(&n.to, prefix+label, at)
	c.doc.Links = append(c.doc.Links, &n.to)

	parent := t.Parent()
	rest := ast.NewTextSegment(text.NewSegment(t.Segment.Start+stop, t.Segment.Stop))
	rest.SetSoftLineBreak(t.SoftLineBreak())
	rest.SetHardLineBreak(t.HardLineBreak())
	parent.InsertAfter(parent, t, n)
	parent.InsertAfter(parent, n, rest)
	t.SetSoftLineBreak(false)
	t.SetHardLineBreak(false)
	t.Segment.Stop = at
	c.count.text(b[:start])
	c.count.words(label)
	if start == 0 {
		parent.RemoveChild(parent, t)
	}
	return rest
}

// findAddress finds the first bare address in a text. prefix is what its link
// has in front of it; stop is 0 where there is none.
func findAddress(b []byte) (start, stop int, prefix string) {
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '@':
			if start, stop := email(b, i); stop > 0 {
				return start, stop, "mailto:"
			}
		case ':':
			if n := schemeBefore(b[:i]); n > 0 && bytes.HasPrefix(b[i:], schemeEnd) {
				if length := addressLength(b[i+3:]); length > 0 {
					return i - n, i + 3 + length, ""
				}
			}
		case 'w':
			if !bytes.HasPrefix(b[i:], wwwDot) || !wordStart(b, i) {
				continue
			}
			if length := addressLength(b[i:]); length > len("www.x") {
				return i, i + length, "https://"
			}
		}
	}
	return 0, 0, ""
}

// wordStart reports whether no letter stands directly before i.
func wordStart(b []byte, i int) bool {
	c, size := utf8.DecodeLastRune(b[:i])
	return size == 0 || !wordly(c) && c != '/' && c != '.' && c != '-' || joinsWords(c)
}

// email measures the address around an @ sign.
func email(b []byte, at int) (start, stop int) {
	start = at
	for start > 0 && at-start < 64 {
		c := b[start-1]
		if !util.IsAlphaNumeric(c) && bytes.IndexByte([]byte(".+-_%"), c) < 0 {
			break
		}
		start--
	}
	for start < at && b[start] == '.' {
		start++
	}
	if start == at || b[at-1] == '.' || !wordStart(b, start) {
		return 0, 0
	}
	stop, dot := at+1, 0
	for stop < len(b) {
		c := b[stop]
		if c == '.' {
			if b[stop-1] == '.' || b[stop-1] == '@' {
				break
			}
			dot = stop
		} else if !util.IsAlphaNumeric(c) && c != '-' && c != '_' {
			break
		}
		stop++
	}
	for stop > at && b[stop-1] == '.' {
		stop--
		dot = bytes.LastIndexByte(b[at:stop], '.') + at
	}
	if last := b[stop-1]; dot <= at || dot >= stop-1 || last == '-' || last == '_' {
		return 0, 0
	}
	return start, stop
}
