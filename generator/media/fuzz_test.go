package media

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// everyType is a name for each type that is everyType.
var everyType = []string{"a.jpg", "a.png", "a.gif", "a.webp", "a.avif", "a.svg", "a.mp3", "a.ogg", "a.wav", "a.m4a", "a.mp4", "a.webm", "a.vtt"}

// FuzzPrepare asks that no bytes at all stop the program, that a refusal helps, and that what comes out can be cleaned again.
func FuzzPrepare(f *testing.F) {
	entries, err := os.ReadDir("testdata")
	if err != nil {
		f.Fatal(err)
	}
	add := func(name string, src []byte) {
		for i, n := range everyType {
			if strings.HasSuffix(name, n[1:]) || strings.HasSuffix(name, ".opus") && n == "a.ogg" {
				f.Add(byte(i), src)
			}
		}
	}
	for _, e := range entries {
		if !e.IsDir() {
			add(e.Name(), sample(f, e.Name()))
		}
	}
	_, moving := movingGIF(f)
	add("a.gif", moving)
	add("a.jpg", gossip(f, corners(32, 24), 6))
	add("a.png", gossipPNG(pngOf(f, drawing(20, 20))))
	add("a.svg", []byte(svgHead+`<style>@media x{.a{fill:red}}</style><g style="fill:url(#a)"><use href="#b"/><text>x</text></g></svg>`))
	add("a.mp4", buildFilm(nil, video, sound))
	add("a.webm", buildWebM(el))
	add("a.webm", buildWebM(live))
	add("a.vtt", []byte("WEBVTT\n\nNOTE x\n\n1\n00:01.000 --> 00:02.000\nHi\n"))
	f.Fuzz(func(t *testing.T, kind byte, src []byte) {
		name := everyType[int(kind)%len(everyType)]
		out, list := Prepare(name, src, Options{Width: 48})
		if list.Failed() != (out.Data == nil) {
			t.Fatalf("%d bytes and %v", len(out.Data), list)
		}
		for _, d := range list {
			if d.Message == "" || d.Hint == "" {
				t.Errorf("the diagnostic helps nobody: %+v", d)
			}
		}
		if out.Data == nil {
			return
		}
		again, list := Prepare("a."+out.Ext, out.Data, Options{Width: 48})
		if list.Failed() {
			t.Fatalf("what came out of %s cannot be read again: %v", name, list)
		}
		if out.Ext != "jpg" && out.Ext != "png" && out.Ext != "webp" && !bytes.Equal(again.Data, out.Data) {
			t.Errorf("cleaning what is clean changes it: %s, %d and %d bytes", name, len(out.Data), len(again.Data))
		}
	})
}
