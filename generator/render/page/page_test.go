package page

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"html"
	"html/template"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/image/bmp"
	"rsc.io/qr"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/i18n"
	"handbill/generator/markdown"
)

const body = "Read this.\n\n## First\n\nOne.\n\n## Second\n\nTwo.\n\n## Third\n\nThree.\n"

var (
	cspMeta = regexp.MustCompile(`<head><meta http-equiv="Content-Security-Policy" content="([^"]*)">`)
	inlined = regexp.MustCompile(`(?s)<(style|script)>(.*?)</(?:style|script)>`)
)

func TestPolicyAllowsExactlyWhatThePageCarries(t *testing.T) {
	f := newFixture(t)
	f.guide("water", "Water", "en", "ar").Pages[0].Redirects = []string{"en/old.html"}
	for address, page := range f.all(body) {
		if path.Ext(address) != ".html" {
			continue
		}
		m := cspMeta.FindStringSubmatch(page)
		if m == nil {
			t.Errorf("%s: the policy is not the first thing in the head", address)
			continue
		}
		want := map[string][]string{}
		for _, el := range inlined.FindAllStringSubmatch(page, -1) {
			sum := sha256.Sum256([]byte(el[2]))
			want[el[1]+"-src"] = append(want[el[1]+"-src"], "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
		}
		got := directives(m[1])
		if strings.HasPrefix(path.Base(address), "water") { // a guide fetches more when a reader asks
			want["script-src"] = append(want["script-src"], "'self'", "file:")
		}
		for _, d := range []string{"style-src", "script-src"} {
			if !slices.Equal(got[d], want[d]) {
				t.Errorf("%s: %s is %v, want %v", address, d, got[d], want[d])
			}
		}
		if !slices.Equal(got["default-src"], []string{"'none'"}) || !slices.Equal(got["img-src"], []string{"data:"}) {
			t.Errorf("%s: policy %s", address, m[1])
		}
		if regexp.MustCompile(`<[^>]* style=`).MatchString(page) {
			t.Errorf("%s has a style attribute", address)
		}
	}
}

func directives(policy string) map[string][]string {
	all := map[string][]string{}
	for _, d := range strings.Split(html.UnescapeString(policy), ";") {
		words := strings.Fields(d)
		all[words[0]] = words[1:]
	}
	return all
}

// The sanitiser of texts is the first defence; the policy must hold without it.
func TestPolicyNeverAllowsWhatAuthorsWrote(t *testing.T) {
	const evil = "<script>steal()</script><style>@import url(evil)</style>"
	f := newFixture(t)
	p := f.guide("water", "Water \xfe\xff<script>steal()</script>", "en").Pages[0]
	f.opt.Text = func(string, *content.Language, diag.Position, string) (template.HTML, markdown.Uses, diag.List) {
		return evil + "\xfe" + evil, 0, nil
	}
	page := f.page(p, body)
	if n := strings.Count(page, "steal()</script>"); n != 2 {
		t.Fatalf("the footer's script stands %d times in the page", n)
	}
	policy := cspMeta.FindStringSubmatch(page)[1]
	for _, text := range []string{"steal()", "@import url(evil)"} {
		sum := sha256.Sum256([]byte(text))
		hasNot(t, policy, base64.StdEncoding.EncodeToString(sum[:]))
	}
	if got := directives(policy)["script-src"]; len(got) != 3 || !slices.Equal(got[1:], []string{"'self'", "file:"}) {
		t.Errorf("these scripts are allowed: %q", got)
	}
}

func TestPicturesOpenThePolicyOnlyWhereTheyAre(t *testing.T) {
	f := newFixture(t)
	p := f.guide("water", "Water", "en").Pages[0]
	for _, text := range []string{
		"![A well](well.png)\n\n![Talk](talk.mp3)\n",
		`<video src="talk.mp4" poster="well.png"></video>`,
		`<img src="well.png" alt=""> <audio src="talk.mp3"></audio>`,
	} {
		doc := f.parse(p, text)
		for _, m := range doc.Media {
			m.Src = "../assets/" + m.Dest
		}
		got := directives(cspMeta.FindStringSubmatch(f.one(f.renderer().Guide(nil, p, doc)))[1])
		if !slices.Contains(got["img-src"], "'self'") || !slices.Contains(got["media-src"], "'self'") {
			t.Errorf("%s: policy %v", text, got)
		}
	}
}

func TestSkipLinkThenQuickExit(t *testing.T) {
	f := newFixture(t)
	f.opt.Links = func(l *content.Language) Links { return Links{Leave: l.Tag + "/leave.html"} }
	page := f.page(f.guide("water", "Water", "en", "th").Pages[0], body)
	links := regexp.MustCompile(`<a [^>]*>`).FindAllString(page, 2)
	want := []string{`<a class="skip" href="#Main">`, `<a class="exit" href="https://exit.example/" rel="noreferrer" data-leave="leave.html">`}
	if !slices.Equal(links, want) {
		t.Errorf("first links: %v", links)
	}
	has(t, page, `<main id="Main">`, "location.replace")
	order := []string{`class="bar"`, `class="languages"`, "<h1>", `class="contents"`, `class="text"`, `class="about"`, "<footer>"}
	last := 0
	for _, part := range order {
		at := strings.Index(page, part)
		if at < last {
			t.Errorf("%s stands at %d, after %d", part, at, last)
		}
		last = at
	}
}

func TestWithoutExitThereIsNoExitScript(t *testing.T) {
	f := newFixture(t)
	for _, l := range f.site.Languages {
		l.Exit = ""
	}
	hasNot(t, f.page(f.guide("water", "Water", "en").Pages[0], body), "location.replace", `class="exit"`)
}

// A site lies in any folder, in a ZIP, on a stick: every link must lead to a file
// from where it stands.
func TestLinksAreRelativeAndNameFilesThatExist(t *testing.T) {
	f := newFixture(t)
	g := f.guide("water", "Water", "en", "ar")
	g.Pages[1].Address, g.Pages[1].Redirects = "ar/ماء.html", []string{"ar/water.html", "ar/old/index.html"}
	f.guide("fire", "Fire", "en").Companion = g
	g.Companion = f.site.Guide("fire")
	files := f.all(body)
	href := regexp.MustCompile(`<a [^>]*?href="([^"]*)"`)
	for from, page := range files {
		if from == "404.html" {
			continue
		}
		for _, m := range href.FindAllStringSubmatch(page, -1) {
			link := html.UnescapeString(m[1])
			u, err := url.Parse(link)
			if err != nil {
				t.Errorf("%s: %v", from, err)
				continue
			}
			if u.Scheme != "" || u.Path == "" {
				continue
			}
			if to := path.Join(path.Dir(from), u.Path); files[to] == "" {
				t.Errorf("%s: the link %s leads to %s, which does not exist", from, link, to)
			}
		}
	}
}

func TestRedirectKeepsTheFragment(t *testing.T) {
	f := newFixture(t)
	p := f.guide("water", "Water & wells", "en").Pages[0]
	p.Redirects = []string{"en/old/index.html"}
	files, ds := f.renderer().Redirects(p)
	if len(files) != 1 || len(ds) > 0 {
		t.Fatal(files, ds)
	}
	page := string(files[0].Data)
	has(t, page, `<meta http-equiv="refresh" content="0;url=../water.html">`, `<meta name="robots" content="noindex">`,
		`<link rel="canonical" href="https://guides.example/sub/en/water.html">`, `<a href="../water.html">Water &amp; wells</a>`, "location.hash")
}

func TestMissingPageLinksFromTheRoot(t *testing.T) {
	f := newFixture(t)
	f.guide("water", "Water", "en")
	files := f.all(body)
	has(t, files["404.html"], `href="/sub/en/index.html"`, `href="/sub/ar/index.html"`, "noindex")
	f.site.Config.Address = ""
	hasNot(t, f.all(body)["404.html"], "<a ")
}

func TestWithdrawnGuideSaysWhyAndNothingElse(t *testing.T) {
	f := newFixture(t)
	p := f.guide("water", "Water", "en").Pages[0]
	p.Meta.Withdrawn = "The number was <wrong>."
	r := f.renderer()
	page := f.one(r.Guide(nil, p, nil))
	has(t, page, "The number was &lt;wrong&gt;.", "noindex", "<h1>Water</h1>")
	lists, _ := r.Lists(p.Language, nil)
	hasNot(t, string(lists[0].Data), "water.html")
}

func TestOnlyRealTranslationsAreAlternates(t *testing.T) {
	f := newFixture(t)
	g := f.guide("water", "Water", "en", "ar", "th")
	f.opt.Share = func(p *content.Page) float64 { return map[string]float64{"ar": 0.9, "th": 0.2}[p.Language.Tag] }
	has(t, f.page(g.Pages[0], body), `hreflang="en" href="https://guides.example/sub/en/water.html"`, `hreflang="ar"`, `<a href="../th/water.html" lang="th">`)
	hasNot(t, f.page(g.Pages[0], body), `hreflang="th"`)
	hasNot(t, f.page(g.Pages[2], body), `hreflang=`)
}

func TestWithoutAddressNothingNeedsOne(t *testing.T) {
	f := newFixture(t)
	f.site.Config.Address = ""
	g := f.guide("water", "Water", "en", "ar")
	hasNot(t, f.page(g.Pages[0], body), `rel="canonical"`, "hreflang", `class="paper"`, "://guides")
}

func TestUncheckedTranslationSaysSo(t *testing.T) {
	f := newFixture(t)
	g := f.guide("water", "Water", "en", "ar")
	const link = `<a href="../en/water.html" lang="en" dir="ltr">English</a>`
	before, _, _ := strings.Cut(g.Pages[1].Language.Words.Text("page.unreviewed"), "{language}")
	has(t, f.page(g.Pages[1], body), link, before)
	g.Pages[1].Meta.Reviewers = []string{"Amina"}
	page := f.page(g.Pages[1], body)
	has(t, page, link)
	hasNot(t, page, before)
}

func TestEditionIsANumberInDigitsOfTheLanguage(t *testing.T) {
	f := newFixture(t)
	g := f.guide("water", "Water", "en", "ar")
	arabic := g.Pages[1].Language
	arabic.Words = i18n.NewWords("ar", "native", []*i18n.Catalog{catalog(t, "ar.toml"), catalog(t, "en.toml")})
	for edition, want := range map[string]string{"12": "١٢", "2.1": "٢.١", "A4": "A4"} {
		g.Pages[1].Meta.Edition = edition
		has(t, f.page(g.Pages[1], body), arabic.Words.Text("page.edition", "edition", want))
	}
}

func TestNothingAboutAPublicationHasNoBlock(t *testing.T) {
	f := newFixture(t)
	c := f.site.Config
	c.Publisher, c.License, c.Contact = "", "", nil
	g := f.guide("water", "Water", "en")
	about := g.Pages[0].Language.Words.Text("page.about")
	g.Pages[0].Meta.Tags = nil
	hasNot(t, f.page(g.Pages[0], body), about, `class="about"`)
	g.Pages[0].Meta.Authors = []string{"Amina"}
	has(t, f.page(g.Pages[0], body), about)
}

func TestTopicsSayWhatLanguageTheyAreIn(t *testing.T) {
	f := newFixture(t)
	f.guide("fire", "Fire", "en", "ar") // the Arabic page has its tags from the English one
	files := f.all(body)
	has(t, files["ar/tags/health.html"], `<span lang="en" dir="ltr">health</span></h1>`)
	hasNot(t, files["en/tags/health.html"], `lang="en" dir="ltr">health`)
	has(t, files["ar/index.html"], `<a href="tags/health.html" lang="en" dir="ltr">health</a>`)
	f.guide("water", "Water", "en", "ar").Pages[1].Source.Keys = []string{"tags"}
	files = f.all(body)
	hasNot(t, files["ar/tags/health.html"], `lang="en" dir="ltr">health`)
	has(t, files["ar/index.html"], `<a href="tags/health.html">health</a>`)
}

func TestListNamesWhatTheLanguageLacks(t *testing.T) {
	f := newFixture(t)
	f.guide("fire", "Fire", "en")
	f.guide("water", "ماء", "ar")
	list := f.all(body)["ar/index.html"]
	has(t, list, `<a href="../en/fire.html" lang="en" hreflang="en" dir="ltr">Fire</a>`, `<a href="water.html">ماء</a>`)
	if strings.Index(list, "water.html") > strings.Index(list, "fire.html") {
		t.Error("guides in another language stand before the language's own")
	}
}

func TestCoverIsTheSameInAllLanguages(t *testing.T) {
	a, b := &content.Guide{Slug: "water"}, &content.Guide{Slug: "fire"}
	if cover(a) != cover(&content.Guide{Slug: "water", Kind: "page"}) || cover(a) == cover(b) {
		t.Error("covers do not tell guides apart by their names")
	}
}

func TestNoticeCarriesItsDays(t *testing.T) {
	f := newFixture(t)
	f.site.Config.Notice = content.Notice{Text: content.Text{"en": "Closed"}, Level: "urgent", Until: time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC)}
	g := f.guide("water", "Water", "en", "ar")
	has(t, f.page(g.Pages[0], body), `<aside aria-label="Notice" class="notice urgent" data-until="2027-01-02">Closed</aside>`, "toISOString")
	has(t, f.page(g.Pages[1], body), `lang="en" dir="ltr" data-until="2027-01-02">Closed</aside>`)
}

