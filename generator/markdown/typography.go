package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// typography is how the text of one language is set.
type typography struct {
	quotes Quotes
	on     bool   // quotes, dashes and dots are set at all
	french bool   // narrow spaces inside quotation marks and before ; : ! ?
	inner  string // what French puts between a quotation mark and the words
	rtl    bool   // telephone numbers are isolated
}

func newTypography(opt *Options) typography {
	on := opt.Quotes != Quotes{} && !opt.CommonMark
	base, _, _ := strings.Cut(opt.Language, "-")
	inner, guillemets := strings.CutPrefix(opt.Quotes.Open, "«")
	if inner == "" {
		inner = narrowSpace
	}
	return typography{
		quotes: opt.Quotes,
		on:     on,
		french: on && strings.EqualFold(base, "fr") && guillemets,
		inner:  inner,
		rtl:    opt.RTL && !opt.CommonMark,
	}
}

// The bytes that a run looks at, by what is to be set. The rest is copied.
var (
	specialPlain = specialBytes("\\&")
	specialTyped = specialBytes("\\&\"'-.")
	// «, » and the spaces before them begin with C2.
	specialFrench = specialBytes("\\&\"'-.;:!?\xC2")
	// Arabic and Persian digits begin with D9 and DB.
	specialRTL      = specialBytes("\\&+(0123456789\xD9\xDB")
	specialRTLTyped = specialBytes("\\&\"'-.+(0123456789\xD9\xDB")
)

var (
	specialTitle       = specialBytes("\"'-.")
	specialTitleFrench = specialBytes("\"'-.;:!?\xC2")
)

func specialBytes(chars string) *[2][256]bool {
	var t [2][256]bool
	for i := range len(chars) {
		t[0][chars[i]], t[1][chars[i]] = true, true
	}
	for _, c := range "<>\x00" { // in HTML only
		t[1][c] = true
	}
	return &t
}

func (t *typography) special(html bool) *[256]bool {
	tables := specialPlain
	switch {
	case t.rtl && t.on:
		tables = specialRTLTyped
	case t.rtl:
		tables = specialRTL
	case t.french:
		tables = specialFrench
	case t.on:
		tables = specialTyped
	}
	if html {
		return &tables[1]
	}
	return &tables[0]
}

// specialTitle is special for text that is no Markdown: no escapes, no entities,
// no telephone numbers.
func (t *typography) specialTitle() *[256]bool {
	if t.french {
		return &specialTitleFrench[0]
	}
	return &specialTitle[0]
}

// typography is token for what only good setting changes.
func (r *run) typography(n, i, stop int) int {
	src := r.src
	c := src[i]
	if r.typo.rtl && (c == '+' || c == '(' || c >= '0' && c <= '9' || c == 0xD9 || c == 0xDB) {
		return r.telephone(n, i, stop)
	}
	switch c {
	case '"', '\'':
		return r.quote(n, i, stop)
	case '-':
		return r.dash(n, i, stop)
	case '.':
		if i+2 < stop && src[i+1] == '.' && src[i+2] == '.' && (i+3 >= stop || src[i+3] != '.') && r.before(n, i) != '.' {
			return r.replace(n, i, 3, "…")
		}
	case ';', ':', '!', '?', 0xC2:
		return r.frenchSpace(n, i, stop)
	}
	return i
}

// before is the character before i, as the reader sees it.
func (r *run) before(n, i int) rune {
	if i > n {
		c, _ := utf8.DecodeLastRune(r.src[n:i])
		return c
	}
	return r.prev
}

// after is the character that follows in the block, marks of emphasis left out;
// 0 at the end.
func (r *run) after(i int) rune {
	for i < r.stop {
		switch r.src[i] {
		case '*', '_', '~', '\\':
			i++
			continue
		}
		c, _ := utf8.DecodeRune(r.src[i:r.stop])
		return c
	}
	return 0
}

// replace writes text in place of some bytes of the source.
func (r *run) replace(n, i, length int, by string) int {
	r.plain(n, i)
	r.out = append(r.out, by...)
	if by != "" {
		r.prev, _ = utf8.DecodeLastRuneInString(by)
	}
	return i + length
}

// dash sets -- as an en dash and --- as an em dash. Arrows, longer rows and what
// looks like an option of a command stay.
func (r *run) dash(n, i, stop int) int {
	length := 1
	for i+length < stop && r.src[i+length] == '-' {
		length++
	}
	before, after := r.before(n, i), r.after(i+length)
	option := (before == 0 || unicode.IsSpace(before)) && unicode.IsLetter(after)
	switch {
	case length == 2 && after != '>' && before != '<' && !option:
		return r.replace(n, i, 2, "–")
	case length == 3 && after != '>' && before != '<':
		return r.replace(n, i, 3, "—")
	case length > 1:
		return r.replace(n, i, length, string(r.src[i:i+length]))
	}
	return i
}

