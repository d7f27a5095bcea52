package i18n_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"handbill/generator/i18n"
	words "handbill/i18n"
)

// required are the languages that handbill promises to speak.
var required = []string{"en", "es", "fr", "pt", "ru", "ar", "zh-Hans", "th", "hi", "sw"}

func shipped(t *testing.T) map[string]*i18n.Catalog {
	t.Helper()
	names, err := fs.Glob(words.FS, "*.toml")
	if err != nil {
		t.Fatal(err)
	}
	catalogs := map[string]*i18n.Catalog{}
	for _, name := range names {
		src, err := fs.ReadFile(words.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		c, ds := i18n.ParseCatalog(name, src)
		for _, d := range ds {
			t.Errorf("%s:%d:%d: %s", d.Path, d.Line, d.Column, d.Message)
		}
		catalogs[c.Tag] = c
	}
	return catalogs
}

func TestShippedCataloguesAreComplete(t *testing.T) {
	catalogs := shipped(t)
	for _, tag := range required {
		if catalogs[tag] == nil {
			t.Errorf("no catalogue for %s", tag)
		}
	}
	for tag, c := range catalogs {
		if tag+".toml" != c.Path {
			t.Errorf("%s is not spelled %s", c.Path, tag)
		}
		for _, d := range c.Check(catalogs["en"]) {
			t.Errorf("%s:%d: %s (%s)", d.Path, d.Line, d.Message, d.Hint)
		}
	}
}

// A key that a page asks for and English lacks would stop a build with a panic.
func TestEnglishHasEveryKeyThatPagesAskFor(t *testing.T) {
	english := shipped(t)["en"]
	sections := map[string]bool{}
	for _, key := range english.Keys() {
		sections[key[:strings.IndexByte(key, '.')]] = true
	}
	asked := regexp.MustCompile(`"(([a-z]+)\.[a-z_]+(?:\.[a-z_]+)*)"`)
	for _, root := range []string{"../../generator", "../../themes"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			source := strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, ".html")
			if err != nil || d.IsDir() || !source {
				return err
			}
			text, err := os.ReadFile(path)
			for _, m := range asked.FindAllStringSubmatch(string(text), -1) {
				if sections[m[2]] && !english.Has(m[1]) && !strings.HasSuffix(m[1], "_") && !isFileName(m[1]) && !optionalKey(m[1]) {
					t.Errorf("%s asks for %q, which en.toml lacks", filepath.ToSlash(path), m[1])
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func isFileName(s string) bool {
	return slices.Contains([]string{".html", ".css", ".js", ".toml", ".md", ".svg", ".json"}, filepath.Ext(s))
}

// optionalKey reports the keys that only some languages have.
func optionalKey(key string) bool { return key == "format.first_day" || key == "format.calendar" }

// A copied English text, a stray space or a half-deleted quotation mark is what
// goes wrong in catalogues that people edit by hand.
func TestShippedWordsAreClean(t *testing.T) {
	catalogs := shipped(t)
	for tag, c := range catalogs {
		w := i18n.NewWords(tag, "", []*i18n.Catalog{c})
		dir, _ := i18n.Direction(tag)
		for _, key := range c.Keys() {
			if strings.HasPrefix(key, "format.") || strings.HasSuffix(key, ".count") || strings.HasSuffix(key, ".reading") {
				continue
			}
			text := plainText(w, key)
			if text != strings.TrimSpace(text) || strings.Contains(text, "  ") {
				t.Errorf("%s %s: stray space in %q", tag, key, text)
			}
			if strings.ContainsAny(text, "<>&") {
				t.Errorf("%s %s: words are text, not HTML: %q", tag, key, text)
			}
			if dir == "rtl" && !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Arabic, r) || unicode.Is(unicode.Hebrew, r) }) {
				t.Errorf("%s %s: not translated: %q", tag, key, text)
			}
		}
	}
}

// plainText gives the words of a key, or the form for 5 of a plural.
func plainText(w *i18n.Words, key string) (text string) {
	defer func() {
		if recover() != nil {
			text = w.Plural(key, 5)
		}
	}()
	return w.Text(key)
}

func TestShippedFormats(t *testing.T) {
	catalogs := shipped(t)
	for _, c := range []struct{ tag, date, first, number, size, list, quotes string }{
		{"en", "5 January 2026", "1 August 2026", "1,234,567", "213 kB", "a, b and c", "“”‘’"},
		{"es", "5 de enero de 2026", "1 de agosto de 2026", "1.234.567", "213 kB", "a, b y c", "«»“”"},
		{"fr", "5 janvier 2026", "1er août 2026", "1 234 567", "213 ko", "a, b et c", "«  »“”"},
		{"pt", "5 de janeiro de 2026", "1 de agosto de 2026", "1.234.567", "213 kB", "a, b e c", "“”‘’"},
		{"ru", "5 января 2026 года", "1 августа 2026 года", "1 234 567", "213 кБ", "a, b и c", "«»„“"},
		{"ar", "5 كانون الثاني/يناير 2026", "1 آب/أغسطس 2026", "1,234,567", "213 كيلوبايت", "a، b وc", "«»‹›"},
		{"zh-Hans", "2026年1月5日", "2026年8月1日", "1,234,567", "213 kB", "a、b和c", "“”‘’"},
		{"th", "5 มกราคม 2569", "1 สิงหาคม 2569", "1,234,567", "213 kB", "a b และc", "“”‘’"},
		{"hi", "5 जनवरी 2026", "1 अगस्त 2026", "12,34,567", "213 kB", "a, b और c", "“”‘’"},
		{"sw", "5 Januari 2026", "1 Agosti 2026", "1,234,567", "kB 213", "a, b na c", "“”‘’"},
		{"fa", "۱۵ دی ۱۴۰۴", "۱۰ مرداد ۱۴۰۵", "۱٬۲۳۴٬۵۶۷", "۲۱۳ کیلوبایت", "a، b و c", "«»‹›"},
		{"bn", "৫ জানুয়ারি, ২০২৬", "১ আগস্ট, ২০২৬", "১২,৩৪,৫৬৭", "২১৩ কিলোবাইট", "a, b ও c", "“”‘’"},
		{"ta", "5 ஜனவரி, 2026", "1 ஆகஸ்ட், 2026", "12,34,567", "213 kB", "a, b மற்றும் c", "“”‘’"},
		{"ja", "2026年1月5日", "2026年8月1日", "1,234,567", "213 kB", "a、b、c", "「」『』"},
		{"ko", "2026년 1월 5일", "2026년 8월 1일", "1,234,567", "213kB", "a, b, c", "“”‘’"},
		{"el", "5 Ιανουαρίου 2026", "1 Αυγούστου 2026", "1.234.567", "213 kB", "a, b και c", "«»“”"},
		{"de", "5. Januar 2026", "1. August 2026", "1.234.567", "213 kB", "a, b und c", "„“‚‘"},
		{"it", "5 gennaio 2026", "1º agosto 2026", "1.234.567", "213 kB", "a, b e c", "«»“”"},
		{"uk", "5 січня 2026 року", "1 серпня 2026 року", "1 234 567", "213 кБ", "a, b і c", "«»„“"},
		{"tr", "5 Ocak 2026", "1 Ağustos 2026", "1.234.567", "213 kB", "a, b ve c", "“”‘’"},
		{"vi", "5 tháng 1, 2026", "1 tháng 8, 2026", "1.234.567", "213 kB", "a, b và c", "“”‘’"},
		{"ur", "5 جنوری، 2026", "1 اگست، 2026", "1,234,567", "213 کلوبائٹ", "a، b اور c", "”“’‘"},
	} {
		w := i18n.NewWords(c.tag, "", []*i18n.Catalog{catalogs[c.tag], catalogs["en"]})
		quotes := w.Quotes()
		for what, pair := range map[string][2]string{
			"date":   {w.Date(time.Date(2026, time.January, 5, 0, 0, 0, 0, time.UTC)), c.date},
			"first":  {w.Date(time.Date(2026, time.August, 1, 0, 0, 0, 0, time.UTC)), c.first},
			"number": {w.Number(1_234_567), c.number},
			"size":   {w.Size(213_400), c.size},
			"list":   {w.List([]string{"a", "b", "c"}), c.list},
			"quotes": {strings.Join(quotes[:], ""), c.quotes},
		} {
			if got := spaces.Replace(pair[0]); got != pair[1] {
				t.Errorf("%s %s: %q, want %q", c.tag, what, got, pair[1])
			}
		}
	}
}

// spaces makes no-break spaces visible as plain ones.
var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

// The numbers are samples of the CLDR's plural rules for whole numbers.
func TestShippedPluralsFollowCLDR(t *testing.T) {
	catalogs := shipped(t)
	for tag, samples := range map[string]map[string][]int{
		"en":      {"one": {1}, "other": {0, 2, 11, 21, 101, 1000}},
		"es":      {"one": {1}, "other": {0, 2, 11, 21, 101, 1000}},
		"fr":      {"one": {0, 1}, "other": {2, 11, 21, 101, 1000}},
		"pt":      {"one": {0, 1}, "other": {2, 11, 21, 101, 1000}},
		"ru":      {"one": {1, 21, 101}, "few": {2, 4, 22, 104}, "many": {0, 5, 11, 12, 14, 111, 1000}},
		"ar":      {"zero": {0}, "one": {1}, "two": {2}, "few": {3, 10, 103, 1010}, "many": {11, 99, 111}, "other": {100, 102, 1000}},
		"zh-Hans": {"other": {0, 1, 2, 11, 100}},
		"th":      {"other": {0, 1, 2, 11, 100}},
		"hi":      {"one": {0, 1}, "other": {2, 11, 21, 100}},
		"sw":      {"one": {1}, "other": {0, 2, 11, 100}},
		"fa":      {"one": {0, 1}, "other": {2, 11, 21, 100}},
		"bn":      {"one": {0, 1}, "other": {2, 11, 21, 100}},
		"ta":      {"one": {1}, "other": {0, 2, 11, 100}},
		"ja":      {"other": {0, 1, 2, 11, 100}},
		"ko":      {"other": {0, 1, 2, 11, 100}},
		"el":      {"one": {1}, "other": {0, 2, 11, 100}},
		"de":      {"one": {1}, "other": {0, 2, 11, 100}},
		"it":      {"one": {1}, "other": {0, 2, 11, 100}},
		"uk":      {"one": {1, 21, 101}, "few": {2, 4, 22, 104}, "many": {0, 5, 11, 12, 14, 111, 1000}},
		"tr":      {"one": {1}, "other": {0, 2, 11, 100}},
		"vi":      {"other": {0, 1, 2, 11, 100}},
		"ur":      {"one": {1}, "other": {0, 2, 11, 100}},
	} {
		if catalogs[tag] == nil {
			t.Errorf("no catalogue for %s", tag)
		}
		form := spy(t, tag, samples)
		for category, numbers := range samples {
			for _, n := range numbers {
				if got := form.Plural("x", n); got != category {
					t.Errorf("%s: %d is %s, want %s", tag, n, got, category)
				}
			}
		}
	}
}

// spy makes words whose plural "x" says the category's own name.
func spy(t *testing.T, tag string, samples map[string][]int) *i18n.Words {
	t.Helper()
	src := "[x]\n"
	for category := range samples {
		src += category + " = \"" + category + "\"\n"
	}
	c, ds := i18n.ParseCatalog(tag+".toml", []byte(src))
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	return i18n.NewWords(tag, "", []*i18n.Catalog{c})
}

func TestSpanishAndBeforeI(t *testing.T) {
	es := i18n.NewWords("es", "", []*i18n.Catalog{shipped(t)["es"]})
	for want, items := range map[string][]string{
		"francés e inglés":       {"francés", "inglés"},
		"árabe, francés e hindi": {"árabe", "francés", "hindi"},
		"agua y hielo":           {"agua", "hielo"},
		"inglés y ruso":          {"inglés", "ruso"},
	} {
		if got := es.List(items); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestArabicGuidesAreCounted(t *testing.T) {
	ar := i18n.NewWords("ar", "", []*i18n.Catalog{shipped(t)["ar"]})
	var got []string
	for _, n := range []int{0, 1, 2, 3, 11, 100} {
		got = append(got, ar.Plural("list.count", n))
	}
	want := []string{"لا أدلة", "دليل واحد", "دليلان", "3 أدلة", "11 دليلًا", "100 دليل"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
