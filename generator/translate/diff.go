package translate

import (
	"github.com/clipperhouse/uax29/v2/words"
)

// Span is a stretch of two texts that were compared.
type Span struct {
	// Op is ' ' for words in both, '-' for words that went, '+' for new ones.
	Op   byte
	Text string
}

// maxDiff bounds the work of one comparison: two texts of 2,000 words each.
const maxDiff = 4_000_000

// Diff compares two texts word by word, where words end as UAX 29 says, so that
// it works in scripts without spaces.
func Diff(old, now string) []Span {
	a, b := split(old), split(now)
	if len(a)*len(b) > maxDiff {
		return []Span{{'-', old}, {'+', now}}
	}
	start := 0
	for start < min(len(a), len(b)) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < min(len(a), len(b))-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	d := differ{}
	d.add(' ', a[:start]...)
	d.middle(a[start:len(a)-end], b[start:len(b)-end])
	d.add(' ', a[len(a)-end:]...)
	return d.spans
}

func split(text string) []string {
	var list []string
	for it := words.FromString(text); it.Next(); {
		list = append(list, it.Value())
	}
	return list
}

type differ struct{ spans []Span }

func (d *differ) add(op byte, tokens ...string) {
	for _, t := range tokens {
		if n := len(d.spans); n > 0 && d.spans[n-1].Op == op {
			d.spans[n-1].Text += t
		} else {
			d.spans = append(d.spans, Span{op, t})
		}
	}
}

// middle walks the longest common sequence of two lists.
func (d *differ) middle(a, b []string) {
	table := make([][]int32, len(a)+1)
	for i := range table {
		table[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				table[i][j] = table[i+1][j+1] + 1
			} else {
				table[i][j] = max(table[i+1][j], table[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			d.add(' ', a[i])
			i, j = i+1, j+1
		case table[i+1][j] >= table[i][j+1]:
			d.add('-', a[i])
			i++
		default:
			d.add('+', b[j])
			j++
		}
	}
	d.add('-', a[i:]...)
	d.add('+', b[j:]...)
}

// Difference is a block that a translator has to look at.
type Difference struct {
	Status Status
	// Line is where the source stands in its file.
	Line int
	// Context says what the block is.
	Context string
	// Source shows what changed; one span where nothing did.
	Source []Span
	// Translation is what the site has now; "" for nothing.
	Translation string
}

// Differences lists the blocks of a work that are not up to date, in the order
// of the source; those that are gone from it, too.
func (w *Work) Differences() []Difference {
	var list []Difference
	for _, p := range w.Report.Pairs {
		if p.Status == Current || p.Status == Extra {
			continue
		}
		d := Difference{Status: p.Status, Translation: texts(w.Target, p.Target)}
		if len(p.Source) > 0 {
			u := w.Source[p.Source[0]]
			if !u.Sent() {
				continue
			}
			d.Line, d.Context = u.At.Line, context(u)
			now := texts(w.Source, p.Source)
			d.Source = []Span{{' ', now}}
			if p.Old != "" {
				d.Source = Diff(p.Old, now)
			}
		} else {
			d.Context = context(w.Target[p.Target[0]])
			d.Source = []Span{{'-', p.Old}}
		}
		list = append(list, d)
	}
	return list
}
