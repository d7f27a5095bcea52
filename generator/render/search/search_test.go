package search

import (
	"reflect"
	"slices"
	"sync"
	"testing"
)

var rights = []Page{
	{Address: "stopped.html", Title: "If the police stop you", Words: "What to say", Sections: []Section{
		{Text: "Stay calm. You have the right to be silent."},
		{ID: "lawyer", Heading: "Ask for a lawyer", Text: "Say: I want a lawyer. Call 0808 157 0142."},
		{ID: "home", Heading: "At home", Text: "Do not open the door without a warrant."},
	}},
	{Address: "health.html", Title: "Health without papers", Sections: []Section{
		{ID: "clinic", Heading: "The night clinic", Text: "No police there. No papers asked."},
		{ID: "emergency", Heading: "Emergency", Text: "Hospitals must treat everybody; the clinics too."},
	}},
	{Address: "work.html", Title: "Wages and work", Sections: []Section{
		{ID: "unpaid", Heading: "Unpaid wages", Text: "A lawyer of the union can write to the employer."},
	}},
}

func TestQuestions(t *testing.T) {
	for _, c := range []struct {
		name, ask, said string
		want            []string
	}{
		{"title before text", "police", "some 2", []string{"stopped.html", "health.html", "health.html#clinic"}},
		{"heading and its place", "warrant", "some 1", []string{"stopped.html", "stopped.html#home"}},
		{"beginning of a word", "hosp", "some 1", []string{"health.html", "health.html#emergency"}},
		{"capitals and accents", "LÁWYER", "some 2", []string{"stopped.html", "stopped.html#lawyer", "work.html", "work.html#unpaid"}},
		{"all the words, wherever in a guide they are", "silent lawyer", "some 1", []string{"stopped.html", "stopped.html#lawyer"}},
		{"some of the words where no guide has all", "warrant union", "near 2", []string{"stopped.html", "stopped.html#home", "work.html", "work.html#unpaid"}},
		{"another ending", "employers", "some 1", []string{"work.html", "work.html#unpaid"}},
		{"a number", "0142", "some 1", []string{"stopped.html", "stopped.html#lawyer"}},
		{"digits of another script", "٠١٤٢", "some 1", []string{"stopped.html", "stopped.html#lawyer"}},
		{"nothing", "xylophone", "none", []string{}},
		{"one letter is too little", "s", "", []string{}},
		{"only signs", "?!…", "", []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := build(t, "en", rights)
			got := s.ask(t, Script(), c.ask).Answers[0]
			if got.Said != c.said || !slices.Equal(s.names(got.Shown), c.want) {
				t.Errorf("%q: said %q and showed %q, want %q and %q", c.ask, got.Said, s.names(got.Shown), c.said, c.want)
			}
		})
	}
}

func TestOrderOfArrivalDoesNotShow(t *testing.T) {
	pages := plausible(200)
	want := build(t, "en", pages).Result
	x := New()
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for i := len(pages) - 1 - worker; i >= 0; i -= 4 {
				x.Add("en", i, pages[i])
			}
		})
	}
	wg.Wait()
	if got := x.Files("en"); !reflect.DeepEqual(got, want) {
		t.Error("in parallel and backwards: the outcome differs")
	}
}

func TestListLeavesOutWhatHasNoRoom(t *testing.T) {
	pages := plausible(300)
	s := build(t, "en", pages)
	if s.Pages != 300 || s.Headings != 0 {
		t.Errorf("the list has %d pages and %d headings, want 300 and no room for headings", s.Pages, s.Headings)
	}
	got := s.ask(t, Script(), pages[7].Sections[3].Heading).Answers[0]
	if !slices.Contains(s.names(got.Shown), pages[7].Address) {
		t.Errorf("a heading that is not listed does not lead to its page: %+v", got)
	}
}

func TestListIsSortedAsTheLanguageSorts(t *testing.T) {
	for _, c := range []struct {
		language string
		titles   []string
		want     []string // letter, then its titles
	}{
		{"en", []string{"zebra", "Élan", "apple", "2 steps", "“Quoted”", "east"}, []string{"0–9", "2 steps", "A", "apple", "E", "east", "Élan", "Q", "“Quoted”", "Z", "zebra"}},
		{"sv", []string{"ö", "z", "a", "å"}, []string{"A", "a", "Z", "z", "Å", "å", "Ö", "ö"}},
		{"ar", []string{"القانون", "بيت", "العمل"}, []string{"ب", "بيت", "ع", "العمل", "ق", "القانون"}},
		{"th", []string{"เมือง", "กฎหมาย", "แพทย์"}, []string{"ก", "กฎหมาย", "พ", "แพทย์", "ม", "เมือง"}},
		{"ko", []string{"노동", "경찰", "까치"}, []string{"ㄱ", "경찰", "까치", "ㄴ", "노동"}},
		{"zh-Hans", []string{"医院", "法律"}, []string{"", "法律", "医院"}},
	} {
		t.Run(c.language, func(t *testing.T) {
			var pages []Page
			for _, title := range c.titles {
				pages = append(pages, Page{Address: title + ".html", Title: title})
			}
			var got []string
			for _, l := range build(t, c.language, pages).Letters {
				got = append(got, l.Name)
				for _, e := range l.Entries {
					got = append(got, e.Text)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
