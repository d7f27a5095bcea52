package markdown

import (
	"bytes"
	"sort"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// Blocks gives the pieces that are translated, in the order of the file. The
// caller may read but not change them.
func (d *Doc) Blocks() []Block {
	if d.blocks == nil && d.root != nil {
		b := blockFinder{d: d, text: string(d.src), blocks: make([]Block, 0, d.pieces), nodes: make([]ast.Node, 0, d.pieces), spans: make([]Span, 0, d.pieces+d.pieces/4)}
		b.walk(d.root, BlockParagraph, "")
		b.sort()
		d.blocks, d.blockNodes = b.blocks, b.nodes
	}
	return d.blocks
}

// blockFinder walks the tree for Blocks.
type blockFinder struct {
	d      *Doc
	text   string // the source, of which most blocks are a piece
	blocks []Block
	nodes  []ast.Node // of the blocks
	spans  []Span     // room for the lines of blocks to come
}

// walk goes through a container. kind is what its paragraphs are, prefix what
// its lines begin with.
func (b *blockFinder) walk(parent ast.Node, kind BlockKind, prefix string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		b.block(n, kind, prefix)
	}
}

func (b *blockFinder) block(n ast.Node, kind BlockKind, prefix string) {
	switch n := n.(type) {
	case *heading:
		b.add(n, headingKinds[b.d.Headings[n.index].Level], prefix, b.lines(n, 0))
	case *ast.Paragraph, *ast.TextBlock:
		from := 0
		if t, ok := n.FirstChild().(*task); ok {
			from = t.stop
		}
		b.add(n, kind, prefix, b.lines(n, from))
	case *calloutTitle, *attribution:
		b.add(n, BlockQuote, prefix, b.lines(n, 0))
	case *figure:
		n.each(func(img *image) { b.image(n, img, prefix) })
	case *east.TableCell:
		b.add(n, BlockCell, prefix, b.lines(n, 0))
	case *east.DefinitionTerm:
		b.add(n, BlockTerm, prefix, b.lines(n, 0))
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		b.add(n, BlockCode, prefix, b.codeLines(n))
	case *rawBlock:
		b.add(n, BlockHTML, prefix, b.linesOf(n.lines, false))
	default:
		inner, add := innerKind(n, kind)
		b.walk(n, inner, prefix+add)
	}
}

// headingKinds are the kinds of headings by their level.
var headingKinds = [...]BlockKind{1: "h1", 2: "h2", 3: "h3", 4: "h4", 5: "h5", 6: "h6"}

// innerKind says what the paragraphs of a container are, and what its lines have
// in front.
func innerKind(n ast.Node, kind BlockKind) (BlockKind, string) {
	switch n := n.(type) {
	case *ast.ListItem:
		return BlockListItem, blanks(n.Offset)
	case *ast.Blockquote, *callout:
		return BlockQuote, "> "
	case *note:
		return BlockFootnote, "    "
	case *east.DefinitionDescription:
		if list, ok := n.Parent().(*east.DefinitionList); ok {
			return BlockDescription, blanks(list.Offset)
		}
	}
	return kind, ""
}

// blanks are so many.
func blanks(count int) string {
	const some = "                "
	if count <= len(some) {
		return some[:count]
	}
	return strings.Repeat(" ", count)
}

// image adds the alternative text of a figure and its caption.
func (b *blockFinder) image(g *figure, n *image, prefix string) {
	lines := b.lines(g, 0)
	if n.media.Alt != "" {
		b.add(n, BlockAlt, prefix, within(lines, Span{n.Pos() + 2, n.labelStop}))
	}
	if n.caption != nil {
		b.add(n.caption, BlockCaption, prefix, within(lines, n.titleSpan(b.d.src)))
	}
}

