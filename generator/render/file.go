// Package render holds the one contract that every output meets: a File. The
// folders beside it make Files; write puts them on a disk and serve answers
// with them.
package render

import "crypto/sha256"

// File is one file of the finished site.
type File struct {
	// Path is relative to the output, with slashes, such as "fr/water.html".
	Path string
	// Data is the whole content. Who receives a File does not change it.
	Data []byte
	// Sum is the SHA-256 of Data where the name is made from it, so that it is
	// counted once; zero elsewhere.
	Sum [sha256.Size]byte
}
