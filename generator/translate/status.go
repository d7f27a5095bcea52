package translate

// Status is how a translated block stands to its source.
type Status string

// The statuses. A source block has exactly one of Current to ToReview.
const (
	// Current is up to date.
	Current Status = "current"
	// Changed was made from an older text of the source.
	Changed Status = "changed"
	// Unsure was made from a text that is gone; the block it is shown beside is
	// like it, but perhaps not the same.
	Unsure Status = "unsure"
	// Untranslated is still in the source language.
	Untranslated Status = "untranslated"
	// Missing is a source block that the translation does not have.
	Missing Status = "missing"
	// ToReview is a translation that a person has to look at, or that a machine made.
	ToReview Status = "review"
	// Removed is a translated block whose source is gone.
	Removed Status = "removed"
	// Extra is a translator's own addition.
	Extra Status = "extra"
)

// Pair is a piece of a guide in both languages, most often one block in each.
type Pair struct {
	Status Status
	// Source and Target index the units that were compared. Source is empty for
	// Removed and Extra, Target for Missing.
	Source, Target []int
	// Keys are the source units that the translation was made from, in the words
	// of the lock; empty where no lock knows.
	Keys []string
	// State is what the lock says, or what it would say; "" for Missing.
	State State
	// Old is the source text that the translation was made from, where that is
	// known and no longer the text of the source.
	Old string
	// Moved says that the facts of the block stand beside others in the source,
	// and nothing in their place.
	Moved bool
	// Edited says that the translation was changed since the lock was written.
	Edited bool
	// Score tells how sure the pairing is, 0 to 1: 1 where a lock says it.
	Score float64
	// Between says of an untranslated piece of a translation of a translation
	// that it is in the language between.
	Between bool
	// contradicts says that the blocks were found to be contradictory.
	contradicts bool
}

// Report is the outcome of Compare.
type Report struct {
	// Pairs are in the order of the source; what has no source follows the piece
	// that it stands after in the translation.
	Pairs []Pair
	// Counts sums up the pairs.
	Counts Counts
}

// Counts tells how many source blocks are in each status. Code and HTML are not
// counted.
type Counts struct {
	Current, Changed, Untranslated, Missing, Review, Total int
	// Unsure is part of Changed; Machine is part of Review; Assumed is part of
	// Current: nobody has confirmed the pairing that adopt made.
	Unsure, Machine, Assumed int
	// Removed and Extra count translated blocks without a source.
	Removed, Extra int
	// WordsLeft are the words of the source that still need a translator: those
	// of blocks that are changed, untranslated or missing.
	WordsLeft int
}

// Add sums two counts.
func (c *Counts) Add(o Counts) {
	c.Current += o.Current
	c.Changed += o.Changed
	c.Untranslated += o.Untranslated
	c.Missing += o.Missing
	c.Review += o.Review
	c.Total += o.Total
	c.Unsure += o.Unsure
	c.Machine += o.Machine
	c.Assumed += o.Assumed
	c.Removed += o.Removed
	c.Extra += o.Extra
	c.WordsLeft += o.WordsLeft
}

// Open is how many blocks need somebody's work.
func (c Counts) Open() int { return c.Changed + c.Untranslated + c.Missing + c.Review }

// Translated is the share of blocks that are in the language, be they changed or
// to be reviewed: 0 to 1, and 1 where there is nothing to translate. What a
// machine made does not count.
func (c Counts) Translated() float64 {
	if c.Total == 0 {
		return 1
	}
	return float64(c.Total-c.Untranslated-c.Missing-c.Machine) / float64(c.Total)
}

// Compare tells how each block of a translation stands to its source. It depends
// on nothing but its arguments. An empty lock is one that was lost: the texts are
// then paired by how they look.
func Compare(source, target []Unit, lock Lock, old Texts) Report {
	var c comparison
	r := c.compare(source, target, lock, old)
	r.sum(source)
	return r
}

// sum sets the counts to those of the pairs.
func (r *Report) sum(source []Unit) {
	r.Counts = Counts{}
	for i := range r.Pairs {
		p := &r.Pairs[i]
		r.Counts.count(p, source)
		if p.Status == Current || p.Status == ToReview {
			continue
		}
		for _, s := range p.Source {
			if source[s].Sent() {
				r.Counts.WordsLeft += source[s].words()
			}
		}
	}
}

// compare tells it without the sums, in pairs that are good until the comparison is
// used again.
func (c *comparison) compare(source, target []Unit, lock Lock, old Texts) Report {
	c.begin(source, target, lock, old)
	if c.rows == 0 {
		c.copies()
		c.newlyPaired()
		return c.report()
	}
	c.knownTargets()
	c.copies()
	c.editedTargets()
	c.claimCurrent()
	c.rejoined()
	c.changedInPlace(c.gone())
	c.changedSources()
	c.changedInPlace(c.gone())
	c.newlyPaired()
	c.displaced()
	return c.report()
}

// count adds a pair to the counts of blocks.
func (c *Counts) count(p *Pair, source []Unit) {
	switch p.Status {
	case Removed:
		c.Removed++
	case Extra:
		c.Extra++
	}
	for _, s := range p.Source {
		if !source[s].Sent() {
			continue
		}
		c.Total++
		switch p.Status {
		case Current:
			c.Current++
			if p.State == Assumed {
				c.Assumed++
			}
		case Changed:
			c.Changed++
		case Unsure:
			c.Changed++
			c.Unsure++
		case Untranslated:
			c.Untranslated++
		case Missing:
			c.Missing++
		case ToReview:
			c.Review++
			if p.State == Machine {
				c.Machine++
			}
		}
	}
}

// Confirmed is how many blocks are up to date by somebody's word.
func (c Counts) Confirmed() int { return c.Current - c.Assumed }

// Fresh is how many blocks are made from the source as it is now, read or not;
// Begun adds those that have changed since.
func (c Counts) Fresh() int { return c.Current + c.Review }

// Begun is how many blocks have a translation of any age.
func (c Counts) Begun() int { return c.Fresh() + c.Changed }
