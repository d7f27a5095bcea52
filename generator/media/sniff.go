package media

import (
	"bytes"
	"fmt"
	"strings"
)

func isJPEG(b []byte) bool { return bytes.HasPrefix(b, []byte("\xff\xd8\xff")) }
func isPNG(b []byte) bool  { return bytes.HasPrefix(b, []byte(pngSignature)) }

// mismatch says that a file is not what its name promises, and what it is where
// that can be seen.
func mismatch(want format, src []byte) error {
	is := looksLike(src)
	if strings.HasSuffix(is, " "+want.name) {
		return broken("it begins like " + is + ", but not as one does")
	}
	if is == "" {
		return flaw{"media-mismatch", fmt.Sprintf("the file is not a %s, as its ending says", want.name),
			"open it in a program that shows it and export it again; renaming does not convert"}
	}
	return flaw{"media-mismatch", fmt.Sprintf("the file is not a %s, as its ending says, but %s", want.name, is),
		"export it again in the right type; renaming does not convert"}
}

// looksLike names what a file begins like, for people; "" where it is unknown.
func looksLike(b []byte) string {
	for _, known := range signatures {
		if len(b) >= known.at && bytes.HasPrefix(b[known.at:], []byte(known.begins)) {
			return known.name
		}
	}
	head := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(b[:min(len(b), 1024)], []byte("\uFEFF")), " \t\r\n"))
	for _, known := range texts {
		if bytes.HasPrefix(head, []byte(known.begins)) || known.at > 0 && bytes.Contains(head, []byte(known.begins)) {
			return known.name
		}
	}
	return ""
}

type signature struct {
	at           int
	begins, name string
}

// signatures are looked for from the first to the last.
var signatures = [...]signature{
	{0, "\xff\xd8\xff", "a JPEG picture"},
	{0, "\x89PNG", "a PNG picture"},
	{0, "GIF8", "a GIF picture"},
	{8, "WEBP", "a WebP picture"},
	{8, "WAVE", "a WAV sound"},
	{8, "AVI ", "an AVI film"},
	{4, "ftypavif", "an AVIF picture"},
	{4, "ftypavis", "a moving AVIF picture"},
	{4, "ftyphei", "a HEIC picture"},
	{4, "ftypmif1", "a HEIC picture"},
	{4, "ftypqt  ", "a QuickTime film"},
	{4, "ftypM4A", "an M4A sound"},
	{4, "ftyp", "an MP4 film"},
	{0, "%PDF-", "a PDF"},
	{0, "OggS", "an Ogg sound"},
	{0, "ID3", "an MP3 sound"},
	{0, "\x1aE\xdf\xa3", "a WebM or Matroska film"},
	{0, "WEBVTT", "WebVTT subtitles"},
	{0, "BM", "a BMP picture"},
	{0, "II*\x00", "a TIFF picture"},
	{0, "MM\x00*", "a TIFF picture"},
	{0, "fLaC", "a FLAC sound"},
	{0, "PK\x03\x04", "an archive or an office document"},
	{0, "\xd0\xcf\x11\xe0", "an old office document"},
	{0, "\x7fELF", "a program"},
	{0, "MZ", "a program"},
	{0, "#!", "a program"},
}

// texts are looked for at the start, those with a place above 0 anywhere near it.
var texts = [...]signature{
	{0, "<?php", "a program"},
	{1, "<svg", "an SVG drawing"},
	{1, "<html", "a web page"},
	{0, "<!doctype html", "a web page"},
	{0, "<", "a web page"},
	{0, "version https://git-lfs", "a Git LFS pointer: the file itself was not fetched"},
}
