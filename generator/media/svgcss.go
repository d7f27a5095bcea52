package media

import (
	"strings"
)

// drawsSafely reports whether a value can be read as CSS without reaching
// outside the drawing: no escapes, no functions but those that draw, no address
// but that of a part of the drawing.
func drawsSafely(value string) bool {
	if strings.ContainsAny(value, "\\<>{}@;") || strings.Count(value, `"`)%2 != 0 || strings.Count(value, "'")%2 != 0 {
		return false
	}
	for {
		open := strings.IndexByte(value, '(')
		if open < 0 {
			return true
		}
		name := strings.ToLower(trailingName(value[:open]))
		value = value[open+1:]
		switch {
		case name == "url":
			end := strings.IndexByte(value, ')')
			if end < 0 || !strings.HasPrefix(strings.TrimLeft(value[:end], " \t\r\n\"'"), "#") {
				return false
			}
			value = value[end:]
		case name != "" && !cssFunction[name]:
			return false
		}
	}
}

// trailingName gives the name that a text ends with.
func trailingName(s string) string {
	at := len(s)
	for at > 0 && (isLetter(s[at-1]) || s[at-1] == '-' || s[at-1] >= '0' && s[at-1] <= '9' || s[at-1] >= 0x80 || s[at-1] == '_') {
		at--
	}
	return s[at:]
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// cleanDeclarations keeps the declarations of a style attribute or rule that
// draw, and names the others that matter.
func cleanDeclarations(css string) (kept []svgAttr, lost []string) {
	for declaration := range strings.SplitSeq(uncommented(css), ";") {
		name, value, ok := strings.Cut(declaration, ":")
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		switch {
		case !ok || !svgProperty[name] && !styleProperty[name]:
		case !drawsSafely(value):
			lost = append(lost, name+": "+clip(value))
		default:
			kept = append(kept, svgAttr{name, value})
		}
	}
	return kept, lost
}

// uncommented takes CSS comments out; an unended one takes the rest.
func uncommented(css string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(css, "/*")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		_, css, _ = strings.Cut(after, "*/")
		b.WriteByte(' ')
	}
}

// cleanSheet keeps the rules of a style sheet that draw, also inside @media,
// and names what else it held. Whatever does not read plainly is left out.
func cleanSheet(css string) (kept string, lost []string) {
	css = uncommented(css)
	css = strings.NewReplacer("<!--", " ", "-->", " ", "<![CDATA[", " ", "]]>", " ").Replace(css)
	var b strings.Builder
	for rule := range rules(css) {
		switch {
		case strings.HasPrefix(rule.head, "@media") && plainQuery(rule.head) && rule.block:
			inner, more := cleanRules(rule.body)
			lost = append(lost, more...)
			if inner != "" {
				b.WriteString(rule.head + "{" + inner + "}")
			}
		case strings.HasPrefix(rule.head, "@"):
			name, _, _ := strings.Cut(rule.head, " ")
			if name != "@charset" && name != "@namespace" {
				lost = append(lost, clip(name))
			}
		default:
			one, more := cleanRule(rule)
			lost = append(lost, more...)
			b.WriteString(one)
		}
	}
	return b.String(), lost
}

func cleanRules(css string) (kept string, lost []string) {
	var b strings.Builder
	for rule := range rules(css) {
		if strings.HasPrefix(rule.head, "@") {
			lost = append(lost, "nested "+clip(rule.head))
			continue
		}
		one, more := cleanRule(rule)
		lost = append(lost, more...)
		b.WriteString(one)
	}
	return b.String(), lost
}

func cleanRule(rule cssRule) (kept string, lost []string) {
	if !rule.block || rule.head == "" || strings.ContainsAny(rule.head, "\\<@{};/") || strings.ContainsAny(rule.body, "{}") {
		if rule.head+rule.body != "" {
			lost = append(lost, "the style "+clip(rule.head))
		}
		return "", lost
	}
	declarations, lost := cleanDeclarations(rule.body)
	if len(declarations) == 0 {
		return "", lost
	}
	var b strings.Builder
	for i, d := range declarations {
		if i > 0 {
			b.WriteByte(';')
		}
		b.WriteString(d.name + ":" + d.value)
	}
	return strings.Join(strings.Fields(rule.head), " ") + "{" + b.String() + "}", lost
}

// plainQuery reports whether a media query asks for nothing but words and
// numbers.
func plainQuery(head string) bool {
	return !strings.ContainsFunc(head, func(r rune) bool {
		return !strings.ContainsRune("@()-:.,<=> \t\r\n", r) && (r >= 0x80 || !isLetter(byte(r)) && (r < '0' || r > '9'))
	}) && !strings.Contains(head, "<") && !strings.Contains(strings.ToLower(head), "url")
}

// cssRule is a rule: what stands before its braces and in them.
type cssRule struct {
	head, body string
	block      bool // it has braces; otherwise it ended with a semicolon
}

// rules goes through the rules of a style sheet.
func rules(css string) func(func(cssRule) bool) {
	return func(yield func(cssRule) bool) {
		for css = strings.TrimSpace(css); css != ""; css = strings.TrimSpace(css) {
			end := strings.IndexAny(css, "{;")
			if end < 0 {
				yield(cssRule{head: css})
				return
			}
			head := strings.TrimSpace(css[:end])
			if css[end] == ';' {
				css = css[end+1:]
				if !yield(cssRule{head: head}) {
					return
				}
				continue
			}
			body, rest := block(css[end+1:])
			css = rest
			if !yield(cssRule{head, body, true}) {
				return
			}
		}
	}
}

// block gives what stands before the brace that closes, and what follows it.
func block(css string) (body, rest string) {
	depth := 1
	for i := range len(css) {
		switch css[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return css[:i], css[i+1:]
			}
		}
	}
	return css, ""
}
