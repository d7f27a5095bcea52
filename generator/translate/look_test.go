package translate

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"handbill/generator/markdown"
)

// TestQuickLookNeverHidesLikeTexts holds the quick look against the likeness
// itself.
func TestQuickLookNeverHidesLikeTexts(t *testing.T) {
	texts := []string{
		"", "a", "Call the night clinic.", "Call the night clinics.", "call THE Night Clinic", "Appelez la clinique de nuit.", "Llame a la clínica de noche.",
		"Chame a clínica da noite.", "警察拦下你时", "警察拦下你的时候", "إذا أوقفتك الشرطة", "เมื่อตำรวจหยุดคุณ", "İstanbul ẞ Ǆ", strings.Repeat("ab ", 200), strings.Repeat("ab ", 199) + "ba",
	}
	for _, a := range texts {
		for _, b := range texts {
			a, b := squeeze(a), squeeze(b)
			for _, least := range []float64{0.2, 0.4, 0.6, stillSource, 1} {
				want := dice(trigrams(a), trigrams(b)) >= least
				if got := likeEnough(a, b, least); got != want {
					t.Errorf("%q and %q, from %.2f on: got %t, want %t", a, b, least, got, want)
				}
				if want && plainUnit(a).pairs().lacksTooMany(b, least) {
					t.Errorf("%q and %q, from %.2f on: the quick look does not see it", a, b, least)
				}
			}
		}
	}
}

func TestLowerAgreesWithUnicode(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if got, want := lower(r), uint32(unicode.ToLower(r)); got != want {
			t.Errorf("%+q becomes %+q, want %+q", r, rune(got), rune(want))
		}
		if r >= utf8.RuneSelf && composed(r) && lower(r) < utf8.RuneSelf {
			t.Errorf("%+q becomes a letter of ASCII", r)
		}
	}
}

// plainUnit is a paragraph.
func plainUnit(text string) *Unit {
	return &Unit{Block: markdown.Block{Kind: markdown.BlockParagraph, Text: text}}
}

// TestQuickLookAtNearlyEqualTexts does the same with texts of which some letters
// are changed, around the likeness that matters.
func TestQuickLookAtNearlyEqualTexts(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	letters := []rune("abcdefgh éÀЖж กขไ 警察 ا")
	text := func(count int) []rune {
		list := make([]rune, count)
		for i := range list {
			list[i] = letters[random.IntN(len(letters))]
		}
		return list
	}
	like := 0
	for range 20_000 {
		was := text(5 + random.IntN(60))
		now := slices.Clone(was)
		for range random.IntN(6) {
			at := random.IntN(len(now))
			now = slices.Replace(now, at, min(at+random.IntN(2), len(now)), text(random.IntN(3))...)
			if len(now) == 0 {
				now = text(1)
			}
		}
		a, b := squeeze(string(was)), squeeze(string(now))
		want := dice(trigrams(a), trigrams(b)) >= stillSource
		if got := !plainUnit(a).pairs().lacksTooMany(b, stillSource) && likeEnough(a, b, stillSource); got != want {
			t.Fatalf("%q and %q: got %t, want %t", a, b, got, want)
		}
		if want {
			like++
		}
	}
	if like < 1000 {
		t.Errorf("%d texts only were like their neighbours", like)
	}
}

// TestWhatIsKeptIsTakenOutOnce holds the text that the look for invariants leaves
// against the one that has them taken out.
func TestWhatIsKeptIsTakenOutOnce(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	pieces := []string{"`a`", "{{b}}", "[c](d.md)", "<https://e.org>", "<b>", "[^f]", "https://g.org/h", "www.i.org", "j@k.org", "{#l}", "&amp;", " 112 ", "**3**", " word ", "  ", "\n", "é", "ไทย", "]", "(", "`"}
	for range 50_000 {
		var b strings.Builder
		for range 1 + random.IntN(8) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		first, second := plainUnit(b.String()), plainUnit(b.String())
		first.keeps()
		if got, want := first.plain(), squeeze(strip(b.String())); got != want || second.plain() != want {
			t.Fatalf("%q is bared to %q and %q, want %q", b.String(), got, second.plain(), want)
		}
	}
}

func TestSqueezeLeavesOneSpace(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " ": "", "a b": "a b", "a  b": "a b", " a": "a", "a ": "a", "a\nb": "a b", "a\tb": "a b",
		"a\u00a0b": "a b", "a\u2009b": "a b", "法\u3000律": "法 律", "e\u0301té": "été", "ça va": "ça va", "ไทย คำ": "ไทย คำ",
	} {
		if got := squeeze(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// TestGlanceAgreesWithNormalisation holds the glance against the definition:
// each character beside each of some that join or change places with others.
func TestGlanceAgreesWithNormalisation(t *testing.T) {
	for r := rune(0x20); r <= 0xffff; r++ {
		if r >= 0xd800 && r <= 0xdfff {
			continue
		}
		for _, other := range "aا\u0e38\u0e3a\u0e48\u0301ก한" {
			for _, text := range []string{string(r) + string(other), string(other) + string(r)} {
				if want := strings.Join(strings.Fields(norm.NFC.String(text)), " "); glanceAt(text).flat && text != want {
					t.Errorf("%+q is taken for squeezed, but becomes %+q", text, want)
				}
			}
		}
	}
}

// TestTextsInOtherLettersAreNotAlike holds the look at letters against the likeness
// itself, with texts that are alike more often than any two.
func TestTextsInOtherLettersAreNotAlike(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 14))
	sets := [][]string{
		{"i", "k", "a", "b", " ", "12", "[a](ж.md)"},
		{"é", "ж", "ไ", "警", "ا", "ش", " ", "`ж`", "[ж](a.md)", "ж@k.org"},
		{"İ", "\u212a", "e\u0301", "  ", "\u00a0", "\n", "{{b}}", "&amp;", "<b>"},
	}
	piece := func(set int) string {
		if random.IntN(60) == 0 {
			set = 2
		}
		return sets[set][random.IntN(len(sets[set]))]
	}
	apart, like := 0, 0
	for range 50_000 {
		was := make([]string, 1+random.IntN(30))
		for i := range was {
			was[i] = piece(random.IntN(9) / 8)
		}
		now := slices.Clone(was)
		for range random.IntN(4 * len(now)) {
			now[random.IntN(len(now))] = piece(1 - random.IntN(6)/5)
		}
		a, b := plainUnit(strings.Join(was, "")), plainUnit(strings.Join(now, ""))
		alike := dice(trigrams(a.plain()), trigrams(b.plain())) >= stillSource
		switch {
		case alike && a.inOtherLetters(b):
			t.Fatalf("%q and %q are alike, which is not seen", a.Text, b.Text)
		case alike:
			like++
		case a.inOtherLetters(b):
			apart++
		}
	}
	if apart < 1000 || like < 1000 {
		t.Errorf("%d texts were seen to be unlike and %d were alike", apart, like)
	}
}
