package generator

import (
	"fmt"
	"hash/fnv"
	"slices"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/parse"
)

// anchorSet is every id of a page as a hash: links into a page are judged when
// all guides are parsed, and eight bytes an id are what that may cost.
type anchorSet []uint64

func newAnchorSet(ids []string) anchorSet {
	set := make(anchorSet, len(ids))
	for i, id := range ids {
		set[i] = anchorHash(id)
	}
	slices.Sort(set)
	return set
}

func (s anchorSet) has(id string) bool {
	_, ok := slices.BinarySearch(s, anchorHash(id))
	return ok
}

// anchorHash is 64-bit FNV-1a.
func anchorHash(id string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(id))
	return h.Sum64()
}

// judgeAnchors reports links to a part that the other page does not have. A text
// of site.toml stands on the pages of several languages, and is told once.
func (b *build) judgeAnchors() {
	known := map[*content.Page][]string{}
	type link struct {
		at   diag.Position
		dest string
	}
	told := map[link]bool{}
	for i := range b.links {
		a := &b.links[i]
		// A part that a translation lacks is its translator's to add: the link then
		// leads to the top of the page.
		if parse.IsTop(a.Fragment) || b.anchors[a.Target].has(a.Fragment) || b.anchors[a.Target.Guide.Original].has(a.Fragment) {
			continue
		}
		if told[link{a.At, a.Dest}] {
			continue
		}
		told[link{a.At, a.Dest}] = true
		hint := parse.AnchorHint(a.Fragment, b.anchorsOf(a, known))
		b.ds = append(b.ds, diag.Diagnostic{
			Position: a.At, Severity: b.site.Config.Check.Links, Code: "anchor-missing",
			Message: fmt.Sprintf("the link %q leads to no heading of %s", a.Dest, a.Target.Source.Path), Hint: hint,
		})
	}
}

// anchorsOf parses a page once more for its ids, since only a mistake needs them.
func (b *build) anchorsOf(a *parse.Anchor, known map[*content.Page][]string) []string {
	if ids, ok := known[a.Target]; ok {
		return ids
	}
	parsed, _, err := b.parser.Guide(a.Target.Guide, nil)
	if err != nil {
		return nil
	}
	for i, p := range a.Target.Guide.Pages {
		if p == a.Target {
			known[a.Target] = parsed.Docs[i].Anchors
		}
	}
	return known[a.Target]
}
