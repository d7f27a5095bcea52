package markdown

import (
	"fmt"
	"strings"

	"handbill/generator/diag"
)

// shortcodes finds the commands of other generators, which came with a text that was
// written for one of them: {{< figure >}}, {{% notice %}}, {% include %}, {{#if}}.
// Readers would see them as they stand.
func (c *collector) shortcodes(value []byte, start int) {
	for i := 0; i < len(value); i++ {
		if value[i] != '{' || escaped(value, i) {
			continue
		}
		command, size := shortcode(line(c.src[start+i:]))
		if size == 0 {
			continue
		}
		i += size - 1
		if command == "" {
			continue // it closes another, which is told
		}
		c.diags = append(c.diags, diag.Diagnostic{
			Position: c.at(start + i + 1 - size), Severity: diag.Warning, Code: "shortcode",
			Message: fmt.Sprintf("%q is a command of another program, and is shown as it stands", command),
			Hint:    `write what it makes in Markdown, such as ![what it shows](picture.jpg); or a backslash before the brace: \{`,
		})
	}
}

// commands are how other generators write theirs: Hugo, Jekyll, Handlebars.
var commands = []struct{ open, close string }{{"{{<", ">}}"}, {"{{%", "%}}"}, {"{%", "%}"}, {"{{#", "}}"}, {"{{/", "}}"}}

// shortcode reads a command at the start of a line, shortened to its name, and its
// size in bytes; the name is empty where it closes another.
func shortcode(line string) (command string, size int) {
	for _, mark := range commands {
		inside, ok := strings.CutPrefix(line, mark.open)
		if !ok {
			continue
		}
		end := strings.Index(inside, mark.close)
		words := strings.Fields(inside[:max(end, 0)])
		if len(words) == 0 {
			continue
		}
		size = len(mark.open) + end + len(mark.close)
		if mark.open == "{{/" || strings.HasPrefix(words[0], "/") {
			return "", size
		}
		return mark.open + " " + words[0] + " … " + mark.close, size
	}
	return "", 0
}
