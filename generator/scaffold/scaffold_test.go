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
		"pt-BR": "Português", "sr-Latn": "Srpski (latinica)", "sr": "Српски", "rhg": "Ruáingga", "ku": "Kurdî", "ht": "Kreyòl ayisyen", "prs": "دری", "qaa": "qaa",
	} {
		if name := Name(tag); !strings.HasPrefix(name, want) {
			t.Errorf("%s is called %q, not %q", tag, name, want)
		}
	}
}
