package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"handbill/generator/diag"
)

// blockList writes blocks for people to compare: kind, prefix, text.
func blockList(blocks []Block) string {
	var b strings.Builder
	for _, x := range blocks {
		fmt.Fprintf(&b, "%s|%s|%q\n", x.Kind, x.Prefix, x.Text)
	}
	return b.String()
}

// TestBlocks has every construct inside others. Spans are checked byte by byte.
func TestBlocks(t *testing.T) {
	src := strings.Join([]string{
		"+++", "title = 'x'", "+++",
		"# Title *one* {#t .c}",
		"",
		"Para one",
		"goes  ",
		"on \\",
		"here.",
		"",
		"> Quote",
		"lazy",
		"> - item in",
		">   quote",
		">",
		">   > deeper",
		">   > still",
		"",
		"1. First",
		"   line",
		"",
		"   Second paragraph.",
		"   - [x] task",
		"     more",
		"",
		"   > [!NOTE] The *title*",
		"   > Body.",
		"   >",
		"   > -- Who",
		"",
		"| A | `b\\|c` |",
		"|---|---|",
		"| d | |",
		"",
		"Term",
		"Other term",
		":   Description",
		"    goes on",
		"",
		"Setext",
		"heading {#s}",
		"---",
		"",
		"![Alt",
		"text](x.png \"A caption\")",
		"",
		"Words ![inline](y.png) here[^1].",
		"",
		"[^1]: Note",
		"    text",
		"",
		"    Second.",
		"[^2]: Nobody asks.",
		"",
		"```sh",
		"code",
		"",
		"more",
		"```",
		"",
		"<div>",
		"raw",
		"</div>",
		"",
		"[ref]: x.md",
		"> [!SERVICES] Near you",
		"> en, fr",
		"",
		"> [!STORY]",
		"> Told.",
		"> — *Lina*",
		"",
	}, "\n")
	want := `h1||"Title *one*"
p||"Para one\ngoes  \non \\\nhere."
quote|> |"Quote\nlazy"
li|>   |"item in\nquote"
quote|>   > |"deeper\nstill"
li|   |"First\nline"
li|   |"Second paragraph."
li|     |"task\nmore"
quote|   > |"The *title*"
quote|   > |"Body."
quote|   > |"-- Who"
cell||"A"
cell||"` + "`b\\\\|c`" + `"
cell||"d"
term||"Term"
term||"Other term"
description|    |"Description\ngoes on"
h2||"Setext\nheading"
alt||"Alt\ntext"
caption||"A caption"
p||"Words ![inline](y.png) here[^1]."
footnote|    |"Note\ntext"
footnote|    |"Second."
footnote|    |"Nobody asks."
code||"code\n\nmore"
html||"<div>\nraw\n</div>"
quote|> |"Near you"
quote|> |"Told."
quote|> |"*Lina*"
`
	for _, end := range []string{"\n", "\r\n"} {
		text := strings.ReplaceAll(src, "\n", end)
		body := strings.Index(text, "# Title")
		d, ds := New().Parse(diag.File{Path: "x.md", Source: []byte(text)}, body, Options{})
		if got := blockList(d.Blocks()); got != want {
			t.Errorf("with %q\ngot\n%s\nwant\n%s", end, got, want)
		}
		if err := checkDoc(d, ds, []byte(text)); err != nil {
			t.Error(err)
		}
	}
}

// TestBlocksKnowTheirHeading, which a translator sees beside them.
func TestBlocksKnowTheirHeading(t *testing.T) {
	d, _ := parse(t, "a\n\n## One *x*\n\nb[^1]\n\n[^1]: c\n\n## Two\n\nd\n", Options{})
	var got []string
	for _, b := range d.Blocks() {
		got = append(got, b.Text+" under "+b.Heading)
	}
	if want := "a under |One *x* under |b[^1] under One x|c under One x|Two under One x|d under Two"; strings.Join(got, "|") != want {
		t.Errorf("%q", strings.Join(got, "|"))
	}
}

// TestBlocksOfPairs checks the spans of every text that the pairs have.
func TestBlocksOfPairs(t *testing.T) {
	p := New()
	for _, src := range pairTexts(t) {
		d, ds := p.Parse(diag.File{Path: "x.md", Source: src}, 0, fuzzOptions(false))
		if err := checkDoc(d, ds, src); err != nil {
			t.Errorf("%v in\n%s", err, src)
		}
	}
}

// blockOf gives the index of the block with a text.
func blockOf(t *testing.T, d *Doc, text string) int {
	t.Helper()
	for i, b := range d.Blocks() {
		if b.Text == text {
			return i
		}
	}
	t.Fatalf("no block %q", text)
	return 0
}

