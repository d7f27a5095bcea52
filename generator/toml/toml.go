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

// DecodeAll reads what can be read: a key that stands twice, or a day that is in no
// calendar, does not hide what else is wrong. The values are nil after a fault that
// does.
func DecodeAll(src []byte) (values map[string]any, faults []*Fault) {
	src = bytes.Clone(src)
	for {
		values, f := Decode(src)
		if f == nil {
			return values, faults
		}
		faults = append(faults, f)
		if !f.Alone || !blank(src, f.Offset) {
			return nil, faults
		}
	}
}

// blank makes the line of a fault empty, and keeps the places of all others. It
// reports false for the name of a table and for a value that may go on below.
func blank(src []byte, offset int) bool {
	start := bytes.LastIndexByte(src[:offset], '\n') + 1
	end := len(src)
	if n := bytes.IndexByte(src[start:], '\n'); n >= 0 {
		end = start + n
	}
	line := src[start:end]
	_, value, ok := bytes.Cut(line, []byte("="))
	value = bytes.TrimSpace(value)
	if !ok || bytes.HasPrefix(bytes.TrimSpace(line), []byte("[")) || len(value) == 0 || value[0] == '[' || value[0] == '{' || bytes.HasPrefix(value, []byte(`"""`)) || bytes.HasPrefix(value, []byte("'''")) {
		return false
	}
	for i := range line {
		line[i] = ' '
	}
	return true
}

// withoutBOM cuts the byte order mark that some editors write, and tells its
// length.
func withoutBOM(src []byte) ([]byte, int) {
	plain := bytes.TrimPrefix(src, []byte("\uFEFF"))
	return plain, len(src) - len(plain)
}
