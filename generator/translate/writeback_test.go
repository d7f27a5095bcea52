package translate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"handbill/generator/markdown"
)

// granted applies a wish for each pair that choose gives a text for, and fails
// where one is refused.
func granted(t *testing.T, p *Project, w *Work, choose func(Pair) string) string {
	t.Helper()
	var wishes []wish
	for i, pair := range w.Report.Pairs {
		if text := choose(pair); text != "" {
			wishes = append(wishes, wish{pair: i, text: text})
		}
	}
	out := p.apply(w, wishes)
	for _, r := range out.refused {
		pair := w.Report.Pairs[wishes[r].pair]
		t.Errorf("refused %v: %q", w.Source[pair.Source[0]].Kind, wishes[r].text)
	}
	return string(out.markdown)
}

func kinds(units []Unit) []markdown.BlockKind {
	list := make([]markdown.BlockKind, len(units))
	for i, u := range units {
		list[i] = u.Kind
	}
	return list
}

func TestEveryConstructIsFoundAndWritten(t *testing.T) {
	for _, eol := range []string{"\n", "\r\n"} {
		text := strings.ReplaceAll(everything, "\n", eol)
		p := site(t, map[string]string{"guides/w/en.md": text, "guides/w/fr.md": text})
		w := work(t, p)
		want := strings.Fields("title summary tags cover p h2 p li li li li quote li li li li li li quote quote quote quote li li quote quote cell cell cell cell cell cell term description p footnote footnote footnote alt caption h2 code html p h2 li li")
		if got := kinds(w.Source); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("blocks\n%v\nwant\n%v", got, want)
		}
		// One block at a time: nothing but its own bytes may change.
		for i, pair := range w.Report.Pairs {
			u := w.Source[pair.Source[0]]
			if !u.Sent() {
				continue
			}
			out := p.apply(w, []wish{{pair: i, text: "Ça change"}})
			if len(out.refused) > 0 {
				t.Errorf("%s %q: refused", u.Kind, u.Text)
				continue
			}
			first, last := u.Lines[0].Start, u.Lines[len(u.Lines)-1].Stop
			got := string(out.markdown)
			if got[:first] != text[:first] || !strings.HasSuffix(got, text[last:]) || !strings.Contains(got[first:len(got)-len(text)+last], "Ça change") {
				t.Errorf("%s %q: more has changed:\n%s", u.Kind, u.Text, got)
			}
		}
	}
}

func TestWritingTheSameTextChangesNothing(t *testing.T) {
	p := site(t, map[string]string{"guides/w/en.md": everything, "guides/w/fr.md": everything})
	w := work(t, p)
	got := granted(t, p, w, func(pair Pair) string {
		u := w.Target[pair.Target[0]]
		if !u.Sent() || u.Kind == kindSummary { // its quotes become double ones
			return ""
		}
		return u.Text
	})
	if got != everything {
		t.Errorf("got\n%s", got)
	}
}

func TestTranslatorsLinesAreKeptAndMadeHarmless(t *testing.T) {
	for _, text := range []string{
		"two\nlines", "first\n\nsecond paragraph", "- not a list", "first\n- not a list", "* star", "+ plus", "1. one", "12) twelve", "wait\n1. one",
		"# no heading", "text\n===", "text\n---", "> no quote", "```\nno code", "~~~", ": no description", "word\n: no description", "---", "* * *", "[a]: no reference",
		"[^x]: no footnote", "a | b\n--|--", "2019. gadā", "    indented", "\ttabbed", "trailing  \nbreak", "back\\slash", "text #", "[!NOTE]", "a ] b", "say \"so\"", "a | b",
	} {
		p := site(t, map[string]string{"guides/w/en.md": everything, "guides/w/fr.md": everything})
		w := work(t, p)
		for i, pair := range w.Report.Pairs {
			u := w.Target[pair.Target[0]]
			if !u.Sent() || named(u.Kind) {
				continue
			}
			out := p.apply(w, []wish{{pair: i, text: text}})
			if len(out.refused) > 0 {
				t.Errorf("%s: %q was refused", u.Kind, text)
				continue
			}
			if oneLine(u.Kind) || u.Kind == markdown.BlockQuote {
				continue // apply has read it back; plain reads paragraphs
			}
			got := p.read("guides/w/fr.md", "fr", out.markdown).units
			if here := plain(got[pair.Target[0]].Text); !strings.HasPrefix(squeeze(strings.ReplaceAll(here, "“", "\"")), strings.TrimRight(firstWord(text), "\\")) {
				t.Errorf("%s: %q reads as %q", u.Kind, text, here)
			}
		}
	}
}

