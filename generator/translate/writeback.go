package translate

import (
	"bytes"
	"slices"
	"strings"

	"handbill/generator/markdown"
)

// wish is a translation that shall stand in the file of a Work: for a pair of its
// report.
type wish struct {
	pair int
	text string
	// line asks for the text on one line that cannot begin anything.
	line bool
}

// fitted gives the text as the lines of a block of a kind.
func (x wish) fitted(kind markdown.BlockKind) []string {
	lines := fit(kind, x.text)
	if x.line && len(lines) > 0 {
		one := strings.Join(strings.Fields(strings.Join(lines, " ")), " ")
		return []string{escapeStart(one, true)}
	}
	return lines
}

// place is where a wish goes: a change of bytes and the blocks that stand there
// afterwards.
type placed struct {
	edit
	// at is the unit that the new ones come at, counted from 0; drop is how many
	// old ones they take the place of.
	at, drop int
	blocks   []expected
}

// expected is a block as it has to be read after the change.
type expected struct {
	kind markdown.BlockKind
	text string
	pair int // whose wish it is; -1 for nobody's
	old  int // the translated unit that it was and still is; -1 for a new one
}

// place finds out what a wish for blocks that are there changes; ok is false
// where the file has no place for it.
func (w *Work) place(x wish) (changes []placed, ok bool) {
	pair := w.Report.Pairs[x.pair]
	if kind := w.Source[pair.Source[0]].Kind; named(kind) {
		return w.placeNamed(x, kind)
	}
	return w.replace(pair, x)
}

// placeNamed writes a text of the front matter.
func (w *Work) placeNamed(x wish, kind markdown.BlockKind) ([]placed, bool) {
	text := clean(x.text)
	if w.target == nil || w.target.start == 0 {
		return nil, false
	}
	var names []string
	key := ""
	for _, k := range frontKeys {
		names = append(names, k.key)
		if k.kind == kind {
			key = k.key
		}
	}
	front := w.target.front
	e := front.set("", key, text, before(names, key, func(k string) bool { return front.Find("", k) != nil }), kind == kindTags)
	e.start, e.stop = e.start+w.target.start, e.stop+w.target.start
	p := placed{edit: e, blocks: []expected{{kind, text, x.pair, -1}}}
	p.at = slices.IndexFunc(w.Target, func(u Unit) bool { return u.Kind == kind })
	if p.at >= 0 {
		p.drop = 1
	} else {
		p.at = slices.IndexFunc(w.Target, func(u Unit) bool { return len(u.Lines) > 0 && u.Lines[0].Start >= e.start })
		if p.at < 0 {
			p.at = len(w.target.units)
		}
	}
	return []placed{p}, true
}

// before gives the last name before one that is there; "" where there is none.
func before(names []string, name string, there func(string) bool) string {
	for i := slices.Index(names, name) - 1; i >= 0; i-- {
		if there(names[i]) {
			return names[i]
		}
	}
	return ""
}

// replace writes new words into the blocks of a pair. Further paragraphs of the
// translation fill further blocks; what is left over goes to the last, and
// blocks that are left over go.
func (w *Work) replace(pair Pair, x wish) ([]placed, bool) {
	kind := w.Target[pair.Target[0]].Kind
	parts := paragraphs(x.fitted(kind))
	if len(parts) == 0 {
		return nil, false
	}
	var changes []placed
	for i, t := range pair.Target {
		switch {
		case i >= len(parts):
			e, ok := w.remove(t)
			if !ok {
				return nil, false
			}
			changes = append(changes, placed{edit: e, at: t, drop: 1})
			continue
		case i == len(pair.Target)-1:
			changes = append(changes, w.rewrite(x, t, parts[i:]))
		default:
			changes = append(changes, w.rewrite(x, t, parts[i:i+1]))
		}
	}
	return changes, true
}

// paragraphs splits fitted lines at the empty ones.
func paragraphs(lines []string) [][]string {
	var parts [][]string
	var part []string
	for _, line := range append(slices.Clone(lines), "") {
		if line != "" {
			part = append(part, line)
		} else if len(part) > 0 {
			parts = append(parts, part)
			part = nil
		}
	}
	return parts
}

// rewrite puts paragraphs in place of a block. Its lines keep what stands before
// them in the file.
func (w *Work) rewrite(x wish, t int, parts [][]string) placed {
	src, u := w.target.src, w.Target[t]
	start, stop := u.Lines[0].Start, u.Lines[len(u.Lines)-1].Stop
	prefix := u.Prefix
	if len(u.Lines) > 1 {
		second := u.Lines[1].Start
		prefix = string(src[bytes.LastIndexByte(src[:second], '\n')+1 : second])
	}
	p := placed{edit: edit{start: start, stop: stop, text: w.joined(parts, prefix)}, at: t, drop: 1}
	for _, part := range parts {
		p.blocks = append(p.blocks, expected{u.Kind, strings.Join(part, "\n"), x.pair, -1})
	}
	return p
}

// joined writes paragraphs as they stand in the file, each line but the first
// with a prefix.
func (w *Work) joined(parts [][]string, prefix string) string {
	eol := w.lineEnd()
	var b strings.Builder
	for i, part := range parts {
		if i > 0 {
			b.WriteString(eol + strings.TrimRight(prefix, " \t") + eol + prefix)
		}
		b.WriteString(strings.Join(part, eol+prefix))
	}
	return b.String()
}

// lineEnd is how lines of the translation end.
func (w *Work) lineEnd() string {
	if i := bytes.IndexByte(w.target.src, '\n'); i > 0 && w.target.src[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// remove takes a block out together with the empty lines before it. It works for
// blocks that follow another with nothing but blanks and prefixes in between.
func (w *Work) remove(t int) (edit, bool) {
	if t == 0 || len(w.Target[t-1].Lines) == 0 {
		return edit{}, false
	}
	u, last := w.Target[t], w.Target[t-1].Lines
	from, to := last[len(last)-1].Stop, u.Lines[0].Start
	if from > to || strings.Trim(string(w.target.src[from:to]), "> \t\r\n") != "" {
		return edit{}, false
	}
	return edit{start: from, stop: u.Lines[len(u.Lines)-1].Stop}, true
}

// restOfLine is what follows on a line, without its end.
func restOfLine(src []byte, at int) string {
	rest := src[at:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	return strings.TrimRight(string(rest), "\r")
}
