package search

import (
	"cmp"
	"compress/flate"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Letter is one part of the list from A to Z.
type Letter struct {
	// Name is the letter, "0–9" for digits, "" where the script has no letters
	// to sort under.
	Name    string
	Entries []Entry
}

// Entry is a guide or a heading of one.
type Entry struct {
	// Number is how the shards call it.
	Number int
	// Href is relative to the language's folder.
	Href string
	Text string
	// Guide is the title of the guide that a heading stands in; "" for a guide.
	Guide string
}

// listSize is how much of a page the list may take, in bytes after gzip: with
// frame, styles and script it stays under the 14 kB of the first round trip.
const listSize = 8_500

// deepest is the level of headings that the list has room for; 0 where only the
// guides themselves fit. What a longer list would hold is found under the
// heading above it.
func deepest(pages []page) int {
	before := 0
	for _, level := range []int{6, 3, 2} {
		size := 0
		listed(pages, level, func(p *page, s *heading) { size += len(s.text) + lineSize(p.address, p.title, s.id) })
		if size != before && fits(pages, level, size) {
			return level
		}
		before = size
	}
	return 0
}

// hopeless is a size of the list, in bytes before gzip, from which on it has no
// room for headings.
const hopeless = 20 * listSize

// lines is the size of the list's lines for a page and its main headings.
func lines(p Page) int {
	size := lineSize(p.Address, p.Title, "")
	for i, s := range p.Sections {
		if s.level() <= 2 && (i > 0 || s.ID != "") {
			size += len(s.Heading) + lineSize(p.Address, p.Title, s.ID)
		}
	}
	return size
}

// lineSize is the size of a line but for the heading.
func lineSize(address, title, id string) int {
	return len(`<li><a href="#" data-n=999></a> `) + len(address) + len(id) + len(title) + 1
}

// Packing is slow, so only what is in doubt is packed: a list of less than surely
// bytes fits as it is, and one whose first sample bytes are too heavy by more than
// slack, which is more than a block has beside its text, does not fit.
const (
	surely = listSize - 100
	sample = 64 << 10
	slack  = 1000
)

// fits reports whether a list of so many bytes is light enough after gzip.
func fits(pages []page, level, size int) bool {
	switch {
	case size <= surely:
		return true
	case size > hopeless:
		return false
	}
	var weight counter
	z, err := flate.NewWriter(&weight, 6)
	if err != nil {
		panic(err) // only for a level that flate does not have
	}
	pack := func(upTo int) {
		weight = 0
		z.Reset(&weight)
		var line []byte
		listed(pages, level, func(p *page, s *heading) {
			if upTo > 0 {
				line = fmt.Appendf(line[:0], "<li><a href=\"%s#%s\" data-n=999>%s</a> %s\n", p.address, s.id, s.text, p.title)
				upTo -= len(line)
				z.Write(line)
			}
		})
		z.Close()
	}
	if size > sample*3/2 {
		if pack(sample); weight > listSize+slack {
			return false
		}
	}
	pack(size)
	return weight <= listSize
}

// listed calls yield with what a list has, down to a level of headings.
func listed(pages []page, level int, yield func(*page, *heading)) {
	for i := range pages {
		p := &pages[i]
		for j := range p.sections {
			if s := &p.sections[j]; j == 0 || s.level <= level {
				yield(p, s)
			}
		}
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

// letters sorts the documents as the language does.
func letters(tag string, pages []page, documents numbering) []Letter {
	a := newAlphabet(tag)
	list := make([]sorted, 0, documents.count)
	for i, p := range pages {
		for j, s := range p.sections {
			n := int(documents.sections[i][j])
			if n != len(list) {
				continue // counts for the one before
			}
			e := Entry{Number: n, Href: p.address, Text: p.title}
			if j > 0 {
				e.Href, e.Text, e.Guide = p.address+"#"+s.id, s.text, p.title
			}
			list = append(list, sorted{e, a.key(e.Text)})
		}
	}
	slices.SortFunc(list, func(a, b sorted) int {
		return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.Number, b.Number))
	})
	var out []Letter
	for _, e := range list {
		name := a.letter(e.Text)
		if len(out) == 0 || out[len(out)-1].Name != name {
			out = append(out, Letter{Name: name})
		}
		last := &out[len(out)-1]
		last.Entries = append(last.Entries, e.Entry)
	}
	return out
}

type sorted struct {
	Entry
	key string
}

// alphabet knows how a language sorts.
type alphabet struct {
	collator, loose *collate.Collator
	buffer          collate.Buffer
	arabic          bool
}

func newAlphabet(tag string) *alphabet {
	t := language.Make(tag)
	base, _ := t.Base()
	return &alphabet{
		collator: collate.New(t, collate.Numeric),
		loose:    collate.New(t, collate.Loose),
		arabic:   base.String() == "ar",
	}
}

// key is the sorting key of a text. Lists in Arabic look past the article.
func (a *alphabet) key(text string) string {
	a.buffer.Reset()
	return string(a.collator.KeyFromString(&a.buffer, a.start(text)))
}

// start is the text from where it is sorted by.
func (a *alphabet) start(text string) string {
	text = strings.TrimLeftFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if !a.arabic {
		return text
	}
	if rest, ok := strings.CutPrefix(text, "ال"); ok && utf8.RuneCountInString(rest) >= withoutArticle {
		return rest
	}
	return text
}

// initials are the consonants that Korean lists have as headings, by the first
// letter of a syllable; doubled ones stand with the single.
var initials = [...]string{"ㄱ", "ㄱ", "ㄴ", "ㄷ", "ㄷ", "ㄹ", "ㅁ", "ㅂ", "ㅂ", "ㅅ", "ㅅ", "ㅇ", "ㅈ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"}

// letter is what a text stands under.
func (a *alphabet) letter(text string) string {
	text = a.start(text)
	r, _ := utf8.DecodeRuneInString(text)
	if r >= 'เ' && r <= 'ไ' { // Thai vowels written before the consonant that is sorted by
		r, _ = utf8.DecodeRuneInString(text[utf8.RuneLen(r):])
	}
	switch {
	case !unicode.IsLetter(r):
		return "0–9"
	case gram(r) == 2:
		return ""
	case r >= '가' && r <= '힣':
		return initials[(r-'가')/588] // 588 syllables begin with each consonant
	}
	written := strings.ToUpper(string(r))
	if plain := strings.ToUpper(fold(string(r))); plain != "" && a.loose.CompareString(plain, written) == 0 {
		return plain
	}
	return written
}
