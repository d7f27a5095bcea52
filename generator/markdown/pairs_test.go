package markdown

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/rogpeppe/go-internal/txtar"

	"handbill/generator/diag"
)

var update = flag.Bool("update", false, "write what comes out into testdata")

// TestPairs compares Markdown with its HTML and its diagnostics. Each archive in
// testdata has pairs name.md and name.html, and name.diag where there is
// something to report; lines above the first file set the language.
func TestPairs(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no pairs: ", err)
	}
	p, words := New(), interfaceWords(t)
	for _, path := range files {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		opt := pairOptions(t, string(archive.Comment))
		got := &txtar.Archive{Comment: archive.Comment}
		want := map[string]string{}
		for _, f := range archive.Files {
			want[f.Name] = string(f.Data)
		}
		for _, f := range archive.Files {
			name, ok := strings.CutSuffix(f.Name, ".md")
			if !ok {
				continue
			}
			html, problems := convert(p, f.Name, f.Data, opt, words)
			got.Files = append(got.Files, f, txtar.File{Name: name + ".html", Data: []byte(html)})
			if problems != "" {
				got.Files = append(got.Files, txtar.File{Name: name + ".diag", Data: []byte(problems)})
			}
			if *update {
				continue
			}
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar")+"/"+name, func(t *testing.T) {
				if w := want[name+".html"]; html != w {
					t.Errorf("HTML\n%s\nwant\n%s", html, w)
				}
				if w := want[name+".diag"]; problems != w {
					t.Errorf("diagnostics\n%s\nwant\n%s", problems, w)
				}
			})
		}
		if *update {
			if err := os.WriteFile(path, txtar.Format(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// convert renders one text as a page would and lists what is reported.
func convert(p *Parser, name string, src []byte, opt Options, words func(string) string) (html, problems string) {
	d, ds := p.Parse(diag.File{Path: name, Source: src}, 0, opt)
	for _, l := range d.Links {
		l.Href = l.Dest
	}
	for _, m := range d.Media {
		m.Src = m.Dest
		if strings.Contains(m.Dest, "big") {
			m.Placed = Placed{Src: m.Dest, Width: 640, Height: 480, Large: "large.jpg", Bytes: 34_210}
		}
	}
	var b bytes.Buffer
	d.HTML(&b, Frame{Words: words, Services: func(s *ServicesBlock) []byte {
		return fmt.Appendf(nil, "<ul><li>%s|%s|%d</li></ul>", strings.Join(s.Filter, " "), s.Title, s.Level)
	}})
	var out strings.Builder
	for _, d := range ds.Sorted() {
		fmt.Fprintf(&out, "%d:%d: %s: %s [%s]\n    %s\n", d.Line, d.Column, d.Severity, d.Message, d.Code, d.Hint)
	}
	return breakLines(b.String()), out.String()
}

// breakLines puts blocks on lines of their own, for people to read.
func breakLines(html string) string {
	var b strings.Builder
	for i := 0; i < len(html); i++ {
		if html[i] == '<' && i > 0 {
			name := strings.TrimLeft(html[i:min(len(html), i+14)], "</")
			end := strings.IndexAny(name, " >")
			tag := name[:max(end, 0)]
			opens := html[i+1] != '/'
			if opens && (flow[tag] || tag == "pre" || tag == "blockquote") && tag != "td" && tag != "th" ||
				!opens && (tag == "ol" || tag == "ul" || tag == "section" || tag == "div" || tag == "figure" || tag == "table" || tag == "dl" || tag == "details") {
				b.WriteByte('\n')
			}
		}
		b.WriteByte(html[i])
	}
	return b.String() + "\n"
}

// pairOptions reads "language: fr", "rtl", "as written" and "quotes: « » “ ”".
func pairOptions(t *testing.T, comment string) Options {
	values := map[string]string{"hotline": "0808 157 0142", "emergency": "112", "network": "Harbour & Lantern", "year": "2026", "email": "hello@guides.example.org"}
	opt := Options{
		Language: "en",
		Quotes:   english,
		Names:    []string{"hotline", "emergency", "network", "year", "email"},
		Value:    func(name string) (string, bool) { v, ok := values[name]; return v, ok },
	}
	for line := range strings.Lines(comment) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "language":
			opt.Language = value
		case "rtl":
			opt.RTL = true
		case "as written":
			opt.Quotes = Quotes{}
		case "quotes":
			q := strings.Split(value, " ")
			if len(q) != 4 {
				t.Fatalf("quotes: %q", value)
			}
			opt.Quotes = Quotes{q[0], q[1], q[2], q[3]}
		}
	}
	return opt
}

// interfaceWords gives the English words of the interface and fails for a key
// that the catalogue does not have.
func interfaceWords(t testing.TB) func(string) string {
	var catalogue map[string]any
	if _, err := toml.DecodeFile("../../i18n/en.toml", &catalogue); err != nil {
		t.Fatal(err)
	}
	return func(key string) string {
		table, name, _ := strings.Cut(key, ".")
		words, _ := catalogue[table].(map[string]any)
		word, ok := words[name].(string)
		if !ok {
			t.Errorf("i18n/en.toml has no %s", key)
		}
		return word
	}
}

// pairTexts gives the Markdown of all pairs.
func pairTexts(t testing.TB) (texts [][]byte) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range files {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".md") {
				texts = append(texts, f.Data)
			}
		}
	}
	return texts
}
