package media

import (
	"encoding/binary"
	"slices"
)

func isAVIF(b []byte) bool {
	return len(b) >= 16 && string(b[4:8]) == "ftyp" && brand(b, "avif", "avis")
}

// brand reports whether a file of the MPEG-4 family names one of the brands.
func brand(b []byte, names ...string) bool {
	end := min(int(min(binary.BigEndian.Uint32(b), 1024)), len(b))
	for at := 8; at+4 <= end; at += 4 {
		if at != 12 && slices.Contains(names, string(b[at:at+4])) {
			return true
		}
	}
	return false
}

// avifItem is one coded picture or grid of pictures. ISO/IEC 23008-12.
type avifItem struct {
	id    uint64
	kind  string
	data  []byte
	props []avifProp
}

// avifProp says that an item has a property, counted from 0.
type avifProp struct {
	index     int
	essential bool
}

// avifRef is a reference between items.
type avifRef struct {
	kind string
	from uint64
	to   []uint64
}

// avifFile is an AVIF file taken apart.
type avifFile struct {
	primary uint64
	items   map[uint64]*avifItem
	refs    []avifRef
	props   []box
}

const avifCure = "save it as JPEG"

// avif rebuilds the file from the pictures that are shown: the first one, its
// tiles, and their transparency.
func (j *job) avif() (File, error) {
	top, _ := wholeBoxes(j.src)
	f, err := readAVIF(j.src, find(top, "meta"))
	if err != nil {
		return File{}, err
	}
	if find(top, "moov") != nil {
		j.warn("media-still", "the picture moves; only its first image is published", "save it as MP4")
	}
	shown, err := f.shown()
	if err != nil {
		return File{}, err
	}
	w := &avifWriter{avifFile: f, items: shown}
	data, err := w.file()
	if err != nil {
		return File{}, err
	}
	width, height := f.size(f.items[f.primary])
	if width == 0 || height == 0 {
		return File{}, broken("it does not say how large the picture is")
	}
	if err := fits(width, height, 0); err != nil {
		return File{}, err
	}
	j.warn("media-old", "telephones from before 2022 cannot show AVIF pictures", "put the same picture beside it as a JPEG of the same name, or instead of it")
	return File{Data: data, Width: width, Height: height}, nil
}

// readAVIF reads the parts of the meta box.
func readAVIF(src, meta []byte) (*avifFile, error) {
	if len(meta) < 4 {
		return nil, broken("it holds no picture")
	}
	parts, err := boxes(meta[4:])
	if err != nil {
		return nil, err
	}
	f := &avifFile{items: map[uint64]*avifItem{}}
	c := &cursor{rest: find(parts, "pitm")}
	version, _ := c.versioned()
	f.primary = c.number(2 + 2*min(version, 1))
	if err := f.readItems(find(parts, "iinf")); err != nil {
		return nil, err
	}
	if err := f.readPlaces(src, find(parts, "iloc"), find(parts, "idat")); err != nil {
		return nil, err
	}
	if err := f.readRefs(find(parts, "iref")); err != nil {
		return nil, err
	}
	iprp, err := inside(parts, "iprp")
	if err != nil {
		return nil, err
	}
	if f.props, err = inside(iprp, "ipco"); err != nil {
		return nil, err
	}
	if err := f.readProps(find(iprp, "ipma")); err != nil {
		return nil, err
	}
	if f.items[f.primary] == nil {
		return nil, broken("it holds no picture")
	}
	return f, nil
}

var brokenAVIF = flaw{"media-broken", "the AVIF picture is damaged or of a rare kind", avifCure}

// readItems reads what kinds of items there are.
func (f *avifFile) readItems(iinf []byte) error {
	c := &cursor{rest: iinf}
	version, _ := c.versioned()
	c.number(2 + 2*min(version, 1))
	entries, err := boxes(c.rest)
	if err != nil || c.short {
		return brokenAVIF
	}
	for _, e := range entries {
		c := &cursor{rest: e.body}
		version, _ := c.versioned()
		if e.name != "infe" || version < 2 {
			continue
		}
		id := c.number(2 * (version - 1))
		c.number(2)
		kind := string(c.bytes(4))
		if !c.short {
			f.items[id] = &avifItem{id: id, kind: kind}
		}
	}
	return nil
}

// mostExtents bounds into how many pieces a picture may be cut.
const mostExtents = 1_000

