//go:build print

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// bookSite is a site of two guides with the same parts, in two directions.
func bookSite(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	part := func(title, text string) string {
		return "\n## " + title + "\n\n" + strings.Repeat(text+" ", 400) + "\n"
	}
	writeFiles(t, root, map[string]string{
		"site.toml":          "title = \"Lantern guides\"\nsource = \"en\"\naddress = \"https://guides.example.org/\"\ntagline = \"Clear answers\"\n[languages.en]\nname = \"English\"\n[languages.ar]\nname = \"العربية\"\n",
		"guides/water/en.md": "+++\ntitle = \"Clean water\"\norder = 1\n+++\n\nSee [what to eat](../food/en.md).[^a]\n" + part("How to boil", "Boil it well.") + part("Where to ask", "Ask us first.") + "\n[^a]: The well report.\n",
		"guides/food/en.md":  "+++\ntitle = \"Good food\"\norder = 2\n+++\n\nEat.[^a]\n" + part("How to cook", "Cook it long.") + part("Who can help", "We can help.") + "\n[^a]: The rice report.\n",
		"guides/water/ar.md": "+++\ntitle = \"ماء نظيف\"\n+++\n\nنص.[^a]\n" + part("كيف تغلي الماء", "اغل الماء جيدا.") + part("أين تسأل", "اسألونا أولا.") + "\n[^a]: تقرير.\n",
	})
	return root
}

// Whoever looks a part up in the contents finds it on the page that they name,
// and each note at the foot of its page or the end of its guide.
func TestContentsOfABookNameTheRightPages(t *testing.T) {
	root := bookSite(t)
	print(t, root, "--book", "--format", "a4,a5-booklet")
	file := filepath.Join(root, "public/en/book-a4.pdf")
	output(t, "qpdf", "--check", file)
	pages := strings.Split(strings.TrimSuffix(output(t, "pdftotext", "-layout", file, "-"), "\f"), "\f")
	if !strings.Contains(pages[0], "Lantern guides") || !strings.Contains(pages[0], "Clear answers") {
		t.Errorf("the cover is\n%s", pages[0])
	}
	var titles []string
	for _, m := range regexp.MustCompile(`(?m)^\s*(\S.*?\S)\s{2,}(\d+)\s*$`).FindAllStringSubmatch(pages[1], -1) {
		titles = append(titles, m[1])
		n, _ := strconv.Atoi(m[2])
		if n < 3 || n > len(pages) || !strings.Contains(pages[n-1], m[1]) {
			t.Errorf("%q is not on page %d of %d", m[1], n, len(pages))
		}
	}
	if got := strings.Join(titles, ", "); got != "Clean water, How to boil, Where to ask, Good food, How to cook, Who can help" {
		t.Errorf("the contents are %s:\n%s", got, pages[1])
	}
	if n := strings.Count(strings.Join(pages[2:], ""), "report."); n != 2 {
		t.Errorf("%d notes", n)
	}
	last := filepath.Join(root, "last")
	output(t, "pdftoppm", "-r", "200", "-png", "-f", strconv.Itoa(len(pages)), "-singlefile", file, last)
	if code := output(t, "zbarimg", "--quiet", "--raw", last+".png"); strings.TrimSpace(code) != "https://guides.example.org/en/" {
		t.Errorf("the code on the back says %q", code)
	}
	sheets := filepath.Join(root, "public/ar/book-a5-booklet.pdf")
	output(t, "qpdf", "--check", sheets)
	if text := output(t, "qpdf", "--qdf", "--object-streams=disable", sheets, "-"); !strings.Contains(text, "/Direction /R2L") {
		t.Error("the Arabic sheets are bound on the left")
	}
}

// A book may hold an old number as any file may; one that is current is neither
// made anew nor taken away.
func TestBuildRemovesStaleBooks(t *testing.T) {
	root := bookSite(t)
	print(t, root, "--book")
	english, arabic := filepath.Join(root, "public/en/book-a4.pdf"), filepath.Join(root, "public/ar/book-a4.pdf")
	first, err := os.ReadFile(arabic)
	if err != nil {
		t.Fatal(err)
	}
	source := filepath.Join(root, "guides/food/en.md")
	text, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(source, append(text, "\nNew number.\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	if code := run([]string{"build", "--root", root, "--quiet"}); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	if _, err := os.Stat(english); !os.IsNotExist(err) {
		t.Errorf("the stale book is still there (%v)", err)
	}
	if _, err := os.Stat(arabic); err != nil {
		t.Errorf("the current book is gone: %v", err)
	}
	if err := os.RemoveAll(filepath.Join(root, "public")); err != nil {
		t.Fatal(err)
	}
	print(t, root, "--book")
	if again, err := os.ReadFile(arabic); err != nil || string(again) != string(first) {
		t.Errorf("the same book has other bytes (%v)", err)
	}
}

// A site that says nothing of itself, such as a new one, has no page about itself: it
// would hold a heading and nothing else.
func TestNothingAboutAPublicationTakesNoPage(t *testing.T) {
	root := t.TempDir()
	writeFiles(t, root, map[string]string{
		"site.toml":          "title = \"Guides\"\nsource = \"en\"\n[languages.en]\nname = \"English\"\n",
		"guides/water/en.md": "+++\ntitle = \"Clean water\"\n+++\n\nBoil it.\n",
	})
	print(t, root, "--format", "a4")
	print(t, root, "--book", "--format", "a4")
	for _, name := range []string{"water-a4.pdf", "book-a4.pdf"} {
		text := strings.TrimRight(output(t, "pdftotext", filepath.Join(root, "public/en", name), "-"), "\f\n ")
		pages := strings.Split(text, "\f")
		if last := pages[len(pages)-1]; !strings.Contains(last, "Boil it.") || strings.Contains(text, "About this publication") {
			t.Errorf("%s ends with\n%s", name, last)
		}
	}
}
