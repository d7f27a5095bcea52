package i18n

import (
	"strings"
	"testing"
)

func TestCanonicalSpelling(t *testing.T) {
	for tag, want := range map[string]string{
		"zh-hans": "zh-Hans", "ZH-HANT-tw": "zh-Hant-TW", "EN": "en", "pt-br": "pt-BR", "zh_CN": "zh-CN",
		"rhg": "rhg", "prs": "prs", "haz": "haz", "qu": "qu", "iw": "iw", "x-camp": "x-camp", "ar-u-nu-latn": "ar-u-nu-latn",
		"xqz": "xqz", "xqz-ARAB-pk": "xqz-Arab-PK", "en-lant": "en-Lant",
	} {
		if got, err := Canonical(tag); err != nil || got != want {
			t.Errorf("Canonical(%q) = %q, %v, want %q", tag, got, err, want)
		}
	}
}

func TestCanonicalRefusesWhatIsNoTag(t *testing.T) {
	for tag, want := range map[string]string{
		"readme": `"readme" is not a language tag`, "": `"" is not a language tag`, "french!": `"french!" is not a language tag`,
		"xq": `no language has the tag "xq"`, "xq-Latn": `no language has the tag "xq"`, "*": `"*" is not a language tag`,
	} {
		if got, err := Canonical(tag); err == nil || err.Error() != want {
			t.Errorf("Canonical(%q) = %q, %v, want the error %s", tag, got, err, want)
		}
	}
}

func TestDirection(t *testing.T) {
	for dir, tags := range map[string][]string{
		"rtl": {"ar", "fa", "prs", "haz", "ur", "ckb", "ug", "dv", "yi", "he", "ps", "sd", "rhg", "rhg-Arab", "ks", "syr", "aii", "ku-Arab", "pa-PK", "az-Arab", "ff-Adlm", "nqo", "ha-arab", "pnb", "bal", "apc"},
		"ltr": {"en", "ku", "kmr", "rhg-Latn", "az", "pa", "zh-Hans", "ja", "th", "my", "ti", "am", "ka", "hy", "ks-Deva", "rom", "xqz-Latn", "mni-Mtei", "ksw", "en-x-arab"},
	} {
		for _, tag := range tags {
			if got, known := Direction(tag); got != dir || !known {
				t.Errorf("Direction(%q) = %s, known %v, want %s", tag, got, known, dir)
			}
		}
	}
	for _, tag := range []string{"xqz", "qaa", "x-camp", "tlh", "nonsense!", "en-Lant"} {
		if got, known := Direction(tag); known || got != "ltr" {
			t.Errorf("Direction(%q) = %s, known %v, want unknown", tag, got, known)
		}
	}
}

func TestUnspacedScript(t *testing.T) {
	for tag, want := range map[string]bool{
		"th": true, "lo": true, "km": true, "my": true, "shn": true, "zh": true, "zh-Hant": true, "yue": true, "ja": true,
		"ko": false, "vi": false, "zh-Latn": false, "ar": false, "hi": false, "en": false, "bo": false,
	} {
		if got := UnspacedScript(tag); got != want {
			t.Errorf("UnspacedScript(%q) = %v", tag, got)
		}
	}
}

func TestReadingMinutes(t *testing.T) {
	for _, c := range []struct {
		tag               string
		words, characters int
		want              int
	}{
		{"en", 0, 0, 1},
		{"en", 1224, 7000, 5},
		{"ar", 1224, 7000, 9},    // fewer, longer words
		{"rhg", 1224, 7000, 7},   // nobody has measured it
		{"zh-Hans", 3, 2550, 10}, // words cannot be counted
		{"th", 3, 9000, 10},
	} {
		if got := ReadingMinutes(c.tag, c.words, c.characters); got != c.want {
			t.Errorf("ReadingMinutes(%q, %d, %d) = %d, want %d", c.tag, c.words, c.characters, got, c.want)
		}
	}
}

func TestChainEndsWithTheUsualScript(t *testing.T) {
	for tag, want := range map[string]string{
		"zh": "zh zh-Hans", "zh-CN": "zh-CN zh zh-Hans", "zh-TW": "zh-TW zh-Hant", "zh-Hans": "zh-Hans zh", "zh-Hant": "zh-Hant",
		"pt-BR": "pt-BR pt pt-Latn", "sr-Cyrl-BA": "sr-Cyrl-BA sr-Cyrl sr", "qaa": "qaa",
	} {
		if got := strings.Join(Chain(tag), " "); got != want {
			t.Errorf("Chain(%q) = %s, want %s", tag, got, want)
		}
	}
}

func TestParentKeepsTheScript(t *testing.T) {
	for tag, want := range map[string]string{
		"fr-CA": "fr", "zh-Hans-CN": "zh-Hans", "zh-Hant": "", "zh-Hans": "zh", "pa-Arab": "", "fr": "", "en-x-camp": "en", "sr-Latn-RS": "sr-Latn", "": "",
	} {
		if got := Parent(tag); got != want {
			t.Errorf("Parent(%q) = %q, want %q", tag, got, want)
		}
	}
}
