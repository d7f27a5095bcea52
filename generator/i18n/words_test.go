package i18n

import (
	"testing"
	"time"

	"golang.org/x/text/feature/plural"
)

const english = `
page.skip = "Skip"
page.edition = "Edition {edition}, {edition} of {total}"
[format]
date = "{day} {month} {year}"
months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
group = ","
decimal = "."
quotes = ["“", "”", "‘", "’"]
list_comma = ", "
list_and = " and "
bytes = "{n} bytes"
kilobytes = "{n} kB"
megabytes = "{n} MB"
gigabytes = "{n} GB"
[list.count]
one = "{n} guide about {what}"
other = "{n} guides about {what}"
`

func TestFirstOfTheChainWins(t *testing.T) {
	w := NewWords("fr", "", []*Catalog{
		parsed(t, "i18n/fr.toml", "page.skip = \"Passer\"\n"),
		parsed(t, "builtin/fr.toml", "page.skip = \"Aller\"\nlist.count = {one = \"{n} guide\", other = \"{n} guides\"}\n"),
		parsed(t, "builtin/en.toml", english),
	})
	if got := w.Text("page.skip"); got != "Passer" {
		t.Errorf("got %q", got)
	}
	if from := w.From("page.skip"); from != "fr" {
		t.Errorf("page.skip is from %q", from)
	}
	if from := w.From("page.edition"); from != "en" {
		t.Errorf("page.edition is from %q", from)
	}
	if got := w.Plural("list.count", 0); got != "0 guide" {
		t.Errorf("French has one guide at 0: got %q", got)
	}
}

func TestFallbackTextCountsInItsOwnLanguage(t *testing.T) {
	chain := []*Catalog{
		parsed(t, "i18n/prs.toml", "page.skip = \"…\"\n"),
		parsed(t, "builtin/en.toml", english),
	}
	w := NewWords("prs", "", chain)
	if got := w.Plural("list.count", 0, "what", "work"); got != "0 guides about work" {
		t.Errorf("Persian has one guide at 0, English has not: %q", got)
	}
	if got := w.Plural("list.count", 1234, "what", "work"); got != "1,234 guides about work" {
		t.Errorf("English words with Persian numbers: %q", got)
	}
	if got := w.NumberIn("list.count", 1234) + " " + w.DigitsIn("list.count", "2.1"); got != "1,234 2.1" {
		t.Errorf("Persian numbers for English words: %q", got)
	}
	if got := w.Number(1234); got != "۱٬۲۳۴" {
		t.Errorf("a number alone is the reader's: %q", got)
	}
	if got := w.Date(day(2026, 1, 5)); got != "5 January 2026" {
		t.Errorf("got %q", got)
	}
}

func TestShapeOfEnglishHolds(t *testing.T) {
	w := NewWords("fr", "", []*Catalog{
		parsed(t, "i18n/fr.toml", "list.count = \"guides\"\npage.skip = {one = \"a\", other = \"b\"}\n"),
		parsed(t, "builtin/en.toml", english),
	})
	if got := w.Plural("list.count", 2, "what", "work"); got != "2 guides about work" {
		t.Errorf("got %q", got)
	}
	if got := w.Text("page.skip"); got != "Skip" {
		t.Errorf("got %q", got)
	}
}

func TestPlaces(t *testing.T) {
	w := NewWords("en", "", []*Catalog{parsed(t, "en.toml", english)})
	if got := w.Text("page.edition", "edition", "{total}", "total", "9"); got != "Edition {total}, {total} of 9" {
		t.Errorf("a value is not searched for places: %q", got)
	}
	if got := w.Text("page.edition", "total", "9"); got != "Edition {edition}, {edition} of 9" {
		t.Errorf("got %q", got)
	}
	if got := w.Plural("list.count", 1, "what", "{n}"); got != "1 guide about {n}" {
		t.Errorf("a value is not searched for places: %q", got)
	}
}

func TestUnknownKeyPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a key that English lacks went unnoticed")
		}
	}()
	NewWords("en", "", []*Catalog{parsed(t, "en.toml", english)}).Text("page.skpi")
}

func TestTextAllocatesNothing(t *testing.T) {
	w := NewWords("en", "", []*Catalog{parsed(t, "en.toml", english)})
	if n := testing.AllocsPerRun(100, func() { w.Text("page.skip") }); n != 0 {
		t.Errorf("%v allocations for a plain text", n)
	}
}

