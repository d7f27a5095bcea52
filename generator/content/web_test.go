package content

import "testing"

func TestSiteAddressIsWrittenOneWay(t *testing.T) {
	for text, want := range map[string]string{
		"https://example.org":             "https://example.org/",
		"HTTPS://Example.ORG:443/Guides":  "https://example.org/Guides/",
		"http://example.org:8080/g/":      "http://example.org:8080/g/",
		"https://exämple.org/größe/":      "https://xn--exmple-cua.org/gr%C3%B6%C3%9Fe/",
		"https://例え.テスト/":                 "https://xn--r8jz45g.xn--zckzah/",
		"https://example.org/a%20b":       "https://example.org/a%20b/",
		"http://localhost":                "http://localhost/",
		"http://192.0.2.1:80/":            "http://192.0.2.1/",
		"http://[2001:db8::1]:8080/x/":    "http://[2001:db8::1]:8080/x/",
		"https://xn--exmple-cua.org/":     "https://xn--exmple-cua.org/",
		"example.org":                     "",
		"//example.org/":                  "",
		"ftp://example.org/":              "",
		"https:///guides/":                "",
		"https:example.org":               "",
		"https://exam ple.org/":           "",
		"https://example.org/a b/":        "",
		"https://example.org/../x/":       "",
		"https://example.org/a//b/":       "",
		"https://example.org/%2e%2e/":     "",
		"https://example.org/?q":          "",
		"https://example.org/#top":        "",
		"https://example.org/index.html":  "",
		"https://me:secret@example.org/":  "",
		"https://example.org:99999/":      "",
		"https://example.org:x/":          "",
		"https://ex..ample.org/":          "",
		"https://-x.org/":                 "",
		"https://{{host}}/":               "",
		"https://example.org/\u200b":      "https://example.org/%E2%80%8B/",
		"javascript:alert(1)//https://x/": "",
	} {
		got, why := SiteAddress(text)
		if got != want || (want == "") != (why != "") {
			t.Errorf("SiteAddress(%q) = %q, %q, want %q", text, got, why, want)
		}
	}
}

func TestWebAddressKeepsQueryAndFragment(t *testing.T) {
	if got, why := WebAddress("https://Weather.example/?q=rain#now"); got != "https://weather.example/?q=rain#now" || why != "" {
		t.Errorf("got %q, %q", got, why)
	}
}
