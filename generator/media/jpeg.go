package media

import (
	"bytes"
	"image"
	"image/jpeg"
)

// jpegSegment is one marker of a JPEG file before its scans, with what follows
// the length.
type jpegSegment struct {
	marker byte
	data   []byte
}

// jpegFile is a JPEG file taken apart. Only what decoding needs is kept.
type jpegFile struct {
	// needed is the file with nothing but frame, tables and scans, ended.
	needed []byte
	// frame is the start of frame; the marker says baseline or progressive.
	frame         jpegSegment
	width, height int
	components    int
	scans         int
	orientation   int
	place         bool   // EXIF tells where it was taken
	profile       []byte // ICC
}

// JPEG markers, ITU-T T.81 table B.1.
const (
	mSOF0, mSOF1, mSOF2      = 0xc0, 0xc1, 0xc2
	mDHT, mJPG, mDAC         = 0xc4, 0xc8, 0xcc
	mRST0, mRST7             = 0xd0, 0xd7
	mSOI, mEOI, mSOS, mDQT   = 0xd8, 0xd9, 0xda, 0xdb
	mDNL, mDRI, mTEM         = 0xdc, 0xdd, 0x01
	mAPP0, mAPP1, mAPP2      = 0xe0, 0xe1, 0xe2
	mAPP14, mAPP15, mComment = 0xee, 0xef, 0xfe
)

// readJPEG takes a file apart up to its end marker; what follows that is lost.
func readJPEG(src []byte) (*jpegFile, error) {
	f := &jpegFile{orientation: 1, needed: []byte{0xff, mSOI}}
	icc := map[byte][]byte{}
	at := 2
	for {
		marker, next, ok := nextMarker(src, at)
		if !ok {
			if f.scans == 0 {
				return nil, broken("it ends before the picture begins")
			}
			// Some cameras forget the end marker. A photograph that is really cut
			// off fails in the decoder.
			f.needed = append(f.needed, 0xff, mEOI)
			return f, nil
		}
		at = next
		switch {
		case marker == mEOI:
			if f.scans == 0 {
				return nil, broken("it holds no picture")
			}
			f.needed = append(f.needed, 0xff, mEOI)
			f.joinProfile(icc)
			return f, nil
		case marker == mSOI || marker == mTEM || marker >= mRST0 && marker <= mRST7:
			continue
		}
		if at+2 > len(src) {
			return nil, broken("a part of it has no length")
		}
		size := int(src[at])<<8 | int(src[at+1])
		if size < 2 || at+size > len(src) {
			return nil, broken("a part of it is longer than the file")
		}
		s := jpegSegment{marker, src[at+2 : at+size]}
		at += size
		switch {
		case marker == mSOS:
			f.scans++
			end := scanEnd(src, at)
			f.keep(s)
			f.needed = append(f.needed, src[at:end]...)
			at = end
		case marker == mDQT || marker == mDHT || marker == mDRI:
			f.keep(s)
		case marker >= mSOF0 && marker <= 0xcf && marker != mDHT && marker != mJPG && marker != mDAC:
			if err := f.startFrame(s); err != nil {
				return nil, err
			}
		case marker == mDAC || marker == mDNL:
			return nil, unusualJPEG
		case marker == mAPP14 && len(s.data) >= 12 && bytes.HasPrefix(s.data, []byte("Adobe")):
			// It says how the colours are stored: twelve bytes, the last is the
			// transform. What follows them is nobody's business.
			f.keep(jpegSegment{mAPP14, append([]byte("Adobe\x00\x64\x00\x00\x00\x00"), s.data[11])})
		case marker == mAPP1:
			f.readEXIF(s.data)
		case marker == mAPP2 && len(s.data) > 14 && bytes.HasPrefix(s.data, []byte("ICC_PROFILE\x00")):
			icc[s.data[12]] = s.data[14:]
		}
	}
}

var unusualJPEG = flaw{"media-broken", "the JPEG is of a rare kind that browsers cannot show", "open it in a program that shows it and export it as an ordinary JPEG"}

