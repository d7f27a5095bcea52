package offline

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// long gives 30 pages of words in letters from the first on, each about so long.
func long(first rune, letters, length int) map[string]string {
	random := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 2000)
	for i := range words {
		for range 2 + random.IntN(6) {
			words[i] += string(first + rune(random.IntN(letters)))
		}
	}
	pages := map[string]string{}
	for n := range 30 {
		var b strings.Builder
		fmt.Fprintf(&b, "<!DOCTYPE html><title>%d</title>", n)
		for b.Len() < length {
			b.WriteString(words[random.IntN(len(words))] + " ")
		}
		pages[fmt.Sprintf("en/guide-%02d.html", n)] = b.String()
	}
	return pages
}

// TestPacksAreBoundByWeight: one changed guide costs one pack, whatever the length of
// the guides around it.
func TestPacksAreBoundByWeight(t *testing.T) {
	for name, pages := range map[string]map[string]string{
		"Latin": long('a', 26, 16_000), "Cyrillic": long('а', 32, 40_000), "Han": long('一', 3000, 9_000),
	} {
		before := saved(t, 10, pages, nil)
		for _, p := range before.list.Packs {
			if files := unpack(t, before.files, before.files[p.Path]); len(files) > 1 && Weight(before.files[p.Path]) > heaviest {
				t.Errorf("%s: %s of %d guides weighs %d bytes", name, p.Path, len(files), Weight(before.files[p.Path]))
			}
		}
		for path, text := range before.unpacked(t) {
			if path != "en/index.html" && text != pages[path] {
				t.Errorf("%s: %s is another page in its pack", name, path)
			}
		}
		pages["en/guide-13.html"] += " and more"
		after, fresh := saved(t, 10, pages, nil), 0
		for _, p := range after.list.Packs {
			if !slices.ContainsFunc(before.list.Packs, func(old Pack) bool { return old.Hash == p.Hash }) {
				fresh += Weight(after.files[p.Path])
			}
		}
		if fresh == 0 || fresh > heaviest {
			t.Errorf("%s: one changed guide costs %d bytes", name, fresh)
		}
	}
}

func TestAGuideHeavierThanAPackTravelsAlone(t *testing.T) {
	pages := long('а', 32, 8_000)
	pages["en/guide-07.html"] = long('a', 26, 90_000)["en/guide-00.html"]
	s := saved(t, 10, pages, nil)
	for _, p := range s.list.Packs {
		files := unpack(t, s.files, s.files[p.Path])
		if _, heavy := files["en/guide-07.html"]; heavy && len(files) > 1 {
			t.Errorf("it travels with %d others", len(files)-1)
		}
	}
}

// Letters are counted where packs are made and again where they are read: what is no
// text must not move what comes after it.
func TestAPageThatIsNoUTF8LeavesOthersWhole(t *testing.T) {
	pages := long('а', 32, 6_000)
	good := pages["en/guide-02.html"]
	for i, bad := range []string{"\xff", "\xf0\x9f", "\xe4\xb8", "\xd0", "\x80\xbf", "\xed\xa0\x80", "\xc0\x80", "\xf5\x80\x80\x80", "\xfe"} {
		pages[fmt.Sprintf("en/guide-%02d.html", 3*i)] = bad + good[:999] + bad + good[999:] + bad
	}
	got := saved(t, 10, pages, nil).unpacked(t)
	for path, text := range pages {
		if utf8.ValidString(text) && got[path] != text {
			t.Errorf("%s is another page in its pack", path)
		}
		if bare := strings.ReplaceAll(got[path], "?", ""); !utf8.ValidString(text) && !strings.Contains(bare, good[:990]) {
			t.Errorf("%s has lost more than what is no text", path)
		}
	}
}
