package content

import (
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Rel gives the address of one file of the site as a link of another writes it:
// relative, naming its file. Both are paths below the output; to may carry a
// fragment. Letters of every script stay as they are: browsers encode them, and
// encoded they weigh three times as much.
func Rel(from, to string) string {
	to, fragment, hasFragment := strings.Cut(to, "#")
	if hasFragment && !spelled(fragment) {
		fragment = Spell((&url.URL{Fragment: fragment}).EscapedFragment())
	}
	if hasFragment {
		fragment = "#" + fragment
	}
	if from == to && hasFragment {
		return fragment
	}
	dir := path.Dir(from)
	if dir == "." {
		dir = ""
	}
	for dir != "" { // folders that both are in
		folder, deeper, _ := strings.Cut(dir, "/")
		other, rest, below := strings.Cut(to, "/")
		if !below || folder != other {
			break
		}
		dir, to = deeper, rest
	}
	if !spelled(to) {
		to = Spell(escapePath(to))
	}
	up := 0
	if dir != "" {
		up = 1 + strings.Count(dir, "/")
	}
	return strings.Repeat("../", up) + to + fragment
}

// spelled reports whether a path or a fragment has only what an address writes as it
// is, so that encoding it and spelling it out again would change nothing.
func spelled(address string) bool {
	for _, r := range address {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r == '-' || r == '.' || r == '/' || r == '_':
		case !kept(r):
			return false
		}
	}
	return true
}

// kept reports whether a character beyond ASCII is not encoded in an address.
func kept(r rune) bool {
	return r > unicode.MaxASCII && r != utf8.RuneError && unicode.In(r, unicode.L, unicode.M, unicode.N)
}

// Spell undoes the encoding of letters, marks and digits beyond ASCII in an address.
// All else stays encoded, what cannot be seen with it.
func Spell(address string) string {
	if !strings.Contains(address, "%") {
		return address
	}
	var b strings.Builder
	for len(address) > 0 {
		run := 0 // bytes encoded in a row
		for 3*run < len(address) && address[3*run] == '%' {
			run++
		}
		if run == 0 {
			b.WriteByte(address[0])
			address = address[1:]
			continue
		}
		encoded := address[:3*run]
		address = address[3*run:]
		plain, err := url.PathUnescape(encoded)
		if err != nil {
			b.WriteString(encoded)
			continue
		}
		for len(plain) > 0 {
			r, size := utf8.DecodeRuneInString(plain)
			if kept(r) {
				b.WriteString(plain[:size])
			} else {
				b.WriteString(encoded[:3*size])
			}
			plain, encoded = plain[size:], encoded[3*size:]
		}
	}
	return b.String()
}

// escapePath percent-encodes a path of the site. A first part with a colon would
// read as a scheme (RFC 3986, 4.2); names with one are refused before.
func escapePath(p string) string { return (&url.URL{Path: p}).EscapedPath() }

// Absolute gives the whole address of a file of the site, "" for a site without
// an address. An index.html is canonical as its folder.
func (s *Site) Absolute(p string) string {
	if s.Config.Address == "" {
		return ""
	}
	if path.Base(p) == "index.html" {
		p = strings.TrimSuffix(p, "index.html")
	}
	return s.Config.Address + escapePath(p)
}

// Slug makes a name for an address out of words: lower-case letters of any
// script and digits, hyphens between.
func Slug(words string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(words) {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	return b.String()
}

// TagAddress is the page that lists a tag in a language.
func TagAddress(language, tag string) string { return language + "/tags/" + Slug(tag) + ".html" }
