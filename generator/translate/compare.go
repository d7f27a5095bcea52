package translate

import (
	"cmp"
	"slices"
	"strings"
)

// Likeness of an old and a new source text from which they are taken for the
// same block, changed; and from which somebody should look.
const (
	sameBlock    = 0.6
	perhapsBlock = 0.4
	// stillSource is the likeness from which a "translation" is the source text
	// itself, or an older one. True translations between close languages, such
	// as Portuguese and Spanish, stay below it.
	stillSource = 0.85
	// lowScore is the certainty of an alignment below which a person should look.
	lowScore = 0.4
)

// comparison is the working state of one Compare, and can be used for another then.
// A piece is a row of the lock, or a pairing that is found on the way.
type comparison struct {
	source, target []Unit
	lock           Lock
	old            Texts

	pieces []*piece
	// of gives the piece of each target and source unit, nil for none yet.
	ofTarget, ofSource []*piece
	// rows is how many of the pieces come from the lock.
	rows int
	// current are the source texts of today, by hash; nil where there is no lock to
	// name them.
	current Texts
	// made are the pieces themselves: room for all that there can be.
	made []piece

	aligner aligner
	units   []*Unit // that are aligned
	free    []int
	sums    []summed
	copied  []int
	pairs   []Pair
	order   order
}

// piece is a pair in the making.
type piece struct {
	row     Row
	index   int // place in the lock
	target  []int
	source  []int
	edited  bool
	copied  bool // the target is the source text
	paired  bool // by its looks, not by the lock
	moved   bool // its facts stand beside others in the source
	status  Status
	score   float64
	settled bool
}

// begin makes the pieces of the lock.
func (c *comparison) begin(source, target []Unit, lock Lock, old Texts) {
	c.source, c.target, c.lock, c.old = source, target, lock, old
	c.ofTarget, c.ofSource = emptied(c.ofTarget, len(target)), emptied(c.ofSource, len(source))
	c.pieces, c.current, c.rows = c.pieces[:0], nil, 0
	if room := len(lock.Rows) + len(target); cap(c.made) < room {
		c.made = make([]piece, 0, room)
	}
	c.made = c.made[:0]
	if len(lock.Rows) == 0 {
		return
	}
	giveKeys(source)
	giveKeys(target)
	c.current = make(Texts, len(source))
	for i := range source {
		u := &source[i]
		c.current[u.Hash()] = Old{u.Kind, u.Text}
	}
	for _, row := range c.agreed() {
		index := len(c.pieces)
		c.add(piece{row: row, index: index, score: 1})
	}
	c.rows = len(c.pieces)
}

// emptied is a list of no pieces.
func emptied(list []*piece, count int) []*piece {
	list = slices.Grow(list[:0], count)[:count]
	clear(list)
	return list
}

// agreed gives the rows of the lock, one of those that a merge left for the same
// translated block: the one whose source is current, else the first.
func (c *comparison) agreed() []Row {
	fresh := func(r Row) bool {
		return !slices.ContainsFunc(r.Source, func(k string) bool { _, ok := c.current[bare(k)]; return !ok })
	}
	at := map[string]int{}
	var rows []Row
	for _, r := range c.lock.Rows {
		id := strings.Join(r.Target, " ")
		i, ok := at[id]
		switch {
		case !ok:
			at[id] = len(rows)
			rows = append(rows, r)
		case fresh(r) && !fresh(rows[i]):
			rows[i] = r
		}
	}
	return rows
}

// knownTargets gives translated blocks the row that names them.
func (c *comparison) knownTargets() {
	var hashes []string
	var owner []*piece
	for _, p := range c.pieces {
		for _, key := range p.row.Target {
			hashes = append(hashes, bare(key))
			owner = append(owner, p)
		}
	}
	for t, slot := range match(hashes, hashesOf(c.target)) {
		if slot >= 0 {
			c.giveTarget(owner[slot], t)
		}
	}
}

func hashesOf(units []Unit) []string {
	hashes := make([]string, len(units))
	for i := range units {
		hashes[i] = units[i].Hash()
	}
	return hashes
}

func (c *comparison) giveTarget(p *piece, t int) {
	p.target = c.with(p.target, t)
	c.ofTarget[t] = p
}

// with adds a place to a list.
func (c *comparison) with(places []int, at int) []int {
	if len(places) == 0 {
		return only(at)
	}
	return append(places, at)
}

// places are 0, 1, 2…: most pairs have one block, and take its place from here.
var places = func() (list [512]int) {
	for i := range list {
		list[i] = i
	}
	return list
}()

// only is a list of one place. Nobody may change it.
func only(at int) []int {
	if at >= 0 && at < len(places) {
		return places[at : at+1 : at+1]
	}
	return []int{at}
}

func (c *comparison) giveSource(p *piece, s int) {
	p.source = c.with(p.source, s)
	c.ofSource[s] = p
}

// copies pairs blocks that nobody has translated: a target that no row knows and
// that equals a source block.
func (c *comparison) copies() {
	named := map[string]bool{} // sources that a living row claims
	for _, p := range c.pieces {
		for _, key := range p.row.Source {
			named[bare(key)] = named[bare(key)] || len(p.target) > 0
		}
	}
	c.free = c.free[:0]
	for s := range c.source {
		if len(named) == 0 || !named[c.source[s].Hash()] {
			c.free = append(c.free, s)
		}
	}
	for t, s := range c.equals(c.free) {
		if s >= 0 {
			p := c.newPiece(Assumed)
			p.copied = true
			c.giveTarget(p, t)
			c.giveSource(p, s)
		}
	}
}

