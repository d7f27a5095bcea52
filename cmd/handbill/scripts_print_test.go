//go:build print

package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// script is a short guide of our own in one script.
type script struct {
	tag, dir, name string
	title          string
	parts          [3]string // headings
	lines          [3]string // what stands below each
}

var scripts = []script{
	{"en", "ltr", "English", "Clean water", [3]string{"Boil", "Store", "Ask"}, [3]string{"Boil water for one minute.", "Keep it in a closed jar.", "Ask at the clinic: it is free."}},
	{"ar", "rtl", "العربية", "ماء نظيف", [3]string{"الغلي", "الحفظ", "السؤال"}, [3]string{"اغلوا الماء دقيقة واحدة.", "احفظوه في وعاء مغلق.", "اسألوا في العيادة: الخدمة مجانية."}},
	{"zh-Hans", "ltr", "简体中文", "干净的水", [3]string{"烧开", "存放", "询问"}, [3]string{"把水烧开一分钟。", "放在有盖的罐子里。", "可以去诊所询问，不收费。"}},
	{"th", "ltr", "ไทย", "น้ำสะอาด", [3]string{"ต้มน้ำ", "เก็บน้ำ", "สอบถาม"}, [3]string{"ต้มน้ำให้เดือดหนึ่งนาที", "เก็บไว้ในภาชนะที่มีฝาปิด", "สอบถามที่คลินิกได้ ไม่เสียเงิน"}},
	{"hi", "ltr", "हिन्दी", "साफ़ पानी", [3]string{"उबालें", "रखें", "पूछें"}, [3]string{"पानी को एक मिनट तक उबालें।", "उसे ढके हुए बर्तन में रखें।", "क्लिनिक में पूछें: यह मुफ़्त है।"}},
	{"am", "ltr", "አማርኛ", "ንጹህ ውሃ", [3]string{"ማፍላት", "ማስቀመጥ", "መጠየቅ"}, [3]string{"ውሃውን ለአንድ ደቂቃ ያፍሉ።", "በተዘጋ ማሰሮ ያስቀምጡ።", "ክሊኒክ ውስጥ ይጠይቁ፤ ነጻ ነው።"}},
}

// writeScripts writes a site of a guide and a leaflet in all scripts.
func writeScripts(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	settings := "title = \"Water\"\nsource = \"en\"\naddress = \"https://water.example.org/\"\n"
	files := map[string]string{}
	for _, s := range scripts {
		settings += fmt.Sprintf("[languages.%s]\nname = %q\ndir = %q\ndigits = \"latin\"\n", s.tag, s.name, s.dir)
		var body strings.Builder
		for i, part := range s.parts {
			fmt.Fprintf(&body, "\n## %s\n\n%s\n", part, s.lines[i])
		}
		kind := ""
		if s.tag == "en" {
			kind = "kind = \"leaflet\"\n"
		}
		files["guides/water/"+s.tag+".md"] = fmt.Sprintf("+++\ntitle = %q\n+++\n%s", s.title, body.String())
		files["guides/jar/"+s.tag+".md"] = fmt.Sprintf("+++\ntitle = %q\nsummary = %q\n%s+++\n%s", s.title, s.lines[0], kind, body.String())
	}
	files["site.toml"] = settings
	writeFiles(t, root, files)
	return root
}

// squeezed has no spaces and no marks of direction: poppler sees other ones than a
// reader.
func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
}

