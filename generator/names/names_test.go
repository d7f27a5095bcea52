package names

import (
	"strings"
	"testing"
)

func TestFaultNamesWhatASystemRefuses(t *testing.T) {
	for name, want := range map[string]string{
		"water.html": "", "水.html": "", "console.html": "", "com10": "", "com": "", "a b": "", ".hidden": "",
		"con": "device", "CON.html": "device", "aux.tar.gz": "device", "com1.html": "device", "Lpt9": "device", "com²": "device", "nul .txt": "device",
		"x.": "dot", "x ": "dot", "a:b": ":", "a?b": "?", "a\x01": "control", "a\x7f": "control", strings.Repeat("水", 86): "longer",
	} {
		if got := Fault(name); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("Fault(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestFoldJoinsWhatSomeDisksTakeForOne(t *testing.T) {
	for a, b := range map[string]string{"Water": "water", "Cafe\u0301": "CAFÉ", "straße": "STRASSE", "ﬁn": "FIN"} {
		if Fold(a) != Fold(b) {
			t.Errorf("%q and %q are kept apart", a, b)
		}
	}
	if Fold("water") == Fold("food") {
		t.Error("two names are one")
	}
}
