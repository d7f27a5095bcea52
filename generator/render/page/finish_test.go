package page

import (
	"strings"
	"testing"

	"handbill/generator/content"
)

func TestLinksOfListsKeepTheirLetters(t *testing.T) {
	f := newFixture(t)
	p := f.guide("water", "Вода", "en").Pages[0]
	p.Address, p.Meta.Tags = "en/право-на-воду.html", []string{"Чистая вода"}
	f.site.Config.Contact = content.Text{"en": "water@example.org"}
	for address, page := range f.all(body) {
		if address == "en/index.html" {
			has(t, page, `href="право-на-воду.html"`, `href="tags/чистая-вода.html"`)
		}
		for _, link := range strings.Split(page, `="`)[1:] {
			link, _, _ = strings.Cut(link, `"`)
			if strings.Contains(strings.ToLower(link), "%d0%bf") && !strings.Contains(link, ":") {
				t.Errorf("%s has %s", address, link)
			}
		}
	}
	has(t, f.page(p, body), "mailto:water@example.org?subject=https://guides.example/sub/en/%D0%BF")
}

func TestOnlyLettersOfLinksAreSpelled(t *testing.T) {
	for frame, want := range map[string]string{
		`<a href="%d1%8f%20%22%3c%e2%80%ae.html#%d1%8f">%d1%8f</a>`:  `<a href="я%20%22%3c%e2%80%ae.html#я">%d1%8f</a>`,
		`<a href="https://example.org/%d1%8f">`:                      `<a href="https://example.org/%d1%8f">`,
		`<p title=" href=" data-href="%d1%8f" lang="x">%</p>`:        `<p title=" href=" data-href="%d1%8f" lang="x">%</p>`,
		`<img src="assets/%e6%b0%b4.png" alt="%d1%8f"><a href="%d1"`: `<img src="assets/水.png" alt="%d1%8f"><a href="%d1"`,
		`<a href="`: `<a href="`, "": "",
	} {
		if got := string(spelled([]byte(frame))); got != want {
			t.Errorf("%s became %s, want %s", frame, got, want)
		}
	}
}

func TestPolicySeesEveryKindOfFileOfATextAndNoOther(t *testing.T) {
	for html, want := range map[string][2]bool{
		`<p>i<img src="a.png"></p>`:                {true, false},
		`<p>a</p><audio src="a.mp3">`:              {false, true},
		`<a href="x">v</a><video><img`:             {true, true},
		`<<img>`:                                   {true, false},
		`<i>img</i><a>audio</a><var>video</var>`:   {},
		`&lt;img&gt; img audio video <ima <vide <`: {},
		"": {},
	} {
		var p policy
		p.look([]byte(html))
		if got := [2]bool{p.pictures, p.media}; got != want {
			t.Errorf("%s: pictures and media are %v, want %v", html, got, want)
		}
	}
}
