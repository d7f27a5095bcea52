package pdf

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"handbill/generator/diag"
	"handbill/generator/render/paper"
)

// host is where documents seem to lie. The name cannot exist (RFC 6761, 6.4).
const host = "http://handbill.invalid/"

// patience is how long a document may take before the browser counts as hung; the
// longest book seen took eight seconds.
const patience = 90 * time.Second

// Options are what a browser is started with.
type Options struct {
	// Program is the path of the browser.
	Program string
	// Profile is an empty folder for what the browser writes about itself.
	Profile string
	// Asset gives a file of the site, such as a picture, by its path below the
	// output.
	Asset func(path string) ([]byte, bool)
	// Patience is how long the browser may be silent; 0 stands for 90 seconds.
	Patience time.Duration
}

// Chromium sets pages with a browser of that family. It talks to one process over
// a pipe; no port is opened, and every request of a page is answered from memory
// or refused. It is for one goroutine.
type Chromium struct {
	opt    Options
	name   string
	ctx    context.Context
	cancel []context.CancelFunc

	mu      sync.Mutex
	served  paper.Document
	refused []string
}

// NoSandbox reports whether the browser runs without its sandbox, which people
// should be told.
func (c *Chromium) NoSandbox() bool { return isRoot() }

// Start starts a browser.
func Start(ctx context.Context, opt Options) (*Chromium, error) {
	if opt.Patience == 0 {
		opt.Patience = patience
	}
	c := &Chromium{opt: opt}
	if err := c.start(ctx); err != nil {
		c.Close()
		return nil, fmt.Errorf("starting the browser %s: %w", opt.Program, err)
	}
	return c, nil
}

// silence is the error of a browser that does not answer.
func silence(patience time.Duration) error {
	return fmt.Errorf("it did not answer for %s", patience)
}

// longDocument is how many bytes of HTML a document may have before the browser
// gets its time once more for each such part: a guide of thirty pages has less.
const longDocument = 200_000

// patience is how long the browser may take for a document; books take longer.
func (c *Chromium) patience(d paper.Document) time.Duration {
	return c.opt.Patience * time.Duration(1+len(d.File.Data)/longDocument)
}

// start starts the browser and ends it where it says nothing.
func (c *Chromium) start(ctx context.Context) error {
	begin, stop := context.WithCancelCause(ctx)
	alarm := time.AfterFunc(c.opt.Patience, func() { stop(silence(c.opt.Patience)) })
	defer alarm.Stop()
	err := c.open(begin)
	c.cancel = append(c.cancel, func() { stop(nil) })
	if cause := context.Cause(begin); err != nil && cause != nil {
		return cause
	}
	return err
}

func (c *Chromium) open(ctx context.Context) error {
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(c.opt.Program), chromedp.UserDataDir(c.opt.Profile), chromedp.DisableGPU,
		chromedp.UserAgent("handbill"), // the file names what made it
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"),
		chromedp.Flag("font-render-hinting", "none"),
	)
	if isRoot() {
		flags = append(flags, chromedp.NoSandbox)
	}
	allocator, end := chromedp.NewExecAllocator(ctx, flags...)
	// What goes wrong comes back as an error; the library need not print it too.
	tab, endTab := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	c.ctx, c.cancel = tab, []context.CancelFunc{endTab, end}
	requests := make(chan *fetch.EventRequestPaused, 256)
	if err := chromedp.Do(tab); err != nil {
		return err
	}
	err := chromedp.Listen(tab, func(event any) {
		if paused, ok := event.(*fetch.EventRequestPaused); ok {
			requests <- paused
		}
	})
	if err != nil {
		return err
	}
	go c.answer(tab, requests)
	if _, err := chromedp.Call(tab, fetch.Enable, fetch.EnableParams{}); err != nil {
		return err
	}
	if _, err := chromedp.Call(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		return err
	}
	is, err := chromedp.CallBrowser(tab, browser.GetVersion, cdp.Empty{})
	c.name = "chromium-" + version(is.Product)
	return err
}

// version reads the first number out of a product such as "HeadlessChrome/156.0.1.2":
// the others stand for mended faults, which leave pages as they are.
func version(product string) string {
	_, number, _ := strings.Cut(product, "/")
	first, _, _ := strings.Cut(number, ".")
	return first
}

// Name gives the engine's name and version.
func (c *Chromium) Name() string { return c.name }

// Close ends the browser.
func (c *Chromium) Close() {
	for _, end := range c.cancel {
		end()
	}
	c.cancel = nil
}

