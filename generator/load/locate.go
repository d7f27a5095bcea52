package load

import (
	"strconv"
	"strings"
)

// locate tells where each key of a TOML document begins: a path such as
// "languages.fr.dir" or "service.0.name" to a byte offset. BurntSushi/toml
// gives positions for syntax errors only. The document has been decoded
// without an error before, so the scanner may trust its shape; on anything
// unexpected it stops, and keys without a place are reported at the top.
func locate(src string) map[string]int {
	s := scanner{src: src, at: map[string]int{}, count: map[string]int{}}
	for s.statement() {
	}
	return s.at
}

type scanner struct {
	src    string
	pos    int
	prefix string
	at     map[string]int
	count  map[string]int // entries of each array of tables so far
}

// statement reads one header or key and value; false at the end.
func (s *scanner) statement() bool {
	s.blank(true)
	if s.pos >= len(s.src) {
		return false
	}
	if s.src[s.pos] == '[' {
		return s.header()
	}
	return s.pair(s.prefix)
}

func (s *scanner) header() bool {
	start := s.pos
	array := strings.HasPrefix(s.src[s.pos:], "[[")
	s.pos++
	if array {
		s.pos++
	}
	s.blank(false)
	parts, ok := s.key()
	if !ok {
		return false
	}
	path := s.indexed(parts)
	if array {
		n := s.count[path]
		s.count[path] = n + 1
		s.note(path, start)
		path += "." + strconv.Itoa(n)
	}
	s.note(path, start)
	s.prefix = path + "."
	return s.skipLine()
}

// indexed joins the parts of a header, adding the current index after each
// array of tables on the way, but for the last part.
func (s *scanner) indexed(parts []string) string {
	path := ""
	for i, p := range parts {
		if i > 0 {
			if n := s.count[path]; n > 0 {
				path += "." + strconv.Itoa(n-1)
			}
			path += "."
		}
		path += p
	}
	return path
}

func (s *scanner) pair(prefix string) bool {
	start := s.pos
	parts, ok := s.key()
	if !ok || s.pos >= len(s.src) || s.src[s.pos] != '=' {
		return false
	}
	s.pos++
	path := prefix + strings.Join(parts, ".")
	s.note(path, start)
	for i := range parts[:len(parts)-1] {
		s.note(prefix+strings.Join(parts[:i+1], "."), start)
	}
	s.blank(false)
	return s.value(path + ".")
}

func (s *scanner) note(path string, at int) {
	if _, ok := s.at[path]; !ok {
		s.at[path] = at
	}
}

// key reads a bare, quoted or dotted key and the blanks after it.
func (s *scanner) key() ([]string, bool) {
	var parts []string
	for s.pos < len(s.src) {
		s.blank(false)
		start := s.pos
		if c := s.peek(); c == '"' || c == '\'' {
			if !s.quoted() {
				return nil, false
			}
			name := s.src[start+1 : s.pos-1]
			if unquoted, err := strconv.Unquote(s.src[start:s.pos]); c == '"' && err == nil {
				name = unquoted
			}
			parts = append(parts, name)
		} else {
			for s.pos < len(s.src) && isBare(s.src[s.pos]) {
				s.pos++
			}
			if s.pos == start {
				return nil, false
			}
			parts = append(parts, s.src[start:s.pos])
		}
		s.blank(false)
		if s.peek() != '.' {
			return parts, true
		}
		s.pos++
	}
	return nil, false
}

func isBare(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// value skips a value, noting the keys of inline tables.
func (s *scanner) value(prefix string) bool {
	switch s.peek() {
	case '"', '\'':
		return s.quoted()
	case '[':
		return s.sequence(']', func(i int) bool { return s.value(prefix + strconv.Itoa(i) + ".") })
	case '{':
		return s.sequence('}', func(int) bool { return s.pair(prefix) })
	}
	for s.pos < len(s.src) && !strings.ContainsRune(",]}#\r\n", rune(s.src[s.pos])) {
		s.pos++
	}
	return true
}

func (s *scanner) sequence(end byte, element func(i int) bool) bool {
	s.pos++
	for i := 0; ; i++ {
		s.blank(true)
		if s.peek() == end {
			s.pos++
			return true
		}
		if s.pos >= len(s.src) || !element(i) {
			return false
		}
		s.blank(true)
		if s.peek() == ',' {
			s.pos++
		}
	}
}

// quoted skips a string of any of TOML's four kinds.
func (s *scanner) quoted() bool {
	quote := s.src[s.pos]
	mark := s.src[s.pos : s.pos+1]
	if triple := strings.Repeat(mark, 3); strings.HasPrefix(s.src[s.pos:], triple) {
		mark = triple
	}
	s.pos += len(mark)
	for s.pos < len(s.src) {
		switch {
		case quote == '"' && s.src[s.pos] == '\\':
			s.pos += 2
		case strings.HasPrefix(s.src[s.pos:], mark):
			s.pos += len(mark)
			for len(mark) == 3 && s.peek() == quote { // up to two quotes may stand before the end
				s.pos++
			}
			return true
		default:
			s.pos++
		}
	}
	s.pos = min(s.pos, len(s.src))
	return false
}

// blank skips spaces, and with lines also line ends and comments.
func (s *scanner) blank(lines bool) {
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case c == ' ' || c == '\t':
			s.pos++
		case lines && (c == '\n' || c == '\r'):
			s.pos++
		case lines && c == '#':
			s.skipLine()
		default:
			return
		}
	}
}

func (s *scanner) skipLine() bool {
	if i := strings.IndexByte(s.src[s.pos:], '\n'); i >= 0 {
		s.pos += i + 1
	} else {
		s.pos = len(s.src)
	}
	return true
}

func (s *scanner) peek() byte {
	if s.pos < len(s.src) {
		return s.src[s.pos]
	}
	return 0
}
