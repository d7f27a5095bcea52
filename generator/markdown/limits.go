package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// What is legal Markdown can still stop a machine: 97 KB of references have made
// 391 MB, a table of 39 KB took 14 seconds. No guide comes near these limits.
const (
	maxDepth      = 100
	maxColumns    = 64
	maxDelimiters = 5000
	// minExpansion is what references and values may always add, in bytes.
	minExpansion = 100_000
)

// deep opens a container only where the nesting is not too deep yet.
type deep struct{ parser.BlockParser }

func (p deep) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) >= maxDepth {
		if s := stateOf(pc); !s.tooDeep {
			s.tooDeep = true
			_, at := reader.Position()
			s.diags.Error(s.at(at.Start), "limit-nesting",
				fmt.Sprintf("lists and quotations stand inside one another more than %d deep", maxDepth),
				"take some of the > and - at the start of the line away")
		}
		return nil, parser.NoChildren
	}
	return p.BlockParser.Open(parent, reader, pc)
}

// mark counts a mark such as * or [ of the block being read. Past the limit it
// gives false, and the mark is text.
func (s *state) mark(block ast.Node, offset int) bool {
	if s.marked != block {
		s.marked, s.marks, s.delimiters = block, 0, s.delimiters[:0]
	}
	s.marks++
	if s.marks <= maxDelimiters {
		return true
	}
	if s.marks == maxDelimiters+1 {
		s.diags.Error(s.at(offset), "limit-delimiters",
			fmt.Sprintf("up to here this paragraph has %d marks such as * and [", maxDelimiters),
			"divide the paragraph with empty lines")
	}
	return false
}

// expand counts bytes that a reference or a value adds to the page. It reports
// the first that is too many and gives false from then on.
func (s *state) expand(n, offset int) bool {
	most := max(minExpansion, len(s.src))
	before := s.expanded
	s.expanded += n
	if s.expanded <= most {
		return true
	}
	if before <= most {
		s.diags.Error(s.at(offset), "limit-references",
			fmt.Sprintf("references and values make this page more than %d kB longer", most/1000),
			"write the long texts once, not by reference")
	}
	return false
}

// maxDefinitions is how many link definitions may stand in one paragraph, whose
// reader takes the square of their number.
const maxDefinitions = 1000

// definitionLimit guards goldmark's reader of link definitions, and spares it the
// paragraphs that begin with none: [label]: stands at the start of each.
type definitionLimit struct{ parser.ParagraphTransformer }

func (t definitionLimit) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, src, n := p.Lines(), reader.Source(), 0
	if lines.Len() > 0 {
		first := lines.At(0)
		if !bytes.HasPrefix(util.TrimLeftSpace(src[first.Start:first.Stop]), []byte("[")) {
			return
		}
	}
	for n < lines.Len() {
		line := lines.At(n)
		if !bytes.HasPrefix(bytes.TrimLeft(line.Value(src), " "), []byte("[")) {
			break
		}
		n++
	}
	if n > maxDefinitions {
		s := stateOf(pc)
		s.diags.Error(s.at(p.Pos()), "limit-references",
			fmt.Sprintf("more than %d lines that begin with [ stand together here", maxDefinitions),
			"divide them with empty lines")
		p.Parent().RemoveChild(p.Parent(), p)
		return
	}
	may := lines.Len() == 0
	for i := 0; i < lines.Len() && !may; i++ {
		line := lines.At(i)
		may = bytes.Contains(src[line.Start:line.Stop], []byte("]:"))
	}
	if may {
		t.ParagraphTransformer.Transform(p, reader, pc)
	}
}

// tableLimit guards goldmark's table reader, which fills every row up to the
// width of the first.
type tableLimit struct{ parser.ParagraphTransformer }

func (t tableLimit) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, src := p.Lines(), reader.Source()
	if lines.Len() < 2 {
		return
	}
	for i := 1; i < lines.Len(); i++ {
		line := lines.At(i)
		columns := tableColumns(line.Value(src))
		if columns == 0 {
			continue
		}
		if columns > maxColumns || columns*(lines.Len()-i) > 1000+lines.At(lines.Len()-1).Stop-line.Start {
			s := stateOf(pc)
			s.diags.Error(s.at(line.Start), "limit-columns",
				fmt.Sprintf("a table has at most %d columns, and rows as long as its first", maxColumns),
				"divide the table")
			p.Parent().RemoveChild(p.Parent(), p)
			return
		}
		break
	}
	t.ParagraphTransformer.Transform(p, reader, pc)
}

// tableColumns counts the columns of a line such as |---|:-:|; 0 for any other.
func tableColumns(line []byte) int {
	columns, dash := 0, false
	for _, c := range line {
		switch {
		case c == '|':
			if dash {
				columns++
			}
			dash = false
		case c == '-':
			dash = true
		case c == ':' || util.IsSpace(c):
		default:
			return 0
		}
	}
	if dash {
		columns++
	}
	return columns
}
