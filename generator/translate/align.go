package translate

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handbill/generator/markdown"
)

// linked joins source blocks with the translated blocks that seem to say the same;
// indexes into the two lists. One of the lists may have two entries.
type linked struct {
	source, target []int
	// score is how sure the pairing is, 0 to 1.
	score float64
}

// Costs and gains of an alignment. They were set so that a pair of equal kind
// and fitting length gains about 1.5, that a heading or a shared address weighs
// more than a length that fits badly, and that two blocks are better left alone
// than paired against all signs.
const (
	gapCost       = -1.2
	joinCost      = -0.7
	kindGain      = 1.5
	headingGain   = 3.0
	levelCost     = -1.0
	lengthCost    = 1.5 // for each factor e that the lengths differ by
	lengthCostMax = 2.0
	sharedGain    = 3.0
	lackCost      = 1.0
	sameTextGain  = 3.0
	forbidden     = -1e9
)

// feature is what the alignment looks at in a block.
type feature struct {
	kind   markdown.BlockKind
	level  int // of a heading; 0 for others
	length float64
	marks  []string // addresses, code, numbers: what a translation keeps
	text   string
}

func features(units []Unit) []feature {
	fs := make([]feature, len(units))
	for i, u := range units {
		k := keep(u.Text)
		marks := slices.Concat(k.images, k.code, k.placeholders, k.emails, k.phones, k.numbers, k.footnotes)
		for _, l := range k.links {
			marks = append(marks, neutral(l))
		}
		slices.Sort(marks)
		fs[i] = feature{kind: u.Kind, length: width(u.Text), marks: marks, text: squeeze(u.Text)}
		if len(u.Kind) == 2 && u.Kind[0] == 'h' && u.Kind[1] >= '1' && u.Kind[1] <= '6' {
			fs[i].kind, fs[i].level = "h", int(u.Kind[1]-'0')
		}
	}
	return fs
}

// width is the length of a text in letters, where a letter of the scripts that
// write a syllable or a word with one counts for more.
func width(text string) float64 {
	n := 0.0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Han):
			n += 3
		case unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			n += 2
		case unicode.IsMark(r):
		default:
			n++
		}
	}
	return n
}

// align pairs two lists of units in order, for the best sum of gains
// (Needleman and Wunsch), with steps that join two blocks on either side.
func align(source, target []Unit) []linked {
	if len(source) == 0 || len(target) == 0 {
		return nil
	}
	a := aligner{a: features(source), b: features(target)}
	a.ratio = a.lengthRatio()
	return a.run()
}

type aligner struct {
	a, b  []feature
	ratio float64 // length of the target for one of the source
}

func (al *aligner) lengthRatio() float64 {
	a, b := 0.0, 0.0
	for _, f := range al.a {
		a += f.length
	}
	for _, f := range al.b {
		b += f.length
	}
	// A file that was translated in part would make every block look too long.
	return min(max((b+1)/(a+1), 0.5), 2)
}

// bandWidth bounds the work on very long guides: blocks that are more than this
// many places off the diagonal are not compared.
const bandWidth = 400

const (
	stepNone = iota
	stepPair
	stepSource // a source block without partner
	stepTarget
	stepTwoSources
	stepTwoTargets
)

func (al *aligner) run() []linked {
	n, m := len(al.a), len(al.b)
	steps := make([][]uint8, n+1)
	scores := [3][]float64{}
	for k := range scores {
		scores[k] = make([]float64, m+1)
	}
	for i := range n + 1 {
		steps[i] = make([]uint8, m+1)
		row, up, up2 := scores[i%3], scores[(i+2)%3], scores[(i+1)%3]
		low, high := al.band(i)
		for j := range row {
			row[j] = forbidden
		}
		for j := low; j <= high; j++ {
			row[j], steps[i][j] = al.best(i, j, row, up, up2)
		}
	}
	return al.walk(steps)
}

func (al *aligner) band(i int) (low, high int) {
	n, m := len(al.a), len(al.b)
	middle := i * m / n
	reach := max(bandWidth, m-n, n-m)
	return max(0, middle-reach), min(m, middle+reach)
}

func (al *aligner) best(i, j int, row, up, up2 []float64) (float64, uint8) {
	if i == 0 && j == 0 {
		return 0, stepNone
	}
	score, step := float64(forbidden), uint8(stepNone)
	try := func(s float64, k uint8) {
		if s > score {
			score, step = s, k
		}
	}
	if i > 0 && j > 0 {
		try(up[j-1]+al.gain(i-1, j-1), stepPair)
	}
	if i > 1 && j > 0 {
		try(up2[j-1]+al.joined(al.a[i-2:i], al.b[j-1:j]), stepTwoSources)
	}
	if i > 0 && j > 1 {
		try(up[j-2]+al.joined(al.a[i-1:i], al.b[j-2:j]), stepTwoTargets)
	}
	if i > 0 {
		try(up[j]+gapCost, stepSource)
	}
	if j > 0 {
		try(row[j-1]+gapCost, stepTarget)
	}
	return score, step
}

