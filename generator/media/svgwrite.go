package media

import (
	"strings"
)

// plainStyles turns what came from style attributes into ordinary attributes:
// pages forbid style attributes, and a drawing may be set into one. With a style
// sheet in the drawing that would change which of the two wins, and the style
// attribute stays.
func plainStyles(root *svgNode) {
	sheet := false
	walk(root, func(n *svgNode) { sheet = sheet || n.name == "style" })
	walk(root, func(n *svgNode) {
		var styles []string
		attrs := n.attrs
		n.attrs = nil
		for _, a := range attrs {
			if !strings.HasPrefix(a.name, "style:") {
				n.attrs = append(n.attrs, a)
			}
		}
		for _, a := range attrs {
			name, ok := strings.CutPrefix(a.name, "style:")
			switch {
			case !ok:
			case sheet || !svgProperty[name] || strings.Contains(a.value, "!"):
				styles = append(styles, name+":"+a.value)
			default:
				n.set(name, a.value)
			}
		}
		if styles != nil {
			n.set("style", strings.Join(styles, ";"))
		}
		if !sheet {
			n.drop("class")
		}
	})
}

func (n *svgNode) drop(name string) {
	for i, a := range n.attrs {
		if a.name == name {
			n.attrs = append(n.attrs[:i:i], n.attrs[i+1:]...)
			return
		}
	}
}

// walk visits an element and everything in it.
func walk(n *svgNode, visit func(*svgNode)) {
	visit(n)
	for _, k := range n.kids {
		walk(k, visit)
	}
}

func writeSVG(root *svgNode) []byte {
	var b strings.Builder
	links := false
	walk(root, func(n *svgNode) { links = links || n.get("href") != "" })
	space := []svgAttr{{"xmlns", svgSpace}}
	if links {
		space = append(space, svgAttr{"xmlns:xlink", xlinkSpace})
	}
	root.attrs = append(space, root.attrs...)
	writeNode(&b, root)
	return []byte(b.String())
}

// writeNode writes links with the older xlink:href: telephones from before 2019
// know no other, and all newer ones know it.
func writeNode(b *strings.Builder, n *svgNode) {
	if n.name == "" {
		_, _ = svgText.WriteString(b, n.text)
		return
	}
	b.WriteString("<" + n.name)
	for _, a := range n.attrs {
		name := a.name
		if name == "href" {
			name = "xlink:href"
		}
		b.WriteString(" " + name + `="`)
		_, _ = svgValue.WriteString(b, a.value)
		b.WriteByte('"')
	}
	if len(n.kids) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteByte('>')
	for _, k := range n.kids {
		writeNode(b, k)
	}
	b.WriteString("</" + n.name + ">")
}

var (
	svgText  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	svgValue = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\n", " ", "\r", " ", "\t", " ")
)
