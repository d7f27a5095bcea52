package pack

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"handbill/generator/content"
)

// zipTime is the time of every file in an archive: the first that ZIP can say.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// archive writes a ZIP whose bytes depend on the files alone.
type archive struct {
	buffer bytes.Buffer
	zip    *zip.Writer
}

func newArchive() *archive {
	a := &archive{}
	a.zip = zip.NewWriter(&a.buffer)
	return a
}

// add writes a file, packed unless it is packed already by its kind.
func (a *archive) add(name string, data []byte) error {
	method := zip.Deflate
	switch path.Ext(name) {
	case ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".woff2", ".mp3", ".ogg", ".opus", ".m4a", ".mp4", ".webm", ".pdf":
		method = zip.Store
	}
	h := &zip.FileHeader{Name: name, Method: method, Modified: zipTime}
	h.SetMode(0o644)
	w, err := a.zip.CreateHeader(h)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// first writes the file that tells an EPUB from other archives: not packed, and
// with its size and sum in front.
func (a *archive) first(name string, data []byte) error {
	h := &zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(data), CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data))}
	w, err := a.zip.CreateRaw(h)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

func (a *archive) bytes() ([]byte, error) {
	if err := a.zip.Close(); err != nil {
		return nil, err
	}
	return a.buffer.Bytes(), nil
}

// zip packs the site, or one language with what it shows.
func (p *packer) zip(name string, l *content.Language) error {
	members, err := p.members(l)
	if err != nil {
		return err
	}
	a := newArchive()
	for _, m := range slices.Sorted(maps.Keys(members)) {
		data, err := p.read(m)
		if err != nil {
			return err
		}
		if path.Ext(m) == ".html" {
			r := relink{page: m, has: func(name string) bool { return members[name] }, whole: p.Site.Absolute}
			if data, err = r.do(data); err != nil {
				return err
			}
		}
		if err := a.add(m, data); err != nil {
			return err
		}
	}
	if l != nil {
		if err := a.add("index.html", start(l)); err != nil {
			return err
		}
	}
	data, err := a.bytes()
	if err != nil {
		return err
	}
	return p.put(name, data)
}

// start is where a language's archive is opened: a page that leads to its list.
func start(l *content.Language) []byte {
	href := content.Rel("index.html", l.Tag+"/index.html")
	return fmt.Appendf(nil, `<!DOCTYPE html>
<html lang="%s" dir="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><meta http-equiv="refresh" content="0; url=%s"><title>%s</title></head><body><main><h1><a href="%s">%s</a></h1></main></body></html>
`, l.Tag, l.Dir, href, html.EscapeString(l.Name), href, html.EscapeString(l.Name))
}

// members are the files of an archive: of a language its pages and what these
// load.
func (p *packer) members(l *content.Language) (map[string]bool, error) {
	members := map[string]bool{}
	if l == nil {
		for name := range p.files {
			if packed(name) {
				members[name] = true
			}
		}
		return members, nil
	}
	for name := range p.files {
		if !packed(name) || !inLanguage(name, l.Tag) {
			continue
		}
		members[name] = true
		if path.Ext(name) != ".html" {
			continue
		}
		data, err := p.read(name)
		if err != nil {
			return nil, err
		}
		for _, asset := range loads(name, data) {
			if p.files[asset] {
				members[asset] = true
			}
		}
	}
	prefix := "assets/search-" + l.Tag + "-"
	for name := range p.files {
		if strings.HasPrefix(name, prefix) {
			members[name] = true
		}
	}
	return members, nil
}

// loads are the files of the site that a page loads or links to below assets/.
func loads(page string, data []byte) []string {
	var names []string
	r := relink{page: page}
	if address := later.Find(data); address != nil {
		names = append(names, r.file(string(address)))
	}
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return names
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		for _, a := range z.Token().Attr {
			switch a.Key {
			case "src", "href", "poster":
				if name := r.file(a.Val); strings.HasPrefix(name, "assets/") {
					names = append(names, name)
				}
			case "srcset":
				for part := range strings.SplitSeq(a.Val, ",") {
					if fields := strings.Fields(part); len(fields) > 0 {
						if name := r.file(fields[0]); strings.HasPrefix(name, "assets/") {
							names = append(names, name)
						}
					}
				}
			}
		}
	}
}