// TestAnnotate marks a block of each kind as being in another language and puts
// HTML beside it.
func TestAnnotate(t *testing.T) {
	src := "## Head\n\nPara\n\n- item\n- other\n\n> quoted\n\n| cell | c |\n|---|---|\n\nterm\n: described\n\n![alt](x.png \"title\")\n\n    code\n\nx[^1]\n\n[^1]: note\n\n<p>html</p>\n\n> [!NOTE] label\n> b\n"
	for _, c := range []struct{ block, want string }{
		{"Head", `«<h2 id="head" class="k" lang="en" dir="ltr">Head</h2>»`},
		{"Para", `«<p class="k" lang="en" dir="ltr">Para</p>»`},
		{"item", `<li>«<span class="k" lang="en" dir="ltr">item</span>»</li>`},
		{"quoted", `<blockquote>«<p class="k" lang="en" dir="ltr">quoted</p>»</blockquote>`},
		{"cell", `<th scope="col" class="k" lang="en" dir="ltr">«cell»</th>`},
		{"term", `<dt class="k" lang="en" dir="ltr">«term»</dt>`},
		{"described", `<dd>«<span class="k" lang="en" dir="ltr">described</span>»</dd>`},
		{"alt", `«<figure class="k" lang="en" dir="ltr"><img`},
		{"title", `<figcaption class="k" lang="en" dir="ltr">«title»</figcaption>`},
		{"note", `<li id="fn1">«<p class="k" lang="en" dir="ltr">note <a`},
		{"code", `«<pre class="k" lang="en" dir="ltr"><code>code`},
		{"label", `«<p class="label">callout.note <span class="k" lang="en" dir="ltr">label</span></p>»`},
	} {
		d, _ := parse(t, src, Options{})
		*d.Annotation(blockOf(t, d, c.block)) = Annotation{Lang: "en", Dir: "ltr", Class: "k", Before: []byte("«"), After: []byte("»")}
		if out := render(d); !strings.Contains(out, c.want) || strings.Count(out, "«") != 1 || strings.Count(out, "»") != 1 {
			t.Errorf("%s: no %s in\n%s", c.block, c.want, out)
		}
	}
}

// TestOmit leaves blocks out, and what they leave empty.
func TestOmit(t *testing.T) {
	src := "## Head\n\nPara\n\n- item\n- other\n\n| cell | c |\n|---|---|\n\nterm\n: described\n\n![alt](x.png \"title\")\n\nx[^1]\n\n[^1]: note\n\n> [!NOTE] label\n> b\n"
	for block, gone := range map[string]string{
		"Head": "<h2", "Para": "Para", "item": "<li>item", "cell": "cell", "term": "<dt", "described": "<dd", "alt": "<figure", "title": "<figcaption", "note": "note", "label": "label</span>",
	} {
		d, _ := parse(t, src, Options{})
		*d.Annotation(blockOf(t, d, block)) = Annotation{Omit: true}
		out := strings.ReplaceAll(render(d), "callout.note", "")
		out = strings.NewReplacer(`class="notes"`, "", `class="callout note" role="note"`, "", "doc-noteref", "", "doc-endnotes", "", `<h2 id="references">`, "").Replace(out)
		if strings.Contains(out, gone) || strings.Contains(out, "<li></li>") || strings.Contains(out, "<dd></dd>") {
			t.Errorf("%s is still there:\n%s", block, out)
		}
		*d.Annotation(blockOf(t, d, block)) = Annotation{Omit: true, After: []byte("<!-- instead -->")}
		if out := render(d); strings.Count(out, "<!-- instead -->") != 1 {
			t.Errorf("%s: nothing in its place:\n%s", block, out)
		}
	}
}

// TestNotesOfOmittedBlocks leaves out what nobody on the page refers to: a link back
// would lead nowhere.
func TestNotesOfOmittedBlocks(t *testing.T) {
	src := "One[^a] two[^b].\n\nThree[^b] four[^c].\n\nFive[^d].\n\n[^a]: A.\n\n[^b]: B.\n\n[^c]: C.\n\n[^d]: D.\n"
	d, _ := parse(t, src, Options{})
	*d.Annotation(blockOf(t, d, "One[^a] two[^b].")) = Annotation{Omit: true}
	*d.Annotation(blockOf(t, d, "Five[^d].")) = Annotation{Omit: true, Before: []byte(`<p>Source<sup><a role="doc-noteref" href="#fn4">4</a></sup></p>`)}
	out := render(d)
	if strings.Contains(out, "<p>A.") || !strings.Contains(out, `<li id="fn2" value="2">`) || !strings.Contains(out, `<li id="fn3">`) || !strings.Contains(out, `<li id="fn4">`) {
		t.Errorf("the wrong notes stand below the text:\n%s", out)
	}
	for _, m := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(out, -1) {
		if !strings.Contains(out, ` id="`+m[1]+`"`) {
			t.Errorf("#%s leads nowhere:\n%s", m[1], out)
		}
	}
	for _, block := range []string{"Three[^b] four[^c].", "Five[^d]."} {
		*d.Annotation(blockOf(t, d, block)) = Annotation{Omit: true}
	}
	if out := render(d); strings.Contains(out, "references") {
		t.Errorf("a heading over no notes:\n%s", out)
	}
}

