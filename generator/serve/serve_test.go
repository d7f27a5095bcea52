package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"handbill/generator/diag"
	"handbill/generator/render"
)

// policy is the one that pages of a site have, in short.
const policy = "default-src 'none'; script-src 'sha256-own'; style-src 'sha256-style'; img-src 'self'"

func document(body string) string {
	return `<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="` + policy + `"></head><body>` + body + `</body></html>`
}

func files(texts map[string]string) Files {
	f := Files{}
	for p, text := range texts {
		f[p] = render.File{Path: p, Data: []byte(text)}
	}
	return f
}

func small() Files {
	return files(map[string]string{
		"index.html":         document("choice"),
		"fr/index.html":      document("liste"),
		"fr/water.html":      document(`eau <img src="../assets/a.1.png">`),
		"fr/água e sal.html": document("sal"),
		"assets/a.1.png":     "png",
		"assets/talk.1.mp3":  "0123456789",
		"404.html":           document("lost"),
		".htaccess":          "secret",
		"fr/.hidden.html":    "secret",
	})
}

func serving(c Content) *Server {
	s := New(Options{})
	if c != nil {
		s.Update(c)
	}
	return s
}

// ask makes a request as a browser of this computer does.
func ask(s *Server, method, target string, set ...func(*http.Request)) *http.Response {
	r := httptest.NewRequest(method, "http://127.0.0.1:8080/", nil)
	r.URL.Path, r.URL.RawPath = target, ""
	for _, f := range set {
		f(r)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func header(name string, values ...string) func(*http.Request) {
	return func(r *http.Request) { r.Header[name] = values }
}

func TestAddressesLeadToFiles(t *testing.T) {
	s := serving(small())
	for _, c := range []struct {
		path     string
		status   int
		has, typ string
	}{
		{"/", 200, "choice", "text/html; charset=utf-8"},
		{"/index.html", 200, "choice", "text/html; charset=utf-8"},
		{"/fr/", 200, "liste", "text/html; charset=utf-8"},
		{"/fr/water.html", 200, "eau", "text/html; charset=utf-8"},
		{"/fr/water", 200, "eau", "text/html; charset=utf-8"},
		{"/fr/água e sal.html", 200, "sal", "text/html; charset=utf-8"},
		{"/assets/a.1.png", 200, "png", "image/png"},
		{"/assets/talk.1.mp3", 200, "0123456789", "audio/mpeg"},
		{"/fr/none.html", 404, "lost", "text/html; charset=utf-8"},
		{"/fr/water.html/", 404, "lost", "text/html; charset=utf-8"},
		{"/assets/", 404, "lost", "text/html; charset=utf-8"},
	} {
		r := ask(s, "GET", c.path)
		if text := body(t, r); r.StatusCode != c.status || !strings.Contains(text, c.has) || r.Header.Get("Content-Type") != c.typ {
			t.Errorf("%s: %d %s %q", c.path, r.StatusCode, r.Header.Get("Content-Type"), text)
		}
		if r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers %v", c.path, r.Header)
		}
	}
}

func TestFolderWithoutItsSlashIsRedirected(t *testing.T) {
	s := serving(files(map[string]string{"fr/index.html": "x", "/evil.example/index.html": "x", "a b/index.html": "x"}))
	for path, want := range map[string]string{"/fr": "/fr/", "/a b": "/a%20b/"} {
		r := ask(s, "GET", path)
		if r.StatusCode != http.StatusTemporaryRedirect || r.Header.Get("Location") != want {
			t.Errorf("%s: %d %q", path, r.StatusCode, r.Header.Get("Location"))
		}
	}
	if r := ask(s, "GET", "//evil.example"); r.StatusCode != 404 {
		t.Errorf("another host in the path: %d %q", r.StatusCode, r.Header.Get("Location"))
	}
}

func TestNoPathLeavesTheOutput(t *testing.T) {
	s := serving(hostile{t})
	for _, path := range []string{
		"/../site.toml", "/fr/../../site.toml", "/..", "/./index.html", "//etc/passwd", "/fr//water.html", "/fr/./water.html",
		`/..\site.toml`, `/fr\..\..\site.toml`, "/fr/water.html\x00.png", "/.htaccess", "/.git/config", "/fr/.hidden.html", "/C:/x/../..",
	} {
		if r := ask(s, "GET", path); r.StatusCode != 404 {
			t.Errorf("%q: %d", path, r.StatusCode)
		}
	}
}

// hostile has every file that it may be asked for.
type hostile struct{ t *testing.T }

func (h hostile) Open(path string) (render.File, bool) {
	if strings.Contains(path, "..") || strings.ContainsAny(path, "\\\x00") || strings.HasPrefix(path, "/") || strings.Contains("/"+path, "/.") {
		h.t.Errorf("the site was asked for %q", path)
	}
	return render.File{}, false
}

func TestOnlyReadingIsAllowed(t *testing.T) {
	s := serving(small())
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "get"} {
		r := ask(s, method, "/fr/water.html")
		if r.StatusCode != 405 || r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow %q", method, r.StatusCode, r.Header.Get("Allow"))
		}
	}
	for _, path := range []string{"/fr/water.html", "/none", "/assets/a.1.png"} {
		if r := ask(s, "HEAD", path); body(t, r) != "" || r.StatusCode == 405 {
			t.Errorf("HEAD %s: %d with a body", path, r.StatusCode)
		}
	}
}

