package paper

import (
	"fmt"
	"html/template"
	"math"
	"regexp"
	"strings"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/i18n"
	"handbill/generator/markdown"
	"handbill/generator/render"
	"handbill/generator/render/page"
)

// sheets is what paper-sheet.html knows.
type sheets struct {
	// Guide is the view of the guide's page.
	Guide  *page.View
	Format Format
	// Label names the format, How says how to print and fold it, Back leads to
	// the guide.
	Label, How, Back string
	// Edition tells which text this is.
	Edition string
	// Address is what people can type; "" where the site has none. Browsers need
	// no https://, and cards have no room for it.
	Address string
	Sides   []Side
}

// Side is one side of a sheet.
type Side struct {
	Class  string
	Panels []Panel
	// Marks are the classes of fold and cut marks.
	Marks []string
}

// Panel is what a reader sees at once: a panel of a tri-fold, a page of a zine, a
// card.
type Panel struct {
	Class string
	// Number is written at the panel's foot; "" for none.
	Number string
	// Cover panels carry title and summary, End panels the code and the address.
	Cover, End bool
	Text       template.HTML
	// Service is the one that a card shows; nil elsewhere.
	Service *page.ServiceCard
	// Copy is the same card once more: screen readers need it once.
	Copy bool
}

// layout makes one layout.
func (r *Renderer) layout(p *content.Page, doc *markdown.Doc, f Format, v *page.View) (render.File, diag.List) {
	var ds diag.List
	if f.Kind == Poster {
		r.page.PosterCode(v.Paper)
	}
	view := &sheets{
		Guide: v, Format: f, Label: Label(p.Language.Words, f),
		How: p.Language.Words.Text("paper.how_" + f.Word), Back: content.Rel(p.Address, p.Address),
		Edition: v.Facts,
	}
	if v.Paper != nil {
		view.Address = v.Paper.Address
		if f.Kind == Card {
			view.Address = strings.TrimPrefix(view.Address, "https://")
		}
	}
	var size float64
	if p.Guide.Kind == content.KindLeaflet {
		body := r.text(p, doc, v, &ds, markdown.Frame{})
		size = r.arrange(view, p, doc, split(body), &ds)
	} else {
		list := r.page.PrintCards(p, v)
		view.Sides, size = serviceCards(list), f.serviceSize(list)
	}
	parts := append(page.PrintParts(doc.Uses), "paper-sheet", "paper-"+string(f.Kind))
	if f.Bleed > 0 {
		parts = append(parts, "paper-press")
	}
	file, more := r.page.PrintFile("paper-sheet.html", p.Address, v, view, parts, r.light+f.css(size, v.Paper), true)
	ds.Add(more)
	return file, ds
}

// arrange puts the sections of a leaflet onto the sides of a format and gives the
// size of its text.
func (r *Renderer) arrange(v *sheets, p *content.Page, doc *markdown.Doc, all []section, ds *diag.List) float64 {
	l := p.Language
	rtl, leading := l.Dir == "rtl", leadings[i18n.Script(l.Tag)]
	if leading == 0 {
		leading = 1.4
	}
	if v.Format.Kind == Card {
		return r.cards(v, all)
	}
	var intro []section
	if len(all) > 0 && !all[0].heading {
		intro, all = all[:1], all[1:]
	}
	var counts []int
	if v.Format.Kind == Poster { // what has no heading stands above the rest
		all, intro = append(intro, all...), nil
	}
	longest := "" // the title of the part that takes most of its panel
	size, full := v.Format.choose(func(size float64) float64 {
		heights := make([]float64, len(all))
		width, rooms := v.Format.rooms(&p.Meta, len(v.Guide.Standing))
		most := 0.0
		for i, s := range all {
			if heights[i] = s.height(width, size, leading); heights[i] > most && s.heading {
				most, longest = heights[i], strings.TrimSpace(s.blocks[0].text)
			}
		}
		var full float64
		counts, full = deal(heights, rooms)
		return max(full, v.Format.cover(&p.Meta, intro, size, leading))
	})
	if full > 1.15 {
		ds.Warn(written(p, doc, v.Format, longest), "paper-full",
			fmt.Sprintf("the text seems too long for %s: the fullest panel holds %.0f %% of what it can", v.Format.ID, full*100),
			"shorten the longest part, or split it with another ## heading")
	}
	texts := make([]template.HTML, len(counts))
	for i, at := 0, 0; i < len(counts); i++ {
		texts[i] = join(all[at : at+counts[i]])
		at += counts[i]
	}
	switch v.Format.Kind {
	case Zine:
		v.Sides = zine(join(intro), texts, rtl, l.Words.Number)
	case Poster:
		v.Sides = poster(texts, rtl)
	default:
		v.Sides = trifold(join(intro), texts, rtl)
	}
	return size
}

