package translate

import (
	"slices"
	"strings"
)

// rejoined finds source blocks that were only split or merged: their words are
// the same, so the translation stays up to date.
func (c *comparison) rejoined() {
	gone := c.gone()
	if len(gone) == 0 {
		return
	}
	free := c.freeSources()
	for _, p := range gone {
		text := squeeze(c.sourceOf(p).Text)
		if text == "" || len(p.source) > 0 {
			continue
		}
		for i := range free {
			if run := c.spells(free[i:], text); run > 1 {
				for _, s := range free[i : i+run] {
					c.giveSource(p, s)
				}
				p.settled = true
				free = slices.Delete(free, i, i+run)
				break
			}
		}
	}
	c.merged(gone, free)
}

// spells is how many neighbouring free source blocks together read as a text; 0
// where they do not.
func (c *comparison) spells(free []int, text string) int {
	rest := text
	for n, s := range free {
		if n > 0 && s != free[n-1]+1 {
			return 0
		}
		more, ok := strings.CutPrefix(rest, squeeze(c.source[s].Text))
		if !ok {
			return 0
		}
		if rest = strings.TrimPrefix(more, " "); rest == "" {
			return n + 1
		}
	}
	return 0
}

// merged finds neighbouring rows whose old texts together read as one free
// source block.
func (c *comparison) merged(gone []*piece, free []int) {
	for _, s := range free {
		text := squeeze(c.source[s].Text)
		for i := range gone {
			run := c.together(gone[i:], text)
			if run < 2 {
				continue
			}
			first := gone[i]
			for _, p := range gone[i+1 : i+run] {
				first.row.Source = append(slices.Clone(first.row.Source), p.row.Source...)
				for _, t := range p.target {
					c.giveTarget(first, t)
				}
				p.target = nil
			}
			c.giveSource(first, s)
			first.settled = true
			break
		}
	}
}

func (c *comparison) together(gone []*piece, text string) int {
	rest := text
	for n, p := range gone {
		old := squeeze(c.sourceOf(p).Text)
		if old == "" || p.settled || len(p.target) == 0 || len(p.source) > 0 {
			return 0
		}
		more, ok := strings.CutPrefix(rest, old)
		if !ok {
			return 0
		}
		if rest = strings.TrimPrefix(more, " "); rest == "" {
			return n + 1
		}
	}
	return 0
}
