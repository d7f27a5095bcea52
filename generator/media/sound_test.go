package media

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"time"
)

// The tone in testdata lasts 1.2 seconds; MP3 rounds up to whole frames and
// adds the encoder's delay.
func lasts(t *testing.T, name string, f File, longest time.Duration) {
	t.Helper()
	if f.Type != Audio || f.Duration < 1190*time.Millisecond || f.Duration > longest {
		t.Errorf("%s: %v that lasts %v", name, f.Type, f.Duration)
	}
}

// mp3Frames gives the frames of sound in a file, found without any knowledge of
// tags.
func mp3Frames(src []byte) [][]byte {
	var frames [][]byte
	for at := 0; at+4 <= len(src); {
		f, ok := frameAt(src[at:])
		if ok && at+f.size <= len(src) {
			if next, good := frameAt(src[at+f.size:]); good && next.rate == f.rate || at+f.size == len(src) || len(frames) > 5 {
				frames = append(frames, src[at:at+f.size])
				at += f.size
				continue
			}
		}
		at++
	}
	return frames
}

func TestMP3KeepsItsFramesOnly(t *testing.T) {
	src := sample(t, "gossip.mp3")
	if !tells(src) {
		t.Fatal("the sample has lost its tags")
	}
	frames := mp3Frames(src)
	// A cover, tags in the middle, between, and behind: all that is seen in the wild.
	cover := "APIC" + strings.Repeat(secret+"\xff\xfb\x90\x64", 400)
	tag := append([]byte("ID3\x04\x00\x00\x00\x00"), byte(len(cover)>>7), byte(len(cover)&127))
	dirty := append(append(tag, cover...), src...)
	middle := len(dirty) - 3000
	for _, ok := frameAt(dirty[middle:]); !ok; _, ok = frameAt(dirty[middle:]) {
		middle++
	}
	ape := "APETAGEX\xd0\x07\x00\x00" + "\x3b\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\xa0" + "\x00\x00\x00\x00\x00\x00\x00\x00" + "item " + secret + strings.Repeat("x", 59-16)
	dirty = append(append(bytes.Clone(dirty[:middle]), ape...), dirty[middle:]...)
	dirty = append(dirty, "LYRICSBEGIN"+secret+"LYRICS200"...)
	dirty = append(dirty, "TAG"+secret+strings.Repeat("\x00", 125-len(secret))...)
	f := prepare(t, "a.mp3", dirty)
	if !bytes.Equal(f.Data, bytes.Join(frames, nil)) {
		t.Errorf("%d bytes of sound became %d", len(bytes.Join(frames, nil)), len(f.Data))
	}
	lasts(t, "gossip.mp3", f, 1300*time.Millisecond)
}

func TestMP3OfChangingSpeedKeepsItsIndex(t *testing.T) {
	src := sample(t, "vbr.mp3")
	at := bytes.Index(src, []byte("LAME"))
	first, _ := frameAt(src)
	dirty := bytes.Clone(src)
	copy(dirty[first.size-len(secret):], secret)
	f := prepare(t, "a.mp3", dirty)
	if at < 0 || !bytes.Equal(f.Data[:at+36], src[:at+36]) || !bytes.Equal(f.Data[first.size:], src[first.size:]) {
		t.Error("the index or the sound has changed")
	}
	lasts(t, "vbr.mp3", f, 1300*time.Millisecond)
}

func TestWhatIsNotSoundIsRefused(t *testing.T) {
	for name, src := range map[string]string{
		"page.mp3":  "ID3\x04\x00\x00\x00\x00\x00\x05<html><script>alert(1)</script>",
		"short.mp3": string(sample(t, "gossip.mp3")[:700]),
		"aac.mp3":   "\xff\xf1\x50\x80\x04\x3f\xfc",
		"text.ogg":  "OggS and then nothing",
		"half.ogg":  string(sample(t, "gossip.ogg")[:60]),
		"head.opus": string(sample(t, "gossip.opus")[:47]),
		"bent.ogg":  strings.Replace(string(sample(t, "gossip.ogg")), secret, "secretplace", 1),
		"none.wav":  "RIFF\x04\x00\x00\x00WAVE",
		"adpcm.wav": "RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x02\x00\x01\x00\x80\x3e\x00\x00\x80\x3e\x00\x00\x01\x00\x08\x00data\x02\x00\x00\x00ab",
	} {
		refused(t, name, []byte(src))
	}
}

