package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"handbill/generator/diag"
)

// written are the attributes that the HTML of a body may have, whatever its
// author wrote.
var written = set("abbr alt aria-hidden aria-label class colspan controls datetime default dir height href hreflang id kind label lang loading loop muted open poster preload reversed role rowspan scope sizes span src srclang srcset start tabindex title type value width")

// checkHTML gives what is wrong with the HTML of a body: a tag, attribute or
// address outside the lists, tags that do not nest, an id twice.
func checkHTML(out string, anchors []string) error {
	var open []string
	ids := map[string]bool{}
	z := html.NewTokenizer(strings.NewReader(out))
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			if len(open) > 0 {
				return fmt.Errorf("%v is left open", open)
			}
			return nil
		case html.CommentToken, html.DoctypeToken:
			return fmt.Errorf("%s got through", z.Raw())
		case html.TextToken:
			continue
		}
		t := z.Token()
		if !phrasing[t.Data] && !flow[t.Data] {
			return fmt.Errorf("<%s> got through", t.Data)
		}
		if kind == html.EndTagToken {
			if len(open) == 0 || open[len(open)-1] != t.Data {
				return fmt.Errorf("</%s> closes %v", t.Data, open)
			}
			open = open[:len(open)-1]
			continue
		}
		if t.Data == "a" && slices.Contains(open, "a") {
			return fmt.Errorf("a link inside a link")
		}
		if !phrasing[t.Data] && slices.Contains(open, "p") {
			return fmt.Errorf("<%s> inside <p>", t.Data)
		}
		for _, a := range t.Attr {
			if err := checkAttribute(t.Data, a); err != nil {
				return err
			}
			if a.Key != "id" {
				continue
			}
			if ids[a.Val] || !slices.Contains(anchors, a.Val) {
				return fmt.Errorf("the id %q is there twice, or not among the anchors", a.Val)
			}
			ids[a.Val] = true
		}
		if !void[t.Data] {
			open = append(open, t.Data)
		}
	}
}

func checkAttribute(tag string, a html.Attribute) error {
	if !written[a.Key] {
		return fmt.Errorf("%s on <%s> got through", a.Key, tag)
	}
	switch a.Key {
	case "href":
		if tag != "a" || !browserLinks(a.Val) {
			return fmt.Errorf("<%s href=%q>", tag, a.Val)
		}
	case "src", "poster", "srcset":
		if s := browserScheme(a.Val); s != "" || strings.HasPrefix(browserTrim(a.Val), "//") {
			return fmt.Errorf("<%s %s=%q>", tag, a.Key, a.Val)
		}
	}
	return nil
}

// browserTrim does what the URL Standard does first: it takes spaces and
// controls off the ends, and tabs and line ends out.
func browserTrim(s string) string {
	s = strings.TrimFunc(s, func(c rune) bool { return c <= ' ' })
	s = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(s)
	return strings.ReplaceAll(s, "\\", "/")
}

// browserScheme gives the scheme that a browser sees.
func browserScheme(s string) string {
	s = browserTrim(s)
	for i := range len(s) {
		c := s[i]
		switch {
		case c == ':' && i > 0:
			return strings.ToLower(s[:i])
		case c|0x20 >= 'a' && c|0x20 <= 'z', i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return ""
		}
	}
	return ""
}

func browserLinks(s string) bool {
	switch browserScheme(s) {
	case "http", "https", "mailto", "tel", "sms", "whatsapp", "sgnl":
		return true
	case "":
		return !strings.HasPrefix(browserTrim(s), "//")
	}
	return false
}

