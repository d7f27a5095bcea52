package translate

import (
	"regexp"
	"strings"
)

var (
	codeSpan    = regexp.MustCompile("`+[^`\n]+`+")
	placeholder = regexp.MustCompile(`\{\{[^{}\n]*\}\}`)
	inlineLink  = regexp.MustCompile(`\]\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))+))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)`)
	autoLink    = regexp.MustCompile(`<((?:[a-zA-Z][a-zA-Z0-9+.\-]{1,31}:|[^\s<>@]+@)[^\s<>]*)>`)
	bareLink    = regexp.MustCompile(`(?:https?://|www\.)[^\s<>"'）」』】\]]+`)
	htmlTag     = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)
	htmlLink    = regexp.MustCompile(`(?i)\b(?:href|src)\s*=\s*["']?([^"'\s>]+)`)
	footnote    = regexp.MustCompile(`\[\^([^\]\s]+)\]`)
	attributes  = regexp.MustCompile(`\{[#.:][^{}\n]*\}`)
	entity      = regexp.MustCompile(`&#?[0-9A-Za-z]+;`)
	email       = regexp.MustCompile(`[\pL\pN._%+\-]+@[\pL\pN\-]+(?:\.[\pL\pN\-]+)+`)
)

// invariants are what a translation keeps as it is.
type invariants struct {
	links        []string // destinations
	images       []string
	code         []string
	placeholders []string
	footnotes    []string // labels
	emails       []string
	numbers      []string
	phones       []string
}

// keep finds the invariants of a Markdown text.
func keep(text string) invariants {
	var k invariants
	cut := func(re *regexp.Regexp, take func(m []string)) {
		text = re.ReplaceAllStringFunc(text, func(s string) string {
			take(re.FindStringSubmatch(s))
			return " "
		})
	}
	cut(codeSpan, func(m []string) { k.code = append(k.code, strings.Trim(m[0], "` ")) })
	cut(placeholder, func(m []string) { k.placeholders = append(k.placeholders, strings.ReplaceAll(m[0], " ", "")) })
	k.destinations(&text)
	cut(htmlTag, func(m []string) {
		if link := htmlLink.FindStringSubmatch(m[0]); link != nil {
			k.link(link[1])
		}
	})
	cut(footnote, func(m []string) { k.footnotes = append(k.footnotes, m[1]) })
	cut(bareLink, func(m []string) { k.link(strings.TrimRight(m[0], ".,;:!?*_)।、。，")) })
	cut(email, func(m []string) { k.emails = append(k.emails, strings.ToLower(m[0])) })
	cut(attributes, func([]string) {})
	cut(entity, func([]string) {})
	k.phones = append(k.phones, phones(text)...)
	k.numbers = numbers(text)
	return k
}

// destinations takes the targets of links and pictures out of a text, and
// leaves their words.
func (k *invariants) destinations(text *string) {
	var b strings.Builder
	rest := *text
	last := 0
	for _, m := range inlineLink.FindAllStringSubmatchIndex(rest, -1) {
		dest := ""
		if m[2] >= 0 {
			dest = rest[m[2]:m[3]]
		} else {
			dest = rest[m[4]:m[5]]
		}
		if isImage(rest[:m[0]]) {
			k.images = append(k.images, dest)
		} else {
			k.link(dest)
		}
		b.WriteString(rest[last:m[0]] + "] ")
		last = m[1]
	}
	*text = b.String() + rest[last:]
	*text = autoLink.ReplaceAllStringFunc(*text, func(s string) string {
		k.link(strings.Trim(s, "<>"))
		return " "
	})
}

// isImage reports whether the bracket that a text leaves open began with "![".
func isImage(before string) bool {
	depth := 1
	for i := len(before) - 1; i >= 0; i-- {
		switch before[i] {
		case ']':
			depth++
		case '[':
			if depth--; depth == 0 {
				return i > 0 && before[i-1] == '!'
			}
		}
	}
	return false
}

// link files a destination under what it is.
func (k *invariants) link(dest string) {
	scheme, rest, _ := strings.Cut(dest, ":")
	switch strings.ToLower(scheme) {
	case "mailto":
		address, _, _ := strings.Cut(rest, "?")
		k.emails = append(k.emails, strings.ToLower(address))
	case "tel", "sms":
		k.phones = append(k.phones, compact(rest))
	default:
		if email.FindString(dest) == dest && dest != "" {
			k.emails = append(k.emails, strings.ToLower(dest))
			return
		}
		k.links = append(k.links, dest)
	}
}

// strip is a text without addresses, code, tags and placeholders: the words.
func strip(text string) string {
	for _, re := range []*regexp.Regexp{codeSpan, placeholder, inlineLink, autoLink, htmlTag, footnote, bareLink, email, attributes, entity} {
		text = re.ReplaceAllString(text, " ")
	}
	return text
}