func TestOggKeepsItsSoundAndNoComment(t *testing.T) {
	for name, headers := range map[string]int{"gossip.ogg": 3, "gossip.opus": 2} {
		src := sample(t, name)
		if !tells(src) {
			t.Fatalf("%s has lost its comments", name)
		}
		f := prepare(t, name, append(append([]byte{}, src...), secret...))
		before, after := packets(t, src), packets(t, f.Data)
		if len(before) != len(after) || len(after) < 10 {
			t.Fatalf("%s: %d packets became %d", name, len(before), len(after))
		}
		for i := range before {
			if i != 1 && !bytes.Equal(before[i], after[i]) {
				t.Errorf("%s: packet %d has changed", name, i)
			}
		}
		if len(after[1]) > 16 || headers == 2 && string(after[1]) != "OpusTags\x00\x00\x00\x00\x00\x00\x00\x00" {
			t.Errorf("%s: the comments are %q", name, after[1])
		}
		if f.Ext != "ogg" {
			t.Errorf("%s is published as %s, which servers may not know", name, f.Ext)
		}
		lasts(t, name, f, 1210*time.Millisecond)
	}
}

// packets joins the packets of an Ogg file whose checksums are right.
func packets(t *testing.T, src []byte) (all [][]byte) {
	t.Helper()
	pages, err := readOgg(src)
	if err != nil {
		t.Fatal(err)
	}
	var packet []byte
	for i, p := range pages {
		if (p.flags&oggFirst != 0) != (i == 0) || (p.flags&oggLast != 0) != (i == len(pages)-1) || (p.flags&oggContinued != 0) != (packet != nil) {
			t.Errorf("page %d has the flags %d", i, p.flags)
		}
		for _, n := range p.lacing {
			packet = append(packet, p.body[:n]...)
			p.body = p.body[n:]
			if n < 255 {
				all = append(all, packet)
				packet = nil
			}
		}
	}
	return all
}

func TestOggFilmAndChainsAreRefused(t *testing.T) {
	stream := func(serial uint32, packets ...string) []byte {
		w := oggWriter{serial: serial, crc: oggTable()}
		for i, p := range packets {
			flags := byte(0)
			if i == 0 {
				flags = oggFirst
			}
			w.page(oggPage{flags: flags, lacing: lacing(len(p)), body: []byte(p)})
		}
		return w.out
	}
	film := stream(2, "\x80theora and so on")
	if d := refused(t, "a.ogg", append(film, sample(t, "gossip.ogg")...)); !strings.Contains(d.Hint, "MP4") {
		t.Errorf("got %+v", d)
	}
	twice := append(bytes.Clone(sample(t, "gossip.opus")), sample(t, "gossip.opus")...)
	if d := refused(t, "a.opus", twice); !strings.Contains(d.Hint, "each") {
		t.Errorf("got %+v", d)
	}
}

func TestLongOggHeadersSpanPages(t *testing.T) {
	w := oggWriter{serial: 1, crc: oggTable()}
	long := bytes.Repeat([]byte("x"), 255*300)
	w.packets([][]byte{[]byte("first"), long, nil})
	pages, err := readOgg(w.out)
	if err != nil || len(pages) != 2 || pages[0].granule != 0 || pages[1].flags != oggContinued {
		t.Fatalf("got %d pages, %v", len(pages), err)
	}
	if got := append(bytes.Clone(pages[0].body), pages[1].body...); !bytes.Equal(got, append([]byte("first"), long...)) {
		t.Error("the packets have changed")
	}
}

func TestWAVKeepsItsSoundOnly(t *testing.T) {
	samples := make([]byte, 16000*12/10*2)
	for i := range samples {
		samples[i] = byte(i * 7)
	}
	head := []byte{1, 0, 1, 0}
	head = binary.LittleEndian.AppendUint32(head, 16000)
	head = binary.LittleEndian.AppendUint32(head, 32000)
	head = append(head, 2, 0, 16, 0)
	body := appendRIFF(nil, "bext", []byte(secret))
	body = appendRIFF(body, "fmt ", append(bytes.Clone(head), secret...))
	body = appendRIFF(body, "LIST", []byte("INFOIART"+secret))
	body = appendRIFF(body, "data", samples)
	body = appendRIFF(body, "id3 ", []byte(secret))
	src := append(append([]byte("RIFF\xff\xff\xff\xffWAVE"), body...), secret...)
	f := prepare(t, "a.wav", src)
	want := appendRIFF(appendRIFF(nil, "fmt ", head), "data", samples)
	if !bytes.Equal(f.Data[12:], want) || int(binary.LittleEndian.Uint32(f.Data[4:])) != len(f.Data)-8 {
		t.Errorf("got %q…", f.Data[:60])
	}
	lasts(t, "a.wav", f, 1210*time.Millisecond)
	body = appendRIFF(appendRIFF(nil, "fmt ", head), "data", make([]byte, heavyWAV+1))
	if _, list := Prepare("a.wav", append([]byte("RIFF\xff\xff\xff\xffWAVE"), body...), Options{}); len(list) != 1 || list[0].Code != "media-heavy" {
		t.Errorf("got %v", list)
	}
}
