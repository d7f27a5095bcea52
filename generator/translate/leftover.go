package translate

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	leftBold  = regexp.MustCompile(`\*\*|__\pL|\pL__`)
	leftLink  = regexp.MustCompile(`\]\s?\(\s?(?:https?:|\.\.?/|/|#|mailto:|tel:|[^\s()]+\.(?:md|html|pdf|png|jpg|svg)\b)`)
	leftTitle = regexp.MustCompile(`^#{1,6}\s?\pL`)
	// An asterisk with a blank on the inner side, and its partner: "* word *".
	leftStars = regexp.MustCompile(`(?:^|[\s(«“])\*\s?[^\s*][^*\n]{0,200}?\s?\*(?:[\s.,;:!?)»”،。]|$)`)
	leftTicks = regexp.MustCompile("``+")
)

// leftover finds marks of Markdown in the words that a reader sees; "" where
// there are none.
func leftover(plain string) string {
	switch {
	case leftBold.MatchString(plain):
		return strings.TrimSpace(leftBold.FindString(plain))
	case leftLink.MatchString(plain):
		return "]("
	case leftTitle.MatchString(plain):
		return "#"
	case leftTicks.MatchString(plain):
		return "``"
	case leftStars.MatchString(plain):
		return "* … *"
	}
	return ""
}

// bidi reports direction marks that are not closed, and those that override the
// order of letters: with them a telephone number can be shown backwards.
func (c *checker) bidi(u Unit) {
	var open []rune
	for _, r := range u.Text {
		switch r {
		case '\u202d', '\u202e':
			c.ds.Warn(u.At, "translation-bidi", fmt.Sprintf("the invisible character U+%04X turns the order of letters and digits around", r), "delete it: the direction comes from the language")
			return
		case '\u202a', '\u202b', '\u2066', '\u2067', '\u2068':
			open = append(open, r)
		case '\u202c', '\u2069':
			if len(open) == 0 || (open[len(open)-1] >= '\u2066') != (r == '\u2069') {
				c.unbalanced(u, r)
				return
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		c.unbalanced(u, open[0])
	}
}

func (c *checker) unbalanced(u Unit, r rune) {
	c.ds.Warn(u.At, "translation-bidi", fmt.Sprintf("the invisible direction mark U+%04X has no partner in this part", r), "delete it, or put its partner where the other direction ends")
}
