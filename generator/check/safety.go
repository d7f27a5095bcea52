package check

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"handbill/generator/diag"
	"handbill/generator/render"
)

// page checks that a page fetches nothing from elsewhere and runs nothing that
// an author wrote, and gives its ids and local links where they are wanted.
func (c *Checker) page(f render.File, ds *diag.List) pageIDs {
	s := safety{file: f, ds: ds, ids: make(map[string]bool, 32), full: c.opt.Full, styles: &c.styles}
	scan(f.Data, s.tag)
	return pageIDs{ids: s.ids, links: s.links}
}

type safety struct {
	file   render.File
	ds     *diag.List
	ids    map[string]bool
	links  []string
	full   bool
	styles *styles
}

func (s *safety) fail(t *tag, code, message string) {
	at := diag.File{Path: "public/" + s.file.Path, Source: s.file.Data}.At(t.at)
	s.ds.Error(at, code, message, "this page would harm its readers, so the build stops; if your theme did not write it, please report it")
}

func (s *safety) tag(t *tag) {
	switch string(t.name) {
	case "iframe", "frame", "frameset", "object", "embed", "applet", "portal", "base":
		s.fail(t, "unsafe-element", fmt.Sprintf("a <%s> stands in the page", t.name))
	case "style":
		if s.styles.judge(t.text) {
			s.fail(t, "foreign-fetch", "a style fetches from another host")
		}
	}
	for i := range t.attrs {
		s.attr(t, &t.attrs[i])
	}
}

// styles are the verdicts on style sheets: pages share a few.
type styles struct {
	mu      sync.RWMutex
	foreign map[string]bool
}

func (s *styles) judge(css []byte) bool {
	s.mu.RLock()
	verdict, known := s.foreign[string(css)]
	s.mu.RUnlock()
	if known {
		return verdict
	}
	verdict = foreignStyle(css)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.foreign == nil || len(s.foreign) >= 256 { // a theme may write another one on each page
		s.foreign = map[string]bool{}
	}
	s.foreign[string(css)] = verdict
	return verdict
}

// escaped is a character that a style writes by its number (CSS Syntax 3, section
// 4.3.7).
var escaped = regexp.MustCompile(`\\[0-9a-f]{1,6}\s?`)

// setOfPictures is a function of styles that fetches its strings; fetching are the
// words without which there is none.
var setOfPictures = regexp.MustCompile(`(?:image-set|\bsrc|\bimage)\([^;}]*?["']\s*(?:https?:|[/\\]{2})`)

var fetching = [...]string{"image-set(", "src(", "image("}

