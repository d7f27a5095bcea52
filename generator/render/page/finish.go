package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"slices"
	"strings"
	"sync"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/render"
)

// What authors wrote stands between these two bytes while a page is put
// together: the policy allows no script from there, whatever slipped through.
// Neither byte occurs in UTF-8, so no text can open or close such a region. An
// empty region is the place of the guide's text.
const (
	regionStart = '\xff'
	regionEnd   = '\xfe'
	bodyPlace   = template.HTML("\xff\xfe")
)

// untrusted marks HTML that was made from an author's text.
func untrusted(html string) template.HTML {
	if html == "" {
		return ""
	}
	html = strings.Map(func(r rune) rune { return r }, html) // invalid bytes become U+FFFD
	return template.HTML(string([]byte{regionStart}) + html + string([]byte{regionEnd}))
}

// policy collects what a page may run and load.
type policy struct {
	styles, scripts []string
	sources         bool // classic scripts of the site itself
	connect, worker bool
	manifest        bool
	fonts           bool
	pictures, media bool
}

// finish puts a page together: the body goes to its place, the head gets the
// policy and what else the contract asks of every page, and telephone numbers
// keep their order.
func (r *Renderer) finish(name string, v *View, m meta, frame, body []byte, allow policy) (render.File, diag.List) {
	frame, regions := bytes.TrimSpace(frame), [][]byte(nil)
	out := slices.Grow(v.into[:0], len(frame)+len(body)+1500+m.room())
	for {
		before, after, found := bytes.Cut(frame, []byte{regionStart})
		before = spelled(before)
		r.scan(&allow, before)
		regions = append(regions, before)
		if !found {
			break
		}
		author, rest, _ := bytes.Cut(after, []byte{regionEnd})
		if len(author) == 0 {
			author = body
		} else {
			allow.look(author)
		}
		regions = append(regions, author)
		frame = rest
	}
	const head = "<head>"
	at := bytes.Index(regions[0], []byte(head))
	if at < 0 {
		return render.File{}, r.theme.Headless(name, v.address)
	}
	at += len(head)
	out = append(out, regions[0][:at]...)
	out = append(out, `<meta http-equiv="Content-Security-Policy" content="`...)
	out = allow.write(out)
	out = append(out, `">`...)
	out = m.write(out, v)
	out = append(out, regions[0][at:]...)
	for _, region := range regions[1:] {
		out = append(out, region...)
	}
	return render.File{Path: v.address, Data: append(markdown.IsolatePage(voices(out, v.Dir)), '\n')}, nil
}

// spelled gives what the theme wrote with plain letters in links of the site, as
// content.Rel writes them: html/template encodes all beyond ASCII.
func spelled(frame []byte) []byte {
	if !bytes.Contains(frame, []byte{'%'}) {
		return frame
	}
	var out []byte
	done := 0 // what out has of the frame
	for at := 0; ; {
		name, rest, found := bytes.Cut(frame[at:], []byte(`="`))
		if !found {
			break
		}
		value, _, _ := bytes.Cut(rest, []byte{'"'})
		start := at + len(name) + len(`="`)
		at = start + len(value)
		if bytes.IndexByte(value, '%') < 0 || bytes.IndexByte(value, ':') >= 0 || !bytes.HasSuffix(name, []byte(" href")) && !bytes.HasSuffix(name, []byte(" src")) {
			continue
		}
		out = append(append(out, frame[done:start]...), content.Spell(string(value))...)
		done = at
	}
	if done == 0 {
		return frame
	}
	return append(out, frame[done:]...)
}

// scan hashes the styles and scripts of what the theme wrote.
func (r *Renderer) scan(p *policy, frame []byte) {
	for {
		open := bytes.IndexByte(frame, '<')
		if open < 0 {
			return
		}
		frame = frame[open+1:]
		switch {
		case len(frame) == 0 || frame[0] != 's' && frame[0] != 'i':
		case isTag(frame, "style"):
			frame = r.take(frame, "</style", &p.styles)
		case isTag(frame, "script"):
			frame = r.take(frame, "</script", &p.scripts)
		case isTag(frame, "img") && !bytes.HasPrefix(frame, []byte(`img src="data:`)):
			p.pictures = true
		}
	}
}

func isTag(frame []byte, tag string) bool {
	return len(frame) > len(tag) && string(frame[:len(tag)]) == tag && (frame[len(tag)] == '>' || frame[len(tag)] == ' ')
}

// take hashes what stands in an element and gives what follows it. The closing
// tag counts where a browser would see it: at its first occurrence.
func (r *Renderer) take(frame []byte, closing string, hashes *[]string) []byte {
	_, content, _ := bytes.Cut(frame, []byte{'>'})
	text, rest, _ := bytes.Cut(content, []byte(closing))
	if len(text) > 0 {
		*hashes = append(*hashes, r.hashes.of(text))
	}
	return rest
}

// hashes are those of styles and scripts as policies have them: pages share a few.
type hashes struct {
	mu sync.RWMutex
	by map[string]string
}

func (h *hashes) of(text []byte) string {
	h.mu.RLock()
	known := h.by[string(text)]
	h.mu.RUnlock()
	if known != "" {
		return known
	}
	sum := sha256.Sum256(text)
	hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.by == nil || len(h.by) >= 256 { // a theme may write another script on each page
		h.by = map[string]string{}
	}
	h.by[string(text)] = hash
	return hash
}

// embeds allows what a guide's text shows.
func (p *policy) embeds(media []*markdown.Media) {
	for _, m := range media {
		switch {
		case m.Src == "":
		case m.Kind == markdown.Picture:
			p.pictures = true
		default:
			p.media = true
		}
	}
}

// look finds out what HTML embeds. It goes from tag to tag: looking for
// each name from end to end takes ten times as long.
func (p *policy) look(html []byte) {
	for !p.pictures || !p.media {
		open := bytes.IndexByte(html, '<')
		if open < 0 {
			return
		}
		html = html[open+1:]
		switch {
		case len(html) == 0:
		case html[0] == 'i':
			p.pictures = p.pictures || bytes.HasPrefix(html, []byte("img"))
		case html[0] == 'a' || html[0] == 'v':
			p.media = p.media || bytes.HasPrefix(html, []byte("audio")) || bytes.HasPrefix(html, []byte("video"))
		}
	}
}

// write gives the policy. Where a page opened from disk has no origin that 'self'
// could mean, file: stands for it; elsewhere browsers never load file: addresses.
func (p *policy) write(out []byte) []byte {
	const self = " 'self' file:"
	add := func(directive string, values ...string) {
		out = append(out, ';')
		out = append(out, directive...)
		for _, v := range values {
			out = append(out, ' ')
			out = append(out, v...)
		}
	}
	out = append(out, "default-src 'none'"...)
	if len(p.styles) > 0 {
		add("style-src", p.styles...)
	}
	if p.sources {
		p.scripts = append(p.scripts, self[1:])
	}
	if len(p.scripts) > 0 {
		add("script-src", p.scripts...)
	}
	if p.pictures || p.manifest { // whose icons count as pictures
		add("img-src data:" + self)
	} else {
		add("img-src data:") // the empty icon
	}
	if p.media {
		add("media-src" + self)
	}
	if p.fonts {
		add("font-src" + self)
	}
	if p.connect {
		add("connect-src" + self)
	} else {
		add("connect-src 'self'") // no script asks; what judges pages reads robots.txt through them
	}
	if p.worker {
		add("worker-src 'self'")
	}
	if p.manifest {
		add("manifest-src 'self'")
	}
	add("base-uri 'none'")
	add("form-action 'none'")
	return out
}
