package offline

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"sync"
	"unicode/utf8"

	"handbill/generator/render"
)

// A pack is a line of JSON and the bytes of its files, one after the other. The
// line lists them: address, how many bytes it shares with the beginning and the
// end of the file before, and how many of its own lie in between. Pages of a
// language share their frame, so a pack is small even on a host that does not
// compress.

// pack is one text pack on its way.
type pack struct {
	language string
	number   int
	paths    []string

	mu      sync.Mutex
	pages   [][]byte // let go once sealed
	missing int

	path, hash string
	raw        int // bytes
	size       int // bytes after gzip; 0 where not weighed
}

// part is a file of a pack: what stands in the line of JSON.
type part struct {
	path          string
	before, after int
	own           []byte
}

func (p part) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{p.path, p.before, p.after, len(p.own)})
}

// seal makes the file. Weighing takes longer than all else, so big sites weigh
// some packs and reckon the rest.
func (k *pack) seal(weigh bool) render.File {
	parts := make([]part, len(k.paths))
	var last []byte
	for i, data := range k.pages {
		before, after := sharedEnds(last, data)
		parts[i] = part{path: k.paths[i], before: before, after: after, own: data[before : len(data)-after]}
		last = data
	}
	f := join(fmt.Sprintf("packs/%s-%d", k.language, k.number), ".txt", parts)
	k.path, k.hash, k.raw = f.Path, sum(f.Data), len(f.Data)
	if weigh {
		k.size = Weight(f.Data)
	}
	for i := range k.pages {
		k.pages[i] = []byte{} // it came
	}
	return f
}

// sharedEnds is how many bytes two pages share at the beginning and at the end.
// Both stop where a character begins, so that a pack of pages is a text.
func sharedEnds(a, b []byte) (before, after int) {
	limit := min(len(a), len(b))
	for before < limit && a[before] == b[before] {
		before++
	}
	for before > 0 && (before < len(b) && !utf8.RuneStart(b[before]) || before < len(a) && !utf8.RuneStart(a[before])) {
		before--
	}
	for after < limit-before && a[len(a)-1-after] == b[len(b)-1-after] {
		after++
	}
	for after > 0 && !utf8.RuneStart(b[len(b)-after]) {
		after--
	}
	return before, after
}

func join(name, ext string, parts []part) render.File {
	line, err := json.Marshal(parts)
	if err != nil {
		panic(fmt.Sprintf("offline: addresses and numbers are no JSON: %v", err))
	}
	var b bytes.Buffer
	b.Write(line)
	b.WriteByte('\n')
	for _, p := range parts {
		b.Write(p.own)
	}
	return render.File{Path: name + "." + sum(b.Bytes())[:16] + ext, Data: b.Bytes()}
}

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// Weight is the size of a file on its way: after gzip at the level that servers
// use, or as it is where gzip does not help.
func Weight(data []byte) int {
	var n counter
	z, err := gzip.NewWriterLevel(&n, 6)
	if err != nil {
		panic(err) // only for a level that gzip does not have
	}
	z.Write(data)
	z.Close()
	return min(int(n), len(data))
}

type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

// pictureBytes is where a pack of pictures ends: what a slow connection brings
// in about a minute.
const pictureBytes = 200_000

// pictures packs the pictures of a language, in the order of the guides that show
// them. Languages that show the same files get the same packs. Sounds and films
// are too large to lie on a host twice: they are listed as they are.
func (p *Packer) pictures(language, kind string) ([]Pack, error) {
	uses := slices.Clone(p.used[language])
	slices.SortFunc(uses, func(a, b use) int { return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.path, b.path)) })
	var packs []Pack
	var parts []part
	size, seen := 0, map[string]bool{}
	flush := func() error {
		if len(parts) == 0 {
			return nil
		}
		f := join("packs/"+kind, ".bin", parts)
		packs = append(packs, Pack{Path: f.Path, Hash: sum(f.Data), Size: len(f.Data), Kind: kind})
		parts, size = nil, 0
		return p.opt.Put(f)
	}
	for _, u := range uses {
		if seen[u.path] || p.assets[u.path].Kind != kind {
			continue
		}
		seen[u.path] = true
		data, err := p.assets[u.path].Data()
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", u.path, err)
		}
		if kind == Media {
			packs = append(packs, Pack{Path: u.path, Hash: sum(data), Size: len(data), Kind: kind, Whole: true})
			continue
		}
		parts = append(parts, part{path: u.path, own: data})
		if size += len(data); size >= pictureBytes {
			if err := flush(); err != nil {
				return nil, err
			}
		}
	}
	err := flush()
	return packs, err
}

// KindOf tells by its ending what a file that pages show is; "" for files that
// are no part of a saved copy.
func KindOf(name string) string {
	switch path.Ext(name) {
	case ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg":
		return Pictures
	case ".mp3", ".ogg", ".opus", ".m4a", ".wav", ".mp4", ".webm", ".vtt":
		return Media
	default:
		return ""
	}
}