func TestNeutralNamesTellPreviewsNothing(t *testing.T) {
	f := newFixture(t)
	f.site.Config.Privacy.NeutralNames = true
	page := f.page(f.guide("water", "Water", "en").Pages[0], body)
	has(t, page, `<meta property="og:title" content="Lantern">`)
	hasNot(t, page, "og:description", `name="description"`)
}

func TestContactBecomesWhatItIs(t *testing.T) {
	for contact, want := range map[string]string{
		"tell@guides.example":  `<a href="mailto:tell@guides.example?subject=https://guides.example/sub/en/water.html">tell@guides.example</a>`,
		"+1 202 555 0142":      `href="tel:+12025550142"`,
		"٠٨٠٨ ١٥٧ ٠١٤٢":        `<a href="tel:08081570142" class="tel"><bdo dir="ltr">٠٨٠٨ ١٥٧ ٠١٤٢</bdo></a>`,
		"5 Harbour Street":     `<span>5 Harbour Street</span>`,
		"a@b.example or phone": `<span>a@b.example or phone</span>`,
	} {
		f := newFixture(t)
		f.site.Config.Contact = content.Text{"": contact}
		has(t, html.UnescapeString(f.page(f.guide("water", "Water", "en").Pages[0], body)), want)
	}
}

func TestAddressesOnPaperCanBeTyped(t *testing.T) {
	f := newFixture(t)
	g := f.guide("water", "Water", "en", "ar")
	g.Pages[1].Address = "ar/ماء-نظيف.html"
	has(t, f.page(g.Pages[1], body), `<bdi dir="ltr">https://guides.example/sub/ar/ماء-نظيف.html</bdi>`)
	for _, same := range []string{"https://x.example/a%20b/", "https://x.example/a%ff", "https://x.example/a%0Ab", "https://x.example/a%"} {
		if got := typed(same); got != same {
			t.Errorf("%s becomes %s", same, got)
		}
	}
}

