package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

type rawNode struct {
	inline
	span  bool
	lines []text.Segment
}

func (n *rawNode) plain(*run)      {}
func (w *writer) rawNode(*rawNode) {}

type rawStack struct {
	c      *collector
	parent ast.Node
	inline bool
}

type dropped struct{}

func (s *rawStack) block(*ast.HTMLBlock) {}
func (s *rawStack) span(*ast.RawHTML)    {}
func (s *rawStack) before(ast.Node)      {}
func (s *rawStack) end()                 {}
func (c *collector) reportDropped()      {}
