package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"handbill/generator/diag"
)

// Parser reads bodies. It holds nothing of them: one Parser serves a whole
// build, and several goroutines at once.
type Parser struct {
	guide      parser.Parser // everything that guides are made of
	commonMark parser.Parser // the specification, nothing else
}

// New makes a Parser.
func New() *Parser {
	return &Parser{guide: guideParser(withProse(guideInlines()...)), commonMark: commonMarkParser()}
}

func commonMarkParser() parser.Parser {
	p := util.Prioritized
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(withProse(
			p(parser.NewCodeSpanParser(), 100),
			p(parser.NewLinkParser(), 200),
			p(parser.NewAutoLinkParser(), 300),
			p(parser.NewRawHTMLParser(), 400),
			p(emphasisParser{"*_"}, 500),
		)...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)
}

// guideInlines lists what is tried in text; the lower number is tried first, and
// goldmark's own parsers keep the numbers that they have there.
func guideInlines() []util.PrioritizedValue {
	p := util.Prioritized
	return []util.PrioritizedValue{
		p(taskParser{}, 0),
		p(parser.NewCodeSpanParser(), 100),
		p(noteRefParser{}, 150),
		p(linkParser{parser.NewLinkParser()}, 200),
		p(parser.NewAutoLinkParser(), 300),
		p(parser.NewRawHTMLParser(), 400),
		p(emphasisParser{"*_~"}, 500),
		p(valueParser{}, 600),
		p(addressParser{}, 700),
	}
}

// guideParser lists what is tried at each line, as guideInlines does.
func guideParser(inlines []util.PrioritizedValue) parser.Parser {
	p := util.Prioritized
	return parser.NewParser(
		parser.WithBlockParsers(
			p(parser.NewSetextHeadingParser(parser.WithHeadingAttribute()), 100),
			p(deep{extension.NewDefinitionListParser()}, 101),
			p(extension.NewDefinitionDescriptionParser(), 102),
			p(parser.NewThematicBreakParser(), 200),
			p(deep{parser.NewListParser()}, 300),
			p(parser.NewListItemParser(), 400),
			p(parser.NewCodeBlockParser(), 500),
			p(parser.NewATXHeadingParser(parser.WithHeadingAttribute()), 600),
			p(fenceParser{parser.NewFencedCodeBlockParser()}, 700),
			p(deep{calloutParser{parser.NewBlockquoteParser()}}, 800),
			p(parser.NewHTMLBlockParser(), 900),
			p(deep{noteParser{}}, 950),
			p(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(inlines...),
		parser.WithParagraphTransformers(
			p(definitionLimit{parser.LinkReferenceParagraphTransformer}, 100),
			p(tableLimit{extension.NewTableParagraphTransformer()}, 200),
		),
		parser.WithASTTransformers(p(extension.NewTableASTTransformer(), 0)),
	)
}

// stateKey leads from goldmark's context to what this package knows of the body
// being read.
var stateKey = parser.NewContextKey()

// state is one reading of one body.
type state struct {
	doc   *Doc
	opt   *Options
	src   []byte
	diags diag.List

	noteByLabel map[string]*note
	notes       []*note // as they stand in the text
	tooDeep     bool
	marked      ast.Node // the block whose marks are counted
	marks       int
	expanded    int // bytes that references and values have added
	guesses     int // how often a near name has been looked for
	fenceClosed bool
	delimiters  []parser.Delimiter // of that block, as far as they have room

	references parser.Context  // knows the definitions of links
	used       map[string]bool // their labels, as links refer to them
}

func stateOf(pc parser.Context) *state { return pc.Get(stateKey).(*state) }

// maxGuesses is how often a near name is looked for: nobody mends more mistakes
// in one go, and each look takes as long as there are names.
const maxGuesses = 50

// nearest gives the name most like what was typed, "" where none is near.
func (s *state) nearest(typed string, names []string) string {
	if s.guesses++; s.guesses > maxGuesses {
		return ""
	}
	return diag.Nearest(typed, names)
}

func (s *state) at(offset int) diag.Position { return s.doc.where.at(offset) }

// Parse reads the body that begins at a byte offset of the file. Positions are
// those of the whole file. It always gives a Doc; what is wrong with the text
// stands in the list.
func (p *Parser) Parse(f diag.File, body int, opt Options) (*Doc, diag.List) {
	body = min(max(body, 0), len(f.Source))
	if body == 0 && bytes.HasPrefix(f.Source, []byte("\uFEFF")) {
		body = len("\uFEFF")
	}
	d := &Doc{src: f.Source, opt: opt, typo: newTypography(&opt), where: newLocator(f)}
	s := &state{doc: d, opt: &d.opt, src: f.Source}

	pc := parser.NewContext()
	s.references = pc
	pc.Set(stateKey, s)
	engine := p.guide
	if opt.CommonMark {
		engine = p.commonMark
	}
	d.root = engine.Parse(readerAt(f.Source, body), parser.WithContext(pc))
	if !opt.CommonMark {
		collect(s)
	}
	d.opt.Original = nil // let go of the other document
	return d, s.diags
}

// readerAt reads the source from an offset on.
func readerAt(src []byte, offset int) text.Reader {
	r := text.NewReader(src)
	r.SetPosition(-1, text.NewSegment(offset, offset))
	r.AdvanceLine()
	return r
}

// children calls f for each child; f may take the child out.
func children(n ast.Node, f func(ast.Node)) {
	for c := n.FirstChild(); c != nil; {
		next := c.NextSibling()
		f(c)
		c = next
	}
}