// TestExcerpt shows parts of a text in another page.
func TestExcerpt(t *testing.T) {
	src := "## Head {#h}\n\n> [!DANGER]\n> Never run.\n>\n> Call 112.\n\n3. three\n4. four\n5. five\n6. six\n\n| a | b |\n|---|---|\n| c | d |\n| e | f |\n\nterm\n: meaning\n\n> [!PULLQUOTE]\n> Never run!\n\n![alt](x.png \"title\")\n\nTold[^n] so[^m].\n\n    code\n\n- [ ] task\n\n> [!STORY] Out\n> I ran.\n>\n> I hid.\n>\n> — Ana\n\n> Stay.\n> — Ben\n\n1. Clean.\n\n   > [!WARNING]\n   > Never mix.\n   >\n   > Open windows.\n\n[^n]: Note *n*.\n[^m]: Note m.\n"
	for _, c := range []struct {
		name   string
		blocks []string
		want   string
	}{
		{"a heading", []string{"Head"}, "<h2>Head</h2>"},
		{"a call-out", []string{"Never run.", "Call 112."}, `<div class="callout danger" role="note"><p class="label">callout.danger</p><p>Never run.</p><p>Call 112.</p></div>`},
		{"a part of a call-out", []string{"Call 112."}, `<div class="callout danger" role="note"><p class="label">callout.danger</p><p>Call 112.</p></div>`},
		{"a story without its title and who told it", []string{"I ran."}, `<figure class="callout story"><p class="label">callout.story</p><blockquote><p>I ran.</p></blockquote></figure>`},
		{"who told a story", []string{"Ana"}, `<figure class="callout story"><p class="label">callout.story</p><figcaption>— Ana</figcaption></figure>`},
		{"the title of a story", []string{"Out"}, `<figure class="callout story"><p class="label">callout.story <span>Out</span></p></figure>`},
		{"a quotation without who is quoted", []string{"Stay."}, "<blockquote><p>Stay.</p></blockquote>"},
		{"a warning in a step", []string{"Never mix."}, `<ol><li><div class="callout warning" role="note"><p class="label">callout.warning</p><p>Never mix.</p></div></li></ol>`},
		{"a list", []string{"three", "four", "five", "six"}, `<ol start="3"><li>three</li><li>four</li><li>five</li><li>six</li></ol>`},
		{"some steps", []string{"four", "six"}, `<ol start="4"><li>four</li><li value="6">six</li></ol>`},
		{"a table", []string{"a", "b", "c", "d", "e", "f"}, `<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr><tr><td>e</td><td>f</td></tr></tbody></table>`},
		{"a cell", []string{"f"}, `<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>e</td><td>f</td></tr></tbody></table>`},
		{"a meaning", []string{"meaning"}, "<dl><dt>term</dt><dd>meaning</dd></dl>"},
		{"a pull quote", []string{"Never run!"}, ""},
		{"a picture", []string{"alt", "title"}, `<figure><img src="x.png" alt="alt" loading="lazy"><figcaption>title</figcaption></figure>`},
		{"a caption", []string{"title"}, "<p>title</p>"},
		{"a checklist", []string{"task"}, `<ul class="tasks"><li class="task"><span class="box"></span><span class="vh">body.task_open </span>task</li></ul>`},
		{"notes", []string{"Told[^n] so[^m].", "Note *n*.", "Note m."}, `<p>Told<sup><a role="doc-noteref" href="#fn1">1</a></sup> so<sup>2</sup>.</p><p><sup>2</sup> Note m.</p>`},
		{"code", []string{"code"}, "<pre><code>code\n</code></pre>"},
	} {
		d, _ := parse(t, src, Options{})
		page, _ := parse(t, "x[^n]\n\n[^n]: y\n", Options{})
		for _, m := range d.Media {
			m.Src = m.Dest
		}
		var blocks []int
		for _, text := range c.blocks {
			blocks = append(blocks, blockOf(t, d, text))
		}
		var b bytes.Buffer
		d.Excerpt(&b, blocks, Holder{}, page, Frame{})
		if b.String() != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, b.String(), c.want)
		}
	}
}