func TestLanguagesWithoutPluralRulesNeverFail(t *testing.T) {
	for _, tag := range []string{"rhg", "qu", "haz", "prs", "xqz", "ku-Arab", "nonsense!", ""} {
		w := NewWords(tag, "latin", []*Catalog{
			{Tag: tag, plurals: map[string]*forms{"list.count": {plural.Other: "{n} other", plural.One: "{n} one"}}},
			parsed(t, "en.toml", english),
		})
		for n, want := range map[int]string{1: "1 one", 5: "5 other", 1000: "1,000 other"} {
			if got := w.Plural("list.count", n); got != want {
				t.Errorf("%s: %d is %q, want %q", tag, n, got, want)
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ tag, digits, group, decimal, four, long, fraction string }{
		{"en", "", ",", ".", "1,234", "1,234,567", "0.50"},
		{"en", "native", ",", ".", "1,234", "1,234,567", "0.50"},
		{"es", "", ".", ",", "1234", "1.234.567", "0,50"},
		{"pt", "", ".", ",", "1.234", "1.234.567", "0,50"},
		{"pt-PT", "", " ", ",", "1234", "1 234 567", "0,50"},
		{"hi", "", ",", ".", "1,234", "12,34,567", "0.50"},
		{"hi", "native", ",", ".", "१,२३४", "१२,३४,५६७", "०.५०"},
		{"bn", "", ",", ".", "১,২৩৪", "১২,৩৪,৫৬৭", "০.৫০"},
		{"ar", "", ",", ".", "1,234", "1,234,567", "0.50"},
		{"ar-EG", "native", ",", ".", "١٬٢٣٤", "١٬٢٣٤٬٥٦٧", "٠٫٥٠"},
		{"fa", "", "٬", "٫", "۱٬۲۳۴", "۱٬۲۳۴٬۵۶۷", "۰٫۵۰"},
		{"fa", "latin", "٬", "٫", "1,234", "1,234,567", "0.50"},
		{"ur", "native", ",", ".", "۱٬۲۳۴", "۱٬۲۳۴٬۵۶۷", "۰٫۵۰"},
		{"ckb", "", ",", ".", "١٬٢٣٤", "١٬٢٣٤٬٥٦٧", "٠٫٥٠"},
		{"my", "", ",", ".", "၁,၂၃၄", "၁,၂၃၄,၅၆၇", "၀.၅၀"},
		{"th", "native", ",", ".", "๑,๒๓๔", "๑,๒๓๔,๕๖๗", "๐.๕๐"},
		{"ja", "native", ",", ".", "1,234", "1,234,567", "0.50"},
		{"rhg", "", ",", ".", "1,234", "1,234,567", "0.50"},
	} {
		w := Words{number: newNumbering(c.tag, c.digits, c.group, c.decimal)}
		if got := w.Number(1234); got != c.four {
			t.Errorf("%s %s: %q, want %q", c.tag, c.digits, got, c.four)
		}
		if got := w.Number(1234567); got != c.long {
			t.Errorf("%s %s: %q, want %q", c.tag, c.digits, got, c.long)
		}
		if got := w.Decimal(0.5, 2); got != c.fraction {
			t.Errorf("%s %s: %q, want %q", c.tag, c.digits, got, c.fraction)
		}
	}
	w := Words{number: newNumbering("fa", "", ",", ".")}
	if got := w.Number(-5); got != "\u2212۵" {
		t.Errorf("got %q", got)
	}
	if got := w.Digits("2026-03"); got != "۲۰۲۶-۰۳" {
		t.Errorf("got %q", got)
	}
}

func TestSize(t *testing.T) {
	w := NewWords("en", "", []*Catalog{parsed(t, "en.toml", english)})
	for bytes, want := range map[int64]string{
		0: "0 bytes", 999: "999 bytes", 1000: "1 kB", 4710: "4.7 kB", 9_949: "9.9 kB", 9_950: "10 kB", 213_400: "213 kB",
		999_499: "999 kB", 999_500: "1 MB", 1_234_567: "1.2 MB", 12_345_678: "12 MB", 5_000_000_000: "5 GB", 7_000_000_000_000: "7,000 GB",
	} {
		if got := w.Size(bytes); got != want {
			t.Errorf("Size(%d) = %q, want %q", bytes, got, want)
		}
	}
}

func TestList(t *testing.T) {
	w := NewWords("en", "", []*Catalog{parsed(t, "en.toml", english)})
	for want, items := range map[string][]string{"": nil, "a": {"a"}, "a and b": {"a", "b"}, "a, b and c": {"a", "b", "c"}} {
		if got := w.List(items); got != want {
			t.Errorf("List(%v) = %q, want %q", items, got, want)
		}
	}
}

func TestPersianCalendar(t *testing.T) {
	for _, c := range []struct {
		date             time.Time
		year, month, day int
	}{
		{day(2026, 1, 5), 1404, 10, 15},
		{day(2026, 3, 20), 1404, 12, 29},
		{day(2026, 3, 21), 1405, 1, 1},
		{day(2025, 3, 20), 1403, 12, 30}, // a leap year
		{day(1979, 2, 11), 1357, 11, 22},
		{day(2000, 12, 31), 1379, 10, 11},
		{day(2100, 7, 1), 1479, 4, 10},
	} {
		if y, m, d := persian(c.date); y != c.year || m != c.month || d != c.day {
			t.Errorf("%s is %d/%d/%d, want %d/%d/%d", c.date.Format(time.DateOnly), y, m, d, c.year, c.month, c.day)
		}
	}
}

func day(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

func BenchmarkText(b *testing.B) {
	c, _ := ParseCatalog("en.toml", []byte(english))
	w := NewWords("en", "", []*Catalog{c})
	b.ReportAllocs()
	for b.Loop() {
		w.Text("page.skip")
	}
}

func BenchmarkPlural(b *testing.B) {
	c, _ := ParseCatalog("ru.toml", []byte(english))
	w := NewWords("ru", "", []*Catalog{c})
	b.ReportAllocs()
	for b.Loop() {
		w.Plural("list.count", 1234, "what", "work")
	}
}
