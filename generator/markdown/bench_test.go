package markdown

import (
	"bytes"
	"os"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"handbill/generator/diag"
)

// guideFile reads a real guide and says where its body begins.
func guideFile(b testing.TB) ([]byte, int) {
	src, err := os.ReadFile("../../guides/migrant-sex-workers/en.md")
	if err != nil {
		b.Fatal(err)
	}
	return src, bytes.Index(src, []byte("\n+++\n")) + len("\n+++\n")
}

// BenchmarkFloor is what goldmark needs for the same guide by itself. A guide
// may cost 1.4 times as much.
func BenchmarkFloor(b *testing.B) {
	src, body := guideFile(b)
	md := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Footnote),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
	)
	var out bytes.Buffer
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := md.Convert(src[body:], &out); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGuide(b *testing.B) {
	src, body := guideFile(b)
	p := New()
	opt := Options{Language: "en", Quotes: english, Value: func(name string) (string, bool) { return "0808 157 0142", true }}
	var out bytes.Buffer
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		d, _ := p.Parse(diag.File{Path: "en.md", Source: src}, body, opt)
		d.HTML(&out, Frame{})
	}
}

func BenchmarkParse(b *testing.B) {
	src, body := guideFile(b)
	p := New()
	opt := Options{Language: "en", Quotes: english, Value: func(name string) (string, bool) { return "0808 157 0142", true }}
	b.ReportAllocs()
	for b.Loop() {
		p.Parse(diag.File{Path: "en.md", Source: src}, body, opt)
	}
}

var english = Quotes{"“", "”", "‘", "’"}
