package media

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"handbill/generator/names"
)

// hashDigits is how many hexadecimal digits of the SHA-256 stand in a name. Ten
// are 40 bits: among 10,000 files two alike are less likely than one in 20,000,
// and they would need the same name as well.
const hashDigits = 10

// longestName keeps names short enough for every file system and archive, in
// bytes: a letter may take four.
const longestName = 60

// HashedName gives the address below the output of a file that was prepared:
// "assets/", the name of the path without its folders and ending, ten digits of
// the content's hash, and the ending. An empty ext takes the path's own.
func HashedName(p, ext string, data []byte) string {
	base := path.Base(strings.ReplaceAll(p, "\\", "/"))
	if ext == "" {
		ext = extension(base)
	}
	sum := sha256.Sum256(data)
	return "assets/" + plainName(strings.TrimSuffix(base, path.Ext(base))) + "." + hex.EncodeToString(sum[:])[:hashDigits] + "." + ext
}

// plainName keeps lower-case letters of every script, their marks, and digits;
// everything else becomes one hyphen.
func plainName(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(strings.ToLower(name)) {
		if r == unicode.ReplacementChar || !unicode.In(r, unicode.L, unicode.M, unicode.Nd) {
			gap = b.Len() > 0
			continue
		}
		if b.Len()+len(string(r))+1 > longestName {
			break
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	plain := b.String()
	if plain == "" {
		return "file"
	}
	if names.Device(plain) {
		return "file-" + plain
	}
	return plain
}