func TestForeignHostsAreRefused(t *testing.T) {
	s := serving(small())
	for host, want := range map[string]int{
		"127.0.0.1:8080":            200,
		"127.0.0.1":                 200,
		"127.1.2.3:80":              200,
		"localhost:8080":            200,
		"LOCALHOST":                 200,
		"[::1]:8080":                200,
		"":                          403,
		"evil.example":              403,
		"evil.example:8080":         403,
		"localhost.evil.example":    403,
		"127.0.0.1.evil.example":    403,
		"127.0.0.1.nip.io:8080":     403,
		"192.168.1.5:8080":          403,
		"0.0.0.0:8080":              403,
		"2130706433:8080":           403,
		"0x7f.1:8080":               403,
		"[::ffff:192.168.1.5]:8080": 403,
		"[::1%25eth0]:8080":         403,
		"127.0.0.1:8080@evil":       403,
		"evil.example:127.0.0.1":    403,
	} {
		r := ask(s, "GET", "/fr/water.html", func(r *http.Request) { r.Host = host })
		if r.StatusCode != want {
			t.Errorf("Host %q: %d", host, r.StatusCode)
		}
		if want == 403 && strings.Contains(body(t, r), "eau") {
			t.Errorf("Host %q: got the page", host)
		}
	}
}

func TestForeignOriginsAreRefused(t *testing.T) {
	s := serving(small())
	for origin, want := range map[string]int{
		"http://127.0.0.1:8080":         200,
		"https://127.0.0.1:8080":        200,
		"http://127.0.0.1:3000":         403,
		"http://localhost:8080":         403,
		"http://evil.example":           403,
		"null":                          403,
		"":                              403,
		"file://127.0.0.1:8080":         403,
		"http://127.0.0.1:8080@evil":    403,
		"chrome-extension://abcdefghij": 403,
	} {
		if r := ask(s, "GET", "/fr/water.html", header("Origin", origin)); r.StatusCode != want {
			t.Errorf("Origin %q: %d", origin, r.StatusCode)
		}
	}
	if r := ask(s, "GET", "/", header("Origin", "http://127.0.0.1:8080", "http://evil.example")); r.StatusCode != 403 {
		t.Errorf("two origins: %d", r.StatusCode)
	}
}

func TestOtherSitesCannotEmbedThePreview(t *testing.T) {
	s := serving(small())
	for _, c := range []struct {
		site, mode string
		want       int
	}{
		{"same-origin", "no-cors", 200}, {"none", "navigate", 200}, {"cross-site", "navigate", 200},
		{"cross-site", "no-cors", 403}, {"same-site", "no-cors", 403}, {"cross-site", "cors", 403}, {"cross-site", "", 403},
	} {
		r := ask(s, "GET", "/assets/a.1.png", header("Sec-Fetch-Site", c.site), header("Sec-Fetch-Mode", c.mode))
		if r.StatusCode != c.want {
			t.Errorf("%s %s: %d", c.site, c.mode, r.StatusCode)
		}
		if r.Header.Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("%s %s: no resource policy", c.site, c.mode)
		}
	}
}

