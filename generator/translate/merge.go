package translate

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"handbill/generator/markdown"
)

// merger brings the entries of one work into its files.
type merger struct {
	p   *Project
	w   *Work
	r   *Result
	opt ImportOptions

	wishes  []wish
	entries []Entry     // of each wish
	at      map[int]int // pair → wish
	rows    map[int]Row // pair → what the lock is to say
}

func (m *merger) leave(e Entry, why string) { m.r.Left = append(m.r.Left, Left{e, why}) }

// take decides what becomes of an entry.
func (m *merger) take(e Entry) {
	i, why := m.find(e)
	if why != "" {
		m.leave(e, why)
		return
	}
	pair := m.w.Report.Pairs[i]
	open := pair.Status == Missing || pair.Status == Untranslated
	stale := m.stale(e)
	text := texts(m.w.Target, pair.Target)
	same := len(pair.Target) > 0 && squeeze(clean(e.Text)) == squeeze(text)
	if why := harm(texts(m.w.Source, pair.Source)+"\n"+text, e.Text); why != "" {
		m.leave(e, why)
		return
	}
	switch {
	case m.machine(e) && !open && pair.State != Machine && !same:
		m.leave(e, "a program made this text, and the site has one that a person made")
		return
	case e.Fuzzy && (e.Guessed || open && e.Old != ""):
		m.leave(e, "a program guessed this text from a similar one, and nobody has confirmed it")
		return
	case stale && pair.Status == Current && !same:
		m.leave(e, "it translates an older text of the source, and the site has a translation of the newer one")
		return
	case same && !m.agrees(e, pair):
		m.r.Unchanged++
		return
	}
	if before, ok := m.at[i]; ok {
		m.leave(m.entries[before], "another text for the same place came after it")
		m.wishes[before], m.entries[before] = wish{pair: i, text: e.Text}, e
	} else {
		m.at[i] = len(m.wishes)
		m.wishes = append(m.wishes, wish{pair: i, text: e.Text})
		m.entries = append(m.entries, e)
	}
	m.rows[i] = m.row(e, pair, open)
}

// machine reports whether a program made the text of an entry.
func (m *merger) machine(e Entry) bool { return m.opt.Machine || e.Machine }

// agrees reports whether an entry whose text the site has already says something
// new: that the text is right.
func (m *merger) agrees(e Entry, pair Pair) bool {
	if e.Fuzzy || m.machine(e) {
		return false
	}
	switch pair.Status {
	case Changed, Unsure:
		return !e.Tacit && !m.stale(e)
	case ToReview:
		return true
	case Untranslated:
		return squeeze(e.Text) == squeeze(e.Source)
	}
	return false
}

// stale reports whether an entry translates a text that the source does not have
// any more.
func (m *merger) stale(e Entry) bool {
	return slices.ContainsFunc(e.Keys, func(key string) bool {
		return !slices.ContainsFunc(m.w.Source, func(u Unit) bool { return u.Hash() == bare(key) })
	})
}

// row is what the lock says once the entry is in.
func (m *merger) row(e Entry, pair Pair, open bool) Row {
	row := Row{Source: e.Keys, State: Done}
	switch {
	case m.machine(e):
		row.State = Machine
	case !e.Fuzzy:
		if squeeze(e.Text) == squeeze(e.Source) {
			row.State = Same
		}
	case open || len(pair.Keys) == 0:
		row.State = Review
	default:
		row.Source, row.State = pair.Keys, pair.State
		if pair.Status == ToReview || pair.State == Assumed {
			row.State = Review
		}
	}
	return row
}

