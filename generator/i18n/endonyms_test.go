package i18n

import "testing"

func TestNamesOfLanguagesRunAsTheirScriptsDo(t *testing.T) {
	for tag, name := range endonyms {
		dir, known := Direction(tag)
		rtl := false
		for _, c := range name {
			rtl = rtl || c >= 0x590 && c < 0x900
		}
		if !known || rtl && dir != "rtl" { // names in Latin letters are read either way
			t.Errorf("%s, %q: %s", tag, name, dir)
		}
	}
}
