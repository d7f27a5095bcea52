package paper

import (
	"html/template"
	"slices"
	"strings"
	"testing"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/markdown"
)

// A fold is right when each page of the reading order lands where the paper has
// it; these are the positions of the design, left to right.
func TestTrifoldPanelsStandWhereTheFoldHasThem(t *testing.T) {
	texts := []template.HTML{"flap", "in1", "in2", "in3", "back"}
	for _, rtl := range []bool{false, true} {
		sides := trifold("", texts, rtl)
		var order []string
		for _, s := range sides {
			for _, p := range s.Panels {
				order = append(order, p.Class)
			}
		}
		if want := []string{"front", "flap", "back", "first", "second", "third"}; !slices.Equal(order, want) {
			t.Errorf("the reading order is %v", order)
		}
		if class := sides[0].Class; strings.HasSuffix(class, "rtl") != rtl {
			t.Errorf("the side says %q", class)
		}
	}
}

func TestSectionsBeginAtHeadingsThatStandInNothing(t *testing.T) {
	all := split([]byte(`<p>Before <img src="a.png" alt=""> it</p><h2 id="a">A</h2><blockquote><h2 id="b">Not here</h2></blockquote><p>x</p><h2 id="c" class="x card">C</h2>`))
	if len(all) != 3 || all[0].heading || !all[1].heading || all[1].card || !all[2].card {
		t.Fatalf("sections: %+v", all)
	}
	if !strings.Contains(all[1].html, "Not here") || !strings.HasSuffix(all[1].html, "<p>x</p>") {
		t.Errorf("the second section is %s", all[1].html)
	}
}

func TestPanelsAreFilledEvenlyAndInOrder(t *testing.T) {
	for _, c := range []struct {
		name          string
		heights, room []float64
		want          []int
		fits          bool
	}{
		{"one each", []float64{10, 10, 10}, []float64{20, 20, 20}, []int{1, 1, 1}, true},
		{"short ones together", []float64{5, 5, 18, 9}, []float64{20, 20, 20}, []int{2, 1, 1}, true},
		{"fewer than panels", []float64{10}, []float64{20, 20}, []int{1, 0}, true},
		{"nothing", nil, []float64{20}, []int{0}, true},
		{"too much", []float64{30}, []float64{20, 20}, []int{1, 0}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			counts, full := deal(c.heights, c.room)
			if total := sum(counts); total != len(c.heights) || (full <= 1) != c.fits {
				t.Errorf("counts %v, full %g", counts, full)
			}
			if c.name != "fewer than panels" && c.name != "too much" && !slices.Equal(counts, c.want) {
				t.Errorf("counts %v, want %v", counts, c.want)
			}
		})
	}
}

func sum(list []int) int {
	n := 0
	for _, v := range list {
		n += v
	}
	return n
}

func TestFormatsFollowKindAndFrontMatter(t *testing.T) {
	list := func(kind string, services int, site, own []string, paper string) string {
		g := &content.Guide{Kind: kind, Services: make([]*content.Service, services)}
		var ids []string
		for _, f := range For(&content.Config{Print: content.Print{Formats: site, Paper: paper}}, &content.Page{Guide: g, Meta: content.Meta{Print: own}}) {
			ids = append(ids, f.ID)
		}
		return strings.Join(ids, " ")
	}
	for _, c := range []struct{ got, want string }{
		{list("guide", 0, []string{"a4", "trifold"}, nil, "a4"), "a4"},
		{list("leaflet", 0, []string{"a4", "trifold"}, nil, "a4"), "trifold"},
		{list("leaflet", 0, []string{"a4"}, nil, "letter"), "trifold-letter zine-letter card-letter poster-letter"},
		{list("leaflet", 0, []string{"trifold"}, []string{"zine"}, "a4"), "zine"},
		{list("guide", 2, nil, []string{"a4", "card"}, "a4"), "a4 card"},
		{list("guide", 0, nil, nil, "letter"), "letter"},
		{list("page", 0, nil, nil, "a4"), ""},
	} {
		if c.got != c.want {
			t.Errorf("formats %q, want %q", c.got, c.want)
		}
	}
}

func TestLinesBreakBetweenWords(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		want  int
	}{
		{"", 10, 1},
		{"aaaaa", 3, 1},
		{"aaaaa aaaaa", 5, 2},          // both would fit if words could be torn
		{"aaaaaaaaaaaaaaaaaaaa", 3, 4}, // a word longer than the line is torn
		{"喝水之前先烧开", 3.5, 2},
	} {
		if got := lines(c.text, c.width); got != c.want {
			t.Errorf("%q in %g ems takes %d lines, not %d", c.text, c.width, got, c.want)
		}
	}
}

// Who is told that a panel is too full finds its words: at the heading of a guide, or
// in the directory that a card is made from.
func TestWordsOfAPanelAreFound(t *testing.T) {
	l := &content.Language{Tag: "ar"}
	doc := &markdown.Doc{Headings: []markdown.Heading{{Text: "Water", At: diag.Position{Line: 7, Column: 1}}}}
	file := diag.Position{Path: "guides/a/services.toml", Line: 12, Column: 1}
	g := &content.Guide{Kind: content.KindGuide, Services: []*content.Service{{At: file, Name: content.Text{"": "Night clinic"}}}}
	p := &content.Page{Guide: g, Language: l, Source: &content.Source{Path: "guides/a/ar.md"}}
	d := Document{Page: p, Doc: doc, Format: Format{Kind: Card}}
	for panel, want := range map[string]diag.Position{
		"Night clinic": file,
		"Water":        {Path: "guides/a/ar.md", Line: 7, Column: 1},
		"Code":         {Path: "guides/a/ar.md"},
	} {
		if got := d.Written(panel); got != want {
			t.Errorf("%q is written at %v, not %v", panel, got, want)
		}
	}
}
