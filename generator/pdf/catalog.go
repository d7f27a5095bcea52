package pdf

import (
	"maps"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// mendCatalog tells viewers to show the title in place of the file's name, and
// where the language runs from right to left to lay pages beside one another in
// that direction (ISO 32000-1, 12.2). Chromium does not know of the latter.
func (r *reading) mendCatalog(rightToLeft bool, bodies map[int]string) error {
	w := newWriter(r)
	w.keep = true
	wanted := types.Dict{"DisplayDocTitle": types.Boolean(true)}
	if rightToLeft {
		wanted["Direction"] = types.Name("R2L")
	}
	catalog := maps.Clone(r.root)
	catalog["ViewerPreferences"] = wanted
	body, err := w.dict(catalog, -1)
	bodies[r.ctx.Root.ObjectNumber.Value()] = body
	return err
}
