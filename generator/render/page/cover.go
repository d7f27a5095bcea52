package page

import (
	"crypto/sha256"
	"html/template"
	"strconv"

	"handbill/generator/content"
)

// A cover is two tiles wide and three high, like a small booklet; a tile is four
// units wide.
const (
	coverColumns = 2
	coverRows    = 3
	tile         = 4
)

// cover draws a guide's cover: quarter circles and discs laid by the folder's
// name, so that it is the same in every language and stays when the text
// changes. The colours are the theme's: the second path has another tone.
func cover(g *content.Guide) template.HTML {
	sum := sha256.Sum256([]byte(g.Slug))
	var tones [2][]byte
	for i := range coverColumns * coverRows {
		x, y := i%coverColumns*tile, i/coverColumns*tile
		// A third of the tiles take the second tone.
		tone := int(sum[i]>>4) % 3 / 2
		tones[tone] = append(tones[tone], shape(x, y, int(sum[i])%5)...)
	}
	out := []byte(`<svg class="cover" viewBox="0 0 8 12" aria-hidden="true">`)
	for _, path := range tones {
		out = append(out, `<path d="`...)
		out = append(out, path...)
		out = append(out, `"/>`...)
	}
	return template.HTML(append(out, "</svg>"...))
}

// shape gives the path of a tile: a quarter circle around one of its four
// corners, or a disc.
func shape(x, y, kind int) string {
	at := func(dx, dy int) string { return "M" + strconv.Itoa(x+dx) + " " + strconv.Itoa(y+dy) }
	switch kind {
	case 0:
		return at(0, 0) + "h4a4 4 0 0 1-4 4z"
	case 1:
		return at(4, 0) + "v4a4 4 0 0 1-4-4z"
	case 2:
		return at(4, 4) + "h-4a4 4 0 0 1 4-4z"
	case 3:
		return at(0, 4) + "v-4a4 4 0 0 1 4 4z"
	default:
		return at(0, 2) + "a2 2 0 1 1 4 0 2 2 0 1 1-4 0z"
	}
}
