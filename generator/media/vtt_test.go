package media

import "testing"

func TestSubtitlesLoseNotesAndStyles(t *testing.T) {
	for src, want := range map[string]string{
		"WEBVTT": "WEBVTT\n",
		"\uFEFFWEBVTT - made by SECRETPLACE\r\nX-Author: SECRETPLACE\r\n\r\nNOTE SECRETPLACE\r\nmore SECRETPLACE\r\n\r\n1\r\n00:01.000 --> 00:02.000\r\nHello\r\n\r\n\r\nNOTE\r\nSECRETPLACE\r\n": "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nHello\n",
		"WEBVTT\n\nSTYLE\n::cue{background:url(//evil.example/SECRETPLACE)}\n\nREGION\nid:a\n\nq\n00:01.000 --> 00:02.000 region:a\n<v Ana>NOTE that\n":                                           "WEBVTT\n\nREGION\nid:a\n\nq\n00:01.000 --> 00:02.000 region:a\n<v Ana>NOTE that\n",
		"WEBVTT SECRETPLACE\n00:01.000 --> 00:02.000\nHi\n":                  "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n",
		"WEBVTT\n\nloose SECRETPLACE\n\nNOTE\tSECRETPLACE\n\nSTYLE\t\nx\n\n": "WEBVTT\n",
	} {
		f := prepare(t, "a.vtt", []byte(src))
		if string(f.Data) != want || f.Type != Subtitles {
			t.Errorf("%q becomes\n%q, want\n%q", src, f.Data, want)
		}
	}
	refused(t, "a.vtt", []byte("WEBVTT\n\n00:01.000 --> 00:02.000\ncaf\xe9\n"))
	refused(t, "a.vtt", []byte("1\n00:00:01,000 --> 00:00:02,000\nA SubRip file\n"))
	refused(t, "a.vtt", []byte("WEBVTTX"))
}
