// Package media makes a file that lies beside a guide fit to be published.
//
// It owns the list of types that may be published, and for each of them the way
// to take out everything that is not the picture, the sound, the film or the
// text itself: places, names, thumbnails, scripts, comments. Bytes come in,
// bytes go out; a file is cleaned or refused, never passed through. The package
// reads no disk and no clock, and the same bytes always give the same bytes.
package media

import (
	"errors"
	"fmt"
	"time"

	"handbill/generator/diag"
)

// MaxBytes is the size of a file above which Prepare refuses it, so that a
// caller need not read it at all. Code hosts and pages services stop at 100 MB,
// and nobody on prepaid data loads more.
const MaxBytes = 100_000_000

// Options says how pictures are made. The zero value gives the defaults.
type Options struct {
	// Width is how wide a photograph is, in CSS pixels; 0 means 640.
	Width int
	// Quality is that of JPEG, 1 to 100; 0 means 55.
	Quality int
}

func (o Options) filled() Options {
	if o.Width <= 0 {
		o.Width = 640
	}
	if o.Quality <= 0 {
		o.Quality = 55
	}
	o.Quality = min(o.Quality, 100)
	return o
}

// File is what is published.
type File struct {
	// Data is the whole content. It may share memory with the bytes that
	// Prepare was given; nobody changes either.
	Data []byte
	// Ext is the file's type without a dot, such as "jpg". It may differ from
	// the name that Prepare was given: "jpeg" becomes "jpg".
	Ext string
	// Type says how a page shows the file.
	Type Type
	// Width and Height are in CSS pixels, as a reader sees them; 0 for sounds,
	// subtitles and documents.
	Width, Height int
	// Large is a wider picture for print and dense screens; nil for none.
	Large *Variant
	// Fallback is the same picture for browsers that do not know Ext; nil where
	// every browser does.
	Fallback *Variant
	// Duration is how long a sound or film runs; 0 where unknown.
	Duration time.Duration
}

// Variant is another form of the same picture.
type Variant struct {
	Data          []byte
	Ext           string
	Width, Height int
}

// Prepare cleans one file. The path, relative to the site, decides what it has
// to be and is where diagnostics point. With an error in the list the File is
// empty.
func Prepare(path string, src []byte, opt Options) (File, diag.List) {
	j := &job{path: path, src: src, opt: opt.filled()}
	f, err := j.run()
	if err != nil {
		j.fail(err)
		return File{}, j.found
	}
	return f, j.found
}

// job is the cleaning of one file.
type job struct {
	path  string
	src   []byte
	opt   Options
	found diag.List
}

func (j *job) run() (File, error) {
	t, ok := lookup(j.path)
	if !ok {
		reason, hint := Refuse(j.path)
		return File{}, flaw{"media-type", reason, hint}
	}
	if len(j.src) > MaxBytes {
		return File{}, flaw{"media-huge", fmt.Sprintf("the file has %d MB; more than %d MB are not published", len(j.src)/1e6, MaxBytes/1_000_000), t.shrink}
	}
	if len(j.src) == 0 {
		return File{}, flaw{"media-broken", "the file is empty", "copy it here again"}
	}
	if !t.is(j.src) {
		return File{}, mismatch(t, j.src)
	}
	f, err := t.clean(j)
	f.Type = t.kind
	if f.Ext == "" {
		f.Ext = t.ext
	}
	return f, err
}

func (j *job) fail(err error) {
	var f flaw
	if !errors.As(err, &f) {
		f = flaw{"media-broken", "the file cannot be read: " + err.Error(), "open it in a program that shows it and save or export it again"}
	}
	j.found.Error(diag.Position{Path: j.path}, f.code, f.message, f.hint)
}

func (j *job) warn(code, message, hint string) {
	j.found.Warn(diag.Position{Path: j.path}, code, message, hint)
}

func (j *job) note(code, message, hint string) {
	j.found.Note(diag.Position{Path: j.path}, code, message, hint)
}

// flaw is why a file is refused, in words for its author.
type flaw struct{ code, message, hint string }

func (f flaw) Error() string { return f.message }

func broken(what string) error {
	return flaw{"media-broken", "the file is damaged: " + what, "open it in a program that shows it and save or export it again"}
}
