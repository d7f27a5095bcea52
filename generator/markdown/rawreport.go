package markdown

import (
	"fmt"
	"strings"
)

// dropped is HTML that is left out: what to say, where first, how often.
type dropped struct {
	message string
	at      int
	times   int
}

func (s *rawStack) drop(what string, at int) { s.report(what+" is left out", at) }

func (s *rawStack) report(message string, at int) {
	for i := range s.c.dropped {
		if s.c.dropped[i].message == message {
			s.c.dropped[i].times++
			return
		}
	}
	if len(s.c.dropped) < maxDropped {
		s.c.dropped = append(s.c.dropped, dropped{message, s.where.source(at), 1})
	}
}

// maxDropped is how many kinds of HTML that is left out are told apart.
const maxDropped = 200

// reportDropped reports each kind of thing once.
func (c *collector) reportDropped() {
	for _, d := range c.dropped {
		message := d.message
		if d.times > 1 {
			message += fmt.Sprintf(" (%d times)", d.times)
		}
		c.diags.Warn(c.at(d.at), "html-dropped", message, dropHint(d.message))
	}
}

// dropHint says what to do instead.
func dropHint(message string) string {
	what, _, _ := strings.Cut(message, " ")
	switch {
	case what == "<script>" || strings.HasPrefix(what, "on"):
		return "a guide runs no program of its own"
	case what == "style" || what == "<style>" || what == "<font>" || what == "<center>":
		return "the theme says how a page looks; a class can name what is special"
	case what == "<iframe>" || what == "<embed>" || what == "<object>":
		return "a page shows nothing from elsewhere: write a link"
	case what == "<form>" || what == "<input>" || what == "<button>" || what == "<select>" || what == "<textarea>":
		return "nobody receives a form: write an e-mail address or a telephone number"
	case strings.HasPrefix(what, "</"):
		return "take it out, or write the tag that it closes"
	case strings.Contains(message, "inside a paragraph"):
		return "leave an empty line before it and after it"
	}
	return "write it in Markdown, or with the HTML that the manual lists"
}