func TestPaperLeadsBackToThePage(t *testing.T) {
	f := newFixture(t)
	f.site.Config.Print.Short = "lantern.example/{lang}/{slug}"
	g := f.guide("water", "Water", "en", "ar")
	g.Pages[1].Address = "ar/maa.html"
	page := f.page(g.Pages[1], body)
	has(t, page, `<bdi dir="ltr">lantern.example/ar/maa</bdi>`)
	_, data, _ := strings.Cut(page, "data:image/bmp;base64,")
	data, _, _ = strings.Cut(data, `"`)
	raw, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		t.Fatal(err)
	}
	img, err := bmp.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	want, err := qr.Encode("https://guides.example/sub/ar/maa.html", qr.M)
	if err != nil {
		t.Fatal(err)
	}
	for y := range want.Size {
		for x := range want.Size {
			if r, _, _, _ := img.At(x, y).RGBA(); (r == 0) != want.Black(x, y) {
				t.Fatalf("module %d,%d differs", x, y)
			}
		}
	}
}

func TestRightToLeftPageKeepsForeignNamesInOrder(t *testing.T) {
	f := newFixture(t)
	page := f.page(f.guide("water", "ماء", "ar", "en").Pages[0], body)
	has(t, page, `<html lang="ar" dir="rtl">`, `<a class="site" href="index.html"><span lang="en" dir="ltr">Lantern</span></a>`,
		`<footer><div lang="en" dir="ltr"><p>General <em>information</em>.</p></div>`)
}

