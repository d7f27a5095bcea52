package media

import (
	"bytes"
	"encoding/binary"
	"time"
)

// mp3Frame is the head of one frame of MPEG audio, layer III. ISO/IEC 11172-3,
// 2.4.2.3.
type mp3Frame struct {
	version byte // 3 is MPEG-1, 2 MPEG-2, 0 MPEG-2.5
	mono    bool
	rate    int // samples a second
	size    int // bytes, head included
}

// frameAt reads the head of a frame; false where there is none.
func frameAt(b []byte) (f mp3Frame, ok bool) {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe0 != 0xe0 || b[1]>>1&3 != 1 {
		return f, false
	}
	f.version = b[1] >> 3 & 3
	kbits, rate := int(b[2]>>4), int(b[2]>>2&3)
	if f.version == 1 || kbits == 0 || kbits == 15 || rate == 3 {
		return f, false
	}
	f.rate = [...]int{44100, 48000, 32000}[rate]
	per := 144_000
	speed := [...]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}[kbits]
	if f.version != 3 {
		f.rate /= 2
		per = 72_000
		speed = [...]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}[kbits]
	}
	if f.version == 0 {
		f.rate /= 2
	}
	f.mono = b[3]>>6 == 3
	f.size = per*speed/f.rate + int(b[2]>>1&1)
	return f, true
}

// samples is how many a frame holds.
func (f mp3Frame) samples() int {
	if f.version == 3 {
		return 1152
	}
	return 576
}

// side is the length of what stands between a frame's head and its sound.
func (f mp3Frame) side() int {
	switch {
	case f.version == 3 && !f.mono:
		return 32
	case f.version == 3 || !f.mono:
		return 17
	}
	return 9
}

func isMP3(b []byte) bool {
	_, ok := frameAt(b)
	return ok || bytes.HasPrefix(b, []byte("ID3"))
}

// mp3 keeps the frames of sound and drops tags, covers, and whatever else
// stands before, between and behind them.
func (j *job) mp3() (File, error) {
	src := j.src
	out := make([]byte, 0, len(src))
	var first mp3Frame
	frames, lost, extra := 0, 0, 0
	for len(src) > 0 {
		if n := tagSize(src); n > 0 {
			src = src[min(n, len(src)):]
			continue
		}
		f, ok := frameAt(src)
		if ok && frames > 0 {
			ok = f.version == first.version && f.rate == first.rate
		}
		// After something unknown, two frames in a row tell that the sound goes on.
		if !ok || f.size > len(src) || (frames == 0 || lost > 0) && !followed(src, f) {
			lost++
			src = src[1:]
			continue
		}
		if frames == 0 {
			first = f
			extra = cleanInfo(&out, src[:f.size], f)
		}
		if frames > 0 || extra == 0 {
			out = append(out, src[:f.size]...)
		}
		frames, lost = frames+1, 0
		src = src[f.size:]
	}
	if frames < 3 {
		return File{}, broken("it holds no sound that browsers can play")
	}
	samples := int64(frames-extra) * int64(first.samples())
	return File{Data: out, Duration: time.Duration(samples * int64(time.Second) / int64(first.rate))}, nil
}

// followed reports whether a frame like f begins where f ends, or the sound ends.
func followed(src []byte, f mp3Frame) bool {
	rest := src[f.size:]
	next, ok := frameAt(rest)
	return ok && next.version == f.version && next.rate == f.rate || tagSize(rest) > 0
}

// tagSize gives the length of a tag that begins here, 0 where none does: ID3v2
// (https://id3.org/id3v2.4.0-structure, 3.1), ID3v1 and its extension, APE and
// Lyrics3.
func tagSize(b []byte) int {
	switch {
	case len(b) >= 10 && (string(b[:3]) == "ID3" || string(b[:3]) == "3DI") && (b[6]|b[7]|b[8]|b[9])&0x80 == 0:
		size := 10 + int(b[6])<<21 + int(b[7])<<14 + int(b[8])<<7 + int(b[9])
		if b[5]&0x10 != 0 {
			size += 10
		}
		if b[0] == '3' { // a footer, whose tag stands before it
			size = 10
		}
		return size
	case bytes.HasPrefix(b, []byte("TAG+")) && len(b) >= 227:
		return 227
	case bytes.HasPrefix(b, []byte("TAG")) && len(b) <= 128:
		return len(b)
	case bytes.HasPrefix(b, []byte("APETAGEX")) && len(b) >= 32:
		size := uint64(binary.LittleEndian.Uint32(b[12:]))
		if b[23]&0x20 != 0 { // a header: the size leaves it out
			size += 32
		} else {
			size = 32
		}
		return int(min(size, uint64(len(b))))
	}
	return 0
}

// cleanInfo writes the frame that encoders put first to tell how many frames
// there are, with its numbers and without what fills it up. It gives 1 where
// the frame is of that kind, else 0.
func cleanInfo(out *[]byte, frame []byte, f mp3Frame) int {
	at := 4 + f.side()
	if at+8 > len(frame) || string(frame[at:at+4]) != "Xing" && string(frame[at:at+4]) != "Info" {
		if len(frame) >= 62 && string(frame[36:40]) == "VBRI" {
			*out = append(*out, frame...)
			return 1
		}
		return 0
	}
	clean := make([]byte, len(frame))
	copy(clean, frame[:4])
	end := at + 8
	flags := frame[at+7]
	for i, size := range [...]int{4, 4, 100, 4} {
		if flags>>i&1 == 1 {
			end += size
		}
	}
	// The encoder's own numbers: delay and padding keep loops without a gap.
	if end+36 <= len(frame) && (string(frame[end:end+4]) == "LAME" || string(frame[end:end+3]) == "Lav") {
		end += 36
	}
	end = min(end, len(frame))
	copy(clean[at:end], frame[at:end])
	*out = append(*out, clean...)
	return 1
}
