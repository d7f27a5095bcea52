package media

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"time"
)

// el writes an element.
func el(id uint32, parts ...string) string {
	body := strings.Join(parts, "")
	return strings.TrimLeft(string(words(id)), "\x00") + string(binary.BigEndian.AppendUint64(nil, 1<<56|uint64(len(body)))) + body
}

// live writes an element whose length is not told.
func live(id uint32, parts ...string) string {
	return string(words(id)) + "\x01\xff\xff\xff\xff\xff\xff\xff" + strings.Join(parts, "")
}

func buildWebM(wrap func(uint32, ...string) string) []byte {
	length := string(binary.BigEndian.AppendUint64(nil, math.Float64bits(5000)))
	vorbis := "\x03vorbis\x0b\x00\x00\x00" + secret + "\x01\x00\x00\x00\x0b\x00\x00\x00" + secret + "\x01"
	private := "\x02\x1e" + string(rune(len(vorbis))) + "\x01vorbis" + strings.Repeat("x", 23) + vorbis + "\x05vorbis books"
	info := el(0x1549a966, el(ebmlScale, "\x0f\x42\x40"), el(0x7ba9, secret), el(0x4461, "\x01\x02\x03\x04\x05\x06\x07\x08"), el(ebmlMuxer, secret), el(ebmlWriter, secret), el(ebmlDuration, length))
	tracks := el(0x1654ae6b,
		el(ebmlTrack, el(ebmlNumber, "\x01"), el(ebmlType, "\x01"), el(ebmlCodec, "V_VP8"), el(0x536e, secret), el(0xe0, el(ebmlWidth, "\x01\x40"), el(ebmlHeight, "\xb4"), el(0x7670, secret))),
		el(ebmlTrack, el(ebmlNumber, "\x02"), el(ebmlType, "\x02"), el(ebmlCodec, "A_VORBIS\x00"), el(ebmlPrivate, private)),
		el(ebmlTrack, el(ebmlNumber, "\x03"), el(ebmlType, "\x11"), el(ebmlCodec, "S_TEXT/UTF8"), el(0x536e, secret)))
	blocks := func(n string) string {
		return el(0xe7, n) + el(ebmlSimple, "\x81\x00\x00\x80picture"+n) + el(ebmlSimple, "\x83\x00\x00\x80"+secret) +
			el(ebmlGroup, el(ebmlBlock, "\x83\x00\x00\x00"+secret), el(0x9b, "\x05")) +
			el(ebmlGroup, el(ebmlBlock, "\x82\x00\x00\x00sound"+n), el(0x75a1, el(0xa6, secret)))
	}
	seek := el(0x114d9b74, el(ebmlSeek, el(ebmlSeekID, "\x12\x54\xc3\x67"), el(0x53ac, "\x01")), el(ebmlSeek, el(ebmlSeekID, "\x1c\x53\xbb\x6b"), el(0x53ac, "\x02")))
	head := el(ebmlHead, el(0x4286, "\x01"), el(ebmlDocType, "webm"))
	body := []string{seek, el(0xec, secret), info, tracks, wrap(ebmlCluster, blocks("1")), wrap(ebmlCluster, blocks("2")),
		el(0x1941a469, strings.Repeat(secret, 30)), el(0x1043a770, secret), el(0x1254c367, secret), el(0xbf, "SECR")}
	return []byte(head + wrap(ebmlSegment, body...) + secret)
}

func TestWebMKeepsPicturesAndSoundsOnly(t *testing.T) {
	for name, wrap := range map[string]func(uint32, ...string) string{"told": el, "live": live} {
		src := buildWebM(wrap)
		f := prepare(t, "a.webm", src)
		if f.Width != 320 || f.Height != 180 || f.Duration != 5*time.Second || f.Type != Video {
			t.Errorf("%s: got %d × %d, %v", name, f.Width, f.Height, f.Duration)
		}
		for _, kept := range []string{"picture1", "picture2", "sound1", "sound2", "V_VP8", "A_VORBIS", "\x05vorbis books"} {
			if at := bytes.Index(f.Data, []byte(kept)); at < 0 || at != bytes.Index(src, []byte(kept)) {
				t.Errorf("%s: %q is gone or has moved", name, kept)
			}
		}
		for _, gone := range []string{"S_TEXT", "\x12\x54\xc3\x67", "\x01\x02\x03\x04\x05\x06\x07\x08"} {
			if bytes.Contains(f.Data, []byte(gone)) {
				t.Errorf("%s: %q is still there", name, gone)
			}
		}
		if !bytes.Contains(f.Data, []byte("\x1c\x53\xbb\x6b")) {
			t.Errorf("%s: the index is not pointed to any more", name)
		}
		if again := prepare(t, "a.webm", f.Data); !bytes.Equal(again.Data, f.Data) {
			t.Errorf("%s: cleaning what is clean changes it", name)
		}
	}
}

func TestEmptiedVorbisCommentsKeepTheirLength(t *testing.T) {
	f := prepare(t, "a.webm", buildWebM(el))
	at := bytes.Index(f.Data, []byte("\x03vorbis"))
	end := bytes.Index(f.Data, []byte("\x05vorbis"))
	comment := f.Data[at+7 : end]
	vendor := int(binary.LittleEndian.Uint32(comment))
	if vendor+9 != len(comment) || binary.LittleEndian.Uint32(comment[4+vendor:]) != 0 || comment[len(comment)-1] != 1 {
		t.Errorf("a decoder could not read %q", comment)
	}
}

func TestOrdinaryWebMKeepsItsBlocks(t *testing.T) {
	src := sample(t, "gossip.webm")
	if !tells(src) {
		t.Fatal("the sample has lost its tags")
	}
	f := prepare(t, "a.webm", src)
	cluster := []byte("\x1f\x43\xb6\x75")
	from, to := bytes.Index(src, cluster), bytes.Index(src, []byte("\x1c\x53\xbb\x6b\x8d"))
	if from < 0 || to < from {
		to = len(src) - 400
	}
	if !bytes.Equal(src[from:to], f.Data[from:to]) {
		t.Error("the pictures have changed")
	}
	if f.Width != 96 || f.Height != 64 || f.Duration < 1200*time.Millisecond || f.Duration > 1250*time.Millisecond {
		t.Errorf("got %d × %d, %v", f.Width, f.Height, f.Duration)
	}
}

func TestMatroskaAndDamagedWebMAreRefused(t *testing.T) {
	src := buildWebM(el)
	for _, n := range []int{10, 40, 60, 300} {
		refused(t, "a.webm", src[:n])
	}
	refused(t, "a.webm", bytes.Replace(src, []byte("webm"), []byte("mkv1"), 1))
	refused(t, "a.webm", bytes.Replace(src, []byte("V_VP8"), []byte("V_XYZ"), 1))
	silent := bytes.Replace(src, []byte(el(ebmlType, "\x01")), []byte(el(ebmlType, "\x11")), 1)
	refused(t, "a.webm", bytes.Replace(silent, []byte("\xb0"), []byte("\xb2"), 1))
	bent := bytes.Replace(src, []byte("\x1f\x43\xb6\x75\x01\x00"), []byte("\x1f\x43\xb6\x75\x01\x7f"), 1)
	refused(t, "a.webm", bent)
}
