package po

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"handbill/generator/diag"
)

// Parse reads a catalogue. It goes on past every line that it cannot read and
// reports it, so that one slip of an editor costs one entry. Catalogues in other
// encodings than UTF-8 are read as their header says.
func Parse(file diag.File) (*File, diag.List) {
	p := parser{path: file.Path, file: &File{}, entry: &Entry{}}
	text := p.decode(bytes.TrimPrefix(file.Source, []byte("\uFEFF")))
	for len(text) > 0 {
		var line string
		line, text = cutLine(text)
		p.number++
		p.line(line)
	}
	p.flush()
	return p.file, p.problems
}

// cutLine splits after a line end of any kind.
func cutLine(text string) (line, rest string) {
	i := strings.IndexAny(text, "\r\n")
	if i < 0 {
		return text, ""
	}
	rest = text[i+1:]
	if text[i] == '\r' {
		rest = strings.TrimPrefix(rest, "\n")
	}
	return text[:i], rest
}

type parser struct {
	path    string
	number  int
	file    *File
	entry   *Entry
	target  *string // what a line of nothing but a string continues
	started bool    // the entry has a msgid
	// references are joined before they are split: msgcat breaks lines even
	// inside a name.
	references string
	problems   diag.List
}

func (p *parser) decode(source []byte) string {
	if utf8.Valid(source) {
		return string(source)
	}
	head := source[:min(len(source), 4096)]
	if _, after, ok := bytes.Cut(head, []byte("charset=")); ok {
		name := after[:bytes.IndexAny(append(bytes.Clone(after), '\n'), " \\\"\n;")]
		if enc, err := htmlindex.Get(string(name)); err == nil {
			if text, err := enc.NewDecoder().Bytes(source); err == nil && utf8.Valid(text) {
				return string(text)
			}
		}
	}
	p.number = 1
	p.bad("po-encoding", "the file is not in UTF-8: letters that cannot be read are replaced", "save it as UTF-8 in the translation program and import it again")
	p.number = 0
	return strings.ToValidUTF8(string(source), "\uFFFD")
}

func (p *parser) bad(code, message, hint string) {
	p.problems.Warn(diag.Position{Path: p.path, Line: p.number, Column: 1}, code, message, hint)
}

func (p *parser) flush() {
	p.entry.References = references(p.references)
	if p.started && len(p.entry.Str) == 0 {
		p.entry.Str = []string{""}
	}
	if p.started || len(p.entry.Comments) > 0 {
		p.file.Entries = append(p.file.Entries, p.entry)
	}
	p.entry, p.target, p.started, p.references = &Entry{}, nil, false, ""
}

func (p *parser) line(line string) {
	line = strings.TrimSpace(line)
	if line == "" {
		p.flush()
		return
	}
	if rest, ok := strings.CutPrefix(line, "#~"); ok {
		p.obsolete(rest)
		return
	}
	if line[0] == '#' {
		p.comment(line)
		return
	}
	p.keyword(line, false)
}

func (p *parser) obsolete(rest string) {
	rest = strings.TrimSpace(rest)
	previous, ok := strings.CutPrefix(rest, "|")
	if len(p.entry.Str) > 0 && (ok || strings.HasPrefix(rest, "msgctxt ") || strings.HasPrefix(rest, "msgid ")) {
		p.flush()
	}
	p.entry.Obsolete = true
	if ok {
		p.keyword(strings.TrimSpace(previous), true)
		return
	}
	p.keyword(rest, false)
}

// comment reads a line that begins with #. A comment after a translation
// belongs to the next entry, whether or not a line is left free before it.
func (p *parser) comment(line string) {
	if len(p.entry.Str) > 0 {
		p.flush()
	}
	mark, rest := "", ""
	if len(line) > 1 {
		mark, rest = line[1:2], line[1:]
	}
	switch mark {
	case ".":
		p.entry.Extracted = append(p.entry.Extracted, strings.TrimPrefix(rest[1:], " "))
	case ":":
		p.references += " " + strings.TrimSpace(rest[1:])
	case ",":
		for flag := range strings.SplitSeq(rest[1:], ",") {
			if flag = strings.TrimSpace(flag); flag != "" {
				p.entry.Flags = append(p.entry.Flags, flag)
			}
		}
	case "|":
		p.keyword(strings.TrimSpace(rest[1:]), true)
	default:
		p.entry.Comments = append(p.entry.Comments, strings.TrimPrefix(rest, " "))
	}
}

