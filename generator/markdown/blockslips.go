package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// fenceParser reads code between fences and reports a fence that nothing closes:
// the rest of the text is code then.
type fenceParser struct{ parser.BlockParser }

func (p fenceParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := p.BlockParser.Open(parent, reader, pc)
	if n != nil {
		_, line := reader.Position()
		n.SetPos(line.Start)
		stateOf(pc).fenceClosed = false
	}
	return n, state
}

func (p fenceParser) Continue(n ast.Node, reader text.Reader, pc parser.Context) parser.State {
	state := p.BlockParser.Continue(n, reader, pc)
	stateOf(pc).fenceClosed = state == parser.Close
	return state
}

func (p fenceParser) Close(n ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, reader, pc)
	if s := stateOf(pc); !s.fenceClosed {
		s.diags.Warn(s.at(n.Pos()), "code-open", "the code that begins here never ends", "write a line of ``` behind it, as this one")
	}
}

// openHTML reports a comment or a declaration that never ends: readers would see
// nothing of what stands below it.
func (c *collector) openHTML(h *ast.HTMLBlock) {
	end := map[ast.HTMLBlockType]string{ast.HTMLBlockType2: "-->", ast.HTMLBlockType3: "?>", ast.HTMLBlockType4: ">", ast.HTMLBlockType5: "]]>"}[h.HTMLBlockType]
	if end == "" || h.HasClosure() {
		return
	}
	first := h.Lines().At(0)
	if bytes.Contains(first.Value(c.src), []byte(end)) {
		return
	}
	what := "HTML"
	if h.HTMLBlockType == ast.HTMLBlockType2 {
		what = "comment"
	}
	c.diags.Error(c.at(first.Start), "html-open", "the "+what+" that begins here never ends, and hides what follows", "write "+end+" behind it")
}

// paragraphSlips looks for paragraphs that were meant to be something else.
func (c *collector) paragraphSlips(p *ast.Paragraph) {
	lines := p.Lines()
	if lines.Len() == 0 {
		return
	}
	first := lines.At(0)
	value := bytes.TrimLeft(first.Value(c.src), " ")
	if len(value) == 0 {
		return
	}
	start := first.Stop - len(value)
	switch value[0] {
	case '#', "＃"[0]:
		if hint := headingSlip(string(value)); hint != "" {
			c.diags.Warn(c.at(start), "heading-space", "this is no heading yet", hint)
		}
	case '|':
		if lines.Len() > 1 && barred(value) {
			if second := lines.At(1); barred(second.Value(c.src)) {
				c.diags.Warn(c.at(start), "table-head", "these lines are no table yet", tableHint(value))
			}
		}
	case ':', '!':
		c.boxes(bytes.TrimRight(value, "\r\n"), c.at(start))
	case "•"[0]:
		if !bulleted(value) {
			break
		}
		if above, ok := p.PreviousSibling().(*ast.Paragraph); ok && bulleted(bytes.TrimLeft(above.Lines().Value(c.src), " ")) {
			break // told already
		}
		c.diags.Warn(c.at(start), "list-bullet", "this is no list yet", "begin each of its lines with a hyphen and a space: - ")
	}
}

// headingSlip gives what to write in place of ##Heading and ＃ Heading. A single #
// before a word may well be a keyword.
func headingSlip(line string) string {
	word := strings.TrimLeft(line, "#＃")
	marks := utf8.RuneCountInString(line[:len(line)-len(word)])
	wide := strings.Contains(line[:len(line)-len(word)], "＃")
	if marks > 6 || strings.TrimSpace(word) == "" || !wide && marks < 2 || wide && marks < 2 && word[0] != ' ' {
		return ""
	}
	return "write " + strings.Repeat("#", marks) + " and a space before its words"
}

// barred reports whether a line has the strokes of a table at both ends.
func barred(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) > 2 && line[0] == '|' && line[len(line)-1] == '|'
}

func tableHint(head []byte) string {
	columns := bytes.Count(bytes.TrimSpace(head), []byte("|")) - bytes.Count(head, []byte(`\|`)) - 1
	return "write below the first line, with as many parts: |" + strings.Repeat("---|", min(max(columns, 1), maxColumns))
}

// bulleted reports whether a line begins with a bullet of word processors.
func bulleted(line []byte) bool {
	r, size := utf8.DecodeRune(line)
	return strings.ContainsRune("•●▪◦‣", r) && size < len(line) && (line[size] == ' ' || line[size] == '\t')
}

// narrow puts what ASCII has in place of the wide forms of keyboards for Chinese and
// Japanese.
var narrow = strings.NewReplacer("［", "[", "］", "]", "！", "!")

// markSlip gives the name of a call-out's mark that is not written as marks are,
// such as [! NOTE], [NOTE] or ［！NOTE］; "" for anything else.
func markSlip(line []byte) string {
	s, rest, closed := strings.Cut(narrow.Replace(strings.TrimSpace(string(line))), "]")
	name, opened := strings.CutPrefix(s, "[")
	name, marked := strings.CutPrefix(strings.TrimSpace(name), "!")
	name = strings.TrimSpace(name)
	if end := strings.IndexAny(name, " \t"); !closed && end >= 0 {
		name = name[:end]
	}
	known := contains(calloutNames, strings.ToUpper(name))
	switch {
	case !opened, strings.HasPrefix(rest, "("), strings.HasPrefix(rest, "["), utf8.RuneCountInString(name) > 30:
	case marked && (closed || known):
		return name
	case closed && known && name == strings.ToUpper(name):
		return name
	}
	return ""
}
