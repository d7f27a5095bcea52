package translate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"handbill/generator/markdown"
)

// randomUnits are blocks of several kinds, some with marks that two texts may share.
func randomUnits(random *rand.Rand, count int) []*Unit {
	kinds := []markdown.BlockKind{"p", "p", "p", "li", "li", "cell", "cell", "quote", "footnote", "code", "alt"}
	var units []Unit
	for range count {
		kind := kinds[random.IntN(len(kinds))]
		if random.IntN(8) == 0 {
			kind = markdown.BlockKind(fmt.Sprintf("h%d", 2+random.IntN(2)))
		}
		text := fmt.Sprintf("%0*d", 1+random.IntN(12), 0)
		switch random.IntN(5) {
		case 0:
			text = "[^" + string(rune('a'+random.IntN(4))) + "]"
		case 1:
			text = "long " + fmt.Sprintf("%*s", random.IntN(300), "x")
		}
		units = append(units, Unit{Block: markdown.Block{Kind: kind, Text: text}})
	}
	return pointers(nil, units)
}

// plainly aligns two lists by the definition: every cell, every step, the first of
// those that are as good.
func (al *aligner) plainly() []linked {
	n, m := len(al.a.blocks), len(al.b.blocks)
	type cell struct {
		score            float64
		sources, targets int
	}
	table := make([][]cell, n+1)
	for i := range table {
		table[i] = make([]cell, m+1)
		for j := range table[i] {
			best := cell{score: forbidden}
			if i+j == 0 {
				best.score = 0
			}
			try := func(sources, targets int, gain float64) {
				if i >= sources && j >= targets {
					if score := table[i-sources][j-targets].score + gain; score > best.score {
						best = cell{score, sources, targets}
					}
				}
			}
			if i > 0 && j > 0 && al.a.blocks[i-1].class == al.b.blocks[j-1].class {
				try(1, 1, gain(&al.a.blocks[i-1], &al.b.blocks[j-1]))
			}
			if i > 1 && j > 0 && al.a.joined[i-2].class == al.b.blocks[j-1].class && al.fit(i-2, j-1) {
				try(2, 1, joined(&al.a.joined[i-2], &al.b.blocks[j-1]))
			}
			if i > 0 && j > 1 && al.a.blocks[i-1].class == al.b.joined[j-2].class {
				try(1, 2, joined(&al.a.blocks[i-1], &al.b.joined[j-2]))
			}
			try(1, 0, gapCost)
			try(0, 1, gapCost)
			table[i][j] = best
		}
	}
	var links []linked
	for i, j := n, m; i+j > 0; {
		c := table[i][j]
		i, j = i-c.sources, j-c.targets
		if c.sources*c.targets > 0 {
			links = append(links, linked{source: stretch{i, c.sources}, target: stretch{j, c.targets}})
		}
	}
	slices.Reverse(links)
	return links
}

// TestAlignmentIsTheBestThereIs holds alignments against those that look at
// everything.
func TestAlignmentIsTheBestThereIs(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	var al aligner
	together := 0
	for range 3000 {
		source := randomUnits(random, 1+random.IntN(24))
		target := slices.Clone(source)
		for range random.IntN(12) {
			at := random.IntN(len(target))
			if at+1 < len(target) && target[at].Kind == target[at+1].Kind && random.IntN(3) > 0 { // merged by the translator
				both := Unit{Block: markdown.Block{Kind: target[at].Kind, Text: target[at].Text + " " + target[at+1].Text}}
				target = slices.Replace(target, at, at+2, &both)
				continue
			}
			target = slices.Replace(target, at, min(at+random.IntN(3), len(target)), randomUnits(random, random.IntN(3))...)
			if len(target) == 0 {
				target = randomUnits(random, 1)
			}
		}
		if random.IntN(2) == 0 {
			source, target = target, source
		}
		al.align(source, target)
		al.a, al.b, al.links = al.wholeA, al.wholeB, al.links[:0]
		al.run()
		got := slices.Clone(al.links)
		for i := range got {
			got[i].score = 0
			if got[i].source.count+got[i].target.count > 2 {
				together++
			}
		}
		if want := al.plainly(); !slices.Equal(got, want) {
			t.Fatalf("%d and %d blocks: got %v, want %v", len(source), len(target), got, want)
		}
	}
	if together < 100 {
		t.Errorf("two blocks were taken together %d times only", together)
	}
}

// TestHeadingsOfOneShapePartTheAlignment looks at places and scores of links that
// come from parts.
func TestHeadingsOfOneShapePartTheAlignment(t *testing.T) {
	source := units("Before all.", "## One", "Text of one.", "## Two", "- Cup", "- Pot")
	target := units("Avant tout.", "## Un", "## Deux", "- Tasse", "- Marmite")
	var al aligner
	var got []string
	for _, l := range al.align(pointers(nil, source), pointers(nil, target)) {
		got = append(got, fmt.Sprint(l.source.at, l.target.at, l.score > lowScore))
	}
	if want := []string{"0 0 true", "1 1 true", "3 2 true", "4 3 true", "5 4 true"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
