package media

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"time"
)

func isWebM(b []byte) bool {
	return bytes.HasPrefix(b, []byte("\x1a\x45\xdf\xa3")) && bytes.Contains(b[:min(len(b), 128)], []byte("webm"))
}

// Elements of WebM, RFC 9559, 5.1.
const (
	ebmlHead, ebmlSegment, ebmlCluster = 0x1a45dfa3, 0x18538067, 0x1f43b675
	ebmlVoid                           = 0xec
	ebmlDocType                        = 0x4282
	ebmlSeek, ebmlSeekID               = 0x4dbb, 0x53ab
	ebmlScale, ebmlDuration            = 0x2ad7b1, 0x4489
	ebmlMuxer, ebmlWriter              = 0x4d80, 0x5741
	ebmlTrack, ebmlNumber, ebmlType    = 0xae, 0xd7, 0x83
	ebmlCodec, ebmlPrivate             = 0x86, 0x63a2
	ebmlEncodings                      = 0x6d80
	ebmlWidth, ebmlHeight              = 0xb0, 0xba
	ebmlGroup, ebmlBlock, ebmlSimple   = 0xa0, 0xa1, 0xa3
)

// ebmlGroups are the elements that hold others and are looked into.
var ebmlGroups = map[uint32]bool{
	ebmlHead: true, ebmlSegment: true, 0x114d9b74: true, ebmlSeek: true, 0x1549a966: true, 0x1654ae6b: true,
	ebmlTrack: true, 0xe0: true, 0xe1: true, 0x55b0: true, 0x55d0: true,
	0x1c53bb6b: true, 0xbb: true, 0xb7: true, ebmlCluster: true, ebmlGroup: true,
}

// ebmlNumbers are the elements that hold one number and are kept.
var ebmlNumbers = map[uint32]bool{
	0x4286: true, 0x42f7: true, 0x42f2: true, 0x42f3: true, 0x4287: true, 0x4285: true, // head
	ebmlSeekID: true, 0x53ac: true, ebmlScale: true, ebmlDuration: true,
	ebmlNumber: true, 0x73c5: true, ebmlType: true, 0xb9: true, 0x88: true, 0x55aa: true, 0x9c: true, // track
	0x6de7: true, 0x6df8: true, 0x23e383: true, 0x56aa: true, 0x56bb: true, 0x23314f: true,
	0x9a: true, 0x9d: true, 0x53b8: true, ebmlWidth: true, ebmlHeight: true, // picture
	0x54aa: true, 0x54bb: true, 0x54cc: true, 0x54dd: true, 0x54b0: true, 0x54ba: true, 0x54b2: true, 0x54b3: true,
	0x55b1: true, 0x55b2: true, 0x55b3: true, 0x55b4: true, 0x55b5: true, 0x55b6: true, 0x55b7: true, 0x55b8: true, // colour
	0x55b9: true, 0x55ba: true, 0x55bb: true, 0x55bc: true, 0x55bd: true,
	0x55d1: true, 0x55d2: true, 0x55d3: true, 0x55d4: true, 0x55d5: true, 0x55d6: true, 0x55d7: true, 0x55d8: true, 0x55d9: true, 0x55da: true,
	0xb5: true, 0x78b5: true, 0x9f: true, 0x6264: true, // sound
	0xb3: true, 0xf7: true, 0xf1: true, 0xf0: true, 0xb2: true, 0x5378: true, // cues
	0xe7: true, 0xab: true, 0xa7: true, 0x9b: true, 0xfb: true, 0x75a2: true, // cluster
}

// ebmlNames are the elements that hold a short name of a code or language.
var ebmlNames = map[uint32]bool{ebmlDocType: true, ebmlCodec: true, 0x22b59c: true, 0x22b59d: true}

// webmCodecs are those that browsers play.
var webmCodecs = [...]string{"V_VP8", "V_VP9", "V_AV1", "A_VORBIS", "A_OPUS"}

// webmFilm is a film whose parts are blanked where they lie, so that every
// place it tells of itself stays true.
type webmFilm struct {
	data          []byte
	scale, length float64
	width, height int
	kept          []uint64 // numbers of the tracks that are published
	noted         []uint64 // those of them whose pictures may carry notes
	elements      int
	end           int // of the last segment
	cut           int // where a recording of untold length ends in the middle; 0 = nowhere
}

// element is one part of a file: where it, its body and its end lie.
type element struct {
	id             uint32
	at, body, end  int
	unknown, inner bool // its length is not told; it is looked into
}

var brokenWebM = broken("a part of it is longer than the file")

// mostElements bounds the work on one film: a day of sound in blocks of 20 ms.
const mostElements = 5_000_000