func (al *aligner) walk(steps [][]uint8) []linked {
	var links []linked
	i, j := len(al.a), len(al.b)
	for i > 0 || j > 0 {
		switch steps[i][j] {
		case stepPair:
			i, j = i-1, j-1
			links = append(links, linked{[]int{i}, []int{j}, certainty(al.gain(i, j))})
		case stepTwoSources:
			i, j = i-2, j-1
			links = append(links, linked{[]int{i, i + 1}, []int{j}, certainty(al.joined(al.a[i:i+2], al.b[j:j+1]))})
		case stepTwoTargets:
			i, j = i-1, j-2
			links = append(links, linked{[]int{i}, []int{j, j + 1}, certainty(al.joined(al.a[i:i+1], al.b[j:j+2]))})
		case stepSource:
			i--
		case stepTarget:
			j--
		default:
			panic("an alignment has no way back to its start")
		}
	}
	slices.Reverse(links)
	return links
}

// certainty brings a gain to 0…1: 0.5 for a pair that tells nothing but its
// kind, 1 where something beside the length speaks for it.
func certainty(gain float64) float64 {
	return min(max((gain+1.5)/3.5, 0), 1)
}

func (al *aligner) gain(i, j int) float64 {
	a, b := &al.a[i], &al.b[j]
	if a.kind != b.kind {
		return forbidden
	}
	gain := kindGain
	if a.kind == "h" {
		gain = headingGain
		if a.level != b.level {
			gain += levelCost
		}
	}
	if named(a.kind) {
		return headingGain * 2
	}
	if a.text == b.text {
		gain += sameTextGain
	}
	return gain - al.lengthLoss(a.length, b.length) + sharedMarks(a.marks, b.marks)
}

// joined is the gain of two blocks on one side against one on the other. Only
// running text is ever split or merged.
func (al *aligner) joined(a, b []feature) float64 {
	kind := a[0].kind
	if kind != markdown.BlockParagraph && kind != markdown.BlockListItem && kind != markdown.BlockQuote && kind != markdown.BlockFootnote && kind != markdown.BlockDescription {
		return forbidden
	}
	var la, lb float64
	var ma, mb []string
	for _, f := range a {
		if f.kind != kind {
			return forbidden
		}
		la, ma = la+f.length, append(ma, f.marks...)
	}
	for _, f := range b {
		if f.kind != kind {
			return forbidden
		}
		lb, mb = lb+f.length, append(mb, f.marks...)
	}
	slices.Sort(ma)
	slices.Sort(mb)
	return kindGain + joinCost - al.lengthLoss(la, lb) + sharedMarks(ma, mb)
}

// lengthLoss compares lengths with 8 letters added to both, so that short
// blocks, whose ratio says little, lose little.
func (al *aligner) lengthLoss(a, b float64) float64 {
	return min(lengthCostMax, lengthCost*math.Abs(math.Log((a*al.ratio+8)/(b+8))))
}

// sharedMarks compares two sorted lists: all in common gains most, none loses.
func sharedMarks(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch strings.Compare(a[i], b[j]) {
		case 0:
			shared, i, j = shared+1, i+1, j+1
		case -1:
			i++
		default:
			j++
		}
	}
	share := 2 * float64(shared) / float64(len(a)+len(b))
	return share*(sharedGain+lackCost) - lackCost
}

// neutral is a link without what differs by language: tags in its path and
// host, and the anchor.
func neutral(link string) string {
	link, _, _ = strings.Cut(link, "#")
	link, _, _ = strings.Cut(link, "?")
	host := ""
	if _, rest, ok := strings.Cut(link, "://"); ok {
		host, link, _ = strings.Cut(rest, "/")
		host = strings.TrimPrefix(host, "www.")
		if label, more, ok := strings.Cut(host, "."); ok && tagLike(label) && strings.Contains(more, ".") {
			host = more
		}
	}
	var kept []string
	for part := range strings.SplitSeq(link, "/") {
		name, markdownFile := strings.CutSuffix(part, ".md")
		if part == "" || tagLike(name) && (markdownFile || utf8.RuneCountInString(name) <= 7) {
			continue
		}
		kept = append(kept, part)
	}
	return host + "/" + strings.Join(kept, "/")
}

// tagLike reports whether a piece of an address looks like a language tag: two or
// three letters, with a script or region after them or not.
func tagLike(s string) bool {
	language, rest, _ := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	if len(language) != 2 && len(language) != 3 || strings.Trim(language, "abcdefghijklmnopqrstuvwxyz") != "" {
		return false
	}
	switch len(rest) {
	case 0, 2, 4:
		return true
	}
	return false
}
