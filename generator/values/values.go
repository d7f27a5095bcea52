// Package values owns how {{name}} is written: it reads one where a text has one,
// and finds what was meant to be one and is not. What a name stands for is nothing
// to it.
package values

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"handbill/generator/diag"
)

// maxName is where the search for }} ends, in bytes.
const maxName = 200

// Name reads {{name}} at the start of b; size is 0 where there is none.
func Name(b []byte) (name string, size int) {
	if !bytes.HasPrefix(b, []byte("{{")) {
		return "", 0
	}
	end := bytes.Index(b[:min(len(b), maxName)], []byte("}}"))
	if end < 0 {
		return "", 0
	}
	name = strings.TrimSpace(string(b[2:end]))
	if name == "" || strings.IndexFunc(name, func(c rune) bool { return !nameRune(c) }) >= 0 {
		return "", 0
	}
	return name, end + 2
}

func nameRune(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsDigit(c) || c == '_' || c == '-' || c == '.'
}

// Slip is a piece of text that was meant to be {{name}} and is none, because its
// braces are too few, stand apart or are full-width.
type Slip struct {
	Start, Stop int    // bytes of the text
	Name        string // as far as it can be read
	// Sure says that the text cannot mean anything else: it has most of the braces,
	// or the name of a value.
	Sure bool
}

// Say gives what to tell the author of a text that has the slip. near is the name of
// a value like the slip's; "" for none.
func (s Slip) Say(text, near string) (severity diag.Severity, message, hint string) {
	severity = diag.Warning
	if s.Sure {
		severity = diag.Error
	}
	shown := text[s.Start:s.Stop]
	if !strings.Contains(shown, s.Name) {
		shown += s.Name
	}
	name := strings.ReplaceAll(s.Name, " ", "-")
	if near != "" {
		name = near
	}
	why := "a value has two braces on each side"
	if strings.Contains(s.Name, " ") {
		why = "the name of a value has no spaces"
	}
	return severity, fmt.Sprintf("%q is shown as it stands, for %s", shown, why), "write {{" + name + "}}"
}

// NextSlip finds the first slip of a text from a byte on. known says whether a
// value has a name. A brace after a backslash stands for itself.
func NextSlip(text string, from int, known func(name string) bool) (Slip, bool) {
	for i := from; i < len(text); {
		c, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case c == '\\':
			i = afterEscape(text, i+size)
			continue
		case opens(c):
			if _, whole := Name([]byte(text[i:min(len(text), i+maxName)])); whole > 0 {
				i += whole
				continue
			}
			s, ok := readSlip(text, i, known)
			if ok {
				return s, true
			}
			i = s.Stop
			continue
		case closes(c):
			if s, ok := unopened(text, from, i, known); ok {
				return s, true
			}
		}
		i += size
	}
	return Slip{}, false
}

// afterEscape gives where to go on behind a backslash: behind what it keeps as it
// is, which for a brace reaches to the braces that close it.
func afterEscape(text string, i int) int {
	if i == len(text) || text[i] != '{' {
		_, size := utf8.DecodeRuneInString(text[i:])
		return i + size
	}
	_, i = braces(text, i, opens)
	inside := text[i:min(len(text), i+maxName)]
	if end := strings.IndexAny(inside, "{}\n"); end >= 0 && inside[end] == '}' {
		_, i = braces(text, i+end, closes)
	}
	return i
}

func opens(c rune) bool  { return c == '{' || c == '｛' }
func closes(c rune) bool { return c == '}' || c == '｝' }

// braces counts a run of braces, spaces between them passed over, and gives where
// it ends.
func braces(text string, i int, of func(rune) bool) (n, end int) {
	end = i
	for i < len(text) {
		c, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case of(c):
			n++
			end = i + size
		case c != ' ':
			return n, end
		}
		i += size
	}
	return n, end
}

// readSlip judges what begins with an opening brace; Stop is where to go on.
func readSlip(text string, start int, known func(string) bool) (s Slip, ok bool) {
	open, inside := braces(text, start, opens)
	s = Slip{Start: start, Stop: inside}
	rest := text[inside:min(len(text), inside+maxName)]
	end := strings.IndexAny(rest, "{}｛｝\n")
	if end >= 0 {
		if c, _ := utf8.DecodeRuneInString(rest[end:]); closes(c) {
			if name := strings.TrimSpace(rest[:end]); readable(name) {
				var closed int
				closed, s.Stop = braces(text, inside+end, closes)
				s.Name = name
				if open+closed == 2 {
					return s, known(name)
				}
				s.Sure = open > 1 || known(name)
				return s, true
			}
		}
	}
	if open < 2 {
		return s, false
	}
	rest = strings.TrimLeft(rest, " ")
	if end := strings.IndexFunc(rest, func(c rune) bool { return !nameRune(c) }); end >= 0 {
		rest = rest[:end]
	}
	s.Name = strings.TrimRight(rest, ".-")
	s.Sure = known(s.Name)
	return s, s.Name != ""
}

// readable reports whether something between braces is a name, perhaps with spaces
// in it.
func readable(name string) bool {
	return name != "" && strings.IndexFunc(name, func(c rune) bool { return !nameRune(c) && c != ' ' }) < 0
}

// unopened judges closing braces that nothing opens: they count where the word
// before them is the name of a value.
func unopened(text string, from, at int, known func(string) bool) (Slip, bool) {
	before := strings.TrimRight(text[from:at], " ")
	start := strings.LastIndexFunc(before, func(c rune) bool { return !nameRune(c) })
	if start >= 0 {
		_, size := utf8.DecodeRuneInString(before[start:])
		start += size
	} else {
		start = 0
	}
	closed, stop := braces(text, at, closes)
	if name := before[start:]; closed > 1 && name != "" && known(name) {
		return Slip{Start: from + start, Stop: stop, Name: name, Sure: true}, true
	}
	return Slip{}, false
}