// find gives the pair that an entry is for, by its keys, by the lock, and last by
// how like its source is to one of today.
func (m *merger) find(e Entry) (pair int, why string) {
	w := m.w
	for i, p := range w.Report.Pairs {
		if slices.Equal(keys(w.Source, p.Source), e.Keys) {
			return i, ""
		}
	}
	for i, p := range w.Report.Pairs {
		if len(p.Source) == 0 {
			continue
		}
		if slices.Equal(p.Keys, e.Keys) || len(e.Keys) == 1 && slices.ContainsFunc(p.Source, func(s int) bool { return w.Source[s].Key == e.Keys[0] }) {
			return i, ""
		}
	}
	best, at := sameBlock, -1
	g := trigrams(e.Source)
	for i, p := range w.Report.Pairs {
		if len(p.Source) == 0 || !w.Source[p.Source[0]].Sent() {
			continue
		}
		if l := dice(g, trigrams(texts(w.Source, p.Source))); l > best {
			best, at = l, i
		}
	}
	if at < 0 {
		return 0, "the text that it translates is not in the guide any more"
	}
	return at, ""
}

// write makes the changes of files, locks and old texts.
func (m *merger) write(pending map[string][]byte) error {
	if len(m.wishes) == 0 {
		return nil
	}
	w := m.w
	out := m.p.apply(w, m.wishes)
	for _, i := range out.refused {
		m.leave(m.entries[i], "written into the page, it would change what stands around it: look for a line that begins like a list, a heading or HTML")
		delete(m.rows, m.wishes[i].pair)
	}
	if len(out.granted) == 0 {
		return nil
	}
	for _, i := range out.granted {
		if pair := w.Report.Pairs[m.wishes[i].pair]; len(pair.Target) > 0 && squeeze(clean(m.wishes[i].text)) == squeeze(texts(w.Target, pair.Target)) {
			m.r.Confirmed++
		} else {
			m.r.Taken++
		}
	}
	if out.markdown == nil && !w.Exists {
		w.target = nil // texts of services alone begin no translation
	}
	if out.markdown != nil {
		m.r.Changes = append(m.r.Changes, Change{w.TargetPath, out.markdown})
	}
	if out.services != nil {
		pending[w.services.path] = out.services
		m.r.Changes = slices.DeleteFunc(m.r.Changes, func(c Change) bool { return c.Path == w.services.path })
		m.r.Changes = append(m.r.Changes, Change{w.services.path, out.services})
	}
	target, lock := m.relock(out)
	for i, e := range m.entries {
		if _, ok := m.rows[m.wishes[i].pair]; ok {
			m.rememberBase(e)
		}
	}
	changes, err := m.p.record(w, target, lock)
	if err != nil {
		return err
	}
	m.r.Changes = append(m.r.Changes, changes...)
	m.check(target, lock)
	return nil
}

// rememberBase keeps the source text of an entry that the source does not have
// any more, so that the difference can be shown.
func (m *merger) rememberBase(e Entry) {
	if len(e.Keys) != 1 || e.Source == "" {
		return
	}
	h := bare(e.Keys[0])
	for _, kind := range []markdown.BlockKind{"p", "li", "quote", "cell", "footnote", "h1", "h2", "h3", "h4", "h5", "h6", "term", "description", "alt", "caption", kindTitle, kindSummary, kindCover, kindTags} {
		if hash(kind, squeeze(e.Source)) == h {
			m.w.Old[h] = Old{kind, e.Source}
			return
		}
	}
}

