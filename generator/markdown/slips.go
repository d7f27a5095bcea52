package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"handbill/generator/diag"
)

// A slip is what Markdown reads as plain text and its author did not mean so: a
// link with a space in its address, bold text that never ends. Only what nobody
// writes on purpose is one, and a backslash before the sign says that it is.

// slips looks for slips in a text of the source that has some signs. Its parts come
// again where an address divides it.
func (c *collector) slips(t *ast.Text, value []byte, found signs) {
	if at := t.Segment.Start; at >= c.looked.Start && at < c.looked.Stop {
		return
	}
	c.looked = Span{t.Segment.Start, t.Segment.Stop}
	if found&bracket != 0 && (bytes.IndexByte(value, ']') >= 0 || bytes.Contains(value, []byte(")["))) {
		c.bracketSlips(value, t.Segment.Start)
	}
	if found&brace != 0 && (bytes.IndexByte(value, '{') >= 0 || bytes.IndexByte(value, '}') >= 0 || bytes.Contains(value, []byte("｛"))) {
		c.valueSlips(string(value), t.Segment.Start, true)
		c.shortcodes(value, t.Segment.Start)
		c.classSlips(t, value)
	}
	for _, mark := range []string{"**", "~~"} {
		if found&emphatic != 0 && bytes.Contains(value, []byte(mark)) {
			c.markSlips(value, t.Segment.Start, mark)
		}
	}
}

