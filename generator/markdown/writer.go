package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// writer writes the HTML of a Doc. It changes nothing in it.
type writer struct {
	run
	doc   *Doc
	frame *Frame

	inLink int // inside how many links
	mute   int // inside text that is hidden from screen readers
	loose  int // above 0 the text of list items stands in paragraphs
	tables int

	*excerpt          // blocks for another page; nil for a whole body
	first    bool     // a picture that is in sight at once
	rawLinks []string // what each open <a> of HTML has become

	asked ast.Node    // of which the annotation was asked for last
	found *Annotation // that

	tail   *note    // whose links back are still to be written
	tailOf ast.Node // into this paragraph

	met map[met]bool // what refers to notes on an annotated page, and these
}

func newWriter(d *Doc, f *Frame, out []byte) *writer {
	return &writer{run: newRun(d.src, true, &d.typo, out), doc: d, frame: f}
}

func (w *writer) document() {
	if w.doc.opt.CommonMark {
		w.blocks(w.doc.root)
		return
	}
	w.out = append(w.out, w.doc.begin...)
	w.blocks(w.doc.root)
	w.references()
}

func (w *writer) str(s string) { w.out = append(w.out, s...) }

// attr writes an attribute.
func (w *writer) attr(name, value string) {
	w.str(" ")
	w.str(name)
	w.str(`="`)
	w.out = appendEscaped(w.out, value)
	w.str(`"`)
}

// id writes an id with the page's prefix.
func (w *writer) id(id string) {
	if w.excerpt != nil && !w.page.spend(id) {
		return
	}
	w.str(` id="`)
	w.out = appendEscaped(w.out, w.frame.IDPrefix)
	w.out = appendEscaped(w.out, id)
	w.str(`"`)
}

// words gives an interface word.
func (w *writer) words(key string) string {
	if w.frame.Words == nil {
		return key
	}
	return w.frame.Words(key)
}

// word writes an interface word.
func (w *writer) word(key string) { w.out = appendEscaped(w.out, w.words(key)) }

func (w *writer) number(n int) string {
	if w.frame.Number == nil {
		return strconv.Itoa(n)
	}
	return w.frame.Number(n)
}

// url writes an address, the bytes that no address holds encoded.
func (w *writer) url(address string) { w.out = appendURL(w.out, address) }

