package media

import (
	"regexp"
	"strings"
	"testing"
)

func TestHashedNameIsSafeInEveryScript(t *testing.T) {
	for path, want := range map[string]string{
		"guides/water/Tap (1).JPG":       "tap-1",
		"guides/water/الماء.png":         "الماء",
		"guides/water/Cafe\u0301.png":    "café",
		"a\u202egnp.exe.png":             "a-gnp-exe",
		"guides/x/..%2f..%2fetc.png":     "2f-2fetc",
		"CON.png":                        "file-con",
		"lpt1.png":                       "file-lpt1",
		"---.png":                        "file",
		"à b_c–d.png":                    "à-b-c-d",
		`folder\back.png`:                "back",
		"a.b.c.png":                      "a-b-c",
		"\xff\xfe.png":                   "file",
		"x" + strings.Repeat("y", 99):    "x" + strings.Repeat("y", 58),
		strings.Repeat("水", 99) + ".png": strings.Repeat("水", 19),
	} {
		got := HashedName(path, "jpg", []byte("content"))
		want = "assets/" + want + ".ed7002b439.jpg"
		if got != want {
			t.Errorf("HashedName(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestHashedNameFollowsContentAndEnding(t *testing.T) {
	a, b := HashedName("x.PNG", "", []byte("a")), HashedName("x.PNG", "", []byte("b"))
	if a == b || !regexp.MustCompile(`^assets/x\.[0-9a-f]{10}\.png$`).MatchString(a) {
		t.Errorf("got %s and %s", a, b)
	}
}