func TestNetworkPreviewAsksForItsKey(t *testing.T) {
	s := New(Options{LAN: true})
	s.Update(small())
	if len(s.key) < 26 {
		t.Fatalf("the key %q can be guessed", s.key)
	}
	if other := New(Options{LAN: true}); other.key == s.key {
		t.Error("the key is the same each time")
	}
	phone := func(r *http.Request) { r.Host = "192.168.1.5:8080" }
	for path, want := range map[string]int{
		"/" + s.key + "/":               200,
		"/" + s.key + "/fr/water.html":  200,
		"/" + s.key + "/fr/none":        404,
		"/" + s.key:                     307,
		"/" + s.key + "/fr":             307,
		"/":                             403,
		"/fr/water.html":                403,
		"/" + s.key[:25] + "/":          403,
		"/" + s.key + "x/":              403,
		"//" + s.key + "/":              403,
		"/" + eventsPath:                403,
		"/x/" + s.key + "/index.html":   403,
		"/" + strings.ToUpper(s.key):    403,
		"/" + s.key + "/../" + s.key:    404,
		"/" + s.key + "//fr/water.html": 404,
	} {
		r := ask(s, "GET", path, phone)
		if r.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, r.StatusCode, want)
		}
		if to := r.Header.Get("Location"); to != "" && !strings.HasPrefix(to, "/"+s.key+"/") {
			t.Errorf("%s leads to %s", path, to)
		}
	}
	if r := ask(s, "GET", "/"+s.key+"/", func(r *http.Request) { r.Host = "evil.example" }); r.StatusCode != 403 {
		t.Errorf("a foreign name with the key: %d", r.StatusCode)
	}
	page := body(t, ask(s, "GET", "/"+s.key+"/fr/water.html", phone))
	if !strings.Contains(page, `data-events="/`+s.key+`/~handbill/events"`) {
		t.Error("the page listens without the key")
	}
}

func TestMediaCanBeAskedForInParts(t *testing.T) {
	s := serving(small())
	r := ask(s, "GET", "/assets/talk.1.mp3", header("Range", "bytes=2-4"))
	if r.StatusCode != 206 || body(t, r) != "234" || r.Header.Get("Content-Range") != "bytes 2-4/10" {
		t.Errorf("%d %v", r.StatusCode, r.Header)
	}
	if r := ask(s, "GET", "/assets/talk.1.mp3", header("Range", "bytes=20-")); r.StatusCode != 416 {
		t.Errorf("a range after the end: %d", r.StatusCode)
	}
}

func TestTagTellsWhetherBytesChanged(t *testing.T) {
	s := serving(small())
	for _, path := range []string{"/assets/a.1.png", "/fr/water.html"} {
		tag := ask(s, "GET", path).Header.Get("ETag")
		if r := ask(s, "GET", path, header("If-None-Match", tag)); tag == "" || r.StatusCode != 304 {
			t.Errorf("%s: tag %q answers %d", path, tag, r.StatusCode)
		}
		s.Update(files(map[string]string{strings.TrimPrefix(path, "/"): document("other")}))
		if r := ask(s, "GET", path, header("If-None-Match", tag)); r.StatusCode != 200 {
			t.Errorf("%s: old bytes are still good: %d", path, r.StatusCode)
		}
		s.Update(small())
	}
}

func TestRemovedPageIsGoneAtOnce(t *testing.T) {
	s := serving(small())
	site := small()
	delete(site, "fr/water.html")
	s.Update(site)
	if r := ask(s, "GET", "/fr/water.html"); r.StatusCode != 404 {
		t.Errorf("%d", r.StatusCode)
	}
}

func TestOnlyPagesGetTheScript(t *testing.T) {
	site := small()
	site["assets/x.1.svg"] = render.File{Data: []byte("<svg><body></body></svg>")}
	s := serving(site)
	if text := body(t, ask(s, "GET", "/assets/x.1.svg")); text != "<svg><body></body></svg>" {
		t.Errorf("a picture became %q", text)
	}
	for _, path := range []string{"/fr/water.html", "/fr/none.html"} {
		if text := body(t, ask(s, "GET", path)); strings.Count(text, "<script data-events=") != 1 || !strings.HasSuffix(text, "</script></body></html>") {
			t.Errorf("%s: the script is not the last thing in the page", path)
		}
	}
}

