package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"handbill/generator/diag"
	"handbill/generator/values"
)

// value is {{name}} in the text.
type value struct {
	inline
	name   string
	text   string // as written where nobody knows the name
	number bool   // it is a telephone number
}

// valueParser reads {{name}}. Code is safe from it: code is read first.
type valueParser struct{}

func (valueParser) Trigger() []byte { return []byte{'{'} }

func (valueParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	name, size := values.Name(line)
	if size == 0 {
		return nil
	}
	block.Advance(size)
	s := stateOf(pc)
	v := &value{name: name, text: string(line[:size])}
	v.SetPos(segment.Start)
	if text, ok := s.value(name, segment.Start); ok {
		v.text, v.number = text, dialable(text) != ""
	}
	return v
}

// value looks a value up and reports an unknown one.
func (s *state) value(name string, offset int) (string, bool) {
	if s.opt.Value != nil {
		if text, ok := s.opt.Value(name); ok {
			if !s.expand(len(text), offset) {
				return "", true
			}
			return text, true
		}
	}
	hint := "write it into [values] in site.toml"
	if near := s.nearest(name, s.opt.Names); near != "" {
		hint = "did you mean {{" + near + "}}?"
	}
	s.diags.Error(s.at(offset), "value-unknown", "there is no value {{"+name+"}}", hint)
	return "", false
}

// fill puts values into a text that is no longer Markdown: a destination, a
// title. Mistakes are reported at offset.
func (s *state) fill(text string, offset int) string {
	if !strings.ContainsAny(text, "{}") {
		return text
	}
	s.valueSlips(text, offset, false)
	var b strings.Builder
	for {
		i := strings.Index(text, "{{")
		if i < 0 {
			break
		}
		b.WriteString(text[:i])
		text = text[i:]
		name, size := values.Name([]byte(text))
		if size == 0 {
			b.WriteString(text[:2])
			text = text[2:]
			continue
		}
		if v, ok := s.value(name, offset); ok {
			b.WriteString(v)
		} else {
			b.WriteString(text[:size])
		}
		text = text[size:]
	}
	b.WriteString(text)
	return b.String()
}

// valueSlips reports what was meant to be {{name}} in a text and is not. exact says
// that the text stands in the source at offset, and not what became of it.
func (s *state) valueSlips(text string, offset int, exact bool) {
	known := func(name string) bool {
		if s.opt.Value == nil {
			return false
		}
		_, ok := s.opt.Value(name)
		return ok
	}
	for from := 0; ; {
		slip, ok := values.NextSlip(text, from, known)
		if !ok {
			return
		}
		from = slip.Stop
		at := offset
		if exact {
			at += slip.Start
		}
		severity, message, hint := slip.Say(text, s.nearest(slip.Name, s.opt.Names))
		if exact && !slip.Sure {
			hint += `, or a backslash before the brace: \{`
		}
		s.diags = append(s.diags, diag.Diagnostic{Position: s.at(at), Severity: severity, Code: "value-braces", Message: message, Hint: hint})
	}
}

// value makes a link of a value that is a telephone number or an address, and
// counts its words.
func (c *collector) value(v *value) {
	c.count.words(v.text)
	target := valueTarget(v.text)
	if target == "" || c.linked > 0 || c.quiet > 0 {
		return
	}
	n := &link{}
	n.SetPos(v.Pos())
	n.to.At, n.to.Text = c.at(v.Pos()), v.text
	c.aim(&n.to, target, v.Pos())
	c.doc.Links = append(c.doc.Links, &n.to)
	v.Parent().ReplaceChild(v.Parent(), v, n)
	n.AppendChild(n, v)
}

// valueTarget gives where a value leads that is an address and nothing else.
func valueTarget(text string) string {
	if number := dialable(text); number != "" {
		return "tel:" + number
	}
	if start, stop, prefix := findAddress([]byte(text)); stop == len(text) && start == 0 {
		return prefix + text
	}
	return ""
}

// value isolates a value: its direction is not that of the sentence.
func (w *writer) value(v *value) {
	if v.number {
		w.run.number(v.text)
		return
	}
	w.str("<bdi>")
	w.run.word(v.text)
	w.str("</bdi>")
}
