package translate

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	anyTag     = regexp.MustCompile(`<\s*(/?[a-zA-Z][a-zA-Z0-9:-]*|!--|!\[CDATA|\?)[^<>]*>?`)
	anyScheme  = regexp.MustCompile(`(?i)(?:^|[("'<\s\[=])((?:javascript|vbscript|data|blob|file|intent|view-source|jar|about)\s*:[^\s)>"']*)`)
	direction  = regexp.MustCompile(`\s+(?:dir="(?:ltr|rtl|auto)"|lang="[A-Za-z0-9-]*")`)
	harmlessIn = []string{"br", "b", "i", "em", "strong", "sup", "sub", "kbd", "small", "bdi", "wbr", "span", "abbr"}
)

// harm says what in a text could hurt its readers; "" for nothing. Trusted is what
// the site has in its place: what the file says of its source may be made up, to
// let the same through.
func harm(trusted, text string) string {
	if tag := foreignHTML(trusted, text); tag != "" {
		return fmt.Sprintf("the text has HTML that the source does not have: %s", tag)
	}
	if link := foreignScheme(trusted, text); link != "" {
		return fmt.Sprintf("the text has a link that may do harm: %s", link)
	}
	has, site := keep(text), keep(trusted)
	if foreign := missingFrom(has.images, site.images); len(foreign) > 0 {
		return fmt.Sprintf("the text has a picture that the source does not have: %s", foreign[0])
	}
	if foreign := missingFrom(has.placeholders, site.placeholders); len(foreign) > 0 {
		return fmt.Sprintf("the text has a value that the source does not have: %s", foreign[0])
	}
	return ""
}

// foreignHTML finds a tag in a translation that its source does not have; ""
// where there is none. A few that only set letters, or their direction, are let
// through.
func foreignHTML(source, text string) string {
	text = codeSpan.re.ReplaceAllString(text, "")
	for _, m := range anyTag.FindAllStringSubmatch(text, -1) {
		name := strings.ToLower(strings.TrimPrefix(m[1], "/"))
		plain := strings.Trim(direction.ReplaceAllString(m[0], ""), "</> ") == strings.TrimPrefix(m[1], "/")
		if plain && slices.Contains(harmlessIn, name) || isAutoLink(m[0]) || strings.Contains(squeeze(source), squeeze(m[0])) {
			continue
		}
		return m[0]
	}
	return ""
}

func isAutoLink(tag string) bool { return autoLink.re.FindString(tag) == tag }

// foreignScheme finds a link of a scheme that can run or leak something.
func foreignScheme(source, text string) string {
	unescaped := strings.NewReplacer("&colon;", ":", "&#58;", ":", "&#x3a;", ":", "&Tab;", "", "&NewLine;", "", "\t", "").Replace(text)
	for _, m := range anyScheme.FindAllStringSubmatch(unescaped, -1) {
		if !strings.Contains(source, m[1]) {
			return m[1]
		}
	}
	return ""
}
