package translate

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// newcomer is a block that the translation does not have yet.
type newcomer struct {
	s     int // its place in the source
	pair  int
	parts [][]string
}

// insertAll places blocks that are missing. Those with the same neighbours go in
// together, since they may share a line of a table or a picture.
func (w *Work) insertAll(wishes []wish) (changes []placed, ok bool) {
	anchors := map[int][]newcomer{}
	var order []int
	for _, x := range wishes {
		s := w.Report.Pairs[x.pair].Source[0]
		parts := paragraphs(x.fitted(w.Source[s].Kind))
		if len(parts) == 0 || len(w.Source[s].Lines) == 0 || w.target == nil {
			return nil, false
		}
		anchor := w.translatedBefore(s)
		if _, seen := anchors[anchor]; !seen {
			order = append(order, anchor)
		}
		anchors[anchor] = append(anchors[anchor], newcomer{s, x.pair, parts})
	}
	for _, anchor := range order {
		run := anchors[anchor]
		slices.SortFunc(run, func(a, b newcomer) int { return a.s - b.s })
		p, ok := w.insert(anchor, run)
		if !ok {
			return nil, false
		}
		changes = append(changes, p)
	}
	return changes, true
}

// translatedBefore is the last source block of the body before s that has a
// translation; -1 for none.
func (w *Work) translatedBefore(s int) int {
	for s--; s >= 0 && !named(w.Source[s].Kind); s-- {
		if len(w.targetsOf(s)) > 0 {
			return s
		}
	}
	return -1
}

// targetsOf are the translated blocks of a source block, in order.
func (w *Work) targetsOf(s int) []int {
	if s < 0 || s >= len(w.Source) || named(w.Source[s].Kind) {
		return nil
	}
	for _, p := range w.Report.Pairs {
		if slices.Contains(p.Source, s) {
			return p.Target
		}
	}
	return nil
}

// insert puts a run of blocks behind the translation of the source block before
// them, with the marks that stand before them in the source; or before the
// translation of the next one, where only that is in the same list or quotation.
func (w *Work) insert(anchor int, run []newcomer) (placed, bool) {
	var p placed
	for _, n := range run {
		for _, part := range n.parts {
			p.blocks = append(p.blocks, expected{w.Source[n.s].Kind, strings.Join(part, "\n"), n.pair, -1})
		}
	}
	first, last := run[0].s, run[len(run)-1].s
	inner := w.spell(run)
	if first == last {
		if q, ok := w.calloutTitle(p, first, inner); ok {
			return q, true
		}
	}
	if next := w.targetsOf(last + 1); len(next) > 0 && w.alike(last, last+1) && (anchor != first-1 || !w.alike(anchor, first)) {
		at := w.Target[next[0]].Lines[0].Start
		p.edit = edit{at, at, inner + w.eol(w.between(last, last+1))}
		p.at = next[0]
		return p, true
	}
	if anchor < 0 {
		return w.insertFirst(p, first, inner), true
	}
	targets := w.targetsOf(anchor)
	t := targets[len(targets)-1]
	p.at = t + 1
	at := stopOf(w.Target[t])
	gap := w.between(first-1, first)
	cut := strings.IndexByte(gap, '\n')
	if cut < 0 && anchor != first-1 {
		return p, false // the rest of its line is missing too
	}
	if cut < 0 {
		p.edit = edit{at, at, gap + inner}
		return p, true
	}
	gap = gap[cut:]
	if anchor != first-1 && strings.Count(gap, "\n") < 2 {
		gap = "\n" + gap // what it followed directly is not there
	}
	at += len(restOfLine(w.target.src, at))
	p.edit = edit{at, at, w.eol(gap) + inner + w.eol(w.tail(w.Source[last]))}
	return p, true
}

var openCallout = regexp.MustCompile(`(\[![A-Za-z]+\]) +$`)

