package i18n

import "slices"

// Words of another language stand between marks while a page is put together, so
// that the finished page can say their language (WCAG 2.2, 3.1.2): MarkOpen, the
// tag, MarkText, the words, MarkClose. Unicode keeps these characters for programs
// and no text has them.
const (
	MarkOpen  = "\uFDD0"
	MarkText  = "\uFDD1"
	MarkClose = "\uFDD2"
)

// Marked gives the same words for HTML that has still to be finished: Text and
// Plural put those of another language between marks. A language whose catalogues
// are complete has none, and gives the words themselves.
func (w *Words) Marked() *Words {
	if w.marked == nil {
		return w
	}
	return w.marked
}

// mark puts a text of an entry between marks where the words ask for them.
func (w *Words) mark(e *entry, text string) string {
	if !w.marks || !w.foreign(e.voice.tag) {
		return text
	}
	return Mark(e.voice.tag, text)
}

// Mark puts a text in a language between marks; as it is where the language is "".
func Mark(tag, text string) string {
	if tag == "" {
		return text
	}
	return MarkOpen + tag + MarkText + text + MarkClose
}

// foreign reports whether words of a language need a mark among these: those of "pt"
// need none in "pt-BR", nor those of "zh-Hans" in "zh".
func (w *Words) foreign(voice string) bool { return !slices.Contains(w.near, voice) }

// prepare makes the marked words of a language that lacks some of its own.
func (w *Words) prepare() {
	for _, e := range w.entries {
		if w.foreign(e.voice.tag) {
			marked := *w
			marked.marks = true
			w.marked = &marked
			return
		}
	}
}
