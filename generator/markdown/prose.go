package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// proseParser reads text up to the next byte that may mean something, at once:
// goldmark asks of each byte what it means, and most of a guide is prose. The tree is
// the one that goldmark makes, but for the places where neighbouring texts meet.
type proseParser struct{ means [256]bool }

// withProse adds a proseParser to inline parsers: what they are triggered by means
// something.
func withProse(parsers ...util.PrioritizedValue) []util.PrioritizedValue {
	p := &proseParser{}
	p.means['\n'] = true
	for _, other := range parsers {
		for _, sign := range other.Value.(parser.InlineParser).Trigger() {
			p.means[sign] = true
		}
	}
	return append(parsers, util.Prioritized(p, 1000))
}

// Trigger asks for blanks, for which goldmark also takes what begins a line or follows
// another inline, and for all backslashes: goldmark never meets one then, and forgets
// none from one inline to the next.
func (*proseParser) Trigger() []byte { return []byte{' ', '\\'} }

func (p *proseParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	n := 0
	for n < len(line) && !p.means[line[n]] {
		if line[n] == '\\' && n+1 < len(line) && util.IsPunct(line[n+1]) {
			n++
		}
		n++
	}
	if n < len(line) && line[n] != '\n' {
		block.Advance(n)
		return extend(parent, segment, n)
	}
	broken := n < len(line)
	n, hard := proseEnd(line[:n], broken)
	t := extend(parent, segment, n)
	t.SetHardLineBreak(hard)
	t.SetSoftLineBreak(broken && !hard)
	block.AdvanceLine()
	return t
}

// proseEnd gives how much of a line's last text counts, and whether its break is a hard
// one (CommonMark 0.31.2, section 6.7). A backslash before the break is as goldmark has
// it: one that stands alone.
func proseEnd(b []byte, broken bool) (n int, hard bool) {
	if broken {
		b = bytes.TrimSuffix(b, []byte{'\r'})
		hard = bytes.HasSuffix(b, []byte("  "))
		if bytes.HasSuffix(b, []byte{'\\'}) && !bytes.HasSuffix(b, []byte(`\\`)) {
			return len(b) - 1, true
		}
	}
	return len(b) - util.TrimRightSpaceLength(b), hard
}

// extend adds the first n bytes of a segment to the text that ends where it begins, or
// makes a new one.
func extend(parent ast.Node, segment text.Segment, n int) *ast.Text {
	pad := min(segment.Padding, n)
	t, ok := parent.LastChild().(*ast.Text)
	if !ok || pad > 0 || t.Segment.Stop != segment.Start || t.SoftLineBreak() || t.HardLineBreak() {
		return ast.NewTextSegment(text.NewSegmentPadding(segment.Start, segment.Start+n-pad, pad))
	}
	t.Segment.Stop += n
	return t
}
