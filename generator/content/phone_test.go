package content

import "testing"

func TestPhoneFaultTellsNumbersFromTheRest(t *testing.T) {
	for phone, want := range map[string]string{
		"+1 202 555 0142":               "",
		"(+44) 20 7946 0018":            "",
		"০১৭০০ ০০০০০০":                  "",
		"٠٨٠٨ ١٥٧ ٠١٤٢":                 "",
		"\u2066+1 202–555–0142\u2069":   "",
		"*100#":                         "",
		"{{hotline}}":                   "",
		"Harbour network":               `has "H" in it`,
		"1 + 1":                         `has "+" in it`,
		"7":                             "has no number in it",
		"0808 157 0142 / 0808 157 0143": "has more digits than a number can have; two of them stand as two texts",
	} {
		if got := PhoneFault(phone); got != want {
			t.Errorf("%q: %q, not %q", phone, got, want)
		}
	}
}
