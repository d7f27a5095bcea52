package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

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

// boxes reports a call-out as other programs write it: ::: note, !!! warning. What
// ends one is not told again.
func (c *collector) boxes(line []byte, at diag.Position) {
	name := strings.TrimLeft(string(line), ":!")
	marks := len(line) - len(name)
	word := strings.TrimLeft(strings.TrimSpace(name), "{.")
	title := ""
	if end := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }); end >= 0 {
		word, title = word[:end], strings.TrimSpace(word[end:])
	}
	if marks < 3 || word == "" || line[0] == '!' && (name[0] != ' ' || !boxTitle(title)) {
		return
	}
	c.diags.Warn(at, "shortcode", fmt.Sprintf("%q is a box of another program, and is shown as it stands", string(line[:marks])+" "+word),
		"write > [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] or [!DANGER], and > before each line of the box")
}

// boxTitle reports whether behind !!! and a kind of box is what may stand there: nothing,
// a title between quotes or where the box floats. Else somebody shouts.
func boxTitle(text string) bool {
	return text == "" || strings.HasSuffix(text, `"`) || strings.HasPrefix(text, "inline")
}

// wikiLink reports [[a page]] and ![[a picture]], and whether it is one. stop is the first of both
// brackets that close it.
func (c *collector) wikiLink(stop int, rest []byte) bool {
	at, picture := c.opening(stop, '[', ']')
	if at < 1 || picture || c.src[at-1] != '[' || escaped(c.src, at-1) || bytes.HasPrefix(rest, []byte("(")) || bytes.HasPrefix(rest, []byte("[")) {
		return false
	}
	page, words, named := strings.Cut(string(c.src[at+1:stop]), "|")
	if !named {
		words = page
	}
	page = strings.TrimSuffix(page, `\`)               // a bar in a table
	if strings.IndexFunc(page, unicode.IsLetter) < 0 { // [[1]] is a note in brackets, and [[…]] something left out
		return false
	}
	as, hint := "link", "write the words and the file: ["+strings.TrimSpace(words)+"](../guide/en.md)"
	if at > 1 && c.src[at-2] == '!' && !escaped(c.src, at-2) { // ![[a file]] shows it
		as, hint = "picture", "write what it shows and the file: ![What it shows](<"+strings.TrimSpace(page)+">)"
	}
	c.diags.Warn(c.at(at-1), "shortcode", fmt.Sprintf("%q is a %s of another program, and is shown as it stands", "[["+strings.TrimSpace(page)+"]]", as), hint)
	return true
}
