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

// withoutBOM cuts the byte order mark that some editors write, and tells its
// length.
func withoutBOM(src []byte) ([]byte, int) {
	plain := bytes.TrimPrefix(src, []byte("\uFEFF"))
	return plain, len(src) - len(plain)
}
