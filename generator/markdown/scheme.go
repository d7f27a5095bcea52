package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// linkSchemes are all that a link may lead to, apart from relative addresses.
var linkSchemes = []string{"http", "https", "mailto", "tel", "sms", "whatsapp", "sgnl"}

// linkable reports whether an address may stand in a link.
func linkable(address string) bool {
	scheme, ok := schemeOf(address)
	return ok && (scheme == "" || contains(linkSchemes, scheme))
}

// embeddable reports whether a page may fetch a file at this address, as an
// author wrote it: from its own site only. Other hosts are let through here,
// because whoever resolves the file says more about them; nothing writes them.
func embeddable(address string) bool {
	scheme, ok := schemeOf(address)
	return ok && (scheme == "" || scheme == "http" || scheme == "https")
}

// fetchable reports whether a finished page may fetch an address: a relative
// one, or a picture, sound or film that the program itself put into the address.
func fetchable(address string) bool {
	scheme, ok := schemeOf(address)
	if !ok || scheme != "" && scheme != "data" {
		return false
	}
	if scheme == "" {
		return true
	}
	for _, kind := range []string{"data:image/", "data:audio/", "data:video/", "data:text/vtt"} {
		if strings.HasPrefix(address, kind) {
			return true
		}
	}
	return false
}

// schemeOf gives an address's scheme in lower case, "" for a relative address.
// It reads as browsers do, and worse: spaces and control characters do not
// count, wherever they stand. ok is false where the address would leave the site
// without a scheme, as //host does, or holds what no address holds.
func schemeOf(address string) (scheme string, ok bool) {
	if strings.HasPrefix(address, "https:") { // as most
		return "https", true
	}
	letters := make([]byte, 0, 16)
	for _, c := range address {
		switch {
		case c == ':':
			return string(letters), true
		case c == '/' || c == '\\' || c == '?' || c == '#':
			return "", !leavesSite(address)
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		case c <= ' ' || c == 0x7F || unicode.In(c, unicode.C, unicode.Z):
			continue
		case c == utf8.RuneError:
			return "", false
		}
		letters = utf8.AppendRune(letters, unicode.ToLower(c))
	}
	return "", true
}

// leavesSite reports whether a relative address begins with two slashes of
// either kind.
func leavesSite(address string) bool {
	slashes := 0
	for _, c := range address {
		switch {
		case c == '/' || c == '\\':
			if slashes++; slashes == 2 {
				return true
			}
		case c <= ' ' || c == 0x7F || unicode.In(c, unicode.C, unicode.Z):
		default:
			return false
		}
	}
	return false
}

func schemeHint(dest string) string {
	scheme, ok := schemeOf(dest)
	switch {
	case !ok:
		return "write the whole address, with https:"
	case strings.ContainsFunc(scheme, func(c rune) bool { return c > 0x7F || c == ' ' }):
		return "if this is a file, write ./ before its name"
	}
	return "links lead to pages of the site, https:, mailto:, tel:, sms:, whatsapp: or sgnl:"
}

// quoteShort shows an address in a message.
func quoteShort(s string) string {
	s = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return -1
		}
		return c
	}, s)
	if c := []rune(s); len(c) > 60 {
		s = string(c[:59]) + "…"
	}
	return `"` + s + `"`
}
