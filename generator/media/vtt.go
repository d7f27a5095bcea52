package media

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// vttBytes is far above any film's subtitles.
const vttBytes = 2_000_000

func isVTT(b []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimPrefix(b, []byte("\uFEFF")), []byte("WEBVTT"))
	return ok && (len(rest) == 0 || strings.ContainsRune(" \t\r\n", rune(rest[0])))
}

// vtt keeps cues and regions, and drops notes, styles and what stands in the
// head. https://www.w3.org/TR/webvtt1/
func (j *job) vtt() (File, error) {
	if len(j.src) > vttBytes {
		return File{}, flaw{"media-huge", "the subtitles are longer than any film", "cut the film and its subtitles into parts"}
	}
	text := string(bytes.TrimPrefix(j.src, []byte("\uFEFF")))
	if !utf8.ValidString(text) {
		return File{}, flaw{"media-broken", "the subtitles are not in UTF-8", "save them as UTF-8"}
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\uFFFD").Replace(text)
	out := "WEBVTT\n"
	for i, block := range blocks(text) {
		first, _, _ := strings.Cut(block, "\n")
		word, _, _ := strings.Cut(first, " ")
		word = strings.TrimRight(word, "\t ")
		cue := strings.Contains(block, "-->")
		switch {
		case cue && i == 0:
			// The head ends where times begin, with or without an empty line.
			lines := strings.Split(block, "\n")
			for n, line := range lines {
				if strings.Contains(line, "-->") {
					out += "\n" + strings.Join(lines[n:], "\n") + "\n"
					break
				}
			}
		case i == 0, !cue && word != "REGION":
		default:
			out += "\n" + block + "\n"
		}
	}
	return File{Data: []byte(out)}, nil
}

// blocks are the runs of lines between empty ones.
func blocks(text string) []string {
	var all []string
	for _, block := range strings.Split(text, "\n\n") {
		if block = strings.Trim(block, "\n"); block != "" {
			all = append(all, block)
		}
	}
	return all
}
