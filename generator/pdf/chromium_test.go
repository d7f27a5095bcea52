//go:build print

package pdf

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"handbill/generator/content"
	"handbill/generator/i18n"
	"handbill/generator/render"
	"handbill/generator/render/paper"
)

func start(t *testing.T) *Chromium {
	t.Helper()
	program, err := Find(os.Getenv("HANDBILL_BROWSER"), os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Start(t.Context(), Options{Program: program, Profile: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func poster(html string) paper.Document {
	f, _ := paper.Lookup("poster-a4")
	l := &content.Language{Tag: "en", Dir: "ltr", Words: i18n.NewWords("en", "latin", nil)}
	return paper.Document{
		Language: l, Page: &content.Page{Language: l, Source: &content.Source{Path: "guides/x/en.md"}}, Format: f, Path: "en/x-poster-a4.pdf",
		File: render.File{Path: "en/x-poster-a4.html", Data: []byte(`<!DOCTYPE html><html lang="en"><title>x</title><style>@page{size:210mm 297mm;margin:0}</style>` + html)},
	}
}

// Whoever prints a guide tells nobody that it is read.
func TestPrintedPageReachesNoHost(t *testing.T) {
	var asked atomic.Int32
	host := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer host.Close()
	c := start(t)
	_, ds, err := Make(t.Context(), c, poster(`<p>x</p><img src="`+host.URL+`/x.png">`))
	if err != nil || !ds.Failed() || ds[0].Code != "print-fetch" || !strings.Contains(ds[0].Message, host.URL) {
		t.Errorf("diagnostics %v, error %v", ds, err)
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("the host was asked %d times", n)
	}
	// The browser is still good for the next document.
	if f, ds, err := Make(t.Context(), c, poster("<p>x</p>")); err != nil || ds.Failed() || f.Pages != 1 {
		t.Errorf("the next file: %d pages, %v, %v", f.Pages, ds, err)
	}
}

func TestTextThatDoesNotFitNamesItsPanel(t *testing.T) {
	long := `<style>.panel{height:50mm;width:100mm;font-size:var(--size)}</style><div class="sheet"><div class="panel"><h2>What to do</h2><p>` + strings.Repeat("words ", 2000) + `</p></div></div>`
	_, ds, err := Make(t.Context(), start(t), poster(long))
	if err != nil || !ds.Failed() || ds[0].Code != "print-overflow" || !strings.Contains(ds[0].Message, "What to do") || ds[0].Path != "en/x-poster-a4.pdf" {
		t.Errorf("diagnostics %v, error %v", ds, err)
	}
}

// Another version may set pages differently, so files remember theirs.
func TestEngineNamesItsVersion(t *testing.T) {
	if name := start(t).Name(); !regexp.MustCompile(`^chromium-\d+$`).MatchString(name) {
		t.Errorf("the engine is %q", name)
	}
}

// killer ends the browser each time a document asks for one of these pictures.
func killer(t *testing.T, times int) *Chromium {
	t.Helper()
	program, err := Find(os.Getenv("HANDBILL_BROWSER"), os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	var c *Chromium
	c, err = Start(t.Context(), Options{Program: program, Profile: t.TempDir(), Asset: func(string) ([]byte, bool) {
		if times--; times >= 0 {
			if err := chromedp.FromContext(c.ctx).Browser.Process().Kill(); err != nil {
				t.Error(err)
			}
		}
		return []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9H0z"/></svg>`), true
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func TestBrowserThatDiesIsStartedAgain(t *testing.T) {
	c := killer(t, 1)
	if f, ds, err := Make(t.Context(), c, poster(`<main><p>x</p><img src="x.svg" alt="black"></main>`)); err != nil || ds.Failed() || f.Pages != 1 {
		t.Errorf("after the browser died: %d pages, %v, %v", f.Pages, ds, err)
	}
}

func TestDocumentThatKillsTheBrowserIsNamed(t *testing.T) {
	c := killer(t, 2)
	f, ds, err := Make(t.Context(), c, poster(`<main><p>x</p><img src="x.svg" alt="black"></main>`))
	if err != nil || f.Data != nil || !says(ds, "print-browser", "could not print this document") || ds[0].Path != "en/x-poster-a4.pdf" {
		t.Errorf("%d bytes, %v, %v", len(f.Data), ds, err)
	}
	if f, ds, err := Make(t.Context(), c, poster("<main><p>x</p></main>")); err != nil || ds.Failed() || f.Pages != 1 {
		t.Errorf("the next document: %d pages, %v, %v", f.Pages, ds, err)
	}
}

// A page that never ends is given up, and those after it are printed.
func TestDocumentThatHangsIsNamed(t *testing.T) {
	c := start(t)
	c.opt.Patience = 2 * time.Second
	_, ds, err := Make(t.Context(), c, poster("<main><p>x</p></main><script>for(;;){}</script>"))
	if err != nil || !says(ds, "print-browser", "did not answer for 2s") {
		t.Errorf("%v, %v", ds, err)
	}
	c.opt.Patience = patience
	if f, ds, err := Make(t.Context(), c, poster("<main><p>x</p></main>")); err != nil || ds.Failed() || f.Pages != 1 {
		t.Errorf("the next document: %d pages, %v, %v", f.Pages, ds, err)
	}
}

func TestProgramThatNeverAnswersIsNamed(t *testing.T) {
	program := filepath.Join(t.TempDir(), "browser")
	if err := os.WriteFile(program, []byte("#!/bin/sh\nexec sleep 3600\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Options{Program: program, Profile: t.TempDir(), Patience: 100 * time.Millisecond})
	if err == nil || !strings.Contains(err.Error(), program) || !strings.Contains(err.Error(), "did not answer for 100ms") {
		t.Errorf("the error is %v", err)
	}
}

func TestProgramThatIsNoBrowserIsNamed(t *testing.T) {
	program := filepath.Join(t.TempDir(), "browser")
	if err := os.WriteFile(program, []byte("#!/bin/sh\nexit 3\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(t.Context(), Options{Program: program, Profile: t.TempDir()}); err == nil || !strings.Contains(err.Error(), program) {
		t.Errorf("the error is %v", err)
	}
}
