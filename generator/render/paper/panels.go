package paper

import (
	"bytes"
	"math"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// section is a part of a leaflet: a heading of level two with what follows it.
// The first one of a text may have no heading.
type section struct {
	html string
	// heading says that it begins with a heading, card that the author chose it
	// for cards: ## Who to call {.card}
	heading, card bool
	// blocks are the texts of its paragraphs and items, to estimate its height.
	blocks []block
}

type block struct {
	text        string
	title, item bool
}

// split cuts the body of a leaflet before every heading of level two that stands
// in nothing else.
func split(body []byte) []section {
	z := html.NewTokenizer(bytes.NewReader(body))
	var all []section
	var now section
	var out strings.Builder
	depth := 0
	end := func() {
		if now.html = out.String(); strings.TrimSpace(now.html) != "" {
			all = append(all, now)
		}
		now = section{}
		out.Reset()
	}
	for {
		token := z.Next()
		if token == html.ErrorToken {
			end()
			return all
		}
		raw := string(z.Raw())
		name, _ := z.TagName()
		tag := string(name)
		switch token {
		case html.StartTagToken:
			if depth == 0 && tag == "h2" {
				end()
				now.heading = true
				now.card = hasClass(raw, "card")
			}
			switch tag {
			case "h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "td", "th", "figcaption", "summary":
				now.blocks = append(now.blocks, block{title: tag[0] == 'h', item: tag == "li"})
			}
			if !void[tag] {
				depth++
			}
		case html.EndTagToken:
			depth--
		case html.TextToken:
			if n := len(now.blocks); n > 0 {
				now.blocks[n-1].text += html.UnescapeString(raw)
			}
		}
		out.WriteString(raw)
	}
}

var void = map[string]bool{"br": true, "img": true, "hr": true, "input": true, "wbr": true, "source": true, "track": true}

// hasClass reads the class of a tag as markdown writes it.
func hasClass(tag, class string) bool {
	_, after, ok := strings.Cut(tag, `class="`)
	list, _, _ := strings.Cut(after, `"`)
	for _, c := range strings.Fields(list) {
		if ok && c == class {
			return true
		}
	}
	return false
}

// height estimates how high a section stands in a column, in points: what a
// build without a browser can know. Letters are as wide as those of the Noto
// fonts on average; those of titles are bold, and a rule stands above them.
func (s section) height(column, size, leading float64) float64 {
	total := 0.0
	for _, b := range s.blocks {
		switch {
		case b.title:
			total += float64(lines(b.text, column/(size*1.3*1.07)))*size*1.3*max(1.2, leading*0.9) + size*0.9 + 1.2*points
		case b.item:
			total += float64(lines(b.text, column/size-1.2))*size*leading + size*0.35
		default:
			total += float64(lines(b.text, column/size))*size*leading + size*0.5
		}
	}
	return total
}

// lines is how many lines a text takes that are so many ems wide, broken between
// words; words that are longer break wherever the line ends.
func lines(text string, width float64) int {
	n, left := 1, width
	for _, word := range strings.Fields(text) {
		w := ems(word)
		if w > left && left < width {
			n, left = n+1, width
		}
		for ; w > left; n++ {
			w -= left
			left = width
		}
		left -= w + ems(" ")
	}
	return n
}

// ems is how wide a text is, in its own size.
func ems(text string) float64 {
	width := 0.0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xff60:
			width++
		case r == ' ':
			width += 0.26
		case unicode.In(r, unicode.Arabic, unicode.Hebrew):
			width += 0.48
		case unicode.In(r, unicode.Cyrillic, unicode.Greek):
			width += 0.6
		case unicode.In(r, unicode.Myanmar, unicode.Khmer, unicode.Malayalam, unicode.Tamil, unicode.Sinhala):
			width += 0.8
		default:
			width += 0.57
		}
	}
	return width
}

// deal puts sections into panels, in order and each into one, so that the panels
// are as evenly full as can be; a full panel counts for much more than two that
// are half full. room is what each panel holds, in the unit of heights. The
// answer is the number of sections in each panel and how full the fullest is:
// above 1 the text does not fit.
func deal(heights, room []float64) (counts []int, full float64) {
	n, m := len(heights), len(room)
	// best and from tell of the first i sections in the first k panels.
	best := make([][]float64, n+1)
	from := make([][]int, n+1)
	for i := range best {
		best[i], from[i] = make([]float64, m+1), make([]int, m+1)
		for k := range best[i] {
			best[i][k] = math.Inf(1)
		}
	}
	best[0][0] = 0
	for k := 1; k <= m; k++ {
		for i := range n + 1 {
			sum := 0.0
			for j := i; j >= 0; j-- {
				if j < i {
					sum += heights[j]
				}
				if cost := best[j][k-1] + math.Pow(sum/room[k-1], 4); cost < best[i][k] {
					best[i][k], from[i][k] = cost, j
				}
			}
		}
	}
	counts = make([]int, m)
	for i, k := n, m; k > 0; k-- {
		j := from[i][k]
		sum := 0.0
		for _, h := range heights[j:i] {
			sum += h
		}
		counts[k-1], full = i-j, max(full, sum/room[k-1])
		i = j
	}
	return counts, full
}
