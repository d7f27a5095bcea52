package po

import (
	"fmt"
	"strings"
)

// Bytes writes the catalogue, in UTF-8, with one blank line between entries.
func (f *File) Bytes() []byte {
	var b strings.Builder
	for i, e := range f.Entries {
		if i > 0 {
			b.WriteByte('\n')
		}
		e.write(&b)
	}
	return []byte(b.String())
}

func (e *Entry) write(b *strings.Builder) {
	comments(b, "#", e.Comments)
	comments(b, "#.", e.Extracted)
	if len(e.References) > 0 {
		fmt.Fprintf(b, "#: %s\n", strings.Join(e.References, " "))
	}
	if len(e.Flags) > 0 {
		fmt.Fprintf(b, "#, %s\n", strings.Join(e.Flags, ", "))
	}
	lead, before := "", "#| "
	if e.Obsolete {
		lead, before = "#~ ", "#~| "
	}
	if e.Previous != nil {
		e.Previous.write(b, before)
	}
	if e.ID == "" && e.Context == nil && len(e.Str) == 0 {
		return // nothing but comments
	}
	e.Message.write(b, lead)
	if e.Plural == nil {
		field(b, lead, "msgstr", e.Text())
		return
	}
	for i, s := range e.Str {
		field(b, lead, fmt.Sprintf("msgstr[%d]", i), s)
	}
}

func comments(b *strings.Builder, mark string, lines []string) {
	for _, text := range lines {
		for line := range strings.SplitSeq(text, "\n") {
			b.WriteString(strings.TrimRight(mark+" "+line, " ") + "\n")
		}
	}
}

func (m Message) write(b *strings.Builder, lead string) {
	if m.Context != nil {
		field(b, lead, "msgctxt", *m.Context)
	}
	field(b, lead, "msgid", m.ID)
	if m.Plural != nil {
		field(b, lead, "msgid_plural", *m.Plural)
	}
}

// field writes a keyword and its text, a text of several lines with one string
// for each as msgcat does.
func field(b *strings.Builder, lead, keyword, text string) {
	b.WriteString(lead + keyword + " ")
	lines := strings.SplitAfter(text, "\n")
	if lines[len(lines)-1] == "" && len(lines) > 1 {
		lines = lines[:len(lines)-1]
	}
	if len(lines) > 1 {
		b.WriteString("\"\"\n")
	}
	for _, line := range lines {
		if len(lines) > 1 {
			b.WriteString(lead)
		}
		b.WriteString(`"` + escaper.Replace(line) + "\"\n")
	}
}

var escaper = strings.NewReplacer(
	`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`, "\a", `\a`, "\b", `\b`, "\f", `\f`, "\v", `\v`)
