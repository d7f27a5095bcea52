package media

import (
	"encoding/binary"
	"slices"
)

// avifWriter writes an AVIF file of the items that are shown.
type avifWriter struct {
	*avifFile
	items []*avifItem

	ipco, ipma []byte
	written    map[int]byte // where a property went, counted from 1; 0 = left out
	count      byte
}

// file writes head, descriptions, then the pictures. Items are numbered anew
// from 1.
func (w *avifWriter) file() ([]byte, error) {
	w.written = map[int]byte{}
	out := appendBox(nil, "ftyp", []byte("avif\x00\x00\x00\x00avifmif1miaf"))
	var media []byte
	var sizes []int
	for _, item := range w.items {
		data, err := item.clean()
		if err != nil {
			return nil, err
		}
		if err := w.properties(item, len(data) != len(item.data)); err != nil {
			return nil, err
		}
		media = append(media, data...)
		sizes = append(sizes, len(data))
	}
	// The places depend on the length of what stands before them, which does
	// not depend on the places.
	meta := w.meta(sizes, 0)
	out = append(out, w.meta(sizes, len(out)+len(meta)+8)...)
	return appendBox(out, "mdat", media), nil
}

// clean gives the coded bytes of a picture, or the head of a grid: its rows and
// columns, then the size in two or four bytes each.
func (i *avifItem) clean() ([]byte, error) {
	if i.kind == "av01" {
		data, err := cleanOBUs(i.data)
		if err == nil && len(data) == 0 {
			err = brokenAVIF
		}
		return data, err
	}
	if len(i.data) < 8 || len(i.data) < 8+4*int(i.data[1]&1) {
		return nil, brokenAVIF
	}
	return i.data[:8+4*int(i.data[1]&1)], nil
}

func (w *avifWriter) meta(sizes []int, at int) []byte {
	iinf := binary.BigEndian.AppendUint16([]byte{0, 0, 0, 0}, uint16(len(w.items)))
	iloc := binary.BigEndian.AppendUint16([]byte{0, 0, 0, 0, 0x44, 0}, uint16(len(w.items)))
	ipma := binary.BigEndian.AppendUint32([]byte{0, 0, 0, 0}, uint32(len(w.items)))
	for i, item := range w.items {
		id := uint16(i + 1)
		entry := binary.BigEndian.AppendUint16([]byte{2, 0, 0, 0}, id)
		iinf = appendBox(iinf, "infe", append(append(entry, 0, 0), item.kind+"\x00"...))
		iloc = binary.BigEndian.AppendUint16(iloc, id)
		iloc = append(iloc, 0, 0, 0, 1)
		iloc = binary.BigEndian.AppendUint32(iloc, uint32(at))
		iloc = binary.BigEndian.AppendUint32(iloc, uint32(sizes[i]))
		at += sizes[i]
	}
	meta := []byte{0, 0, 0, 0}
	meta = appendBox(meta, "hdlr", []byte("\x00\x00\x00\x00\x00\x00\x00\x00pict\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	meta = appendBox(meta, "pitm", []byte{0, 0, 0, 0, 0, 1})
	meta = appendBox(meta, "iloc", iloc)
	meta = appendBox(meta, "iinf", iinf)
	if refs := w.references(); len(refs) > 4 {
		meta = appendBox(meta, "iref", refs)
	}
	meta = appendBox(meta, "iprp", appendBox(appendBox(nil, "ipco", w.ipco), "ipma", append(ipma, w.ipma...)))
	return appendBox(nil, "meta", meta)
}

// number gives the new number of an item, 0 where it is not shown.
func (w *avifWriter) number(id uint64) uint16 {
	return uint16(slices.IndexFunc(w.items, func(i *avifItem) bool { return i.id == id }) + 1)
}

// references keeps those between items that are shown.
func (w *avifWriter) references() []byte {
	out := []byte{0, 0, 0, 0}
	for _, r := range w.refs {
		from := w.number(r.from)
		if from == 0 || r.kind != "dimg" && r.kind != "auxl" && r.kind != "prem" {
			continue
		}
		var to []byte
		n := uint16(0)
		for _, id := range r.to {
			if t := w.number(id); t != 0 {
				to = binary.BigEndian.AppendUint16(to, t)
				n++
			}
		}
		if n > 0 {
			body := binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(nil, from), n)
			out = appendBox(out, r.kind, append(body, to...))
		}
	}
	return out
}

// properties writes those of one item, each once for all items. Where the
// coded bytes became fewer, what says how they are layered is left out.
func (w *avifWriter) properties(item *avifItem, shorter bool) error {
	var list []byte
	for _, p := range item.props {
		to, known := w.written[p.index]
		if !known {
			if body := w.property(w.props[p.index]); body != nil {
				if w.count == 127 {
					return brokenAVIF
				}
				w.count++
				to = w.count
				w.ipco = appendBox(w.ipco, w.props[p.index].name, body)
			}
			w.written[p.index] = to
		}
		if to == 0 || shorter && w.props[p.index].name == "a1lx" {
			if p.essential && w.props[p.index].name != "colr" {
				return brokenAVIF
			}
			continue
		}
		if p.essential {
			to |= 0x80
		}
		list = append(list, to)
	}
	if len(list) > 255 {
		return brokenAVIF
	}
	w.ipma = binary.BigEndian.AppendUint16(w.ipma, w.number(item.id))
	w.ipma = append(append(w.ipma, byte(len(list))), list...)
	return nil
}

// property gives what is published of a property, as long as its kind is and no
// longer; nil for none of it.
func (w *avifWriter) property(b box) []byte {
	size := 0
	switch b.name {
	case "av1C":
		size = 4
	case "ispe":
		size = 12
	case "pixi":
		if len(b.body) >= 5 {
			size = 5 + int(b.body[4])
		}
	case "irot", "imir", "a1op":
		size = 1
	case "lsel":
		size = 2
	case "a1lx":
		if len(b.body) > 0 {
			size = 7 + 6*int(b.body[0]&1)
		}
	case "clli":
		size = 4
	case "pasp":
		size = 8
	case "mdcv":
		size = 24
	case "clap":
		size = 32
	case "auxC":
		return []byte("\x00\x00\x00\x00" + alphaName + "\x00")
	case "colr":
		return cleanColour(b.body, 11)
	}
	if size == 0 || len(b.body) < size {
		return nil
	}
	return b.body[:size]
}

// cleanColour keeps numbers that say what colours mean, and of a profile only
// its numbers.
func cleanColour(body []byte, size int) []byte {
	if len(body) < 4 {
		return nil
	}
	switch string(body[:4]) {
	case "nclx", "nclc":
		return body[:min(len(body), size)]
	case "prof", "rICC":
		if p := profileOf(body[4:]); p != nil {
			return append([]byte("prof"), p.encode()...)
		}
	}
	return nil
}
