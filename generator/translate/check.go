package translate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"handbill/generator/diag"
	"handbill/generator/markdown"
)

// Checks says what Check looks for beside what every translation must keep.
type Checks struct {
	// Language is the tag of the translation.
	Language string
	// Always are numbers that must match, such as "112".
	Always []string
	// Glossary holds the agreed words.
	Glossary Glossary
	// Plain gives the words of a Markdown text as a reader sees them; nil turns
	// the look for leftover markup off.
	Plain func(text string) string
}

// Check compares each translated block with the source as it is now and reports
// what a reader could be hurt or misled by. It stays quiet on what translators
// do for good reason: other digits and separators, small numbers in words, links
// to the page in the own language.
func Check(source, target []Unit, r Report, opt Checks) diag.List {
	c := checker{source: source, target: target, opt: opt, ratio: medianRatio(source, target, r)}
	for _, p := range r.Pairs {
		switch p.Status {
		case Missing, Untranslated:
			continue
		case Removed, Extra:
			c.alone(p)
		default:
			c.alone(p)
			c.pair(p)
		}
	}
	c.columns(r)
	return c.ds.Sorted()
}

type checker struct {
	source, target []Unit
	opt            Checks
	ratio          float64
	ds             diag.List
}

func texts(units []Unit, at []int) string {
	parts := make([]string, len(at))
	for i, u := range at {
		parts[i] = units[u].Text
	}
	return strings.Join(parts, "\n\n")
}

func (c *checker) pair(p Pair) {
	if !c.target[p.Target[0]].Sent() {
		return
	}
	at := c.target[p.Target[0]].At
	from, to := texts(c.source, p.Source), texts(c.target, p.Target)
	a, b := keep(from), keep(to)
	where := place(c.source[p.Source[0]])
	c.phones(at, where, a, b)
	c.emails(at, where, a, b)
	c.placeholders(at, a, b)
	c.numbers(at, where, a, b, to)
	c.links(at, a, b)
	c.sameSet(at, "translation-image", "picture", a.images, b.images)
	c.sameSet(at, "translation-code", "code", untranslatable(a.code, b.code), b.code)
	c.footnotes(at, a, b)
	c.level(at, p)
	c.glossary(at, from, to)
	c.length(at, p, from, to)
}

// place names a source block for people: its file and line.
func place(u Unit) string { return fmt.Sprintf("%s:%d", u.At.Path, u.At.Line) }

// phones demands every telephone number of the source, digit by digit and in
// its order.
func (c *checker) phones(at diag.Position, where string, a, b invariants) {
	short, extra := lackingPhones(&a, &b), lacking(b.phones, a.phones)
	if len(short) == 0 && len(b.phones) >= len(a.phones) && !inSequence(a.phones, b.phones) {
		c.ds.Error(at, "translation-phone", fmt.Sprintf("the telephone numbers stand in another order than in the source: %s there, %s here", strings.Join(a.phones, ", "), strings.Join(b.phones, ", ")), "a reader may ring the wrong place: bring them into the order of "+where)
	}
	for i, number := range short {
		hint := "copy it from " + where + " digit by digit; a number that occurs often is safer as a value of site.toml"
		if hasValue(number) {
			hint = "write " + number + " as " + where + " does: it is filled in for every language"
		}
		switch {
		case i < len(extra):
			c.ds.Error(at, "translation-phone", fmt.Sprintf("the telephone number %s of the source is %s here", number, extra[i]), hint)
		case len(lacking(b.placeholders, a.placeholders)) > 0:
			// The translator wrote {{hotline}} for it.
		default:
			c.ds.Error(at, "translation-phone", fmt.Sprintf("the telephone number %s of the source is missing here", number), hint)
		}
	}
}

// lackingPhones gives the telephone numbers that a translation does not have, not
// even without the separators that tell a short one from other numbers.
func lackingPhones(a, b *invariants) []string {
	if len(a.phones) == 0 {
		return nil
	}
	return unfilled(lacking(a.phones, slices.Concat(b.phones, b.numbers)), a.phones, b.phones, b.placeholders)
}

// lackingEmails does so for e-mail addresses.
func lackingEmails(a, b *invariants) []string {
	return unfilled(missingFrom(a.emails, b.emails), a.emails, b.emails, b.placeholders)
}

