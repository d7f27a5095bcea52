package media

import (
	"encoding/binary"
	"math"
	"strings"
)

const (
	iccHead  = 128
	iccEntry = 12
)

// iccPart is one tag of a profile.
type iccPart struct {
	name string
	data []byte
}

// writeICC writes a profile of a head and its parts. ICC.1:2001-04, 6.
func writeICC(head []byte, parts []iccPart) []byte {
	out := append([]byte{}, head[:iccHead]...)
	copy(out[36:], "acsp")
	out = binary.BigEndian.AppendUint32(out, uint32(len(parts)))
	at := len(out) + iccEntry*len(parts)
	var body []byte
	for _, p := range parts {
		out = append(out, p.name...)
		out = binary.BigEndian.AppendUint32(out, uint32(at+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(p.data)))
		body = append(body, p.data...)
		body = append(body, make([]byte, (4-len(body)%4)%4)...)
	}
	out = append(out, body...)
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	return out
}

// wordless are the parts that have to hold words, with as few as they may.
func wordless(version byte) []iccPart {
	if version >= 4 {
		words := []byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS\x00\x00\x00\x02\x00\x00\x00\x1c\x00-")
		return []iccPart{{"desc", words}, {"cprt", words}}
	}
	return []iccPart{
		{"desc", []byte("desc\x00\x00\x00\x00\x00\x00\x00\x02-\x00" + strings.Repeat("\x00", 78))},
		{"cprt", []byte("text\x00\x00\x00\x00-\x00")},
	}
}

// encode writes the profile anew, with its numbers and none of its words, for
// formats that are published with their own colours.
func (p *profile) encode() []byte {
	white := iccXYZ(0.9642, 1, 0.8249)
	head := make([]byte, iccHead)
	copy(head[8:], "\x02\x10\x00\x00mntrRGB XYZ ")
	copy(head[68:], white[8:])
	parts := append(wordless(2), iccPart{"wtpt", white})
	for c, name := range [...]string{"r", "g", "b"} {
		parts = append(parts, iccPart{name + "XYZ", iccXYZ(p.matrix[c], p.matrix[3+c], p.matrix[6+c])}, iccPart{name + "TRC", iccTable(p.curves[c])})
	}
	return writeICC(head, parts)
}

func iccXYZ(x, y, z float64) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	for _, v := range [...]float64{x, y, z} {
		b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(v*65536))))
	}
	return b
}

func iccTable(curve [256]float64) []byte {
	b := []byte("curv\x00\x00\x00\x00\x00\x00\x01\x00")
	for _, v := range curve {
		b = binary.BigEndian.AppendUint16(b, uint16(v*65535+0.5))
	}
	return b
}

// iccNumbers are the tags that say what colours mean.
var iccNumbers = setOf(`rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC wtpt bkpt chad A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 gamt cicp`)

// cleanICC gives a profile of any kind with its numbers and none of its words:
// a screen's own profile may tell its owner's name and its serial number. A
// profile that cannot be read becomes empty.
func cleanICC(icc []byte) []byte {
	if len(icc) < iccHead+4 {
		return nil
	}
	parts := wordless(icc[8])
	for n := range int(min(binary.BigEndian.Uint32(icc[iccHead:]), 100)) {
		at := iccHead + 4 + iccEntry*n
		if at+iccEntry > len(icc) {
			return nil
		}
		if name := string(icc[at : at+4]); iccNumbers[name] {
			parts = append(parts, iccPart{name, iccTag(icc, name)})
		}
	}
	head := append([]byte{}, icc[:iccHead]...)
	clear(head[4:8])    // the program that converts
	clear(head[24:36])  // when it was made
	clear(head[40:64])  // for which system, device and model
	clear(head[80:128]) // by whom
	return writeICC(head, parts)
}
