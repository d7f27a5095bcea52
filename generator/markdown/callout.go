package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"handbill/generator/diag"
)

// calloutNames are the marks, as [!NOTE] writes them.
var calloutNames = []string{
	"NOTE", "TIP", "IMPORTANT", "WARNING", "DANGER", "KEYPOINTS", "STORY",
	"PULLQUOTE", "RIGHTS", "SERVICES", "TRANSCRIPT",
}

// callout is a quotation that begins with a mark. Its children are the title, if
// it has one, the blocks, and the attribution.
type callout struct {
	block
	name     string // lower case: "note"
	services *ServicesBlock
}

// calloutTitle is what stands after the mark on the same line.
type calloutTitle struct{ block }

// attribution is the last line of a quotation, after its dash.
type attribution struct {
	block
	dash string // "— ", or the two of Chinese
}

// calloutParser reads quotations with goldmark's parser and takes the mark and
// the attribution out when a quotation ends, before its text is read.
type calloutParser struct{ parser.BlockParser }

func (p calloutParser) Close(n ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, reader, pc)
	s := stateOf(pc)
	name, title := takeMark(s, n)
	if name != "" && name != "services" && !n.HasChildren() && title.Len() == 0 {
		s.diags.Warn(s.at(n.Pos()), "callout-empty", "nothing stands in this call-out", "begin each of its lines with >, the empty ones too")
	}
	if name == "" || name == "story" || name == "pullquote" {
		takeAttribution(s.src, n)
	}
	if name == "" {
		return
	}
	c := &callout{name: name}
	c.SetPos(n.Pos())
	c.SetBlankPreviousLines(n.HasBlankPreviousLines())
	if name == "services" {
		c.services = &ServicesBlock{At: s.at(n.Pos()), Filter: takeFilter(s.src, n)}
	}
	replace(n, c)
	if title.Len() > 0 {
		t := &calloutTitle{}
		t.SetPos(title.Start)
		t.Lines().Append(title)
		if first := c.FirstChild(); first != nil {
			c.InsertBefore(c, first, t)
		} else {
			c.AppendChild(c, t)
		}
	}
}

