package xliff

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

const namespace = "urn:oasis:names:tc:xliff:document:1.2"

// Bytes writes the document, in UTF-8.
func (d Document) Bytes() []byte {
	var b bytes.Buffer
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	fmt.Fprintf(&b, "<xliff version=\"1.2\" xmlns=\"%s\">\n", namespace)
	id := 0
	for _, f := range d.Files {
		fmt.Fprintf(&b, "  <file original=%s source-language=%s target-language=%s datatype=\"x-markdown\" xml:space=\"preserve\">\n", quoted(f.Original), quoted(d.Source), quoted(d.Target))
		fmt.Fprintf(&b, "    <header>\n      <tool tool-id=%s tool-name=%s tool-version=%s/>\n    </header>\n    <body>\n", quoted(d.Tool), quoted(d.Tool), quoted(d.ToolVersion))
		for _, u := range f.Units {
			id++
			u.write(&b, id)
		}
		b.WriteString("    </body>\n  </file>\n")
	}
	b.WriteString("</xliff>\n")
	return b.Bytes()
}

func (u Unit) write(b *bytes.Buffer, id int) {
	approved := ""
	if u.Approved {
		approved = ` approved="yes"`
	}
	fmt.Fprintf(b, "      <trans-unit id=\"u%d\" resname=%s%s xml:space=\"preserve\">\n", id, quoted(u.Name), approved)
	fmt.Fprintf(b, "        <source>%s</source>\n", escaped(u.Source))
	if u.Target != "" || u.State != "" {
		state := ""
		if u.State != "" {
			state = fmt.Sprintf(" state=%s", quoted(u.State))
		}
		fmt.Fprintf(b, "        <target%s>%s</target>\n", state, escaped(u.Target))
	}
	if u.OldSource != "" {
		fmt.Fprintf(b, "        <alt-trans alttranstype=\"previous-version\">\n          <source>%s</source>\n          <target>%s</target>\n        </alt-trans>\n", escaped(u.OldSource), escaped(u.OldTarget))
	}
	for _, n := range u.Notes {
		from := ""
		if n.From != "" {
			from = " from=" + quoted(n.From)
		}
		fmt.Fprintf(b, "        <note%s>%s</note>\n", from, escaped(n.Text))
	}
	b.WriteString("      </trans-unit>\n")
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`"`, "&quot;", "\n", "&#10;", "\t", "&#9;").Replace(escaped(s)) + `"`
}

// escaped writes text for XML and drops characters that XML 1.0 cannot hold
// (section 2.2).
func escaped(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '\r':
			b.WriteString("&#13;")
		case r < ' ' && r != '\n' && r != '\t', r == 0xfffe, r == 0xffff, r == utf8.RuneError:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
