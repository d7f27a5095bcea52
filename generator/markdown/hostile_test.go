package markdown

import (
	"strings"
	"testing"
)

// hostileAddresses never become a link or a file of a page.
var hostileAddresses = []string{
	"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
	"\x01javascript:alert(1)", "javascript\x00:alert(1)", "javascript\u200B:alert(1)", "javascript\u00A0:x", "vbscript:x",
	"data:text/html,x", "data:image/svg+xml;base64", "blob:https://x.example/1", "intent://x#Intent;end", "view-source:https://x.example",
	"file:///etc/passwd", "about:blank", "chrome://settings", "ws://x.example", "ftp://x.example", "jar:https://x!/",
	"//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "\\/evil.example", "livescript:x", "feed:javascript:x",
}

// TestHostileLinks writes each address in every way that Markdown and HTML know.
func TestHostileLinks(t *testing.T) {
	encode := func(s string) string {
		var b strings.Builder
		for _, c := range s {
			b.WriteString("&#" + itoa(int(c)) + ";")
		}
		return b.String()
	}
	for _, bad := range hostileAddresses {
		one := strings.NewReplacer("\n", "&#10;", "\x00", "&#1;").Replace(bad)
		mark := strings.ReplaceAll(one, `\`, `\\`)
		for _, src := range []string{
			"[words](<" + mark + ">)", "[words](<" + encode(bad) + ">)", "[words][r]\n\n[r]: <" + mark + ">",
			"![words](<" + mark + ">)", "[![words](x.png)](<" + mark + ">)",
			`<a href="` + one + `">words</a>`, `<a href='` + encode(bad) + `'>words</a>`, `<img alt="words" src="` + one + `">`,
			`<video poster="` + one + `" src="` + one + `">words</video>`, `<audio><source src="` + one + `">words</audio>`,
			"<" + one + ">", "{{bad}} words", "[words]({{bad}})", "[words](<{{bad}}>)",
		} {
			d, ds := parse(t, src, Options{Value: func(string) (string, bool) { return bad, true }})
			out := render(d)
			if err := checkHTML(out, d.Anchors); err != nil {
				t.Errorf("%q: %v", src, err)
			}
			if strings.Contains(out, "href=") && !strings.Contains(out, `href="mailto:`) && !strings.Contains(out, `<a href="x.png"`) {
				t.Errorf("%q became a link: %s", src, out)
			}
			if strings.HasPrefix(src, "[words](<") && !ds.Failed() {
				t.Errorf("%q is not reported", src)
			}
			if strings.Contains(src, "words") && !strings.Contains(out, "words") {
				t.Errorf("%q lost its words: %s", src, out)
			}
		}
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

// TestFriendlyLinks are not mistaken for hostile ones.
func TestFriendlyLinks(t *testing.T) {
	for _, good := range []string{
		"https://x.example/a:b", "HTTP://x.example", "mailto:a@b.example", "tel:+12025550142", "sms:112", "whatsapp:send?text=a:b", "sgnl:x",
		"a.md", "../b/", "/c", "#d", "?q=a:b", "./a:b.md", "d/a:b", "#a:b", "מים.md", "javascript", "data", "x//y",
	} {
		d, ds := parse(t, "[words](<"+good+">)", Options{})
		if len(ds) > 0 || d.Links[0].Forbidden || !strings.Contains(render(d), "href=") {
			t.Errorf("%q: %v %s", good, ds, render(d))
		}
	}
}

// TestHostileHTML are texts that have broken out of other programs.
func TestHostileHTML(t *testing.T) {
	for _, src := range []string{
		`<script>alert(1)</script>`, `<scr<script>ipt>alert(1)</scr</script>ipt>`, `<img src=x onerror=alert(1)>`, `<svg onload=alert(1)>`,
		`<svg><p><style><img src=x onerror=alert(1)></style></p></svg>`, `<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`,
		`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, `<textarea><img title="</textarea><img src=x onerror=alert(1)>">`,
		`<style><!--</style><img src=x onerror=alert(1)>-->`, `<iframe srcdoc="<script>alert(1)</script>"></iframe>`, `<a href="x" style="position:fixed">x</a>`,
		`<form action="https://evil.example"><button>Go</button></form>`, `<meta http-equiv=refresh content="0;url=https://evil.example">`, `<base href="https://evil.example/">`,
		`<link rel=stylesheet href=https://evil.example>`, `<object data=x></object><embed src=x>`, `<p>a</div></main></body></html><h1>b`,
		`<!--><img src=x onerror=alert(1)>-->`, `<!--x--!><img src=x onerror=alert(1)>`, `<![CDATA[<img src=x onerror=alert(1)>]]>`, `<?xml <img src=x onerror=alert(1)> ?>`,
		`<a name=x id=y href="&#x6A;avascript:alert(1)">z</a>`, `<b id="a" id="b" class="c" class="d">`, `<p/onclick=alert(1)>`, `<p	onclick=alert(1)>`, `<P ONCLICK=alert(1)>`,
		`<details ontoggle=alert(1) open>`, `<video onloadstart=alert(1) src=x.mp4>`, `<audio autoplay src=//evil.example/x.mp3>`, `<img srcset="//evil.example/x 1x" src=a.png>`,
		`<select><option><img src=x onerror=alert(1)></select>`, `<table><td><form><input></table>`, `<xmp><img src=x onerror=alert(1)></xmp>`, `<plaintext><img src=x>`,
		`<template><script>alert(1)</script></template>`, `<span title="&quot;><img src=x onerror=alert(1)>">x</span>`, `<time datetime="&quot; onclick=&quot;alert(1)">x</time>`,
		`<a href="x.md"><a href="y.md">z</a></a>`, `<p><a href=x.md><p><b><div></a></p></div></b>`, `<ul><li><ul><li></ul></div><li></ul></li>`,
		`[x](y "\"><img src=x onerror=alert(1)>")`, "![\"><img src=x onerror=alert(1)>](x.png '\"><b>')", "## x {#\"><b>}", "`<script>`", "```\"><script>\nx\n```",
		"[^\"><img>]\n\n[^\"><img>]: x", "| <script> |\n|---|\n| <img src=x onerror=alert(1)> |", "> [!NOTE] <script>alert(1)</script>", "<https://x.example/\"onclick=alert(1)>",
		"https://x.example/\"onclick=alert(1)", "&lt;script&gt;alert(1)&lt;/script&gt;", "\\<script>alert(1)</script>", "&#60;script&#62;", "<a\nhref\n=\njavascript:x>y</a>",
	} {
		for _, wrapped := range []string{src, "- " + src, "> " + src, "text " + src + " text", "<div>\n" + src + "\n</div>", src + "\n\nnext " + src} {
			d, _ := parse(t, wrapped, Options{Quotes: english})
			out := render(d)
			if err := checkHTML(out, d.Anchors); err != nil {
				t.Errorf("%q: %v\n%s", wrapped, err, out)
			}
			if strings.Contains(out, "evil.example") && !strings.Contains(src, "](") && strings.Contains(out, `="https://evil`) {
				t.Errorf("%q reaches another host: %s", wrapped, out)
			}
		}
	}
}

// TestLimits are texts that stop other programs: each is reported, and none
// grows without bounds.
func TestLimits(t *testing.T) {
	times := strings.Repeat
	for _, c := range []struct{ name, src, code string }{
		{"quotations", times("> ", 5000) + "x", "limit-nesting"},
		{"quotations over many lines", times(times("> ", 200)+"x\n", 500), "limit-nesting"},
		{"lists", times("- ", 5000) + "x", "limit-nesting"},
		{"lists by indentation", indented(400), "limit-nesting"},
		{"emphasis", times("*a_ ", 100_000), "limit-delimiters"},
		{"emphasis in a heading", "# " + times("*a_ ", 100_000), "limit-delimiters"},
		{"emphasis in a term", times("*a_ ", 100_000) + "\n: x", "limit-delimiters"},
		{"strikethrough", times("~a ~~b ", 50_000), "limit-delimiters"},
		{"brackets", times("[", 200_000), "limit-delimiters"},
		{"links", times("[a](b)", 60_000), "limit-delimiters"},
		{"columns", times("|a", 10_000) + "\n" + times("|-", 10_000) + "\n" + times("|\n", 10_000), "limit-columns"},
		{"rows to be filled", times("|a", 64) + "\n" + times("|-", 64) + "\n" + times("|\n", 100_000), "limit-columns"},
		{"references", "[a]: /" + times("x", 40_000) + "\n\n" + times("[a]\n\n", 10_000), "limit-references"},
		{"values", times("{{v}} ", 20_000), "limit-references"},
		{"notes", times("x[^1]\n\n", 30_000) + "[^1]: n\n", "limit-references"},
	} {
		d, ds := parse(t, c.src, Options{Quotes: english, Value: func(string) (string, bool) { return times("value ", 200), true }})
		out := render(d)
		if !ds.Failed() || !strings.Contains(codes(ds), c.code) {
			t.Errorf("%s: %.80s, want %s", c.name, codes(ds), c.code)
		}
		if most := 16*len(c.src) + 1_000_000; len(out) > most {
			t.Errorf("%s: %d bytes became %d", c.name, len(c.src), len(out))
		}
	}
}

// indented is a list of lists, each two columns further in.
func indented(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat("  ", i) + "- x\n")
	}
	return b.String()
}