// readPlaces gathers the coded bytes of each item.
func (f *avifFile) readPlaces(src, iloc, idat []byte) error {
	c := &cursor{rest: iloc}
	version, _ := c.versioned()
	sizes := c.number(2)
	offsetSize, lengthSize, baseSize, indexSize := int(sizes>>12), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	if version == 0 || version > 2 {
		indexSize = 0
	}
	if version > 2 || max(offsetSize, lengthSize, baseSize, indexSize) > 8 {
		return brokenAVIF
	}
	wide := 2
	if version == 2 {
		wide = 4
	}
	total := 0
	for range min(c.number(wide), mostBoxes) {
		item := f.items[c.number(wide)]
		from := src
		if version > 0 && c.number(2)&15 == 1 {
			from = idat
		}
		c.number(2)
		base := c.number(baseSize)
		extents := c.number(2)
		if extents > mostExtents || c.short {
			return brokenAVIF
		}
		for range extents {
			c.number(indexSize)
			at, size := base+c.number(offsetSize), c.number(lengthSize)
			if item == nil || !item.coded() {
				continue
			}
			// Pieces may lie over one another; together they are a picture and
			// no more than the file.
			total += int(min(size, uint64(len(src))))
			if at > uint64(len(from)) || size > uint64(len(from))-at || total > len(src) {
				return brokenAVIF
			}
			item.data = append(item.data, from[at:at+size]...)
		}
	}
	if c.short {
		return brokenAVIF
	}
	return nil
}

func (i *avifItem) coded() bool { return i.kind == "av01" || i.kind == "grid" }

func (f *avifFile) readRefs(iref []byte) error {
	if iref == nil {
		return nil
	}
	c := &cursor{rest: iref}
	version, _ := c.versioned()
	wide := 2 + 2*min(version, 1)
	all, err := boxes(c.rest)
	if err != nil {
		return brokenAVIF
	}
	for _, b := range all {
		c := &cursor{rest: b.body}
		r := avifRef{kind: b.name, from: c.number(wide)}
		for range c.number(2) {
			if r.to = append(r.to, c.number(wide)); c.short {
				return brokenAVIF
			}
		}
		f.refs = append(f.refs, r)
	}
	return nil
}

// readProps reads which properties each item has.
func (f *avifFile) readProps(ipma []byte) error {
	c := &cursor{rest: ipma}
	version, flags := c.versioned()
	for range min(c.number(4), mostBoxes) {
		item := f.items[c.number(2+2*min(version, 1))]
		for range c.number(1) {
			var v, index uint64
			if flags&1 == 1 {
				v = c.number(2)
				index = v & 0x7fff
				v >>= 15
			} else {
				v = c.number(1)
				index = v & 0x7f
				v >>= 7
			}
			if item != nil && index > 0 && int(index) <= len(f.props) {
				item.props = append(item.props, avifProp{int(index) - 1, v == 1})
			}
		}
		if c.short {
			return brokenAVIF
		}
	}
	return nil
}

// shown gives the items that make the picture, the first one first.
func (f *avifFile) shown() ([]*avifItem, error) {
	first := f.items[f.primary]
	shown := []*avifItem{first}
	add := func(id uint64) {
		if item := f.items[id]; item != nil && !slices.Contains(shown, item) && len(shown) < 600 {
			shown = append(shown, item)
		}
	}
	parts := func() {
		for i := 0; i < len(shown); i++ {
			for _, r := range f.refs {
				if r.kind == "dimg" && r.from == shown[i].id && shown[i].kind == "grid" {
					for _, id := range r.to {
						add(id)
					}
				}
			}
		}
	}
	parts()
	for _, r := range f.refs {
		from := f.items[r.from]
		if r.kind == "auxl" && from != nil && f.transparency(from) && slices.ContainsFunc(shown, func(i *avifItem) bool { return slices.Contains(r.to, i.id) }) {
			add(r.from)
		}
	}
	parts()
	for _, item := range shown {
		if !item.coded() || len(item.data) == 0 {
			return nil, brokenAVIF
		}
	}
	return shown, nil
}

const alphaName = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"

// transparency reports whether an item says how opaque another is.
func (f *avifFile) transparency(item *avifItem) bool {
	for _, p := range item.props {
		if b := f.props[p.index]; b.name == "auxC" && len(b.body) > 4+len(alphaName) && string(b.body[4:4+len(alphaName)]) == alphaName {
			return true
		}
	}
	return false
}

// size gives the size of an item as a reader sees it.
func (f *avifFile) size(item *avifItem) (width, height int) {
	for _, p := range item.props {
		b := f.props[p.index]
		switch {
		case b.name == "ispe" && len(b.body) >= 12:
			width, height = int(binary.BigEndian.Uint32(b.body[4:])&0x7fffffff), int(binary.BigEndian.Uint32(b.body[8:])&0x7fffffff)
		case b.name == "clap" && len(b.body) >= 32:
			c := &cursor{rest: b.body}
			wn, wd, hn, hd := c.number(4), c.number(4), c.number(4), c.number(4)
			if wd > 0 && hd > 0 && wn >= wd && hn >= hd && int(wn/wd) <= width && int(hn/hd) <= height {
				width, height = int(wn/wd), int(hn/hd)
			}
		case b.name == "irot" && len(b.body) >= 1 && b.body[0]&1 == 1:
			width, height = height, width
		}
	}
	return width, height
}
