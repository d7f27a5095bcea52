package markdown_test

import (
	"strings"
	"testing"
	"unicode"

	"handbill/generator/markdown"
)

// A number between Arabic words is read backwards unless something keeps its
// groups in order: "0142 555 202 1+".
func TestNumbersOfAFinishedPageKeepTheirOrder(t *testing.T) {
	const rtl, ltr, isolated = `<html dir="rtl">`, `<html dir="ltr">`, `<bdi dir="ltr">+1 202 555 0142</bdi>`
	for _, c := range []struct{ name, page, want string }{
		{"title", rtl + `<h1>اتصل على &#43;1 202 555 0142 الآن</h1>`, rtl + `<h1>اتصل على ` + isolated + ` الآن</h1>`},
		{"two numbers", rtl + `<p>0808 157 0142 أو 0808 157 0143</p>`, rtl + `<p><bdi dir="ltr">0808 157 0142</bdi> أو <bdi dir="ltr">0808 157 0143</bdi></p>`},
		{"tab", rtl + `<title>اتصل &#43;1 202 555 0142</title>`, rtl + "<title>اتصل \u2066+1 202 555 0142\u2069</title>"},
		{"choice", rtl + `<select><option>+1 202 555 0142</select>`, rtl + "<select><option>\u2066+1 202 555 0142\u2069</select>"},
		{"head of printed pages", rtl + `<div data-title="اتصل &#43;1 202 555 0142">`, rtl + "<div data-title=\"اتصل \u2066+1 202 555 0142\u2069\">"},
		{"Arabic digits", rtl + `<p>اتصل ٠٨٠٨ ١٥٧ ٠١٤٢</p>`, rtl + `<p>اتصل <bdo dir="ltr">٠٨٠٨ ١٥٧ ٠١٤٢</bdo></p>`},
		{"Persian digits", rtl + `<p>تلفن ۰۸۰۸ ۱۵۷ ۰۱۴۲</p>`, rtl + `<p>تلفن <bdi dir="ltr">۰۸۰۸ ۱۵۷ ۰۱۴۲</bdi></p>`},
		{"behind a word without a blank", rtl + `<p>هاتف 0808 157 0142 و0808 157 0143 A0808 157 0144</p>`, rtl + `<p>هاتف <bdi dir="ltr">0808 157 0142</bdi> و<bdi dir="ltr">0808 157 0143</bdi> A0808 157 0144</p>`},
		{"in brackets", rtl + `<p>هاتف (0808 157 0142)، (اتصل على 0808 157 0142) 24 ساعة</p>`, rtl + `<p>هاتف <bdi dir="ltr">(0808 157 0142)</bdi>، (اتصل على <bdi dir="ltr">0808 157 0142</bdi>) 24 ساعة</p>`},
		{"before brackets", rtl + `<p>0808 157 0142 (24/7) أو 0808 157 0143 (7 أيام)</p>`, rtl + `<p><bdi dir="ltr">0808 157 0142</bdi> (24/7) أو <bdi dir="ltr">0808 157 0143</bdi> (7 أيام)</p>`},
		{"with brackets", rtl + `<p>((030) 123 456) &#43;44 (0)20 7946 0018</p>`, rtl + `<p>(<bdi dir="ltr">(030) 123 456</bdi>) <bdi dir="ltr">+44 (0)20 7946 0018</bdi></p>`},
		{"one group after a plus", rtl + `<p>&#43;442079460018</p>`, rtl + `<p><bdi dir="ltr">+442079460018</bdi></p>`},
		{"right-to-left part of a page that is not", ltr + `<p dir="rtl">هاتف +1 202 555 0142</p><p>+1 202 555 0142</p>`, ltr + `<p dir="rtl">هاتف ` + isolated + `</p><p>+1 202 555 0142</p>`},
		{"left-to-right part", rtl + `<p dir="ltr">+1 202 555 0142</p><hr><p>x</p>`, ""},
		{"isolated already", rtl + `<p><bdi dir="ltr">+1 202 555 0142</bdi> <bdo dir="ltr">0808 157 0142</bdo></p>`, ""},
		{"scripts, styles, code", rtl + `<script>"+1 202 555 0142"</script><style>p{margin:0 0 1234567 8}</style><code>0808 157 0142</code>`, ""},
		{"addresses", rtl + `<a href="tel:+1 202 555 0142">x</a>`, ""},
		{"amounts, hours, entities", rtl + `<p>9:00 – 17:00 &#1234567; 250 km</p>`, ""},
		{"left to right", ltr + `<h1>Call &#43;1 202 555 0142</h1>`, ""},
		{"after what is closed", rtl + `<p dir="ltr">x<br></p><p>+1 202 555 0142</p>`, rtl + `<p dir="ltr">x<br></p><p>` + isolated + `</p>`},
	} {
		if c.want == "" {
			c.want = c.page
		}
		if got := string(markdown.IsolatePage([]byte(c.page))); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		if again := string(markdown.IsolatePage([]byte(c.want))); again != c.want {
			t.Errorf("%s, once more: %s", c.name, again)
		}
	}
}

func TestNumbersOfAPlainTextKeepTheirOrder(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "",
		"اتصل":                      "اتصل",
		"+":                         "+",
		"اتصل +1 202 555 0142 الآن": "اتصل \u2066+1 202 555 0142\u2069 الآن",
		"اتصل ٠٨٠٨ ١٥٧ ٠١٤٢ الآن":    "اتصل \u2066\u202d٠٨٠٨ ١٥٧ ٠١٤٢\u202c\u2069 الآن",
		"بين 2020 و2024، أو 12 مرة.": "بين 2020 و2024، أو 12 مرة.",
	} {
		if got := markdown.IsolateText(text); got != want {
			t.Errorf("%q: got %q", text, got)
		}
	}
}

// TestNumbersAreSeenInEveryScript: each script's ten digits, after letters of Arabic,
// Hebrew and Latin, and after a byte that is no text.
func TestNumbersAreSeenInEveryScript(t *testing.T) {
	for _, r := range unicode.Nd.R16 {
		for zero := rune(r.Lo); zero < rune(r.Hi); zero += 10 {
			number := strings.Map(func(c rune) rune {
				if c >= '0' && c <= '9' {
					return zero + c - '0'
				}
				return c
			}, "0808 157 0142")
			for _, before := range []string{"ات ", "של (", "a ", "\xd9 ", "\xdb"} {
				if got := markdown.IsolateText(before + number); !strings.Contains(got, number) || got == before+number {
					t.Errorf("%+q stays as it is after %q: %+q", number, before, got)
				}
			}
		}
	}
}