// references splits at blanks, but for names that hold some: gettext puts those
// between U+2068 and U+2069.
func references(list string) []string {
	var refs []string
	for list = strings.TrimSpace(list); list != ""; list = strings.TrimSpace(list) {
		end := strings.IndexAny(list, " \t")
		if strings.HasPrefix(list, "\u2068") {
			if closing := strings.Index(list, "\u2069"); closing >= 0 {
				end = closing + len("\u2069")
				if more := strings.IndexAny(list[end:], " \t"); more >= 0 {
					end += more
				} else {
					end = -1
				}
			}
		}
		if end < 0 {
			return append(refs, list)
		}
		refs = append(refs, list[:end])
		list = list[end:]
	}
	return refs
}

func (p *parser) keyword(line string, previous bool) {
	if strings.HasPrefix(line, `"`) {
		text, ok := p.unquote(line)
		if p.target == nil {
			p.bad("po-syntax", "a text stands here without msgid or msgstr before it", "")
		} else if ok {
			*p.target += text
		}
		return
	}
	word := line
	if i := strings.IndexAny(line, " \t\""); i >= 0 {
		word = line[:i]
	}
	field := p.field(word, previous)
	if field == nil {
		p.target = nil
		p.bad("po-syntax", fmt.Sprintf("cannot read this line of the PO file: %.40q", line), "a line begins with #, msgctxt, msgid, msgstr or a quote")
		return
	}
	p.target = field
	if text, ok := p.unquote(strings.TrimSpace(line[len(word):])); ok {
		*field = text
	}
}

// field gives what a keyword fills; nil for an unknown one. A msgctxt or msgid
// after a translation opens the next entry.
func (p *parser) field(word string, previous bool) *string {
	if !previous && len(p.entry.Str) > 0 && (word == "msgctxt" || word == "msgid") {
		obsolete := p.entry.Obsolete
		p.flush()
		p.entry.Obsolete = obsolete
	}
	if p.entry.Line == 0 {
		p.entry.Line = p.number
	}
	m := &p.entry.Message
	if previous {
		if p.entry.Previous == nil {
			p.entry.Previous = &Message{}
		}
		m = p.entry.Previous
	}
	switch {
	case word == "msgctxt":
		m.Context = new(string)
		return m.Context
	case word == "msgid":
		p.started = p.started || !previous
		return &m.ID
	case word == "msgid_plural":
		m.Plural = new(string)
		return m.Plural
	case !previous && strings.HasPrefix(word, "msgstr"):
		p.entry.Str = append(p.entry.Str, "")
		return &p.entry.Str[len(p.entry.Str)-1]
	}
	return nil
}

// unquote reads a string in quotes with C's escapes.
func (p *parser) unquote(s string) (string, bool) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		p.bad("po-syntax", "a text must stand between two quotation marks", "")
		return "", false
	}
	s = s[1 : len(s)-1]
	if !strings.ContainsRune(s, '\\') {
		return s, true
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		if at := strings.IndexByte(`abfnrtv`, s[i]); at >= 0 {
			b.WriteByte("\a\b\f\n\r\t\v"[at])
			continue
		}
		digits, base := s[i:], 8
		if s[i] == 'x' {
			digits, base = s[i+1:], 16
		}
		n := leading(digits, base)
		value, err := strconv.ParseUint(digits[:n], base, 8)
		if n == 0 || err != nil {
			b.WriteByte(s[i])
			continue
		}
		b.WriteByte(byte(value))
		i += n - 1
		if base == 16 {
			i++
		}
	}
	return strings.ToValidUTF8(b.String(), "\uFFFD"), true
}

// leading counts the digits that a string begins with: at most three octal or
// two hexadecimal ones.
func leading(s string, base int) int {
	most := 3
	if base == 16 {
		most = 2
	}
	n := 0
	for n < len(s) && n < most {
		if _, err := strconv.ParseUint(s[n:n+1], base, 8); err != nil {
			break
		}
		n++
	}
	return n
}