// checkDoc gives what is wrong with the values of a Doc: places outside the
// file, blocks that are not what stands there.
func checkDoc(d *Doc, ds diag.List, src []byte) error {
	lines := bytes.Count(src, []byte("\n")) + bytes.Count(src, []byte("\r")) + 1
	inside := func(p diag.Position) bool { return p.Line >= 1 && p.Line <= lines && p.Column >= 1 }
	for _, p := range ds {
		if !inside(p.Position) {
			return fmt.Errorf("outside the file: %+v", p)
		}
	}
	for _, l := range d.Links {
		if !inside(l.At) {
			return fmt.Errorf("outside the file: %+v", l)
		}
	}
	last := -1
	for _, b := range d.Blocks() {
		var parts []string
		for _, l := range b.Lines {
			if l.Start > l.Stop || l.Stop > len(src) || l.Start < last {
				return fmt.Errorf("block %q stands at %v", b.Text, b.Lines)
			}
			last = l.Stop
			parts = append(parts, string(src[l.Start:l.Stop]))
		}
		if strings.Join(parts, "\n") != b.Text {
			return fmt.Errorf("block %q is not what stands at %v", b.Text, b.Lines)
		}
		if at := (diag.File{Source: src, Path: b.At.Path}).At(b.Lines[0].Start); at != b.At {
			return fmt.Errorf("block %q is said to stand at %v, not %v", b.Text, b.At, at)
		}
	}
	return nil
}

// leaks matches a backslash that goldmark carries over to the next line, where it
// takes the escape of a sign there.
var leaks = regexp.MustCompile(`\\\\\\\r?\n|\\[ \t\r]+\n`)

// FuzzGuide feeds the parser anything. What comes out has only listed tags,
// attributes and addresses, nests, is the same each time and without proseParser, and
// names places in the file.
func FuzzGuide(f *testing.F) {
	for _, seed := range pairTexts(f) {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	for _, seed := range []string{"a\\\\\\\nb \\*c*", "a  \nb\t\nc \r\nd", "| a | b\n|---|---\n| x  y | \\ z", "\ta *b* c ! d\n> e\\\n> f  \n> g"} {
		f.Add([]byte(seed), false)
	}
	p := New()
	alone := &Parser{guide: guideParser(guideInlines())} // goldmark reads prose too
	f.Fuzz(func(t *testing.T, src []byte, rtl bool) {
		if len(src) > 20_000 {
			return
		}
		opt := fuzzOptions(rtl)
		d, ds := p.Parse(diag.File{Path: "x.md", Source: src}, 0, opt)
		if err := checkDoc(d, ds, src); err != nil {
			t.Fatal(err)
		}
		out := render(d)
		if err := checkHTML(out, d.Anchors); err != nil {
			t.Fatalf("%v\n%q", err, out)
		}
		again, _ := p.Parse(diag.File{Path: "x.md", Source: src}, 0, opt)
		if render(again) != out {
			t.Fatal("a second reading differs")
		}
		if plain, pds := alone.Parse(diag.File{Path: "x.md", Source: src}, 0, opt); !leaks.Match(src) && (render(plain) != out || !slices.Equal(pds, ds)) {
			t.Fatalf("prose is read as\n%s\nand by goldmark alone as\n%s", out, render(plain))
		}
		d.Sections()
	})
}

func fuzzOptions(rtl bool) Options {
	return Options{
		Language: "fr", RTL: rtl, Quotes: Quotes{"«", "»", "“", "”"},
		Value: func(name string) (string, bool) {
			return map[string]string{"hotline": "0808 157 0142"}[name], name == "hotline"
		},
	}
}

// render writes a Doc with every link and file where its author wanted it.
func render(d *Doc) string {
	for _, l := range d.Links {
		l.Href = l.Dest
	}
	for _, m := range d.Media {
		m.Src, m.Width = m.Dest, 1
	}
	var b bytes.Buffer
	d.HTML(&b, Frame{})
	return b.String()
}

// FuzzAddress holds the judge of addresses against the rules of browsers: what
// passes is what they take for one of ours, also after it is written and read.
func FuzzAddress(f *testing.F) {
	for _, bad := range hostileAddresses {
		f.Add(bad)
	}
	f.Add("https://x.example/?a=b&c=\"<>#d")
	f.Fuzz(func(t *testing.T, address string) {
		if !linkable(address) {
			return
		}
		z := html.NewTokenizer(strings.NewReader(string(appendURL([]byte(`<a href="`), address)) + `">`))
		z.Next()
		tag := z.Token()
		if tag.Data != "a" || len(tag.Attr) != 1 || !browserLinks(tag.Attr[0].Val) || !browserLinks(address) {
			t.Fatalf("%q became %v", address, tag)
		}
	})
}
