package media

import (
	"bytes"
	"encoding/binary"
	"slices"
	"time"
)

func isOgg(b []byte) bool { return bytes.HasPrefix(b, []byte("OggS")) }

// oggPage is one page of an Ogg file, RFC 3533, 6.
type oggPage struct {
	flags   byte // 1 continues a packet, 2 begins, 4 ends a stream
	granule uint64
	serial  uint32
	lacing  []byte
	body    []byte
}

const oggContinued, oggFirst, oggLast = 1, 2, 4

// readOgg takes a file apart. What stands between pages and behind them is
// lost.
func readOgg(src []byte) ([]oggPage, error) {
	var pages []oggPage
	crc := oggTable()
	for {
		at := bytes.Index(src, []byte("OggS"))
		if at < 0 {
			return pages, nil
		}
		src = src[at:]
		if len(src) < 27 || len(src) < 27+int(src[26]) {
			return pages, nil
		}
		head := 27 + int(src[26])
		p := oggPage{src[5], binary.LittleEndian.Uint64(src[6:]), binary.LittleEndian.Uint32(src[14:]), src[27:head], nil}
		size := 0
		for _, n := range p.lacing {
			size += int(n)
		}
		if head+size > len(src) {
			return pages, nil
		}
		p.body = src[head : head+size]
		if src[4] != 0 || crc.of(src[:22], []byte{0, 0, 0, 0}, src[26:head+size]) != binary.LittleEndian.Uint32(src[22:]) {
			return nil, broken("a part of the sound has changed since it was recorded")
		}
		pages = append(pages, p)
		src = src[head+size:]
	}
}

// oggCRC is the table of the checksum: polynomial 0x04c11db7, not reflected.
type oggCRC [256]uint32

func oggTable() *oggCRC {
	var t oggCRC
	for i := range t {
		r := uint32(i) << 24
		for range 8 {
			if r&0x80000000 != 0 {
				r = r<<1 ^ 0x04c11db7
			} else {
				r <<= 1
			}
		}
		t[i] = r
	}
	return &t
}

func (t *oggCRC) of(parts ...[]byte) uint32 {
	r := uint32(0)
	for _, part := range parts {
		for _, b := range part {
			r = r<<8 ^ t[byte(r>>24)^b]
		}
	}
	return r
}

// oggCodec is what may sound inside.
type oggCodec struct {
	begins string
	// headers is how many packets stand before the sound.
	headers int
	// comment is an empty list of comments.
	comment string
}

var oggCodecs = [...]oggCodec{
	{"\x01vorbis", 3, "\x03vorbis\x00\x00\x00\x00\x00\x00\x00\x00\x01"},
	{"OpusHead", 2, "OpusTags\x00\x00\x00\x00\x00\x00\x00\x00"},
}

const oggCure = "save it as MP3, or as Ogg with Vorbis or Opus"

// ogg writes one sound anew, with an empty list of comments.
func (j *job) ogg() (File, error) {
	pages, err := readOgg(j.src)
	if err != nil {
		return File{}, err
	}
	pages, codec, err := oggSound(pages)
	if err != nil {
		return File{}, err
	}
	headers, rest, err := oggHeaders(pages, codec)
	if err != nil {
		return File{}, err
	}
	w := oggWriter{serial: 1, crc: oggTable()}
	w.page(oggPage{flags: oggFirst, lacing: lacing(len(headers[0])), body: headers[0]})
	w.packets(append([][]byte{[]byte(codec.comment)}, headers[2:]...))
	end := uint64(0)
	for i, p := range rest {
		p.flags &= oggContinued
		if i == 0 {
			p.flags = 0
		}
		if i == len(rest)-1 {
			p.flags |= oggLast
		}
		if p.granule != ^uint64(0) {
			end = p.granule
		}
		w.page(p)
	}
	return File{Data: w.out, Ext: "ogg", Duration: oggDuration(headers[0], codec, end)}, nil
}