func TestDraftIsMarkedAndNotIndexed(t *testing.T) {
	f := newFixture(t)
	p := f.guide("water", "Water", "en").Pages[0]
	p.Meta.Draft = true
	has(t, f.page(p, body), "noindex", p.Language.Words.Text("page.draft"))
}

func TestPagesAreTheSameFromManyGoroutines(t *testing.T) {
	f := newFixture(t)
	g := f.guide("water", "Water", "en", "ar", "th")
	r := f.renderer()
	want := map[string]string{}
	for _, p := range g.Pages {
		want[p.Address] = f.one(f.renderer().Guide(nil, p, f.parse(p, body)))
	}
	var wait sync.WaitGroup
	for i := range 24 {
		p := g.Pages[i%len(g.Pages)]
		doc := f.parse(p, body)
		wait.Go(func() {
			if file, ds := r.Guide(nil, p, doc); len(ds) > 0 || string(file.Data) != want[p.Address] {
				t.Errorf("%s differs: %v", p.Address, ds)
			}
		})
	}
	wait.Wait()
}

// A page pays for no style of a construct that it does not have.
func TestStylesComeWithWhatTheyDress(t *testing.T) {
	f := newFixture(t)
	p := f.guide("water", "Water", "en").Pages[0]
	page := f.page(p, "> [!NOTE]\n> Boil it.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
	has(t, page, ".callout{", "td,th{")
	hasNot(t, page, ".warning", ".danger", ".mid")
	page = f.page(p, "> [!WARNING]\n> Boil it.\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n")
	has(t, page, ".callout{", ".danger,.warning{border:2px solid}", ".end{text-align:end}")
	hasNot(t, page, ".danger>.label")
	has(t, page, ".paper{display:none}")
	hasNot(t, page, ".tel", "attr(href)")
	has(t, f.page(p, "[A list](https://un.org/list) with [a number](tel:+12025550142).\n"), ".tel{", `.text [href^=http]:not(.said)::after{content:" (" attr(href)")"}`)
	f.site.Config.Contact = content.Text{"": "+1 202 555 0142"}
	has(t, f.page(p, body), ".tel{")
	f.site.Config.Contact = nil
	f.site.Config.Address = ""
	hasNot(t, f.page(p, body), "paper")
	p.Meta.Withdrawn = "It was wrong."
	has(t, f.one(f.renderer().Guide(nil, p, nil)), ".callout{", ".danger,.warning{border:2px solid}")
}

// On a slow line the text of a long guide takes seconds; leaving must not wait for it.
func TestQuickExitIsReadyBeforeTheText(t *testing.T) {
	f := newFixture(t)
	page := f.page(f.guide("water", "Water", "en").Pages[0], body)
	script, text := strings.Index(page, "location.replace("), strings.Index(page, `<div class="text">`)
	if script < 0 || text < script {
		t.Errorf("the script stands at %d, the text at %d", script, text)
	}
}

// What a page has around its text is paid for on every visit. 3 kB is the budget
// of a page with a call-out, a pull quote and recommendations; what is below it
// stays there.
func TestFrameStaysLight(t *testing.T) {
	const text = "> [!IMPORTANT]\n> Call us.\n\n## Recommendations {.recommendations}\n\n1. **Listen.** To all.\n2. **Learn.** From all.\n\n> [!PULLQUOTE]\n> Listen.\n\n## Second\n\nTwo.\n\n## Third\n\nThree.\n"
	f := newFixture(t)
	p := f.guide("water", "Water", "en").Pages[0]
	if weight := zipped(t, f.page(p, text)) - zipped(t, text); weight > 2880 {
		t.Errorf("the frame weighs %d bytes", weight)
	}
}

func zipped(t *testing.T, text string) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, 6)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// Inline scripts of a page stay below 1 kB.
func TestScriptsStayBelowOneKilobyte(t *testing.T) {
	f := newFixture(t)
	f.site.Config.Notice = content.Notice{Text: content.Text{"en": "Closed"}, Until: time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC)}
	f.opt.Links = func(l *content.Language) Links { return Links{Leave: l.Tag + "/leave.html"} }
	g := f.guide("water", "Water", "en")
	g.Services = f.services(4)
	page := f.page(g.Pages[0], body)
	total := 0
	for _, el := range inlined.FindAllStringSubmatch(page, -1) {
		if el[1] == "script" {
			total += len(el[2])
		}
	}
	if total == 0 || total > 1000 {
		t.Errorf("%d bytes of scripts", total)
	}
}