func manyBackticks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("`", i) + "a")
	}
	return b.String()
}

func manyNotes(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("x[^" + itoa(i) + "]\n\n[^" + itoa(i) + "]: y\n\n")
	}
	return b.String()
}

// slowTexts are not wrong, but have made parsers quadratic. n is how often their
// pattern comes.
func slowTexts(n int) map[string]string {
	times := strings.Repeat
	return map[string]string{
		"backticks":          manyBackticks(7 * n / 10),
		"open links":         times("[a](<b", 2*n) + times("x", 300*n),
		"open titles":        times("[a](b \"", 2*n) + times("x", 300*n),
		"tags":               times("<a b=\"", 60*n),
		"comments":           times("<!-- ", 80*n),
		"instructions":       times("<? ", 100*n),
		"single quotes":      times("'a ", 150*n),
		"double quotes":      times("\"a ", 150*n),
		"braces":             times("{{", 200*n),
		"broken links":       times("[a](b c ", 60*n),
		"lone brackets":      times("a] ", 150*n),
		"lone labels":        "[nearly]: b\n\n" + times("[nearli] ", 40*n),
		"lone braces":        times("{a} }", 80*n),
		"bold openings":      times("**a ", 100*n),
		"closing brackets":   "https://x.example/" + times(")", 400*n),
		"addresses":          times("http://", 70*n),
		"at signs":           times("a@", 200*n),
		"www":                times("www.", 100*n),
		"footnote marks":     times("[^a", 1*n) + times("x", 400*n),
		"notes":              manyNotes(10 * n),
		"headings":           times("## a\n", 80*n),
		"duplicate ids":      times("## a {#a}\n", 20*n),
		"html blocks":        times("<div>\n\n", 60*n),
		"entities":           times("&a", 200*n),
		"exclamation":        times("![", 2*n) + times("x", 200*n),
		"definitions":        times("a\n: b\n\n", 50*n),
		"tables":             times("|a|b|\n|-|-|\n|c|d|\n\n", 20*n),
		"tasks":              times("- [ ] a\n", 60*n),
		"digits":             times("0 ", 250*n),
		"recommendations":    "## R {.recommendations}\n\n" + times("1. A. B.\n", 50*n),
		"one long word":      times("a", 500*n),
		"one paragraph":      times("a b\n", 120*n),
		"quotation":          times("> a\n", 120*n),
		"reference names":    times("[a]: b\n", 70*n),
		"setext":             times("a\n===\n", 80*n),
		"dropped attributes": times("<b x=1>", 4*n),
	}
}

func TestSlowTextsStayInBounds(t *testing.T) {
	for name, src := range slowTexts(50) {
		d, _ := parse(t, src, fuzzOptions(true))
		out := render(d)
		if err := checkDoc(d, nil, []byte(src)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if most := 16*len(src) + 1_000_000; len(out) > most {
			t.Errorf("%s: %d bytes became %d", name, len(src), len(out))
		}
	}
}

// BenchmarkSlowTexts reads them at the size of the largest file that a site may
// have. None may take ten seconds.
func BenchmarkSlowTexts(b *testing.B) {
	for name, src := range slowTexts(1000) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				d, _ := parse(b, src, fuzzOptions(true))
				render(d)
				d.Sections()
				d.Blocks()
			}
		})
	}
}
