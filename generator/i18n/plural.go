package i18n

import (
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// categories are the plural categories of the CLDR by the number that
// golang.org/x/text gives them.
var categories = [...]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}

// forms are the texts of one plural by category; "" where there is none.
type forms [len(categories)]string

// category gives the index of a category's name, false for any other word.
func category(name string) (plural.Form, bool) {
	for i, c := range categories {
		if c == name {
			return plural.Form(i), true
		}
	}
	return plural.Other, false
}

// cousins names the language whose plural rules serve one that has none in
// golang.org/x/text.
var cousins = map[string]string{"prs": "fa", "haz": "fa", "pes": "fa", "kmr": "ku", "ary": "ar", "arz": "ar", "apc": "ar", "ajp": "ar", "acm": "ar", "aeb": "ar", "apd": "ar", "uzs": "uz", "pbt": "ps", "pbu": "ps", "pst": "ps"}

// rules gives the tag whose plural rules a language follows. Script and region
// are dropped, since golang.org/x/text loses the rules of "ku-Arab" otherwise;
// only Portugal counts in another way than its language.
func rules(tag string) language.Tag {
	b := base(tag)
	if cousin, ok := cousins[b]; ok {
		b = cousin
	}
	if t, err := language.Raw.Parse(tag); err == nil && b == "pt" {
		if region, _ := t.Region(); region.String() == "PT" {
			return language.EuropeanPortuguese
		}
	}
	t, err := language.Raw.Parse(b)
	if err != nil {
		return language.Und
	}
	return t
}

func match(rules language.Tag, n int) plural.Form {
	if n < 0 {
		n = -n
	}
	return plural.Cardinal.MatchPlural(rules, n, 0, 0, 0, 0)
}

// counting is how a language tells numbers of things apart.
type counting struct {
	rules language.Tag
	// alike says that the rules know one form for every whole number.
	alike bool
}

func newCounting(tag string) counting {
	r := rules(tag)
	return counting{rules: r, alike: len(needed(r)) == 1}
}

// choose gives the text for a number. A language without rules takes the form
// named for exactly that number where the catalogue has one, so that Quechua
// or Rohingya can say "one" too.
func (c counting) choose(f *forms, n int) string {
	form := match(c.rules, n)
	if c.alike && n >= 0 && n <= 2 {
		form = [...]plural.Form{plural.Zero, plural.One, plural.Two}[n]
	}
	if f[form] != "" {
		return f[form]
	}
	return f[plural.Other]
}

// needed lists the categories that whole numbers of a language use, and
// "other", in the order zero, one, two, few, many, other. Every rule of the
// CLDR for whole numbers repeats after 100, but for those on thousands and
// millions.
func needed(rules language.Tag) []string {
	used := [len(categories)]bool{plural.Other: true}
	for n := range 201 {
		used[match(rules, n)] = true
	}
	for _, n := range []int{1_000, 10_000, 100_000, 1_000_000, 2_000_000} {
		used[match(rules, n)] = true
	}
	var names []string
	for _, form := range []plural.Form{plural.Zero, plural.One, plural.Two, plural.Few, plural.Many, plural.Other} {
		if used[form] {
			names = append(names, categories[form])
		}
	}
	return names
}