func TestBrokenTemplateIsReportedForThePage(t *testing.T) {
	f := newFixture(t)
	p := f.guide("water", "Water", "en").Pages[0]
	builtin := overlay{"guide.html": "<!DOCTYPE html>\n<html lang=\"{{.Lang}}\">\n<body>\n{{.Body}}</body></html>"}
	file, ds := f.rendererWith(builtin.fs(t)).Guide(nil, p, f.parse(p, body))
	if file.Path != "" || len(ds) != 1 || ds[0].Code != "theme-head" {
		t.Errorf("%v %v", file.Path, ds)
	}
}

func BenchmarkGuide(b *testing.B) {
	f := newFixture(b)
	p := f.guide("water", "Water", "en", "ar", "th").Pages[0]
	r, doc := f.renderer(), f.parse(p, body)
	b.ReportAllocs()
	for b.Loop() {
		if _, ds := r.Guide(nil, p, doc); len(ds) > 0 {
			b.Fatal(ds)
		}
	}
}

// A current translation pays nothing for the marks of one that is not.
func TestMarksOfATranslationAreStyledWhereTheyStand(t *testing.T) {
	f := newFixture(t)
	p := f.guide("water", "Water", "en", "ar").Pages[1]
	standing := &Standing{Total: 4}
	f.opt.Standing = func(*content.Page) *Standing { return standing }
	hasNot(t, f.page(p, body), "dashed")
	standing.Changed, standing.First = 1, "Not-current"
	page := f.page(p, body)
	has(t, page, ".outdated", "dashed", `class="standing"><a href="#Not-current">`)
}