func (f *jpegFile) keep(s jpegSegment) {
	size := len(s.data) + 2
	f.needed = append(f.needed, 0xff, s.marker, byte(size>>8), byte(size))
	f.needed = append(f.needed, s.data...)
}

func (f *jpegFile) startFrame(s jpegSegment) error {
	if s.marker > mSOF2 || len(s.data) < 6 || s.data[0] != 8 || f.frame.data != nil {
		return unusualJPEG
	}
	f.frame = s
	f.height = int(s.data[1])<<8 | int(s.data[2])
	f.width = int(s.data[3])<<8 | int(s.data[4])
	f.components = int(s.data[5])
	if f.width == 0 || f.height == 0 || len(s.data) != 6+3*f.components {
		return unusualJPEG
	}
	f.keep(s)
	return nil
}

// joinProfile puts the parts of a colour profile together, which count from 1.
func (f *jpegFile) joinProfile(parts map[byte][]byte) {
	for n := byte(1); n != 0 && parts[n] != nil; n++ {
		f.profile = append(f.profile, parts[n]...)
	}
}

// nextMarker gives the marker at or after a place, and where its content begins.
func nextMarker(src []byte, at int) (marker byte, next int, ok bool) {
	for at+1 < len(src) {
		if src[at] == 0xff && src[at+1] != 0xff && src[at+1] != 0 {
			return src[at+1], at + 2, true
		}
		at++
	}
	return 0, 0, false
}

// scanEnd gives where the coded data of a scan ends: at the next marker that
// does not belong into a scan.
func scanEnd(src []byte, at int) int {
	for at+1 < len(src) {
		if src[at] == 0xff {
			switch m := src[at+1]; {
			case m == 0 || m >= mRST0 && m <= mRST7:
				at++
			case m != 0xff:
				return at
			}
		}
		at++
	}
	return len(src)
}

// memory is what decoding needs, in bytes: a byte a sample, and four more for
// the coefficients that a progressive picture keeps until its last scan.
func (f *jpegFile) memory() int {
	samples := 0
	hmax, vmax := 1, 1
	for c := range f.components {
		hv := f.frame.data[6+3*c+1]
		hmax, vmax = max(hmax, int(hv>>4)), max(vmax, int(hv&15))
	}
	for c := range f.components {
		hv := f.frame.data[6+3*c+1]
		samples += f.width * f.height * int(hv>>4) * int(hv&15) / (hmax * vmax)
	}
	if f.frame.marker == mSOF2 {
		return samples * 5
	}
	return samples
}

// mostScans bounds the work that a small file can ask for: ordinary
// progressive pictures have ten scans, and each goes over the whole picture.
const mostScans = 40

// decode gives the picture as it is stored: not yet turned, in its own colours.
func (f *jpegFile) decode() (image.Image, error) {
	if f.scans > mostScans {
		return nil, unusualJPEG
	}
	if err := fits(f.width, f.height, f.memory()); err != nil {
		return nil, err
	}
	m, err := jpeg.Decode(bytes.NewReader(f.needed))
	if err == nil {
		return m, nil
	}
	// The standard library stumbles over restarts in progressive pictures.
	if d := f.takeApart(mostRescued); d != nil {
		if m, err := jpeg.Decode(bytes.NewReader(d.once())); err == nil {
			return m, nil
		}
	}
	return nil, broken("its picture cannot be decoded")
}

// jpeg makes a photograph: turned upright, in the colours of the web, scaled.
func (j *job) jpeg() (File, error) {
	f, err := readJPEG(j.src)
	if err != nil {
		return File{}, err
	}
	m, err := f.decode()
	if err != nil {
		return File{}, err
	}
	if f.place {
		j.notePlace()
	}
	return j.photo(photo{m, f.orientation, profileOf(f.profile), f})
}

// notePlace tells the author what readers will not see, but whoever sees the
// folder can.
func (j *job) notePlace() {
	j.note("media-place", "the file tells where it was made; the published copy does not",
		"the file in your folder still does: remove its location if others see the folder")
}
