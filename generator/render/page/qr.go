package page

import (
	"bytes"
	"compress/lzw"
	"encoding/base64"
	"html/template"
	"sync"

	"rsc.io/qr/coding"
)

// codes draws addresses as QR codes. What depends on the size of a code alone is
// made once.
type codes struct {
	plans   sync.Map  // grid to *coding.Plan
	packers sync.Pool // *packer, whose tables are 80 kB
}

// grid is what the fixed modules of a code depend on.
type grid struct {
	version coding.Version
	level   coding.Level
}

// packer packs pixels as GIF does.
type packer struct {
	out bytes.Buffer
	lzw *lzw.Writer
}

// pack gives the pixels as blocks of a GIF. They are valid until the packer is
// used again.
func (p *packer) pack(pixels []byte) *bytes.Buffer {
	p.out.Reset()
	if p.lzw == nil {
		p.lzw = lzw.NewWriter(&p.out, lzw.LSB, 2).(*lzw.Writer)
	} else {
		p.lzw.Reset(&p.out, lzw.LSB, 2)
	}
	_, err := p.lzw.Write(pixels)
	if closeErr := p.lzw.Close(); err != nil || closeErr != nil {
		panic("page: a buffer takes everything")
	}
	return &p.out
}

// image gives an address as a picture of one pixel a module: an <img> without
// alternative text, for the address stands beside it in words. A path of SVG says
// the same in 130 bytes more of every page, after gzip. The quiet zone of four
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
	return template.HTML(`<img src="data:image/gif;base64,` + base64.StdEncoding.EncodeToString(c.gif(code)) + `" alt="">`), code.Size
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

// gif writes a code as a GIF of two colours, the smallest picture that every
// browser knows. A code has at most 177 modules a side.
func (c *codes) gif(code *coding.Code) []byte {
	side := byte(code.Size)
	var b bytes.Buffer
	b.WriteString("GIF89a")
	b.Write([]byte{side, 0, side, 0, 0x80, 0, 0})             // a palette of two colours
	b.Write([]byte{0xff, 0xff, 0xff, 0, 0, 0})                // white, black
	b.Write([]byte{0x2c, 0, 0, 0, 0, side, 0, side, 0, 0, 2}) // one picture; codes from 2 bits
	pixels := make([]byte, 0, code.Size*code.Size)
	for y := range code.Size {
		for x := range code.Size {
			pixel := byte(0)
			if code.Black(x, y) {
				pixel = 1
			}
			pixels = append(pixels, pixel)
		}
	}
	p, ok := c.packers.Get().(*packer)
	if !ok {
		p = new(packer)
	}
	defer c.packers.Put(p)
	packed := p.pack(pixels)
	for block := packed.Next(255); len(block) > 0; block = packed.Next(255) {
		b.WriteByte(byte(len(block)))
		b.Write(block)
	}
	b.Write([]byte{0, 0x3b})
	return b.Bytes()
}