func (c *comparison) newPiece(state State) *piece {
	return c.add(piece{row: Row{State: state}, index: -1, score: 1, paired: true})
}

// add adds a piece. Each has a row of the lock or a target of its own, so there is
// room.
func (c *comparison) add(made piece) *piece {
	c.made = append(c.made, made)
	p := &c.made[len(c.made)-1]
	c.pieces = append(c.pieces, p)
	return p
}

// sourceOf is the text that a row's translation was made from, as a unit; the
// zero Unit where it is not known any more.
func (c *comparison) sourceOf(p *piece) Unit {
	var u Unit
	for _, key := range p.row.Source {
		old, ok := c.oldText(key)
		if !ok {
			return Unit{}
		}
		u.Kind = old.Kind
		u.Text = strings.TrimSpace(u.Text + "\n" + old.Text)
	}
	return u
}

func (c *comparison) oldText(key string) (Old, bool) {
	if old, ok := c.current[bare(key)]; ok {
		return old, true
	}
	old, ok := c.old[bare(key)]
	return old, ok
}

// claimCurrent gives living rows the source blocks that they name and that still
// exist, wherever those stand now.
func (c *comparison) claimCurrent() {
	var hashes []string
	var owner []*piece
	for _, p := range c.pieces[:c.rows] {
		if len(p.target) == 0 {
			continue
		}
		for _, key := range p.row.Source {
			hashes = append(hashes, bare(key))
			owner = append(owner, p)
		}
	}
	for s, slot := range match(hashes, hashesOf(c.source)) {
		if slot >= 0 && c.ofSource[s] == nil {
			c.giveSource(owner[slot], s)
		}
	}
	c.sharedClaims()
}

// sharedClaims joins rows that name one source block between them: a block that
// was split and whose parts came into the lock one by one.
func (c *comparison) sharedClaims() {
	holder := map[string]*piece{}
	for _, p := range c.pieces[:c.rows] {
		if len(p.source) > 0 {
			holder[p.row.Source[0]] = p
		}
	}
	for _, p := range c.pieces[:c.rows] {
		if len(p.target) == 0 || len(p.source) > 0 || len(p.row.Source) == 0 {
			continue
		}
		other := holder[p.row.Source[0]]
		if other == nil || other == p {
			continue
		}
		for _, t := range p.target {
			c.giveTarget(other, t)
		}
		slices.Sort(other.target)
		other.edited = other.edited || p.edited
		p.target = nil
	}
}

// gone are the living rows that name a source block which is not in the source.
func (c *comparison) gone() []*piece {
	var gone []*piece
	for _, p := range c.pieces[:c.rows] {
		if len(p.target) > 0 && len(p.row.Source) > len(p.source) {
			gone = append(gone, p)
		}
	}
	return gone
}

func (c *comparison) freeSources() []int {
	var free []int
	for s := range c.source {
		if c.ofSource[s] == nil {
			free = append(free, s)
		}
	}
	return free
}

// candidate is a row that lost its source, and a free source block like it.
type candidate struct {
	p        *piece
	s        int
	likeness float64
	distance int
}

// changedSources gives rows whose source is gone the free source block that is
// most like it, of the same kind first.
func (c *comparison) changedSources() {
	gone := c.gone()
	if len(gone) == 0 {
		return
	}
	free := c.freeSources()
	fresh := make(map[int]grams, len(free))
	for _, s := range free {
		fresh[s] = trigrams(c.source[s].Text)
	}
	var found []candidate
	for _, p := range gone {
		if p.settled {
			continue
		}
		old := c.goneText(p)
		before := trigrams(old.Text)
		for _, s := range free {
			if u := c.source[s]; u.Kind == old.Kind && named(u.Kind) {
				found = append(found, candidate{p, s, 2, 0})
			} else if most(before, fresh[s]) >= perhapsBlock {
				l := dice(before, fresh[s])
				if u.Kind != old.Kind {
					l -= 0.25 // another kind has to be much more alike
				}
				if l >= perhapsBlock {
					found = append(found, candidate{p, s, l, abs(s - p.index)})
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.likeness, a.likeness), cmp.Compare(a.distance, b.distance))
	})
	for _, f := range found {
		if f.p.status != "" || c.ofSource[f.s] != nil {
			continue
		}
		c.giveSource(f.p, f.s)
		f.p.score = min(f.likeness, 1)
		f.p.status = Unsure
		if f.likeness >= sameBlock {
			f.p.status = Changed
		}
	}
}

func abs(n int) int { return max(n, -n) }

// goneText is the part of a row's old source that is not in the source any more.
func (c *comparison) goneText(p *piece) Old {
	current := map[string]bool{}
	for _, s := range p.source {
		current[c.source[s].Hash()] = true
	}
	var gone Old
	for _, key := range p.row.Source {
		if old, ok := c.oldText(key); ok && !current[bare(key)] {
			gone.Kind = old.Kind
			gone.Text = strings.TrimSpace(gone.Text + "\n" + old.Text)
		}
	}
	return gone
}
