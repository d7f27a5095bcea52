package translate

import (
	"slices"
	"strings"

	"handbill/generator/markdown"
	"handbill/generator/toml"
)

// outcome is what a set of wishes makes of the files of a Work.
type outcome struct {
	markdown, services []byte // nil where nothing changes
	granted            []int  // indexes of wishes
	refused            []int
	// reads are the blocks of the Markdown afterwards.
	reads []expected
}

// apply grants as many wishes as the files can take. Each file is read again
// afterwards: a wish that would change what stands around it is refused, and
// everything else goes through.
func (p *Project) apply(w *Work, wishes []wish) outcome {
	var good []int
	var refused []int
	var try func(list []int)
	try = func(list []int) {
		if len(list) == 0 {
			return
		}
		if all := append(slices.Clone(good), list...); p.holds(w, pick(wishes, all)) {
			good = all
			return
		}
		if len(list) == 1 {
			if p.squeezed(w, wishes, good, list[0]) {
				good = append(good, list[0])
			} else {
				refused = append(refused, list[0])
			}
			return
		}
		try(list[:len(list)/2])
		try(list[len(list)/2:])
	}
	all := make([]int, len(wishes))
	for i := range all {
		all[i] = i
	}
	try(all)
	// Blocks that share a line with others may fit once those are there.
	again := refused
	refused = nil
	if len(good) > 0 {
		try(again)
	} else {
		refused = again
	}
	md, services, reads, _ := w.build(pick(wishes, good))
	return outcome{md, services, good, refused, reads}
}

// squeezed tries a refused wish on one line, as titles of call-outs and headings
// with an underline need it. It stays so where that helps.
func (p *Project) squeezed(w *Work, wishes []wish, good []int, i int) bool {
	wishes[i].line = true
	if p.holds(w, pick(wishes, append(slices.Clone(good), i))) {
		return true
	}
	wishes[i].line = false
	return false
}

func pick(wishes []wish, at []int) []wish {
	list := make([]wish, len(at))
	for i, j := range at {
		list[i] = wishes[j]
	}
	return list
}

// holds reports whether the files read as they should once the wishes are in.
func (p *Project) holds(w *Work, wishes []wish) bool {
	md, services, want, ok := w.build(wishes)
	if !ok {
		return false
	}
	if services != nil && !holdsServices(w, services, wishes) {
		return false
	}
	if md == nil {
		return true
	}
	got := p.read(w.TargetPath, w.Language, md).units
	return slices.EqualFunc(got, want, func(u Unit, e expected) bool {
		return u.Kind == e.kind && squeeze(u.Text) == squeeze(e.text)
	})
}

func holdsServices(w *Work, src []byte, wishes []wish) bool {
	if _, fault := toml.Decode(src); fault != nil {
		return false
	}
	has := map[markdown.BlockKind]string{}
	for _, b := range readDirectory(w.services.path, src).blocks(w.Language) {
		has[b.Kind] = b.Text
	}
	for _, x := range wishes {
		kind := w.Source[w.Report.Pairs[x.pair].Source[0]].Kind
		if isService(kind) && has[kind] != clean(x.text) {
			return false
		}
	}
	return true
}

// build makes the files with the wishes in them, and what has to be read from
// the Markdown then.
func (w *Work) build(wishes []wish) (md, services []byte, want []expected, ok bool) {
	var changes []placed
	var missing []wish
	for _, x := range wishes {
		pair := w.Report.Pairs[x.pair]
		if len(pair.Source) == 0 {
			return nil, nil, nil, false
		}
		kind := w.Source[pair.Source[0]].Kind
		switch {
		case isService(kind):
			if services, ok = w.writeService(services, kind, clean(x.text)); !ok {
				return nil, nil, nil, false
			}
		case len(pair.Target) == 0 && !named(kind):
			missing = append(missing, x)
		default:
			c, ok := w.place(x)
			if !ok {
				return nil, nil, nil, false
			}
			changes = append(changes, c...)
		}
	}
	more, ok := w.insertAll(missing)
	if !ok {
		return nil, nil, nil, false
	}
	changes = append(changes, more...)
	var edits []edit
	for _, c := range changes {
		edits = append(edits, c.edit)
	}
	if overlap(edits) {
		return nil, nil, nil, false
	}
	if len(edits) > 0 {
		md = applyEdits(w.target.src, edits)
	}
	return md, services, w.expect(changes), true
}

func isService(kind markdown.BlockKind) bool { return strings.HasPrefix(string(kind), kindService) }

// writeService writes one text into services.toml: src where it was changed
// before, else the file as it is.
func (w *Work) writeService(src []byte, kind markdown.BlockKind, text string) ([]byte, bool) {
	if w.services == nil {
		return nil, false
	}
	if src == nil {
		src = w.services.doc.src
	}
	d := readDirectory(w.services.path, src)
	id, key, _ := strings.Cut(strings.TrimPrefix(string(kind), kindService), " ")
	i := slices.Index(d.ids, id)
	if i < 0 {
		return nil, false
	}
	table := serviceTable(i, w.Language)
	after := before(serviceKeys, key, func(k string) bool { return d.doc.Find(table, k) != nil })
	return applyEdits(src, []edit{d.doc.set(table, key, text, after, false)}), true
}

func overlap(edits []edit) bool {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b edit) int { return a.start - b.start })
	for i := 1; i < len(sorted); i++ {
		if sorted[i].start < sorted[i-1].stop {
			return true
		}
	}
	return false
}

// expect lists the blocks that the Markdown holds after the changes.
func (w *Work) expect(changes []placed) []expected {
	if w.target == nil {
		return nil
	}
	at := map[int][]placed{}
	for _, c := range changes {
		at[c.at] = append(at[c.at], c)
	}
	var want []expected
	for t := 0; t <= len(w.target.units); t++ {
		drop := 0
		here := at[t]
		// What is inserted before a block comes before what takes its place.
		slices.SortStableFunc(here, func(a, b placed) int { return a.drop - b.drop })
		for _, c := range here {
			want = append(want, c.blocks...)
			drop += c.drop
		}
		if drop == 0 && t < len(w.target.units) {
			u := w.target.units[t]
			want = append(want, expected{u.Kind, u.Text, -1, t})
		}
	}
	return want
}
