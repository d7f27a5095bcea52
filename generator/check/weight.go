package check

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/render"
)

// maxPage is the first round trip of a connection: ten segments of 1,460 bytes
// (RFC 6928), in bytes after gzip -6.
const maxPage = 14_000

// weight reports a page that takes a second round trip.
func weight(f render.File, ds *diag.List) {
	if n := gzipped(f.Data); n > maxPage {
		ds.Warn(diag.Position{Path: "public/" + f.Path}, "page-heavy", fmt.Sprintf("the page weighs %.1f kB after compression; up to %d kB arrive in one go", float64(n)/1000, maxPage/1000), "split it in two; a guide can also leave the detail to a briefing paper")
	}
}

func gzipped(data []byte) int {
	var n counter
	w, err := gzip.NewWriterLevel(&n, 6)
	if err != nil {
		panic("check: gzip has no level 6")
	}
	w.Write(data) // a counter never fails
	w.Close()
	return int(n)
}

type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

// maxPicture is two seconds of a slow line (400 kbit/s), in bytes. A photograph
// that the program makes smaller by itself has half of it.
const maxPicture = 100_000

// pictures reports pictures that readers wait for, at their place in the text.
func pictures(doc *markdown.Doc, ds *diag.List) {
	for _, m := range doc.Media {
		if m.Kind == markdown.Picture && m.Bytes > maxPicture {
			ds.Warn(m.At, "picture-heavy", fmt.Sprintf("the picture %s weighs %d kB on the page; up to %d kB are soon there", path.Base(m.Dest), m.Bytes/1000, maxPicture/1000),
				"cut it to what matters; save photographs as JPEG, which is made smaller, and drawings with fewer colours or lines")
		}
	}
}

// maxPack is 40 seconds of a slow line (400 kbit/s), in bytes: the text and
// pictures of a language, which are saved for offline use in one go.
const maxPack = 2_000_000

// pack tells what saving a language costs its readers.
func pack(language string, list []byte, ds *diag.List) {
	var saved struct{ Sizes map[string]int }
	if err := json.Unmarshal(list, &saved); err != nil {
		panic(fmt.Sprintf("check: the list of packs is no JSON: %v", err))
	}
	sizes := saved.Sizes
	parts := []string{fmt.Sprintf("%d kB of text", kilobytes(sizes["text"]))}
	for _, kind := range []string{"pictures", "media"} {
		if sizes[kind] > 0 {
			parts = append(parts, fmt.Sprintf("%d kB of %s", kilobytes(sizes[kind]), strings.Replace(kind, "media", "sound and film", 1)))
		}
	}
	at := diag.Position{Path: "public/" + language + "/offline.html"}
	message := fmt.Sprintf("saving %s for offline use takes %s", language, strings.Join(parts, ", "))
	if sizes["text"]+sizes["pictures"] > maxPack {
		ds.Warn(at, "pack-heavy", fmt.Sprintf("%s; text and pictures over %d MB are saved by few", message, maxPack/1_000_000), "take out pictures that decorate, or make two sites")
		return
	}
	ds.Note(at, "pack-size", message, "")
}

func kilobytes(bytes int) int { return (bytes + 999) / 1000 }
