package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"handbill/generator/diag"
)

func parse(t testing.TB, src string, opt Options) (*Doc, diag.List) {
	t.Helper()
	return New().Parse(diag.File{Path: "x.md", Source: []byte(src)}, 0, opt)
}

// codes lists what is reported, without the places.
func codes(ds diag.List) string {
	var list []string
	for _, d := range ds.Sorted() {
		list = append(list, d.Code)
	}
	return strings.Join(list, " ")
}

// TestPositionsAreThoseOfTheFile reads a body behind front matter, with Windows
// line ends and characters of several bytes.
func TestPositionsAreThoseOfTheFile(t *testing.T) {
	front := "+++\r\ntitle = \"Ünïcode\"\r\n+++\r\n"
	src := front + "\r\n## Été {#a}\r\n\r\n> Été [link](x.md) and\r\n> ![](p.png) and {{no}}[^z]\r\n\r\n1. à <b onclick=x>\r\n"
	d, ds := New().Parse(diag.File{Path: "fr.md", Source: []byte(src)}, len(front), Options{})
	var got []string
	for _, h := range d.Headings {
		got = append(got, fmt.Sprintf("heading %d:%d", h.At.Line, h.At.Column))
	}
	for _, l := range d.Links {
		got = append(got, fmt.Sprintf("link %d:%d", l.At.Line, l.At.Column))
	}
	for _, m := range d.Media {
		got = append(got, fmt.Sprintf("media %d:%d", m.At.Line, m.At.Column))
	}
	for _, p := range ds.Sorted() {
		got = append(got, fmt.Sprintf("%s %d:%d", p.Code, p.Line, p.Column))
	}
	want := []string{
		"heading 5:1", "link 7:7", "media 8:3",
		"alt-missing 8:3", "value-unknown 8:18", "footnote-missing 8:24", "html-dropped 10:6",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestLocatorAgreesWithFile compares the quick positions with those of diag.
func TestLocatorAgreesWithFile(t *testing.T) {
	for _, src := range []string{"", "a", "a\nb\n", "\uFEFFa\r\nß\rc\n\n", "\r\n\r\r\n", "é\n\né"} {
		f := diag.File{Path: "x", Source: []byte(src)}
		l := newLocator(f)
		for i := -1; i <= len(src)+1; i++ {
			if got, want := l.at(i), f.At(i); got != want {
				t.Errorf("%q at %d: %v, want %v", src, i, got, want)
			}
		}
	}
	f := diag.File{Path: "x", Source: []byte(strings.Repeat("line\n\nü\r\n", 20))}
	l := newLocator(f)
	for step := range len(f.Source) { // forth and back, by ever more
		for _, i := range []int{step, len(f.Source) - step, step / 2} {
			if got, want := l.at(i), f.At(i); got != want {
				t.Errorf("%q at %d: %v, want %v", f.Source, i, got, want)
			}
		}
	}
}

func TestBodyAfterByteOrderMark(t *testing.T) {
	d, _ := parse(t, "\uFEFF## A\n", Options{})
	if len(d.Headings) != 1 || d.Headings[0].At != (diag.Position{Path: "x.md", Line: 1, Column: 1}) {
		t.Errorf("%+v", d.Headings)
	}
}

func TestBodyOutsideTheFile(t *testing.T) {
	for _, body := range []int{-5, 4, 99} {
		if d, ds := New().Parse(diag.File{Source: []byte("text")}, body, Options{}); d == nil || len(ds) > 0 {
			t.Errorf("body at %d: %v", body, ds)
		}
	}
}

// TestTranslationTakesTheSourcesAddresses is about headings whose levels match.
func TestTranslationTakesTheSourcesAddresses(t *testing.T) {
	source, _ := parse(t, "## Boil water\n\n### Filters {#f}\n\n## Sources\n\nx[^1]\n\n[^1]: n\n", Options{})
	d, ds := parse(t, "## Faire bouillir l’eau\n\n### Les filtres {#filtres}\n\n## Sources\n\nx[^1]\n\n[^1]: n\n", Options{Original: source})
	if len(ds) > 0 {
		t.Error(ds)
	}
	var got []string
	for _, h := range d.Headings {
		got = append(got, h.ID+" "+h.Own)
	}
	if want := []string{"boil-water faire-bouillir-leau", "f filtres", "sources "}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	out := render(d)
	for _, want := range []string{`<h2 id="boil-water"><span id="faire-bouillir-leau"></span>Faire`, `<h3 id="f"><span id="filtres"></span>Les`} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
	if err := checkHTML(out, d.Anchors); err != nil {
		t.Error(err)
	}
}

func headingIDs(d *Doc) string {
	var ids []string
	for _, h := range d.Headings {
		ids = append(ids, h.ID)
	}
	return strings.Join(ids, " ")
}

// TestTranslationWithOtherHeadings gives no heading the address of another: where
// a translation has other headings than its source, only the same id is sure.
func TestTranslationWithOtherHeadings(t *testing.T) {
	long := strings.Repeat("Words of a long part. ", 40)
	source, _ := parse(t, "## A\n\nshort\n\n### A1\n\n"+long+"\n\n## B\n\n"+long+"\n\n## C\n\nshort\n", Options{})
	for _, c := range []struct{ name, src, want string }{
		{"one missing", "## Un\n\ncourt\n\n### Deux\n\n" + long + "\n\n## Quatre\n\ncourt\n", "un deux quatre"},
		{"one more", "## Un\n\ncourt\n\n### Deux\n\n" + long + "\n\n#### Nouveau\n\n## Trois\n\n" + long + "\n\n## Quatre\n\ncourt\n", "un deux nouveau trois quatre"},
		{"kept id", "## Quatre {#c}\n\n" + long + "\n", "c"},
		{"other id", "## Ailleurs {#b}\n\nx\n", "b"},
		{"nothing alike", "##### Un\n", "un"},
	} {
		d, _ := parse(t, c.src, Options{Original: source})
		if got := headingIDs(d); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if err := checkHTML(render(d), d.Anchors); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestTranslationKeepsAnIDOfItsOwn: an id that the translation gives to another
// heading is not taken away from it.
func TestTranslationKeepsAnIDOfItsOwn(t *testing.T) {
	source, _ := parse(t, "## A\n\n## B\n", Options{})
	d, _ := parse(t, "## Un {#b}\n\n## Deux\n", Options{Original: source})
	if got := headingIDs(d); got != "a b-1" && got != "a deux" {
		t.Errorf("ids: %s", got)
	}
	if err := checkHTML(render(d), d.Anchors); err != nil {
		t.Error(err)
	}
}

// TestRecommendationsHaveOneAddressInEveryLanguage looks at a second list too.
func TestRecommendationsHaveOneAddressInEveryLanguage(t *testing.T) {
	source, _ := parse(t, "## Do {.recommendations}\n\n1. A. B.\n\n## More {.recommendations}\n\n1. C. D.\n", Options{})
	d, _ := parse(t, "## Faire {.recommendations}\n\n1. A. B.\n\n## Encore {.recommendations}\n\n1. C. D.\n", Options{Original: source})
	for i, want := range []string{"recommendation-1", "more-recommendation-1"} {
		if got := d.Recommendations[i].ID; got != want || source.Recommendations[i].ID != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestWordsAndCharacters(t *testing.T) {
	for _, c := range []struct {
		src               string
		words, characters int
	}{
		{"One two-three *four*, it's `code x`.\n", 6, 0},
		{"Wa**ter** и вода، ماء «слово» — да\n", 6, 0},
		{"喝开水。Call 112 now\n", 3, 3},
		{"ต้มน้ำก่อน ดื่ม\n", 0, 9},
		{"> [!PULLQUOTE]\n> not counted\n\nyes\n\n```\nno no\n```\n\nx[^1]\n\n[^1]: not read\n", 2, 0},
		{"<p>raw words</p>\n\n| a | b |\n|---|---|\n| c | d |\n", 6, 0},
	} {
		d, _ := parse(t, c.src, Options{})
		if d.Words != c.words || d.Characters != c.characters {
			t.Errorf("%q: %d words, %d characters; want %d, %d", c.src, d.Words, d.Characters, c.words, c.characters)
		}
	}
}

// TestDefinitionsOfLinksAreFoundWhereverTheyStand holds the short way past
// paragraphs that begin with no definition.
func TestDefinitionsOfLinksAreFoundWhereverTheyStand(t *testing.T) {
	for _, definition := range []string{
		"[a]: https://example.org", " [a]: https://example.org", "   [a]: https://example.org", "[a]:\nhttps://example.org",
		"> [a]: https://example.org", "- [a]: https://example.org", "-\t[a]: https://example.org", "1.  [a]: https://example.org \"t\"", "[b]: x.md\n[a]: https://example.org\nwords",
		"[\na\n]: https://example.org",
	} {
		d, _ := parse(t, "Read [this][a].\n\n"+definition+"\n", Options{})
		if len(d.Links) != 1 || d.Links[0].Dest != "https://example.org" {
			t.Errorf("%q defines nothing", definition)
		}
	}
}

func TestSections(t *testing.T) {
	src := `Above.

## One "quoted"

Text with *marks*, {{v}}[^1] & ` + "`code`" + `.

> [!PULLQUOTE]
> Not twice.

    code block

- item
- item two

### Two

> [!WARNING] Title
> Body.

| a | b |
|---|---|
| c | d |

> ### In a quotation
>
> Quoted "as typed".

[^1]: The *source*.
`
	d, _ := parse(t, src, Options{Quotes: english, Value: func(string) (string, bool) { return "value", true }})
	want := []Section{
		{"", "", 0, "Above."},
		{"one-quoted", "One “quoted”", 2, "Text with marks, value & code. item item two"},
		{"two", "Two", 3, "Title Body. a b c d"},
		{"in-a-quotation", "In a quotation", 3, `Quoted "as typed".`},
		{"references", "", 0, "The source."},
	}
	if got := d.Sections(); !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got := d.FirstParagraph(); got != "Above." {
		t.Errorf("first paragraph %q", got)
	}
}

func TestFirstParagraphIsText(t *testing.T) {
	for src, want := range map[string]string{
		"![a](b.png)\n\n> quoted\n\n- item\n\nThe *first*.\n\nSecond.\n": "The first.",
		"- only\n": "",
	} {
		if d, _ := parse(t, src, Options{}); d.FirstParagraph() != want {
			t.Errorf("%q: %q", src, d.FirstParagraph())
		}
	}
}

func TestUses(t *testing.T) {
	for src, want := range map[string]Uses{
		"text":                             0,
		"> [!NOTE]\n> x":                   UsesCallout,
		"> [!WARNING]\n> x":                UsesWarning,
		"> [!DANGER]\n> x":                 UsesDanger,
		"> [!KEYPOINTS]\n> x":              UsesKeyPoints,
		"> [!STORY]\n> x":                  UsesStory,
		"> [!PULLQUOTE]\n> x":              UsesPullQuote,
		"> [!RIGHTS]\n> x":                 UsesRights,
		"> [!SERVICES]":                    UsesServices,
		"> [!TRANSCRIPT]\n> x":             UsesDetails,
		"# R {.recommendations}\n1. x":     UsesRecommendations,
		"x[^1]\n\n[^1]: y":                 UsesFootnotes,
		"|a|\n|-|":                         UsesTable,
		"|a|b|\n|-|-:|":                    UsesTable | UsesAligned,
		"|a|b|\n|:-:|:-|":                  UsesTable | UsesAligned,
		"- [ ] a":                          UsesTasks,
		"![a](b.png)":                      UsesFigure,
		"x ![a](b.mp3)":                    UsesMedia,
		"    code":                         UsesCode,
		"a\n: b":                           UsesDefinitions,
		"> x":                              UsesQuote,
		"[call](tel:+12025550142)":         UsesPhone,
		"[a](https://un.org/a)":            UsesWebLink,
		"<a href=\"https://un.org\">a</a>": UsesWebLink,
		"<https://un.org/a> www.un.org [https://un.org/b](https://un.org/b) [c](c.md)": 0,
	} {
		if d, _ := parse(t, src, Options{}); d.Uses != want {
			t.Errorf("%q: %b, want %b", src, d.Uses, want)
		}
	}
}

// TestFrame looks at what a page changes: ids and links with a prefix, deeper
// headings, native digits, pictures on tap.
func TestFrame(t *testing.T) {
	src := "## A {#a}\n\n[up](#a) [out](x.md) x[^1]\n\n![P](p.png)\n\n[^1]: n\n\n<h2 id=\"r\">R</h2>\n\n## R {.recommendations}\n\n1. X. Y.\n"
	d, _ := parse(t, src, Options{})
	for _, l := range d.Links {
		l.Href, l.Lang = l.Dest, "es"
		l.Mark = &Mark{Lang: "en", Words: []Words{{Text: "(in "}, {"Español", "es", "ltr"}, {Text: ")"}}}
	}
	d.Media[0].Placed = Placed{Src: "p.png", Bytes: 34_210}
	var b bytes.Buffer
	d.HTML(&b, Frame{IDPrefix: "w-", HeadingShift: 1, OnTap: true, Number: func(n int) string { return "٠١٢"[2*n : 2*n+2] }})
	for _, want := range []string{
		`<h3 id="w-a">`, `<a href="#w-a" hreflang="es">up</a> <bdi class="mark" lang="en">(in <bdi lang="es" dir="ltr">Español</bdi>)</bdi>`, `<a href="x.md" hreflang="es">`,
		`<sup id="w-fr1"><a role="doc-noteref" href="#w-fn1">١</a></sup>`,
		`<figure><a class="tap" href="p.png">P <small>34` + "\u00A0" + `kB</small></a></figure>`,
		`<h3 id="w-r">R</h3>`, `<li id="w-recommendation-1"><a class="number" href="#w-recommendation-1"`,
		`<h3 id="w-references">`, `href="#w-fr1"`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
	b.Reset()
	d.HTML(&b, Frame{
		IDPrefix: "w-",
		Link:     func(l *Link) string { return "#other-" + l.Dest },
		Media:    func(*Media) Placed { return Placed{Src: "data:image/png;base64,AA"} },
	})
	for _, want := range []string{`href="#other-x.md"`, `src="data:image/png;base64,AA"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
}

// TestHTMLNeverWritesAForbiddenAddress, not even one that its caller sets.
func TestHTMLNeverWritesAForbiddenAddress(t *testing.T) {
	src := "[a](b.md) <https://x.example> <a href=\"c.md\">d</a> ![e](f.png) <img src=\"g.png\" alt=\"\"> ![s](t.mp3) <video src=\"h.mp4\" poster=\"i.png\"></video>\n"
	for _, bad := range hostileAddresses {
		if strings.HasPrefix(bad, "data:image/") {
			continue // a pack puts pictures into its page
		}
		d, _ := parse(t, src, Options{})
		for _, l := range d.Links {
			l.Href = bad
		}
		for _, m := range d.Media {
			m.Placed = Placed{Src: bad, Better: bad, BetterType: "image/webp", Width: 1}
		}
		var b bytes.Buffer
		d.HTML(&b, Frame{})
		if err := checkHTML(b.String(), d.Anchors); err != nil {
			t.Errorf("%q: %v", bad, err)
		}
		if strings.Contains(b.String(), "href") || strings.Contains(b.String(), "src=") || strings.Contains(b.String(), "poster") {
			t.Errorf("%q: %s", bad, b.String())
		}
		for _, words := range []string{"a ", "https://x.example", "d", "e", "s"} {
			if !strings.Contains(b.String(), words) {
				t.Errorf("%q took the words %q away: %s", bad, words, b.String())
			}
		}
	}
}

// TestParserServesManyAtOnce is worth most under the race detector.
func TestParserServesManyAtOnce(t *testing.T) {
	p, texts := New(), pairTexts(t)
	var group sync.WaitGroup
	results := make([]string, 8)
	for i := range results {
		group.Go(func() {
			for _, src := range texts {
				d, _ := p.Parse(diag.File{Path: "x.md", Source: src}, 0, fuzzOptions(i%2 == 0))
				results[i] += render(d)
			}
		})
	}
	group.Wait()
	if results[0] != results[2] || results[1] != results[3] {
		t.Error("the same texts came out differently")
	}
}

// TestHTMLServesManyAtOnce renders one Doc from several goroutines.
func TestHTMLServesManyAtOnce(t *testing.T) {
	src, body := guideFile(t)
	d, _ := New().Parse(diag.File{Path: "en.md", Source: src}, body, Options{Quotes: english})
	want := render(d)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			var b bytes.Buffer
			d.HTML(&b, Frame{})
			if b.String() != want {
				t.Error("a page came out differently")
			}
		})
	}
	group.Wait()
}
