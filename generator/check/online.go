package check

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"handbill/generator/diag"
)

// Outside is an address of another site and the first place that links to it.
type Outside struct {
	Address string
	At      diag.Position
}

// onlineWorkers is few, so that nobody's server is burdened.
const onlineWorkers = 4

// onlineTimeout is how long one host may take to answer.
const onlineTimeout = 15 * time.Second

// Online asks the host of each address whether it still answers, and reports
// those that do not. client is nil for an ordinary one.
func Online(ctx context.Context, links []Outside, client *http.Client) diag.List {
	if client == nil {
		client = &http.Client{Timeout: onlineTimeout}
	}
	work := make(chan Outside)
	var mu sync.Mutex
	var ds diag.List
	var workers sync.WaitGroup
	for range onlineWorkers {
		workers.Go(func() {
			for l := range work {
				if why := ask(ctx, client, l.Address); why != "" {
					mu.Lock()
					ds.Warn(l.At, "link-offline", fmt.Sprintf("the link %s does not work: %s", l.Address, why), "look for the page's new address, or take the link out")
					mu.Unlock()
				}
			}
		})
	}
	for _, l := range links {
		if ctx.Err() != nil {
			break
		}
		work <- l
	}
	close(work)
	workers.Wait()
	return ds.Sorted()
}

// ask gives why an address does not answer; "" where it does. Hosts that refuse
// HEAD are asked with GET.
func ask(ctx context.Context, client *http.Client, address string) string {
	for _, method := range []string{http.MethodHead, http.MethodGet} {
		request, err := http.NewRequestWithContext(ctx, method, address, nil)
		if err != nil {
			return "it is not an address"
		}
		request.Header.Set("User-Agent", "handbill-check")
		response, err := client.Do(request)
		if err != nil {
			if method == http.MethodGet {
				return "its host does not answer"
			}
			continue
		}
		io.CopyN(io.Discard, response.Body, 64<<10) // so that the connection can serve again
		response.Body.Close()
		switch {
		case response.StatusCode < 400, response.StatusCode == http.StatusTooManyRequests:
			return ""
		case method == http.MethodGet:
			return fmt.Sprintf("its host answers %d %s", response.StatusCode, http.StatusText(response.StatusCode))
		}
	}
	return ""
}
