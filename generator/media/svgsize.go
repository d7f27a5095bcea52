package media

import (
	"math"
	"strconv"
	"strings"
)

// expansion counts what is drawn once every <use> is followed.
type expansion struct {
	byID   map[string]*svgNode
	counts map[*svgNode]int
}

func expand(root *svgNode) *expansion {
	e := &expansion{map[string]*svgNode{}, map[*svgNode]int{}}
	walk(root, func(n *svgNode) {
		if id := n.get("id"); id != "" && e.byID[id] == nil {
			e.byID[id] = n
		}
	})
	return e
}

// count stops counting above svgDrawn. An element that uses itself is not drawn
// by browsers, and counts as one.
func (e *expansion) count(n *svgNode) int {
	if c, ok := e.counts[n]; ok {
		return c
	}
	e.counts[n] = 1
	total := 1
	for _, k := range n.kids {
		total = min(total+e.count(k), svgDrawn+1)
	}
	if n.name == "use" {
		if target := e.byID[strings.TrimPrefix(n.get("href"), "#")]; target != nil {
			total = min(total+e.count(target), svgDrawn+1)
		}
	}
	e.counts[n] = total
	return total
}

// size gives the width and height of a drawing in CSS pixels, and makes sure
// that it can be scaled.
func (r *svgReader) size(root *svgNode) (width, height int) {
	w, h := svgLength(root.get("width")), svgLength(root.get("height"))
	vw, vh := viewBox(root.get("viewBox"))
	if vw == 0 || vh == 0 {
		if w == 0 || h == 0 {
			r.warn("media-size", "the drawing does not say how large it is", "give its <svg> element a viewBox")
			return 0, 0
		}
		root.set("viewBox", "0 0 "+strconv.FormatFloat(w, 'f', -1, 64)+" "+strconv.FormatFloat(h, 'f', -1, 64))
		vw, vh = w, h
	}
	switch {
	case w == 0 && h == 0:
		w, h = vw, vh
	case w == 0:
		w = h * vw / vh
	case h == 0:
		h = w * vh / vw
	}
	return pixels(w), pixels(h)
}

func pixels(f float64) int { return int(min(max(math.Round(f), 1), 100_000)) }

// svgLength reads a length in CSS pixels; 0 for none, percentages and lengths
// that hang on a font.
func svgLength(s string) float64 {
	s = strings.ToLower(strings.TrimSpace(s))
	number := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz%")
	unit, ok := map[string]float64{"": 1, "px": 1, "pt": 96.0 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "q": 96 / 101.6}[s[len(number):]]
	f, err := strconv.ParseFloat(number, 64)
	if !ok || err != nil || !(f > 0 && f < 1e6) {
		return 0
	}
	return f * unit
}

// viewBox reads the width and height of a view box; 0 where it is none.
func viewBox(s string) (width, height float64) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(", \t\r\n", r) })
	if len(parts) != 4 {
		return 0, 0
	}
	var err [2]error
	width, err[0] = strconv.ParseFloat(parts[2], 64)
	height, err[1] = strconv.ParseFloat(parts[3], 64)
	if err[0] != nil || err[1] != nil || !(width > 0 && width < 1e9 && height > 0 && height < 1e9) {
		return 0, 0
	}
	return width, height
}