func firstWord(text string) string {
	fields := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n\"", r) })
	return fields[0]
}

func TestMissingBlocksFindTheirPlace(t *testing.T) {
	full := everything
	p := site(t, map[string]string{"guides/w/en.md": full, "guides/w/fr.md": full})
	units := work(t, p).Target
	// Take each block's lines out of the translation in turn; insert it again.
	for i, u := range units {
		if strings.HasPrefix(u.Text, "Setext") || strings.HasPrefix(u.Text, "The note") || u.Text == "Take care" {
			continue // what is left over reads as something else
		}
		if !u.Sent() || named(u.Kind) || u.Kind == markdown.BlockTerm || u.Kind == markdown.BlockDescription || u.Kind == markdown.BlockAlt || u.Kind == markdown.BlockCaption || u.Kind == markdown.BlockCell {
			continue
		}
		first := strings.LastIndexByte(full[:u.Lines[0].Start], '\n') + 1
		last := u.Lines[len(u.Lines)-1].Stop
		last += strings.IndexByte(full[last:], '\n') + 1
		p := site(t, map[string]string{"guides/w/en.md": full, "guides/w/fr.md": full[:first] + full[last:]})
		w := work(t, p)
		missing := slices.IndexFunc(w.Report.Pairs, func(p Pair) bool { return p.Status == Missing })
		if missing < 0 || w.Source[w.Report.Pairs[missing].Source[0]].Text != u.Text {
			continue // taking it out joined or turned its neighbours
		}
		out := p.apply(w, []wish{{pair: missing, text: u.Text}})
		if len(out.refused) > 0 {
			t.Errorf("block %d, %s %q: no place found", i, u.Kind, u.Text)
			continue
		}
		got := p.read("guides/w/fr.md", "fr", out.markdown).units
		if len(got) != len(units) || got[i].Kind != u.Kind || got[i].Text != u.Text {
			t.Errorf("block %d, %s %q stands elsewhere:\n%s", i, u.Kind, u.Text, out.markdown)
		}
	}
}

func TestWholeBodyIsBuiltFromNothing(t *testing.T) {
	p := site(t, map[string]string{"guides/w/en.md": everything, "guides/w/fr.md": "+++\ntitle = \"Eau\"\n+++\n"})
	w := work(t, p)
	got := granted(t, p, w, func(pair Pair) string {
		if u := w.Source[pair.Source[0]]; pair.Status == Missing && u.Sent() {
			return u.Text
		}
		return ""
	})
	again := p.read("guides/w/fr.md", "fr", []byte(got)).units
	var want []markdown.BlockKind
	for _, k := range kinds(w.Source) {
		if sent(k) {
			want = append(want, k)
		}
	}
	if fmt.Sprint(kinds(again)) != fmt.Sprint(want) {
		t.Errorf("blocks\n%v\nwant\n%v\n%s", kinds(again), want, got)
	}
}