// leadings are the line heights of the styles, where a script has its own.
var leadings = map[string]float64{"Arab": 1.65, "Aran": 2, "Thai": 1.6, "Deva": 1.6, "Beng": 1.6, "Mymr": 1.8, "Khmr": 1.8, "Laoo": 1.6, "Tibt": 1.7}

// points are one millimetre.
const points = 72 / 25.4

// choose takes the largest size in which a text fits, by estimate, the smallest
// where none does, and says how full the fullest panel is then.
func (f Format) choose(full func(size float64) float64) (size, fullest float64) {
	for _, size = range f.Sizes {
		if fullest = full(size); fullest <= 1 {
			break
		}
	}
	return size, fullest
}

// rooms are the width of a column and the heights that the panels after the cover
// have for text, in points. The last one of a tri-fold and of a poster has the
// code, and says how the translation stands.
func (f Format) rooms(m *content.Meta, standing int) (width float64, rooms []float64) {
	switch f.Kind {
	case Zine:
		height := (f.Height/2 - 21) * points
		for range 6 {
			rooms = append(rooms, height)
		}
		return (f.Width/4 - 14) * points, rooms
	case Poster:
		return f.posterRooms(m, standing)
	}
	height := (f.Height - 20) * points
	foot := 62*points + float64(standing)*3*9.5*1.3 // three lines each
	return (f.Width/3 - 5 - 16) * points, []float64{height, height, height, height, height - foot}
}

// cover is how full the first panel is, which has title and summary in the sizes of
// the styles and what stands before the first heading; 0 for formats without one.
func (f Format) cover(m *content.Meta, intro []section, size, leading float64) float64 {
	var title, lead, width, frame, room float64
	switch f.Kind {
	case Trifold:
		title, lead, width, frame, room = 27, 15, f.Width/3-30, 24, f.Height-20
	case Zine:
		title, lead, width, frame, room = 21, 11.5, f.Width/4-24, 14, f.Height/2-19
	default:
		return 0
	}
	column := width * points
	height := frame*points + float64(lines(m.Title, column/(title*1.07)))*title*1.15 + title*0.4 +
		float64(lines(m.Summary, column/lead))*lead*max(1.4, leading)
	for _, s := range intro {
		height += s.height(column+14*points-size, size, leading)
	}
	return height / (room * points)
}

// posterRooms are the two columns below a poster's title; the second one is at
// least as wide as the code, which stands at its end. Heights are those of a
// column of the middle width.
func (f Format) posterRooms(m *content.Meta, standing int) (width float64, rooms []float64) {
	line := func(text string, em float64) float64 {
		return math.Ceil(ems(text)*em/(f.Width-36)) * em * 1.3
	}
	height := f.Height - 40 - line(m.Title, f.Width/16) - line(m.Summary, f.Width/40)
	both := f.Width - 28
	right := max(both/2, 100)
	left := both - right
	foot := 130 + float64(standing)*2*f.Width/48*1.3 // two lines each
	return both / 2 * points, []float64{height * points * left / (both / 2), (height - foot) * points * right / (both / 2)}
}

// join puts sections one after the other.
func join(all []section) template.HTML {
	var b strings.Builder
	for _, s := range all {
		b.WriteString(`<div class="part">` + s.html + "</div>")
	}
	return page.PrintText(b.String())
}

// trifold is two sides of three panels: outside the front, the flap that folds in
// and the back, inside three to read. Readers open the front, see the flap, then
// the inside, last the back; the text is in that order and the grid puts each
// panel where the fold has it.
func trifold(intro template.HTML, texts []template.HTML, rtl bool) []Side {
	class := "ltr"
	if rtl {
		class = "rtl"
	}
	return []Side{
		{Class: "outside " + class, Marks: []string{"fold one", "fold two"}, Panels: []Panel{
			{Class: "front", Cover: true, Text: intro},
			{Class: "flap", Text: texts[0]},
			{Class: "back", Text: texts[4], End: true},
		}},
		{Class: "inside " + class, Marks: []string{"fold one", "fold two"}, Panels: []Panel{
			{Class: "first", Text: texts[1]}, {Class: "second", Text: texts[2]}, {Class: "third", Text: texts[3]},
		}},
	}
}

