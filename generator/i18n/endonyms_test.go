package i18n

import (
	"maps"
	"slices"
	"testing"
)

func TestNamesOfLanguagesRunAsTheirScriptsDo(t *testing.T) {
	for _, tag := range append(slices.Collect(maps.Keys(endonyms)), slices.Collect(maps.Keys(regions))...) {
		name := Endonym(tag)
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

// Readers choose by the name: no two may look the same.
func TestNamesTellLanguagesApart(t *testing.T) {
	named := map[string]string{}
	for _, tag := range slices.Sorted(maps.Keys(endonyms)) {
		named[Endonym(tag)] = tag
	}
	for _, tag := range slices.Sorted(maps.Keys(regions)) {
		canonical, err := Canonical(tag)
		if err != nil || canonical != tag {
			t.Errorf("%s is written %q: %v", tag, canonical, err)
		}
		name := Endonym(tag)
		if other := named[name]; other != "" {
			t.Errorf("%s and %s are both called %q", other, tag, name)
		}
		named[name] = tag
	}
}
