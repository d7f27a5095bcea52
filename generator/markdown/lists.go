package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// task is the box at the start of a checklist's item.
type task struct {
	inline
	done bool
	stop int // where the item's own text begins in the source
}

// taskParser reads [ ] and [x] at the start of a list item.
type taskParser struct{}

func (taskParser) Trigger() []byte { return []byte{'['} }

func (taskParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	item, ok := parent.Parent().(*ast.ListItem)
	if !ok || item.FirstChild() != parent || parent.HasChildren() {
		return nil
	}
	line, segment := block.PeekLine()
	if len(line) < 4 || line[2] != ']' || !util.IsSpace(line[3]) {
		return nil
	}
	if line[1] != ' ' && line[1] != 'x' && line[1] != 'X' {
		return nil
	}
	size := 3
	for size < len(line) && (line[size] == ' ' || line[size] == '\t') {
		size++
	}
	block.Advance(size)
	return &task{done: line[1] != ' ', stop: segment.Start + size}
}

// taskOf gives the box that a list item begins with, nil where it has none.
func taskOf(item ast.Node) *task {
	if first := item.FirstChild(); first != nil {
		t, _ := first.FirstChild().(*task)
		return t
	}
	return nil
}

func (c *collector) list(l *ast.List) {
	if c.recs.holds(l) {
		c.recommend(l)
		return
	}
	c.blocks(l)
}

func (w *writer) list(l *ast.List) {
	begin, end := "<ul", "</ul>"
	if l.IsOrdered() {
		begin, end = "<ol", "</ol>"
	}
	w.str(begin)
	if first := l.Start + w.skipped(l); l.IsOrdered() && first != 1 {
		w.str(` start="` + strconv.Itoa(first) + `"`)
	}
	if first := l.FirstChild(); first != nil && taskOf(first) != nil {
		w.str(` class="tasks"`)
	}
	w.str(">")
	loose := w.loose
	w.loose = 0
	w.blocks(l)
	w.loose = loose
	w.str(end)
}

func (w *writer) item(n ast.Node) {
	if w.allOmitted(n) {
		return
	}
	if taskOf(n) != nil {
		w.str(`<li class="task"`)
	} else {
		w.str("<li")
	}
	w.jump(n)
	w.str(">")
	w.blocks(n)
	w.str("</li>")
}

// task writes a box to tick on paper, and in words whether it is done.
func (w *writer) task(t *task) {
	w.using(UsesTasks)
	class, key := "box", "body.task_open"
	if t.done {
		class, key = "box done", "body.task_done"
	}
	w.str(`<span class="` + class + `"></span><span class="vh">`)
	w.word(key)
	w.str(" </span>")
	w.run.prev = ' '
}
