package media

import "encoding/binary"

// box is one part of a file of the MPEG-4 family: AVIF, MP4, M4A. ISO/IEC
// 14496-12, 4.2.
type box struct {
	name string
	body []byte
}

// mostBoxes bounds how many parts one part may have.
const mostBoxes = 20_000

// boxes takes the inside of a file or box apart. A part that is longer than
// what is there is an error; bytes too few for a part are lost.
func boxes(src []byte) ([]box, error) {
	all, rest := wholeBoxes(src)
	if len(rest) >= 8 {
		return nil, broken("a part of it is longer than the file")
	}
	return all, nil
}

// wholeBoxes gives the parts that are whole, and what follows them: a file may
// have bytes behind its last part.
func wholeBoxes(src []byte) (all []box, rest []byte) {
	for len(src) >= 8 {
		size, head := uint64(binary.BigEndian.Uint32(src)), uint64(8)
		switch {
		case size == 0: // to the end
			size = uint64(len(src))
		case size == 1 && len(src) >= 16:
			size, head = binary.BigEndian.Uint64(src[8:]), 16
		}
		if size < head || size > uint64(len(src)) || len(all) >= mostBoxes {
			break
		}
		all = append(all, box{string(src[4:8]), src[head:size]})
		src = src[size:]
	}
	return all, src
}

// find gives the body of the first box of a name, nil where there is none.
func find(all []box, name string) []byte {
	for _, b := range all {
		if b.name == name {
			return b.body
		}
	}
	return nil
}

// inside gives the parts of the first box of a name.
func inside(all []box, name string) ([]box, error) { return boxes(find(all, name)) }

func appendBox(out []byte, name string, bodies ...[]byte) []byte {
	size := 8
	for _, b := range bodies {
		size += len(b)
	}
	out = append(binary.BigEndian.AppendUint32(out, uint32(size)), name...)
	for _, b := range bodies {
		out = append(out, b...)
	}
	return out
}

// cursor reads numbers from the front of a box. Reading past its end gives
// zeros and is remembered.
type cursor struct {
	rest  []byte
	short bool
}

func (c *cursor) bytes(n int) []byte {
	if n < 0 || n > len(c.rest) {
		c.short, c.rest = true, nil
		return make([]byte, min(max(n, 0), 8))
	}
	b := c.rest[:n]
	c.rest = c.rest[n:]
	return b
}

// number reads n bytes, 0 to 8, the most significant first.
func (c *cursor) number(n int) uint64 {
	v := uint64(0)
	for _, b := range c.bytes(n) {
		v = v<<8 | uint64(b)
	}
	return v
}

// versioned reads the version and flags of a full box.
func (c *cursor) versioned() (version, flags int) {
	v := c.number(4)
	return int(v >> 24), int(v & 0xffffff)
}
