package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"net/url"
	"path"
	"strings"

	tokens "golang.org/x/net/html"
)

// version tells apart what an address looked like at two moments: it covers the
// page's bytes and those of what the page needs from this site. Pages that are
// not there, and a site that has not been built, have versions too.
func (now *state) version(f found) string {
	sum := sha256.New()
	switch {
	case now.content == nil:
		sum.Write([]byte("no site yet"))
	case !f.ok:
		sum.Write([]byte("no page\x00"))
		sum.Write(notFound(now.content))
	default:
		sum.Write([]byte("page\x00"))
		sum.Write(f.file.Data)
		hashNeeds(sum, now, f)
	}
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:12])
}

// hashNeeds adds the tags of the files that a page shows or runs.
func hashNeeds(sum hash.Hash, now *state, page found) {
	if !isPage(page.file.Path) {
		return
	}
	seen := map[string]bool{}
	for z := tokens.NewTokenizer(bytes.NewReader(page.file.Data)); ; {
		kind := z.Next()
		if kind == tokens.ErrorToken {
			return
		}
		if kind != tokens.StartTagToken && kind != tokens.SelfClosingTagToken {
			continue
		}
		for _, link := range needs(z.Token()) {
			p, ok := inside(page.file.Path, link)
			if !ok || seen[p] {
				continue
			}
			seen[p] = true
			if f := open(now.content, p); f.ok {
				sum.Write([]byte(now.tag(f.file)))
			}
		}
	}
}

// needs gives the addresses that a tag makes the browser fetch.
func needs(t tokens.Token) []string {
	switch t.Data {
	case "img", "source", "script", "audio", "video", "track", "iframe", "embed":
		links := []string{attribute(t, "src"), attribute(t, "poster")}
		for candidate := range strings.SplitSeq(attribute(t, "srcset"), ",") {
			if fields := strings.Fields(candidate); len(fields) > 0 {
				links = append(links, fields[0])
			}
		}
		return links
	case "object":
		return []string{attribute(t, "data")}
	case "link":
		switch strings.ToLower(attribute(t, "rel")) {
		case "stylesheet", "icon", "preload", "modulepreload", "manifest":
			return []string{attribute(t, "href")}
		}
	}
	return nil
}

// inside gives the output's path that a link on a page leads to.
func inside(page, link string) (string, bool) {
	u, err := url.Parse(link)
	if err != nil || link == "" || u.Scheme != "" || u.Host != "" || u.Path == "" || strings.HasPrefix(u.Path, "/") {
		return "", false
	}
	return path.Join(path.Dir(page), u.Path), true
}
