package content

import (
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// WebAddress writes an address of the web as machines read it: scheme and host in
// lower case, letters of other scripts encoded, no default port. why says what is
// wrong with it, as the rest of a sentence about it; "" where nothing is.
func WebAddress(text string) (address, why string) {
	u, err := url.Parse(text)
	switch {
	case strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7f }):
		return "", "has a space in it"
	case err != nil || u.Opaque != "":
		return "", "is not an address of the web"
	case u.Scheme != "http" && u.Scheme != "https":
		return "", "does not begin with https:// or http://"
	case u.User != nil:
		return "", "has a name or password in it, which every reader would get"
	}
	host, ok := hostName(u.Hostname())
	if !ok {
		return "", "has no name of a host that can exist"
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return "", "has a port that does not exist"
		}
		if port != map[string]string{"http": "80", "https": "443"}[u.Scheme] {
			host += ":" + port
		}
	}
	u.Host, u.RawPath = host, ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), ""
}

// hostName gives a host as the domain name system knows it (RFC 5891).
func hostName(host string) (string, bool) {
	if ip, err := netip.ParseAddr(host); err == nil {
		if ip.Is6() {
			return "[" + ip.String() + "]", true
		}
		return ip.String(), true
	}
	ascii, err := idna.Lookup.ToASCII(host)
	return ascii, err == nil && ascii != "" && !strings.HasPrefix(ascii, ".") && !strings.Contains(ascii, "..")
}

// SiteAddress is WebAddress for the address that a site lives at: a folder, so it
// ends with a slash and has neither query nor fragment.
func SiteAddress(text string) (address, why string) {
	if strings.ContainsAny(text, "?#") {
		return "", "has a ? or # in it: pages are added to the address of a folder"
	}
	address, why = WebAddress(text)
	if why != "" {
		return "", why
	}
	if !strings.HasSuffix(address, "/") {
		address += "/"
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", "is not an address of the web"
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	switch {
	case slices.Contains(parts, "..") || slices.Contains(parts, "."):
		return "", "has . or .. in its path"
	case strings.Contains(u.Path, "//"):
		return "", "has two slashes in a row in its path"
	case strings.HasSuffix(u.Path, ".html/"):
		return "", "leads to a page: the address of the site is that of its folder"
	}
	return address, ""
}