// sound holds a file against what every file has: whole, tagged, titled, in its
// language, with fonts that are fonts.
func sound(t *testing.T, file string, s script) {
	t.Helper()
	output(t, "qpdf", "--check", file)
	info := output(t, "pdfinfo", file)
	if !regexp.MustCompile(`Tagged: +yes`).MatchString(info) || !strings.Contains(info, s.title) {
		t.Errorf("%s: no tags or another title:\n%s", file, info)
	}
	whole := output(t, "qpdf", "--qdf", "--object-streams=disable", file, "-")
	for _, want := range []string{"/Lang (" + s.tag + ")", "/DisplayDocTitle true"} {
		if !strings.Contains(whole, want) {
			t.Errorf("%s: it does not say %s", file, want)
		}
	}
	if rightBound := strings.Contains(whole, "/Direction /R2L"); rightBound != (s.dir == "rtl") {
		t.Errorf("%s: pages side by side run from the right: %t", file, rightBound)
	}
	for _, line := range strings.Split(strings.TrimSpace(output(t, "pdffonts", file)), "\n")[2:] {
		if !strings.Contains(line, "TrueType") || !regexp.MustCompile(`yes (yes|no ) yes +\d+`).MatchString(line) {
			t.Errorf("%s: a font is drawn, not in the file, or without letters: %s", file, line)
		}
	}
}

func TestGuidesPrintInSixScripts(t *testing.T) {
	root := writeScripts(t)
	others := []string{"letter", "large-print", "ink-saver"}
	print(t, root, "water", "--format", "a4,"+strings.Join(others, ","))
	for _, s := range scripts {
		for _, format := range others {
			sound(t, filepath.Join(root, "public", s.tag, "water-"+format+".pdf"), s)
		}
		file := filepath.Join(root, "public", s.tag, "water-a4.pdf")
		sound(t, file, s)
		if box := output(t, "pdfinfo", "-box", file); !regexp.MustCompile(`MediaBox: +0\.00 +0\.00 +59[456]\.\d+ +84[12]\.\d+`).MatchString(box) {
			t.Errorf("%s: the page is not A4:\n%s", file, box)
		}
		pages := strings.Split(output(t, "pdftotext", "-layout", file, "-"), "\f")
		for i := range pages {
			pages[i] = squeezed(pages[i])
		}
		text := strings.Join(pages, "")
		for i, part := range s.parts {
			if !strings.Contains(text, squeezed(part+s.lines[i])) {
				t.Errorf("%s: %q does not follow %q in %s", file, s.lines[i], part, text)
			}
			// A line of the contents ends, or begins from right to left, with the page.
			page := regexp.MustCompile(regexp.QuoteMeta(squeezed(part)) + `\.*(\d)`)
			if s.dir == "rtl" {
				page = regexp.MustCompile(`(\d)\.*` + regexp.QuoteMeta(squeezed(part)))
			}
			m := page.FindStringSubmatch(text)
			if m == nil {
				t.Errorf("%s: the contents have no page of %q: %s", file, part, text)
				continue
			}
			if n, _ := strconv.Atoi(m[1]); n < 1 || n > len(pages) || !strings.Contains(pages[n-1], squeezed(part)) {
				t.Errorf("%s: %q is not on page %s", file, part, m[1])
			}
		}
	}
}

func TestLeafletsOfSixScriptsLeadToTheirPages(t *testing.T) {
	root := writeScripts(t)
	print(t, root, "jar", "--format", "trifold,zine-letter,card,poster-a4")
	for _, s := range scripts {
		for format, codes := range map[string]int{"trifold": 1, "zine-letter": 1, "card": 10, "poster-a4": 1} {
			file := filepath.Join(root, "public", s.tag, "jar-"+format+".pdf")
			sound(t, file, s)
			text := squeezed(output(t, "pdftotext", "-raw", file, "-"))
			for _, word := range strings.Fields(s.title + " " + s.lines[2]) {
				if !strings.Contains(text, strings.Trim(word, ".:")) {
					t.Errorf("%s: no %q in %s", file, word, text)
				}
			}
			picture := strings.TrimSuffix(file, ".pdf")
			output(t, "pdftoppm", "-r", "200", "-gray", "-f", "1", "-l", "1", "-singlefile", file, picture)
			found := strings.Fields(output(t, "zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture+".pgm"))
			if len(found) != codes {
				t.Errorf("%s: %d codes are read, not %d", file, len(found), codes)
			}
			for _, address := range found {
				if address != "https://water.example.org/"+s.tag+"/jar.html" {
					t.Errorf("%s: a code says %q", file, address)
				}
			}
		}
	}
}
