package translate

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// LeftFiles puts what an import did not take into a PO file for each language,
// with the reason over each text. Their paths are names to be written into a
// folder of the caller's choice.
func LeftFiles(left []Left, date time.Time, version string) []Change {
	byLanguage := map[string][]Left{}
	for _, l := range left {
		tag := strings.Map(func(r rune) rune {
			if r == '-' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, l.Language)
		byLanguage[tag] = append(byLanguage[tag], l)
	}
	var files []Change
	for _, tag := range slices.Sorted(maps.Keys(byLanguage)) {
		f := PO(Header{Project: "not taken", Version: version, Language: tag, Date: date}, nil)
		seen := map[string]bool{}
		for _, l := range byLanguage[tag] {
			e := poEntry(l.Entry)
			e.Comments = append([]string{"not taken: " + l.Why}, e.Comments...)
			e.Flags, e.Extracted = []string{"fuzzy", "no-wrap"}, nil
			if len(l.Keys) == 0 || seen[*e.Context+"\x00"+e.ID] {
				// A name of its own keeps the catalogue readable by other programs.
				own := "not-taken/" + itoa(len(f.Entries))
				e.Context = &own
			}
			seen[*e.Context+"\x00"+e.ID] = true
			if e.ID == "" {
				e.ID = " "
			}
			f.Entries = append(f.Entries, e)
		}
		files = append(files, Change{Path: strings.TrimPrefix(tag+"-not-taken.po", "-"), Data: f.Bytes()})
	}
	return files
}
