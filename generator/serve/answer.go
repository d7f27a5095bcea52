package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"handbill/generator/render"
)

// found is what an address leads to.
type found struct {
	file render.File
	ok   bool
	// folder is set for a folder asked for without its slash: links on its page
	// are relative, so the browser has to know.
	folder bool
}

// find looks an address up as hosts do: the file, the page without its ending,
// the index of a folder.
func (now *state) find(address string) found {
	c := now.content
	if c == nil {
		return found{}
	}
	if strings.HasSuffix(address, "/") || address == "" {
		return open(c, address+"index.html")
	}
	if f := open(c, address); f.ok {
		return f
	}
	if f := open(c, address+".html"); f.ok {
		return f
	}
	f := open(c, address+"/index.html")
	f.folder = f.ok
	return f
}

// open opens a path of the output. Dot files are for hosts to read, not for
// readers.
func open(c Content, p string) found {
	if !fs.ValidPath(p) || strings.ContainsAny(p, "\\\x00") || strings.HasPrefix(p, ".") || strings.Contains(p, "/.") {
		return found{}
	}
	file, ok := c.Open(p)
	return found{file: render.File{Path: p, Data: file.Data}, ok: ok}
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request, address string) {
	if s.key != "" && address == "" && !strings.HasSuffix(r.URL.Path, "/") {
		redirect(w, r.URL.Path+"/")
		return
	}
	now := s.now.Load()
	f := now.find(address)
	switch {
	case now.content == nil:
		s.page(w, r, http.StatusServiceUnavailable, now.beforeFirst(), address, now.version(f))
	case !f.ok:
		s.page(w, r, http.StatusNotFound, notFound(now.content), address, now.version(f))
	case f.folder:
		redirect(w, r.URL.Path+"/")
	case isPage(f.file.Path):
		s.page(w, r, http.StatusOK, f.file.Data, f.file.Path, now.version(f))
	default:
		s.file(w, r, f.file, now)
	}
}

// redirect leads to a path of this server; one that begins with two slashes
// would name another host.
func redirect(w http.ResponseWriter, to string) {
	to = "/" + strings.TrimLeft(to, "/")
	w.Header().Set("Location", (&url.URL{Path: to}).EscapedPath())
	w.WriteHeader(http.StatusTemporaryRedirect)
}

// file answers with bytes as they are, or a range of them.
func (s *Server) file(w http.ResponseWriter, r *http.Request, f render.File, now *state) {
	w.Header().Set("Content-Type", contentType(f.Path))
	w.Header().Set("ETag", now.tag(f))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.Data))
}

// page answers with a page of the site and the preview's script in it.
func (s *Server) page(w http.ResponseWriter, r *http.Request, status int, html []byte, address, version string) {
	data := s.inject(html, address, version)
	w.Header().Set("Content-Type", contentType("x.html"))
	if status == http.StatusOK {
		w.Header().Set("ETag", tagOf(data))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
		return
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(data)
	}
}

func notFound(c Content) []byte {
	if f := open(c, "404.html"); f.ok {
		return f.file.Data
	}
	return plainPage("There is no such page", "This site has no page at this address.")
}

func isPage(p string) bool { return path.Ext(p) == ".html" }

// tag gives the entity tag of a file, hashed once for each state.
func (now *state) tag(f render.File) string {
	if tag, ok := now.tags.Load(f.Path); ok {
		return tag.(string)
	}
	tag := tagOf(f.Data)
	now.tags.Store(f.Path, tag)
	return tag
}

func tagOf(data []byte) string {
	sum := sha256.Sum256(data)
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

// contentType knows the files of a site; the system's own table differs from
// one computer to the next.
func contentType(p string) string {
	switch strings.ToLower(path.Ext(p)) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".json":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".xml":
		return "application/xml; charset=utf-8"
	case ".txt", ".md", ".toml":
		return "text/plain; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".webp":
		return "image/webp"
	case ".avif":
		return "image/avif"
	case ".gif":
		return "image/gif"
	case ".ico":
		return "image/x-icon"
	case ".woff2":
		return "font/woff2"
	case ".woff":
		return "font/woff"
	case ".ttf":
		return "font/ttf"
	case ".otf":
		return "font/otf"
	case ".mp3":
		return "audio/mpeg"
	case ".ogg", ".oga", ".opus":
		return "audio/ogg"
	case ".m4a":
		return "audio/mp4"
	case ".wav":
		return "audio/wav"
	case ".flac":
		return "audio/flac"
	case ".mp4", ".m4v":
		return "video/mp4"
	case ".webm":
		return "video/webm"
	case ".ogv":
		return "video/ogg"
	case ".vtt":
		return "text/vtt; charset=utf-8"
	case ".pdf":
		return "application/pdf"
	case ".epub":
		return "application/epub+zip"
	case ".zip":
		return "application/zip"
	}
	return "application/octet-stream"
}
