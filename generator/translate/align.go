package translate

import (
	"math"
	"slices"
	"strings"
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
	// joinFit is how much better the length of two source blocks together must fit
	// than that of either alone: a factor of about 1.6.
	joinFit      = 0.45
	sameTextGain = 3.0
	forbidden    = -1e9
)

// feature is what the alignment looks at in a block.
type feature struct {
	kind markdown.BlockKind
	// named and running are those of the kind; class tells kinds apart as the string
	// does, within one alignment, and is 0 for no kind.
	named, running bool
	class          uint16

	level  int // of a heading; 0 for others
	length float64
	marks  []string // addresses, code, numbers: what a translation keeps
	text   string
	// weight is the logarithm of the length, as lengthLoss compares it.
	weight float64
}

func features(units []Unit) []feature {
	fs := make([]feature, len(units))
	for i := range units {
		fs[i] = units[i].feature()
	}
	return fs
}

func featureOf(u *Unit) feature {
	k := u.keeps()
	marks := slices.Concat(k.images, k.code, k.placeholders, k.emails, k.phones, k.numbers, k.footnotes)
	for _, l := range k.links {
		marks = append(marks, neutral(l))
	}
	slices.Sort(marks)
	f := feature{kind: u.Kind, named: named(u.Kind), running: running(u.Kind), length: u.seen().glance.width, marks: marks, text: u.flat()}
	if len(u.Kind) == 2 && u.Kind[0] == 'h' && u.Kind[1] >= '1' && u.Kind[1] <= '6' {
		f.kind, f.level = "h", int(u.Kind[1]-'0')
	}
	return f
}

// align pairs two lists of units in order, for the best sum of gains
// (Needleman and Wunsch), with steps that join two blocks on either side.
func align(source, target []Unit) []linked {
	if len(source) == 0 || len(target) == 0 {
		return nil
	}
	al := aligner{a: features(source), b: features(target), numbers: make([]int, max(len(source), len(target)))}
	for i := range al.numbers {
		al.numbers[i] = i
	}
	ratio := al.lengthRatio()
	classes := map[markdown.BlockKind]uint16{}
	classify(al.a, classes)
	classify(al.b, classes)
	al.a2, al.b2 = joins(al.a), joins(al.b)
	weigh(al.a, ratio)
	weigh(al.a2, ratio)
	weigh(al.b, 1)
	weigh(al.b2, 1)
	return al.sections()
}

// classify numbers the kinds of blocks.
func classify(fs []feature, classes map[markdown.BlockKind]uint16) {
	for i := range fs {
		f := &fs[i]
		if i > 0 && f.kind == fs[i-1].kind {
			f.class = fs[i-1].class
			continue
		}
		if classes[f.kind] == 0 {
			classes[f.kind] = uint16(len(classes) + 1)
		}
		f.class = classes[f.kind]
	}
}

// sections aligns part by part where both lists have headings of the same levels
// in the same order, as most translations do, and all at once where not. Ten
// parts of ten blocks take a tenth of the work of a hundred blocks.
func (al *aligner) sections() []linked {
	starts, heads := headingsOf(al.a), headingsOf(al.b)
	if !slices.EqualFunc(starts, heads, func(i, j int) bool { return al.a[i].level == al.b[j].level }) {
		return al.run()
	}
	var links []linked
	i, j := 0, 0
	for k := range len(starts) + 1 {
		end, last := len(al.a), len(al.b)
		if k < len(starts) {
			end, last = starts[k], heads[k]
		}
		links = append(links, al.part(i, end, j, last)...)
		if k < len(starts) {
			links = append(links, al.link(end, 1, last, 1, al.gain(end, last)))
		}
		i, j = end+1, last+1
	}
	return links
}

// headingsOf gives the places of headings.
func headingsOf(fs []feature) []int {
	var at []int
	for i := range fs {
		if fs[i].level > 0 {
			at = append(at, i)
		}
	}
	return at
}

// part aligns blocks i to end of the source with blocks j to last of the target.
func (al *aligner) part(i, end, j, last int) []linked {
	if i >= end || j >= last {
		return nil
	}
	sub := aligner{a: al.a[i:end], b: al.b[j:last], a2: al.a2[i : end-1], b2: al.b2[j : last-1], numbers: al.numbers, firstA: al.firstA + i, firstB: al.firstB + j}
	return sub.run()
}

type aligner struct {
	a, b []feature
	// a2 and b2 are what each block makes together with the one after it.
	a2, b2 []feature
	// firstA and firstB are the places of the first blocks in the whole lists; numbers
	// are 0, 1, 2…, for lists of places.
	firstA, firstB int
	numbers        []int
}

// link joins some blocks with some.
func (al *aligner) link(i, sources, j, targets int, gain float64) linked {
	i, j = i+al.firstA, j+al.firstB
	return linked{al.numbers[i : i+sources : i+sources], al.numbers[j : j+targets : j+targets], certainty(gain)}
}

