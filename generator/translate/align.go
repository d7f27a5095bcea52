package translate

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"handbill/generator/markdown"
)

// linked joins source blocks with the translated blocks that seem to say the same:
// places in the two lists. One of the two may be two blocks.
type linked struct {
	source, target stretch
	// score is how sure the pairing is, 0 to 1.
	score float64
}

// stretch is a block of a list and so many as stand from there on.
type stretch struct{ at, count int }

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

// feature is what the alignment looks at in a block, or in two neighbours that it
// takes for one.
type feature struct {
	// named and running are those of the kind; class tells kinds apart as the string
	// does, within one alignment, and is 0 for no kind.
	named, running bool
	class          uint16

	level  int // of a heading; 0 for others
	length float64
	marks  []string // addresses, code, numbers: what a translation keeps
	traits traits   // of the marks
	text   string
	// weight is the logarithm of the length, as lengthLoss compares it.
	weight float64
}

// traits is a set of what some of marks look like: two lists whose traits differ
// have no mark in common.
type traits uint64

func traitsOf(marks []string) traits {
	var t traits
	for _, m := range marks {
		if m != "" {
			t |= 1 << ((uint(m[0]) + 5*uint(m[len(m)-1]) + 11*uint(len(m))) & 63)
		} else {
			t |= 1
		}
	}
	return t
}

// aligner is the working state of an alignment: a of the source with b of the
// target. It can be used again.
type aligner struct {
	a, b side
	// whole are the two lists, of which a and b are parts in turn.
	wholeA, wholeB side
	kinds          []markdown.BlockKind // by class, less 1
	steps          []uint8              // of each cell, row by row
	scores         [3][]float64
	links          []linked
}

// side is one of two lists that are aligned.
type side struct {
	blocks []feature
	// joined are what each block makes together with the one after it.
	joined  []feature
	heads   []int    // the places of headings
	classes []uint16 // of the blocks: most looks at a block ask for nothing else
	// first is the place of the first block in the whole list.
	first int
}

// align pairs two lists of units in order, for the best sum of gains
// (Needleman and Wunsch), with steps that join two blocks on either side. The links
// are good until the aligner is used again.
func (al *aligner) align(source, target []*Unit) []linked {
	al.links = al.links[:0]
	if len(source) == 0 || len(target) == 0 {
		return nil
	}
	al.kinds = al.kinds[:0]
	al.read(&al.wholeA, source)
	al.read(&al.wholeB, target)
	ratio := lengthRatio(al.wholeA.blocks, al.wholeB.blocks)
	al.wholeA.weigh(ratio)
	al.wholeB.weigh(1)
	al.sections()
	return al.links
}

// read makes the features of a list.
func (al *aligner) read(s *side, units []*Unit) {
	s.blocks, s.classes, s.heads = slices.Grow(s.blocks[:0], len(units))[:len(units)], s.classes[:0], s.heads[:0]
	var last markdown.BlockKind
	class := uint16(0)
	for i, u := range units {
		kind, level := u.Kind, 0
		if len(kind) == 2 && kind[0] == 'h' && kind[1] >= '1' && kind[1] <= '6' {
			kind, level = "h", int(kind[1]-'0')
			s.heads = append(s.heads, i)
		}
		if class == 0 || kind != last {
			last, class = kind, al.classOf(kind)
		}
		s.classes = append(s.classes, class)
		marks, traits := u.marks()
		s.blocks[i] = feature{named: named(kind), running: running(kind), class: class, level: level, length: float64(u.seen().glance.width), marks: marks, traits: traits, text: u.flat()}
	}
	s.join()
}

// classOf numbers the kinds of blocks.
func (al *aligner) classOf(kind markdown.BlockKind) uint16 {
	i := slices.Index(al.kinds, kind)
	if i < 0 {
		i = len(al.kinds)
		al.kinds = append(al.kinds, kind)
	}
	return uint16(i + 1)
}

// join gives what each two neighbours would be as one block. Only running text is
// ever split or merged: other neighbours have no kind.
func (s *side) join() {
	count := len(s.blocks) - 1
	s.joined = slices.Grow(s.joined[:0], count)[:count]
	for i := range s.joined {
		a, b := &s.blocks[i], &s.blocks[i+1]
		if !a.running || a.class != b.class {
			s.joined[i] = feature{}
			continue
		}
		s.joined[i] = feature{running: true, class: a.class, length: a.length + b.length, traits: a.traits | b.traits}
		switch {
		case len(b.marks) == 0:
			s.joined[i].marks = a.marks
		case len(a.marks) == 0:
			s.joined[i].marks = b.marks
		default:
			s.joined[i].marks = slices.Concat(a.marks, b.marks)
			slices.Sort(s.joined[i].marks)
		}
	}
}

