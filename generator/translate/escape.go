package translate

import (
	"regexp"
	"strings"

	"handbill/generator/markdown"
)

// oneLine reports whether a block stands on one line whatever is in it.
func oneLine(kind markdown.BlockKind) bool {
	switch kind {
	case markdown.BlockCell, markdown.BlockTerm, markdown.BlockAlt, markdown.BlockCaption:
		return true
	}
	return isHeading(kind)
}

func isHeading(kind markdown.BlockKind) bool {
	return len(kind) == 2 && kind[0] == 'h' && kind[1] >= '1' && kind[1] <= '6'
}

// clean takes out of a translation what no text file should hold: control
// characters, foreign line ends, blanks at the ends of lines and of the text.
func clean(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\uFEFF", "").Replace(text)
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == '\uFFFD' {
			return -1
		}
		return r
	}, text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		trimmed := strings.TrimRight(line, " \t")
		if strings.HasSuffix(line, "  ") && trimmed != "" && i+1 < len(lines) {
			trimmed += "  " // a break in the line
		}
		lines[i] = trimmed
	}
	return strings.Trim(strings.Join(lines, "\n"), " \t\n")
}

// fit turns a translator's text into the lines of a block of a kind: one
// paragraph of lines, or several with "" between them. What would read as the
// start of a list, heading, quotation, table or code gets a backslash.
func fit(kind markdown.BlockKind, text string) []string {
	text = clean(text)
	if oneLine(kind) {
		text = strings.Join(strings.Fields(strings.ReplaceAll(text, "\n", " ")), " ")
		return []string{inOneLine(kind, text)}
	}
	var lines []string
	begins := true
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimLeft(line, " \t")
		if line == "" {
			if !begins {
				lines = append(lines, "")
			}
			begins = true
			continue
		}
		lines = append(lines, escapeStart(line, begins))
		begins = false
	}
	return lines
}

func inOneLine(kind markdown.BlockKind, text string) string {
	switch kind {
	case markdown.BlockCell:
		return escapePipes(text)
	case markdown.BlockAlt:
		return escapeBrackets(text)
	case markdown.BlockCaption:
		return escapeQuotes(text)
	case markdown.BlockTerm:
		return escapeStart(text, true)
	}
	// A heading's closing #s and its braces are no part of the block.
	if end := strings.TrimRight(text, "#"); end != text && (end == "" || strings.HasSuffix(end, " ")) {
		return end + `\` + text[len(end):]
	}
	return text
}

// escapePipes escapes the pipes of a cell that no backslash stands before.
func escapePipes(text string) string {
	var b strings.Builder
	escaped := false
	for _, r := range text {
		if r == '|' && !escaped {
			b.WriteByte('\\')
		}
		escaped = r == '\\' && !escaped
		b.WriteRune(r)
	}
	return b.String()
}

// escapeBrackets escapes brackets that would end an alternative text early.
func escapeBrackets(text string) string {
	depth := 0
	for _, r := range text {
		switch r {
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth < 0 {
			break
		}
	}
	if depth == 0 {
		return text
	}
	return strings.NewReplacer(`\[`, `\[`, `\]`, `\]`, "[", `\[`, "]", `\]`).Replace(text)
}

func escapeQuotes(text string) string {
	return strings.NewReplacer(`\"`, `\"`, `"`, `\"`).Replace(text)
}

var (
	bullet     = regexp.MustCompile(`^[-+*](?:[ \t]|$)`)
	ordered    = regexp.MustCompile(`^([0-9]{1,9})([.)])(?:[ \t]|$)`)
	hashes     = regexp.MustCompile(`^#{1,6}(?:[ \t]|$)`)
	underline  = regexp.MustCompile(`^(?:=+|-+)[ \t]*$`)
	breaker    = regexp.MustCompile(`^(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$`)
	codeFence  = regexp.MustCompile("^(?:```|~~~)")
	definition = regexp.MustCompile(`^:(?:[ \t]|$)`)
	reference  = regexp.MustCompile(`^\[[^\]\n]+\]:`)
	delimiter  = regexp.MustCompile(`^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$`)
	alert      = regexp.MustCompile(`^\[![A-Za-z]+\]`)
)

// escapeStart escapes what a line begins with where it would end or change the
// paragraph. begins says that the line is the first one.
func escapeStart(line string, begins bool) string {
	if m := ordered.FindStringSubmatch(line); m != nil {
		if begins || m[1] == "1" {
			return m[1] + `\` + line[len(m[1]):]
		}
		return line
	}
	for _, re := range []*regexp.Regexp{bullet, hashes, codeFence, definition, breaker} {
		if re.MatchString(line) {
			return `\` + line
		}
	}
	switch {
	case strings.HasPrefix(line, ">"):
		return `\` + line
	case begins && (reference.MatchString(line) || alert.MatchString(line)):
		return `\` + line
	case !begins && (underline.MatchString(line) || delimiter.MatchString(line)):
		return `\` + line
	}
	return line
}
