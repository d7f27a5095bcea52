package translate

import (
	"regexp"
	"strings"
)

var (
	codeSpan    = scanned(scanCode, "`+[^`\n]+`+", "`")
	placeholder = expression(`\{\{[^{}\n]*\}\}`, "{{")
	inlineLink  = &pattern{re: linkHere, needs: expression("", "](").needs, scan: scanLink}
	autoLink    = expression(`<((?:[a-zA-Z][a-zA-Z0-9+.\-]{1,31}:|[^\s<>@]+@)[^\s<>]*)>`, "<")
	bareLink    = expression(`(?:https?://|www\.)[^\s<>"'）」』】\]]+`, "://", "www.")
	htmlTag     = expression(`</?[a-zA-Z][^<>]*>`, "<")
	footnote    = scanned(scanFootnote, `\[\^([^\]\s]+)\]`, "[^")
	attributes  = expression(`\{[#.:][^{}\n]*\}`, "{")
	entity      = expression(`&#?[0-9A-Za-z]+;`, "&")
	email       = expression(`[\pL\pN._%+\-]+@[\pL\pN\-]+(?:\.[\pL\pN\-]+)+`, "@")
	htmlLink    = regexp.MustCompile(`(?i)\b(?:href|src)\s*=\s*["']?([^"'\s>]+)`)
)

// invariants are what a translation keeps as it is. Destinations have their {{values}}
// as they are written; one that is nothing else is a placeholder only.
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
	k.read(text, glanceAt(text).signs)
	return k
}

// emptied are no invariants, in the room of these.
func (k *invariants) emptied() invariants {
	return invariants{k.links[:0], k.images[:0], k.code[:0], k.placeholders[:0], k.footnotes[:0], k.emails[:0], k.numbers[:0], k.phones[:0]}
}

// read finds the invariants of a text with such signs, and gives what is left of it
// without them, but for numbers: what stripped leaves. It is "" where there are links
// or values, which stripped takes out in another way.
func (k *invariants) read(text string, in signs) (rest string) {
	if !keepsAny(in) {
		return text
	}
	whole := len(text)
	cut := func(p *pattern, take func(all, inside string)) {
		if p.mayMatch(text, in) {
			text = p.cut(text, " ", func(s span) { take(text[s.start:s.end], text[s.from:s.to]) })
		}
	}
	cut(codeSpan, func(all, _ string) { k.code = append(k.code, strings.Trim(all, "` ")) })
	valued := placeholder.mayMatch(text, in)
	if valued {
		k.placeholders = append(k.placeholders, values(text)...)
	}
	linked := len(text)
	text = k.destinations(text, in)
	linked -= len(text)
	cut(autoLink, func(_, address string) { k.link(address) })
	cut(htmlTag, func(tag, _ string) {
		if link := htmlLink.FindStringSubmatch(tag); link != nil {
			k.link(link[1])
		}
	})
	cut(footnote, func(_, label string) { k.footnotes = append(k.footnotes, label) })
	cut(bareLink, func(all, _ string) { k.link(strings.TrimRight(all, ".,;:!?*_)।、。，")) })
	if valued {
		text = placeholder.cut(text, " ", nil)
	}
	cut(email, func(all, _ string) { k.emails = append(k.emails, strings.ToLower(all)) })
	cut(attributes, func(_, _ string) {})
	cut(entity, func(_, _ string) {})
	if in.meets(anyDigit) && (len(text) == whole || signsIn(text).meets(digitSign) || in.meets(numeralSign) && hasDigit(text)) {
		plain := text
		if strings.Contains(text, "**") || strings.Contains(text, "__") {
			plain = strong.Replace(text)
		}
		k.phones = phones(k.phones, plain)
		k.numbers = numbers(k.numbers, plain)
	}
	if linked > 0 || valued {
		return ""
	}
	return text
}

// values gives the placeholders in a text.
func values(text string) []string {
	list := placeholder.re.FindAllString(text, -1)
	for i := range list {
		list[i] = strings.ReplaceAll(list[i], " ", "")
	}
	return list
}

// hasValue reports whether an address or a number is not known before the site's
// values are filled in.
func hasValue(dest string) bool {
	return strings.Contains(dest, "{{") && placeholder.re.MatchString(dest)
}

// destinations takes the targets of links and pictures out of a text, and
// leaves their words.
func (k *invariants) destinations(text string, in signs) string {
	if !inlineLink.mayMatch(text, in) {
		return text
	}
	return inlineLink.cut(text, "] ", func(s span) {
		if isImage(text[:s.start]) {
			k.images = append(k.images, text[s.from:s.to])
		} else {
			k.link(text[s.from:s.to])
		}
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
		if hasValue(address) {
			k.emails = append(k.emails, strings.ReplaceAll(address, " ", ""))
			return
		}
		k.emails = append(k.emails, strings.ToLower(address))
	case "tel", "sms":
		if number := canonical(rest); number != "" && !hasValue(rest) {
			k.phones = append(k.phones, number)
		} else if rest != "" {
			k.phones = append(k.phones, strings.ReplaceAll(rest, " ", ""))
		}
	default:
		if placeholder.re.FindString(dest) == dest {
			return
		}
		if strings.Contains(dest, "@") && email.re.FindString(dest) == dest {
			k.emails = append(k.emails, strings.ToLower(dest))
			return
		}
		k.links = append(k.links, dest)
	}
}

// strong takes the marks of strong emphasis out of a text.
var strong = strings.NewReplacer("**", "", "__", "")

// keepsAny reports whether a text with such signs may have anything that a
// translation keeps.
func keepsAny(in signs) bool { return in.meets(anyDigit) || hasMarkup(in) }

// hasMarkup does so but for numbers.
func hasMarkup(in signs) bool { return in.meets(markup) || in.has(host) }

// markup are the signs that one of is in whatever a translation keeps, but for
// numbers and bare names of hosts, which begin as in host.
var (
	markup = signsIn("`{[]<:&@")
	host   = signsIn("www.")
)

// wordless are the patterns of what is no word.
var wordless = []*pattern{codeSpan, placeholder, inlineLink, autoLink, htmlTag, footnote, bareLink, email, attributes, entity}

// strip is a text without addresses, code, tags and placeholders: the words.
func strip(text string) string { return stripped(text, signsIn(text)) }

// stripped strips a text with such signs.
func stripped(text string, in signs) string {
	if !hasMarkup(in) {
		return text
	}
	for _, p := range wordless {
		if p.mayMatch(text, in) {
			text = p.cut(text, " ", nil)
		}
	}
	return text
}
