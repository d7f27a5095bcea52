package check

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/render"
)

func codes(ds diag.List) string {
	var all []string
	for _, d := range ds.Sorted() {
		all = append(all, d.Code)
	}
	return strings.Join(all, " ")
}

func TestPagesThatWouldHarmReadersAreErrors(t *testing.T) {
	for html, want := range map[string]string{
		`<p>plain <a href="https://example.org/">out</a> <a href="tel:112">112</a>`:                 "",
		`<img src="../assets/a.png" srcset="../assets/b.png 2x"><img src="data:image/png;base64,">`: "",
		`<link rel="canonical" href="https://example.org/"><link rel=icon href="data:,">`:           "",
		`<!-- <script src=https://x.example/> --><p title="<img src=//x>">`:                         "",
		`<style>a{background:url(data:image/png;base64,)}</style>`:                                  "",
		`<script>var a="<img src=https://x.example/>"</script>`:                                     "",
		`<img src="https://x.example/a.png">`:                                                       "foreign-fetch",
		`<IMG SRC=//x.example/a.png>`:                                                               "foreign-fetch",
		`<img src="\\x.example\a.png">`:                                                             "foreign-fetch",
		`<img srcset="a.png 1x, https://x.example/b.png 2x">`:                                       "foreign-fetch",
		`<link rel=stylesheet href="https://x.example/a.css">`:                                      "foreign-fetch",
		`<video poster="//x.example/a.jpg">`:                                                        "foreign-fetch",
		`<style>@import "a.css"</style>`:                                                            "foreign-fetch",
		`<style>a{background:u\72l(//x.example)}</style>`:                                           "foreign-fetch",
		`<style>a{background:image-set("//x.example/a.png" 1x)}</style>`:                            "foreign-fetch",
		`<style>a{background:i\6d age("//x.example/a.png")}</style>`:                                "foreign-fetch",
		`<style>a{background:src( 'https://x.example/a.png')}</style>`:                              "foreign-fetch",
		`<style>a{background:image-set("a.png" 1x);content:"src(image("}</style>`:                   "",
		`<style>a{background:URL( "//x.example")}</style>`:                                          "foreign-fetch",
		`<svg><image href="https://x.example/a.png"/></svg>`:                                        "foreign-fetch",
		`<form action="https://x.example">`:                                                         "foreign-fetch",
		`<a href="java` + "\t" + `script:alert(1)">`:                                                "link-scheme",
		`<a href="&#106;avascript:alert(1)">`:                                                       "link-scheme",
		`<a href=" data:text/html,x">`:                                                              "link-scheme",
		`<a ping="https://x.example" href="a.html">`:                                                "foreign-fetch",
		`<a href="#ZgotmplZ">`:                                                                      "link-lost",
		`<p onclick="x()">`:                                                                         "unsafe-attribute",
		`<p style="color:red">`:                                                                     "unsafe-attribute",
		`<iframe src="a.html">`:                                                                     "unsafe-element",
		`<base href="https://x.example/">`:                                                          "unsafe-element",
		`<p id=a><p id=a>`:                                                                          "id-twice",
	} {
		c := New(&content.Site{}, Options{})
		got := codes(c.File(render.File{Path: "en/a.html", Data: []byte(html)}))
		if got != want {
			t.Errorf("%s\nsays %q, want %q", html, got, want)
		}
	}
}

// TestPlainAddressesAreJudgedAsOthers: what a build passes over is nothing that check,
// which looks at every address, would name.
func TestPlainAddressesAreJudgedAsOthers(t *testing.T) {
	pieces := []string{"", "https://", "HTTPS:", "http:", "javascript", "data:", ":", "&#58;", "&colon;", "&", " ", "\t", "//", "/a?b#c", "é", "\x00", "#ZgotmplZ", "ZgotmplZ&"}
	for _, a := range pieces {
		for _, b := range pieces {
			for _, c := range pieces {
				var said [2]diag.List
				for i := range said {
					s := safety{file: render.File{Path: "en/a.html"}, ds: &said[i], full: i == 1}
					s.href(&tag{name: []byte("a")}, []byte(a+b+c))
				}
				if codes(said[0]) != codes(said[1]) {
					t.Errorf("%q: a build says %q, check says %q", a+b+c, codes(said[0]), codes(said[1]))
				}
			}
		}
	}
}

