package translate

import (
	"regexp"
	"strings"
	"unicode"
)

// pattern is an expression with what a text must hold for it to match: looking
// for that first makes reading a thousand guides several times faster.
type pattern struct {
	re    *regexp.Regexp
	needs []string
}

func (p pattern) mayMatch(text string) bool {
	for _, need := range p.needs {
		if strings.Contains(text, need) {
			return true
		}
	}
	return false
}

var (
	codeSpan    = pattern{regexp.MustCompile("`+[^`\n]+`+"), []string{"`"}}
	placeholder = pattern{regexp.MustCompile(`\{\{[^{}\n]*\}\}`), []string{"{{"}}
	inlineLink  = pattern{regexp.MustCompile(`\]\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))+))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)`), []string{"]("}}
	autoLink    = pattern{regexp.MustCompile(`<((?:[a-zA-Z][a-zA-Z0-9+.\-]{1,31}:|[^\s<>@]+@)[^\s<>]*)>`), []string{"<"}}
	bareLink    = pattern{regexp.MustCompile(`(?:https?://|www\.)[^\s<>"'）」』】\]]+`), []string{"://", "www."}}
	htmlTag     = pattern{regexp.MustCompile(`</?[a-zA-Z][^<>]*>`), []string{"<"}}
	footnote    = pattern{regexp.MustCompile(`\[\^([^\]\s]+)\]`), []string{"[^"}}
	attributes  = pattern{regexp.MustCompile(`\{[#.:][^{}\n]*\}`), []string{"{"}}
	entity      = pattern{regexp.MustCompile(`&#?[0-9A-Za-z]+;`), []string{"&"}}
	email       = pattern{regexp.MustCompile(`[\pL\pN._%+\-]+@[\pL\pN\-]+(?:\.[\pL\pN\-]+)+`), []string{"@"}}
	htmlLink    = regexp.MustCompile(`(?i)\b(?:href|src)\s*=\s*["']?([^"'\s>]+)`)
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
	cut := func(p pattern, take func(m []string)) {
		if !p.mayMatch(text) {
			return
		}
		text = p.re.ReplaceAllStringFunc(text, func(s string) string {
			take(p.re.FindStringSubmatch(s))
			return " "
		})
	}
	cut(codeSpan, func(m []string) { k.code = append(k.code, strings.Trim(m[0], "` ")) })
	cut(placeholder, func(m []string) { k.placeholders = append(k.placeholders, strings.ReplaceAll(m[0], " ", "")) })
	text = k.destinations(text)
	cut(autoLink, func(m []string) { k.link(m[1]) })
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
	if strings.ContainsFunc(text, unicode.IsDigit) {
		text = strings.NewReplacer("**", "", "__", "").Replace(text)
		k.phones = append(k.phones, phones(text)...)
		k.numbers = numbers(text)
	}
	return k
}

// destinations takes the targets of links and pictures out of a text, and
// leaves their words.
func (k *invariants) destinations(text string) string {
	if !inlineLink.mayMatch(text) {
		return text
	}
	var b strings.Builder
	last := 0
	for _, m := range inlineLink.re.FindAllStringSubmatchIndex(text, -1) {
		dest := text[max(m[2], m[4]):max(m[3], m[5])]
		if isImage(text[:m[0]]) {
			k.images = append(k.images, dest)
		} else {
			k.link(dest)
		}
		b.WriteString(text[last:m[0]] + "] ")
		last = m[1]
	}
	return b.String() + text[last:]
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
		k.phones = append(k.phones, canonical(rest))
	default:
		if email.re.FindString(dest) == dest && dest != "" {
			k.emails = append(k.emails, strings.ToLower(dest))
			return
		}
		k.links = append(k.links, dest)
	}
}

// strip is a text without addresses, code, tags and placeholders: the words.
func strip(text string) string {
	for _, p := range []pattern{codeSpan, placeholder, inlineLink, autoLink, htmlTag, footnote, bareLink, email, attributes, entity} {
		if p.mayMatch(text) {
			text = p.re.ReplaceAllString(text, " ")
		}
	}
	return text
}
