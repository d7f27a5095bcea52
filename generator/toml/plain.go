package toml

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// scanPlain scans a document that has nothing but lines of a key and a text, a list
// of texts, a whole number, a day, or true or false, as most front matter does; nil
// where there is anything else, or anything wrong. Reading the rest takes the whole
// grammar.
func scanPlain(src []byte) *Layout {
	if !utf8.Valid(src) || bytes.ContainsFunc(src, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f }) {
		return nil
	}
	l := &Layout{src: src, Keys: make(map[string]int, 8), Ends: map[string]int{"": 0}, Texts: make([]Text, 0, 4)}
	for at := 0; at < len(src); {
		end := l.LineEnd(at)
		line := bytes.TrimRight(src[at:end], " \n")
		if len(line) > 0 && line[0] != '#' {
			if !l.plainLine(string(line), at) {
				return nil
			}
			l.Ends[""] = end
		}
		at = end
	}
	return l
}

// plainLine reads a line that begins at an offset.
func (l *Layout) plainLine(line string, at int) bool {
	name, value, ok := strings.Cut(line, "=")
	key := strings.TrimRight(name, " ")
	value = strings.TrimLeft(value, " ")
	if !ok || !isBare(key) || value == "" {
		return false
	}
	start := at + len(line) - len(value)
	t := Text{Key: key, At: at, Start: start, Stop: at + len(line)}
	l.note(key, at)
	switch {
	case value[0] == '"':
		t.Text, ok = plainText(value)
	case value[0] == '[':
		t.List = true
		t.Text, ok = l.plainList(key, value, start)
	default:
		return isScalar(value)
	}
	l.Texts = append(l.Texts, t)
	return ok
}

// plainText reads a text in quotation marks without a backslash or another mark.
func plainText(value string) (string, bool) {
	last := len(value) - 1
	if last < 1 || value[0] != '"' || value[last] != '"' || strings.ContainsAny(value[1:last], `"\`) {
		return "", false
	}
	return value[1:last], true
}

// plainList reads a list of texts on one line, and gives them joined.
func (l *Layout) plainList(key, value string, start int) (string, bool) {
	var items []string
	for at := 1; ; at++ {
		at = skipBlanks(value, at)
		if at == len(value)-1 && value[at] == ']' {
			return strings.Join(items, "\n"), true
		}
		if at >= len(value) || value[at] != '"' {
			return "", false
		}
		stop := strings.IndexByte(value[at+1:], '"') + at + 2
		text, ok := plainText(value[at:max(stop, at)])
		if !ok {
			return "", false
		}
		l.note(join(key, strconv.Itoa(len(items))), start+at)
		items = append(items, text)
		if at = skipBlanks(value, stop); at == len(value)-1 && value[at] == ']' {
			return strings.Join(items, "\n"), true
		}
		if at >= len(value) || value[at] != ',' {
			return "", false
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
