package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

var (
	wwwDot    = []byte("www.")
	schemeEnd = []byte("://")
)

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