// within gives the parts of lines that lie in a span.
func within(lines []Span, s Span) []Span {
	var list []Span
	for _, l := range lines {
		l.Start, l.Stop = max(l.Start, s.Start), min(l.Stop, s.Stop)
		if l.Start < l.Stop {
			list = append(list, l)
		}
	}
	return list
}

// titleSpan is where the caption stands: it ends before the mark that stands
// last but for spaces and the bracket.
func (n *image) titleSpan(src []byte) Span {
	end := n.stop - 1
	for end > n.labelStop && src[end] != '"' && src[end] != '\'' && (src[end] != ')' || end == n.stop-1) {
		end--
	}
	first, _, _ := bytes.Cut(n.rawTitle, []byte("\n"))
	start := bytes.LastIndex(src[n.labelStop:end], first)
	if len(first) == 0 || start < 0 {
		return Span{}
	}
	return Span{n.labelStop + start, end}
}

func (b *blockFinder) add(n ast.Node, kind BlockKind, prefix string, lines []Span) {
	if len(lines) == 0 {
		return
	}
	text := b.text[lines[0].Start:lines[0].Stop]
	if len(lines) > 1 {
		parts := make([]string, len(lines))
		for i, l := range lines {
			parts[i] = b.text[l.Start:l.Stop]
		}
		text = strings.Join(parts, "\n")
	}
	if strings.TrimLeftFunc(text, unicode.IsSpace) == "" {
		return
	}
	b.blocks = append(b.blocks, Block{Kind: kind, Text: text, Lines: lines, Prefix: prefix})
	b.nodes = append(b.nodes, n)
}

// lines gives the lines of a block from an offset on.
func (b *blockFinder) lines(n ast.Node, from int) []Span {
	all := b.linesOf(n.Lines().Sliced(0, n.Lines().Len()), true)
	if from > 0 && len(all) > 0 && from > all[0].Start {
		all[0].Start = min(from, all[0].Stop)
	}
	return all
}

func (b *blockFinder) codeLines(n ast.Node) []Span {
	return b.linesOf(n.Lines().Sliced(0, n.Lines().Len()), false)
}

// linesOf turns goldmark's segments into lines without their ends. Running text
// loses the spaces around it, but keeps two at the end of a line that break it.
func (b *blockFinder) linesOf(segments []text.Segment, trim bool) []Span {
	begin := len(b.spans)
	for i, s := range segments {
		line := strings.TrimSuffix(strings.TrimSuffix(b.text[s.Start:s.Stop], "\n"), "\r")
		span := Span{s.Start, s.Start + len(line)}
		for trim && span.Start < span.Stop && strings.IndexByte(" \t", b.text[span.Start]) >= 0 {
			span.Start++
		}
		for trim && i == len(segments)-1 && span.Start < span.Stop && strings.IndexByte(" \t\r", b.text[span.Stop-1]) >= 0 {
			span.Stop--
		}
		b.spans = append(b.spans, span)
	}
	return b.spans[begin:len(b.spans):len(b.spans)]
}

// sort puts the blocks in the order of the file and names their headings.
func (b *blockFinder) sort() {
	if !sort.IsSorted(byPlace{b}) { // notes may stand anywhere
		sort.Stable(byPlace{b})
	}
	under := ""
	for i := range b.blocks {
		block := &b.blocks[i]
		block.Heading = under
		block.At = b.d.where.at(block.Lines[0].Start)
		if h, ok := b.nodes[i].(*heading); ok {
			under = b.d.Headings[h.index].Text
		}
	}
}

// byPlace sorts blocks by where they stand in the file.
type byPlace struct{ *blockFinder }

func (b byPlace) Len() int           { return len(b.blocks) }
func (b byPlace) Less(i, j int) bool { return b.blocks[i].Lines[0].Start < b.blocks[j].Lines[0].Start }
func (b byPlace) Swap(i, j int) {
	b.blocks[i], b.blocks[j] = b.blocks[j], b.blocks[i]
	b.nodes[i], b.nodes[j] = b.nodes[j], b.nodes[i]
}