// takeMark takes the line with the mark out of a quotation. The name is "" where
// there is none.
func takeMark(s *state, quote ast.Node) (name string, title text.Segment) {
	first, ok := quote.FirstChild().(*ast.Paragraph)
	if !ok {
		return "", title
	}
	line := first.Lines().At(0)
	mark, rest := calloutMark(line.Value(s.src))
	if mark == "" {
		mark = markSlip(line.Value(s.src))
	}
	if mark == "" {
		return "", title
	}
	upper := strings.ToUpper(mark)
	if rest == 0 && contains(calloutNames, upper) {
		s.diags.Warn(s.at(line.Start), "callout-unknown", "this is no call-out yet", "write [!"+upper+"]")
		return "", title
	}
	if rest == 0 || !contains(calloutNames, upper) {
		hint := "the marks are " + strings.Join(calloutNames, ", ")
		if upper == "CAUTION" { // of GitHub's five
			hint = "write [!DANGER]"
		} else if near := diag.Nearest(upper, calloutNames); near != "" {
			hint = "did you mean [!" + near + "]?"
		}
		s.diags.Warn(s.at(line.Start), "callout-unknown", "nobody knows the call-out [!"+mark+"]", hint)
		return "", title
	}
	line.Start += rest
	title = line.TrimLeftSpace(s.src)
	title = title.TrimRightSpace(s.src)
	dropFirstLine(first)
	return strings.ToLower(mark), title
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

// calloutMark reads [!NAME] at the start of a line and gives the name and where
// the rest of the line begins.
func calloutMark(line []byte) (name string, rest int) {
	if !bytes.HasPrefix(line, []byte("[!")) {
		return "", 0
	}
	i := 2
	for i < len(line) && (line[i]|0x20 >= 'a' && line[i]|0x20 <= 'z' || line[i] == '-' || line[i] == '_') {
		i++
	}
	if i == 2 || i >= len(line) || line[i] != ']' || i+1 < len(line) && !util.IsSpace(line[i+1]) {
		return "", 0
	}
	return string(line[2:i]), i + 1
}

func dropFirstLine(p ast.Node) {
	lines := p.Lines()
	lines.SetSliced(1, lines.Len())
	if lines.Len() == 0 {
		p.Parent().RemoveChild(p.Parent(), p)
	}
}

// takeFilter takes the first paragraph of a directory's call-out, the ids or
// languages to show.
func takeFilter(src []byte, quote ast.Node) []string {
	p, ok := quote.FirstChild().(*ast.Paragraph)
	if !ok {
		return nil
	}
	quote.RemoveChild(quote, p)
	return strings.FieldsFunc(string(p.Lines().Value(src)), func(r rune) bool {
		return r == ',' || r == ';' || r == '،' || r == '`' || r == ' ' || r == '\t' || r == '\r' || r == '\n'
	})
}

// takeAttribution makes the last line of a quotation a node of its own where it
// begins with a dash and something stands above it.
func takeAttribution(src []byte, quote ast.Node) {
	last, ok := quote.LastChild().(*ast.Paragraph)
	if !ok || last == quote.FirstChild() && last.Lines().Len() < 2 || last.Lines().Len() == 0 {
		return
	}
	lines := last.Lines()
	line := lines.At(lines.Len() - 1)
	dash, length := attributionDash(line.Value(src))
	if length == 0 {
		return
	}
	a := &attribution{dash: dash}
	line.Start += length
	line = line.TrimLeftSpace(src)
	if line.IsEmpty() {
		return
	}
	a.SetPos(line.Start)
	a.Lines().Append(line)
	if lines.Len() == 1 {
		quote.RemoveChild(quote, last)
	} else {
		lines.SetSliced(0, lines.Len()-1)
		end := lines.At(lines.Len() - 1)
		lines.Set(lines.Len()-1, end.TrimRightSpace(src))
	}
	quote.AppendChild(quote, a)
}

// attributionDash gives the dash to show and the bytes that it takes in the
// source: a horizontal bar, an em or en dash, or two hyphens.
func attributionDash(line []byte) (dash string, length int) {
	for _, d := range []string{"——", "—", "―", "–", "--"} {
		if !bytes.HasPrefix(line, []byte(d)) {
			continue
		}
		if rest := line[len(d):]; d == "--" && len(rest) > 0 && (rest[0] == '-' || rest[0] == '>') {
			return "", 0
		}
		if d == "——" {
			return d, len(d)
		}
		return "— ", len(d)
	}
	return "", 0
}

func (c *callout) uses() Uses {
	switch c.name {
	case "warning":
		return UsesWarning
	case "danger":
		return UsesDanger
	case "keypoints":
		return UsesKeyPoints
	case "story":
		return UsesStory
	case "pullquote":
		return UsesPullQuote
	case "rights":
		return UsesRights
	case "services":
		return UsesServices
	case "transcript":
		return UsesDetails
	}
	return UsesCallout
}

// title is the call-out's title; nil for none.
func (c *callout) title() *calloutTitle {
	t, _ := c.FirstChild().(*calloutTitle)
	return t
}

func (w *writer) callout(c *callout) {
	switch c.name {
	case "services":
		if t := c.title(); t != nil { // the directory shows it
			w.before(w.annotation(t))
			w.after(w.annotation(t))
		}
		w.blocks(c)
		if w.frame.Services != nil {
			w.out = append(w.out, w.frame.Services(c.services)...)
		}
	case "pullquote":
		// It repeats what the text says: nothing in it may be reached by a key.
		w.str(`<div class="pull" aria-hidden="true">`)
		w.mute++
		w.blocks(c)
		w.mute--
		w.str("</div>")
	case "story":
		w.str(`<figure class="callout story">`)
		w.calloutLabel(c)
		w.quotation(c)
		w.str("</figure>")
	case "transcript":
		w.str(`<details class="transcript">`)
		w.transcriptLabel(c)
		w.blocks(c)
		w.str("</details>")
	case "keypoints", "rights":
		w.str(`<section class="callout `)
		w.str(c.name)
		w.str(`">`)
		w.calloutLabel(c)
		w.blocks(c)
		w.str("</section>")
	default:
		w.str(`<div class="callout `)
		w.str(c.name)
		w.str(`" role="note">`)
		w.calloutLabel(c)
		w.blocks(c)
		w.str("</div>")
	}
}

// calloutLabel writes the kind in words, for colour alone says it to nobody, and
// the title beside it.
func (w *writer) calloutLabel(c *callout) {
	t, a := w.calloutTitle(c)
	w.before(a)
	w.str(`<p class="label">`)
	w.word("callout." + c.name)
	if t != nil {
		w.str(" <span")
		w.marked(a, "", "", "")
		w.str(">")
		w.inlineBlock(t)
		w.str("</span>")
	}
	w.str("</p>")
	w.after(a)
}

// transcriptLabel writes what opens a transcript.
func (w *writer) transcriptLabel(c *callout) {
	t, a := w.calloutTitle(c)
	w.str("<summary")
	if t != nil {
		w.marked(a, "", "", "")
	}
	w.str(">")
	if t != nil {
		w.inlineBlock(t)
	} else {
		w.word("body.transcript")
	}
	w.str("</summary>")
	w.before(a)
	w.after(a)
}

// calloutTitle gives the title that is to be shown, nil for none, and what is
// annotated to it.
func (w *writer) calloutTitle(c *callout) (*calloutTitle, *Annotation) {
	t := c.title()
	if t == nil || !w.wanted(t) {
		return nil, nil
	}
	a := w.annotation(t)
	if a != nil && a.Omit {
		return nil, a
	}
	return t, a
}

// quotation writes a block quotation and who is quoted.
func (w *writer) quotation(n ast.Node) {
	start := len(w.out)
	w.str("<blockquote>")
	begin := len(w.out)
	w.blocks(n)
	w.str("</blockquote>")
	if w.excerpt != nil && len(w.out) == begin+len("</blockquote>") {
		w.out = w.out[:start] // only who is quoted is kept
	}
	if a := w.attribution(n); a != nil {
		w.markedAround("figcaption", a, a.dash)
	}
}

// attribution gives that of a quotation, where it is written; nil for none.
func (w *writer) attribution(quote ast.Node) *attribution {
	a, ok := quote.LastChild().(*attribution)
	if !ok || !w.wanted(a) {
		return nil
	}
	return a
}

func (w *writer) blockquote(n ast.Node) {
	if w.attribution(n) != nil {
		w.str(`<figure class="quote">`)
		w.quotation(n)
		w.str("</figure>")
		return
	}
	w.str("<blockquote>")
	w.blocks(n)
	w.str("</blockquote>")
}
