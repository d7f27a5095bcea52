package pack

import (
	"bytes"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"

	"handbill/generator/render/offline"
)

// relink gives a page for a place where not everything is: a link to a file that
// is not there leads to the whole address, or is only words. All other bytes stay
// as they are, and with them the page's policy.
type relink struct {
	page string
	has  func(name string) bool
	// whole gives the whole address of a file, "" where the site has none.
	whole func(name string) string
	// embed gives a picture as a data: address; nil leaves pictures alone.
	embed func(name string) (string, error)
}

func (r relink) do(data []byte) ([]byte, error) {
	data = offline.WithoutDownloads(data)
	var out bytes.Buffer
	z := html.NewTokenizer(bytes.NewReader(data))
	gone := false // inside a link that is left out
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out.Bytes(), nil // an HTML tokenizer fails at the end only
		}
		raw := z.Raw()
		if kind == html.EndTagToken && gone {
			if name, _ := z.TagName(); string(name) == "a" {
				gone = false
				continue
			}
		}
		if gone {
			continue
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken || !bytes.HasPrefix(raw, []byte("<a ")) && !bytes.HasPrefix(raw, []byte("<img ")) && !bytes.HasPrefix(raw, []byte("<source srcset")) && !bytes.HasPrefix(raw, []byte("<link ")) {
			out.Write(raw)
			continue
		}
		raw = bytes.Clone(raw) // z.Token reads on
		token := z.Token()
		changed, drop, err := r.token(&token)
		switch {
		case err != nil:
			return nil, err
		case drop:
			gone = token.Data == "a"
		case changed:
			out.WriteString(token.String())
		default:
			out.Write(raw)
		}
	}
}

func (r relink) token(t *html.Token) (changed, drop bool, err error) {
	switch t.Data {
	case "img":
		return r.picture(t)
	case "source": // the same picture in another kind
		return false, r.embed != nil, nil
	case "link":
		rel := attribute(t, "rel")
		return false, rel != nil && (*rel == "manifest" || r.embed != nil && *rel == "alternate"), nil
	}
	if leave := attribute(t, "data-leave"); leave != nil && !r.has(r.file(*leave)) {
		*leave, changed = "about:blank", true
	}
	href := attribute(t, "href")
	if href == nil {
		return changed, false, nil
	}
	name := r.file(*href)
	if name == "" || r.has(name) {
		return changed, false, nil
	}
	_, fragment, _ := strings.Cut(*href, "#")
	if whole := r.whole(name); whole != "" {
		if *href = whole; fragment != "" {
			*href += "#" + fragment
		}
		return true, false, nil
	}
	if path.Base(name) == "offline.html" {
		return false, true, nil
	}
	for i := range t.Attr {
		if t.Attr[i].Key == "href" {
			t.Attr = append(t.Attr[:i], t.Attr[i+1:]...)
			break
		}
	}
	return true, false, nil
}

func (r relink) picture(t *html.Token) (changed, drop bool, err error) {
	src := attribute(t, "src")
	if r.embed == nil || src == nil {
		return false, false, nil
	}
	name := r.file(*src)
	if name == "" {
		return false, false, nil
	}
	if *src, err = r.embed(name); err != nil {
		return false, false, err
	}
	var kept []html.Attribute
	for _, a := range t.Attr {
		if a.Key != "srcset" && a.Key != "sizes" && a.Key != "loading" {
			kept = append(kept, a)
		}
	}
	t.Attr = kept
	return true, false, nil
}

// file gives the file of the output that an address of the page names; "" for
// addresses outside the site and within the page.
func (r relink) file(href string) string {
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return ""
	}
	return path.Join(path.Dir(r.page), u.Path)
}

func attribute(t *html.Token, key string) *string {
	for i := range t.Attr {
		if t.Attr[i].Key == key {
			return &t.Attr[i].Val
		}
	}
	return nil
}