func TestTitleOfACalloutGoesBehindItsMark(t *testing.T) {
	fr := strings.Replace(everything, "[!WARNING] Take care", "[!WARNING]", 1)
	p := site(t, map[string]string{"guides/w/en.md": everything, "guides/w/fr.md": fr})
	w := work(t, p)
	got := granted(t, p, w, func(pair Pair) string {
		if pair.Status == Missing {
			return "Attention"
		}
		return ""
	})
	if want := strings.Replace(everything, "Take care", "Attention", 1); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestTwoParagraphsTakeTwoAndOneTakesOne(t *testing.T) {
	en := "+++\ntitle = \"W\"\n+++\n\n## A\n\nBoil the water and wait.\n\n## B\n"
	fr := "+++\ntitle = \"O\"\n+++\n\n## A\n\nFaites bouillir l’eau.\n\nAttendez.\n\n## B\n"
	p := site(t, map[string]string{"guides/w/en.md": en, "guides/w/fr.md": fr})
	for text, want := range map[string]string{
		"Un.\n\nDeux.":          "## A\n\nUn.\n\nDeux.\n\n## B",
		"Un seul.":              "## A\n\nUn seul.\n\n## B",
		"Un.\n\nDeux.\n\nTrois": "## A\n\nUn.\n\nDeux.\n\nTrois\n\n## B",
	} {
		w := work(t, p)
		got := granted(t, p, w, func(pair Pair) string {
			if len(pair.Target) == 2 {
				return text
			}
			return ""
		})
		if !strings.Contains(got, want) {
			t.Errorf("%q gives\n%s", text, got)
		}
	}
}

func TestAWishThatBreaksThePageIsRefusedAlone(t *testing.T) {
	p := site(t, map[string]string{"guides/w/en.md": everything, "guides/w/fr.md": everything})
	w := work(t, p)
	var wishes []wish
	for i, pair := range w.Report.Pairs {
		switch u := w.Target[pair.Target[0]]; {
		case u.Text == "Before any heading.":
			wishes = append(wishes, wish{pair: i, text: "<div>\nswallows"})
		case u.Kind == markdown.BlockParagraph:
			wishes = append(wishes, wish{pair: i, text: "Bon"})
		}
	}
	out := p.apply(w, wishes)
	if len(out.refused) != 1 || wishes[out.refused[0]].text == "Bon" || strings.Contains(string(out.markdown), "swallows") {
		t.Errorf("refused %v", out.refused)
	}
	if strings.Count(string(out.markdown), "Bon") != len(wishes)-1 {
		t.Errorf("not all others came through:\n%s", out.markdown)
	}
}

const services = `# the directory
[[service]]
id = "night"      # night and day
name = "Night clinic"
what = "Tests"
phone = ["+1 202 555 0142"]
hours = "Mo–Fr"
checked = 2026-01-31
[service.es]
name = "Clínica"

[[service]]
id = "legal"
name = "Legal aid"
what = "Advice"
fr = { name = "Aide juridique" }`

func TestServicesAreWrittenInPlace(t *testing.T) {
	p := site(t, map[string]string{"guides/services.toml": services})
	w, _, err := p.Work(sharedServices, "fr")
	if err != nil {
		t.Fatal(err)
	}
	if s := summary(w.Report); s != "missing [0]→[] missing [1]→[] missing [2]→[] missing [4]→[]" {
		t.Fatalf("status %s", s)
	}
	var wishes []wish
	for i, pair := range w.Report.Pairs {
		wishes = append(wishes, wish{pair: i, text: fmt.Sprintf("Texte « %d »", pair.Source[0])})
	}
	out := p.apply(w, wishes)
	want := strings.Replace(services, "name = \"Clínica\"\n", "name = \"Clínica\"\n[service.fr]\nname = \"Texte « 0 »\"\nwhat = \"Texte « 1 »\"\nhours = \"Texte « 2 »\"\n", 1)
	want = strings.Replace(want, "{ name = \"Aide juridique\" }", "{ name = \"Texte « 3 »\", what = \"Texte « 4 »\" }", 1)
	if string(out.services) != want {
		t.Errorf("got\n%s\nwant\n%s", out.services, want)
	}
}

func TestFrontMatterKeepsItsCommentsAndOrder(t *testing.T) {
	en := "+++\ntitle = \"Water\"\nsummary = \"All of it\"\ntags = [\"a\", \"b\"]\nalt = \"A tap\"\n+++\n"
	fr := "+++\n# de Lina\ntitle = 'Water' # titre\ntranslators = [\"L.\"]\n+++\n"
	p := site(t, map[string]string{"guides/w/en.md": en, "guides/w/fr.md": fr})
	w := work(t, p)
	texts := map[markdown.BlockKind]string{kindTitle: `L’eau "pure"`, kindSummary: "Deux\nlignes", kindTags: "eau\nsanté", kindCover: "Un robinet"}
	got := granted(t, p, w, func(pair Pair) string { return texts[w.Source[pair.Source[0]].Kind] })
	want := "+++\n# de Lina\ntitle = \"L’eau \\\"pure\\\"\" # titre\nsummary = \"\"\"\nDeux\nlignes\"\"\"\ntags = [\"eau\", \"santé\"]\nalt = \"Un robinet\"\ntranslators = [\"L.\"]\n+++\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
