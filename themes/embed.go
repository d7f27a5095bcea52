// Package themes holds the built-in theme. The same folder is the theme of this
// repository's own site, and README.md beside it is the manual for people who
// change a theme.
package themes

import "embed"

// FS holds the folder "default", the theme of every site that has no other.
//
//go:embed all:default
var FS embed.FS
