package media

import (
	"encoding/binary"
	"slices"
	"time"
)

func isMP4(b []byte) bool {
	return len(b) >= 16 && string(b[4:8]) == "ftyp" && !brand(b, "avif", "avis") && string(b[8:12]) != "qt  " && string(b[8:11]) != "hei"
}

// track is one picture or sound of a film.
type track struct {
	kind  string // "vide" or "soun"
	codec string
	trak  []box // the parts of the track
	mdia  []box
	minf  []box
	stbl  []box

	entry  []byte  // the cleaned description of the codec
	nal    int     // bytes of the lengths inside a picture; 0 where it has none
	sizes  []int   // of the samples
	chunks []chunk // where they lie
	moved  []uint32
}

// chunk is a run of samples that lie together.
type chunk struct {
	track   *track
	index   int // among the chunks of its track
	at      uint64
	first   int // sample
	samples int
}

const filmCure = "save it as MP4 with H.264 and AAC"

// mp4 is film for files that promise one.
func (j *job) mp4() (File, error) {
	f, err := j.film()
	if err == nil && f.Width == 0 {
		return File{}, flaw{"media-mismatch", "the file holds only sound, not a film as its ending says", "rename it to .m4a"}
	}
	return f, err
}

// m4a is film for files that promise sound only.
func (j *job) m4a() (File, error) {
	f, err := j.film()
	if err == nil && f.Width > 0 {
		return File{}, flaw{"media-mismatch", "the file holds a film, not only sound as its ending says", "rename it to .mp4"}
	}
	return f, err
}

// film writes a film or sound anew: what describes it first, so that it plays
// while it loads, then the pictures and sounds and nothing between them. Tracks
// that are neither, as telephones and drones add to tell where they are, are
// left out.
func (j *job) film() (File, error) {
	top, _ := wholeBoxes(j.src)
	if find(top, "moof") != nil {
		return File{}, flaw{"media-broken", "the film is cut into fragments, as for streaming", filmCure + " in one piece (ffmpeg -i in.mp4 -c copy out.mp4)"}
	}
	moov, err := inside(top, "moov")
	if err != nil {
		return File{}, err
	}
	head := find(moov, "mvhd")
	if len(head) < 100 || head[0] == 1 && len(head) < 112 {
		return File{}, broken("it does not say what it holds")
	}
	tracks, err := j.tracks(moov)
	if err != nil {
		return File{}, err
	}
	f := File{Duration: filmDuration(head)}
	for _, t := range tracks {
		if t.kind == "vide" && f.Width == 0 {
			f.Width, f.Height = t.size()
		}
	}
	f.Data, err = writeFilm(j.src, head, tracks, f.Width > 0)
	return f, err
}

// tracks gives the tracks that are published.
func (j *job) tracks(moov []box) ([]*track, error) {
	var tracks []*track
	subtitles := false
	for _, b := range moov {
		if b.name != "trak" {
			continue
		}
		t, err := readTrack(b.body)
		if err != nil {
			return nil, err
		}
		switch t.kind {
		case "vide", "soun":
		case "text", "sbtl", "subt", "clcp":
			subtitles = true
			continue
		default:
			continue
		}
		if t.codec == "jpeg" || t.codec == "png " {
			continue // a cover
		}
		if !slices.Contains(filmCodecs[:], t.codec) {
			return nil, flaw{"media-broken", "the film or sound is stored as " + clip(codecName(t.codec)) + ", which browsers cannot play", filmCure}
		}
		if err := t.read(); err != nil {
			return nil, err
		}
		if slices.Contains([]string{"hvc1", "hev1", "av01"}, t.codec) {
			j.warn("media-old", "many telephones cannot play this film: it is stored as "+codecName(t.codec), filmCure)
		}
		tracks = append(tracks, t)
	}
	if len(tracks) == 0 {
		return nil, broken("it holds no film and no sound")
	}
	if subtitles {
		j.warn("media-subtitles", "the subtitles inside the film are left out", "put them beside it as WebVTT (.vtt)")
	}
	return tracks, nil
}

// filmCodecs are those that browsers play.
var filmCodecs = [...]string{"avc1", "avc3", "hvc1", "hev1", "vp08", "vp09", "av01", "mp4a", "Opus", "fLaC", ".mp3"}

