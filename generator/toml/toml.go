// Package toml reads TOML: the values of a document, and where its keys and
// texts stand in the file.
//
// Bytes come in; values, byte offsets and faults in plain words go out. It is the
// only importer of the TOML libraries: one decodes and finds faults, the other
// tells places. It knows no key by name and writes no file.
package toml

import (
	"bytes"
	"errors"
	"regexp"

	burntsushi "github.com/BurntSushi/toml"
)

// Decode reads the values of a document: string, bool, int64, float64,
// time.Time, []any, map[string]any and []map[string]any. The fault is nil where
// the whole could be read.
func Decode(src []byte) (map[string]any, *Fault) {
	values := map[string]any{}
	src, bom := withoutBOM(src)
	_, err := burntsushi.Decode(string(src), &values)
	if err == nil {
		return values, nil
	}
	var parse burntsushi.ParseError
	if !errors.As(err, &parse) {
		return nil, &Fault{Message: unreadable, Hint: quoteHint}
	}
	f := fault(src, parse)
	f.Offset += bom
	return nil, f
}

// maxFaults is how many faults of a document are told: each costs one more reading,
// and nobody mends more at once.
const maxFaults = 20

// DecodeAll reads what can be read: a value that is none, a key that stands twice or a
// day that is in no calendar does not hide what else is wrong. The values are nil
// after a fault that does. read is the document that they come from: where the lines of
// the others stood, it has blanks.
func DecodeAll(src []byte) (values map[string]any, read []byte, faults []*Fault) {
	read = bytes.Clone(src)
	for {
		values, f := Decode(read)
		if f == nil {
			return values, read, faults
		}
		faults = append(faults, f)
		if len(faults) == maxFaults || !blank(read, f) {
			return nil, read, faults
		}
	}
}

// blank makes the line of a fault empty, and keeps the places of all others. It
// reports false where other lines depend on it: the name of a table, and a value
// that begins above or goes on below.
func blank(src []byte, f *Fault) bool {
	start := bytes.LastIndexByte(src[:f.Offset], '\n') + 1
	end := len(src)
	if n := bytes.IndexByte(src[start:], '\n'); n >= 0 {
		end = start + n
	}
	line := src[start:end]
	m := pair.FindSubmatch(line)
	if m == nil || goesOn(m[2]) {
		return false
	}
	if _, above := Decode(src[:start]); above != nil {
		return false
	}
	f.Key = string(bytes.Trim(m[1], `"'`))
	for i := range line {
		line[i] = ' '
	}
	return true
}

// pair is a line with a key and its value, even if the sign between them is not the
// one that TOML asks for.
var pair = regexp.MustCompile(`^\s*([^\s"'\[\]{},#=:]+|"[^"]+"|'[^']+')(?:\s*[=:]\s*|\s+)(\S.*?|)\s*$`)

// goesOn reports whether a value may have a part on the lines below: it opens what
// the line does not close, or is a text of several lines.
func goesOn(value []byte) bool {
	if bytes.Contains(value, []byte(`"""`)) || bytes.Contains(value, []byte("'''")) {
		return true
	}
	return bytes.HasPrefix(value, []byte("[")) && !bytes.HasSuffix(value, []byte("]")) ||
		bytes.HasPrefix(value, []byte("{")) && !bytes.HasSuffix(value, []byte("}"))
}

// withoutBOM cuts the byte order mark that some editors write, and tells its
// length.
func withoutBOM(src []byte) ([]byte, int) {
	plain := bytes.TrimPrefix(src, []byte("\uFEFF"))
	return plain, len(src) - len(plain)
}
