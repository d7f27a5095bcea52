package media

import "encoding/binary"

// Lengths of the fixed heads of descriptions. ISO/IEC 14496-12, 12.1.3 and
// 12.2.3.
const (
	videoHead = 78
	soundHead = 28
)

// readEntry cleans the description of a codec: its numbers and what the
// decoder needs, without the name of the program that coded it.
func (t *track) readEntry() error {
	rare := flaw{"media-broken", "the film or sound is stored in a rare way", filmCure}
	stsd := find(t.stbl, "stsd")
	if len(stsd) < 8 || binary.BigEndian.Uint32(stsd[4:]) != 1 {
		return rare
	}
	all, err := boxes(stsd[8:])
	if err != nil || len(all) != 1 {
		return rare
	}
	head := soundHead
	if t.kind == "vide" {
		head = videoHead
	}
	entry := all[0].body
	if len(entry) < head || t.kind == "soun" && binary.BigEndian.Uint16(entry[8:]) != 0 {
		return rare
	}
	parts, err := boxes(entry[head:])
	if err != nil {
		return rare
	}
	t.entry = append(t.entry, entry[:head]...)
	copy(t.entry, "\x00\x00\x00\x00\x00\x00\x00\x01") // one place for all data
	if t.kind == "vide" {
		clear(t.entry[42:74]) // the coding program's name
	}
	for _, b := range parts {
		if body := t.setting(b); body != nil {
			t.entry = appendBox(t.entry, b.name, body)
		}
	}
	return nil
}

// setting gives what is kept of a part that describes a codec; nil for nothing.
func (t *track) setting(b box) []byte {
	size := 0
	switch b.name {
	case "avcC", "hvcC":
		at := map[string]int{"avcC": 4, "hvcC": 21}[b.name]
		if len(b.body) > at {
			t.nal = int(b.body[at]&3) + 1
		}
		return b.body
	case "vpcC", "dOps", "dfLa":
		return b.body
	case "esds":
		// The longest that encoders write is half of this.
		if len(b.body) <= 128 {
			return b.body
		}
	case "av1C", "clli":
		size = 4
	case "pasp":
		size = 8
	case "btrt":
		size = 12
	case "mdcv":
		size = 24
	case "clap":
		size = 32
	case "fiel":
		size = 2
	case "colr":
		return cleanColour(b.body, 11)
	}
	if size == 0 || len(b.body) < size {
		return nil
	}
	return b.body[:size]
}

// cleanSample gives the bytes of one picture or sound that are published.
func (t *track) cleanSample(sample []byte) ([]byte, error) {
	switch {
	case t.nal > 0 && (t.codec == "avc1" || t.codec == "avc3"):
		return cleanNALs(sample, t.nal, false)
	case t.nal > 0:
		return cleanNALs(sample, t.nal, true)
	case t.codec == "av01":
		return cleanOBUs(sample)
	}
	return sample, nil
}