func (r *run) quote(n, i, stop int) int {
	before, after := r.before(n, i), r.after(i+1)
	if r.src[i] == '\'' {
		return r.singleQuote(n, i, before, after)
	}
	q := &r.typo.quotes
	letters := wordly(before) && wordly(after) && !joinsWords(before) && !joinsWords(after)
	switch {
	case letters && !r.double:
		return i // gershayim, as in צה"ל
	case r.double && closes(before) && !(letters && rightToLeft(before)):
		r.double = false
		return r.replace(n, i, 1, q.Close)
	case opens(before, after):
		r.double = true
		return r.replace(n, i, 1, q.Open)
	}
	return i // inches, or nobody knows
}

// apostrophe is U+2019 in every language that has one.
const apostrophe = "’"

func (r *run) singleQuote(n, i int, before, after rune) int {
	q := &r.typo.quotes
	switch {
	case before >= 0x0590 && before <= 0x05FF && !r.single:
		return i // geresh
	case wordly(before) && wordly(after) && !joinsWords(before):
		return r.replace(n, i, 1, apostrophe)
	case r.single && closes(before) && !wordly(after):
		r.single = false
		return r.replace(n, i, 1, q.InnerClose)
	case opens(before, after) && r.shortened(i+1):
		return r.replace(n, i, 1, apostrophe)
	case !r.single && opens(before, after) && r.singleCloses(i+1):
		r.single = true
		return r.replace(n, i, 1, q.InnerOpen)
	case unicode.IsDigit(before):
		return i // feet, minutes
	case unicode.IsLetter(before) || wordly(after):
		return r.replace(n, i, 1, apostrophe) // the boys', 'twas
	}
	return i
}

// shortened reports whether what follows is a word that has lost its beginning:
// '90s, rock 'n' roll.
func (r *run) shortened(i int) bool {
	rest := r.src[i:max(i, r.stop)]
	if len(rest) > 1 && rest[0]|0x20 == 'n' && rest[1] == '\'' {
		return true
	}
	return len(rest) > 2 && unicode.IsDigit(rune(rest[0])) && unicode.IsDigit(rune(rest[1])) && rest[2] == 's'
}

// singleCloses reports whether a single quotation mark further on could close
// one that opens before i.
func (r *run) singleCloses(i int) bool {
	if r.unclosed {
		return false
	}
	for ; i < r.stop; i++ {
		if r.src[i] != '\'' || r.src[i-1] == '\\' {
			continue
		}
		before, _ := utf8.DecodeLastRune(r.src[:i])
		if closes(before) && !wordly(r.after(i+1)) {
			return true
		}
	}
	r.unclosed = true
	return false
}

func wordly(c rune) bool { return unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsDigit(c) }

// closes reports whether a quotation mark after this character may close.
func closes(before rune) bool {
	return before != 0 && !unicode.IsSpace(before) && !unicode.In(before, unicode.Ps, unicode.Pi)
}

// opens reports whether a quotation mark between these may open.
func opens(before, after rune) bool {
	if after == 0 || unicode.IsSpace(after) {
		return false
	}
	return before == 0 || unicode.IsSpace(before) || joinsWords(before) || unicode.In(before, unicode.P, unicode.S, unicode.Cf)
}

const (
	narrowSpace = "\u202F"
	firmSpace   = "\u00A0"
)

// frenchSpace makes the space before ; : ! ? » and after « one that neither
// breaks nor gapes. Where the author set no space none is added, except inside
// quotation marks that the program sets.
func (r *run) frenchSpace(n, i, stop int) int {
	src := r.src
	mark, space := src[i:i+1], narrowSpace
	switch src[i] {
	case ':':
		space = firmSpace
	case 0xC2:
		if i+1 >= stop {
			return i
		}
		mark = src[i : i+2]
		if src[i+1] == 0xAB { // «
			if i+2 < stop && src[i+2] == ' ' {
				return r.replace(n, i, 3, "«"+r.typo.inner)
			}
			return i
		}
		if src[i+1] != 0xBB { // »
			return i
		}
		space = r.typo.inner
	}
	if i > n && src[i-1] == ' ' && i-1 > 0 {
		r.plain(n, i-1)
		r.out = append(r.out, space...)
		r.out = append(r.out, mark...)
		r.prev, _ = utf8.DecodeRune(mark)
		return i + len(mark)
	}
	return i
}
