package translate

// summed is an entry of a table of units by their sums: a place in the source, and
// how many units have the sum on either side.
type summed struct {
	sum              uint64
	at               int
	sources, targets int
}

// equals gives for each target that no piece has the one of some source blocks that
// is equal to it, -1 for none: see match.
func (c *comparison) equals(free []int) []int {
	c.copied = c.copied[:0]
	for range c.target {
		c.copied = append(c.copied, -1)
	}
	c.tabulate(free)
	once := true // whatever is on both sides is there once
	for t := range c.target {
		if c.ofTarget[t] != nil {
			continue
		}
		if e := c.entry(c.target[t].sum()); e.sources > 0 {
			e.targets++
			c.copied[t] = e.at
			once = once && e.sources == 1 && e.targets == 1 && c.source[e.at].equals(&c.target[t])
		}
	}
	if !once {
		c.match(free)
	}
	return c.copied
}

// tabulate makes the table of the sums of source blocks, half of it empty.
func (c *comparison) tabulate(free []int) {
	size := 16
	for size < 2*len(free) {
		size *= 2
	}
	if cap(c.sums) < size {
		c.sums = make([]summed, size)
	}
	c.sums = c.sums[:size]
	clear(c.sums)
	for _, s := range free {
		sum := c.source[s].sum()
		e := c.entry(sum)
		if e.sources == 0 {
			e.sum, e.at = sum, s
		}
		e.sources++
	}
}

// entry finds the entry of a sum, or the empty one where it would stand.
func (c *comparison) entry(sum uint64) *summed {
	for i := int(sum % uint64(len(c.sums))); ; i++ {
		if e := &c.sums[i&(len(c.sums)-1)]; e.sources == 0 || e.sum == sum {
			return e
		}
	}
}

// match pairs blocks of which some occur more than once.
func (c *comparison) match(free []int) {
	text := func(u *Unit) string { return string(u.Kind) + "\x00" + u.flat() }
	var here []string
	var unknown []int
	for t := range c.target {
		if c.copied[t] = -1; c.ofTarget[t] == nil {
			unknown = append(unknown, t)
			here = append(here, text(&c.target[t]))
		}
	}
	there := make([]string, len(free))
	for i, s := range free {
		there[i] = text(&c.source[s])
	}
	for i, f := range match(there, here) {
		if f >= 0 {
			c.copied[unknown[i]] = free[f]
		}
	}
}