// joins gives what each two neighbours would be as one block. Only running text
// is ever split or merged: other neighbours have no kind.
func joins(fs []feature) []feature {
	joined := make([]feature, max(len(fs)-1, 0))
	for i := range joined {
		a, b := &fs[i], &fs[i+1]
		if !a.running || a.kind != b.kind {
			continue
		}
		joined[i] = feature{kind: a.kind, running: true, class: a.class, length: a.length + b.length}
		if len(a.marks)+len(b.marks) > 0 {
			joined[i].marks = slices.Concat(a.marks, b.marks)
			slices.Sort(joined[i].marks)
		}
	}
	return joined
}

func running(kind markdown.BlockKind) bool {
	switch kind {
	case markdown.BlockParagraph, markdown.BlockListItem, markdown.BlockQuote, markdown.BlockFootnote, markdown.BlockDescription:
		return true
	}
	return false
}

// weigh sets the weights: with 8 letters added, so that short blocks, whose ratio
// says little, lose little.
func weigh(fs []feature, ratio float64) {
	for i := range fs {
		fs[i].weight = math.Log(fs[i].length*ratio + 8)
	}
}

// lengthRatio is the length of the target for one of the source.
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
	cells := make([]uint8, (n+1)*(m+1))
	scores := [3][]float64{}
	for k := range scores {
		scores[k] = make([]float64, m+1)
	}
	for i := range n + 1 {
		steps[i] = cells[i*(m+1) : (i+1)*(m+1)]
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
	if i > 0 && j > 0 && al.a[i-1].class == al.b[j-1].class {
		score, step = better(score, step, up[j-1]+al.gain(i-1, j-1), stepPair)
	}
	if i > 1 && j > 0 && al.a2[i-2].class == al.b[j-1].class {
		score, step = better(score, step, up2[j-1]+al.joinedSources(i-2, j-1), stepTwoSources)
	}
	if i > 0 && j > 1 && al.b2[j-2].class == al.a[i-1].class {
		score, step = better(score, step, up[j-2]+joined(&al.a[i-1], &al.b2[j-2]), stepTwoTargets)
	}
	if i > 0 {
		score, step = better(score, step, up[j]+gapCost, stepSource)
	}
	if j > 0 {
		score, step = better(score, step, row[j-1]+gapCost, stepTarget)
	}
	return score, step
}

// better is the second step where its score is higher.
func better(score float64, step uint8, other float64, otherStep uint8) (float64, uint8) {
	if other > score {
		return other, otherStep
	}
	return score, step
}

func (al *aligner) walk(steps [][]uint8) []linked {
	links := make([]linked, 0, min(len(al.a), len(al.b)))
	i, j := len(al.a), len(al.b)
	for i > 0 || j > 0 {
		switch steps[i][j] {
		case stepPair:
			i, j = i-1, j-1
			links = append(links, al.link(i, 1, j, 1, al.gain(i, j)))
		case stepTwoSources:
			i, j = i-2, j-1
			links = append(links, al.link(i, 2, j, 1, al.joinedSources(i, j)))
		case stepTwoTargets:
			i, j = i-1, j-2
			links = append(links, al.link(i, 1, j, 2, joined(&al.a[i], &al.b2[j])))
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
	if a.class != b.class {
		return forbidden
	}
	if a.named {
		return headingGain * 2
	}
	gain := kindGain
	if a.level > 0 {
		gain = headingGain
		if a.level != b.level {
			gain += levelCost
		}
	}
	if a.text == b.text {
		gain += sameTextGain
	}
	if gain -= lengthLoss(a, b); len(a.marks)+len(b.marks) == 0 {
		return gain
	}
	return gain + sharedMarks(a.marks, b.marks)
}

// joinedSources is the gain of two source blocks in one of the translation.
// Something has to speak for it, marks of each of the two or the length: a block
// that the translation does not have must not hide behind its neighbour.
func (al *aligner) joinedSources(i, j int) float64 {
	first, second, both, single := &al.a[i], &al.a[i+1], &al.a2[i], &al.b[j]
	if both.class != single.class {
		return forbidden
	}
	marked := anyMark(first.marks, single.marks) && anyMark(second.marks, single.marks)
	if !marked && misfit(both, single)+joinFit > min(misfit(first, single), misfit(second, single)) {
		return forbidden
	}
	return joined(both, single)
}

// joined is the gain of two blocks on one side, as one, against one on the other.
func joined(a, b *feature) float64 {
	if a.class != b.class || !a.running {
		return forbidden
	}
	return kindGain + joinCost - lengthLoss(a, b) + sharedMarks(a.marks, b.marks)
}

// anyMark reports whether two sorted lists have an entry in common.
func anyMark(a, b []string) bool {
	return slices.ContainsFunc(a, func(mark string) bool { _, has := slices.BinarySearch(b, mark); return has })
}

func lengthLoss(a, b *feature) float64 {
	return min(lengthCostMax, lengthCost*misfit(a, b))
}

// misfit is the logarithm of how many times longer one of two blocks is.
func misfit(a, b *feature) float64 { return math.Abs(a.weight - b.weight) }

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
