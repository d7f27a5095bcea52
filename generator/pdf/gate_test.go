package pdf

import (
	"strings"
	"testing"

	"rsc.io/qr/coding"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/render/paper"
)

func document(tag string) paper.Document {
	return paper.Document{Path: tag + "/x-a4.pdf", Language: &content.Language{Tag: tag}}
}

func TestHeavyFilesAreToldAndTooHeavyOnesRefused(t *testing.T) {
	for _, c := range []struct {
		bytes    int
		severity diag.Severity
		count    int
	}{{1000, diag.Warning, 0}, {heaviest + 1, diag.Warning, 1}, {limit + 1, diag.Error, 1}} {
		ds := judgeSize(document("en"), c.bytes)
		if len(ds) != c.count || c.count > 0 && ds[0].Severity != c.severity {
			t.Errorf("%d bytes: %v", c.bytes, ds)
		}
	}
}

func TestFontThatIsMissingIsNamedWithItsPackage(t *testing.T) {
	for tag, want := range map[string]string{"zh-Hans": "fonts-wqy-microhei", "ko": "fonts-nanum", "ja": "fonts-ipafont-gothic", "am": "fonts-noto-core"} {
		var ds diag.List
		judgeFonts(document(tag), []font{{name: "Helvetica", kind: "Type1"}, {kind: "Type3", embedded: true}, {kind: "Type3", embedded: true}}, &ds)
		if len(ds) != 2 || ds[0].Severity != diag.Error || !strings.Contains(ds[0].Message, "Helvetica") || ds[1].Severity != diag.Warning {
			t.Fatalf("%s: %v", tag, ds)
		}
		for _, d := range ds {
			if !strings.Contains(d.Hint, want) {
				t.Errorf("%s: the hint is %q", tag, d.Hint)
			}
		}
	}
}

func TestHeadingIsKnownInWhatWasDrawnOfIt(t *testing.T) {
	for made, want := range map[string]bool{"oneevening": true, "oneeveningoneevening": true, "oneoneevening": true, "twooneevening": false, "evening": false, "eveningone": false} {
		if isTitle(made, "oneevening") != want {
			t.Errorf("%q is the heading: %t", made, !want)
		}
	}
	for made, want := range map[string]bool{"ماء12": true, "12ماء": true, "12ماء12": false, "12ماء3": false, "ماء": false, "ماء1ماء12": true} {
		if isTitle(made, "ماء12") != want {
			t.Errorf("%q is the heading: %t", made, !want)
		}
	}
}

func TestFontOfAnotherScriptIsNamedByItsOwnPackage(t *testing.T) {
	if got := fontPackage(document("en"), "HAAAAA+NotoSansCJKsc-Regular"); !strings.Contains(got, "fonts-wqy-microhei") {
		t.Errorf("the hint is %q", got)
	}
}

func drawCode(t *testing.T, text string, level coding.Level, mask coding.Mask) [][]bool {
	t.Helper()
	version := coding.Version(1)
	for coding.String(text).Bits(version) > version.DataBytes(level)*8 {
		version++
	}
	plan, err := coding.NewPlan(version, level, mask)
	if err != nil {
		t.Fatal(err)
	}
	c, err := plan.Encode(coding.String(text))
	if err != nil {
		t.Fatal(err)
	}
	black := make([][]bool, c.Size)
	for y := range black {
		black[y] = make([]bool, c.Size)
		for x := range black[y] {
			black[y][x] = c.Black(x, y)
		}
	}
	return black
}

func TestCodesAreReadBackModuleByModule(t *testing.T) {
	for _, text := range []string{"a", "https://guides.example.org/en/pocket-rights.html", "https://guides.example.org/" + strings.Repeat("long/", 80)} {
		for mask := range coding.Mask(8) {
			for _, level := range []coding.Level{coding.L, coding.M, coding.Q, coding.H} {
				black := drawCode(t, text, level, mask)
				if got := decode(black); got != text {
					t.Fatalf("level %v, mask %d: %q", level, mask, got)
				}
			}
		}
	}
	black := drawCode(t, "https://guides.example.org/", coding.M, 0)
	black[len(black)-5][len(black)-5] = !black[len(black)-5][len(black)-5]
	if got := decode(black); got != "" {
		t.Errorf("a damaged code reads %q", got)
	}
}

func TestCodeThatIsWrongOrTooSmallIsRefused(t *testing.T) {
	d := document("en")
	d.Code = "https://guides.example.org/en/x.html"
	for want, found := range map[string][]code{
		"no code that leads to":       nil,
		"leads to \"https://other/\"": {{d.Code, 0.5}, {"https://other/", 0.5}},
		"0.30 mm wide":                {{d.Code, 0.3}},
		"":                            {{d.Code, 0.4}},
	} {
		var ds diag.List
		judgeCodes(d, found, &ds)
		if want == "" && len(ds) == 0 {
			continue
		}
		if len(ds) != 1 || !strings.Contains(ds[0].Message, want) {
			t.Errorf("%q: %v", want, ds)
		}
	}
}

func TestStreamsAreCutIntoTokens(t *testing.T) {
	l := &lexer{data: []byte("/A#20b 1 -.5 (a\\(b\\051\\n) <41 4> <</K[1]>>% no\nTj")}
	var got []string
	for tok := l.next(); tok.kind != atEnd; tok = l.next() {
		if tok.kind == aNumber {
			tok.text = decimal(tok.number)
		}
		got = append(got, tok.text)
	}
	if want := "A b|1|-0.5|a(b)\n|A@|<<|K|[|1|]|>>|Tj"; strings.Join(got, "|") != want {
		t.Errorf("tokens %q", got)
	}
}

func TestCharacterMapsGiveLetters(t *testing.T) {
	f := &lettering{wide: true, letters: map[int]string{}, empty: map[int]bool{0: true}}
	f.readMap([]byte("1 beginbfchar <0003> <00480069> endbfchar 2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0416> <D83DDE00>] endbfrange"))
	text, lost := f.read("\x00\x03\x00\x11\x00\x20\x00\x21\x00\x00")
	if text != "HibЖ😀" || lost != 1 {
		t.Errorf("%q, %d lost", text, lost)
	}
}