func TestCheckFindsDeadLinksBetweenPages(t *testing.T) {
	c := New(&content.Site{Config: &content.Config{}}, Options{Full: true, Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)})
	var ds diag.List
	ds.Add(c.File(render.File{Path: "en/a.html", Data: []byte(`<a href="b.html#x"></a><a href="b.html#y"></a><a href="../fr/">fr</a><a href="c.html"></a>`)}))
	ds.Add(c.File(render.File{Path: "en/b.html", Data: []byte(`<p id=x>`)}))
	ds.Add(c.File(render.File{Path: "fr/index.html", Data: []byte(`<p>`)}))
	ds.Add(c.Site())
	if len(ds) != 2 || !strings.Contains(ds.Sorted()[0].Message, "c.html") || !strings.Contains(ds.Sorted()[1].Message, "b.html#y") {
		t.Errorf("said %v", ds)
	}
}

func TestCheckReportsServicesThatNobodyChecked(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 1, d, 0, 0, 0, 0, time.UTC) }
	config := &content.Config{Check: content.Check{ServicesAge: 10}}
	site := &content.Site{Config: config, Services: []*content.Service{
		{ID: "fresh", Checked: day(20)}, {ID: "old", Checked: day(1)}, {ID: "never"}, {ID: "future", Checked: day(28)},
	}}
	c := New(site, Options{Full: true, Today: day(21)})
	if got := codes(c.Site()); got != "service-future service-stale service-unchecked" {
		t.Errorf("said %q", got)
	}
}

func TestOnlineReportsHostsThatDoNotAnswer(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/gone":
			http.NotFound(w, r)
		case r.URL.Path == "/no-head" && r.Method == http.MethodHead:
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
	}))
	defer server.Close()
	ds := Online(context.Background(), []Outside{{Address: server.URL + "/ok"}, {Address: server.URL + "/no-head"}, {Address: server.URL + "/gone"}}, server.Client())
	if len(ds) != 1 || !strings.Contains(ds[0].Message, "/gone does not work: its host answers 404") || ds.Failed() {
		t.Errorf("said %v", ds)
	}
}

func FuzzScan(f *testing.F) {
	f.Add([]byte(`<p id=a class="b">x</p><script>a</script><!-- -->`))
	f.Add([]byte(`<a href='x`))
	f.Fuzz(func(t *testing.T, src []byte) {
		scan(src, func(tag *tag) {
			if tag.at < 0 || tag.at >= len(src) || src[tag.at] != '<' {
				t.Errorf("a tag at %d of %q", tag.at, src)
			}
		})
	})
}

func TestFootnoteMarksDoNotJoinSentences(t *testing.T) {
	if got := split("One ends here.[^a] Two follows.[^b]", "en"); len(got) != 2 {
		t.Errorf("got %q", got)
	}
	if got := split("หนึ่ง สอง", "th"); len(got) != 2 {
		t.Errorf("got %q", got)
	}
}

func TestPicturesOverBudgetAreTold(t *testing.T) {
	picture := func(bytes int) *markdown.Media {
		return &markdown.Media{Dest: "well.jpg", At: diag.Position{Path: "guides/a/en.md", Line: 3, Column: 1}, Placed: markdown.Placed{Bytes: bytes}}
	}
	var ds diag.List
	pictures(&markdown.Doc{Media: []*markdown.Media{picture(100_000), {Kind: markdown.Audio, Placed: markdown.Placed{Bytes: 9e6}}}}, &ds)
	if len(ds) > 0 {
		t.Errorf("a light picture or a sound is reported: %v", ds)
	}
	pictures(&markdown.Doc{Media: []*markdown.Media{picture(100_001)}}, &ds)
	if codes(ds) != "picture-heavy" || ds.Count(diag.Warning) != 1 || ds[0].Line != 3 {
		t.Errorf("a heavy picture: %v", ds)
	}
}

func TestSizeOfEachLanguageIsTold(t *testing.T) {
	c := New(&content.Site{}, Options{Full: true})
	list := func(text, pictures int) render.File {
		return render.File{Path: "en/offline.json", Data: fmt.Appendf(nil, `{"format":1,"sizes":{"pictures":%d,"text":%d}}`, pictures, text)}
	}
	ds := c.File(list(212_100, 45_000))
	if codes(ds) != "pack-size" || ds[0].Message != "saving en for offline use takes 213 kB of text, 45 kB of pictures" || ds.Count(diag.Warning) > 0 {
		t.Errorf("a light pack: %v", ds)
	}
	if ds = c.File(list(200_000, 1_900_000)); codes(ds) != "pack-heavy" || ds.Count(diag.Warning) != 1 {
		t.Errorf("a heavy pack: %v", ds)
	}
}
