package serve

import (
	"strings"
	"testing"
)

func TestPolicyAllowsTheScriptAndItsConnectionOnly(t *testing.T) {
	script := clientSource()
	for _, c := range []struct{ policy, want string }{
		{"default-src 'none'", "default-src 'none'; script-src " + script + "; connect-src 'self'"},
		{"default-src 'none'; script-src 'sha256-a' 'sha256-b'; img-src 'self'", "default-src 'none'; script-src 'sha256-a' 'sha256-b' " + script + "; img-src 'self'; connect-src 'self'"},
		{"default-src 'self'", "default-src 'self'; script-src 'self' " + script + "; connect-src 'self'"},
		{"default-src 'none'; script-src 'none'; connect-src 'none'", "default-src 'none'; script-src " + script + "; connect-src 'self'"},
		{"script-src 'self'; script-src-elem 'sha256-a'; connect-src 'self'", "script-src 'self'; script-src-elem 'sha256-a' " + script + "; connect-src 'self'"},
		{"img-src 'self';", "img-src 'self';"},
		{"", ""},
	} {
		if got := amend(c.policy); got != c.want {
			t.Errorf("%s\nbecame %s\nwant   %s", c.policy, got, c.want)
		}
	}
}

func TestPolicyInTheAnswerIsAmended(t *testing.T) {
	s := New(Options{})
	for name, tag := range map[string]string{
		"plain":        `<meta http-equiv="Content-Security-Policy" content="default-src 'none'">`,
		"minified":     `<meta content="default-src &#39;none&#39;" http-equiv=content-security-policy>`,
		"closed":       `<meta http-equiv='CONTENT-SECURITY-POLICY' content='default-src &apos;none&apos;'/>`,
		"unfinished":   `<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><p>no end`,
		"after others": `<script>"<meta http-equiv='Content-Security-Policy'>"</script><meta http-equiv="Content-Security-Policy" content="default-src 'none'">`,
	} {
		got := string(s.inject([]byte("<!doctype html><title>x</title>"+tag+"<p>é text & more"), "a.html", "v"))
		if !strings.Contains(got, strings.ReplaceAll(clientSource(), "'", "&#39;")) || !strings.Contains(got, "connect-src &#39;self&#39;") {
			t.Errorf("%s: the policy is not amended:\n%s", name, got[:300])
		}
		if !strings.Contains(got, "<p>é text & more") || !strings.Contains(got, "<title>x</title>") {
			t.Errorf("%s: the rest changed:\n%s", name, got[:300])
		}
	}
}

func TestScriptStandsBeforeTheEndOfTheBody(t *testing.T) {
	s := New(Options{})
	for page, after := range map[string]string{
		"<p>a</body></html>":          "</body></html>",
		"<p>a</BODY ></html>":         "</BODY ></html>",
		"<p>a":                        "",
		"":                            "",
		"<p></body> <p>b</body>":      "</body>",
		"<body>\xff<p>a</bod</body>x": "</body>x",
	} {
		got := string(s.inject([]byte(page), `a".html`, "v"))
		if !strings.HasSuffix(got, "</script>"+after) || !strings.Contains(got, `data-page="a&#34;.html"`) {
			t.Errorf("%q became %q", page, got)
		}
	}
}

func TestScriptCannotEndItself(t *testing.T) {
	if strings.Contains(strings.ToLower(client), "</script") || strings.Contains(client, "<!--") {
		t.Error("the script would end in the middle of a page")
	}
}

func TestNeedsAreFoundInsideTheSite(t *testing.T) {
	for link, want := range map[string]string{
		"../assets/a.png?x#y": "assets/a.png", "b.png": "fr/b.png", "a%20b.png": "fr/a b.png",
		"https://x.example/a.png": "", "//x.example/a": "", "/a": "", "#a": "", "": "", "data:,x": "", "../../a": "../a",
	} {
		got, ok := inside("fr/water.html", link)
		if got != want || ok != (want != "") {
			t.Errorf("%q leads to %q, %v", link, got, ok)
		}
	}
}

func FuzzInject(f *testing.F) {
	f.Add("<p>a</body>")
	f.Add(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><p>`)
	f.Add("<!-- </body> --><script></body></script><plaintext></body>")
	s := New(Options{})
	script := string(s.inject(nil, "a", "b"))
	f.Fuzz(func(t *testing.T, page string) {
		got := string(s.inject([]byte(page), "a", "b"))
		if strings.Count(got, script)-strings.Count(page, script) != 1 {
			t.Errorf("%q does not have the script once more", page)
		}
		if !strings.Contains(strings.ToLower(page), "content-security-policy") && strings.Replace(got, script, "", 1) != page {
			t.Errorf("%q became %q", page, got)
		}
	})
}