// unfilled takes out of what a translation lacks the values that stand in it without a
// link, which they make themselves, unless something else may stand for them.
func unfilled(short, want, have, placeholders []string) []string {
	if len(short) == 0 || len(placeholders) == 0 || len(lacking(have, want)) > 0 {
		return short
	}
	return slices.DeleteFunc(short, func(s string) bool { return slices.Contains(placeholders, s) })
}

// inSequence reports whether all of want occur in have in the same order.
func inSequence(want, have []string) bool {
	i := 0
	for _, h := range have {
		if i < len(want) && want[i] == h {
			i++
		}
	}
	return i == len(want)
}

func (c *checker) emails(at diag.Position, where string, a, b invariants) {
	extra := lacking(b.emails, a.emails)
	for i, address := range lackingEmails(&a, &b) {
		if i < len(extra) {
			c.ds.Error(at, "translation-email", fmt.Sprintf("the e-mail address %s of the source is %s here", address, extra[i]), "copy it from "+where)
		} else {
			c.ds.Error(at, "translation-email", fmt.Sprintf("the e-mail address %s of the source is missing here", address), "copy it from "+where)
		}
	}
}

func (c *checker) placeholders(at diag.Position, a, b invariants) {
	for _, name := range missingFrom(a.placeholders, b.placeholders) {
		c.ds.Error(at, "translation-value", fmt.Sprintf("the source has %s, this translation does not", name), "write "+name+" where its text shall stand: it is filled in for every language")
	}
}

// missingFrom gives each of want that have lacks, once.
func missingFrom(want, have []string) []string {
	var missing []string
	for _, w := range want {
		if !slices.Contains(have, w) && !slices.Contains(missing, w) {
			missing = append(missing, w)
		}
	}
	return missing
}

func (c *checker) numbers(at diag.Position, where string, a, b invariants, to string) {
	for _, w := range wrongNumbers(&a, &b, to, c.opt.Always) {
		message := fmt.Sprintf("the number %s of the source is missing here", w.number)
		if w.other != "" {
			message += ", which has " + w.other
		}
		if w.always {
			c.ds.Error(at, "translation-number", message, "[check] always in site.toml names it; the source stands at "+where)
		} else {
			c.ds.Warn(at, "translation-number", message, "compare with "+where)
		}
	}
}

// wrongNumber is a number of the source that its translation does not have.
type wrongNumber struct {
	number string
	other  string // of the translation alone, perhaps in its place; "" for none
	always bool   // the site says that it must match
}

// wrongNumbers finds them, but for those that may be written in another way.
func wrongNumbers(a, b *invariants, to string, must []string) []wrongNumber {
	lacks := func(n string) bool { return !slices.Contains(b.numbers, n) && !slices.Contains(b.phones, n) }
	if !slices.ContainsFunc(a.numbers, lacks) {
		return nil // as most
	}
	var wrong []wrongNumber
	times, written := clocks(a.numbers, to)
	have := slices.Concat(b.numbers, b.phones, hanNumbers(to), romanNumbers(to), times)
	var extra []string
	for _, n := range missingFrom(b.numbers, a.numbers) {
		if !slices.ContainsFunc(a.numbers, func(m string) bool { return sameHour(m, n) || buddhistYear(m, n, to) }) && !slices.Contains(written, n) {
			extra = append(extra, n)
		}
	}
	for _, n := range missingFrom(a.numbers, have) {
		always := slices.Contains(must, n)
		other := ""
		if len(extra) > 0 && !thousands(n, extra[0]) {
			other = extra[0]
		}
		switch {
		case !always && slices.ContainsFunc(have, func(m string) bool { return sameHour(n, m) || thousands(n, m) || buddhistYear(n, m, to) }):
			continue
		case !always && other == "" && spelledOut(n):
			continue
		}
		if other != "" {
			extra = extra[1:]
		}
		wrong = append(wrong, wrongNumber{n, other, always})
	}
	return wrong
}

// contradictory reports whether a pair that nobody has confirmed differs in what a
// reader could dial or count: it may be made from an older text.
func contradictory(source []Unit, from []int, target []Unit, to []int) bool {
	if len(from) == 1 && len(to) == 1 {
		a, b := &source[from[0]], &target[to[0]]
		return a.factual() && contradict(a.keeps(), b.keeps(), b.Text)
	}
	return contradicts(texts(source, from), texts(target, to))
}

