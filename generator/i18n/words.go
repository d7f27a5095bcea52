package i18n

import (
	"fmt"
	"strings"
)

// Words are the interface words of one language, with its numbers and dates.
// They are made once and only read afterwards: safe for many readers at a time.
type Words struct {
	tag     string
	near    []string // see Chain
	entries map[string]*entry
	number  numbering
	date    dates
	marks   bool   // put words of another language between marks
	marked  *Words // the same words with marks; nil where all are of the language
}

// entry is one key: a text, a plural or a list, and the voice that says it.
type entry struct {
	text   string
	plural *forms
	list   []string
	voice  *voice
}

func (e *entry) shape() string {
	switch {
	case e.plural != nil:
		return "plural"
	case e.list != nil:
		return "list"
	}
	return "text"
}

// voice is what a language brings to its texts: a fallback text counts and
// writes numbers in its own language's way, not in the reader's.
type voice struct {
	tag      string
	counting counting
	number   numbering
}

// NewWords joins catalogues into the words of a language: the first that has a
// key supplies it. Digits are "latin", "native" or "" for the language's habit,
// and hold for its own texts only. The chain is the language's own catalogues,
// then those of its fallbacks, English last; what the last of the chain calls a
// plural stays one, whatever the others say.
func NewWords(tag, digits string, chain []*Catalog) *Words {
	w := &Words{tag: tag, near: Chain(tag), entries: map[string]*entry{}}
	voices := map[string]*voice{tag: newVoice(tag, digits, chain)}
	for i := len(chain) - 1; i >= 0; i-- {
		c := chain[i]
		v := voices[c.Tag]
		if v == nil {
			v = newVoice(c.Tag, "", chain)
			voices[c.Tag] = v
		}
		w.take(c, v)
	}
	w.number = voices[tag].number
	w.date = newDates(w, chain)
	w.prepare()
	return w
}

func newVoice(tag, digits string, chain []*Catalog) *voice {
	group, decimal := ",", "."
	if c := first(chain, tag, "format.group"); c != nil {
		group = c.texts["format.group"]
	}
	if c := first(chain, tag, "format.decimal"); c != nil {
		decimal = c.texts["format.decimal"]
	}
	return &voice{tag: tag, counting: newCounting(tag), number: newNumbering(tag, digits, group, decimal)}
}

// first gives the first catalogue of a language that has a key, else the first
// of any language, else nil.
func first(chain []*Catalog, tag, key string) *Catalog {
	var any *Catalog
	for _, c := range chain {
		if !c.Has(key) {
			continue
		}
		if c.Tag == tag {
			return c
		}
		if any == nil {
			any = c
		}
	}
	return any
}

func (w *Words) take(c *Catalog, v *voice) {
	add := func(key string, e *entry) {
		if old := w.entries[key]; old == nil || old.shape() == e.shape() {
			w.entries[key] = e
		}
	}
	for key, text := range c.texts {
		add(key, &entry{text: text, voice: v})
	}
	for key, f := range c.plurals {
		add(key, &entry{plural: f, voice: v})
	}
	for key, list := range c.lists {
		add(key, &entry{list: list, voice: v})
	}
}

// Tag is the language that the words are for.
func (w *Words) Tag() string { return w.tag }

// Has reports whether any catalogue of the chain has a key.
func (w *Words) Has(key string) bool { return w.entries[key] != nil }

// From gives the tag of the language that supplies a key, so that a word of
// another language can be marked with lang.
func (w *Words) From(key string) string { return w.entry(key).voice.tag }

// Text gives the words of a key, with {name} replaced by what follows "name" in
// pairs. A key that no catalogue has is a panic: English is complete.
func (w *Words) Text(key string, pairs ...string) string {
	e := w.entry(key)
	if e.plural != nil {
		panic(fmt.Sprintf("i18n: %q is a plural and needs a number", key))
	}
	return w.mark(e, fill(e.text, pairs))
}

// Plural gives the words for a number of things; {n} is the number in the
// digits of the language that supplies the words.
func (w *Words) Plural(key string, n int, pairs ...string) string {
	e := w.entry(key)
	if e.plural == nil {
		panic(fmt.Sprintf("i18n: %q is not a plural", key))
	}
	number := e.voice.number.integer(int64(n))
	return w.mark(e, fill(e.voice.counting.choose(e.plural, n), append([]string{"n", number}, pairs...)))
}

func (w *Words) entry(key string) *entry {
	e := w.entries[key]
	if e == nil {
		panic(fmt.Sprintf("i18n: no catalogue has the words %q", key))
	}
	return e
}

// fill puts values into the places of a text. Places without a value stay as
// they are; a value is never searched for places.
func fill(text string, pairs []string) string {
	if len(pairs) == 0 {
		return text
	}
	if len(pairs)%2 != 0 {
		panic("i18n: a name without its value")
	}
	var b strings.Builder
	b.Grow(len(text) + 16*len(pairs))
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			break
		}
		end += open
		b.WriteString(text[:open])
		if value, ok := value(pairs, text[open+1:end]); ok {
			b.WriteString(value)
		} else {
			b.WriteString(text[open : end+1])
		}
		text = text[end+1:]
	}
	b.WriteString(text)
	return b.String()
}

func value(pairs []string, name string) (string, bool) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1], true
		}
	}
	return "", false
}
