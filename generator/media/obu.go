package media

// Types of AV1's open bitstream units, AV1 specification 6.2.2, and of the
// metadata among them that say how bright a picture is.
const (
	obuMetadata, obuTileList, obuPadding = 5, 8, 15
	hdrContentLight, hdrMastering        = 1, 2
)

// obu is one unit of a coded picture.
type obu struct {
	kind byte
	head int // bytes before the body
	size int // bytes of both
}

// nextOBU reads the head of the first unit.
func nextOBU(src []byte) (obu, error) {
	u := obu{kind: src[0] >> 3 & 15, head: 1 + int(src[0]>>2&1)}
	size := uint64(len(src) - min(u.head, len(src)))
	if src[0]&2 != 0 {
		v, n := leb128(src[min(u.head, len(src)):])
		if n == 0 {
			return u, brokenAV1
		}
		size = v
		u.head += n
	}
	if src[0]&0x80 != 0 || u.head > len(src) || size > uint64(len(src)-u.head) {
		return u, brokenAV1
	}
	u.size = u.head + int(size)
	return u, nil
}

var brokenAV1 = flaw{"media-broken", "a picture of the file cannot be decoded", "save it again, pictures as JPEG and films as MP4 with H.264"}

// shown reports whether a unit is part of the picture: notes, padding and what
// the standard keeps for later are not.
func (u obu) shown(src []byte) bool {
	if u.kind != obuMetadata {
		return u.kind < obuTileList
	}
	v, n := leb128(src[u.head:u.size])
	return n > 0 && (v == hdrContentLight || v == hdrMastering) && u.size-u.head <= 32
}

// cleanOBUs drops notes and padding from a coded picture.
func cleanOBUs(src []byte) ([]byte, error) {
	out := make([]byte, 0, len(src))
	for len(src) > 0 {
		u, err := nextOBU(src)
		if err != nil {
			return nil, err
		}
		if u.shown(src) {
			out = append(out, src[:u.size]...)
		}
		src = src[u.size:]
	}
	return out, nil
}

// blankOBUs makes notes padding, in place. Padding ends with a bit of one.
func blankOBUs(src []byte) error {
	for len(src) > 0 {
		u, err := nextOBU(src)
		if err != nil {
			return err
		}
		if !u.shown(src) {
			src[0] = src[0]&^0x78 | obuPadding<<3
			if clear(src[u.head:u.size]); u.size > u.head {
				src[u.size-1] = 0x80
			}
		}
		src = src[u.size:]
	}
	return nil
}

// leb128 reads a number of up to eight bytes and how many it took; 0 for none.
func leb128(b []byte) (v uint64, n int) {
	for i := range min(len(b), 8) {
		v |= uint64(b[i]&0x7f) << (7 * i)
		if b[i]&0x80 == 0 {
			return v, i + 1
		}
	}
	return 0, 0
}
