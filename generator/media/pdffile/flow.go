package pdffile

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"slices"
)

// flow keeps a stream: what it says of itself, and its bytes without any that
// are not part of them. A reader makes nothing of streams elsewhere than where
// things are drawn.
func (c *cleaner) flow(s *stream, k kind) (object, error) {
	if k != plain || hidden(s) {
		return nil, nil
	}
	filters, parms, err := c.filters(s)
	if err != nil {
		return nil, err
	}
	head, err := c.keep(s.dict, plain, true)
	if err != nil {
		return nil, err
	}
	delete(head, "Length")
	out := &stream{head, s.data}
	if len(filters) == 0 {
		err := c.content(out, "", s)
		fold(out)
		return out, err
	}
	if slices.Contains(filters, "Crypt") {
		return nil, ErrProtected
	}
	if filters[0] == "FlateDecode" {
		if err := c.tighten(out, filters, parms, s); err != nil {
			return nil, err
		}
	}
	return out, c.content(out, filters[len(filters)-1], s)
}

// hidden reports streams that are nothing to look at.
func hidden(s *stream) bool {
	switch s.dict["Type"] {
	case name("Metadata"), name("EmbeddedFile"), name("XRef"), name("ObjStm"):
		return true
	}
	return false
}

// tighten cuts what follows the end of folded bytes. Pictures that are folded a
// second time, and colour profiles, are unfolded, so that they can be cleaned.
func (c *cleaner) tighten(s *stream, filters []name, parms dict, was *stream) error {
	twice := len(filters) == 2 && (filters[1] == "DCTDecode" || filters[1] == "JPXDecode")
	if !twice && !c.profile(was) {
		used, err := c.measure(s.data)
		if err != nil || used > 0 {
			s.data = s.data[:used]
			return err
		}
	}
	data, err := c.inflate(s.data)
	switch {
	case err != nil:
		return err
	case twice:
		s.data = data
		s.dict["Filter"] = filters[1]
		delete(s.dict, "DecodeParms")
		if v, ok := parms["ColorTransform"].(number); ok {
			s.dict["DecodeParms"] = dict{"ColorTransform": v}
		}
	case len(filters) > 1:
		return damaged("a part of it cannot be unfolded")
	case c.profile(was) && c.with.ICC != nil:
		s.data = deflate(c.with.ICC(data))
	default:
		s.data = deflate(data)
	}
	return nil
}

// profile reports whether a stream is a colour profile: it says how many
// colours it has and is no picture.
func (c *cleaner) profile(s *stream) bool {
	return s.dict["N"] != nil && s.dict["Subtype"] == nil && s.dict["FunctionType"] == nil && s.dict["Type"] == nil && s.dict["First"] == nil
}

// fold makes bytes fewer that nothing has folded yet.
func fold(s *stream) {
	if folded := deflate(s.data); len(folded) < len(s.data) {
		s.data = folded
		s.dict["Filter"] = name("FlateDecode")
		delete(s.dict, "DecodeParms")
	}
}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	w, _ := zlib.NewWriterLevel(&b, zlib.BestCompression)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

// content cleans pictures and profiles inside a stream, whose last filter is
// given.
func (c *cleaner) content(s *stream, filter name, was *stream) error {
	var err error
	switch {
	case filter == "DCTDecode" && s.dict["Filter"] == filter || filter == "DCTDecode" && single(s.dict["Filter"]):
		if c.with.JPEG != nil {
			s.data, err = c.with.JPEG(s.data)
		}
	case filter == "DCTDecode":
		err = damaged("a picture in it is stored in a rare way")
	case filter == "JPXDecode":
		s.data, err = cleanJPX(s.data)
	case filter == "" && c.profile(was) && c.with.ICC != nil:
		s.data = c.with.ICC(s.data)
	}
	return err
}

func single(filter object) bool {
	a, ok := filter.(array)
	return ok && len(a) == 1
}

// cleanJPX keeps what a JPEG 2000 picture is made of and drops notes. ISO/IEC
// 15444-1, annexes A and I.
func cleanJPX(src []byte) ([]byte, error) {
	if bytes.HasPrefix(src, []byte("\xff\x4f")) {
		return cleanCodestream(src)
	}
	var out []byte
	for len(src) >= 8 {
		size, head := uint64(binary.BigEndian.Uint32(src)), uint64(8)
		switch {
		case size == 0:
			size = uint64(len(src))
		case size == 1 && len(src) >= 16:
			size, head = binary.BigEndian.Uint64(src[8:]), 16
		}
		if size < head || size > uint64(len(src)) {
			return nil, damaged("a picture in it cannot be read")
		}
		body := src[head:size]
		switch string(src[4:8]) {
		case "jP  ", "ftyp", "jp2h":
			out = append(out, src[:size]...)
		case "jp2c":
			clean, err := cleanCodestream(body)
			if err != nil {
				return nil, err
			}
			out = binary.BigEndian.AppendUint32(out, uint32(len(clean)+8))
			out = append(append(out, "jp2c"...), clean...)
		}
		src = src[size:]
	}
	return out, nil
}

// cleanCodestream drops the comments before the first tile.
func cleanCodestream(src []byte) ([]byte, error) {
	const tile, comment = 0xff90, 0xff64
	if len(src) < 4 {
		return nil, damaged("a picture in it cannot be read")
	}
	out := slices.Clone(src[:2])
	for at := 2; at+4 <= len(src); {
		marker, size := binary.BigEndian.Uint16(src[at:]), int(binary.BigEndian.Uint16(src[at+2:]))
		if marker == tile {
			return append(out, src[at:]...), nil
		}
		if size < 2 || at+2+size > len(src) || marker < 0xff00 {
			break
		}
		if marker != comment {
			out = append(out, src[at:at+2+size]...)
		}
		at += 2 + size
	}
	return nil, damaged("a picture in it cannot be read")
}