func TestFailedFirstBuildIsAnsweredWithItsErrors(t *testing.T) {
	s := New(Options{})
	if r := ask(s, "GET", "/"); r.StatusCode != 503 || !strings.Contains(body(t, r), "being built") {
		t.Errorf("before the first build: %d", r.StatusCode)
	}
	var list diag.List
	list.Error(diag.Position{Path: "site.toml", Line: 3, Column: 1}, "setting-unknown", `there is no setting "<b>tilte</b>"`, "title?")
	s.Fail(list, nil)
	for _, path := range []string{"/", "/fr/water.html"} {
		r := ask(s, "GET", path)
		text := body(t, r)
		if r.StatusCode != 503 || !strings.Contains(text, "site.toml:3:1: error: there is no setting &#34;&lt;b&gt;tilte") || strings.Contains(text, "<b>") {
			t.Errorf("%s: %d %s", path, r.StatusCode, text)
		}
	}
	s.Update(small())
	if r := ask(s, "GET", "/"); r.StatusCode != 200 {
		t.Errorf("after it was mended: %d", r.StatusCode)
	}
}

// listening follows the events of an open page.
type listening struct {
	t   *testing.T
	in  *bufio.Reader
	end func()
}

func listen(t *testing.T, s *Server, page, version string) *listening {
	t.Helper()
	server := httptest.NewServer(s)
	ctx, cancel := context.WithCancel(context.Background())
	r, err := http.NewRequestWithContext(ctx, "GET", server.URL+"/"+eventsPath, nil)
	if err != nil {
		t.Fatal(err)
	}
	q := r.URL.Query()
	q.Set("page", page)
	q.Set("version", version)
	r.URL.RawQuery = q.Encode()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if typ := answer.Header.Get("Content-Type"); typ != "text/event-stream" {
		t.Fatalf("events are %q", typ)
	}
	l := &listening{t, bufio.NewReader(answer.Body), func() { cancel(); answer.Body.Close(); server.Close() }}
	t.Cleanup(func() { l.end() })
	return l
}

type heard struct {
	Reload bool
	Errors []problem
	More   int
}

func (l *listening) next() heard {
	l.t.Helper()
	line, err := l.in.ReadString('\n')
	if err != nil {
		l.t.Fatal(err)
	}
	if _, err := l.in.ReadString('\n'); err != nil {
		l.t.Fatal(err)
	}
	var h heard
	if err := json.Unmarshal([]byte(strings.TrimPrefix(line, "data: ")), &h); err != nil {
		l.t.Fatalf("%q: %v", line, err)
	}
	return h
}

// seen gives the version that a page was answered with.
func seen(t *testing.T, s *Server, path string) string {
	t.Helper()
	_, rest, _ := strings.Cut(body(t, ask(s, "GET", path)), `data-version="`)
	version, _, ok := strings.Cut(rest, `"`)
	if !ok {
		t.Fatalf("%s has no version", path)
	}
	return version
}

func TestOpenPageReloadsOnlyWhenItChanged(t *testing.T) {
	change := func(f func(Files)) Files {
		site := small()
		f(site)
		return site
	}
	set := func(p, text string) func(Files) {
		return func(site Files) { site[p] = render.File{Path: p, Data: []byte(text)} }
	}
	for name, c := range map[string]struct {
		change func(Files)
		reload bool
	}{
		"nothing":              {func(Files) {}, false},
		"another page":         {set("fr/index.html", document("autre")), false},
		"a picture of another": {set("assets/b.1.png", "new"), false},
		"the page":             {set("fr/water.html", document("eau!")), true},
		"its picture":          {set("assets/a.1.png", "PNG"), true},
		"its picture is gone":  {func(site Files) { delete(site, "assets/a.1.png") }, true},
		"the page is gone":     {func(site Files) { delete(site, "fr/water.html") }, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := serving(small())
			l := listen(t, s, "fr/water.html", seen(t, s, "/fr/water.html"))
			if h := l.next(); h.Reload || len(h.Errors) > 0 {
				t.Fatalf("at first: %+v", h)
			}
			s.Update(change(c.change))
			// A failure is always told, so silence before it can be heard.
			var list diag.List
			list.Error(diag.Position{}, "x", "x", "")
			h := heard{}
			if c.reload {
				h = l.next()
			}
			s.Fail(list, nil)
			after := l.next()
			if h.Reload != c.reload || len(after.Errors) != 1 || after.Reload != c.reload {
				t.Errorf("told %+v, then %+v", h, after)
			}
		})
	}
}

func TestChangeBetweenAnswerAndFirstEventIsTold(t *testing.T) {
	s := serving(small())
	version := seen(t, s, "/fr/water")
	s.Update(files(map[string]string{"fr/water.html": document("new")}))
	if h := listen(t, s, "fr/water.html", version).next(); !h.Reload {
		t.Errorf("told %+v", h)
	}
}

