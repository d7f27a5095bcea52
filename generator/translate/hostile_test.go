package translate

import "testing"

// What would fail the next build, or fetch from another host, is not taken.
func TestTranslationsBringNoPicturesOrValuesOfTheirOwn(t *testing.T) {
	const site = "Call {{hotline}}. ![A well](well.svg)"
	for text, taken := range map[string]bool{
		"Appelez {{hotline}}. ![Un puits](well.svg)":                true,
		"Appelez {{ hotline }}.":                                    true,
		"Appelez {{nope}}.":                                         false,
		"Appelez {{hotline}}. ![x](https://pictures.example/x.png)": false,
	} {
		if why := harm(site, text); (why == "") != taken {
			t.Errorf("%s: %q", text, why)
		}
	}
}
