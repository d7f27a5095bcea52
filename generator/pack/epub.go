package pack

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"path"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"handbill/generator/markdown"
)

// book is an EPUB 3 on its way.
type book struct {
	packer   *packer
	volume   volume
	chapters []chapter

	pictures []picture
	byName   map[string]string // a picture of the site: its name in the book
}

type picture struct {
	name string // in the book
	data []byte
}

// epub makes an EPUB of a volume.
func (p *packer) epub(name string, v volume) error {
	b := &book{packer: p, volume: v, byName: map[string]string{}}
	var err error
	if b.chapters, err = p.chapters(v); err != nil {
		return err
	}
	texts := make([][]byte, len(b.chapters))
	svg := make([]bool, len(b.chapters))
	for i := range b.chapters {
		if texts[i], svg[i], err = b.chapter(i); err != nil {
			return err
		}
	}
	a := newArchive()
	write := func(name string, data []byte) {
		if err == nil {
			err = a.add(name, data)
		}
	}
	if err := a.first("mimetype", []byte("application/epub+zip")); err != nil {
		return err
	}
	write("META-INF/container.xml", []byte(`<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`))
	write("book/package.opf", b.opf(svg))
	write("book/contents.xhtml", b.contents())
	write("book/contents.ncx", b.ncx())
	write("book/style.css", []byte(bookStyle))
	for i, data := range texts {
		write("book/"+chapterName(i), data)
	}
	for _, pic := range b.pictures {
		write("book/"+pic.name, pic.data)
	}
	if err != nil {
		return err
	}
	data, err := a.bytes()
	if err != nil {
		return err
	}
	return p.put(name, data)
}

// bookStyle leaves fonts, sizes and colours to the reading system.
const bookStyle = `body { line-height: 1.5; }
h1, h2, h3 { line-height: 1.25; break-after: avoid; }
img { max-width: 100%; height: auto; }
figure { margin: 1em 0; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid; padding: .3em .8em .3em 0; text-align: start; vertical-align: top; }
.callout { border: 1px solid; padding: 0 1em; margin: 1em 0; }
.label, .kind { font-weight: bold; }
.pull { display: none; }
dt { font-weight: bold; }
dd { margin-inline-start: 1em; }
.tel, bdi[dir], bdo { display: inline-block; }
a bdi, a bdo, bdi[lang] { display: inline; }
.vh { position: absolute; clip-path: inset(50%); }
`

func chapterName(i int) string { return fmt.Sprintf("g%d.xhtml", i+1) }

// chapter writes one guide as XHTML.
func (b *book) chapter(i int) (data []byte, svg bool, err error) {
	c := b.chapters[i]
	r := relink{page: c.page.Address}
	walk(c.main, func(n *html.Node) {
		svg = svg || n.DataAtom == atom.Svg
		for j := range n.Attr {
			switch a := &n.Attr[j]; {
			case a.Key == "href" && n.DataAtom == atom.A:
				a.Val = b.link(r, a.Val)
			case a.Key == "src" && n.DataAtom == atom.Img && err == nil:
				if name := r.file(a.Val); name != "" {
					a.Val, err = b.picture(name)
				}
			}
		}
		dropEmptyLinks(n)
	})
	var out bytes.Buffer
	b.open(&out, c.title)
	c.main.Attr = nil // the landmark's id belongs to the site
	writeXHTML(&out, c.main)
	out.WriteString("</body></html>\n")
	return out.Bytes(), svg, err
}

func (b *book) open(out *bytes.Buffer, title string) {
	l := b.volume.language
	fmt.Fprintf(out, `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="%s" lang="%s" dir="%s"><head><title>%s</title><link rel="stylesheet" href="style.css"/></head><body>`,
		l.Tag, l.Tag, l.Dir, escape(title))
}

// link leads within the book where the book has the guide, else to the site.
func (b *book) link(r relink, href string) string {
	name := r.file(href)
	if name == "" {
		return href
	}
	_, fragment, _ := strings.Cut(href, "#")
	if fragment != "" {
		fragment = "#" + fragment
	}
	for i, other := range b.chapters {
		if other.page.Address == name {
			return chapterName(i) + fragment
		}
	}
	if whole := b.packer.Site.Absolute(name); whole != "" {
		return whole + fragment
	}
	return ""
}

// picture takes a picture into the book and gives its name there; "" for kinds
// that reading systems need not know.
func (b *book) picture(name string) (string, error) {
	if known, ok := b.byName[name]; ok {
		return known, nil
	}
	switch path.Ext(name) {
	case ".png", ".jpg", ".jpeg", ".gif", ".svg":
	default:
		return "", nil
	}
	data, err := b.packer.read(name)
	if err != nil {
		return "", err
	}
	pic := picture{fmt.Sprintf("p%d%s", len(b.pictures)+1, path.Ext(name)), data}
	b.pictures = append(b.pictures, pic)
	b.byName[name] = pic.name
	return pic.name, nil
}

// contents is the list of guides with their parts.
func (b *book) contents() []byte {
	var out bytes.Buffer
	title := b.volume.language.Words.Text("pack.contents")
	b.open(&out, title)
	fmt.Fprintf(&out, `<nav epub:type="toc" role="doc-toc" aria-labelledby="title"><h1 id="title">%s</h1><ol>`, escape(title))
	for i, c := range b.chapters {
		fmt.Fprintf(&out, `<li><a href="%s">%s</a>`, chapterName(i), escape(c.title))
		if parts := headings(c.main); len(parts) > 0 {
			out.WriteString("<ol>")
			for _, h := range parts {
				fmt.Fprintf(&out, `<li><a href="%s#%s">%s</a></li>`, chapterName(i), escape(h.id), escape(h.text))
			}
			out.WriteString("</ol>")
		}
		out.WriteString("</li>")
	}
	out.WriteString("</ol></nav></body></html>\n")
	return markdown.IsolatePage(out.Bytes())
}

