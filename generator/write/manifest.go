package write

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
)

// ManifestName is where a site lists its own files, at the root of the output.
const ManifestName = "manifest.json"

// manifestVersion is the only version that exists.
const manifestVersion = 1

// Sum is the SHA-256 of a file's content. In JSON it is lower-case hexadecimal.
type Sum [sha256.Size]byte

// SumOf gives the sum of a content.
func SumOf(data []byte) Sum { return sha256.Sum256(data) }

// String gives the sum in lower-case hexadecimal.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// MarshalText writes the sum in lower-case hexadecimal.
func (s Sum) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, s[:]), nil }

// UnmarshalText reads 64 hexadecimal digits.
func (s *Sum) UnmarshalText(text []byte) error {
	if hex.DecodedLen(len(text)) != len(s) {
		return fmt.Errorf("%q is not a SHA-256 in hexadecimal", text)
	}
	_, err := hex.Decode(s[:], text)
	return err
}

// Entry is what a manifest says of one file.
type Entry struct {
	// Path is relative to the output, with slashes.
	Path string `json:"path"`
	// Size counts bytes.
	Size   int64 `json:"size"`
	SHA256 Sum   `json:"sha256"`
	// Source is set for downloads only: the hash of what it was made from.
	Source string `json:"source,omitempty"`
	// Pages counts the sheets' pages of a download; 0 where there are none.
	Pages int `json:"pages,omitempty"`
}

// Download reports whether the file came from pdf or pack, not from a build.
func (e Entry) Download() bool { return e.Source != "" }

// Manifest lists what a build wrote: every file but the manifest itself.
type Manifest struct {
	Version int `json:"version"`
	// Site is the hash of the settings and of the program's version.
	Site string `json:"site"`
	// Files are sorted by path.
	Files []Entry `json:"files"`
}

// ReadManifest reads the manifest of an output folder. The error is
// fs.ErrNotExist where there is none.
func ReadManifest(dir fs.FS) (Manifest, error) {
	data, err := fs.ReadFile(dir, ManifestName)
	if err != nil {
		return Manifest{}, err
	}
	return ParseManifest(data)
}

// ParseManifest reads a manifest's bytes. In the result every path lies inside
// the output, none comes twice, and they are sorted.
func ParseManifest(data []byte) (Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return Manifest{}, fmt.Errorf("%s cannot be read: %w", ManifestName, err)
	}
	if m.Version != manifestVersion {
		return Manifest{}, fmt.Errorf("%s has version %d, this program knows version %d", ManifestName, m.Version, manifestVersion)
	}
	slices.SortFunc(m.Files, byPath)
	for i, e := range m.Files {
		if err := storable(e.Path); err != nil {
			return Manifest{}, fmt.Errorf("%s is not one of a site: %w", ManifestName, err)
		}
		if i > 0 && m.Files[i-1].Path == e.Path {
			return Manifest{}, fmt.Errorf("%s names %q twice", ManifestName, e.Path)
		}
	}
	return m, nil
}

// Encode gives the bytes of manifest.json: one file a line, so that a
// difference between two builds can be read.
func (m Manifest) Encode() []byte {
	files := slices.SortedFunc(slices.Values(m.Files), byPath)
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"version":%d,"site":%s,"files":[`, manifestVersion, mustJSON(m.Site))
	for i, e := range files {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		b.Write(mustJSON(e))
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

// Find gives the entry of a path.
func (m Manifest) Find(path string) (Entry, bool) {
	i, ok := slices.BinarySearchFunc(m.Files, path, func(e Entry, path string) int { return cmp.Compare(e.Path, path) })
	if !ok {
		return Entry{}, false
	}
	return m.Files[i], true
}

func byPath(a, b Entry) int { return cmp.Compare(a.Path, b.Path) }

// mustJSON writes a value as JSON without HTML escapes; strings and entries
// always can be written.
func mustJSON(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("write: a manifest entry has no JSON form: %v", err))
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