// weigh sets the weights: with 8 letters added, so that short blocks, whose ratio
// says little, lose little.
func (s *side) weigh(ratio float64) {
	for _, features := range [...][]feature{s.blocks, s.joined} {
		for i := range features {
			if f := &features[i]; f.class != 0 {
				f.weight = math.Log(f.length*ratio + 8)
			}
		}
	}
}

// part is a list from block i up to, not including, block end.
func (s *side) part(i, end int) side {
	return side{blocks: s.blocks[i:end], joined: s.joined[i : end-1], classes: s.classes[i:end], first: i}
}

// sections aligns part by part where both lists have headings of the same levels
// in the same order, as most translations do, and all at once where not. Ten
// parts of ten blocks take a tenth of the work of a hundred blocks.
func (al *aligner) sections() {
	a, b := &al.wholeA, &al.wholeB
	if !slices.EqualFunc(a.heads, b.heads, func(i, j int) bool { return a.blocks[i].level == b.blocks[j].level }) {
		al.a, al.b = *a, *b
		al.run()
		return
	}
	i, j := 0, 0
	for k := range len(a.heads) + 1 {
		end, last := len(a.blocks), len(b.blocks)
		if k < len(a.heads) {
			end, last = a.heads[k], b.heads[k]
		}
		if i < end && j < last {
			al.a, al.b = a.part(i, end), b.part(j, last)
			al.run()
		}
		if k < len(a.heads) {
			al.links = append(al.links, linked{stretch{end, 1}, stretch{last, 1}, certainty(gain(&a.blocks[end], &b.blocks[last]))})
		}
		i, j = end+1, last+1
	}
}

// link joins some blocks with some.
func (al *aligner) link(i, sources, j, targets int, gain float64) linked {
	return linked{stretch{i + al.a.first, sources}, stretch{j + al.b.first, targets}, certainty(gain)}
}

func running(kind markdown.BlockKind) bool {
	switch kind {
	case markdown.BlockParagraph, markdown.BlockListItem, markdown.BlockQuote, markdown.BlockFootnote, markdown.BlockDescription:
		return true
	}
	return false
}

