package page

import "handbill/generator/content"

// counters are the names that styles have for the digits of a script (CSS Counter
// Styles Level 3, section 6.1), by how a language writes 1. Of the scripts that have no
// such name, browsers number lists in Latin digits.
var counters = map[string]string{
	"١": "arabic-indic", "۱": "persian", "१": "devanagari", "১": "bengali", "੧": "gurmukhi", "૧": "gujarati",
	"୧": "oriya", "௧": "tamil", "౧": "telugu", "೧": "kannada", "൧": "malayalam", "๑": "thai", "໑": "lao",
	"༡": "tibetan", "၁": "myanmar", "១": "khmer",
}

// counting is the style that numbers lists in a language's own digits, as the text
// around them refers to them; "" where these are Latin. Lists with letters keep them,
// and so do parts in another language their digits.
func counting(l *content.Language) string {
	name := counters[l.Words.Number(1)]
	if name == "" {
		return ""
	}
	return ":where(ol:not([type],body [lang] ol)){list-style-type:" + name + "}"
}