// contradicts reports whether a translation has another telephone number, address
// or number than its source: one that is missing may stand beside it in words, but
// not one in place of another.
func contradicts(from, to string) bool {
	if !hasDigit(from) && !strings.Contains(from, "@") {
		return false // most texts: a source without any cannot be contradicted
	}
	a, b := keep(from), keep(to)
	return contradict(&a, &b, to)
}

// contradict reports whether the invariants of a translation, whose text is to, have
// others in place of those of its source.
func contradict(a, b *invariants, to string) bool {
	if len(lacking(b.placeholders, a.placeholders)) == 0 && (len(lackingPhones(a, b)) > 0 || len(lackingEmails(a, b)) > 0) {
		return true
	}
	return slices.ContainsFunc(wrongNumbers(a, b, to, nil), func(w wrongNumber) bool { return w.other != "" })
}

// spelledOut reports whether languages often write a number as a word: up to
// twelve, and round ones.
func spelledOut(n string) bool {
	v, err := strconv.Atoi(n)
	for err == nil && v >= 1000 && v%1000 == 0 {
		v /= 1000
	}
	return err == nil && (v <= 12 || v <= 100 && v%10 == 0)
}

// thousands reports whether a number may be written with a word for a thousand
// or a million: 40,000 as "40 thousand".
func thousands(n, written string) bool {
	rest, ok := strings.CutPrefix(n, written)
	return ok && (rest == "000" || rest == "000000" || rest == "000000000")
}

// sameHour reports whether two numbers may be one hour of the day, on a clock of
// 12 and one of 24 hours.
func sameHour(a, b string) bool {
	x, errX := strconv.Atoi(a)
	y, errY := strconv.Atoi(b)
	return errX == nil && errY == nil && min(x, y) >= 0 && max(x, y) <= 24 && (x-y == 12 || y-x == 12)
}

var romans = strings.Fields("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII")

// romanNumbers finds the Roman numerals of a text up to XXII: centuries,
// chapters, laws.
func romanNumbers(text string) []string {
	if !strings.ContainsAny(text, "IVX") {
		return nil
	}
	var found []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !strings.ContainsRune("IVX", r) }) {
		if i := slices.Index(romans, word); i >= 0 {
			found = append(found, strconv.Itoa(i+1))
		}
	}
	return found
}

func (c *checker) links(at diag.Position, a, b invariants) {
	neutralAll := func(links []string) []string {
		all := make([]string, len(links))
		for i, l := range links {
			all[i] = neutral(l)
		}
		return all
	}
	want, have := neutralAll(a.links), neutralAll(b.links)
	extra := missingFrom(have, want)
	for _, l := range missingFrom(want, have) {
		original := a.links[slices.Index(want, l)]
		at2 := slices.IndexFunc(extra, func(e string) bool { return sameHost(e, l) })
		switch {
		case at2 >= 0 && strings.Contains(original, "://"):
			extra = slices.Delete(extra, at2, at2+1) // the page of that site in the own language
		case len(extra) > 0:
			other := b.links[slices.Index(have, extra[0])]
			extra = extra[1:]
			c.ds.Warn(at, "translation-link", fmt.Sprintf("the source links to %s, this translation to %s", original, other), "")
		default:
			c.ds.Warn(at, "translation-link", fmt.Sprintf("the link to %s of the source is missing here", original), "")
		}
	}
}

func sameHost(a, b string) bool {
	hostA, _, _ := strings.Cut(a, "/")
	hostB, _, _ := strings.Cut(b, "/")
	return hostA == hostB && hostA != ""
}

func (c *checker) sameSet(at diag.Position, code, what string, a, b []string) {
	for _, missing := range missingFrom(a, b) {
		c.ds.Warn(at, code, fmt.Sprintf("the %s %s of the source is missing here", what, missing), "")
	}
}

// untranslatable are the pieces of code that have to come back as they are. Words
// shown as code, such as `**bold**` in a text about writing, may be translated,
// as long as something stands for each.
func untranslatable(code, translated []string) []string {
	if len(code) != len(translated) {
		return code
	}
	return slices.DeleteFunc(slices.Clone(code), wordy)
}

func (c *checker) footnotes(at diag.Position, a, b invariants) {
	for _, label := range missingFrom(a.footnotes, b.footnotes) {
		c.ds.Warn(at, "translation-footnote", fmt.Sprintf("the footnote [^%s] of the source is missing here", label), "")
	}
	for _, label := range missingFrom(b.footnotes, a.footnotes) {
		c.ds.Warn(at, "translation-footnote", fmt.Sprintf("the footnote [^%s] is not in this part of the source", label), "keep the labels of the source: they are not shown to readers")
	}
}