// next reads the head of the element at a place.
func (f *webmFilm) next(at, end int) (element, error) {
	e := element{at: at}
	if f.elements++; f.elements > mostElements {
		return e, flaw{"media-huge", "the film has too many parts", shrinkFilm}
	}
	id, n := vint(f.data[at:end], 4, true)
	if n == 0 {
		return e, brokenWebM
	}
	size, m := vint(f.data[at+n:end], 8, false)
	if m == 0 {
		return e, brokenWebM
	}
	e.id, e.body, e.inner = uint32(id), at+n+m, ebmlGroups[uint32(id)]
	e.unknown = size == 1<<(7*m)-1
	if e.unknown || e.id == ebmlSegment && size > uint64(end-e.body) {
		size = uint64(end - e.body)
	}
	if size > uint64(end-e.body) || e.unknown && e.id != ebmlSegment && e.id != ebmlCluster {
		return e, brokenWebM
	}
	e.end = e.body + int(size)
	return e, nil
}

// vint reads a number of variable length and how many bytes it took; 0 for
// none. The mark of its length is part of an element's name. RFC 8794, 4.
func vint(b []byte, longest int, mark bool) (v uint64, n int) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0
	}
	n = 1
	for b[0]<<(n-1)&0x80 == 0 {
		n++
	}
	if n > longest || n > len(b) {
		return 0, 0
	}
	v = uint64(b[0])
	if !mark {
		v &= 1<<(8-n) - 1
	}
	for _, c := range b[1:n] {
		v = v<<8 | uint64(c)
	}
	return v, n
}

// webm keeps the pictures and sounds of a film and blanks the rest.
func (j *job) webm() (File, error) {
	f := &webmFilm{data: bytes.Clone(j.src), scale: 1e6}
	if err := f.inside(element{end: len(f.data)}, 0); err != nil {
		return File{}, err
	}
	if len(f.kept) == 0 || f.end == 0 {
		return File{}, broken("it holds no film and no sound")
	}
	out := File{Data: f.data[:f.end], Width: f.width, Height: f.height}
	if d := f.length * f.scale; d > 0 && d < 1e15 {
		out.Duration = time.Duration(d)
	}
	if f.width == 0 {
		return File{}, flaw{"media-mismatch", "the file holds only sound, not a film as its ending says", "save it as MP3 or Opus"}
	}
	return out, nil
}

// inside goes through the elements of another one.
func (f *webmFilm) inside(parent element, depth int) error {
	if depth > 8 {
		return brokenWebM
	}
	for at := parent.body; at < parent.end; {
		e, err := f.next(at, parent.end)
		if err != nil {
			if depth == 0 && f.end > 0 {
				return nil // bytes behind the film
			}
			if parent.unknown && len(f.kept) > 0 {
				f.cut = at
				return nil
			}
			return err
		}
		if parent.unknown && parent.id == ebmlCluster && e.id > 0xffffff {
			return f.inside(element{id: ebmlSegment, body: at, end: parent.end, unknown: true}, depth-1)
		}
		if err := f.element(e, depth); err != nil {
			return err
		}
		if depth == 0 {
			f.end = e.end
			if f.cut > 0 {
				f.end = f.cut
				return nil
			}
		}
		at = e.end
	}
	return nil
}

// element keeps, blanks or looks into one element.
func (f *webmFilm) element(e element, depth int) error {
	body := f.data[e.body:e.end]
	switch {
	case e.id == ebmlTrack:
		return f.track(e, depth)
	case e.id == ebmlSeek:
		return f.seek(e, depth)
	case e.id == ebmlGroup:
		return f.group(e, depth)
	case e.inner:
		return f.inside(e, depth+1)
	case e.id == ebmlDocType && string(bytes.TrimRight(body, "\x00")) != "webm":
		return flaw{"media-mismatch", "the film is a Matroska film, not WebM", filmCure}
	case ebmlNumbers[e.id] && len(body) <= 8, ebmlNames[e.id] && len(body) <= 32:
		f.read(e.id, body)
		return nil
	case e.id == ebmlMuxer || e.id == ebmlWriter:
		clear(body) // they have to be there, and may be empty
		return nil
	case e.id == ebmlSimple || e.id == ebmlBlock:
		if f.plays(body) {
			return f.blankNotes(body)
		}
	case e.id == ebmlPrivate:
		return f.private(body)
	}
	return f.void(e)
}

// plays reports whether a block belongs to a track that is published.
func (f *webmFilm) plays(block []byte) bool {
	number, n := vint(block, 8, false)
	return n > 0 && slices.Contains(f.kept, number)
}

