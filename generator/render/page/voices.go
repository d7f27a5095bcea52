package page

import (
	"bytes"
	"strings"

	"handbill/generator/i18n"
)

// voices lets a finished page say the language of interface words that come from
// another one, which i18n.Words.Marked has put between marks. Where such words are
// all that an element says, it gets lang itself, else they get a <span>. In
// attributes, of which one element has one language, they only lose their marks; a
// link that shows no letters takes the language of its name.
func voices(html []byte, dir string) []byte {
	if !bytes.Contains(html, []byte(i18n.MarkOpen)) {
		return html
	}
	v := voicing{in: html, dir: dir, out: make([]byte, 0, len(html)+500), tag: -1}
	for len(v.in) > 0 {
		switch {
		case v.in[0] == '<':
			v.element()
		case bytes.HasPrefix(v.in, []byte(i18n.MarkOpen)):
			v.open()
		case bytes.HasPrefix(v.in, []byte(i18n.MarkClose)):
			v.in = v.in[len(i18n.MarkClose):]
			v.close()
		default:
			n := bytes.IndexAny(v.in[1:], "<"+i18n.MarkOpen+i18n.MarkClose) + 1
			if n == 0 {
				n = len(v.in)
			}
			v.copy(n)
		}
	}
	return v.out
}

// voicing is one walk over a page.
type voicing struct {
	in, out  []byte
	dir      string // the page's
	tag, end int    // where the last tag stands in out; -1 before the first
	marks    []voiceMark
}

// voiceMark is a mark that is still open.
type voiceMark struct {
	lang  string
	at    int // where its words begin in out
	whole int // the tag in out that they follow at once; -1 for none
}

func (v *voicing) copy(n int) {
	v.out = append(v.out, v.in[:n]...)
	v.in = v.in[n:]
}

// element copies a tag. Angle brackets in its attributes are quoted.
func (v *voicing) element() {
	n, quoted := 1, false
	for n < len(v.in) && (quoted || v.in[n-1] != '>') {
		if v.in[n] == '"' {
			quoted = !quoted
		}
		n++
	}
	v.tag = len(v.out)
	if !bytes.ContainsAny(v.in[:n], i18n.MarkOpen+i18n.MarkClose) {
		v.copy(n)
		v.end = len(v.out)
		return
	}
	raw, lang := string(v.in[:n]), ""
	for {
		before, rest, found := strings.Cut(raw, i18n.MarkOpen)
		tag, after, marked := strings.Cut(rest, i18n.MarkText)
		if !found || !marked {
			break
		}
		raw, lang = before+after, tag
	}
	v.out = append(v.out, strings.NewReplacer(i18n.MarkOpen, "", i18n.MarkClose, "").Replace(raw)...)
	v.in = v.in[n:]
	v.end = len(v.out)
	if bytes.HasPrefix(v.out[v.tag:], []byte("<a ")) && validLang(lang) {
		v.say(v.tag, lang, false)
	}
}

// open reads a mark. One that no program wrote is left out.
func (v *voicing) open() {
	v.in = v.in[len(i18n.MarkOpen):]
	end := bytes.Index(v.in[:min(len(v.in), 40)], []byte(i18n.MarkText))
	if end < 0 || !validLang(string(v.in[:end])) {
		return
	}
	m := voiceMark{lang: string(v.in[:end]), at: len(v.out), whole: -1}
	if v.tag >= 0 && v.end == len(v.out) && v.out[v.tag+1] != '/' {
		m.whole = v.tag
	}
	v.in = v.in[end+len(i18n.MarkText):]
	v.marks = append(v.marks, m)
}

func validLang(tag string) bool {
	return tag != "" && strings.Trim(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == ""
}

// close gives the words of the last mark their language.
func (v *voicing) close() {
	last := len(v.marks) - 1
	if last < 0 {
		return
	}
	m := v.marks[last]
	v.marks = v.marks[:last]
	if last > 0 && v.marks[last-1].lang == m.lang || len(v.out) == m.at {
		return
	}
	if m.whole >= 0 {
		name := v.name(m.whole)
		if bytes.HasPrefix(v.in, []byte("</"+name+">")) && (v.runsAs(m.lang) || inline[name]) {
			v.say(m.whole, m.lang, true)
			return
		}
		if name == "title" || name == "option" { // no element can stand in them
			return
		}
	}
	v.insert(m.at, "<span"+v.attributes(m.lang, true)+">")
	v.out = append(v.out, "</span>"...)
	v.end++ // what follows does not follow a tag that opens
}

// inline are the elements that take the direction of their words without moving to
// the other side of the page.
var inline = map[string]bool{"a": true, "b": true, "button": true, "label": true, "option": true, "small": true, "title": true}

// runsAs reports whether a language runs as the page does.
func (v *voicing) runsAs(lang string) bool {
	d, known := i18n.Direction(lang)
	return !known || d == v.dir
}

// name is that of the element whose tag stands in out.
func (v *voicing) name(tag int) string {
	rest := v.out[tag+1:]
	return string(rest[:bytes.IndexAny(rest, " />")])
}

// say puts a language into a tag that has none.
func (v *voicing) say(tag int, lang string, dir bool) {
	end := bytes.IndexByte(v.out[tag:], '>')
	if end < 0 || bytes.Contains(v.out[tag:tag+end], []byte(" lang=")) {
		return
	}
	v.insert(tag+1+len(v.name(tag)), v.attributes(lang, dir))
}

func (v *voicing) attributes(lang string, dir bool) string {
	s := ` lang="` + lang + `"`
	if d, _ := i18n.Direction(lang); dir && !v.runsAs(lang) {
		s += ` dir="` + d + `"`
	}
	return s
}

func (v *voicing) insert(at int, s string) {
	v.out = append(v.out, s...)
	copy(v.out[at+len(s):], v.out[at:])
	copy(v.out[at:], s)
	if v.tag > at {
		v.tag += len(s)
	}
	if v.end > at {
		v.end += len(s)
	}
}
