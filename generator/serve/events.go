package serve

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// eventsPath is where open pages listen; no file of a site may have such a name
// by chance.
const eventsPath = "~handbill/events"

// news is what an open page is told.
type news struct {
	// Reload is set when the page has other bytes than the browser shows.
	Reload bool `json:"reload"`
	*trouble
}

// events tells one open page what concerns it until the browser goes away
// (Server-Sent Events, HTML standard section 9.2). The page says what it shows,
// so nothing is missed between its answer and its first event.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	select {
	case s.viewers <- struct{}{}:
		defer func() { <-s.viewers }()
	default:
		http.Error(w, "too many pages are open", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	page, version := r.URL.Query().Get("page"), r.URL.Query().Get("version")
	flush := http.NewResponseController(w)
	var last []byte
	for {
		now := s.now.Load()
		next := now.news(page, version)
		if !bytes.Equal(next, last) {
			if err := send(w, flush, next); err != nil {
				return
			}
			last = next
		}
		select {
		case <-now.over:
		case <-r.Context().Done():
			return
		}
	}
}

// sendTimeout frees the place of a browser that no longer reads.
const sendTimeout = 10 * time.Second

func send(w http.ResponseWriter, flush *http.ResponseController, data []byte) error {
	// Without deadlines, as in tests, a slow reader only holds its own place.
	_ = flush.SetWriteDeadline(time.Now().Add(sendTimeout))
	if _, err := fmt.Fprintf(w, "data: %s\n\n", data); err != nil {
		return err
	}
	return flush.Flush()
}

// news says what a page is to do that shows a version of an address.
func (now *state) news(page, version string) []byte {
	n := news{Reload: now.version(now.find(page)) != version, trouble: now.trouble}
	if n.trouble == nil {
		n.trouble = &trouble{Errors: []problem{}}
	}
	data, err := json.Marshal(n)
	if err != nil {
		panic(fmt.Sprintf("serve: news have no JSON form: %v", err))
	}
	return data
}