// lengthRatio is the length of the target for one of the source.
func lengthRatio(source, target []feature) float64 {
	a, b := 0.0, 0.0
	for i := range source {
		a += source[i].length
	}
	for i := range target {
		b += target[i].length
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
	stepTwoSources
	stepTwoTargets
	stepSource // a source block without partner
	stepTarget
)

// run adds the links of a and b.
func (al *aligner) run() {
	n, m := len(al.a.blocks), len(al.b.blocks)
	al.steps = slices.Grow(al.steps[:0], (n+1)*(m+1))[:(n+1)*(m+1)]
	for k := range al.scores {
		al.scores[k] = slices.Grow(al.scores[k][:0], m+1)[:m+1]
	}
	for i := range n + 1 {
		row, up, up2 := al.scores[i%3], al.scores[(i+2)%3], al.scores[(i+1)%3]
		steps := al.steps[i*(m+1) : (i+1)*(m+1)]
		low, high := al.band(i)
		for j := range low {
			row[j] = forbidden
		}
		for j := high + 1; j <= m; j++ {
			row[j] = forbidden
		}
		if i == 0 {
			al.edge(row, steps, high)
		} else {
			al.row(i, low, high, row, up, up2, steps)
		}
	}
	al.walk()
}

func (al *aligner) band(i int) (low, high int) {
	n, m := len(al.a.blocks), len(al.b.blocks)
	middle := i * m / n
	reach := max(bandWidth, m-n, n-m)
	return max(0, middle-reach), min(m, middle+reach)
}

// edge fills the row before all of the source.
func (al *aligner) edge(row []float64, steps []uint8, high int) {
	row[0], steps[0] = 0, stepNone
	for j := 1; j <= high; j++ {
		row[j], steps[j] = row[j-1]+gapCost, stepTarget
	}
}

// row finds the best way to each cell from low to high that has the first i blocks
// of the source behind it: up and up2 are the rows before. Of ways that are as good,
// the first in the order of the steps counts.
func (al *aligner) row(i, low, high int, row, up, up2 []float64, steps []uint8) {
	a := &al.a.blocks[i-1]
	var both *feature // a and the block before it, as one; nil where they never are
	if i > 1 && a.running && al.a.classes[i-2] == a.class {
		both = &al.a.joined[i-2]
	}
	class, classes, blocks, joins := a.class, al.b.classes, al.b.blocks, al.b.joined
	row, up, up2, steps, blocks = row[:len(classes)+1], up[:len(classes)+1], up2[:len(classes)+1], steps[:len(classes)+1], blocks[:len(classes)]
	before := float64(forbidden)
	if low == 0 {
		before = up[0] + gapCost
		row[0], steps[0] = before, stepSource
		low = 1
	}
	for j := low; j <= high; j++ {
		// Each cell is next to one that can be reached, so a gap always leads here.
		score, step := up[j]+gapCost, uint8(stepSource)
		if gap := before + gapCost; gap > score {
			score, step = gap, stepTarget
		}
		if classes[j-1] == class { // without that there is no link, of two blocks neither
			b := &blocks[j-1]
			if pair := up[j-1] + gain(a, b); pair >= score {
				score, step = pair, stepPair
			}
			// A link that is as good as a gap goes before it, but not before another link.
			if both != nil {
				if two := up2[j-1] + joined(both, b); (two > score || two == score && step >= stepSource) && al.fit(i-2, j-1) {
					score, step = two, stepTwoSources
				}
			}
			if a.running && j > 1 && classes[j-2] == class {
				if two := up[j-2] + joined(a, &joins[j-2]); two > score || two == score && step >= stepSource {
					score, step = two, stepTwoTargets
				}
			}
		}
		row[j], steps[j], before = score, step, score
	}
}

// walk adds the links on the way back from the last cell.
func (al *aligner) walk() {
	a, b := al.a.blocks, al.b.blocks
	begin := len(al.links)
	i, j := len(a), len(b)
	for i > 0 || j > 0 {
		switch al.steps[i*(len(b)+1)+j] {
		case stepPair:
			i, j = i-1, j-1
			al.links = append(al.links, al.link(i, 1, j, 1, gain(&a[i], &b[j])))
		case stepTwoSources:
			i, j = i-2, j-1
			al.links = append(al.links, al.link(i, 2, j, 1, joined(&al.a.joined[i], &b[j])))
		case stepTwoTargets:
			i, j = i-1, j-2
			al.links = append(al.links, al.link(i, 1, j, 2, joined(&a[i], &al.b.joined[j])))
		case stepSource:
			i--
		case stepTarget:
			j--
		default:
			panic("an alignment has no way back to its start")
		}
	}
	slices.Reverse(al.links[begin:])
}

// certainty brings a gain to 0…1: 0.5 for a pair that tells nothing but its
// kind, 1 where something beside the length speaks for it.
func certainty(gain float64) float64 {
	return min(max((gain+1.5)/3.5, 0), 1)
}

// gain is that of two blocks of one class as a pair.
func gain(a, b *feature) float64 {
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
	return gain + sharedMarks(a, b)
}

// fit reports whether something speaks for two source blocks in one of the
// translation, marks of each of the two or the length: a block that the translation
// does not have must not hide behind its neighbour.
func (al *aligner) fit(i, j int) bool {
	first, second, both, single := &al.a.blocks[i], &al.a.blocks[i+1], &al.a.joined[i], &al.b.blocks[j]
	return misfit(both, single)+joinFit <= min(misfit(first, single), misfit(second, single)) || anyMark(first, single) && anyMark(second, single)
}

// joined is the gain of two blocks of running text on one side, as one, against one
// of their kind on the other.
func joined(a, b *feature) float64 {
	gain := kindGain + joinCost - lengthLoss(a, b)
	if len(a.marks)+len(b.marks) == 0 {
		return gain
	}
	return gain + sharedMarks(a, b)
}

// anyMark reports whether two blocks have a mark in common.
func anyMark(a, b *feature) bool {
	return a.traits&b.traits != 0 && slices.ContainsFunc(a.marks, func(mark string) bool { _, has := slices.BinarySearch(b.marks, mark); return has })
}

func lengthLoss(a, b *feature) float64 {
	if loss := lengthCost * misfit(a, b); loss < lengthCostMax {
		return loss
	}
	return lengthCostMax
}

// misfit is the logarithm of how many times longer one of two blocks is.
func misfit(a, b *feature) float64 { return math.Abs(a.weight - b.weight) }

// sharedMarks compares the marks of two blocks, of which one has some: all in common
// gains most.
func sharedMarks(a, b *feature) float64 {
	if a.traits&b.traits == 0 {
		return -lackCost
	}
	shared := 0
	for i, j := 0, 0; i < len(a.marks) && j < len(b.marks); {
		switch strings.Compare(a.marks[i], b.marks[j]) {
		case 0:
			shared, i, j = shared+1, i+1, j+1
		case -1:
			i++
		default:
			j++
		}
	}
	share := 2 * float64(shared) / float64(len(a.marks)+len(b.marks))
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
	var room [128]byte // most fit
	kept := append(append(room[:0], host...), '/')
	for part := range strings.SplitSeq(link, "/") {
		name, markdownFile := strings.CutSuffix(part, ".md")
		if part == "" || tagLike(name) && (markdownFile || utf8.RuneCountInString(name) <= 7) {
			continue
		}
		if len(kept) > len(host)+1 {
			kept = append(kept, '/')
		}
		kept = append(kept, part...)
	}
	return string(kept)
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
