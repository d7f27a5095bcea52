package translate

import (
	"bytes"
	"slices"
	"strings"

	"handbill/generator/diag"
	"handbill/generator/markdown"
)

// document is a file of one language as units.
type document struct {
	path string
	src  []byte
	// front is the TOML of the front matter, start where it begins in the file.
	front *tomlDoc
	start int
	body  int
	units []Unit
}

var fence = []byte("+++")

// frontMatter gives where the TOML of a Markdown file begins and ends, and where
// its body begins; all 0 where there is no front matter.
func frontMatter(src []byte) (start, stop, body int) {
	top := len(src) - len(bytes.TrimLeft(bytes.TrimPrefix(src, []byte("\uFEFF")), "\r\n"))
	for at := top; at < len(src); {
		end := len(src)
		if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		isFence := bytes.Equal(bytes.TrimRight(src[at:end], " \t\r\n"), fence)
		switch {
		case at == top && !isFence:
			return 0, 0, 0
		case at == top:
			start = end
		case isFence:
			return start, at, end
		}
		at = end
	}
	return 0, 0, 0
}

// frontKeys are the keys of the front matter that are translated, in the order
// in which they are written.
var frontKeys = []struct {
	key  string
	kind markdown.BlockKind
}{{"title", kindTitle}, {"summary", kindSummary}, {"alt", kindCover}, {"tags", kindTags}, {"withdrawn", kindWithdrawn}}

// read makes the units of a Markdown file.
func (p *Project) read(path, language string, src []byte) *document {
	d := &document{path: path, src: src}
	start, stop, body := frontMatter(src)
	d.start, d.body, d.front = start, body, readTOML(src[start:stop])
	file := diag.File{Path: path, Source: src}
	blocks := d.frontBlocks(file)
	doc, _ := p.parser.Parse(file, body, markdown.Options{Language: language})
	d.units = Units(append(blocks, doc.Blocks()...))
	return d
}

func (d *document) frontBlocks(file diag.File) []markdown.Block {
	var blocks []markdown.Block
	for _, k := range frontKeys {
		t := d.front.Find("", k.key)
		if t == nil || strings.TrimSpace(t.Text) == "" || t.List != (k.kind == kindTags) {
			continue
		}
		blocks = append(blocks, markdown.Block{
			Kind: k.kind, Text: strings.TrimSpace(t.Text), At: file.At(d.start + t.At),
			Lines: []markdown.Span{{Start: d.start + t.Start, Stop: d.start + t.Stop}},
		})
	}
	slices.SortStableFunc(blocks, func(a, b markdown.Block) int { return a.Lines[0].Start - b.Lines[0].Start })
	return blocks
}

// serviceKeys are the texts of a service, in the order of the contract.
var serviceKeys = []string{"name", "what", "hours", "address", "cost"}

// directory is a services.toml.
type directory struct {
	path string
	doc  *tomlDoc
	// ids are those of the services, in order.
	ids []string
}

func readDirectory(path string, src []byte) *directory {
	d := &directory{path: path, doc: readTOML(src)}
	for i := 0; ; i++ {
		table := serviceTable(i, "")
		if _, ok := d.doc.Ends[table]; !ok {
			return d
		}
		id := ""
		if t := d.doc.Find(table, "id"); t != nil {
			id = t.Text
		}
		d.ids = append(d.ids, id)
	}
}

func serviceTable(index int, language string) string {
	table := "service." + itoa(index)
	if language != "" {
		table += "." + language
	}
	return table
}

// blocks gives the texts in a language; "" means the source.
func (d *directory) blocks(language string) []markdown.Block {
	file := diag.File{Path: d.path, Source: d.doc.src}
	var blocks []markdown.Block
	for i, id := range d.ids {
		for _, key := range serviceKeys {
			t := d.doc.Find(serviceTable(i, language), key)
			if t == nil || t.List || id == "" || strings.TrimSpace(t.Text) == "" {
				continue
			}
			blocks = append(blocks, markdown.Block{
				Kind: serviceKind(id, key), Text: strings.TrimSpace(t.Text), At: file.At(t.At),
				Lines: []markdown.Span{{Start: t.Start, Stop: t.Stop}}, Heading: id,
			})
		}
	}
	return blocks
}

func serviceKind(id, key string) markdown.BlockKind {
	return markdown.BlockKind(kindService + id + " " + key)
}

// optional reports whether a text need not be translated: addresses have to
// match what stands on the street.
func optional(kind markdown.BlockKind) bool {
	return strings.HasPrefix(string(kind), kindService) && strings.HasSuffix(string(kind), " address")
}
