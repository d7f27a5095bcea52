package markdown

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasisParser reads marks such as * and ~. It follows CommonMark's rules on what can
// open and close, with one change: next to text that has no spaces between words
// a mark need not stand outside the punctuation. By the letter of the rules
// **重要：**初 and **สำคัญ:**ก never close.
type emphasisParser struct{ marks string }

func (p emphasisParser) Trigger() []byte { return []byte(p.marks) }

func (emphasisParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	mark, n := line[0], 1
	for n < len(line) && line[n] == mark {
		n++
	}
	var processor parser.DelimiterProcessor = emphasis{}
	if mark == '~' {
		if n > 2 || before == '~' {
			return nil
		}
		processor = deletion{}
	}
	after := ' '
	if n < len(line) {
		after, _ = utf8.DecodeRune(line[n:])
	}
	s := stateOf(pc)
	if !s.mark(parent, segment.Start) {
		return nil
	}
	left, right := flanks(before, after)
	opens, closes := left, right
	if mark == '_' {
		// Inside a word it means nothing; beside punctuation of any script it
		// does not stand inside one.
		opens = left && (!right || util.IsPunctRune(before))
		closes = right && (!left || util.IsPunctRune(after))
	}
	d := s.delimiter()
	d.CanOpen, d.CanClose, d.Length, d.OriginalLength = opens, closes, n, n
	d.Char, d.Processor, d.Segment = mark, processor, segment.WithStop(segment.Start+n)
	block.Advance(n)
	pc.PushDelimiter(d)
	return d
}

// delimiter gives a new delimiter. They are large and none outlives its block, so they
// are made several at once and serve the next block again.
func (s *state) delimiter() *parser.Delimiter {
	if len(s.delimiters) == cap(s.delimiters) {
		s.delimiters = make([]parser.Delimiter, 0, 16)
	}
	s.delimiters = append(s.delimiters, parser.Delimiter{})
	return &s.delimiters[len(s.delimiters)-1]
}

// flanks says whether a run of marks is left- and right-flanking
// (CommonMark 0.31.2, section 6.2).
func flanks(before, after rune) (left, right bool) {
	beforeSpace, afterSpace := util.IsSpaceRune(before), util.IsSpaceRune(after)
	beforePunct, afterPunct := punctuation(before), punctuation(after)
	left = !afterSpace && (!afterPunct || beforeSpace || beforePunct || joinsWords(before))
	right = !beforeSpace && (!beforePunct || afterSpace || afterPunct || joinsWords(after))
	return left, right
}

// punctuation leaves out that of East Asia: it fills a square like a letter and
// needs no space beside it.
func punctuation(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 0 && util.IsPunct(byte(r))
	}
	return util.IsPunctRune(r) && !eastAsian(r)
}

type emphasis struct{}

func (emphasis) IsDelimiter(c byte) bool { return c == '*' || c == '_' }

func (emphasis) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (emphasis) OnMatch(n int) ast.Node { return ast.NewEmphasis(n) }

type deletion struct{}

func (deletion) IsDelimiter(c byte) bool { return c == '~' }

func (deletion) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char && opener.OriginalLength == closer.OriginalLength
}

func (deletion) OnMatch(int) ast.Node { return east.NewStrikethrough() }
