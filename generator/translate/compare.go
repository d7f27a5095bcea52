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

// comparison is the working state of one Compare. A piece is a row of the lock,
// or a pairing that is found on the way.
type comparison struct {
	source, target []Unit
	lock           Lock
	old            Texts

	pieces []*piece
	// of gives the piece of each target and source unit, nil for none yet.
	ofTarget, ofSource []*piece
	// rows is how many of the pieces come from the lock.
	rows int
	// current are the source texts of today, by hash.
	current Texts
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
	status  Status
	score   float64
	settled bool
}

func newComparison(source, target []Unit, lock Lock, old Texts) *comparison {
	c := &comparison{
		source: source, target: target, lock: lock, old: old,
		ofTarget: make([]*piece, len(target)),
		ofSource: make([]*piece, len(source)),
		current:  make(Texts, len(source)),
	}
	for _, u := range source {
		c.current[u.Hash()] = Old{u.Kind, u.Text}
	}
	for _, row := range c.agreed() {
		c.pieces = append(c.pieces, &piece{row: row, index: len(c.pieces), score: 1})
	}
	c.rows = len(c.pieces)
	return c
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
	for i, u := range units {
		hashes[i] = u.Hash()
	}
	return hashes
}

func (c *comparison) giveTarget(p *piece, t int) {
	p.target = append(p.target, t)
	c.ofTarget[t] = p
}

func (c *comparison) giveSource(p *piece, s int) {
	p.source = append(p.source, s)
	c.ofSource[s] = p
}

// copies pairs blocks that nobody has translated: a target that no row knows and
// that equals a source block.
func (c *comparison) copies() {
	unknown := c.unknownTargets()
	var hashes []string
	for _, t := range unknown {
		hashes = append(hashes, c.target[t].Hash())
	}
	named := map[string]bool{} // sources that a living row claims
	for _, p := range c.pieces {
		for _, key := range p.row.Source {
			named[bare(key)] = named[bare(key)] || len(p.target) > 0
		}
	}
	var free []int
	var freeHashes []string
	for s, u := range c.source {
		if !named[u.Hash()] {
			free = append(free, s)
			freeHashes = append(freeHashes, u.Hash())
		}
	}
	for i, f := range match(freeHashes, hashes) {
		if f >= 0 {
			p := c.newPiece(Assumed)
			p.copied = true
			c.giveTarget(p, unknown[i])
			c.giveSource(p, free[f])
		}
	}
}

func (c *comparison) newPiece(state State) *piece {
	p := &piece{row: Row{State: state}, index: -1, score: 1, paired: true}
	c.pieces = append(c.pieces, p)
	return p
}

func (c *comparison) unknownTargets() []int {
	var unknown []int
	for t := range c.target {
		if c.ofTarget[t] == nil {
			unknown = append(unknown, t)
		}
	}
	return unknown
}

// editedTargets gives each run of blocks that no row knows the rows that were
// lost between the same neighbours: somebody edited them by hand.
func (c *comparison) editedTargets() {
	for from := 0; from < len(c.target); {
		if c.ofTarget[from] != nil {
			from++
			continue
		}
		to := from
		for to < len(c.target) && c.ofTarget[to] == nil {
			to++
		}
		c.edited(from, to, c.lostRows(from, to))
		from = to
	}
}

// lostRows are the rows without a living target that stand next to those of the
// neighbours of a run: after the row before it, and before the row after it.
func (c *comparison) lostRows(from, to int) []*piece {
	lost := func(i int) bool { return i >= 0 && i < c.rows && len(c.pieces[i].target) == 0 }
	var found []*piece
	start := 0
	for t := from - 1; t >= 0; t-- {
		if p := c.ofTarget[t]; p != nil && p.index >= 0 {
			start = p.index + 1
			break
		}
	}
	for i := start; lost(i); i++ {
		found = append(found, c.pieces[i])
	}
	end := c.rows
	for t := to; t < len(c.target); t++ {
		if p := c.ofTarget[t]; p != nil && p.index >= 0 {
			end = p.index
			break
		}
	}
	var before []*piece
	for i := end - 1; end >= 0 && lost(i); i-- {
		if !slices.Contains(found, c.pieces[i]) {
			before = append(before, c.pieces[i])
		}
	}
	slices.Reverse(before)
	return append(found, before...)
}