// relock gives the units of the translation after the change, and the lock that
// belongs to them.
func (m *merger) relock(out outcome) ([]Unit, Lock) {
	w := m.w
	at := map[int][]int{} // pair → places in the new translation
	var target []Unit
	if w.target != nil {
		src := w.target.src
		if out.markdown != nil {
			src = out.markdown
		}
		target = m.p.read(w.TargetPath, w.Language, src).units
		pairOf := w.pairOfTarget()
		for i, e := range out.reads {
			pair := e.pair
			if e.old >= 0 {
				pair = pairOf[e.old]
			}
			at[pair] = append(at[pair], i)
		}
	}
	if w.services != nil {
		src := w.services.doc.src
		if out.services != nil {
			src = out.services
		}
		for _, b := range readDirectory(w.services.path, src).blocks(w.Language) {
			target = append(target, Units([]markdown.Block{b})...)
			if i := slices.IndexFunc(w.Report.Pairs, func(p Pair) bool { return len(p.Source) > 0 && w.Source[p.Source[0]].Kind == b.Kind }); i >= 0 {
				at[i] = append(at[i], len(target)-1)
			}
		}
	}
	lock := Lock{Source: w.Lock.Source}
	pairs := make([]Pair, len(w.Report.Pairs))
	rows := make([]Row, len(pairs))
	for i, p := range w.Report.Pairs {
		p.Target = at[i]
		pairs[i] = p
		if len(p.Target) == 0 {
			continue
		}
		rows[i] = p.row(w.Source, target)
		if row, ok := m.rows[i]; ok {
			row.Target = keys(target, p.Target)
			rows[i] = row
		}
	}
	for _, i := range byTarget(pairs) {
		lock.Rows = append(lock.Rows, rows[i])
	}
	return target, lock
}

// pairOfTarget gives the pair of each translated unit.
func (w *Work) pairOfTarget() []int {
	of := make([]int, len(w.Target))
	for i := range of {
		of[i] = -1
	}
	for i, p := range w.Report.Pairs {
		for _, t := range p.Target {
			of[t] = i
		}
	}
	return of
}

// byTarget gives the places of the pairs that have a translation, in its order.
func byTarget(pairs []Pair) []int {
	var order []int
	for i, p := range pairs {
		if len(p.Target) > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return pairs[a].Target[0] - pairs[b].Target[0] })
	return order
}

// check looks at the texts that were taken.
func (m *merger) check(target []Unit, lock Lock) {
	report := Compare(m.w.Source, target, lock, m.w.Old)
	touched := map[int]bool{}
	for i := range m.rows {
		for _, s := range m.w.Report.Pairs[i].Source {
			touched[s] = true
		}
	}
	report.Pairs = slices.DeleteFunc(report.Pairs, func(p Pair) bool {
		return !slices.ContainsFunc(p.Source, func(s int) bool { return touched[s] })
	})
	m.r.Diagnostics.Add(Check(m.w.Source, target, report, m.p.checks(m.w, m.opt.Glossary)))
}

func (p *Project) checks(w *Work, glossary Glossary) Checks {
	return Checks{Language: w.Language, Always: p.site.Config.Check.Always, Glossary: glossary, Plain: p.Plain}
}

// record gives the changes that keep a lock and the texts it names. A guide whose
// folder was renamed takes its records along.
func (p *Project) record(w *Work, target []Unit, lock Lock) ([]Change, error) {
	if w.sealed != "" {
		return nil, fmt.Errorf("%s was written by a newer handbill and is left alone: use that version", w.sealed)
	}
	lock.Source = w.Base
	texts := w.Old
	texts.Remember(w.Source, lock)
	texts.Remember(target, lock) // copies are their own base
	var changes []Change
	var others [][]byte
	readable := true
	entries, err := fs.ReadDir(p.fsys, path.Join("i18n/track", w.trackFrom))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading the records of %s: %w", w.Guide, err)
	}
	for _, e := range entries {
		name, isTOML := strings.CutSuffix(e.Name(), ".toml")
		if !isTOML || e.IsDir() {
			continue
		}
		from := trackPath(w.trackFrom, name)
		if w.trackFrom != w.Guide {
			changes = append(changes, Change{Path: from})
		}
		if name == "source" || name == w.Language {
			continue
		}
		src, err := fs.ReadFile(p.fsys, from)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", from, err)
		}
		others, readable = append(others, src), readable && known(string(src))
		if w.trackFrom != w.Guide {
			changes = append(changes, Change{trackPath(w.Guide, name), src})
		}
	}
	if readable { // else a lock may name texts in a way that is not known yet
		texts.Forget(lock, others)
	}
	return append(changes, Change{w.LockPath(), lock.Bytes(w.LockPath())}, Change{w.TextsPath(), texts.Bytes(w.TextsPath())}), nil
}
