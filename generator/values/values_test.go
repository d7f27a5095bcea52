package values

import (
	"strings"
	"testing"
)

func known(name string) bool { return name == "tel" || name == "热线" }

func TestNameReadsWhatStandsBetweenTwoBraces(t *testing.T) {
	for text, want := range map[string]string{
		"{{tel}}": "tel", "{{ night-line }} x": "night-line", "{{热线}}": "热线",
		"{{}}": "", "{{ }}": "", "{{a b}}": "", "{tel}": "", "{{tel}": "", "{{" + strings.Repeat("a", 300) + "}}": "",
	} {
		if name, size := Name([]byte(text)); name != want || (size > 0) != (want != "") {
			t.Errorf("%s is read as %q, %d bytes", text, name, size)
		}
	}
}

func TestSlipsAreFound(t *testing.T) {
	for _, test := range []struct {
		text, piece, name string
		sure              bool
	}{
		{"Call {{ tel } now", "{{ tel }", "tel", true},
		{"Call { {tel}} now", "{ {tel}}", "tel", true},
		{"Call {{tel now", "{{", "tel", true},
		{"Call {{tel", "{{", "tel", true},
		{"Call {{tel\nnow", "{{", "tel", true},
		{"Call {tel}} now", "{tel}}", "tel", true},
		{"Call tel}} now", "tel}}", "tel", true},
		{"Call {tel} now", "{tel}", "tel", false},
		{"{{tel}}, {tel}}", "{tel}}", "tel", true},
		{"{{tle} }", "{{tle} }", "tle", true},
		{"{{my tel}}", "{{my tel}}", "my tel", true},
		{"拨打｛｛热线｝｝。", "｛｛热线｝｝", "热线", true},
		{"拨打{{热线｝｝。", "{{热线｝｝", "热线", true},
		{"{{ page.url | x }}", "{{", "page.url", false},
		{"f{x}}", "{x}}", "x", false},
		{`\\{{tel}`, "{{tel}", "tel", true},
	} {
		s, ok := NextSlip(test.text, 0, known)
		if !ok || test.text[s.Start:s.Stop] != test.piece || s.Name != test.name || s.Sure != test.sure {
			t.Errorf("%q gives %v %+v", test.text, ok, s)
		}
	}
}

func TestOrdinaryBracesAreNoSlips(t *testing.T) {
	for _, text := range []string{
		"", "{{tel}} and {{ tel }}", `\{{tel}}`, `\{\{tel\}\}`, `\{tel}`, "a {b} c", "{ }", "{{}}",
		"x^{2}", "{a, b}", "{{{", "}}", "struct { int tel; }", "｛注｝", "{.recommendations}",
	} {
		if s, ok := NextSlip(text, 0, known); ok {
			t.Errorf("%q is taken for %+v", text, s)
		}
	}
}

func FuzzNextSlip(f *testing.F) {
	f.Add("Call {{ tel } now ｛｛热线｝｝ \\{{tel}} tel}}")
	f.Fuzz(func(t *testing.T, text string) {
		for from := 0; from < len(text); {
			s, ok := NextSlip(text, from, known)
			if !ok {
				return
			}
			if s.Start < from || s.Stop <= s.Start || s.Stop > len(text) {
				t.Fatalf("from %d: %+v of %d bytes", from, s, len(text))
			}
			from = s.Stop
		}
	})
}
