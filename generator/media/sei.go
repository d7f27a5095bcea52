package media

// Cameras and drones write where they are not only beside a film but into it:
// as "supplemental enhancement information" between the pictures. ITU-T H.264
// and H.265, 7.3.2.3 and annex D.

// Kinds of messages that anybody may fill with anything.
const (
	seiRegistered   = 4 // by ITU-T T.35: also captions
	seiUnregistered = 5
)

// cleanNALs goes through the units of a coded picture, each behind its length,
// and drops messages that could hold anything.
func cleanNALs(sample []byte, wide int, hevc bool) ([]byte, error) {
	out := make([]byte, 0, len(sample))
	for rest := sample; len(rest) > 0; {
		c := &cursor{rest: rest}
		unit := c.bytes(int(min(c.number(wide), 1<<31)))
		if c.short {
			return nil, broken("a picture of the film is longer than its place")
		}
		rest = c.rest
		if isSEI(unit, hevc) {
			if unit = cleanSEI(unit, hevc); unit == nil {
				continue
			}
		}
		for i := wide - 1; i >= 0; i-- {
			out = append(out, byte(len(unit)>>(8*i)))
		}
		out = append(out, unit...)
	}
	return out, nil
}

func isSEI(unit []byte, hevc bool) bool {
	if len(unit) == 0 {
		return false
	}
	if hevc {
		kind := unit[0] >> 1 & 0x3f
		return kind == 39 || kind == 40
	}
	return unit[0]&0x1f == 6
}

// cleanSEI gives a unit with the messages that may stay, nil for none.
func cleanSEI(unit []byte, hevc bool) []byte {
	head := 1
	if hevc {
		head = 2
	}
	if len(unit) < head {
		return nil
	}
	raw := unescape(unit[head:])
	var kept []byte
	changed := false
	for len(raw) > 2 {
		kind, a := seiNumber(raw)
		size, b := seiNumber(raw[a:])
		end := a + b + size
		if a == 0 || b == 0 || end > len(raw) {
			return nil
		}
		body := raw[a+b : end]
		switch {
		case kind == seiUnregistered, kind == seiRegistered && !captions(body):
			changed = true
		default:
			kept = append(kept, raw[:end]...)
		}
		raw = raw[end:]
		if len(raw) > 0 && raw[0] == 0x80 {
			break
		}
	}
	switch {
	case kept == nil:
		return nil
	case !changed:
		return unit
	}
	return append(append([]byte{}, unit[:head]...), escape(append(kept, 0x80))...)
}

// captions reports whether a registered message holds closed captions: the
// United States' code, ATSC's provider, then the word for them.
func captions(body []byte) bool {
	return len(body) >= 8 && string(body[:8]) == "\xb5\x00\x31GA94\x03"
}

// seiNumber reads a number that is written as 255s and a rest, and how many
// bytes it took; 0 for none.
func seiNumber(b []byte) (v, n int) {
	for i, c := range b {
		v += int(c)
		if c != 255 {
			return v, i + 1
		}
	}
	return 0, 0
}

// unescape takes out the bytes that keep a unit from looking like its start.
func unescape(b []byte) []byte {
	out := make([]byte, 0, len(b))
	zeros := 0
	for _, c := range b {
		if zeros >= 2 && c == 3 {
			zeros = 0
			continue
		}
		if zeros++; c != 0 {
			zeros = 0
		}
		out = append(out, c)
	}
	return out
}

// escape is the opposite of unescape.
func escape(b []byte) []byte {
	out := make([]byte, 0, len(b)+8)
	zeros := 0
	for _, c := range b {
		if zeros >= 2 && c <= 3 {
			out = append(out, 3)
			zeros = 0
		}
		if zeros++; c != 0 {
			zeros = 0
		}
		out = append(out, c)
	}
	return out
}
