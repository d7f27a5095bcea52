// Package words holds the built-in interface words: one catalogue for each
// language, embedded in the program. Only the .toml files of this folder are
// catalogues; a site's own folder of the same name lies over them.
package words

import "embed"

// FS holds the catalogues by name, such as "fr.toml", at its root.
//
//go:embed *.toml
var FS embed.FS
