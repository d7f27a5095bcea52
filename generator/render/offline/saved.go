package offline

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html"
	"regexp"
	"strings"

	"handbill/generator/render"
)

// Words are what a saved page says of itself, in its language.
type Words struct {
	// Remove is the link that removes the saved copy.
	Remove string
	// Newer offers a new version: "New version, {size}".
	Newer string
	// Decimal is the decimal mark.
	Decimal string
	// Listen is the button that reads a guide aloud.
	Listen string
}

//go:embed saved.js
var savedScript string

//go:embed listen.js
var listenScript string

// SavedScript is what a saved page runs, readable: once a day it asks whether
// there is a new version, and it reads guides aloud. An online page has no room
// for that: its scripts travel with every visit.
func SavedScript() string { return savedScript + listenScript }

// Saver makes pages into those of the saved copy.
type Saver struct {
	script string // minified
	hash   string // for the policy
	words  map[string]Words
}

// NewSaver takes the minified script and the words by language.
func NewSaver(script string, words map[string]Words) *Saver {
	sum := sha256.Sum256([]byte(script))
	return &Saver{script, "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'", words}
}

// downloads is the list of files to take away: it has sizes, which change when
// only a download does, and what it offers needs a network.
var downloads = regexp.MustCompile(`(?s)<section class="downloads">.*?</section>`)

// WithoutDownloads takes the list of files to take away out of a page.
func WithoutDownloads(page []byte) []byte {
	if !bytes.Contains(page, []byte(`class="downloads"`)) {
		return page
	}
	return downloads.ReplaceAll(page, nil)
}

// Page gives a page as it is saved: without downloads, with a link that removes
// the copy. The choice of language belongs to no language, and the blank page of
// quick exit tells nothing: both stay as they are.
func (s *Saver) Page(language string, f render.File) []byte {
	if !strings.Contains(f.Path, "/") || strings.HasSuffix(f.Path, leavePage) {
		return f.Data
	}
	page := WithoutDownloads(f.Data)
	w := s.words[language]
	root := strings.Repeat("../", strings.Count(f.Path, "/"))
	note := `<p class="links" id="Saved" data-root="` + root + `" data-lang="` + language + `" data-newer="` + html.EscapeString(w.Newer) + `" data-decimal="` + html.EscapeString(w.Decimal) + `" data-listen="` + html.EscapeString(w.Listen) +
		`"><a href="` + root + language + `/offline.html#remove">` + html.EscapeString(w.Remove) + `</a></p>`
	page = before(page, "</footer>", note)
	page = before(page, "</body>", "<script>"+s.script+"</script>")
	return s.allow(page)
}

// before puts a text before the last place of another; at the end where there is
// none.
func before(page []byte, place, text string) []byte {
	at := bytes.LastIndex(page, []byte(place))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(text)+100)
	return append(append(append(out, page[:at]...), text...), page[at:]...)
}

// allow adds to a page's policy what the script is and does.
func (s *Saver) allow(page []byte) []byte {
	const start = `http-equiv="Content-Security-Policy" content="`
	at := bytes.Index(page, []byte(start))
	if at < 0 {
		return page
	}
	at += len(start)
	length := bytes.IndexByte(page[at:], '"')
	directives := strings.Split(string(page[at:at+length]), ";")
	script, connect := false, false
	for i, d := range directives {
		if strings.HasPrefix(d, "script-src ") {
			directives[i], script = d+" "+s.hash, true
		}
		connect = connect || strings.HasPrefix(d, "connect-src ")
	}
	if !script {
		directives = append(directives, "script-src "+s.hash)
	}
	if !connect {
		directives = append(directives, "connect-src 'self'")
	}
	out := append([]byte(nil), page[:at]...)
	out = append(out, strings.Join(directives, ";")...)
	return append(out, page[at+length:]...)
}