// answer gives the page what belongs to it and refuses the rest, so that printing
// tells nobody anything.
func (c *Chromium) answer(ctx context.Context, requests <-chan *fetch.EventRequestPaused) {
	for {
		select {
		case <-ctx.Done():
			return
		case r := <-requests:
			if body, kind, ok := c.lookup(r.Request.URL); ok {
				_, _ = chromedp.Call(ctx, fetch.FulfillRequest, fetch.FulfillRequestParams{
					RequestID: r.RequestID, ResponseCode: http.StatusOK, Body: body,
					ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: kind}},
				}) // a page that is gone needs no answer
				continue
			}
			_, _ = chromedp.Call(ctx, fetch.FailRequest, fetch.FailRequestParams{RequestID: r.RequestID, ErrorReason: network.ErrorReasonBlockedByClient})
		}
	}
}

func (c *Chromium) lookup(address string) (body []byte, kind string, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	name, err := url.PathUnescape(strings.TrimPrefix(address, host))
	if err != nil || !strings.HasPrefix(address, host) {
		c.refused = append(c.refused, address)
		return nil, "", false
	}
	if name == "favicon.ico" {
		return nil, "", false // the browser's own wish, not the page's
	}
	if name == c.served.File.Path {
		return c.served.File.Data, "text/html; charset=utf-8", true
	}
	if c.opt.Asset != nil {
		if body, ok = c.opt.Asset(name); ok {
			if c.served.Format.Grey() {
				body, kind = grey(name, body)
				return body, kind, true
			}
			return body, kindOf(name), true
		}
	}
	c.refused = append(c.refused, address)
	return nil, "", false
}

// kindOf is a table of its own: the system's differs from place to place.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".svg":
		return "image/svg+xml"
	case ".css":
		return "text/css; charset=utf-8"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".woff2":
		return "font/woff2"
	}
	return "image/" + strings.TrimPrefix(path.Ext(name), ".")
}

// Set sets a document. A browser that hangs or dies is started again once; the
// document that fails twice is named.
func (c *Chromium) Set(ctx context.Context, d paper.Document) ([]byte, diag.List, error) {
	var err error
	for range 2 {
		if c.ctx == nil || c.ctx.Err() != nil {
			if err = c.start(ctx); err != nil {
				return nil, nil, fmt.Errorf("starting the browser again for %s: %w", d.Path, err)
			}
		}
		var data []byte
		var ds diag.List
		if data, ds, err = c.set(ctx, d); err == nil || ctx.Err() != nil {
			return data, ds, err
		}
		c.Close()
		c.ctx = nil
	}
	var ds diag.List
	message := "the browser could not print this document: " + err.Error()
	if errors.Is(err, context.DeadlineExceeded) {
		message = "the browser could not print this document: " + silence(c.patience(d)).Error()
	}
	ds.Error(at(d), "print-browser", message, "try again, or another browser: --browser PROGRAM")
	return nil, ds, nil
}

func (c *Chromium) set(ctx context.Context, d paper.Document) ([]byte, diag.List, error) {
	c.mu.Lock()
	c.served, c.refused = d, nil
	c.mu.Unlock()
	tab, stop := context.WithTimeout(c.ctx, c.patience(d))
	defer stop()
	defer context.AfterFunc(ctx, stop)()
	if err := c.load(tab, d); err != nil {
		return nil, nil, err
	}
	if ds := c.missing(d); ds.Failed() {
		return nil, ds, nil
	}
	if d.Format.Layout() {
		return c.setLayout(tab, d)
	}
	return c.setPages(tab, d)
}

// load loads a document and waits until its fonts and pictures are there.
func (c *Chromium) load(tab context.Context, d paper.Document) error {
	address := host + (&url.URL{Path: d.File.Path}).EscapedPath()
	if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
		return err
	}
	ready := `Promise.all([document.fonts.ready, ...[...document.images].map(i => (i.loading = "eager", i.decode().catch(() => 0)))]).then(() => true)`
	_, err := chromedp.Run(tab, chromedp.Evaluate[bool](ready, chromedp.EvalAwaitPromise))
	return err
}

// missing tells what a page wanted and did not get.
func (c *Chromium) missing(d paper.Document) diag.List {
	c.mu.Lock()
	defer c.mu.Unlock()
	var ds diag.List
	for _, address := range c.refused {
		ds.Error(at(d), "print-fetch", fmt.Sprintf("the document asks for %s, which is not part of the site", address), "name a file beside the guide")
	}
	return ds
}

func (c *Chromium) print(tab context.Context) ([]byte, error) {
	yes := true
	return chromedp.Run(tab, chromedp.PrintToPDF(func(p *page.PrintToPDFParams) {
		p.PreferCSSPageSize, p.PrintBackground, p.GenerateTaggedPDF, p.GenerateDocumentOutline = &yes, &yes, &yes, &yes
	}))
}

// call runs a function of script in the page with arguments and gives its answer.
func call[T any](tab context.Context, function string, args ...any) (T, error) {
	text, err := json.Marshal(args)
	if err != nil {
		panic("pdf: an argument has no JSON form: " + err.Error())
	}
	return chromedp.Run(tab, chromedp.Evaluate[T]("("+function+")(..."+string(text)+")"))
}