func TestMissingPageComesBack(t *testing.T) {
	s := serving(small())
	l := listen(t, s, "fr/fire.html", seen(t, s, "/fr/fire.html"))
	if h := l.next(); h.Reload {
		t.Fatalf("at first: %+v", h)
	}
	site := small()
	site["fr/fire.html"] = render.File{Data: []byte(document("feu"))}
	s.Update(site)
	if h := l.next(); !h.Reload {
		t.Errorf("told %+v", h)
	}
}

func TestFailedFirstBuildRecovers(t *testing.T) {
	s := New(Options{})
	l := listen(t, s, "", seen(t, s, "/"))
	l.next()
	var list diag.List
	list.Error(diag.Position{Path: "a.md", Line: 1, Column: 1}, "x", "wrong", "")
	s.Fail(list, nil)
	if h := l.next(); h.Reload || len(h.Errors) != 1 {
		t.Errorf("after it failed: %+v", h)
	}
	s.Update(small())
	if h := l.next(); !h.Reload || len(h.Errors) != 0 {
		t.Errorf("after it was mended: %+v", h)
	}
}

func TestErrorsComeWithPlaceLineAndHintAndGoAgain(t *testing.T) {
	s := serving(small())
	l := listen(t, s, "fr/water.html", seen(t, s, "/fr/water.html"))
	l.next()
	var list diag.List
	list.Error(diag.Position{Path: "guides/water/fr.md", Line: 14, Column: 5}, "link-missing", "link to <x> has no target", "did you mean y.md?")
	list.Warn(diag.Position{Path: "a.md", Line: 1, Column: 1}, "w", "a warning", "")
	s.Fail(list, func(path string, line int) string { return "voir [été](x.md)" })
	want := problem{Place: "guides/water/fr.md:14:5", Severity: "error", Message: "link to <x> has no target", Code: "link-missing",
		Hint: "did you mean y.md?", Before: "voir", At: " ", After: "[été](x.md)"}
	if h := l.next(); len(h.Errors) != 1 || h.Errors[0] != want || h.Reload {
		t.Errorf("told %+v", h)
	}
	if ask(s, "GET", "/fr/water.html").StatusCode != 200 {
		t.Error("the last good page is not answered")
	}
	s.Update(small())
	if h := l.next(); len(h.Errors) != 0 || h.Reload {
		t.Errorf("when mended: %+v", h)
	}
}

func TestLongListsAndLinesAreCut(t *testing.T) {
	var list diag.List
	for i := range shown + 5 {
		list.Error(diag.Position{Path: "a.md", Line: i + 1, Column: 500}, "x", "wrong", "")
	}
	got := newTrouble(list, func(string, int) string { return strings.Repeat("ا", 1000) })
	if len(got.Errors) != shown || got.More != 5 {
		t.Errorf("%d and %d more", len(got.Errors), got.More)
	}
	p := got.Errors[0]
	if n := len([]rune(p.Before + p.At + p.After)); n > 2*around+3 || p.At != "ا" {
		t.Errorf("the line has %d characters", n)
	}
}

func TestServerListensOnLoopbackAndEndsWithItsContext(t *testing.T) {
	s := serving(small())
	if err := s.Listen(); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(s.Address(), "http://127.0.0.1:") || !strings.HasSuffix(s.Address(), "/") {
		t.Errorf("the address is %q", s.Address())
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.ListenAndServe(ctx) }()
	answer, err := http.Get(s.Address() + eventsPath + "?page=fr/water.html")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	bufio.NewReader(answer.Body).ReadString('\n') // an open page holds its request
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestTakenPortGivesWayToTheNext(t *testing.T) {
	first := New(Options{})
	if err := first.Listen(); err != nil {
		t.Fatal(err)
	}
	defer first.listener.Close()
	second := New(Options{Port: port(first)})
	if err := second.Listen(); err != nil {
		t.Fatal(err)
	}
	defer second.listener.Close()
	if port(second) <= port(first) || port(second) >= port(first)+portsTried {
		t.Errorf("ports %d, then %d", port(first), port(second))
	}
}

func port(s *Server) int { return s.listener.Addr().(*net.TCPAddr).Port }

func TestManyOpenPagesAreBounded(t *testing.T) {
	s := serving(small())
	for range maxViewers {
		s.viewers <- struct{}{}
	}
	if r := ask(s, "GET", "/"+eventsPath); r.StatusCode != 503 {
		t.Errorf("%d", r.StatusCode)
	}
}
