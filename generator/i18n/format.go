package i18n

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Number writes a whole number: "1,234", "1 234", "۱٬۲۳۴".
func (w *Words) Number(n int) string { return w.number.integer(int64(n)) }

// Decimal writes a number with a fixed count of places after the decimal mark.
func (w *Words) Decimal(f float64, places int) string {
	return w.number.write(strconv.FormatFloat(f, 'f', places, 64))
}

// NumberIn writes a whole number for a place in the words of a key: as the language
// does that supplies them.
func (w *Words) NumberIn(key string, n int) string {
	return w.entry(key).voice.number.integer(int64(n))
}

// DigitsIn writes every 0–9 of a text for a place in the words of a key.
func (w *Words) DigitsIn(key, text string) string {
	return w.entry(key).voice.number.replace(text)
}

// Digits writes every 0–9 of a text in the language's own digits. It is not for
// telephone numbers, which stay as they are dialled.
func (w *Words) Digits(s string) string { return w.number.replace(s) }

// Quotes gives the quotation marks: open, close, inner open, inner close.
func (w *Words) Quotes() [4]string {
	if e := w.entries["format.quotes"]; e != nil && len(e.list) == 4 {
		return [4]string(e.list)
	}
	return [4]string{"“", "”", "‘", "’"}
}

// List joins texts as a sentence does: "a, b and c".
func (w *Words) List(items []string) string {
	if len(items) == 0 {
		return ""
	}
	comma, and := w.entry("format.list_comma"), w.entry("format.list_and")
	last := items[len(items)-1]
	var b strings.Builder
	for i, item := range items {
		switch {
		case i == 0:
		case i == len(items)-1:
			b.WriteString(beforeVowel(and.voice.tag, and.text, last))
		default:
			b.WriteString(comma.text)
		}
		b.WriteString(item)
	}
	return b.String()
}

// beforeVowel gives "e" for the Spanish "y" before the sound i, as in "francés
// e inglés"; hie- and hia- sound otherwise.
func beforeVowel(tag, and, next string) string {
	if base(tag) != "es" || and != " y " {
		return and
	}
	next = strings.ToLower(next)
	for _, glide := range []string{"hia", "hie", "ia", "ie", "io"} {
		if strings.HasPrefix(next, glide) {
			return and
		}
	}
	for _, vowel := range []string{"i", "í", "hi", "hí"} {
		if strings.HasPrefix(next, vowel) {
			return " e "
		}
	}
	return and
}

// units of Size, from small to large; 1 kB is 1,000 bytes.
var units = [...]string{"format.bytes", "format.kilobytes", "format.megabytes", "format.gigabytes"}

// Size writes a number of bytes as people read it: "213 kB", "1.2 MB". Below
// ten there is one place after the decimal mark, unless it is 0.
func (w *Words) Size(bytes int64) string {
	value, unit := float64(bytes), 0
	for unit < len(units)-1 && rounded(value, unit) >= 1000 {
		value, unit = value/1000, unit+1
	}
	e := w.entry(units[unit])
	shown := strconv.FormatFloat(rounded(value, unit), 'f', -1, 64)
	return fill(e.text, []string{"n", e.voice.number.write(shown)})
}

func rounded(value float64, unit int) float64 {
	if tenths := math.Round(value*10) / 10; unit > 0 && tenths < 10 {
		return tenths
	}
	return math.Round(value)
}

// dates is how a language writes a day. Pattern, months and digits come from
// one language, never the months of one in the order of another.
type dates struct {
	pattern  string
	firstDay string // "{day}er"; "" where the first day is like any other
	calendar string
	months   []string
	named    *entry // where the months are from
	number   numbering
}

func newDates(w *Words, chain []*Catalog) dates {
	months := w.entries["format.months"]
	if months == nil {
		return dates{}
	}
	d := dates{months: months.list, named: months, number: months.voice.number, pattern: "{day} {month} {year}"}
	tag := months.voice.tag
	for key, field := range map[string]*string{"format.date": &d.pattern, "format.first_day": &d.firstDay, "format.calendar": &d.calendar} {
		if c := first(chain, tag, key); c != nil && (c.Tag == tag || key == "format.date") {
			*field = c.texts[key]
		}
	}
	return d
}

// Date writes a day: "2 January 2026". Its calendar is the one that readers of
// the language use, which is Buddhist in Thai and Persian in Persian.
func (w *Words) Date(t time.Time) string {
	d := w.date
	if d.months == nil {
		panic("i18n: no catalogue names the months")
	}
	year, month, day := t.Year(), int(t.Month()), t.Day()
	switch d.calendar {
	case "buddhist":
		year += 543
	case "persian":
		year, month, day = persian(t)
	}
	shown := d.number.replace(strconv.Itoa(day))
	if day == 1 && d.firstDay != "" {
		shown = fill(d.firstDay, []string{"day", shown})
	}
	return w.mark(d.named, fill(d.pattern, []string{"day", shown, "month", d.months[month-1], "year", d.number.replace(strconv.Itoa(year))}))
}
