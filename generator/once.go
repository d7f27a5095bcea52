package generator

import (
	"fmt"
	"strings"

	"handbill/generator/diag"
)

// toldOnce leaves one diagnostic of a template's mistake, which breaks each page
// that the template makes: the first page is named, the others are counted. The
// list is sorted.
func toldOnce(ds diag.List) diag.List {
	var kept diag.List
	more := 0
	for i, d := range ds {
		broken := d.Code == "theme-template" || d.Code == "theme-head"
		again := i > 0 && broken && d.Position == ds[i-1].Position && d.Code == ds[i-1].Code
		if again {
			more++
			continue
		}
		count(kept, more)
		kept, more = append(kept, d), 0
	}
	count(kept, more)
	return kept
}

// count says in the last diagnostic how many more pages it speaks of.
func count(ds diag.List, more int) {
	if more == 0 {
		return
	}
	last := &ds[len(ds)-1]
	last.Message = strings.Replace(last.Message, " cannot be made", fmt.Sprintf(" and %d more cannot be made", more), 1)
}
