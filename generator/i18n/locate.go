package i18n

import (
	"regexp"
	"strings"

	"handbill/generator/diag"
)

var (
	tableLine = regexp.MustCompile(`^[ \t]*\[([A-Za-z0-9_.\- \t"']+)\]`)
	keyLine   = regexp.MustCompile(`^[ \t]*([A-Za-z0-9_.\- \t"']+?)[ \t]*=`)
	unquote   = strings.NewReplacer(" ", "", "\t", "", `"`, "", "'", "")
)

// locate gives the place of each table and each key that begins a line, since
// the TOML library tells places only for errors. Keys inside {inline = "tables"}
// are found at the key before the brace.
func locate(file, src string) map[string]diag.Position {
	at := map[string]diag.Position{}
	prefix, inside := "", ""
	note := func(key string, line, column int) {
		if _, ok := at[key]; !ok {
			at[key] = diag.Position{Path: file, Line: line, Column: column}
		}
	}
	number := 0
	for line := range strings.Lines(strings.TrimPrefix(src, "\uFEFF")) {
		number++
		column := len(line) - len(strings.TrimLeft(line, " \t")) + 1
		if inside == "" {
			if m := tableLine.FindStringSubmatch(line); m != nil {
				prefix = unquote.Replace(m[1]) + "."
				note(strings.TrimSuffix(prefix, "."), number, column)
			} else if m := keyLine.FindStringSubmatch(line); m != nil {
				note(prefix+unquote.Replace(m[1]), number, column)
			}
		}
		inside = after(line, inside)
	}
	return at
}

// after gives the triple quote that is still open behind a line, "" for none.
func after(line, inside string) string {
	for {
		if inside != "" {
			i := strings.Index(line, inside)
			if i < 0 {
				return inside
			}
			line, inside = line[i+3:], ""
		}
		i, j := strings.Index(line, `"""`), strings.Index(line, `'''`)
		switch {
		case i < 0 && j < 0:
			return ""
		case j < 0 || i >= 0 && i < j:
			line, inside = line[i+3:], `"""`
		default:
			line, inside = line[j+3:], `'''`
		}
	}
}
