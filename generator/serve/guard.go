package serve

import (
	"crypto/rand"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// refusal is an answer to a request that gets nothing else.
type refusal struct {
	status int
	text   string
}

func (f *refusal) answer(w http.ResponseWriter) {
	if f.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "GET, HEAD")
	}
	http.Error(w, f.text, f.status)
}

// admit checks who asks, and gives the path below the key, without a leading
// slash and not yet judged.
func (s *Server) admit(r *http.Request) (path string, no *refusal) {
	host := r.Host
	if !s.ours(host) {
		return "", &refusal{http.StatusForbidden, "this preview answers to the address that it was started with only"}
	}
	if !ownOrigin(r, host) {
		return "", &refusal{http.StatusForbidden, "another site may not ask for this preview"}
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return "", &refusal{http.StatusMethodNotAllowed, "a preview can only be read"}
	}
	path, ok := strings.CutPrefix(r.URL.Path, "/")
	if !ok {
		return "", &refusal{http.StatusBadRequest, "this is no address of a page"}
	}
	if s.key == "" {
		return path, nil
	}
	key, path, _ := strings.Cut(path, "/")
	if subtle.ConstantTimeCompare([]byte(key), []byte(s.key)) != 1 {
		return "", &refusal{http.StatusForbidden, "the address lacks its key: type all of it, as the program shows it"}
	}
	return path, nil
}

// ours reports a Host that can only mean this server: names would let a foreign
// site lead here (DNS rebinding), so only localhost is one, and numbers have to
// be loopback ones. On a network numbers of any kind are fine, since nobody can
// rebind a number and the key is asked for too.
func (s *Server) ours(host string) bool {
	name := host
	if h, port, err := net.SplitHostPort(host); err == nil {
		if _, err := strconv.ParseUint(port, 10, 16); err != nil {
			return false
		}
		name = h
	}
	name = strings.TrimSuffix(strings.TrimPrefix(name, "["), "]")
	if strings.EqualFold(name, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(name)
	return err == nil && ip.Zone() == "" && (ip.Unmap().IsLoopback() || s.opt.LAN)
}

// ownOrigin refuses what other sites send: requests with their Origin, and
// those that a browser marks as theirs. Following a link to the preview is fine.
func ownOrigin(r *http.Request, host string) bool {
	for _, origin := range r.Header.Values("Origin") {
		u, err := url.Parse(origin)
		if err != nil || u.Host != host || u.Scheme != "http" && u.Scheme != "https" {
			return false
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	}
	return r.Header.Get("Sec-Fetch-Mode") == "navigate"
}

// newKey makes a key that cannot be guessed: 128 bits, in letters and digits.
func newKey() string { return strings.ToLower(rand.Text()) }