// blankNotes makes the notes in an AV1 picture padding of the same length.
// Behind a block's track stand its time and flags, three bytes.
func (f *webmFilm) blankNotes(block []byte) error {
	number, n := vint(block, 8, false)
	if !slices.Contains(f.noted, number) {
		return nil
	}
	if len(block) < n+3 || block[n+2]&0x06 != 0 {
		return flaw{"media-broken", "the film is stored in a rare way", filmCure}
	}
	return blankOBUs(block[n+3:])
}

// group keeps a block with what is said of it, or none of it.
func (f *webmFilm) group(e element, depth int) error {
	block, err := f.child(e, ebmlBlock)
	if err != nil {
		return err
	}
	if !f.plays(block) {
		return f.void(e)
	}
	return f.inside(e, depth+1)
}

// read takes what a page has to know.
func (f *webmFilm) read(id uint32, body []byte) {
	v := uint64(0)
	for _, b := range body {
		v = v<<8 | uint64(b)
	}
	switch id {
	case ebmlScale:
		f.scale = float64(v)
	case ebmlDuration:
		f.length = math.Float64frombits(v)
		if len(body) == 4 {
			f.length = float64(math.Float32frombits(uint32(v)))
		}
	case ebmlWidth:
		if f.width == 0 {
			f.width = int(min(v, 1<<16))
		}
	case ebmlHeight:
		if f.height == 0 {
			f.height = int(min(v, 1<<16))
		}
	}
}

// void blanks an element, its head included.
func (f *webmFilm) void(e element) error {
	n := e.end - e.at
	clear(f.data[e.at:e.end])
	f.data[e.at] = ebmlVoid
	switch {
	case n < 2:
		return brokenWebM
	case n-2 <= 126:
		f.data[e.at+1] = 0x80 | byte(n-2)
	default:
		binary.BigEndian.PutUint64(f.data[e.at+1:], 1<<56|uint64(n-9))
	}
	return nil
}

// child finds an element directly inside another one.
func (f *webmFilm) child(parent element, id uint32) ([]byte, error) {
	for at := parent.body; at < parent.end; {
		e, err := f.next(at, parent.end)
		if err != nil {
			return nil, err
		}
		if e.id == id {
			return f.data[e.body:e.end], nil
		}
		at = e.end
	}
	return nil, nil
}

// seek blanks a pointer to something that is left out.
func (f *webmFilm) seek(e element, depth int) error {
	to, err := f.child(e, ebmlSeekID)
	if err != nil {
		return err
	}
	if id, n := vint(to, 4, true); n == 0 || !ebmlGroups[uint32(id)] {
		return f.void(e)
	}
	return f.inside(e, depth+1)
}

// track keeps pictures and sounds that browsers play, and leaves out tracks of
// other kinds: subtitles and notes.
func (f *webmFilm) track(e element, depth int) error {
	var parts [4][]byte
	for i, id := range [...]uint32{ebmlNumber, ebmlType, ebmlCodec, ebmlEncodings} {
		var err error
		if parts[i], err = f.child(e, id); err != nil {
			return err
		}
	}
	number, kind := uint64(0), uint64(0)
	for _, b := range parts[0] {
		number = number<<8 | uint64(b)
	}
	for _, b := range parts[1] {
		kind = kind<<8 | uint64(b)
	}
	if kind != 1 && kind != 2 {
		return f.void(e)
	}
	codec := string(bytes.TrimRight(parts[2], "\x00"))
	if !slices.Contains(webmCodecs[:], codec) || parts[3] != nil || len(f.kept) > 100 {
		return flaw{"media-broken", "the film is stored as " + clip(codec) + ", which browsers cannot play", filmCure}
	}
	f.kept = append(f.kept, number)
	if codec == "V_AV1" {
		f.noted = append(f.noted, number)
	}
	return f.inside(e, depth+1)
}

// private cleans what a decoder has to know. For Vorbis that holds a list of
// comments: it is emptied, and keeps its length.
func (f *webmFilm) private(body []byte) error {
	at := bytes.Index(body, []byte("\x03vorbis"))
	if at < 0 {
		if len(body) > 256 {
			return flaw{"media-broken", "the film is stored in a rare way", filmCure}
		}
		return nil
	}
	end := bytes.Index(body[at:], []byte("\x05vorbis"))
	if end < 16 {
		return flaw{"media-broken", "the film is stored in a rare way", filmCure}
	}
	comment := body[at+7 : at+end]
	clear(comment)
	binary.LittleEndian.PutUint32(comment, uint32(len(comment)-9))
	comment[len(comment)-1] = 1
	return nil
}
