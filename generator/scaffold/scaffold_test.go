package scaffold

import (
	"strings"
	"testing"
)

func TestLanguagesFollowOneAnotherInSettings(t *testing.T) {
	src := []byte(siteTOML)
	for _, tag := range []string{"es", "ar", "qaa"} {
		src = Language(src, tag)
	}
	if strings.Contains(string(src), "\n\n\n") {
		t.Error("empty lines pile up behind the languages")
	}
	want := `[languages.en]
name = "English"

[languages.es]
name = "Español"

[languages.ar]
name = "العربية"
dir = "rtl"

[languages.qaa]
name = "qaa"  # write what its speakers call it, in their script
dir = "ltr"  # the script is not known: write "rtl" if it runs from right to left

# Another language`
	if !strings.Contains(string(src), want) {
		t.Errorf("site.toml is now\n%s", src)
	}
}

func TestLanguagesAreCalledWhatTheirSpeakersCallThem(t *testing.T) {
	for tag, want := range map[string]string{
		"sr-Latn": "Srpski (latinica)", "sr": "Српски", "rhg": "Ruáingga", "ku": "Kurdî", "ht": "Kreyòl ayisyen", "prs": "دری", "qaa": "qaa",
	} {
		if name := Name(tag); name != want {
			t.Errorf("%s is called %q, not %q", tag, name, want)
		}
	}
}

// A site has them beside the language alone, and readers choose by the name.
func TestCountriesAndScriptsStandInTheName(t *testing.T) {
	for tag, want := range map[string]string{
		"pt-BR": "Português (Brasil)", "pt-PT": "Português (Portugal)", "en-GB": "English (UK)", "fr-CA": "Français (Canada)",
		"es-MX": "Español (México)", "es-419": "Español (Latinoamérica)", "ar-EG": "العربية (مصر)", "de-AT": "Deutsch (Österreich)",
		"zh-TW": "中文（台灣）", "zh-Hant-TW": "繁體中文（台灣）", "zh-Hans-SG": "简体中文（新加坡）", "sr-Latn-RS": "Srpski (latinica, Srbija)",
		"fa-AF": "دری", "uz-Cyrl": "Ўзбекча",
		// No word is known for these: people see what to replace.
		"pt-LU": "Português (LU)", "zh-Hant-US": "繁體中文（US）", "sr-Latn-HR": "Srpski (latinica, HR)", "az-Arab": "Azərbaycanca (Arab)",
		"ca-valencia": "Català (valencia)", "en-x-plain": "English (plain)", "qaa-FR": "qaa-FR",
	} {
		if name := Name(tag); name != want {
			t.Errorf("%s is called %q, not %q", tag, name, want)
		}
	}
	if entry := string(Language(nil, "pt-BR")); entry != "[languages.pt-BR]\nname = \"Português (Brasil)\"\n" {
		t.Errorf("a known name: %s", entry)
	}
	if entry := string(Language(nil, "pt-LU")); !strings.Contains(entry, "\"Português (LU)\"  # write what its speakers call it") {
		t.Errorf("a code in the name: %s", entry)
	}
}
