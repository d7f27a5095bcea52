package theme

import (
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"handbill/generator/diag"
)

// cycles refuses templates that contain themselves. Making a page would go round
// until it is too deep, which takes many seconds, and nothing that a theme shows
// is nested in itself: where a condition ends the round, {{range}} does as well.
func (t *Theme) cycles(ds *diag.List) {
	if len(rounds(t.templates)) == 0 {
		return
	}
	raw, err := t.asWritten() // there the lines are the author's
	if err != nil {
		panic("theme: templates that were parsed once do not parse again: " + err.Error())
	}
	for _, round := range rounds(raw) {
		call := t.toMend(round)
		place, _ := call.in.ErrorContext(call.node)
		t.report(call.in.ParseName, "", fmt.Errorf("template: %s: %s", place, call.of(round)), ds)
	}
}

// call is a {{template}} in a template.
type call struct {
	in   *parse.Tree
	node *parse.TemplateNode
}

// of says how a call closes a round of calls.
func (c call) of(round []call) string {
	name := c.node.Name
	message := fmt.Sprintf("the template %s contains itself", name)
	start := slices.Index(round, c) + 1
	var by []string
	for i := range len(round) - 1 {
		by = append(by, round[(start+i)%len(round)].node.Name)
	}
	if len(by) > 0 {
		message += " by way of " + strings.Join(by, ", ")
	}
	return message + ", so no page would ever end"
}

// toMend is the call of a round that is most likely the mistake: one of the site's
// own theme, and one that puts a whole page into a part.
func (t *Theme) toMend(round []call) call {
	likely := func(c call) int {
		n := 0
		if f, ok := t.raw[c.in.ParseName]; ok && !f.builtin() {
			n += 2
		}
		if !strings.HasPrefix(c.node.Name, "_") {
			n++
		}
		return n
	}
	return slices.MaxFunc(round, func(a, b call) int { return likely(a) - likely(b) })
}

// rounds are the ways on which templates lead back to themselves, each by the calls
// that it takes.
func rounds(set *template.Template) [][]call {
	trees := map[string]*parse.Tree{}
	for _, one := range set.Templates() {
		if one.Tree != nil {
			trees[one.Name()] = one.Tree
		}
	}
	var found [][]call
	var way []call
	done := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		tree := trees[name]
		if done[name] || tree == nil {
			return
		}
		for _, node := range calls(tree.Root, nil) {
			way = append(way, call{tree, node})
			if at := slices.IndexFunc(way, func(c call) bool { return c.in == trees[node.Name] }); at >= 0 {
				found = append(found, slices.Clone(way[at:]))
			} else {
				visit(node.Name)
			}
			way = way[:len(way)-1]
		}
		done[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(trees)) {
		visit(name)
	}
	return found
}

// calls are the {{template}} nodes below a node, in their order.
func calls(n parse.Node, found []*parse.TemplateNode) []*parse.TemplateNode {
	branch := func(b *parse.BranchNode) []*parse.TemplateNode {
		return calls(b.ElseList, calls(b.List, found))
	}
	switch n := n.(type) {
	case *parse.TemplateNode:
		return append(found, n)
	case *parse.IfNode:
		return branch(&n.BranchNode)
	case *parse.WithNode:
		return branch(&n.BranchNode)
	case *parse.RangeNode:
		return branch(&n.BranchNode)
	case *parse.ListNode:
		if n == nil { // there is no {{else}}
			return found
		}
		for _, child := range n.Nodes {
			found = calls(child, found)
		}
	}
	return found
}
