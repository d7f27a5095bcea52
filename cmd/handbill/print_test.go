//go:build print

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The tests of this file print the sample guides with a browser and read the
// files back with poppler, qpdf and zbar: go test -tags print ./cmd/handbill

// printed is the sample site with some files made.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	root := sample(t)
	print(t, root, args...)
	return root
}

// sample is a copy of the sample site.
func sample(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for _, name := range []string{"guides", "i18n"} {
		if err := os.CopyFS(filepath.Join(root, name), os.DirFS("../../"+name)); err != nil {
			t.Fatal(err)
		}
	}
	// Go files are no part of a site.
	if err := os.Remove(filepath.Join(root, "i18n", "embed.go")); err != nil {
		t.Fatal(err)
	}
	settings, err := os.ReadFile("../../site.toml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "site.toml"), settings, 0o644); err != nil {
		t.Fatal(err)
	}
	return root
}

// writeFiles writes files of a site, such as "guides/water/en.md", below a folder.
func writeFiles(t *testing.T, root string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func print(t *testing.T, root string, args ...string) {
	t.Helper()
	if code := run(append([]string{"pdf", "--root", root, "--quiet"}, args...)); code != 0 {
		t.Fatalf("handbill pdf %v: exit code %d", args, code)
	}
}

func output(t *testing.T, name string, args ...string) string {
	t.Helper()
	var errors bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stderr = &errors
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, errors.String())
	}
	return string(out)
}

func TestLeafletsPrintInEveryScript(t *testing.T) {
	root := printed(t, "pocket-rights", "--languages", "en,ar,zh-Hans,th,hi", "--format", "trifold,zine,card,poster-a4")
	// The words of the front, of the last panel, and between them.
	words := map[string][]string{
		"en":      {"Rights in", "If you are stopped", "You may refuse", "If you are held", "Who to call", "0808 157 0142"},
		"ar":      {"0808 157 0142"},
		"zh-Hans": {"口袋里的权利", "如果被拦下", "你可以拒绝", "打电话找谁", "0808 157 0142"},
		"th":      {"0808 157 0142"},
		"hi":      {"0808 157 0142"},
	}
	for tag, want := range words {
		for format, pages := range map[string]string{"trifold": "2", "zine": "1", "card": "1", "poster-a4": "1"} {
			file := filepath.Join(root, "public", tag, "pocket-rights-"+format+".pdf")
			info := output(t, "pdfinfo", file)
			for _, line := range []string{`Tagged: +yes`, `Pages: +` + pages, `Title: +\S`} {
				if !regexp.MustCompile(line).MatchString(info) {
					t.Errorf("%s: pdfinfo has no %q:\n%s", file, line, info)
				}
			}
			output(t, "qpdf", "--check", file)
			// In lines that stand on their head poppler sees spaces everywhere.
			text := strings.Join(strings.Fields(output(t, "pdftotext", "-raw", file, "-")), "")
			rest := text
			for _, w := range want {
				w = strings.ReplaceAll(w, " ", "")
				_, after, found := strings.Cut(rest, w)
				if !found && format != "card" {
					t.Errorf("%s: no %q, or too early, in %s", file, w, text)
				}
				// The back of a tri-fold is on the same side as its front, so its
				// words come before those inside.
				if format == "zine" {
					rest = after
				}
			}
			if !strings.Contains(text, "08081570142") {
				t.Errorf("%s: the number is not in the text", file)
			}
			if fonts := output(t, "pdffonts", file); strings.Contains(fonts, " no  ") && !strings.Contains(fonts, "Type 3") {
				t.Errorf("%s: a font is not embedded:\n%s", file, fonts)
			}
			picture := strings.TrimSuffix(file, ".pdf")
			sharp := "200" // dots an inch; the codes of cards are small
			if format == "card" {
				sharp = "300"
			}
			output(t, "pdftoppm", "-r", sharp, "-png", "-f", "1", "-l", "1", "-singlefile", file, picture)
			address := "https://guides.example.org/" + tag + "/pocket-rights.html"
			for _, line := range strings.Fields(output(t, "zbarimg", "--quiet", "--raw", picture+".png")) {
				if line != address {
					t.Errorf("%s: the code says %q, not %q", file, line, address)
				}
			}
		}
	}
}

// Every service has a card with its numbers, on both papers and in all languages.
func TestServicesPrintOnCards(t *testing.T) {
	root := printed(t, "when-stopped", "--format", "card,card-letter")
	for _, tag := range []string{"en", "es", "fr", "pt", "ru", "ar", "zh-Hans", "th", "hi", "sw"} {
		for _, format := range []string{"card", "card-letter"} {
			file := filepath.Join(root, "public", tag, "when-stopped-"+format+".pdf")
			text := output(t, "pdftotext", "-raw", file, "-")
			for _, number := range []string{"0808 157 0142", "+44 1632 960118", "+44 7700 900127"} {
				if !strings.Contains(text, number) {
					t.Errorf("%s: no %s in %s", file, number, text)
				}
			}
		}
	}
}

// The numbers of the contents are those of the pages that the headings are on.
func TestContentsNameTheRightPages(t *testing.T) {
	root := printedLong(t, "--languages", "en", "--format", "a4,a5-booklet")
	file := filepath.Join(root, "public/en/migrant-sex-workers-briefing-a4.pdf")
	pages := strings.Split(output(t, "pdftotext", "-layout", file, "-"), "\f")
	entry := regexp.MustCompile(`(?m)^\s*(\S.*?\S)\s{2,}(\d+)\s*$`)
	found := entry.FindAllStringSubmatch(pages[1], -1)
	if len(found) < 5 {
		t.Fatalf("the contents have %d lines:\n%s", len(found), pages[1])
	}
	for _, m := range found {
		n := 0
		for _, digit := range m[2] {
			n = n*10 + int(digit-'0')
		}
		if n < 1 || n > len(pages) || !strings.Contains(pages[n-1], m[1]) {
			t.Errorf("%q is not on page %s", m[1], m[2])
		}
	}
	// The sheets: every page k shows its number where a folded booklet has it.
	sheets := filepath.Join(root, "public/en/migrant-sex-workers-briefing-a5-booklet.pdf")
	output(t, "qpdf", "--check", sheets)
	preferences := output(t, "qpdf", "--qdf", "--object-streams=disable", sheets, "-")
	if !strings.Contains(preferences, "/DuplexFlipShortEdge") || !strings.Contains(preferences, "/Direction /L2R") {
		t.Error("the sheets do not say how to print them")
	}
	right := func(top, height string) []string {
		return strings.Split(strings.TrimSuffix(output(t, "pdftotext", "-x", "421", "-y", top, "-W", "421", "-H", height, sheets, "-"), "\f"), "\f")
	}
	sides, feet := right("0", "596"), right("555", "41")
	total := len(sides) * 2
	for i, side := range sides {
		want := 1 + i // fronts carry the odd page 1+2s on the right
		if i%2 == 1 {
			want = total - i
		}
		if want == 1 || strings.TrimSpace(side) == "" {
			continue // the cover has no number, a blank nothing
		}
		if got := strings.TrimSpace(feet[i]); got != itoa(want) {
			t.Errorf("side %d: on the right stands page %q, not %d", i+1, got, want)
		}
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

func TestPrintingTwiceGivesTheSameBytes(t *testing.T) {
	args := []string{"when-stopped", "--languages", "hi", "--format", "a4,large-print,ink-saver,a5-booklet"}
	one, two := printed(t, args...), printed(t, args...)
	for _, name := range []string{"public/hi/when-stopped-a4.pdf", "public/hi/when-stopped-large-print.pdf", "public/hi/when-stopped-ink-saver.pdf", "public/hi/when-stopped-a5-booklet.pdf", "public/manifest.json", "public/hi/when-stopped.html"} {
		a, err := os.ReadFile(filepath.Join(one, name))
		b, otherErr := os.ReadFile(filepath.Join(two, name))
		if err != nil || otherErr != nil || !bytes.Equal(a, b) {
			t.Errorf("%s differs between two runs (%v, %v)", name, err, otherErr)
		}
	}
	page, err := os.ReadFile(filepath.Join(one, "public/hi/when-stopped.html"))
	if err != nil || !bytes.Contains(page, []byte(`href="when-stopped-a4.pdf"`)) {
		t.Error("the page does not list its file")
	}
}

// A file whose guide has changed may hold an old number: the next build takes it
// away, and leaves the others.
func TestBuildRemovesStaleFiles(t *testing.T) {
	root := printed(t, "pocket-rights", "--languages", "en,fr", "--format", "card")
	source := filepath.Join(root, "guides/pocket-rights/fr.md")
	text, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(source, append(text, "\nNouveau numéro.\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	if code := run([]string{"build", "--root", root, "--quiet"}); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	if _, err := os.Stat(filepath.Join(root, "public/fr/pocket-rights-card.pdf")); !os.IsNotExist(err) {
		t.Errorf("the stale file is still there (%v)", err)
	}
	if _, err := os.Stat(filepath.Join(root, "public/en/pocket-rights-card.pdf")); err != nil {
		t.Errorf("a current file is gone: %v", err)
	}
}
