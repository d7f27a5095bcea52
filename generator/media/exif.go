package media

import (
	"bytes"
	"encoding/binary"
)

// EXIF tags, CIPA DC-008.
const (
	tagOrientation = 0x0112
	tagGPS         = 0x8825
)

// readEXIF takes from an APP1 segment which way up the picture is and whether
// a place is told. Damaged EXIF tells nothing.
func (f *jpegFile) readEXIF(data []byte) {
	rest, ok := bytes.CutPrefix(data, []byte("Exif\x00"))
	if !ok || len(rest) < 1 {
		return
	}
	orientation, place := readTIFF(rest[1:])
	f.place = f.place || place
	if orientation != 0 {
		f.orientation = orientation
	}
}

// readTIFF looks through the first directory of a TIFF header. The orientation
// is 1 to 8, or 0 where it is not told.
func readTIFF(t []byte) (orientation int, place bool) {
	if len(t) < 8 {
		return 0, false
	}
	var order binary.ByteOrder = binary.BigEndian
	if t[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(t[4:]))
	if at+2 > int64(len(t)) {
		return 0, false
	}
	entries := t[at+2:]
	for range order.Uint16(t[at:]) {
		if len(entries) < 12 {
			break
		}
		switch order.Uint16(entries) {
		case tagOrientation:
			if v := int(order.Uint16(entries[8:])); v >= 1 && v <= 8 {
				orientation = v
			}
		case tagGPS:
			place = true
		}
		entries = entries[12:]
	}
	return orientation, place
}