// calloutTitle puts the title of a call-out behind the mark that the translation has
// without one.
func (w *Work) calloutTitle(p placed, s int, inner string) (placed, bool) {
	mark := openCallout.FindStringSubmatch(w.between(s-1, s))
	next := w.targetsOf(s + 1)
	if mark == nil || len(next) == 0 {
		return p, false
	}
	p.at = next[0]
	before := w.target.src[:w.Target[next[0]].Lines[0].Start]
	line := before[bytes.LastIndexByte(bytes.TrimRight(before, "> \t\r\n"), '\n')+1:]
	at := bytes.Index(line, []byte(mark[1]))
	if at < 0 {
		return p, false
	}
	at += len(before) - len(line) + len(mark[1])
	p.edit = edit{at, at, " " + inner}
	return p, true
}

// tail is what ends the last line of a source block: closing marks, attributes,
// and the line under a heading.
func (w *Work) tail(u Unit) string {
	stop := stopOf(u)
	tail := restOfLine(w.source.src, stop)
	if isHeading(u.Kind) && w.underlined(u) {
		line := w.source.src[min(len(w.source.src), stop+len(tail)):]
		line = line[min(len(line), bytes.IndexByte(line, '\n')+1):]
		tail += "\n" + restOfLine(line, 0)
	}
	return tail
}

// underlined reports whether a source heading has its mark on the line below.
func (w *Work) underlined(u Unit) bool {
	src, start := w.source.src, u.Lines[0].Start
	before := src[bytes.LastIndexByte(src[:start], '\n')+1 : start]
	return !bytes.ContainsRune(before, '#')
}

// alike reports whether two neighbouring source blocks stand in the same kind of
// container.
func (w *Work) alike(a, b int) bool {
	return a >= 0 && w.Source[a].Prefix == w.Source[b].Prefix && w.Source[a].Kind == w.Source[b].Kind && !oneLine(w.Source[b].Kind)
}

// insertFirst puts blocks at the start of a body that has none of what stands
// before them in the source.
func (w *Work) insertFirst(p placed, first int, inner string) placed {
	eol := w.lineEnd()
	lead := ""
	if first == 0 || named(w.Source[first-1].Kind) {
		lead = w.eol(strings.TrimLeft(string(w.source.src[w.source.body:w.Source[first].Lines[0].Start]), "\r\n"))
	} else if gap := w.between(first-1, first); strings.Contains(gap, "\n") {
		lead = gap[strings.LastIndexByte(gap, '\n')+1:]
	}
	at := w.target.body
	p.at = slices.IndexFunc(w.target.units, func(u Unit) bool { return !named(u.Kind) })
	if p.at < 0 {
		p.at = len(w.target.units)
	}
	last := inner + eol
	if rest := bytes.TrimLeft(w.target.src[at:], " \t"); len(rest) > 0 && rest[0] != '\n' && rest[0] != '\r' {
		last += eol
	}
	p.edit = edit{at, at, eol + lead + last}
	return p
}

// spell writes a run with what stands between its blocks in the source.
func (w *Work) spell(run []newcomer) string {
	var b strings.Builder
	for i, n := range run {
		if i > 0 {
			before := run[i-1].s
			gap := w.between(n.s-1, n.s)
			if before != n.s-1 { // some between them are still missing
				gap = w.tail(w.Source[before]) + "\n\n" + gap[strings.LastIndexByte(gap, '\n')+1:]
			}
			b.WriteString(w.eol(gap))
		}
		b.WriteString(w.joined(n.parts, w.sourcePrefix(w.Source[n.s])))
	}
	return b.String()
}

// between is what stands between two source blocks of the body.
func (w *Work) between(a, b int) string {
	from := w.source.body
	if a >= 0 && !named(w.Source[a].Kind) {
		from = stopOf(w.Source[a])
	}
	to := w.Source[b].Lines[0].Start
	if from > to {
		return "\n\n"
	}
	return string(w.source.src[from:to])
}

// sourcePrefix is what stands before the further lines of a source block.
func (w *Work) sourcePrefix(u Unit) string {
	if len(u.Lines) < 2 {
		return u.Prefix
	}
	second := u.Lines[1].Start
	return string(w.source.src[bytes.LastIndexByte(w.source.src[:second], '\n')+1 : second])
}

func stopOf(u Unit) int { return u.Lines[len(u.Lines)-1].Stop }

func (w *Work) eol(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", w.lineEnd())
}
