package media

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// writeFilm writes the head, what describes the tracks, then their samples in
// the order in which they lay.
func writeFilm(src, mvhd []byte, tracks []*track, film bool) ([]byte, error) {
	media, err := gather(src, tracks)
	if err != nil {
		return nil, err
	}
	brands := "M4A \x00\x00\x00\x00M4A isommp42"
	if film {
		brands = "isom\x00\x00\x02\x00isomiso2mp41"
	}
	out := appendBox(nil, "ftyp", []byte(brands))
	// The places depend on the length of what stands before them, which does
	// not depend on the places.
	at := len(out) + len(moov(mvhd, tracks, 0)) + 8
	return appendBox(append(out, moov(mvhd, tracks, at)...), "mdat", media), nil
}

// gather copies the samples of all tracks, cleaned, and remembers where each
// chunk went.
func gather(src []byte, tracks []*track) ([]byte, error) {
	var all []chunk
	for _, t := range tracks {
		t.moved = make([]uint32, len(t.chunks))
		all = append(all, t.chunks...)
	}
	slices.SortStableFunc(all, func(a, b chunk) int { return cmp.Compare(a.at, b.at) })
	var media []byte
	total := 0
	for _, c := range all {
		c.track.moved[c.index] = uint32(len(media))
		at := c.at
		for i := c.first; i < c.first+c.samples; i++ {
			size := uint64(c.track.sizes[i])
			if total += int(min(size, uint64(len(src)))); at > uint64(len(src)) || size > uint64(len(src))-at || total > len(src) {
				return nil, broken("a part of the film is missing")
			}
			sample, err := c.track.cleanSample(src[at : at+size])
			if err != nil {
				return nil, err
			}
			c.track.sizes[i] = len(sample)
			media = append(media, sample...)
			at += size
		}
	}
	return media, nil
}

// moov writes what describes a film whose samples begin at a place.
func moov(mvhd []byte, tracks []*track, at int) []byte {
	body := appendBox(nil, "mvhd", undated(mvhd, 100))
	for _, t := range tracks {
		body = appendBox(body, "trak", t.write(at))
	}
	return appendBox(nil, "moov", body)
}

// undated gives a head of version 0 or 1, cut to its length, without the times
// when the film was made and changed. The longer version has 12 bytes more.
func undated(head []byte, size int) []byte {
	times := 8
	if len(head) > 0 && head[0] == 1 {
		times, size = 16, size+12
	}
	out := make([]byte, size)
	copy(out, head)
	clear(out[4 : 4+times])
	return out
}

func (t *track) write(at int) []byte {
	out := appendBox(nil, "tkhd", undated(find(t.trak, "tkhd"), 84))
	if edts, err := inside(t.trak, "edts"); err == nil {
		if elst := find(edts, "elst"); len(elst) >= 8 {
			if list := counted(elst, 8, 12+8*int(elst[0]&1)); list != nil {
				out = appendBox(out, "edts", appendBox(nil, "elst", list))
			}
		}
	}
	return appendBox(out, "mdia", t.writeMedia(at))
}

func (t *track) writeMedia(at int) []byte {
	out := appendBox(nil, "mdhd", undated(find(t.mdia, "mdhd"), 24))
	out = appendBox(out, "hdlr", []byte("\x00\x00\x00\x00\x00\x00\x00\x00"+t.kind+"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	head := appendBox(nil, "smhd", make([]byte, 8))
	if t.kind == "vide" {
		head = appendBox(nil, "vmhd", []byte{0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0})
	}
	here := appendBox([]byte{0, 0, 0, 0, 0, 0, 0, 1}, "url ", []byte{0, 0, 0, 1})
	return appendBox(out, "minf", head, appendBox(nil, "dinf", appendBox(nil, "dref", here)), appendBox(nil, "stbl", t.writeTables(at)))
}

// writeTables writes what tells when each sample is shown and where it lies.
func (t *track) writeTables(at int) []byte {
	out := appendBox(nil, "stsd", appendBox([]byte{0, 0, 0, 0, 0, 0, 0, 1}, t.codec, t.entry))
	for _, b := range t.stbl {
		if body := t.table(b); body != nil {
			out = appendBox(out, b.name, body)
		}
	}
	sizes := binary.BigEndian.AppendUint32(make([]byte, 8), uint32(len(t.sizes)))
	for _, s := range t.sizes {
		sizes = binary.BigEndian.AppendUint32(sizes, uint32(s))
	}
	places := binary.BigEndian.AppendUint32(make([]byte, 4), uint32(len(t.moved)))
	for _, p := range t.moved {
		places = binary.BigEndian.AppendUint32(places, uint32(at)+p)
	}
	return appendBox(appendBox(out, "stsz", sizes), "stco", places)
}

// table gives what is kept of a table, as long as it says it is; nil for none.
func (t *track) table(b box) []byte {
	switch b.name {
	case "stts", "ctts":
		return counted(b.body, 8, 8)
	case "stss":
		return counted(b.body, 8, 4)
	case "stsc":
		return t.runs(b.body)
	case "cslg":
		if len(b.body) >= 24 && b.body[0] == 0 {
			return b.body[:24]
		}
	case "sdtp":
		if len(b.body) >= 4+len(t.sizes) {
			return b.body[:4+len(t.sizes)]
		}
	case "sgpd":
		// How far a decoder has to go back: entries of two bytes.
		if len(b.body) >= 16 && b.body[0] == 1 && rolls(b.body) && binary.BigEndian.Uint32(b.body[8:]) == 2 {
			return counted(b.body, 16, 2)
		}
	case "sbgp":
		if len(b.body) >= 12 && b.body[0] == 0 && rolls(b.body) {
			return counted(b.body, 12, 8)
		}
	}
	return nil
}

func rolls(body []byte) bool {
	return string(body[4:8]) == "roll" || string(body[4:8]) == "prol"
}

// runs keeps the table of chunks and lets every run use the one description
// that is left.
func (t *track) runs(body []byte) []byte {
	out := slices.Clone(counted(body, 8, 12))
	for at := 8; at+12 <= len(out); at += 12 {
		binary.BigEndian.PutUint32(out[at+8:], 1)
	}
	return out
}

// counted gives a table without what follows it: its head ends with the number
// of its entries. It is nil where the entries are not there.
func counted(body []byte, head, entry int) []byte {
	if len(body) < head {
		return nil
	}
	n := uint64(binary.BigEndian.Uint32(body[head-4:]))
	if n > uint64(len(body)-head)/uint64(entry) {
		return nil
	}
	return body[:head+int(n)*entry]
}