// edited pairs the targets from…to with lost rows: one to one where the kinds
// agree, all with the only one where a block was split, and otherwise by how the
// texts look.
func (c *comparison) edited(from, to int, lost []*piece) {
	if len(lost) == 0 {
		return
	}
	sources := make([]Unit, len(lost))
	for i, p := range lost {
		sources[i] = c.sourceOf(p)
	}
	run := c.target[from:to]
	agree := func(s, t Unit) bool { return s.Kind == "" || s.Kind == t.Kind }
	switch {
	case len(lost) == len(run) && slices.EqualFunc(sources, run, agree):
		for i, p := range lost {
			c.giveEdited(p, from+i)
		}
	case len(lost) == 1 && len(run) > 1 && !slices.ContainsFunc(run, func(u Unit) bool { return !agree(sources[0], u) }) && fits(sources[0], run):
		for t := from; t < to; t++ {
			c.giveEdited(lost[0], t)
		}
	default:
		for _, l := range align(sources, run) {
			first := lost[l.source[0]]
			for _, s := range l.source[1:] { // two blocks merged by the translator
				first.row.Source = append(slices.Clone(first.row.Source), lost[s].row.Source...)
			}
			for _, t := range l.target {
				c.giveEdited(first, from+t)
			}
		}
	}
}

// fits reports whether a run of blocks may be one block that was split: not much
// longer than a translation of it would be.
func fits(source Unit, run []Unit) bool {
	length := 0.0
	for _, u := range run {
		length += width(u.Text)
	}
	return source.Text == "" || length <= 2.5*width(source.Text)+40
}

func (c *comparison) giveEdited(p *piece, t int) {
	p.edited = true
	c.giveTarget(p, t)
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

// rejoined finds source blocks that were only split or merged: their words are
// the same, so the translation stays up to date.
func (c *comparison) rejoined() {
	free := c.freeSources()
	gone := c.gone()
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
	free := c.freeSources()
	fresh := make(map[int]grams, len(free))
	for _, s := range free {
		fresh[s] = trigrams(c.source[s].Text)
	}
	var found []candidate
	for _, p := range c.gone() {
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
		if old, ok := c.old[bare(key)]; ok && !current[bare(key)] {
			gone.Kind = old.Kind
			gone.Text = strings.TrimSpace(gone.Text + "\n" + old.Text)
		}
	}
	return gone
}

// newlyPaired aligns what is left on both sides between the same neighbours: a
// translation that was written by hand, a lock that was lost, or rows whose old
// texts were lost.
func (c *comparison) newlyPaired() {
	lastSource := -1
	for from := 0; from < len(c.target); {
		if !c.adrift(from) {
			if p := c.ofTarget[from]; len(p.source) > 0 {
				lastSource = slices.Max(p.source)
			}
			from++
			continue
		}
		to := from
		for to < len(c.target) && c.adrift(to) {
			to++
		}
		c.pairRun(from, to, lastSource)
		from = to
	}
}

// adrift reports whether nothing tells what a target was made from.
func (c *comparison) adrift(t int) bool {
	p := c.ofTarget[t]
	return p == nil || len(p.source) == 0 && len(p.row.Source) > 0 && c.goneText(p).Text == ""
}

func (c *comparison) pairRun(from, to, lastSource int) {
	next := len(c.source)
	for t := to; t < len(c.target); t++ {
		if p := c.ofTarget[t]; p != nil && len(p.source) > 0 {
			next = slices.Min(p.source)
			break
		}
	}
	var free []int
	var units []Unit
	for s := lastSource + 1; s < next; s++ {
		if c.ofSource[s] == nil {
			free = append(free, s)
			units = append(units, c.source[s])
		}
	}
	for _, l := range align(units, c.target[from:to]) {
		if l.score < lowScore && len(c.lock.Rows) > 0 {
			continue // beside known neighbours it is rather an addition
		}
		p := c.ofTarget[from+l.target[0]]
		if p == nil {
			p = c.newPiece(Assumed)
		} else {
			p.status = Unsure
		}
		p.score = l.score
		for _, s := range l.source {
			c.giveSource(p, free[s])
		}
		for _, t := range l.target {
			if c.ofTarget[from+t] == nil {
				c.giveTarget(p, from+t)
			}
		}
		p.copied = c.stillSource(p)
	}
}

// stillSource reports whether a pair that was found by its looks is the source
// text, perhaps an older one, rather than a translation.
func (c *comparison) stillSource(p *piece) bool {
	var a, b strings.Builder
	for _, s := range p.source {
		a.WriteString(strip(c.source[s].Text) + " ")
	}
	for _, t := range p.target {
		b.WriteString(strip(c.target[t].Text) + " ")
	}
	if x, y := float64(a.Len()), float64(b.Len()); 2*min(x, y) < stillSource*(x+y) {
		return false // of too different lengths to be so much alike
	}
	return wordy(b.String()) && dice(trigrams(a.String()), trigrams(b.String())) >= stillSource
}
