package media

import (
	"encoding/binary"
	"fmt"
	"time"
)

func isWAV(b []byte) bool {
	return len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WAVE"
}

// heavyWAV is where a word about MP3 is due: six seconds of a recorder's sound.
const heavyWAV = 1_000_000

// wav keeps the sound and how it is stored.
func (j *job) wav() (File, error) {
	var head, sound, body []byte
	for _, c := range riffChunks(j.src[12:]) {
		switch {
		case c.name == "fmt " && head == nil && len(c.data) >= 16:
			head = c.data
		case c.name == "data" && head != nil && sound == nil:
			sound = c.data
		}
	}
	rare := flaw{"media-broken", "the WAV file holds no sound that browsers can play", "save it as MP3 or Opus"}
	if len(sound) == 0 {
		return File{}, rare
	}
	kind := binary.LittleEndian.Uint16(head)
	switch {
	case kind == 1 || kind == 3 || kind == 6 || kind == 7:
		body = appendRIFF(body, "fmt ", head[:16])
	case kind == 0xfffe && len(head) >= 40:
		body = appendRIFF(body, "fmt ", head[:40])
	default:
		return File{}, rare
	}
	speed := binary.LittleEndian.Uint32(head[8:])
	if speed == 0 {
		return File{}, rare
	}
	body = appendRIFF(body, "data", sound)
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)+4))
	out = append(append(out, "WAVE"...), body...)
	if len(out) > heavyWAV {
		j.warn("media-heavy", fmt.Sprintf("the sound has %.1f MB", float64(len(out))/1e6), "save it as MP3 or Opus: a tenth of that")
	}
	return File{Data: out, Duration: time.Duration(len(sound)) * time.Second / time.Duration(speed)}, nil
}