// oggSound keeps the pages of the one sound in a file.
func oggSound(pages []oggPage) ([]oggPage, oggCodec, error) {
	var kept []oggPage
	var codec oggCodec
	begun, heard := false, false
	for _, p := range pages {
		switch {
		case p.flags&oggFirst != 0 && begun:
			return nil, codec, flaw{"media-broken", "the file holds several recordings one after the other", "save each as a file of its own"}
		case p.flags&oggFirst != 0:
			i := slices.IndexFunc(oggCodecs[:], func(c oggCodec) bool { return bytes.HasPrefix(p.body, []byte(c.begins)) })
			switch {
			case bytes.HasPrefix(p.body, []byte("fishead\x00")): // an index of streams
			case i < 0 || heard:
				return nil, codec, flaw{"media-broken", "the Ogg file holds a film or a sound that not every phone can play", oggCure + "; films as MP4"}
			default:
				heard, codec = true, oggCodecs[i]
				kept = append(kept, p)
			}
		default:
			begun = true
			if heard && p.serial == kept[0].serial {
				kept = append(kept, p)
			}
		}
	}
	if !heard {
		return nil, codec, flaw{"media-broken", "the Ogg file holds no sound that browsers can play", oggCure}
	}
	return kept, codec, nil
}

// oggHeaders gives the packets before the sound, and the pages of the sound,
// which begins on a page of its own.
func oggHeaders(pages []oggPage, codec oggCodec) (headers [][]byte, rest []oggPage, err error) {
	var packet []byte
	for i, p := range pages {
		body := p.body
		for n, size := range p.lacing {
			packet = append(packet, body[:size]...)
			body = body[size:]
			if size == 255 {
				continue
			}
			headers = append(headers, packet)
			packet = nil
			if len(headers) < codec.headers {
				continue
			}
			if n != len(p.lacing)-1 || i+1 >= len(pages) || !codec.sane(headers) {
				return nil, nil, flaw{"media-broken", "the sound is stored in a rare way", oggCure}
			}
			return headers, pages[i+1:], nil
		}
	}
	return nil, nil, broken("it ends before the sound begins")
}

// sane checks that the headers are what they should be. The first is cut to
// its length.
func (c oggCodec) sane(headers [][]byte) bool {
	head := headers[0]
	if c.headers == 3 {
		if len(head) < 30 || !bytes.HasPrefix(headers[1], []byte("\x03vorbis")) || !bytes.HasPrefix(headers[2], []byte("\x05vorbis")) {
			return false
		}
		headers[0] = head[:30]
		return true
	}
	size := 19
	if len(head) > 20 && head[18] != 0 {
		size = 21 + int(head[9])
	}
	if len(head) < size || !bytes.HasPrefix(headers[1], []byte("OpusTags")) {
		return false
	}
	headers[0] = head[:size]
	return true
}

func oggDuration(head []byte, codec oggCodec, end uint64) time.Duration {
	rate := uint64(48000)
	if codec.headers == 3 {
		rate = uint64(binary.LittleEndian.Uint32(head[12:]))
	} else {
		end -= min(end, uint64(binary.LittleEndian.Uint16(head[10:])))
	}
	if rate == 0 || end/rate > 1_000_000 {
		return 0
	}
	return time.Duration(end/rate)*time.Second + time.Duration(end%rate*uint64(time.Second)/rate)
}

// oggWriter writes the pages of one stream.
type oggWriter struct {
	out      []byte
	serial   uint32
	sequence uint32
	crc      *oggCRC
}

func (w *oggWriter) page(p oggPage) {
	at := len(w.out)
	w.out = append(append(w.out, "OggS\x00"...), p.flags)
	w.out = binary.LittleEndian.AppendUint64(w.out, p.granule)
	w.out = binary.LittleEndian.AppendUint32(w.out, w.serial)
	w.out = binary.LittleEndian.AppendUint32(w.out, w.sequence)
	w.out = append(w.out, 0, 0, 0, 0, byte(len(p.lacing)))
	w.out = append(append(w.out, p.lacing...), p.body...)
	binary.LittleEndian.PutUint32(w.out[at+22:], w.crc.of(w.out[at:]))
	w.sequence++
}

// lacing is how the length of a packet is written.
func lacing(size int) []byte {
	return append(bytes.Repeat([]byte{255}, size/255), byte(size%255))
}

// packets writes packets over as many pages as they need.
func (w *oggWriter) packets(all [][]byte) {
	var lace, body []byte
	for _, p := range all {
		lace, body = append(lace, lacing(len(p))...), append(body, p...)
	}
	flags := byte(0)
	for len(lace) > 0 {
		n := min(len(lace), 255)
		p := oggPage{flags: flags, granule: ^uint64(0), lacing: lace[:n]}
		size := 0
		for _, l := range p.lacing {
			size += int(l)
			if l < 255 {
				p.granule = 0
			}
		}
		p.body, body = body[:size], body[size:]
		flags = 0
		if p.lacing[n-1] == 255 {
			flags = oggContinued
		}
		lace = lace[n:]
		w.page(p)
	}
}
