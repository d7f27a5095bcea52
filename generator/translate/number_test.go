package translate

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestNumbersAreTheSameInEveryDigitSystem(t *testing.T) {
	for text, want := range map[string][]string{
		"Boil for 10 minutes":               {"10"},
		"১০ মিনিট":                          {"10"},
		"۱۰ دقیقه و ۲٫۵ لیتر":               {"10", "2.5"},
		"1.5 litres, 1,5 l, 1,50 l":         {"1.5", "1.5", "1.5"},
		"1,500 people, 1.500, 1 500, 1’500": {"1500", "1500", "1500", "1500"},
		"12,34,567 rupees":                  {"1234567"},
		"1,234.50 and 1.234,50":             {"1234.5", "1234.5"},
		"2026-01-31 or 31.01.2026":          {"2026", "1", "31", "31", "1", "2026"},
		"20:00–02:00, 8/3":                  {"20", "0", "2", "0", "8", "3"},
		"2003/86/EC":                        {"2003", "86"},
		"5–10 days":                         {"5", "10"},
		"第３条":                               {"3"},
		"no digits":                         nil,
		"Call 0800 157 0142 or 112":         {"112"},
	} {
		if got := numbers(nil, text); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestPhonesAreFoundWithEverySeparator(t *testing.T) {
	for text, want := range map[string][]string{
		"Call +1 202 555 0142.":              {"+12025550142"},
		"Call (202) 555-0142, day and night": {"2025550142"},
		"+1 (202) 555-0142":                  {"+12025550142"},
		"0808 157 0142":                      {"08081570142"},
		"01.42.68.53.00":                     {"0142685300"},
		"اتصل بـ \u202a+٩٦٢ ٦ ٥٥٥ ٠١٤٢\u202c": {"+96265550142"},
		"হটলাইন ০৮০৮ ১৫৭ ০১৪২":                {"08081570142"},
		"030/5550142":                         {"0305550142"},
		"555‑0142":                            {"5550142"},
		"＋81 3 5555 0142":                     {"+81355550142"},
		"2026-01-31, 31.01.2026, 31 01 2026":  nil,
		"2019–2020 and 2019-20":               nil,
		"1,000,000 or 1 000 000 or 1.000.000": nil,
		"1234567":                             nil,
		"12,34,56,789":                        nil,
		"call 112 or 113":                     nil,
		"0800 111 222 or 0800 333 444":        {"0800111222", "0800333444"},
		"0800 555 0142 / 0800 555 0143":       {"08005550142", "08005550143"},
		"555 0142 24h/24, 555 0142 24/7":      {"5550142", "5550142"},
		"555 0142, 24 hours":                  {"5550142"},
		"9876543210 or ९८७६५४३२१०":            {"9876543210", "9876543210"},
		"0044 20 5550 0142":                   {"+442055500142"},
		"+44 (0)20 5550 0142":                 {"+442055500142"},
		"0800－555－0142":                       {"08005550142"},
		"12000000 people":                     nil,
	} {
		if got := phones(nil, text); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestKeepFindsWhatATranslationMustKeep(t *testing.T) {
	k := keep("See [the *map* (2)](../map/en.md#top \"Map 5\"), ![a house](house.svg 'in 1999'), <https://a.org/1>, https://b.org/x_y). " +
		"Write to <help@a.org> or [us](mailto:Us@b.org?subject=3). Ring [the line](tel:+1-202-555-0142) or {{ hotline }}.[^n2] `rm 7` <br id=\"4\"> &#39; 42")
	for _, c := range []struct {
		name      string
		got, want []string
	}{
		{"links", k.links, []string{"../map/en.md#top", "https://a.org/1", "https://b.org/x_y"}},
		{"images", k.images, []string{"house.svg"}},
		{"emails", k.emails, []string{"us@b.org", "help@a.org"}},
		{"phones", k.phones, []string{"+12025550142"}},
		{"placeholders", k.placeholders, []string{"{{hotline}}"}},
		{"footnotes", k.footnotes, []string{"n2"}},
		{"code", k.code, []string{"rm 7"}},
		{"numbers", k.numbers, []string{"2", "42"}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestWordyIsWhatATranslatorWouldChange(t *testing.T) {
	for text, want := range map[string]bool{
		"Pot": true, "OK": false, "112": false, "https://example.org/long-words": false, "`code span`": false,
		"{{hotline}}": false, "[Map](https://x.org)": true, "急救": true, "น้ำ": true, "**A** b": false, "ماء": true,
	} {
		if got := wordy(text); got != want {
			t.Errorf("wordy(%q) = %v", text, got)
		}
	}
}

// TestQuickLooksMissNoNumber holds what is asked before an expression is tried
// against the expression.
func TestQuickLooksMissNoNumber(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 18))
	pieces := []string{"24", "7", "2", "4", "h", "H", " ", "  ", "/", ".", "20.30", "1", "a", "ไ", "é"}
	for range 50_000 {
		var b strings.Builder
		for range 1 + random.IntN(8) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		text := b.String()
		if always.MatchString(text) && !mayBeAlways(text) {
			t.Fatalf("day and night is not seen in %q", text)
		}
	}
	for text, want := range map[string]string{"三十": "30", "5万 days": "50000", "이 5만 원": "50000", "二〇二六": "2026", "〇": "0"} {
		if got := hanNumbers(text); !slices.Equal(got, []string{want}) {
			t.Errorf("%q: got %q, want %s", text, got, want)
		}
	}
}
