package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// portsTried bounds the search for a free port from the one asked for.
const portsTried = 100

// Listen takes the port, so that Address is known before the first request. A
// port that is taken gives way to the next free one.
func (s *Server) Listen() error {
	s.listening.Lock()
	defer s.listening.Unlock()
	if s.listener != nil {
		return nil
	}
	host := "127.0.0.1"
	if s.opt.LAN {
		host = ""
	}
	var err error
	for port := s.opt.Port; port < s.opt.Port+portsTried && port <= 65535; port++ {
		s.listener, err = net.Listen("tcp4", net.JoinHostPort(host, strconv.Itoa(port)))
		if err == nil || !taken(err) {
			break
		}
	}
	if err != nil {
		s.listener = nil
		return fmt.Errorf("serve the preview: %w", err)
	}
	return nil
}

// Address is where the preview is, with a slash at its end; "" before Listen.
// With LAN it has the address of this computer on its network and the key.
func (s *Server) Address() string {
	s.listening.Lock()
	defer s.listening.Unlock()
	if s.listener == nil {
		return ""
	}
	host := "127.0.0.1"
	if s.opt.LAN {
		host = networkAddress()
	}
	port := s.listener.Addr().(*net.TCPAddr).Port
	return "http://" + net.JoinHostPort(host, strconv.Itoa(port)) + s.prefix()
}

// networkAddress gives the address of this computer that others of its network
// can reach, private ones first; the loopback one where there is none.
func networkAddress() string {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return "127.0.0.1"
	}
	best := "127.0.0.1"
	for _, a := range addresses {
		n, ok := a.(*net.IPNet)
		if !ok || n.IP.To4() == nil || n.IP.IsLoopback() || n.IP.IsLinkLocalUnicast() {
			continue
		}
		if n.IP.IsPrivate() {
			return n.IP.String()
		}
		best = n.IP.String()
	}
	return best
}

const (
	// headerTimeout and headerLimit keep one client from holding a connection
	// or memory; a browser's headers come at once and have a few kB.
	headerTimeout = 10 * time.Second
	headerLimit   = 64 << 10
	// goodbye is how long answers under way may take when the server ends.
	goodbye = time.Second
)

// ListenAndServe answers requests until the context ends, which is no error.
func (s *Server) ListenAndServe(ctx context.Context) error {
	if err := s.Listen(); err != nil {
		return err
	}
	// Open pages hold their requests for as long as the server runs.
	requests, endRequests := context.WithCancel(context.WithoutCancel(ctx))
	defer endRequests()
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: headerTimeout,
		MaxHeaderBytes:    headerLimit,
		BaseContext:       func(net.Listener) context.Context { return requests },
	}
	stop := context.AfterFunc(ctx, func() {
		endRequests()
		wait, done := context.WithTimeout(context.Background(), goodbye)
		defer done()
		if server.Shutdown(wait) != nil {
			server.Close()
		}
	})
	defer stop()
	err := server.Serve(s.listener)
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serve the preview: %w", err)
}
