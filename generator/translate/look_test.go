package translate

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// TestQuickLookNeverHidesLikeTexts holds the quick look against the likeness
// itself.
func TestQuickLookNeverHidesLikeTexts(t *testing.T) {
	texts := []string{
		"", "a", "Call the night clinic.", "Call the night clinics.", "call THE Night Clinic", "Appelez la clinique de nuit.", "Llame a la clínica de noche.",
		"Chame a clínica da noite.", "警察拦下你时", "警察拦下你的时候", "إذا أوقفتك الشرطة", "เมื่อตำรวจหยุดคุณ", "İstanbul ẞ Ǆ", strings.Repeat("ab ", 200), strings.Repeat("ab ", 199) + "ba",
	}
	for _, a := range texts {
		for _, b := range texts {
			a, b := squeeze(a), squeeze(b)
			for _, least := range []float64{0.2, 0.4, 0.6, stillSource, 1} {
				want := dice(trigrams(a), trigrams(b)) >= least
				if got := likeEnough(a, b, least); got != want {
					t.Errorf("%q and %q, from %.2f on: got %t, want %t", a, b, least, got, want)
				}
			}
		}
	}
}

func TestSqueezeLeavesOneSpace(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " ": "", "a b": "a b", "a  b": "a b", " a": "a", "a ": "a", "a\nb": "a b", "a\tb": "a b",
		"a\u00a0b": "a b", "a\u2009b": "a b", "法\u3000律": "法 律", "e\u0301té": "été", "ça va": "ça va", "ไทย คำ": "ไทย คำ",
	} {
		if got := squeeze(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// TestGlanceAgreesWithNormalisation holds the glance against the definition:
// each character beside each of some that join or change places with others.
func TestGlanceAgreesWithNormalisation(t *testing.T) {
	for r := rune(0x20); r <= 0xffff; r++ {
		if r >= 0xd800 && r <= 0xdfff {
			continue
		}
		for _, other := range "aا\u0e38\u0e3a\u0e48\u0301ก한" {
			for _, text := range []string{string(r) + string(other), string(other) + string(r)} {
				if want := strings.Join(strings.Fields(norm.NFC.String(text)), " "); glanceAt(text).flat && text != want {
					t.Errorf("%+q is taken for squeezed, but becomes %+q", text, want)
				}
			}
		}
	}
}
