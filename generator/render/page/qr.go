package page

import (
	"encoding/base64"
	"encoding/binary"
	"html/template"
	"sync"

	"rsc.io/qr/coding"
)

// codes draws addresses as QR codes. What depends on the size of a code alone is
// made once.
type codes struct {
	plans sync.Map // grid to *coding.Plan
}

// grid is what the fixed modules of a code depend on.
type grid struct {
	version coding.Version
	level   coding.Level
}

// image gives an address as a picture of one pixel a module: an <img> without
// alternative text, for the address stands beside it in words. The quiet zone of four
// modules (ISO/IEC 18004) is the style's to keep. The answer counts the modules of
// a side; an address too long for any code gives "".
func (c *codes) image(address string, level coding.Level) (img template.HTML, modules int) {
	text := coding.String(address)
	version := coding.Version(coding.MinVersion)
	for text.Bits(version) > version.DataBytes(level)*8 {
		if version++; version > coding.MaxVersion {
			return "", 0
		}
	}
	plan, err := c.plan(grid{version, level})
	if err != nil {
		return "", 0
	}
	code, err := plan.Encode(text)
	if err != nil {
		return "", 0
	}
	return template.HTML(`<img src="data:image/bmp;base64,` + base64.StdEncoding.EncodeToString(bitmap(code)) + `" alt="">`), code.Size
}

func (c *codes) plan(s grid) (*coding.Plan, error) {
	if plan, ok := c.plans.Load(s); ok {
		return plan.(*coding.Plan), nil
	}
	plan, err := coding.NewPlan(s.version, s.level, 0)
	if err == nil {
		c.plans.Store(s, plan)
	}
	return plan, err
}

// bitmap writes a code as a BMP of one bit a pixel, which every browser knows.
// What is packed cannot be packed again: as a GIF the same code takes 75 bytes
// more of every page, after gzip.
func bitmap(code *coding.Code) []byte {
	const head = 14 + 40 + 8 // of the file, of the picture, two colours
	line := (code.Size + 31) / 32 * 4
	b := make([]byte, head+line*code.Size)
	number := binary.LittleEndian
	copy(b, "BM")
	number.PutUint32(b[2:], uint32(len(b)))
	number.PutUint32(b[10:], head)
	number.PutUint32(b[14:], 40)
	number.PutUint32(b[18:], uint32(code.Size))
	number.PutUint32(b[22:], uint32(code.Size))
	number.PutUint16(b[26:], 1)          // one plane
	number.PutUint16(b[28:], 1)          // one bit a pixel
	copy(b[head-8:], "\xff\xff\xff\x00") // 0 is white, 1 black
	for y := range code.Size {
		copy(b[len(b)-(y+1)*line:], code.Bitmap[y*code.Stride:][:(code.Size+7)/8]) // the lowest comes first
	}
	return b
}
