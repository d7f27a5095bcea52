package translate

import (
	"slices"
	"strings"

	"handbill/generator/markdown"
)

// Services is what readers of a language have to know of the texts of a
// services.toml.
type Services struct {
	// Counts are those of the texts that the language has. What it does not have is
	// shown in the source language, and said to be.
	Counts Counts
	// Gone counts the texts of hours, addresses and numbers whose source is gone.
	Gone  int
	stale map[markdown.BlockKind]bool
}

// Stale reports whether a text of a service was made from one that has changed in
// what a reader could dial, visit or count. Hours and addresses are nothing else.
func (s Services) Stale(id, key string) bool { return s.stale[serviceKind(id, key)] }

// Services compares the texts of the directory of the records, in one language,
// with their source. Without a record nobody knows how they stand.
func (r Records) Services(language string) Services {
	s := Services{stale: map[markdown.BlockKind]bool{}}
	if r.services == nil || len(r.Locks[language].Rows) == 0 {
		return s
	}
	source, target := Units(r.services.blocks("")), Units(r.services.blocks(language))
	lock := Lock{Rows: r.serviceRows(source, r.Locks[language].Rows)}
	for _, p := range Compare(source, target, lock, r.Old).Pairs {
		if p.Status == Removed {
			s.removed(target[p.Target[0]])
		}
		if len(p.Source) == 0 || len(p.Target) == 0 {
			continue
		}
		s.Counts.count(&p, source)
		kind := source[p.Source[0]].Kind
		if p.Status == Changed || p.Status == Unsure {
			s.stale[kind] = factual(kind) || factsDiffer(p.Old, texts(source, p.Source), texts(target, p.Target))
		}
	}
	return s
}

// removed notes a text that the source does not have any more.
func (s *Services) removed(u Unit) {
	if factual(u.Kind) || len(facts(u.Text)) > 0 {
		s.stale[u.Kind] = true
		s.Gone++
	}
}

// serviceRows are the rows of a lock that tell of services: a guide's lock tells
// of its body too.
func (r Records) serviceRows(source []Unit, rows []Row) []Row {
	now := map[string]bool{}
	for _, u := range source {
		now[u.Hash()] = true
	}
	return slices.DeleteFunc(slices.Clone(rows), func(row Row) bool {
		return !slices.ContainsFunc(row.Source, func(key string) bool {
			return now[bare(key)] || strings.HasPrefix(string(r.Old[bare(key)].Kind), kindService)
		})
	})
}

// factual reports whether a text of a service is a fact from end to end.
func factual(kind markdown.BlockKind) bool {
	return strings.HasSuffix(string(kind), " hours") || strings.HasSuffix(string(kind), " address")
}