// poster is a title above two columns, the code at the end of the second.
func poster(texts []template.HTML, rtl bool) []Side {
	s := Side{Class: "poster ltr", Panels: []Panel{
		{Class: "head", Cover: true}, {Class: "body", Text: texts[0]}, {Class: "body", Text: texts[1], End: true},
	}}
	if rtl {
		s.Class = "poster rtl"
	}
	return []Side{s}
}

// zine is eight pages on one side of a sheet.
func zine(intro template.HTML, texts []template.HTML, rtl bool, number func(int) string) []Side {
	s := Side{Class: "zine ltr", Marks: []string{"cut", "fold one", "fold two", "fold three", "fold left", "fold right"}}
	if rtl {
		s.Class = "zine rtl"
	}
	s.Panels = append(s.Panels, Panel{Class: "p1", Cover: true, Text: intro})
	for i, text := range texts {
		s.Panels = append(s.Panels, Panel{Class: fmt.Sprintf("p%d", i+2), Number: number(i + 2), Text: text})
	}
	s.Panels = append(s.Panels, Panel{Class: "p8", End: true})
	return []Side{s}
}

// onSheet is how many cards a sheet has, in two columns.
const onSheet = 10

var ids = regexp.MustCompile(` id="[^"]*"`)

// cards fills a sheet with one card: the section that the author chose, else the
// last, which mostly says who to call.
func (r *Renderer) cards(v *sheets, all []section) float64 {
	var chosen []section
	for _, s := range all {
		if s.card {
			chosen = append(chosen, s)
		}
	}
	if len(chosen) == 0 && len(all) > 0 {
		chosen = all[len(all)-1:]
	}
	for i := range chosen {
		chosen[i].html = ids.ReplaceAllString(chosen[i].html, "")
	}
	card := Panel{Class: "card", Cover: true, End: true, Text: join(chosen)}
	side := Side{Class: "cards"}
	for i := range onSheet {
		card.Copy = i > 0
		side.Panels = append(side.Panels, card)
	}
	v.Sides = []Side{side}
	return v.Format.cardSize(4, chosen)
}

// cardSize is the largest size in which each of some texts fits onto a card, by
// estimate, with extra lines above and below it.
func (f Format) cardSize(extra float64, texts []section) float64 {
	for _, size := range f.Sizes {
		total := size * extra
		for _, s := range texts {
			total += s.height(54*points, size, 1.3)
		}
		if total <= 46*points {
			return size
		}
	}
	return f.Sizes[len(f.Sizes)-1]
}

// serviceSize is the largest size in which every service fits onto a card.
func (f Format) serviceSize(list []page.ServiceCard) float64 {
	least := f.Sizes[0]
	for _, c := range list {
		s := section{blocks: []block{{text: c.Name.Text, title: true}}}
		for _, t := range []page.Text{c.What, c.Hours, c.Address, c.Cost} {
			if t.Text != "" {
				s.blocks = append(s.blocks, block{text: shownOnCard(t)})
			}
		}
		for _, phone := range c.Phones {
			s.blocks = append(s.blocks, block{text: phone.Text, title: true})
		}
		least = min(least, f.cardSize(4, []section{s}))
	}
	return least
}

// shownOnCard is a text with what its source says now, where it is out of date.
func shownOnCard(t page.Text) string {
	if t.Now == nil {
		return t.Text
	}
	return t.Text + " " + t.Now.Label + " " + t.Now.Text
}

// serviceCards gives each service a card, and repeats them until the sheet is
// full.
func serviceCards(list []page.ServiceCard) []Side {
	var sides []Side
	total := (len(list) + onSheet - 1) / onSheet * onSheet
	for i := range total {
		if i%onSheet == 0 {
			sides = append(sides, Side{Class: "cards"})
		}
		side := &sides[len(sides)-1]
		side.Panels = append(side.Panels, Panel{Class: "card", End: true, Service: &list[i%len(list)], Copy: i >= len(list)})
	}
	return sides
}