func codecName(codec string) string {
	name, ok := map[string]string{
		"hvc1": "HEVC", "hev1": "HEVC", "av01": "AV1", "mp4v": "MPEG-4 part 2", "alac": "ALAC", "ac-3": "AC-3", "ec-3": "AC-3",
		"encv": "a protected film", "enca": "a protected sound", "drms": "a protected sound", "sowt": "raw sound", "lpcm": "raw sound", "samr": "AMR",
	}[codec]
	if ok {
		return name
	}
	return `"` + codec + `"`
}

// readTrack finds what kind of track it is.
func readTrack(body []byte) (*track, error) {
	t := &track{}
	var err [4]error
	t.trak, err[0] = boxes(body)
	t.mdia, err[1] = inside(t.trak, "mdia")
	t.minf, err[2] = inside(t.mdia, "minf")
	t.stbl, err[3] = inside(t.minf, "stbl")
	for _, e := range err {
		if e != nil {
			return nil, e
		}
	}
	if hdlr := find(t.mdia, "hdlr"); len(hdlr) >= 12 {
		t.kind = string(hdlr[8:12])
	}
	if stsd := find(t.stbl, "stsd"); len(stsd) >= 16 {
		t.codec = string(stsd[12:16])
	}
	return t, nil
}

// size is that of the film as it is seen, turned as the telephone was held.
func (t *track) size() (width, height int) {
	c := &cursor{rest: find(t.trak, "tkhd")}
	version, _ := c.versioned()
	c.bytes(20 + 12*min(version, 1))
	c.bytes(16)
	turned := c.number(4) == 0 && c.number(4) != 0
	if !turned {
		c.rest = find(t.trak, "tkhd")
		c.bytes(40 + 12*min(version, 1) + 8)
	}
	c.bytes(28)
	width, height = int(c.number(4)>>16), int(c.number(4)>>16)
	if width == 0 || height == 0 {
		width, height = int(binary.BigEndian.Uint16(t.entry[24:])), int(binary.BigEndian.Uint16(t.entry[26:]))
	}
	if turned {
		return height, width
	}
	return width, height
}

func filmDuration(mvhd []byte) time.Duration {
	c := &cursor{rest: mvhd}
	version, _ := c.versioned()
	wide := 4 + 4*min(version, 1)
	c.bytes(2 * wide)
	scale, length := c.number(4), c.number(wide)
	if scale == 0 || length/scale > 1_000_000 {
		return 0
	}
	return time.Duration(length/scale)*time.Second + time.Duration(length%scale*uint64(time.Second)/scale)
}

// mostSamples bounds the work on one film: eight hours at 50 pictures a second,
// or a day of sound.
const mostSamples = 4_000_000

// read finds the samples of a track and cleans what describes them.
func (t *track) read() error {
	if err := t.readEntry(); err != nil {
		return err
	}
	if err := t.readSizes(); err != nil {
		return err
	}
	return t.readChunks()
}

// readSizes reads how long each sample is. ISO/IEC 14496-12, 8.7.3.
func (t *track) readSizes() error {
	c := &cursor{rest: find(t.stbl, "stsz")}
	c.versioned()
	same, count := int(c.number(4)), int(c.number(4))
	if c.short || count > mostSamples || same == 0 && count*4 > len(c.rest) {
		return broken("it does not say where its pictures and sounds are")
	}
	t.sizes = make([]int, count)
	for i := range t.sizes {
		t.sizes[i] = same
		if same == 0 {
			t.sizes[i] = int(c.number(4))
		}
	}
	return nil
}

// readChunks reads where the samples lie. ISO/IEC 14496-12, 8.7.4 and 8.7.5.
func (t *track) readChunks() error {
	wide, table := 4, find(t.stbl, "stco")
	if table == nil {
		wide, table = 8, find(t.stbl, "co64")
	}
	places, runs := &cursor{rest: table}, &cursor{rest: find(t.stbl, "stsc")}
	places.versioned()
	runs.versioned()
	count, left := int(places.number(4)), int(runs.number(4))
	lost := broken("it does not say where its pictures and sounds are")
	if count*wide > len(places.rest) || left*12 > len(runs.rest) || count > mostSamples {
		return lost
	}
	sample, each := 0, 0
	next := uint64(0)
	if left > 0 {
		next = runs.number(4)
	}
	for i := range count {
		for left > 0 && next == uint64(i+1) {
			each = int(runs.number(4))
			runs.number(4)
			if left--; left > 0 {
				next = runs.number(4)
			}
		}
		n := min(each, len(t.sizes)-sample)
		t.chunks = append(t.chunks, chunk{t, i, places.number(wide), sample, n})
		sample += n
	}
	if sample != len(t.sizes) || places.short || runs.short {
		return lost
	}
	return nil
}
