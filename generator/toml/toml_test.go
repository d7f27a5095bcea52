package toml

import (
	"strings"
	"testing"
)

func TestFaultsAreToldInPlainWordsAtTheirPlace(t *testing.T) {
	for name, c := range map[string]struct{ src, at, message string }{
		"a key twice":             {"a = 1\nb = 2\na = 3\n", "a = 3", `"a" stands twice`},
		"a table twice":           {"[a.b]\n[a.b]\n", "", `"a.b" stands twice`},
		"behind a mark":           {"\uFEFFa = 1\na = 3\n", "a = 3", `"a" stands twice`},
		"no closing quote":        {"a = \"b\nc = 1\n", "", "no quotation mark at its end"},
		"no quotes":               {"a = Water\n", "Water", "neither a text"},
		"no equals sign":          {"a \"b\"\n", "\"b\"", "equals sign"},
		"nothing after it":        {"a =\nb = 1\n", "", "neither a text"},
		"the end after it":        {"a = ", "", "nothing stands after"},
		"a text that never ends":  {"a = \"\"\"x\n", "", "never ends"},
		"a literal without end":   {"a = '''x\n", "", "never ends"},
		"an unknown escape":       {"a = \"C:\\data\"\n", "", "backslash"},
		"two values on a line":    {"a = \"b\" c\n", "", "on the same line"},
		"quotes within a text":    {"a = \"b \"c\" d\"\n", "", "on the same line"},
		"a list without commas":   {"a = [\"b\" \"c\"]\n", "", "the list lacks"},
		"a list without end":      {"a = [\"b\", \n", "", ""},
		"a header without end":    {"[a\nb = 1\n", "", "closing bracket"},
		"a day that is none":      {"a = 2026-13-45\n", "", "no such date"},
		"a control character":     {"a = \"b\x01\"\n", "", "cannot be seen"},
		"a number with letters":   {"a = 12ab\n", "", ""},
		"a braces table, no end":  {"a = { b = 1\n", "", ""},
		"a value used as a table": {"a = 1\na.b = 2\n", "", ""},
		"curly quotes":            {"a = “b”\n", "“", "straight quotation marks"},
		"low quotes":              {"a = „b“\n", "„", "straight quotation marks"},
		"angled quotes in a list": {"a = [«b», «c»]\n", "«", "straight quotation marks"},
	} {
		t.Run(name, func(t *testing.T) {
			_, f := Decode([]byte(c.src))
			if f == nil {
				t.Fatal("nothing is wrong with it")
			}
			if f.Offset > len(c.src) || c.at != "" && !strings.HasPrefix(c.src[f.Offset:], c.at) {
				t.Errorf("told at %d, before %q", f.Offset, c.src[min(f.Offset, len(c.src)):])
			}
			for _, foreign := range []string{"EOF", "toml", "newline", "escape", "expected", "terminator", "Key '", "datetime", "array"} {
				if strings.Contains(f.Message, foreign) {
					t.Errorf("%q is no author's word: %s", foreign, f.Message)
				}
			}
			if !strings.Contains(f.Message, c.message) || f.Message == unreadable {
				t.Errorf("the message is %q", f.Message)
			}
		})
	}
}

func FuzzDecodeAndScanAgree(f *testing.F) {
	f.Add("a = 1\n[b]\nc = [\"x\", { d = 1 }]\n[[e]]\n[[e]]\n[e.f]\n")
	f.Add("a.b.c = \"\"\"x\"\"\"\n\"q.r\" = 'y'\n")
	f.Fuzz(func(t *testing.T, src string) {
		values, fault := Decode([]byte(src))
		layout := Scan([]byte(src))
		if fault != nil {
			if fault.Offset < 0 || fault.Offset > len(src) || fault.Message == "" {
				t.Errorf("%+v", fault)
			}
			return
		}
		for key := range values {
			if _, ok := layout.Keys[key]; !ok && key != "" {
				t.Errorf("%q stands nowhere in %q", key, src)
			}
		}
		for path, at := range layout.Keys {
			if at < 0 || at >= len(src) {
				t.Errorf("%s at %d", path, at)
			}
		}
	})
}

func TestFaultsThatHideNothingAreToldTogether(t *testing.T) {
	for name, c := range map[string]struct {
		src    string
		faults int
		rest   bool // c = 3 is read
	}{
		"a day and a key":             {"a = 1\nb = 2026-02-30\na = 2\nc = 3\n", 2, true},
		"nothing":                     {"c = 3\n", 0, true},
		"a text that never ends":      {"a = \"b\nc = 3\n", 1, true},
		"no quotation marks":          {"a = b\nd = \"e\nf = “g”\nc = 3\n", 3, true},
		"a list without a comma":      {"a = [\"b\" \"d\"]\nc = 3\n", 1, true},
		"a list that never ends":      {"a = [\"b\",\nd = \"x\"\nc = 3\n", 1, false},
		"a table that never ends":     {"a = { b = 1\nc = 3\n", 1, false},
		"no equals sign":              {"a \"b\"\nd: e\nf: \"g\"\nc = 3\n", 3, true},
		"an item of a list":           {"a = [\n\"b\",\nd = e\n]\nc = 3\n", 1, false},
		"no value":                    {"a =\nc = 3\n", 1, true},
		"a list that goes on below":   {"a = 1\na = [\n\"x\"]\nc = 3\n", 1, false},
		"a text of several lines":     {"a = 1\na = \"\"\"\nx\"\"\"\nc = 3\n", 1, false},
		"a table twice, and its keys": {"[a]\nb = 1\n[a]\nc = 3\n", 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			values, _, faults := DecodeAll([]byte(c.src))
			if len(faults) != c.faults || (values["c"] == int64(3)) != c.rest {
				t.Errorf("%d faults, and %v is read", len(faults), values)
			}
		})
	}
}
