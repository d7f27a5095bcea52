package markdown

import "github.com/yuin/goldmark/ast"

var (
	kindBlock  = ast.NewNodeKind("HandbillBlock")
	kindInline = ast.NewNodeKind("HandbillInline")
)

// block is the base of our block nodes.
type block struct{ ast.BaseBlock }

func (*block) Kind() ast.NodeKind { return kindBlock }

// Dump is for goldmark's debugging, which we do not use.
func (*block) Dump([]byte, int) {}

// inline is the base of our inline nodes.
type inline struct{ ast.BaseInline }

func (*inline) Kind() ast.NodeKind { return kindInline }

// Dump is for goldmark's debugging, which we do not use.
func (*inline) Dump([]byte, int) {}

// replace puts a node in the place of another and gives it the other's children.
func replace(old, by ast.Node) {
	parent := old.Parent()
	parent.ReplaceChild(parent, old, by)
	children(old, func(c ast.Node) { by.AppendChild(by, c) })
}
