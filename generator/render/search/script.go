package search

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed search.js
var common string

//go:embed index.js
var index string

//go:embed saved.js
var saved string

// skipped are the parts of a guide whose words stand there twice.
const skipped = "[aria-hidden]"

// Script is the browser's half of the search, which asks the shards. It is
// readable; whoever puts it on a page makes it small.
func Script() string { return script(index) }

// SavedScript is the search of a saved copy: it reads the saved guides, so that
// saving costs no index and a changed guide changes no index.
func SavedScript() string { return script(saved) }

func script(find string) string {
	return strings.NewReplacer(
		"@dropped@", class(dropped[:]),
		"@digits@", class(digitSpans()),
		"@folds@", strings.Join(folds[:], " "),
		"@separators@", class(separators[:]),
		"@pairs@", class(pairs[:]),
		"@triples@", class(triples[:]),
		"@skipped@", skipped,
	).Replace(strings.Replace(common, "//@find@", find, 1))
}

func digitSpans() []span {
	var spans []span
	for _, zero := range digits {
		spans = append(spans, span{zero, zero + 9})
	}
	return spans
}

// class writes spans as the inside of a character class.
func class(spans []span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(unit(s.first))
		if s.last > s.first {
			b.WriteString("-" + unit(s.last))
		}
	}
	return b.String()
}

func unit(r rune) string {
	if r < 0x100 {
		return fmt.Sprintf(`\x%02x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}
