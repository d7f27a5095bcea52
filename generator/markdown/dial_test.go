package markdown

import "testing"

func TestDialGivesWhatAPhoneDials(t *testing.T) {
	for written, want := range map[string]string{
		"+1 (202) 555-0142":     "+12025550142",
		"٠٨٠٨ ١٥٧ ٠١٤٢":         "08081570142",
		"+٩٦٢ ٧ ٩٠١٢ ٣٤٥٦":      "+962790123456",
		"०८०८ १५७ ०१४२":         "08081570142",
		"\u200e+1 202–555–0142": "+12025550142",
		// E.123: what stands in brackets behind a country code is dialled without it.
		"+44 (0)20 7946 0018":  "+442079460018",
		"+٤٤ (٠) ٢٠ ٧٩٤٦ ٠٠١٨": "+442079460018",
		"(0)20 7946 0018":      "02079460018",
		"(020) 7946 0018":      "02079460018",
		"*100#":                "*100%23",
		"0808 157 0142,2":      "08081570142,2",
	} {
		if got := Dial(written); got != want {
			t.Errorf("%q dials %q, not %q", written, got, want)
		}
	}
}

func TestValuesDialAsLinksDo(t *testing.T) {
	for _, value := range []string{"+44 (0)20 7946 0018", "+1 202 555 0142", "٠٨٠٨ ١٥٧ ٠١٤٢"} {
		if got, want := dialable(value), Dial(value); got != want {
			t.Errorf("the value %q dials %q, a link to it %q", value, got, want)
		}
	}
}