func foreignStyle(css []byte) bool {
	text := strings.ToLower(string(css))
	if strings.Contains(text, `\`) {
		text = escaped.ReplaceAllStringFunc(text, func(e string) string {
			n, _ := strconv.ParseUint(strings.TrimSpace(e[1:]), 16, 32)
			return strings.ToLower(string(rune(n)))
		})
	}
	if strings.Contains(text, "@import") {
		return true
	}
	for _, word := range fetching {
		if strings.Contains(text, word) && setOfPictures.MatchString(text) {
			return true
		}
	}
	for {
		_, after, ok := strings.Cut(text, "url(")
		if !ok {
			return false
		}
		if target := strings.TrimLeft(after, "\"' \t\n"); !strings.HasPrefix(target, "data:") && isForeign(target) {
			return true
		}
		text = after
	}
}

func (s *safety) attr(t *tag, a *attr) {
	switch string(a.name) {
	case "class", "lang", "dir", "content", "name", "charset", "rel", "hidden", "role":
		// Most attributes are one of these, and none does anything.
	case "id":
		id := unescape(a.value)
		if s.ids[id] {
			s.fail(t, "id-twice", fmt.Sprintf("the id %q stands twice in the page", id))
		}
		s.ids[id] = true
	case "style":
		s.fail(t, "unsafe-attribute", "a style attribute stands in the page, which the content security policy forbids")
	case "href":
		switch string(t.name) {
		case "link", "use", "image":
			s.fetch(t, a, unescape(a.value))
		default:
			s.href(t, a.value)
		}
	case "src", "poster", "data", "action", "formaction", "xlink:href", "background", "ping":
		s.fetch(t, a, unescape(a.value))
	case "srcset", "imagesrcset":
		for _, candidate := range strings.Split(unescape(a.value), ",") {
			address, _, _ := strings.Cut(strings.TrimSpace(candidate), " ")
			s.fetch(t, a, address)
		}
	default:
		if bytes.HasPrefix(a.name, []byte("on")) {
			s.fail(t, "unsafe-attribute", fmt.Sprintf("the attribute %s runs a script", a.name))
		}
	}
}

// allowedSchemes are those that a link may have (RELIABILITY, "Content is not
// trusted"); signal's own is sgnl.
var allowedSchemes = map[string]bool{"http": true, "https": true, "mailto": true, "tel": true, "sms": true, "sgnl": true, "signal": true, "whatsapp": true}

// unsafeValue is what html/template writes in place of an address that it does
// not trust: a link that is dead without anybody having said so.
const unsafeValue = "ZgotmplZ"

// href judges an address that a reader may follow, as written.
func (s *safety) href(t *tag, raw []byte) {
	if !s.full && isPlain(raw) {
		return
	}
	address := unescape(raw)
	if strings.HasSuffix(address, unsafeValue) {
		s.fail(t, "link-lost", "a template could not write the address of a link")
		return
	}
	scheme := schemeOf(address)
	if scheme != "" && !allowedSchemes[scheme] {
		s.fail(t, "link-scheme", fmt.Sprintf("a link begins with %s:", scheme))
		return
	}
	if scheme == "" && !strings.HasPrefix(address, "//") {
		s.local(address)
	}
}

// isPlain reports whether an address is one of those that nearly all are, about which
// there is nothing to say: no character is hidden, and it has no scheme, or HTTPS.
func isPlain(raw []byte) bool {
	if bytes.IndexByte(raw, '&') >= 0 || bytes.HasSuffix(raw, []byte(unsafeValue)) {
		return false
	}
	return bytes.HasPrefix(raw, []byte("https:")) || bytes.IndexByte(raw, ':') < 0
}

// schemeOf gives the scheme as browsers read it: blanks and control characters
// in front and tabs and line ends inside do not count (WHATWG URL, 4.4).
func schemeOf(address string) string {
	address = strings.TrimLeftFunc(address, func(r rune) bool { return r <= ' ' })
	if strings.ContainsAny(address, "\t\n\r") {
		address = strings.Map(func(r rune) rune {
			if r == '\t' || r == '\n' || r == '\r' {
				return -1
			}
			return r
		}, address)
	}
	scheme, _, ok := strings.Cut(address, ":")
	if !ok || scheme == "" || strings.ContainsAny(scheme, "/?#") {
		return ""
	}
	return strings.ToLower(scheme)
}

// fetch judges an address that a browser loads by itself.
func (s *safety) fetch(t *tag, a *attr, address string) {
	if string(t.name) == "link" {
		switch rel, _ := t.get("rel"); rel {
		case "canonical", "alternate", "license", "author", "prev", "next", "help", "search":
			return // told, not loaded
		}
	}
	scheme := schemeOf(address)
	if scheme == "data" {
		switch string(t.name) {
		case "img", "link", "image":
			return
		}
	}
	if scheme != "" || isForeign(address) {
		s.fail(t, "foreign-fetch", fmt.Sprintf("<%s %s> would load %q", t.name, a.name, shorten(address)))
		return
	}
	s.local(address)
}

func isForeign(address string) bool {
	address = strings.ReplaceAll(strings.TrimLeft(address, " \t\n\r"), "\\", "/")
	return strings.HasPrefix(address, "//") || strings.HasPrefix(strings.ToLower(address), "http:") || strings.HasPrefix(strings.ToLower(address), "https:")
}

func shorten(address string) string {
	if r := []rune(address); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return address
}

// local notes where a link of the site leads.
func (s *safety) local(address string) {
	if !s.full {
		return
	}
	if to, ok := localTarget(s.file.Path, address); ok {
		s.links = append(s.links, to)
	}
}

// localTarget gives the path below the output that a relative address on a page
// leads to, with its fragment; ok is false for one that begins at the root, as
// those of 404.html do, which only its own host can judge.
func localTarget(from, address string) (to string, ok bool) {
	u, err := url.Parse(address)
	if err != nil || strings.HasPrefix(u.Path, "/") {
		return "", false
	}
	to = from
	if u.Path != "" {
		to = path.Join(path.Dir(from), u.Path)
		if strings.HasSuffix(u.Path, "/") {
			to += "/index.html"
		}
	}
	if u.Fragment != "" {
		to += "#" + u.Fragment
	}
	return to, true
}
