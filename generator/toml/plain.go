package toml

import (
	"bytes"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Most front matter is plain: it has nothing but lines of a key and a text, a list of
// texts, a whole number, a day, or true or false. Such a document is read here; what
// has anything else, or anything wrong, takes the whole grammar.

// plainPair is a line of a plain document.
type plainPair struct {
	key, value string
	at, start  int // where the key and the value stand
}

// plainPairs calls f with each line that has a key, and with where the next one
// begins; it gives false where the document is not plain, or f does.
func plainPairs(src []byte, f func(p plainPair, next int) bool) bool {
	if !utf8.Valid(src) || bytes.ContainsFunc(src, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f }) {
		return false
	}
	for at, next := 0, 0; at < len(src); at = next {
		next = len(src)
		if n := bytes.IndexByte(src[at:], '\n'); n >= 0 {
			next = at + n + 1
		}
		line := string(bytes.TrimRight(src[at:next], " \n"))
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		p := plainPair{key: strings.TrimRight(name, " "), value: strings.TrimLeft(value, " "), at: at}
		p.start = at + len(line) - len(p.value)
		if !ok || !isBare(p.key) || p.value == "" || !f(p, next) {
			return false
		}
	}
	return true
}

// scanPlain scans a plain document; nil where it is none.
func scanPlain(src []byte) *Layout {
	l := &Layout{src: src, Keys: make(map[string]int, 8), Ends: map[string]int{"": 0}, Texts: make([]Text, 0, 4)}
	if !plainPairs(src, func(p plainPair, next int) bool {
		l.Ends[""] = next
		return l.plain(p)
	}) {
		return nil
	}
	return l
}

func (l *Layout) plain(p plainPair) (ok bool) {
	t := Text{Key: p.key, At: p.at, Start: p.start, Stop: p.start + len(p.value)}
	l.note(p.key, p.at)
	switch p.value[0] {
	case '"':
		t.Text, ok = plainText(p.value)
	case '[':
		var items []string
		items, ok = plainList(p.value, func(i, at int) { l.note(join(p.key, strconv.Itoa(i)), p.start+at) })
		t.List, t.Text = true, strings.Join(items, "\n")
	default:
		return isScalar(p.value)
	}
	l.Texts = append(l.Texts, t)
	return ok
}

// decodePlain reads the values of a plain document; nil where it is none.
func decodePlain(src []byte) map[string]any {
	values := make(map[string]any, 8)
	if !plainPairs(src, func(p plainPair, _ int) bool {
		if _, twice := values[p.key]; twice {
			return false
		}
		value, ok := plainValue(p.value)
		values[p.key] = value
		return ok
	}) {
		return nil
	}
	return values
}

// plainValue reads a value of one line.
func plainValue(value string) (any, bool) {
	switch {
	case value[0] == '"':
		return plainText(value)
	case value[0] == '[':
		items, ok := plainList(value, func(int, int) {})
		list := make([]any, len(items))
		for i, item := range items {
			list[i] = item
		}
		return list, ok
	case !isScalar(value):
		return nil, false
	case value == "true" || value == "false":
		return value == "true", true
	}
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		return n, true
	}
	day, err := time.Parse(time.DateOnly, value)
	return day, err == nil
}

// plainText reads a text in quotation marks without a backslash or another mark.
func plainText(value string) (string, bool) {
	last := len(value) - 1
	if last < 1 || value[0] != '"' || value[last] != '"' || strings.ContainsAny(value[1:last], `"\`) {
		return "", false
	}
	return value[1:last], true
}

// plainList reads a list of texts on one line, and tells where in it each begins.
func plainList(value string, place func(i, at int)) (items []string, ok bool) {
	for at := 1; ; at++ {
		at = skipBlanks(value, at)
		if at == len(value)-1 && value[at] == ']' {
			return items, true
		}
		if at >= len(value) || value[at] != '"' {
			return nil, false
		}
		stop := strings.IndexByte(value[at+1:], '"') + at + 2
		text, ok := plainText(value[at:max(stop, at)])
		if !ok {
			return nil, false
		}
		place(len(items), at)
		items = append(items, text)
		if at = skipBlanks(value, stop); at == len(value)-1 && value[at] == ']' {
			return items, true
		}
		if at >= len(value) || value[at] != ',' {
			return nil, false
		}
	}
}

func skipBlanks(text string, at int) int {
	for at < len(text) && text[at] == ' ' {
		at++
	}
	return at
}

// isBare reports whether a key needs no quotation marks.
func isBare(key string) bool {
	for i := range len(key) {
		if c := key[i]; c != '_' && c != '-' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return key != ""
}

// isScalar reports whether a value is true or false, a whole number, or a day that
// every month has.
func isScalar(value string) bool {
	if value == "true" || value == "false" {
		return true
	}
	if len(value) == len("2026-01-31") && value[4] == '-' && value[7] == '-' {
		month, day := value[5:7], value[8:]
		return isNumber(value[:4]) && isNumber(month) && isNumber(day) && month >= "01" && month <= "12" && day >= "01" && day <= "28"
	}
	return isNumber(value) && len(value) < 18 && (value[0] != '0' || value == "0")
}

func isNumber(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }
