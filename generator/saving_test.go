package generator

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"

	"handbill/generator/render/offline"
)

// invented writes texts nobody has seen: words of the sample guides of a language,
// now following one another as they do there, now at random, so that they are as
// hard to pack as what people write.
type invented struct {
	words []string
	after map[string][]string
	*rand.Rand
}

var noWord = regexp.MustCompile(`(?s)^\+\+\+.*?\+\+\+|\]\([^)]*\)|[^\p{L}\p{M}\p{N}' ]`)

func newInvented(t *testing.T, language string) *invented {
	t.Helper()
	v := &invented{after: map[string][]string{}, Rand: rand.New(rand.NewPCG(7, 8))}
	for _, guide := range []string{"migrant-sex-workers", "pocket-rights"} {
		data, err := os.ReadFile("../guides/" + guide + "/" + language + ".md")
		if err != nil {
			t.Fatal(err)
		}
		v.words = append(v.words, strings.Fields(noWord.ReplaceAllString(string(data), " "))...)
	}
	for i, word := range v.words[1:] {
		v.after[v.words[i]] = append(v.after[v.words[i]], word)
	}
	return v
}

func (v *invented) some(n int) string {
	var words []string
	word := ""
	for range n {
		if next := v.after[word]; len(next) > 0 && v.IntN(10) < 4 {
			word = next[v.IntN(len(next))]
		} else {
			word = v.words[v.IntN(len(v.words))]
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// guide writes a guide of about 700 words.
func (v *invented) guide(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "+++\ntitle = %q\nsummary = %q\nupdated = 2026-02-01\ntags = [\"topic %d\"]\n+++\n\n", v.some(4), v.some(14), n%8)
	for range 5 + v.IntN(4) {
		fmt.Fprintf(&b, "## %s\n\n%s.\n\n%s. %s.\n\n", v.some(3), v.some(30), v.some(12), v.some(14))
		for range 4 {
			fmt.Fprintf(&b, "- **%s.** %s.\n", v.some(2), v.some(9))
		}
		fmt.Fprintf(&b, "\n[%s](../guide-%02d/)\n\n", v.some(3), v.IntN(100))
	}
	return b.String()
}

// TestHundredGuidesAreLightToSave holds what prepaid data pays for: the whole
// language once, and one pack when one guide changes.
func TestHundredGuidesAreLightToSave(t *testing.T) {
	for language, limit := range map[string]int{"en": 225_000, "fr": 225_000, "es": 225_000, "ar": 280_000, "ru": 280_000} {
		t.Run(language, func(t *testing.T) {
			v := newInvented(t, language)
			site, markdown := map[string]string{}, ""
			site["site.toml"] = fmt.Sprintf("title = \"Guides\"\naddress = \"https://guides.example/\"\nsource = %q\n[languages.%s]\nname = %q\ndir = %q\nexit = \"https://www.example.com/\"\n",
				language, language, language, map[bool]string{true: "rtl", false: "ltr"}[language == "ar"])
			for n := range 100 {
				text := v.guide(n)
				site[fmt.Sprintf("guides/guide-%02d/%s.md", n, language)], markdown = text, markdown+text
			}
			files := savedFiles(t, site, language)
			total := 0
			for _, data := range files {
				total += zipped(data)
			}
			t.Logf("%d packs, %d bytes; the Markdown alone takes %d", len(files), total, zipped(markdown))
			if total > limit || len(files) > 14 {
				t.Errorf("saving takes %d files and %d bytes, %d are allowed", len(files), total, limit)
			}
			changed := maps.Clone(site)
			for n := 3; n < 100; n += 14 {
				name := fmt.Sprintf("guides/guide-%02d/%s.md", n, language)
				changed[name] += v.some(5) + ".\n"
				cost := 0
				for path, data := range savedFiles(t, changed, language) {
					if files[path] == "" {
						cost += zipped(data)
					}
				}
				if cost > 25_000 {
					t.Errorf("a change in one guide takes %d bytes", cost)
				}
				changed[name] = site[name]
			}
		})
	}
}

// savedFiles builds a site and gives the files that saving a language fetches, but
// for its list.
func savedFiles(t *testing.T, site map[string]string, language string) map[string]string {
	t.Helper()
	files, ds := buildFiles(t, site, Options{})
	if ds.Failed() {
		t.Fatal(ds)
	}
	var list offline.List
	if err := json.Unmarshal([]byte(files[language+"/offline.json"]), &list); err != nil {
		t.Fatal(err)
	}
	packs := map[string]string{}
	for _, p := range list.Packs {
		packs[p.Path] = files[p.Path]
	}
	return packs
}

// zipped is what a file takes after gzip -6.
func zipped(data string) int {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, 6)
	if err != nil {
		panic(err)
	}
	z.Write([]byte(data))
	z.Close()
	return b.Len()
}

// What the texts of site.toml show stands on every page, the saved ones too.
func TestPicturesAroundGuidesAreSaved(t *testing.T) {
	site := pictureSite(t, "Words.\n", map[string]string{"lamp.png": "progressive.png", "song.mp3": "vbr.mp3"})
	site["site.toml"] += "[languages.ar]\nname = \"العربية\"\ndir = \"rtl\"\n[footer]\nen = \"![Lamp](guides/a/lamp.png)\"\n[welcome]\nen = \"![Well](guides/b/cover.webp) ![Song](guides/a/song.mp3)\"\nar = \"أهلا\"\n"
	site["guides/a/ar.md"] = "+++\ntitle = \"ألف\"\n+++\n\nكلام.\n"
	for language, shown := range map[string][]string{"en": {"lamp", "cover", "song"}, "ar": {"lamp"}} {
		files := savedFiles(t, site, language)
		saved := ""
		for path, data := range files {
			line, _, _ := strings.Cut(data, "\n")
			saved += path + line
		}
		for _, name := range shown {
			if !strings.Contains(saved, "assets/"+name+".") {
				t.Errorf("%s is not saved in %s", name, language)
			}
		}
		if language == "ar" && strings.Contains(saved, "assets/song.") {
			t.Error("a sound that no Arabic page has is saved")
		}
	}
}

// A picture that several guides show travels with the first of them, so that the same
// sources make the same packs on each machine.
func TestSharedPicturesTravelWithTheFirst(t *testing.T) {
	site := pictureSite(t, strings.Repeat("Many words. ", 20_000)+"\n\n![Lamp](lamp.png)\n", map[string]string{"lamp.png": "progressive.png"})
	for n := range 6 {
		site[fmt.Sprintf("guides/c%d/en.md", n)] = fmt.Sprintf("+++\ntitle = \"C %d\"\n+++\n\n![Lamp](../a/lamp.png)\n", n)
	}
	files, ds := buildFiles(t, site, Options{Workers: 8})
	if ds.Failed() {
		t.Fatal(ds)
	}
	for path, data := range files {
		if line, _, _ := strings.Cut(data, "\n"); strings.HasPrefix(path, "packs/") && strings.Contains(line, `"assets/lamp.`) && !strings.HasPrefix(path, "packs/a.") {
			t.Errorf("the picture of the first guide travels in %s", path)
		}
	}
}
