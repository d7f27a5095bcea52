package translate

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// TestScansFindWhatTheirExpressionsFind holds what is found by hand against the
// expressions, on texts that are full of the marks of both.
func TestScansFindWhatTheirExpressionsFind(t *testing.T) {
	link := regexp.MustCompile(strings.TrimPrefix(linkHere.String(), "^"))
	for name, c := range map[string]struct {
		p  *pattern
		re *regexp.Regexp
	}{"code": {codeSpan, codeSpan.re}, "footnote": {footnote, footnote.re}, "link": {inlineLink, link}} {
		random := rand.New(rand.NewPCG(1, 2))
		pieces := []string{"`", "``", "](", "[^", "]", ")", "(", " ", "\n", "a", "é", "ไ", "\\", "\\)", "<", ">", `"t"`, "'t'", "../b.md", "!["}
		found := 0
		for range 50_000 {
			var b strings.Builder
			for range 1 + random.IntN(14) {
				b.WriteString(pieces[random.IntN(len(pieces))])
			}
			text := b.String()
			got, want := c.p.find(text, 0), spanOf(c.re, text, 0)
			if got != want {
				t.Fatalf("%s in %q: got %v, want %v", name, text, got, want)
			}
			if cut := c.p.cut(text, " ", nil); cut != c.re.ReplaceAllString(text, " ") {
				t.Fatalf("%s cut out of %q: got %q, want %q", name, text, cut, c.re.ReplaceAllString(text, " "))
			}
			if want.start >= 0 {
				found++
			}
		}
		if found < 1000 {
			t.Errorf("%s was in %d texts only", name, found)
		}
	}
}

// TestNumbersAreScannedAsTheirExpressionSays does the same for numbers.
func TestNumbersAreScannedAsTheirExpressionSays(t *testing.T) {
	like := regexp.MustCompile(`[0-9]+(?:(?:[.,'’٫٬/:\-]| )[0-9]+)*`)
	random := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"1", "24", "7", "000", ".", ",", " ", "  ", "’", "٫", "٬", "/", ":", "-", "'", "a", "\x00", "ไ"}
	for range 50_000 {
		var b strings.Builder
		for range 1 + random.IntN(10) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		text := b.String()
		var got []string
		eachNumber(text, func(n string) { got = append(got, n) })
		if want := like.FindAllString(text, -1); strings.Join(got, "|") != strings.Join(want, "|") {
			t.Fatalf("numbers in %q: got %q, want %q", text, got, want)
		}
	}
}

// TestWhiteSpaceCollapsesAsFieldsDo holds collapse against its definition.
func TestWhiteSpaceCollapsesAsFieldsDo(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	pieces := []string{" ", "  ", "\t", "\n", "\u00a0", "\u0085", "\u1680", "\u2003", "\u2028", "\u202f", "\u205f", "\u3000", "a", "bc", "\x01", "é", "e\u0301", "ไ", "、", "ب", "\u200b"}
	for range 50_000 {
		var b strings.Builder
		for range random.IntN(10) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		text := b.String()
		want := strings.Join(strings.Fields(text), " ")
		if got := collapse(text); got != want {
			t.Fatalf("%q: got %q, want %q", text, got, want)
		}
		if got := squeeze(text); got != norm.NFC.String(want) {
			t.Fatalf("%q is squeezed to %q, want %q", text, got, want)
		}
	}
}