// TestExcerptOfAListAroundANote writes a list once, though a note stands between
// its items in the file.
func TestExcerptOfAListAroundANote(t *testing.T) {
	d, _ := parse(t, "- one[^n]\n\n  [^n]: Told.\n\n- two\n", Options{})
	page, _ := parse(t, "x\n", Options{})
	var blocks []int
	for i := range d.Blocks() {
		blocks = append(blocks, i)
	}
	var b bytes.Buffer
	d.Excerpt(&b, blocks, Holder{}, page, Frame{})
	if len(blocks) != 3 || strings.Count(b.String(), "<ul>") != 1 || strings.Count(b.String(), "Told.") != 1 {
		t.Errorf("%d blocks:\n%s", len(blocks), b.String())
	}
}

// TestExcerptWithin leaves out what the page has around the place.
func TestExcerptWithin(t *testing.T) {
	src := "> [!DANGER] Run\n> Never wait.\n>\n> > Quoted.\n>\n> - one\n> - two\n\n> [!PULLQUOTE]\n> Never.\n>\n> Again.\n"
	for _, c := range []struct{ block, neighbour, want string }{
		{"Never wait.", "one", "<p>Never wait.</p>"},
		{"Run", "one", "<p>Run</p>"},
		{"two", "Never wait.", "<ul><li>two</li></ul>"},
		{"Quoted.", "one", "<blockquote><p>Quoted.</p></blockquote>"},
		{"Never.", "Again.", ""},
	} {
		d, _ := parse(t, src, Options{})
		page, _ := parse(t, src, Options{})
		within, _, _ := d.Shared(blockOf(t, d, c.block), blockOf(t, d, c.neighbour), page, blockOf(t, page, c.neighbour))
		var b bytes.Buffer
		d.Excerpt(&b, []int{blockOf(t, d, c.block)}, within, page, Frame{})
		if b.String() != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.block, b.String(), c.want)
		}
	}
}

// TestShared finds the innermost call-out or quotation that two blocks stand in, where
// the other text has one of its kind.
func TestShared(t *testing.T) {
	d, _ := parse(t, "> [!WARNING]\n> one\n>\n> > two\n> >\n> > three\n\nfour\n", Options{})
	for _, c := range []struct {
		block, neighbour, page string
		depth                  int
	}{
		{"two", "three", "> [!WARNING]\n> > x\n", 2},
		{"two", "three", "> [!WARNING]\n> x\n", 1},
		{"one", "three", "> [!WARNING]\n> > x\n", 1},
		{"one", "three", "> [!NOTE]\n> x\n", 0},
		{"one", "three", "x\n", 0},
		{"one", "four", "> [!WARNING]\n> x\n", 0},
	} {
		page, _ := parse(t, c.page, Options{})
		if _, _, depth := d.Shared(blockOf(t, d, c.block), blockOf(t, d, c.neighbour), page, blockOf(t, page, "x")); depth != c.depth {
			t.Errorf("%s and %s with %q: depth %d, want %d", c.block, c.neighbour, c.page, depth, c.depth)
		}
	}
}

// TestAhead puts something before a block and what it is a part of, but not outside
// its call-out.
func TestAhead(t *testing.T) {
	for _, c := range []struct{ src, block, want string }{
		{"> [!NOTE]\n> one\n", "one", `callout.note</p>«»<p>one`},
		{"> [!NOTE]\n> - one\n", "one", `callout.note</p>«»<ul>`},
		{"> [!NOTE] one\n> two\n", "one", `<span>one</span></p>«»<p>two`},
	} {
		d, _ := parse(t, c.src, Options{})
		block := blockOf(t, d, c.block)
		within, _, _ := d.Shared(block, block, d, block)
		d.Ahead(block, []byte("«»"), within)
		if out := render(d); !strings.Contains(out, c.want) || strings.Count(out, "«»") != 1 {
			t.Errorf("ahead of %s in %q: no %s in\n%s", c.block, c.src, c.want, out)
		}
	}
}

// TestBehind keeps what is put behind a block out of lists and tables, but in a
// call-out where it is a part of one.
func TestBehind(t *testing.T) {
	src := "- one\n- two\n\n> [!NOTE]\n> - three\n\n| a | b |\n|---|---|\n\nlast[^1]\n\n[^1]: note\n"
	for _, c := range []struct {
		block  string
		inside bool
		want   string
	}{
		{"one", false, "<li>one«»</li>"}, // the list goes on
		{"two", false, "</ul>«»"},
		{"three", true, "</ul>«»</div>"},
		{"three", false, "</ul></div>«»"},
		{"a", false, "</table>«»"},
		{"last[^1]", false, "</p>«»"},
		{"note", false, "</p>«»<section"},
	} {
		d, _ := parse(t, src, Options{})
		var within Holder
		if block := blockOf(t, d, c.block); c.inside {
			within, _, _ = d.Shared(block, block, d, block)
		}
		d.Behind(blockOf(t, d, c.block), []byte("«»"), within)
		if out := render(d); !strings.Contains(out, c.want) || strings.Count(out, "«»") != 1 {
			t.Errorf("behind %s: no %s in\n%s", c.block, c.want, out)
		}
	}
}