// appendURL escapes for HTML what a URL may hold and encodes the rest; %xx stays.
// Letters of every script stay as they are: browsers encode them, and an address
// in its own script is shorter and can be read.
func appendURL(out []byte, address string) []byte {
	for i := 0; i < len(address); i++ {
		switch c := address[i]; {
		case c == '&':
			out = append(out, "&amp;"...)
		case c <= ' ' || c == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\' || c == '`' || c == '^' || c == '{' || c == '|' || c == '}':
			out = append(out, '%', "0123456789ABCDEF"[c>>4], "0123456789ABCDEF"[c&15])
		default:
			out = append(out, c)
		}
	}
	return out
}

func (w *writer) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch {
		case w.excerpt != nil:
			w.lent(n)
			continue
		case w.doc.annotations == nil:
			w.block(n)
			continue
		}
		w.annotated(n)
	}
}

// annotated writes a block with what stands before and after it. What nothing
// can stand beside sees to that itself.
func (w *writer) annotated(n ast.Node) {
	a := w.annotation(n)
	if a == nil {
		w.block(n)
		return
	}
	switch n.(type) {
	case *east.DefinitionTerm, *calloutTitle, *attribution:
		w.block(n)
		return
	}
	w.before(a)
	if !a.Omit {
		w.block(n)
	}
	w.after(a)
}

func (w *writer) block(n ast.Node) {
	if w.excerpt != nil {
		w.using(usesOf(n))
	}
	switch n := n.(type) {
	case *ast.Paragraph:
		w.paragraph(n)
	case *ast.TextBlock:
		w.textBlock(n)
	case *heading:
		w.heading(n)
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.item(n)
	case *recommendations:
		w.recommendations(n)
	case *ast.Blockquote:
		w.blockquote(n)
	case *callout:
		w.callout(n)
	case *figure:
		w.figure(n)
	case *east.Table:
		w.table(n)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		w.codeBlock(n)
	case *ast.ThematicBreak:
		w.str("<hr>")
	case *east.DefinitionList:
		w.str("<dl>")
		w.blocks(n)
		w.str("</dl>")
	case *east.DefinitionTerm:
		w.markedAround("dt", n, "")
	case *east.DefinitionDescription:
		if !w.allOmitted(n) {
			w.str("<dd>")
			w.blocks(n)
			w.str("</dd>")
		}
	case *rawBlock:
		w.raw(n.pieces)
	default:
		w.specBlock(n)
	}
}

// paragraph writes <p>; a note's last one ends with the way back. Nothing is
// written where nothing of the text is left.
func (w *writer) paragraph(n ast.Node) {
	start := len(w.out)
	w.str("<p")
	w.marked(w.annotation(n), "", "", "")
	w.str(">")
	body := len(w.out)
	w.inlineBlock(n)
	if w.tailOf == n {
		w.backLinks(w.tail, true)
	}
	if len(w.out) == body {
		w.out = w.out[:start]
		return
	}
	w.str("</p>")
}

// textBlock writes the text of a list item whose items stand close together.
func (w *writer) textBlock(n ast.Node) {
	if w.loose > 0 {
		w.paragraph(n)
		return
	}
	a := w.annotation(n)
	if a != nil && (a.Lang != "" || a.Dir != "" || a.Class != "") {
		w.str("<span")
		w.marked(a, "", "", "")
		w.str(">")
		w.inlineBlock(n)
		w.str("</span>")
		return
	}
	w.inlineBlock(n)
}

// codeBlock writes code, which runs left to right in every language.
func (w *writer) codeBlock(n ast.Node) {
	w.str("<pre")
	dir := ""
	if w.doc.typo.rtl {
		dir = "ltr"
	}
	w.marked(w.annotation(n), "", "", dir)
	w.str("><code")
	if f, ok := n.(*ast.FencedCodeBlock); ok && w.doc.opt.CommonMark {
		if lang := f.Language(w.src); len(lang) > 0 {
			w.attr("class", "language-"+resolve(lang))
		}
	}
	w.str(">")
	w.codeLines(n)
	w.str("</code></pre>")
}

func (w *writer) codeLines(n ast.Node) {
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		w.run.raw(line.Value(w.src))
	}
}

// inlineBlock writes the text of a block.
func (w *writer) inlineBlock(n ast.Node) {
	w.run.beginBlock(n)
	w.inlines(n)
}

func (w *writer) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.inline(n)
	}
}

func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(n)
	case *ast.Emphasis:
		if n.Level == 2 {
			w.around("strong", n)
		} else {
			w.around("em", n)
		}
	case *link:
		w.link(n)
	case *ast.CodeSpan:
		w.codeSpan(n)
	case *value:
		w.value(n)
	case *noteRef:
		w.noteRef(n)
	case *image:
		w.image(n)
	case *lead:
		w.str(`<b class="lead">`)
		w.inlines(n)
		w.str("</b>")
	case *task:
		w.task(n)
	case *east.Strikethrough:
		w.around("del", n)
	case *rawSpan:
		w.raw(n.pieces)
	default:
		w.specInline(n)
	}
}

func (w *writer) around(tag string, n ast.Node) {
	w.str("<")
	w.str(tag)
	w.str(">")
	w.inlines(n)
	w.str("</")
	w.str(tag)
	w.str(">")
}

func (w *writer) text(n *ast.Text) {
	if n.IsRaw() {
		w.run.raw(n.Segment.Value(w.src))
		return
	}
	w.run.segment(n.Segment)
	switch {
	case n.HardLineBreak():
		w.str("<br>")
		w.run.prev = '\n'
	case n.SoftLineBreak():
		w.run.softBreak(n)
	}
}

func (w *writer) codeSpan(n ast.Node) {
	if w.doc.typo.rtl {
		w.str(`<code dir="ltr">`)
	} else {
		w.str("<code>")
	}
	w.run.code(n)
	w.str("</code>")
}

// code writes the text of a code span, line ends as spaces.
func (r *run) code(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		b := t.Segment.Value(r.src)
		end := len(b)
		for end > 0 && (b[end-1] == '\n' || b[end-1] == '\r') {
			end--
		}
		r.raw(b[:end])
		if end < len(b) {
			r.out = append(r.out, ' ')
		}
	}
}
