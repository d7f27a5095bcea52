package translate

import (
	"fmt"
	"strings"
	"testing"
)

func marked(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		if s.Op == ' ' {
			b.WriteString(s.Text)
		} else {
			fmt.Fprintf(&b, "[%c%s]", s.Op, s.Text)
		}
	}
	return b.String()
}

func TestDiffMarksWords(t *testing.T) {
	for _, c := range []struct{ old, now, want string }{
		{"Call 112 at night.", "Call 113 at night.", "Call [-112][+113] at night."},
		{"Boil it.", "Boil it.", "Boil it."},
		{"", "New", "[+New]"},
		{"Gone", "", "[-Gone]"},
		{"Wash hands", "Wash your hands well", "Wash [+your ]hands[+ well]"},
		{"煮沸一分钟", "煮沸两分钟", "煮沸[-一][+两]分钟"},
	} {
		if got := marked(Diff(c.old, c.now)); got != c.want {
			t.Errorf("%q → %q: got %s, want %s", c.old, c.now, got, c.want)
		}
	}
}

func TestDiffOfHugeTextsIsBounded(t *testing.T) {
	a, b := strings.Repeat("one ", 5000), strings.Repeat("two ", 5000)
	if got := Diff(a, b); len(got) != 2 {
		t.Errorf("%d spans", len(got))
	}
}