// escaped reports whether a byte of b stands behind a backslash that keeps it as it
// is.
func escaped(b []byte, i int) bool {
	n := 0
	for n < i && b[i-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

// bracketSlips looks at what stands behind each closing bracket of a text.
func (c *collector) bracketSlips(value []byte, start int) {
	for i := 0; i < len(value); i++ {
		rest := c.src[start+i+1:]
		switch {
		case escaped(value, i):
		case value[i] == ')' && bytes.HasPrefix(rest, []byte("[")):
			c.reversedLink(start+i, rest[1:])
		case value[i] != ']':
		case bytes.HasPrefix(rest, []byte("(")):
			c.brokenLink(start+i, rest[1:])
		case bytes.HasPrefix(rest, []byte("（")):
			c.wideLink(start+i, rest[len("（"):])
		case bytes.HasPrefix(rest, []byte(" (")):
			c.spacedLink(start+i, rest[len(" ("):])
		case bytes.HasPrefix(rest, []byte("[")):
			c.brokenReference(start+i, rest[1:])
			if end := bytes.IndexByte(value[i+1:], ']'); end > 0 {
				i += 1 + end
			}
		case bytes.HasPrefix(rest, []byte("]")) && c.wikiLink(start+i, rest[1:]):
			i++
		default:
			c.lonelyLabel(start + i)
		}
	}
}

// maxLabel is how far back the bracket is looked for that opens a label.
const maxLabel = 1000

// opening finds the bracket that a closing one at a byte of the source belongs to,
// -1 where the paragraph has none. picture says that an exclamation mark stands
// before it.
func (c *collector) opening(stop int, open, end byte) (at int, picture bool) {
	depth := 0
	for i := stop - 1; i >= max(0, stop-maxLabel); i-- {
		switch b := c.src[i]; {
		case b == '\n' && i > 0 && (c.src[i-1] == '\n' || c.src[i-1] == '\r'):
			return -1, false
		case b == open && escaped(c.src, i):
			return i, false
		case b == end && escaped(c.src, i):
		case b == end:
			depth++
		case b == open && depth > 0:
			depth--
		case b == open:
			return i, i > 0 && c.src[i-1] == '!' && !escaped(c.src, i-1)
		}
	}
	return -1, false
}

// line is the rest of a line.
func line(b []byte) string {
	if end := bytes.IndexAny(b[:min(len(b), maxLabel)], "\r\n"); end >= 0 {
		b = b[:end]
	}
	return string(b[:min(len(b), maxLabel)])
}

// brokenLink reports [text](… that makes no link. Readers would see the signs, and
// could not dial the number.
func (c *collector) brokenLink(stop int, rest []byte) {
	at, picture := c.opening(stop, '[', ']')
	if at > 0 && escaped(c.src, at) {
		return
	}
	what := "link"
	if picture {
		what, at = "picture", at-1
	}
	dest, _, closed := strings.Cut(line(rest), ")")
	closed = closed && !strings.Contains(dest, "](")
	address, tail, spaced := strings.Cut(strings.TrimSpace(dest), " ")
	tail = strings.TrimSpace(tail)
	message, hint := "this "+what+" is not read as one", "every [ needs its ], and a link cannot stand inside another"
	switch {
	case at < 0 && !looksLikeAddress(dest):
		return
	case at < 0:
		at, hint = stop, "write [ before its words"
	case !closed:
		message, hint = "the address of this "+what+" never ends", "write ) behind it, in the same line"
	case spaced && startsQuote(tail):
		hint = `the title stands between straight quotation marks: (` + address + ` "Title")`
	case spaced && (strings.HasPrefix(address, "tel:") || strings.HasPrefix(address, "sms:")):
		message, hint = "the number of this link has spaces in it", "write ("+strings.ReplaceAll(dest, " ", "")+")"
	case spaced:
		message, hint = "the address of this "+what+" has a space in it", "write it between < and >: (<"+strings.Trim(dest, "<> ")+">)"
	}
	c.badLink(at, message, hint)
}

// badLink reports a link whose signs make none.
func (c *collector) badLink(at int, message, hint string) {
	c.deadLink(at, c.opt.DeadLinks, "link-broken", message, hint)
}

// noLabel reports a link whose label nobody defines.
func (c *collector) noLabel(at int, severity diag.Severity, label, hint string) {
	c.deadLink(at, severity, "reference-missing", "no line says where the link ["+label+"] leads", hint)
}

func (c *collector) deadLink(at int, severity diag.Severity, code, message, hint string) {
	c.diags = append(c.diags, diag.Diagnostic{Position: c.at(at), Severity: severity, Code: code, Message: message, Hint: hint})
}

func startsQuote(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(`"'“”„«»‘’「『`, r)
}

// wideLink reports [text]（address）, which Chinese and Japanese keyboards write.
func (c *collector) wideLink(stop int, rest []byte) {
	dest, _, closed := strings.Cut(line(rest), "）")
	if at, _ := c.opening(stop, '[', ']'); at >= 0 && closed && looksLikeAddress(dest) {
		c.badLink(at, "the round brackets of this link are full-width ones", "write ("+dest+")")
	}
}

// spacedLink reports [text] (address). Addresses of the web, which many cite this
// way, become links by themselves.
func (c *collector) spacedLink(stop int, rest []byte) {
	dest, _, closed := strings.Cut(line(rest), ")")
	if at, _ := c.opening(stop, '[', ']'); at >= 0 && closed && looksLikeAddress(dest) && !strings.HasPrefix(dest, "http") {
		c.badLink(at, "a space stands between the words and the address of this link", "write ]("+dest+")")
	}
}

// reversedLink reports (text)[address].
func (c *collector) reversedLink(stop int, rest []byte) {
	dest, _, closed := strings.Cut(line(rest), "]")
	if at, _ := c.opening(stop, '(', ')'); at >= 0 && closed && looksLikeAddress(dest) {
		c.badLink(at, "the brackets of this link stand the wrong way round", "write ["+line(c.src[at+1:stop])+"]("+dest+")")
	}
}

// looksLikeAddress reports whether a text without spaces is written as addresses
// and names of files are.
func looksLikeAddress(s string) bool {
	if s == "" || strings.IndexFunc(s, unicode.IsSpace) >= 0 {
		return false
	}
	for _, prefix := range []string{"http://", "https://", "www.", "tel:", "sms:", "mailto:", "../", "./"} {
		if len(s) > len(prefix) && strings.HasPrefix(s, prefix) {
			return true
		}
	}
	file, _, _ := strings.Cut(s, "#")
	return strings.HasSuffix(file, ".md")
}

// brokenReference reports [text][label] and [label][] whose label nobody defines.
func (c *collector) brokenReference(stop int, rest []byte) {
	at, _ := c.opening(stop, '[', ']')
	label, _, closed := strings.Cut(line(rest), "]")
	if at < 0 || escaped(c.src, at) || !closed || strings.ContainsAny(label, "[^") {
		return
	}
	words := string(c.src[at+1 : stop])
	if label == "" {
		label = words
	} else if strings.IndexFunc(words, unicode.IsLetter) < 0 || utf8.RuneCountInString(words) == 1 {
		return // [1][2] cites, x[i][j] counts
	}
	if strings.TrimSpace(label) == "" || words == "" {
		return
	}
	label = strings.Join(strings.Fields(label), " ")
	hint := "write [" + label + "]: and the address in a line of its own"
	if near := c.nearest(strings.ToLower(label), c.labels()); near != "" {
		hint = "did you mean [" + near + "]?"
	}
	severity := c.opt.DeadLinks
	if at > 0 && counts(c.src[at-1]) {
		severity = diag.Warning
	}
	c.noLabel(at, severity, label, hint)
}

// counts reports whether a byte before a bracket makes it likely that the brackets
// count, as in row[name][place], and are no link.
func counts(b byte) bool {
	return b == '_' || b == ']' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}

// lonelyLabel looks at [label] by itself: it is told where it is the mark of a
// call-out, or where a definition that nothing else uses has almost
// the same name.
func (c *collector) lonelyLabel(stop int) {
	labels := c.labels()
	at, _ := c.opening(stop, '[', ']')
	if at < 0 || escaped(c.src, at) {
		return
	}
	if c.boxSlip(at, stop) || c.noteSlip(at) {
		return
	}
	if name, marked := strings.CutPrefix(string(c.src[at+1:stop]), "!"); marked && contains(calloutNames, name) {
		c.diags.Warn(c.at(at), "callout-place", "[!"+name+"] begins a call-out only in the first line of a quotation",
			"write > [!"+name+"] in a line of its own, and > before what belongs to it")
		return
	}
	if len(labels) == 0 {
		return
	}
	label := strings.Join(strings.Fields(string(c.src[at+1:stop])), " ")
	near := ""
	if utf8.RuneCountInString(label) > 3 {
		near = c.nearest(strings.ToLower(label), labels)
	}
	if near != "" && !c.used[util.ToLinkReference([]byte(near))] {
		c.lonely = append(c.lonely, lonelyLabel{at: at, label: label, near: near})
	}
}

// boxSlip reports a box to tick that is none: - [] and -[ ], which lack a space, and
// a box with no words, or none apart from it.
func (c *collector) boxSlip(at, stop int) bool {
	before := c.src[max(0, at-20):at] // as far as a list of some depth is indented
	bullet := bytes.TrimSpace(before[bytes.LastIndexByte(before, '\n')+1:])
	inside := strings.ToLower(strings.TrimSpace(string(c.src[at+1 : stop])))
	if !isBullet(bullet) || inside != "" && inside != "x" {
		return false
	}
	hint := "write - [ ] or - [x], and a space before its words"
	switch behind, _ := utf8.DecodeRune(c.src[stop+1:]); {
	case strings.TrimSpace(line(c.src[stop+1:])) == "":
		hint = "write what is to be done behind it, or take the line out"
	case behind != ' ' && !unicode.IsLetter(behind) && !unicode.IsDigit(behind) && !strings.ContainsRune("*_`", behind):
		return false
	}
	c.diags.Warn(c.at(at), "list-box", "this is no box to tick yet", hint)
	return true
}

// isBullet reports whether a text is what an item of a list begins with.
func isBullet(b []byte) bool {
	number := bytes.TrimLeft(b, "0123456789")
	if len(number) < len(b) {
		return string(number) == "." || string(number) == ")"
	}
	return len(b) == 1 && strings.ContainsRune("-*+", rune(b[0]))
}

// noteSlip reports ^[a note inside a line], which other programs read.
func (c *collector) noteSlip(at int) bool {
	if at == 0 || c.src[at-1] != '^' || escaped(c.src, at-1) {
		return false
	}
	c.diags.Warn(c.at(at-1), "footnote-inline", "the text of a note does not stand inside a line", "write [^note] here, and [^note]: with the text in a line of its own")
	return true
}

// lonelyLabel is a label that may have been meant for another.
type lonelyLabel struct {
	at          int
	label, near string
}

// reportLonely reports the labels whose neighbour nothing has used to the end.
func (c *collector) reportLonely() {
	for _, l := range c.lonely {
		if !c.used[util.ToLinkReference([]byte(l.near))] {
			c.noLabel(l.at, diag.Warning, l.label, "did you mean ["+l.near+"]?")
		}
	}
}

// useLabel remembers that a link or a picture takes its address from a definition.
func (s *state) useLabel(label []byte) {
	if s.used == nil {
		s.used = map[string]bool{}
	}
	s.used[util.ToLinkReference(label)] = true
}

// labels are those of all definitions, sorted.
func (c *collector) labels() []string {
	if c.defined == nil {
		c.defined = []string{}
		for _, r := range c.references.References() {
			c.defined = append(c.defined, string(r.Label()))
		}
		slices.Sort(c.defined)
	}
	return c.defined
}

// markSlips reports bold and struck text that never ends, or does not begin
// because a space stands inside its marks.
func (c *collector) markSlips(value []byte, start int, mark string) {
	words := map[string]string{"**": "bold", "~~": "struck"}[mark]
	spaced := -1 // a mark with a space on its inner side
	for i := 0; i+1 < len(value); {
		n := 0
		for i+n < len(value) && value[i+n] == mark[0] {
			n++
		}
		if n != len(mark) || escaped(value, i) {
			i += max(n, 1)
			continue
		}
		before := ' '
		if start+i > 0 {
			before, _ = utf8.DecodeLastRune(c.src[:start+i])
		}
		after, _ := utf8.DecodeRune(c.src[start+i+n:])
		switch {
		case util.IsSpaceRune(before) && unicode.IsLetter(after):
			c.diags.Warn(c.at(start+i), "emphasis-open", "the "+words+" text that begins here never ends",
				"write "+mark+" right behind its last word and a space after it, or a backslash before each sign")
			return
		case spaced < 0 && util.IsSpaceRune(before) && after == ' ':
			if next, _ := utf8.DecodeRune(c.src[start+i+n+1:]); unicode.IsLetter(next) {
				spaced = i
			}
		case spaced >= 0 && (after == ' ' || !util.IsSpaceRune(before)):
			c.spacedMarks(start+spaced, words)
			return
		}
		i += n
	}
}

func (c *collector) spacedMarks(at int, words string) {
	c.diags.Warn(c.at(at), "emphasis-open", "this text is not "+words+", for a space stands inside its marks", "take the space away")
}

// knownClasses are what headings may be marked with and the program reads.
var knownClasses = []string{recommendationClass}

// classSlips reports {.class} and {#id} that stand where nothing reads them.
func (c *collector) classSlips(t *ast.Text, value []byte) {
	at := bytes.IndexByte(value, '{')
	if at < 0 || escaped(value, at) {
		return
	}
	inside := strings.TrimLeft(line(value[at+1:]), ": ")
	word := strings.TrimLeft(inside, ".#")
	if end := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' }); end >= 0 {
		word = word[:end]
	}
	marked := word != "" && len(word) < len(inside) && (inside[0] == '.' || inside[0] == '#')
	recommends := len(word) > 5 && c.nearest(word, knownClasses) != ""
	if _, heading := t.Parent().(*heading); heading && (marked || recommends) {
		c.diags.Warn(c.at(t.Segment.Start+at), "attribute-unread", "what stands between these braces is shown as it stands",
			"write {#id .class} at the end of the line, the braces closed")
	} else if !heading && recommends {
		c.diags.Warn(c.at(t.Segment.Start+at), "attribute-unread", "only a heading can be marked with {."+recommendationClass+"}",
			"write it behind the heading over the list")
	}
}
