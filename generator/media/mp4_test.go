package media

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"time"
)

// filmTrack is a track to build a film of.
type filmTrack struct {
	kind, codec string
	entry       []byte   // what follows the fixed head of a codec's description
	samples     []string // each a chunk of its own
	matrix      []uint32
}

func words(values ...uint32) []byte {
	var b []byte
	for _, v := range values {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b
}

// buildFilm writes a film as a telephone does: the samples of all tracks in
// turn, then what describes them, with a secret in every corner.
func buildFilm(extra []byte, tracks ...filmTrack) []byte {
	out := appendBox(nil, "ftyp", []byte("mp42\x00\x00\x00\x01mp42"+secret[:8]))
	out = appendBox(out, "free", []byte(secret))
	out = appendBox(out, "uuid", []byte("0123456789abcdef"+secret))
	start := len(out) + 16 // the head of mdat has a long size
	mdat := []byte("orphan " + secret)
	places := make([][]uint64, len(tracks))
	for n := range 50 {
		for i, t := range tracks {
			if n < len(t.samples) {
				places[i] = append(places[i], uint64(start+len(mdat)))
				mdat = append(mdat, t.samples[n]...)
				mdat = append(mdat, "gap"+secret...)
			}
		}
	}
	out = append(append(out, words(1)...), "mdat"...)
	out = append(binary.BigEndian.AppendUint64(out, uint64(len(mdat)+16)), mdat...)
	dated := words(0, 0xdeadbeef, 0xdeadbeef)
	moov := appendBox(nil, "mvhd", dated, words(1000, 5000, 0x10000, 0), make([]byte, 72), []byte(secret))
	for i, t := range tracks {
		moov = appendBox(moov, "trak", t.build(dated, uint32(i+1), places[i]))
	}
	moov = appendBox(moov, "udta", appendBox(nil, "\xa9xyz", []byte("+52.5"+secret)), appendBox(nil, "meta", []byte(secret)))
	moov = appendBox(moov, "meta", []byte("\x00\x00\x00\x00"+secret))
	return append(appendBox(out, "moov", moov), extra...)
}

func (t filmTrack) build(dated []byte, id uint32, places []uint64) []byte {
	matrix := t.matrix
	if matrix == nil {
		matrix = []uint32{0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000}
	}
	size := words(0, 0)
	head := make([]byte, soundHead)
	if t.kind == "vide" {
		size = words(320<<16, 180<<16)
		head = make([]byte, videoHead)
		copy(head[42:], "\x0b"+secret)
	}
	stsz, stts := words(0, 0, uint32(len(t.samples))), words(0, 1, uint32(len(t.samples)), 100)
	co64 := words(0, uint32(len(places)))
	for i, s := range t.samples {
		stsz = append(stsz, words(uint32(len(s)))...)
		co64 = binary.BigEndian.AppendUint64(co64, places[i])
	}
	stbl := appendBox(nil, "stsd", words(0, 1), appendBox(nil, t.codec, head, t.entry, appendBox(nil, "prvt", []byte(secret))))
	stbl = appendBox(stbl, "stts", stts, []byte(secret))
	stbl = appendBox(stbl, "stsc", words(0, 1, 1, 1, 1))
	stbl = appendBox(stbl, "stsz", stsz, []byte(secret))
	stbl = appendBox(stbl, "co64", co64)
	stbl = appendBox(stbl, "prvt", []byte(secret))
	dinf := appendBox(nil, "dinf", appendBox(nil, "dref", words(0, 1), appendBox(nil, "url ", words(0), []byte("file:///home/"+secret))))
	minf := appendBox(appendBox(dinf, "vmhd", words(1, 0, 0)), "stbl", stbl)
	mdia := appendBox(nil, "mdhd", dated, words(1000, 5000, 0x15c70000))
	mdia = appendBox(mdia, "hdlr", words(0, 0), []byte(t.kind), words(0, 0, 0), []byte("Made by "+secret+"\x00"))
	mdia = appendBox(mdia, "minf", minf)
	tkhd := appendBox(nil, "tkhd", dated, words(id, 0, 5000, 0, 0, 0, 0), words(matrix...), size)
	return append(appendBox(tkhd, "udta", []byte(secret)), appendBox(nil, "mdia", mdia)...)
}

// samplesOf reads the samples of each track of a film.
func samplesOf(t *testing.T, src []byte) map[string][]string {
	t.Helper()
	top, err := boxes(src)
	if err != nil {
		t.Fatal(err)
	}
	moov, err := inside(top, "moov")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for _, b := range moov {
		if b.name != "trak" {
			continue
		}
		track, err := readTrack(b.body)
		if err == nil {
			err = track.read()
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range track.chunks {
			at := c.at
			for i := c.first; i < c.first+c.samples; i++ {
				all[track.kind] = append(all[track.kind], string(src[at:at+uint64(track.sizes[i])]))
				at += uint64(track.sizes[i])
			}
		}
	}
	return all
}

func unit(s string) string { return string(words(uint32(len(s)))) + s }

var (
	avcC   = appendBox(nil, "avcC", []byte("\x01\x42\x00\x0a\xff\xe1\x00\x02gB\x01\x00\x02hB"))
	place  = "\x06\x05\x1bDJI-uuid-16byte!" + secret + "\x80"
	timing = "\x06\x01\x02\x33\x44\x80"
	video  = filmTrack{kind: "vide", codec: "avc1", entry: avcC, samples: []string{
		unit("\x67sps") + unit(place) + unit("\x65first picture"),
		unit(timing) + unit("\x41second"),
		unit("\x06\x01\x02\x33\x44\x05\x1b0123456789abcdef"+secret+"\x80") + unit("\x41third"),
	}}
	sound = filmTrack{kind: "soun", codec: "mp4a", entry: appendBox(nil, "esds", []byte("\x00\x00\x00\x00\x03\x19")), samples: []string{"one", "two", "three", "four"}}
)

func TestFilmKeepsPicturesAndSoundsOnly(t *testing.T) {
	gps := filmTrack{kind: "meta", codec: "mebx", samples: []string{"N 52.5 " + secret, "E 13.4 " + secret}}
	f := prepare(t, "a.mp4", buildFilm([]byte(secret), video, gps, sound))
	got := samplesOf(t, f.Data)
	if len(got) != 2 || strings.Join(got["soun"], ",") != "one,two,three,four" {
		t.Errorf("the sounds are %q", got)
	}
	want := []string{unit("\x67sps") + unit("\x65first picture"), unit(timing) + unit("\x41second"), unit(timing) + unit("\x41third")}
	if strings.Join(got["vide"], "|") != strings.Join(want, "|") {
		t.Errorf("the pictures are %q", got["vide"])
	}
	if f.Type != Video || f.Width != 320 || f.Height != 180 || f.Duration != 5*time.Second {
		t.Errorf("got %v, %d × %d, %v", f.Type, f.Width, f.Height, f.Duration)
	}
	if bytes.Contains(f.Data, []byte("\xde\xad\xbe\xef")) {
		t.Error("it still tells when it was made")
	}
	if bytes.Index(f.Data, []byte("moov")) > bytes.Index(f.Data, []byte("mdat")) {
		t.Error("it cannot play while it loads")
	}
	if again := prepare(t, "a.mp4", f.Data); !bytes.Equal(again.Data, f.Data) {
		t.Error("cleaning what is clean changes it")
	}
}

func TestFilmOfATelephoneHeldUprightIsTall(t *testing.T) {
	turned := video
	turned.matrix = []uint32{0, 0x10000, 0, 0xffff0000, 0, 0, 180 << 16, 0, 0x40000000}
	if f := prepare(t, "a.mp4", buildFilm(nil, turned)); f.Width != 180 || f.Height != 320 {
		t.Errorf("got %d × %d", f.Width, f.Height)
	}
}

func TestFilmSaysWhatItLoses(t *testing.T) {
	words := filmTrack{kind: "text", codec: "tx3g", samples: []string{"GPS(13.4, 52.5) " + secret}}
	hevc := filmTrack{kind: "vide", codec: "hvc1", samples: []string{"picture"}}
	f, list := Prepare("a.mp4", buildFilm(nil, hevc, words), Options{})
	if len(list) != 2 || list[0].Code != "media-old" || list[1].Code != "media-subtitles" || bytes.Contains(f.Data, []byte(secret)) {
		t.Errorf("got %v", list)
	}
}

func TestFilmThatBrowsersCannotPlayIsRefused(t *testing.T) {
	for want, src := range map[string][]byte{
		"a protected film": buildFilm(nil, filmTrack{kind: "vide", codec: "encv", samples: []string{"x"}}),
		"fragments":        buildFilm(appendBox(nil, "moof", nil), video),
		"only sound":       buildFilm(nil, sound),
		"no film":          buildFilm(nil, filmTrack{kind: "meta", codec: "mebx", samples: []string{"x"}}),
	} {
		if d := refused(t, "a.mp4", src); !strings.Contains(d.Message, want) {
			t.Errorf("got %+v, want %q", d, want)
		}
	}
	if d := refused(t, "a.m4a", buildFilm(nil, video, sound)); !strings.Contains(d.Hint, ".mp4") {
		t.Errorf("got %+v", d)
	}
	quicktime := append([]byte("\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  "), buildFilm(nil, video)...)
	if d := refused(t, "a.mp4", quicktime); !strings.Contains(d.Message, "QuickTime") {
		t.Errorf("got %+v", d)
	}
}

func TestDamagedFilmIsRefused(t *testing.T) {
	src := buildFilm(nil, video, sound)
	for _, n := range []int{16, 50, 200, len(src) / 2, len(src) - 9} {
		refused(t, "a.mp4", src[:n])
	}
	for _, name := range []string{"stsz", "stsc", "co64"} {
		bent := bytes.Clone(src)
		at := bytes.Index(bent, []byte(name))
		copy(bent[at+8:], "\x7f\xff\xff\xff\x7f\xff\xff\xff")
		refused(t, "a.mp4", bent)
	}
	bent := bytes.Clone(src)
	at := bytes.Index(bent, []byte("\x65first"))
	bent[at-1] = 0xff
	refused(t, "a.mp4", bent)
}

// The samples in testdata were made by an ordinary encoder.
func TestOrdinaryFilmAndSoundKeepEverySample(t *testing.T) {
	for _, name := range []string{"gossip.mp4", "gossip.m4a"} {
		src := sample(t, name)
		if !tells(src) {
			t.Fatalf("%s has lost its tags", name)
		}
		f := prepare(t, name, src)
		before, after := samplesOf(t, src), samplesOf(t, f.Data)
		for kind := range before {
			if len(before[kind]) != len(after[kind]) || len(after[kind]) < 10 {
				t.Fatalf("%s: %d samples became %d", name, len(before[kind]), len(after[kind]))
			}
			for i := range before[kind] {
				// The encoder's name stood before the first picture.
				if before[kind][i] != after[kind][i] && !(kind == "vide" && i == 0 && strings.HasSuffix(before[kind][i], after[kind][i])) {
					t.Errorf("%s: sample %d has changed", name, i)
				}
			}
		}
		if f.Duration < 1200*time.Millisecond || f.Duration > 1300*time.Millisecond {
			t.Errorf("%s lasts %v", name, f.Duration)
		}
	}
}
