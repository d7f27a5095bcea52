package markdown

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"handbill/generator/diag"
)

// TestCommonMarkExamples runs the specification's examples that come with
// goldmark. What differs on purpose stands in testdata/commonmark.txt.
func TestCommonMarkExamples(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal("where is goldmark? ", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var examples []struct {
		Markdown, HTML, Section string
		Example                 int
	}
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	if len(examples) < 600 {
		t.Fatalf("only %d examples", len(examples))
	}
	except := exceptions(t)
	p := New()
	for _, e := range examples {
		d, ds := p.Parse(diag.File{Path: "spec.md", Source: []byte(e.Markdown)}, 0, Options{CommonMark: true})
		var b bytes.Buffer
		d.HTML(&b, Frame{})
		same := canonical(b.String()) == canonical(e.HTML) && len(ds) == 0
		switch reason, ok := except[e.Example]; {
		case ok && same:
			t.Errorf("example %d is as specified now: take it off the list (%s)", e.Example, reason)
		case !ok && !same:
			t.Errorf("example %d (%s)\n%s\ngot  %s\nwant %s\n%v", e.Example, e.Section, e.Markdown, b.String(), e.HTML, ds)
		}
	}
}

// exceptions reads testdata/commonmark.txt: number, reason.
func exceptions(t *testing.T) map[int]string {
	f, err := os.Open("testdata/commonmark.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list := map[int]string{}
	for s := bufio.NewScanner(f); s.Scan(); {
		if s.Text() == "" || strings.HasPrefix(s.Text(), "#") {
			continue
		}
		number, reason, _ := strings.Cut(s.Text(), " ")
		n, err := strconv.Atoi(number)
		if err != nil || reason == "" {
			t.Fatalf("testdata/commonmark.txt: %q", s.Text())
		}
		list[n] = reason
	}
	return list
}

// canonical makes two texts of HTML equal where a browser shows the same.
func canonical(s string) string {
	var b strings.Builder
	pre, breaks := 0, true // at a place where spaces are not seen
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.TrimSpace(b.String())
		case html.TextToken:
			text := string(z.Text())
			if pre == 0 {
				folded := strings.Join(strings.Fields(text), " ")
				if text != "" && strings.TrimLeft(text, " \t\n") != text && !breaks {
					folded = " " + folded
				}
				if text != "" && folded != "" && strings.TrimRight(text, " \t\n") != text && folded != " " {
					folded += " "
				}
				text = folded
			}
			b.WriteString(html.EscapeString(text))
			breaks = false
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			pre += count(t.Data == "pre")
			slices.SortFunc(t.Attr, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
			trimBefore(&b, t.Data)
			b.WriteString("<" + t.Data)
			for _, a := range t.Attr {
				b.WriteString(" " + a.Key + "=" + strconv.Quote(a.Val))
			}
			b.WriteString(">")
			breaks = !phrasing[t.Data] || t.Data == "br"
		case html.EndTagToken:
			t := z.Token()
			pre -= count(t.Data == "pre")
			trimBefore(&b, t.Data)
			b.WriteString("</" + t.Data + ">")
			breaks = !phrasing[t.Data]
		default:
			b.Write(z.Raw())
		}
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// trimBefore takes away the spaces in front of a block's tag.
func trimBefore(b *strings.Builder, tag string) {
	if phrasing[tag] && tag != "br" {
		return
	}
	s := strings.TrimRight(b.String(), " \n")
	b.Reset()
	b.WriteString(s)
}
