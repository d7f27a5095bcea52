// Package serve previews a site: an http.Handler that answers from memory, and a
// server for it on this computer alone. A page that is open in a browser reloads
// when its bytes change and shows the errors of a failed build over itself.
//
// It takes the files of a build, all of them or one at a time when asked, and
// the diagnostics of a build that failed. It never reads or writes a disk.
//
// Previews are unpublished work of people who may be at risk: only the loopback
// address answers, other sites' requests are refused, and a phone gets in with a
// key in the address.
package serve

import (
	"net"
	"net/http"
	"sync"
	"sync/atomic"

	"handbill/generator/diag"
	"handbill/generator/render"
)

// Content is a finished site. Open is called from many goroutines; for one
// Content it always gives the same bytes, whether it keeps or makes them. Paths
// are valid for fs.FS.
type Content interface {
	Open(path string) (render.File, bool)
}

// Files is a Content that holds everything.
type Files map[string]render.File

// Open gives the file of a path.
func (f Files) Open(path string) (render.File, bool) {
	file, ok := f[path]
	return file, ok
}

// Excerpt gives the text of a line of a site's file, counted from 1; "" when it
// cannot be had.
type Excerpt func(path string, line int) string

// Options says where to serve. The zero value takes any free port.
type Options struct {
	// Port is where to begin looking for a free port; 0 takes any.
	Port int
	// LAN answers other computers of the network too, below a key that is made
	// anew each time and is part of the address.
	LAN bool
}

// Server answers for a site that changes. Make one with New; its methods may be
// called from any goroutine.
type Server struct {
	opt Options
	// key is the first folder of every address, "" without LAN.
	key string
	// now is what is answered at this moment.
	now atomic.Pointer[state]
	// changing guards the step from one state to the next.
	changing sync.Mutex
	// viewers bounds the open pages.
	viewers chan struct{}

	listening sync.Mutex
	listener  net.Listener
}

// state is one moment of the site; it does not change.
type state struct {
	// content is the last good site, nil before the first one.
	content Content
	// trouble is what the last build failed with, nil when it did not.
	trouble *trouble
	// tags remembers what was hashed: path to entity tag.
	tags *sync.Map
	// over is closed when the next state is there.
	over chan struct{}
}

// maxViewers bounds the open pages that are told of changes; each costs a
// connection and a goroutine.
const maxViewers = 256

// New makes a server that says that the site is being built, until Update or
// Fail is called.
func New(opt Options) *Server {
	s := &Server{opt: opt, viewers: make(chan struct{}, maxViewers)}
	if opt.LAN {
		s.key = newKey()
	}
	s.now.Store(&state{tags: new(sync.Map), over: make(chan struct{})})
	return s
}

// Update answers with another site from now on, and takes errors off the pages.
// Pages that are open reload if they changed.
func (s *Server) Update(c Content) {
	s.change(func(*state) *state { return &state{content: c, tags: new(sync.Map)} })
}

// Fail shows errors over every page. The last good site stays; without one
// every address shows them. excerpt may be nil and is called before Fail
// returns.
func (s *Server) Fail(list diag.List, excerpt Excerpt) {
	t := newTrouble(list, excerpt)
	s.change(func(before *state) *state { return &state{content: before.content, trouble: t, tags: before.tags} })
}

func (s *Server) change(next func(before *state) *state) {
	s.changing.Lock()
	defer s.changing.Unlock()
	before := s.now.Load()
	after := next(before)
	after.over = make(chan struct{})
	s.now.Store(after)
	close(before.over)
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Cache-Control", "no-store")
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Referrer-Policy", "no-referrer")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	path, refusal := s.admit(r)
	switch {
	case refusal != nil:
		refusal.answer(w)
	case path == eventsPath:
		s.events(w, r)
	default:
		s.answer(w, r, path)
	}
}
