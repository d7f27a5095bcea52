package pack

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"handbill/generator/content"
)

// single makes the one file of a guide: its page with the pictures inside.
func (p *packer) single(page *content.Page) error {
	data, err := p.read(page.Address)
	if err != nil {
		return err
	}
	r := relink{page: page.Address, has: func(string) bool { return false }, whole: p.Site.Absolute, embed: p.embedder()}
	if data, err = r.do(data); err != nil {
		return err
	}
	if data, err = p.inline(page.Address, data); err != nil {
		return err
	}
	return p.put(singlePath(page), data)
}

// later is the address of what a guide's script fetches when a reader asks.
var later = regexp.MustCompile(`(?:\.\./)*assets/guide\.[0-9a-f]+\.js`)

// inline puts that script into a page that stands alone, and allows it.
func (p *packer) inline(page string, data []byte) ([]byte, error) {
	address := later.Find(data)
	if address == nil {
		return data, nil
	}
	name := relink{page: page}.file(string(address))
	script, err := p.read(name)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(script)
	data = bytes.Replace(data, []byte("script-src "), []byte("script-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"' "), 1)
	at := bytes.LastIndex(data, []byte("</body>"))
	if at < 0 {
		at = len(data)
	}
	return slices.Concat(data[:at], []byte("<script>"), script, []byte("</script>"), data[at:]), nil
}

// embedder gives pictures as data: addresses.
func (p *packer) embedder() func(string) (string, error) {
	return func(name string) (string, error) {
		data, err := p.read(name)
		if err != nil {
			return "", err
		}
		return "data:" + mediaType(name) + ";base64," + base64.StdEncoding.EncodeToString(data), nil
	}
}

// types are those of the files that the site publishes; what the system knows of
// them may differ from machine to machine.
var types = map[string]string{
	".html": "text/html", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp",
	".avif": "image/avif", ".gif": "image/gif", ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".css": "text/css", ".xhtml": "application/xhtml+xml",
}

func mediaType(name string) string {
	if t, ok := types[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}

// singleBook makes one page of all guides of a language: the frame of its list,
// and each guide as an article. Ids get the guide's number before them, so that
// two guides may have the same heading.
func (p *packer) singleBook(name string, v volume) error {
	address := v.language.Tag + "/index.html"
	frame, err := p.read(address)
	if err != nil {
		return err
	}
	doc, err := html.Parse(bytes.NewReader(frame))
	if err != nil {
		return fmt.Errorf("pack %s: %w", address, err)
	}
	main := find(doc, atom.Main)
	if main == nil {
		return fmt.Errorf("pack %s: the page has no main part", address)
	}
	chapters, err := p.chapters(v)
	if err != nil {
		return err
	}
	for main.FirstChild != nil {
		main.RemoveChild(main.FirstChild)
	}
	heading := element(main, atom.H1)
	heading.AppendChild(text(v.title))
	nav := element(main, atom.Nav, "class", "contents", "aria-label", v.language.Words.Text("pack.contents"))
	list := element(nav, atom.Ol)
	styles := []string{}
	for i, c := range chapters {
		prefix := fmt.Sprintf("g%d-", i+1)
		link := element(element(list, atom.Li), atom.A, "href", "#"+prefix+"top")
		link.AppendChild(text(c.title))
		article := element(main, atom.Article, "id", prefix+"top")
		for n := c.main.FirstChild; n != nil; n = c.main.FirstChild {
			c.main.RemoveChild(n)
			article.AppendChild(n)
		}
		p.joinChapter(article, c, i, chapters)
		if !contains(styles, c.style) {
			styles = append(styles, c.style)
		}
	}
	if err := p.embedAll(main); err != nil {
		return err
	}
	p.reframe(doc, main, address)
	restyle(doc, styles)
	var b bytes.Buffer
	if err := html.Render(&b, doc); err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	return p.put(name, b.Bytes())
}

// joinChapter gives a chapter its own ids and leads its links: within the book to
// the chapter, elsewhere to the whole address.
func (p *packer) joinChapter(article *html.Node, c chapter, number int, chapters []chapter) {
	prefix := fmt.Sprintf("g%d-", number+1)
	r := relink{page: c.page.Address}
	walk(article, func(n *html.Node) {
		if n.DataAtom == atom.H1 { // one first heading for the book
			n.Data, n.DataAtom = "h2", atom.H2
		}
		for i := range n.Attr {
			a := &n.Attr[i]
			switch {
			case a.Key == "id" && n != article, a.Key == "for":
				a.Val = prefix + a.Val
			case a.Key == "aria-labelledby" || a.Key == "aria-describedby" || a.Key == "headers":
				fields := strings.Fields(a.Val)
				for j := range fields {
					fields[j] = prefix + fields[j]
				}
				a.Val = strings.Join(fields, " ")
			case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
				a.Val = "#" + prefix + a.Val[1:]
			case a.Key == "href" && n.DataAtom == atom.A:
				target := r.file(a.Val)
				if target == "" {
					continue
				}
				_, fragment, _ := strings.Cut(a.Val, "#")
				a.Val = p.Site.Absolute(target)
				if a.Val != "" && fragment != "" {
					a.Val += "#" + fragment
				}
				for j, other := range chapters {
					if other.page.Address == target {
						if fragment == "" {
							fragment = "top"
						}
						a.Val = fmt.Sprintf("#g%d-%s", j+1, fragment)
					}
				}
			case a.Key == "src" && r.file(a.Val) != "":
				a.Val = "/" + r.file(a.Val) // embedAll takes it from here
			}
		}
		dropEmptyLinks(n)
	})
}

// dropEmptyLinks makes a link that leads nowhere into words.
func dropEmptyLinks(n *html.Node) {
	if n.DataAtom != atom.A {
		return
	}
	for i := range n.Attr {
		if n.Attr[i].Key == "href" && n.Attr[i].Val == "" {
			n.Attr = append(n.Attr[:i], n.Attr[i+1:]...)
			return
		}
	}
}

func (p *packer) embedAll(main *html.Node) (err error) {
	embed := p.embedder()
	walk(main, func(n *html.Node) {
		if n.DataAtom == atom.Source && n.Parent.DataAtom == atom.Picture {
			n.Parent.RemoveChild(n)
			return
		}
		var kept []html.Attribute
		for _, a := range n.Attr {
			if n.DataAtom == atom.Img && (a.Key == "srcset" || a.Key == "sizes" || a.Key == "loading") {
				continue
			}
			if name, ok := strings.CutPrefix(a.Val, "/"); ok && a.Key == "src" {
				whole, failed := embed(name)
				if failed != nil {
					err = failed
				}
				a.Val = whole
			}
			kept = append(kept, a)
		}
		n.Attr = kept
	})
	return err
}

// reframe leads the links around the text to the whole site, and drops what
// would lead nowhere.
func (p *packer) reframe(doc, main *html.Node, address string) {
	r := relink{page: address}
	var gone []*html.Node
	walk(doc, func(n *html.Node) {
		if within(n, main) {
			return
		}
		for i := range n.Attr {
			a := &n.Attr[i]
			switch {
			case a.Key == "data-leave":
				a.Val = "about:blank"
			case a.Key == "href" && r.file(a.Val) != "":
				if a.Val = p.Site.Absolute(r.file(a.Val)); a.Val == "" {
					gone = append(gone, n)
				}
			}
		}
		if n.DataAtom == atom.Link {
			for _, a := range n.Attr {
				if a.Key == "rel" && (a.Val == "alternate" || a.Val == "canonical" || a.Val == "manifest") {
					gone = append(gone, n)
				}
			}
		}
	})
	for _, n := range gone {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// restyle adds the styles of the chapters to the page's own and allows them.
func restyle(doc *html.Node, styles []string) {
	head := find(doc, atom.Head)
	hashes := ""
	for _, s := range styles {
		if s == "" {
			continue
		}
		sum := sha256.Sum256([]byte(s))
		hashes += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
		element(head, atom.Style).AppendChild(&html.Node{Type: html.TextNode, Data: s})
	}
	walk(head, func(n *html.Node) {
		for i, a := range n.Attr {
			if a.Key == "content" && strings.HasPrefix(a.Val, "default-src") {
				n.Attr[i].Val = strings.Replace(a.Val, "style-src", "style-src"+hashes, 1)
			}
		}
	})
}
