package page

import (
	"io/fs"
	"strings"
	"testing"

	words "handbill/i18n"
	"handbill/themes"
)

// Slanted letters exist in the Latin, Cyrillic and Greek scripts. Elsewhere a
// browser tilts upright ones, which tears joined letters and hides strokes: each
// language that the program speaks has a style that stresses as its script does.
func TestOnlyScriptsWithItalicsSlant(t *testing.T) {
	slanting := map[string]bool{"latn": true, "cyrl": true, "grek": true}
	catalogues, err := fs.Glob(words.FS, "*.toml")
	if err != nil || len(catalogues) == 0 {
		t.Fatal(catalogues, err)
	}
	for _, name := range catalogues {
		tag := strings.TrimSuffix(name, ".toml")
		script := scriptPart(tag)
		style, err := fs.ReadFile(themes.FS, "default/styles/script-"+script+".css")
		if err != nil {
			t.Errorf("%s: %v", tag, err)
			continue
		}
		upright := strings.Contains(string(style), "em, i, cite, dfn, var { font-style: normal; }")
		stressed := strings.Contains(string(style), "em { font-weight") || strings.Contains(string(style), "text-emphasis")
		if !slanting[script] && !(upright && stressed) {
			t.Errorf("%s: emphasis is slanted in the script %s", tag, script)
		}
	}
}

func TestUrduHasRoomForNastaliq(t *testing.T) {
	for tag, want := range map[string]string{"ur": "aran", "ur-PK": "aran", "fa": "arab", "ur-Arab": "arab", "zh-Hant": "hant", "ko": "kore"} {
		if got := scriptPart(tag); got != want {
			t.Errorf("%s is set in the style of %s, want %s", tag, got, want)
		}
	}
}