type part struct{ id, text string }

// headings are the second headings that have an address.
func headings(main *html.Node) []part {
	var parts []part
	walk(main, func(n *html.Node) {
		if n.DataAtom != atom.H2 {
			return
		}
		for _, a := range n.Attr {
			if a.Key == "id" && words(n) != "" {
				parts = append(parts, part{a.Val, words(n)})
			}
		}
	})
	return parts
}

// words is the text of an element in one line.
func words(n *html.Node) string {
	var b strings.Builder
	walk(n, func(c *html.Node) {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// ncx is the list for reading systems of EPUB 2.
func (b *book) ncx() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, `<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="%s"><head><meta name="dtb:uid" content="%s"/></head><docTitle><text>%s</text></docTitle><navMap>`,
		b.volume.language.Tag, b.identifier(), escape(b.volume.title))
	for i, c := range b.chapters {
		fmt.Fprintf(&out, `<navPoint id="n%d" playOrder="%d"><navLabel><text>%s</text></navLabel><content src="%s"/></navPoint>`, i+1, i+1, escape(c.title), chapterName(i))
	}
	out.WriteString("</navMap></ncx>\n")
	return out.Bytes()
}

// identifier is a name-based UUID (RFC 9562, version 8) of the volume: the same
// for every edition of it.
func (b *book) identifier() string {
	name := b.packer.Site.Config.Address + "\x00" + b.volume.language.Tag
	if len(b.volume.pages) == 1 {
		name += "\x00" + b.volume.pages[0].Guide.Slug
	}
	s := sha256.Sum256([]byte(name))
	s[6], s[8] = s[6]&0x0f|0x80, s[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", s[:4], s[4:6], s[6:8], s[8:10], s[10:16])
}

// modified is the newest day of the guides: a file has no clock.
func (b *book) modified() string {
	newest := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, p := range b.volume.pages {
		for _, day := range []time.Time{p.Meta.Date, p.Meta.Updated} {
			if day.After(newest) {
				newest = day
			}
		}
	}
	return newest.UTC().Format("2006-01-02T15:04:05Z")
}

// opf is the package document, with what it takes for EPUB Accessibility 1.1.
func (b *book) opf(svg []bool) []byte {
	v, l := b.volume, b.volume.language
	var out bytes.Buffer
	fmt.Fprintf(&out, `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="%s" dir="%s"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">`, l.Tag, l.Dir)
	dc := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&out, "<dc:%s>%s</dc:%s>", name, escape(value), name)
		}
	}
	fmt.Fprintf(&out, `<dc:identifier id="id">%s</dc:identifier>`, b.identifier())
	dc("title", v.title)
	dc("language", l.Tag)
	for _, a := range v.authors {
		dc("creator", a)
	}
	dc("publisher", v.publisher)
	dc("rights", v.license)
	dc("description", shown(l, v.summary))
	dc("source", b.packer.Site.Absolute(cmp.Or(onlyAddress(v), l.Tag+"/index.html")))
	meta := func(property, value string) {
		fmt.Fprintf(&out, `<meta property="%s">%s</meta>`, property, escape(value))
	}
	meta("dcterms:modified", b.modified())
	meta("schema:accessMode", "textual")
	if len(b.pictures) > 0 {
		meta("schema:accessMode", "visual")
		meta("schema:accessibilityFeature", "alternativeText")
	}
	meta("schema:accessModeSufficient", "textual")
	for _, feature := range []string{"structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"} {
		meta("schema:accessibilityFeature", feature)
	}
	meta("schema:accessibilityHazard", "none")
	meta("schema:accessibilitySummary", l.Words.Text("pack.accessibility"))
	meta("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA")
	out.WriteString(`</metadata><manifest><item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="ncx" href="contents.ncx" media-type="application/x-dtbncx+xml"/><item id="style" href="style.css" media-type="text/css"/>`)
	for i := range b.chapters {
		properties := ""
		if svg[i] {
			properties = ` properties="svg"`
		}
		fmt.Fprintf(&out, `<item id="g%d" href="%s" media-type="application/xhtml+xml"%s/>`, i+1, chapterName(i), properties)
	}
	for i, pic := range b.pictures {
		fmt.Fprintf(&out, `<item id="p%d" href="%s" media-type="%s"/>`, i+1, pic.name, mediaType(pic.name))
	}
	direction := ""
	if l.Dir == "rtl" {
		direction = ` page-progression-direction="rtl"`
	}
	fmt.Fprintf(&out, `</manifest><spine toc="ncx"%s><itemref idref="contents" linear="no"/>`, direction)
	for i := range b.chapters {
		fmt.Fprintf(&out, `<itemref idref="g%d"/>`, i+1)
	}
	out.WriteString("</spine></package>\n")
	return out.Bytes()
}

// onlyAddress is the address of a volume's one guide, "" for a book of several.
func onlyAddress(v volume) string {
	if len(v.pages) != 1 {
		return ""
	}
	return v.pages[0].Address
}