// What site.toml says around the guides looks as it does in a guide.
func TestConstructsOfWelcomeAndFooterAreStyled(t *testing.T) {
	f := newFixture(t)
	f.guide("water", "Water", "en")
	plain := f.all(body)
	f.site.Config.Welcome = content.Text{"en": "> [!NOTE]\n> Open on Sundays."}
	f.site.Config.Footer = content.Text{"en": "> Said by us."}
	all := f.all(body)
	has(t, all["en/index.html"], ".callout{", "blockquote{")
	has(t, all["en/water.html"], "blockquote{")
	hasNot(t, all["en/water.html"], ".callout{")
	hasNot(t, plain["en/index.html"], ".callout{", "blockquote{")
	if all["index.html"] != plain["index.html"] {
		t.Error("the choice of language has neither, and changed")
	}
}

// A screen reader says a title in the language that it is in.
func TestTitleOfAListSaysItsLanguage(t *testing.T) {
	f := newFixture(t)
	f.guide("water", "Water", "en", "ar")
	f.site.Config.Title = content.Text{"en": "Our guides"}
	all := f.all(body)
	has(t, all["ar/index.html"], `<h1 lang="en" dir="ltr">Our guides</h1>`)
	has(t, all["en/index.html"], `<h1>Our guides</h1>`)
}

func TestNamesKeepTheirMarksAmongWordsOfTheOtherDirection(t *testing.T) {
	f := newFixture(t)
	p := f.guide("water", "Water", "ar").Pages[0]
	p.Meta.Funders = []string{"Fund «A»", "منى", "Doctors Inc."}
	p.Meta.Authors = []string{"علي"}
	has(t, f.page(p, body), "<dd>\u2068Fund «A»\u2069، منى و\u2068Doctors Inc.\u2069</dd>", "<dd>علي</dd>")
}