func (c *checker) level(at diag.Position, p Pair) {
	s, t := c.source[p.Source[0]].Kind, c.target[p.Target[0]].Kind
	if len(s) == 2 && len(t) == 2 && s[0] == 'h' && t[0] == 'h' && s != t {
		c.ds.Warn(at, "translation-level", fmt.Sprintf("this heading has level %c, that of the source level %c", t[1], s[1]), "write "+strings.Repeat("#", int(s[1]-'0'))+" before it")
	}
}

func (c *checker) glossary(at diag.Position, from, to string) {
	for _, term := range c.opt.Glossary.For(from, c.opt.Language) {
		if !term.keeps(to, c.opt.Language) {
			hint := "i18n/glossary.toml has what was agreed"
			if term.Note != "" {
				hint += ": " + term.Note
			}
			c.ds.Warn(at, "translation-term", fmt.Sprintf("%q was agreed to be %s", term.Term, orList(term.In[c.opt.Language])), hint)
		}
	}
}

func orList(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = strconv.Quote(w)
	}
	return strings.Join(quoted, " or ")
}

// Lengths that make a translation suspect: a third of what the other blocks of
// the guide lead to expect, or three times as much. Below 60 letters a ratio
// says nothing.
const (
	lengthOutlier = 3
	lengthLeast   = 60
)

func (c *checker) length(at diag.Position, p Pair, from, to string) {
	a, b := width(strip(from)), width(strip(to))
	if max(a, b) < lengthLeast || c.ratio == 0 {
		return
	}
	switch got := b / max(a, 1) / c.ratio; {
	case got*lengthOutlier < 1:
		c.ds.Warn(at, "translation-length", "this translation is much shorter than the rest leads to expect", "is a sentence missing? The source stands at "+place(c.source[p.Source[0]]))
	case got > lengthOutlier:
		c.ds.Warn(at, "translation-length", "this translation is much longer than the rest leads to expect", "the source stands at "+place(c.source[p.Source[0]]))
	}
}

// medianRatio is how long a translated block of the guide is for one letter of
// the source; 0 where there are too few to tell.
func medianRatio(source, target []Unit, r Report) float64 {
	var ratios []float64
	for _, p := range r.Pairs {
		if p.Status == Current && source[p.Source[0]].Sent() {
			a, b := width(strip(texts(source, p.Source))), width(strip(texts(target, p.Target)))
			if a >= lengthLeast/3 {
				ratios = append(ratios, b/a)
			}
		}
	}
	if len(ratios) < 5 {
		return 0
	}
	slices.Sort(ratios)
	return ratios[len(ratios)/2]
}

// alone checks a translated block by itself.
func (c *checker) alone(p Pair) {
	for _, t := range p.Target {
		u := c.target[t]
		if !u.Sent() {
			continue
		}
		c.bidi(u)
		if c.opt.Plain != nil && !named(u.Kind) {
			if found := leftover(c.opt.Plain(codeSpan.re.ReplaceAllString(u.Text, " "))); found != "" {
				c.ds.Warn(u.At, "translation-markup", fmt.Sprintf("readers will see the marks %s", found), "bold is **word** without blanks inside, a link is [words](address)")
			}
		}
	}
}

func (c *checker) columns(r Report) {
	count := func(units []Unit) map[int]int {
		rows := map[int]int{}
		for _, u := range units {
			if u.Kind == markdown.BlockCell {
				rows[u.At.Line]++
			}
		}
		return rows
	}
	in, out := count(c.source), count(c.target)
	said := map[int]bool{}
	for _, p := range r.Pairs {
		if len(p.Source) == 0 || len(p.Target) == 0 || c.source[p.Source[0]].Kind != markdown.BlockCell || c.target[p.Target[0]].Kind != markdown.BlockCell {
			continue
		}
		s, t := c.source[p.Source[0]].At, c.target[p.Target[0]].At
		if in[s.Line] != out[t.Line] && !said[t.Line] {
			said[t.Line] = true
			c.ds.Warn(t, "translation-columns", fmt.Sprintf("this row has %d filled cells, that of the source %d", out[t.Line], in[s.Line]), "the source stands at "+fmt.Sprintf("%s:%d", s.Path, s.Line))
		}
	}
}
