package serve

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"slices"
	"strings"

	tokens "golang.org/x/net/html"
)

// client is the preview's side in the browser. It is put into pages as they are
// answered and never stands in an output.
//
//go:embed client.js
var client string

// clientSource is the source expression that lets exactly this script run.
func clientSource() string {
	sum := sha256.Sum256([]byte(client))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// inject puts the script before the end of the body and lets the page's own
// policy allow it. The page is otherwise answered as it is.
func (s *Server) inject(page []byte, address, version string) []byte {
	script := fmt.Sprintf(`<script data-events="%s" data-page="%s" data-version="%s">%s</script>`,
		html.EscapeString(s.prefix()+eventsPath), html.EscapeString(address), html.EscapeString(version), client)
	page = amendPolicies(page)
	at := lastTag(page, "</body")
	if at < 0 {
		at = len(page)
	}
	return slices.Concat(page[:at], []byte(script), page[at:])
}

// prefix is what every path of this server begins with.
func (s *Server) prefix() string {
	if s.key == "" {
		return "/"
	}
	return "/" + s.key + "/"
}

// lastTag finds the last place of a tag, in either case; -1 without one.
func lastTag(page []byte, tag string) int {
	for at := len(page); at > 0; {
		at = bytes.LastIndexByte(page[:at], '<')
		if at < 0 {
			return -1
		}
		if len(page)-at >= len(tag) && strings.EqualFold(string(page[at:at+len(tag)]), tag) {
			return at
		}
	}
	return -1
}

// amendPolicies rewrites the policies that a page sets for itself.
func amendPolicies(page []byte) []byte {
	if !bytes.Contains(bytes.ToLower(page), []byte("content-security-policy")) {
		return page
	}
	var out bytes.Buffer
	for z := tokens.NewTokenizer(bytes.NewReader(page)); ; {
		kind := z.Next()
		if kind == tokens.ErrorToken {
			out.Write(z.Raw())
			return out.Bytes()
		}
		raw := slices.Clone(z.Raw())
		if kind == tokens.StartTagToken || kind == tokens.SelfClosingTagToken {
			raw = amendTag(z.Token(), raw)
		}
		out.Write(raw)
	}
}

// amendTag gives a meta with a policy anew and every other tag as it is.
func amendTag(t tokens.Token, raw []byte) []byte {
	if t.Data != "meta" || !strings.EqualFold(attribute(t, "http-equiv"), "content-security-policy") {
		return raw
	}
	for i := range t.Attr {
		if t.Attr[i].Key == "content" {
			t.Attr[i].Val = amend(t.Attr[i].Val)
		}
	}
	return []byte(t.String())
}

func attribute(t tokens.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// amend adds to a policy what the preview needs: its own script, by hash, and a
// connection to this server.
func amend(policy string) string {
	directives := strings.Split(policy, ";")
	directives = allow(directives, clientSource(), "script-src-elem", "script-src", "default-src")
	directives = allow(directives, "'self'", "connect-src", "default-src")
	return strings.Join(directives, ";")
}

// allow adds a source to the first of the named directives that the policy has,
// the one that browsers obey. Where only default-src speaks, the second last
// name gets a directive of its own, so that nothing else is allowed more. A
// policy that says nothing of the kind allows it already.
func allow(directives []string, source string, names ...string) []string {
	for _, name := range names {
		i := slices.IndexFunc(directives, func(d string) bool { return directiveName(d) == name })
		switch {
		case i < 0:
		case name == "default-src":
			sources := strings.Fields(directives[i])[1:]
			return append(directives, " "+names[len(names)-2]+" "+withSource(sources, source))
		default:
			sources := strings.Fields(directives[i])[1:]
			directives[i] = " " + name + " " + withSource(sources, source)
			return directives
		}
	}
	return directives
}

func directiveName(d string) string {
	fields := strings.Fields(d)
	if len(fields) == 0 {
		return ""
	}
	return strings.ToLower(fields[0])
}

// withSource adds to a list of sources; 'none' only holds alone.
func withSource(sources []string, source string) string {
	sources = slices.DeleteFunc(sources, func(s string) bool { return strings.EqualFold(s, "'none'") })
	if slices.Contains(sources, source) {
		return strings.Join(sources, " ")
	}
	return strings.Join(append(sources, source), " ")
}
