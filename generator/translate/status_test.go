package translate

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"handbill/generator/diag"
	"handbill/generator/markdown"
)

// units makes blocks from lines: "# " is a heading, "- " a list item, "` " code,
// "| " a table cell, "[^1]: " a note, everything else a paragraph.
func units(lines ...string) []Unit {
	var blocks []markdown.Block
	for i, l := range lines {
		b := markdown.Block{Kind: markdown.BlockParagraph, Text: l, At: diag.Position{Path: "x.md", Line: 2*i + 1}}
		for mark, kind := range map[string]markdown.BlockKind{"# ": "h1", "## ": "h2", "- ": "li", "` ": "code", "| ": "cell", "title: ": "title", "[^": "footnote"} {
			if rest, ok := strings.CutPrefix(l, mark); ok {
				b.Kind, b.Text = kind, strings.TrimLeft(rest, "0123456789]: ")
			}
		}
		blocks = append(blocks, b)
	}
	return Units(blocks)
}

var (
	english = []string{"# Water", "Call 112 at night.", "Boil it for 1 minute.", "- Cup", "- Pot", "Ask at the [map](https://x.org/m) for the next well."}
	french  = []string{"# Eau", "Appelez le 112 la nuit.", "Faites bouillir 1 minute.", "- Tasse", "- Marmite", "Demandez à la [carte](https://x.org/m) le prochain puits."}
)

// paired is the lock of two texts of the same shape, all done.
func paired(source, target []Unit) (Lock, Texts) {
	var lock Lock
	for i := range target {
		lock.Rows = append(lock.Rows, Row{[]string{source[i].Key}, []string{target[i].Key}, Done})
	}
	old := Texts{}
	old.Remember(source, lock)
	return lock, old
}

// with replaces, inserts or removes lines of a text.
func with(lines []string, at, remove int, insert ...string) []string {
	return slices.Replace(slices.Clone(lines), at, at+remove, insert...)
}

// summary writes what is not up to date, in order: a status with the places in
// source and target.
func summary(r Report) string {
	var b strings.Builder
	for _, p := range r.Pairs {
		if p.Status != Current {
			fmt.Fprintf(&b, "%s %v→%v ", p.Status, p.Source, p.Target)
		}
	}
	return strings.TrimSpace(b.String())
}

func TestCompareTellsWhatHappened(t *testing.T) {
	for _, c := range []struct {
		name   string
		source []string
		target []string
		want   string
	}{
		{"nothing", english, french, ""},
		{"number changed", with(english, 1, 1, "Call 113 at night."), french, "changed [1]→[1]"},
		{"block moved", with(with(english, 1, 1), 3, 0, english[1]), french, ""},
		{"heading moved with its text", append(slices.Clone(english[2:]), english[:2]...), french, ""},
		{"paragraph added", with(english, 2, 0, "Wash your hands well."), french, "missing [2]→[]"},
		{"list item added", with(english, 4, 0, "- Soap"), french, "missing [4]→[]"},
		{"list item removed", with(english, 3, 1), french, "removed []→[3]"},
		{"re-wrapped", with(english, 5, 1, "Ask at the [map](https://x.org/m)\n  for the next well."), french, ""},
		{"typo mended in the translation", english, with(french, 2, 1, "Faites bouillir une bonne minute."), ""},
		{"both edited, number taken over", with(english, 1, 1, "Call 113 at night."), with(french, 1, 1, "Appelez le 113 la nuit."), ""},
		{"both edited, number forgotten", with(english, 1, 1, "Call 113 at night."), with(french, 1, 1, "Téléphonez au 112 la nuit."), "changed [1]→[1]"},
		{"both edited, nothing to check by", with(english, 2, 1, "Boil it well for 1 minute."), with(french, 2, 1, "Faites-la bouillir 1 minute."), "review [2]→[2]"},
		{"added by the translator", english, with(french, 3, 0, "Ici, l’eau est dure."), "extra []→[3]"},
		{"left in English", english, with(french, 2, 1, english[2]), "untranslated [2]→[2]"},
		{"deleted in the translation", english, with(french, 2, 1), "missing [2]→[]"},
		{"split in two by the translator", english, with(french, 2, 1, "Faites bouillir.", "Une minute."), ""},
		{"two merged in one by the translator", english, with(french, 1, 2, "Appelez le 112 la nuit. Faites bouillir 1 minute."), ""},
		{"split in two at the source", with(english, 5, 1, "Ask at the [map](https://x.org/m)", "for the next well."), french, ""},
		{"two merged in one at the source", with(english, 1, 2, "Call 112 at night. Boil it for 1 minute."), french, ""},
		{"turned into a list at the source", with(english, 2, 1, "- Boil it for 1 minute."), french, "changed [2]→[2]"},
		{"heading level changed", with(english, 0, 1, "## Water"), french, "changed [0]→[0]"},
		{"rewritten beyond likeness", with(english, 2, 1, "Never drink from the river after rain."), french, "removed []→[2] missing [2]→[]"},
		{"somewhat like it", with(english, 2, 1, "Boil it for a while, a minute or so."), french, "unsure [2]→[2]"},
		{"everything new at once", with(with(english, 1, 1, "Call 113 at night."), 4, 0, "- Soap"), with(french, 3, 1, "- Une tasse"), "changed [1]→[1] missing [4]→[]"},
		{"all blocks gone", nil, french, "removed []→[0] removed []→[1] removed []→[2] removed []→[3] removed []→[4] removed []→[5]"},
		{"empty translation", english, nil, "missing [0]→[] missing [1]→[] missing [2]→[] missing [3]→[] missing [4]→[] missing [5]→[]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lock, old := paired(units(english...), units(french...))
			got := Compare(units(c.source...), units(c.target...), lock, old)
			if s := summary(got); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
			everySourceOnce(t, got, len(c.source))
		})
	}
}

// everySourceOnce checks what every report promises: each source block stands in
// one pair, and the counts add up.
func everySourceOnce(t *testing.T, r Report, sources int) {
	t.Helper()
	seen := map[int]int{}
	for _, p := range r.Pairs {
		for _, s := range p.Source {
			seen[s]++
		}
	}
	for s := range sources {
		if seen[s] != 1 {
			t.Errorf("source block %d stands in %d pairs", s, seen[s])
		}
	}
	if c := r.Counts; c.Current+c.Changed+c.Untranslated+c.Missing+c.Review != c.Total {
		t.Errorf("the counts do not add up: %+v", c)
	}
}

func TestChangedBlockShowsWhatItWasMadeFrom(t *testing.T) {
	source, target := units(english...), units(french...)
	lock, old := paired(source, target)
	r := Compare(units(with(english, 1, 1, "Call 113 at night.")...), target, lock, old)
	if got := r.Pairs[1].Old; got != "Call 112 at night." {
		t.Errorf("made from %q", got)
	}
	if r.Counts.Changed != 1 || r.Counts.WordsLeft != 4 {
		t.Errorf("counts %+v", r.Counts)
	}
}

func TestLostLockIsRebuiltFromTheTexts(t *testing.T) {
	source, target := units(english...), units(french...)
	r := Compare(source, target, Lock{}, nil)
	if s := summary(r); s != "" {
		t.Errorf("got %s", s)
	}
	if r.Counts.Assumed != len(english) {
		t.Errorf("the doubt is hidden: %+v", r.Counts)
	}
	lock := r.Refresh(source, target, "")
	want, old := paired(source, target)
	for i := range want.Rows {
		want.Rows[i].State = Assumed
	}
	if !reflect.DeepEqual(lock, want) {
		t.Errorf("got  %v\nwant %v", lock, want)
	}
	if s := summary(Compare(units(with(english, 1, 1, "Call 113 at night.")...), target, lock, old)); s != "changed [1]→[1]" {
		t.Errorf("the rebuilt lock misses a change: %s", s)
	}
}

func TestLostLockTrustsNoOtherNumber(t *testing.T) {
	source := units("## Help", "Ring 555 0199, day and night.", "Open from 9 to 17.", "Boil it for ten minutes.", "Write to a@example.org.", "Fee: 20 euros.")
	target := units("## Aide", "Appelez le 555 0103, jour et nuit.", "Ouvert de 10 à 18.", "Faites bouillir 10 minutes.", "Écrivez à b@example.org.", "Frais : 20 euros.")
	r := Compare(source, target, Lock{}, nil)
	if s := summary(r); s != "review [1]→[1] review [2]→[2] review [4]→[4]" {
		t.Errorf("got %s", s)
	}
	lock := r.Refresh(source, target, "")
	if s := summary(Compare(source, target, lock, nil)); s != "review [1]→[1] review [2]→[2] review [4]→[4]" {
		t.Errorf("adopted, it is %s", s)
	}
}

func TestLostLockHidesNoDeletedBlock(t *testing.T) {
	source := units("Drink clean water.", "Boil it for a minute.", "Let it cool down in the shade.", "- Cup", "- Pot", "- A clean cloth", "Keep the pot covered.", "Wash your hands before you eat.")
	target := []string{"Buvez de l’eau propre.", "Faites-la bouillir une minute.", "Laissez-la refroidir à l’ombre.", "- Tasse", "- Marmite", "- Un linge propre", "Gardez la marmite couverte.", "Lavez-vous les mains avant de manger."}
	for i := range target {
		r := Compare(source, units(with(target, i, 1)...), Lock{}, nil)
		if r.Counts.Missing != 1 {
			t.Errorf("without %q: %s", target[i], summary(r))
		}
		everySourceOnce(t, r, len(source))
	}
}

func TestLostOldTextsLeaveTheBlockInDoubt(t *testing.T) {
	source, target := units(english...), units(french...)
	lock, _ := paired(source, target)
	r := Compare(units(with(english, 1, 1, "Call 113 at night.")...), target, lock, nil)
	if s := summary(r); s != "unsure [1]→[1]" {
		t.Errorf("got %s", s)
	}
}

func TestDamagedLockCostsOnlyItsLostRows(t *testing.T) {
	source, target := units(english...), units(french...)
	lock, old := paired(source, target)
	whole := string(lock.Bytes("fr.toml"))
	cut := whole[:len(whole)-80]
	damaged, ds := ParseLock(diag.File{Path: "fr.toml", Source: []byte(cut)})
	if len(damaged.Rows) != len(lock.Rows)-2 || len(ds) != 1 || ds[0].Code != "lock-damaged" {
		t.Fatalf("read %d rows, said %v", len(damaged.Rows), ds)
	}
	if s := summary(Compare(source, target, damaged, old)); s != "" {
		t.Errorf("got %s", s)
	}
	changed := units(with(english, 1, 1, "Call 113 at night.")...)
	if s := summary(Compare(changed, target, damaged, old)); s != "changed [1]→[1]" {
		t.Errorf("got %s", s)
	}
}

func TestMergeConflictTakesBothSides(t *testing.T) {
	source, target := units(english...), units(french...)
	lock, old := paired(source, target)
	lines := strings.Split(string(lock.Bytes("fr.toml")), "\n")
	newer := units("Call 113 at night.")[0]
	mine := fmt.Sprintf("  [%q, %q, \"done\"],", newer.Key, target[1].Key)
	for i, l := range lines {
		if strings.Contains(l, target[1].Key) {
			lines[i] = "<<<<<<< ours\n" + l + "\n=======\n" + mine + "\n>>>>>>> theirs"
		}
	}
	both, ds := ParseLock(diag.File{Path: "fr.toml", Source: []byte(strings.Join(lines, "\n"))})
	if len(ds) != 1 || ds[0].Code != "lock-conflict" || len(both.Rows) != len(lock.Rows)+1 {
		t.Fatalf("read %d rows, said %v", len(both.Rows), ds)
	}
	if s := summary(Compare(source, target, both, old)); s != "" {
		t.Errorf("with the old source: %s", s)
	}
	if s := summary(Compare(units(with(english, 1, 1, "Call 113 at night.")...), target, both, old)); s != "" {
		t.Errorf("with the new source: %s", s)
	}
}

func TestLockRoundTrip(t *testing.T) {
	lock := Lock{Source: "es", Rows: []Row{
		{[]string{"77aa01b2c3d4"}, []string{"1122aabbccdd", "99fe01aa2bc3#2"}, Review},
		{[]string{"c3d4e5f60718", "d3d4e5f60718"}, []string{"c3d4e5f60718"}, Same},
		{[]string{}, []string{"aaaaaaaaaaaa"}, Done},
		{[]string{"0123456789ab"}, []string{"ba9876543210"}, Machine},
	}}
	got, ds := ParseLock(diag.File{Source: lock.Bytes("i18n/track/water/fr.toml")})
	if len(ds) > 0 || !reflect.DeepEqual(got, lock) {
		t.Errorf("got %v %v", got, ds)
	}
}

func TestNewerLockIsNotTouched(t *testing.T) {
	_, ds := ParseLock(diag.File{Path: "fr.toml", Source: []byte("version = 2\nblocks = []\n")})
	if !ds.Failed() {
		t.Error("a lock of a newer version was read")
	}
}

func TestOldTextsRoundTrip(t *testing.T) {
	texts := Texts{
		"0123456789ab": {"p", "Line one\nline \"two\" \\ <b>&amp; \x7f é"},
		"123456789012": {"li", "Cup"},
	}
	got, ds := ParseTexts(diag.File{Source: texts.Bytes("source.toml")})
	if len(ds) > 0 || !reflect.DeepEqual(got, texts) {
		t.Errorf("got %q %v", got, ds)
	}
	conflicted := strings.Replace(string(texts.Bytes("source.toml")), "0123", "<<<<<<< a\n0123", 1) + "=======\n>>>>>>> b\ndeadbeefcafe = {\n"
	got, ds = ParseTexts(diag.File{Source: []byte(conflicted)})
	if len(ds) != 1 || len(got) != 2 {
		t.Errorf("got %q %v", got, ds)
	}
}

func TestStatesOfTheLock(t *testing.T) {
	source := units("Pot", "Lina", "Tea", "Salt", "Rice with beans")
	target := units("Pot", "Lina", "Thé", "Sel", "Riz")
	lock, old := paired(source, target)
	for i, state := range []State{Same, Done, Machine, Review, Assumed} {
		lock.Rows[i].State = state
	}
	r := Compare(source, target, lock, old)
	if s := summary(r); s != "untranslated [1]→[1] review [2]→[2] review [3]→[3]" {
		t.Errorf("got %s", s)
	}
	if c := r.Counts; c.Machine != 1 || c.Assumed != 1 || c.Current != 2 || c.Translated() != 0.6 {
		t.Errorf("counts %+v, translated %v", c, c.Translated())
	}
}

func TestMachineTextThatAPersonEditedWaitsForReview(t *testing.T) {
	source, target := units("Drink clean water every day."), units("Boire eau propre jour.")
	lock, old := paired(source, target)
	lock.Rows[0].State = Machine
	r := Compare(source, units("Buvez de l’eau propre chaque jour."), lock, old)
	if p := r.Pairs[0]; p.Status != ToReview || p.State != Review {
		t.Errorf("got %+v", p)
	}
}

func TestCopyOfAnOldSourceIsStillUntranslated(t *testing.T) {
	source := units(english...)
	fresh := Compare(source, source, Lock{}, nil)
	if fresh.Counts.Untranslated != len(english) {
		t.Fatalf("a copy counts as %+v", fresh.Counts)
	}
	lock := fresh.Refresh(source, source, "")
	old := Texts{}
	old.Remember(source, lock)
	later := units(with(english, 1, 1, "Call 112 at night!")...)
	for name, l := range map[string]Lock{"with the lock": lock, "without": {}} {
		r := Compare(later, source, l, old)
		if r.Counts.Untranslated != len(english) {
			t.Errorf("%s: %s", name, summary(r))
		}
	}
}

func TestEqualBlocksKeepTheirPlaces(t *testing.T) {
	en := units("| Yes", "| Monday", "| Yes", "| Tuesday", "| Yes", "| Wednesday")
	fr := units("| Oui", "| Lundi", "| Oui", "| Mardi", "| Ouais", "| Mercredi")
	if en[4].Key != en[0].Key+"#3" {
		t.Fatalf("keys %s %s", en[0].Key, en[4].Key)
	}
	lock, old := paired(en, fr)
	if s := summary(Compare(units("| Yes", "| Monday", "| Yes", "| Wednesday"), fr, lock, old)); s != "removed []→[3] removed []→[4]" {
		t.Errorf("got %s", s)
	}
}

func TestTranslationWrittenByHandIsTakenForOne(t *testing.T) {
	source := units(english...)
	target := units(french...)
	lock, old := paired(source, target)
	r := Compare(
		units(with(english, 2, 0, "The tap at the [school](../school/) runs from 6 to 9.")...),
		units(with(french, 2, 0, "Le robinet de l’[école](../school/) coule de 6 à 9 heures.")...), lock, old)
	if s := summary(r); s != "" || r.Counts.Assumed != 1 {
		t.Errorf("got %s, %+v", s, r.Counts)
	}
}

func TestNamedTextsNeedNoLikeness(t *testing.T) {
	source, target := units("title: Clean water"), units("title: Eau propre")
	lock, old := paired(source, target)
	if s := summary(Compare(units("title: Drink safely"), target, lock, old)); s != "changed [0]→[0]" {
		t.Errorf("got %s", s)
	}
}

func TestRefreshRecordsAdditions(t *testing.T) {
	source, target := units(english...), units(with(french, 3, 0, "Ici, l’eau est dure.")...)
	lock, old := paired(units(english...), units(french...))
	again := Compare(source, target, lock, old).Refresh(source, target, "")
	if r := again.Rows[3]; len(r.Source) != 0 || r.Target[0] != target[3].Key {
		t.Fatalf("row %v", r)
	}
	// A block that the source gains beside it later is missing, not that one.
	later := units(with(english, 3, 0, "Here the tap is open all day.")...)
	if s := summary(Compare(later, target, again, old)); s != "extra []→[3] missing [3]→[]" {
		t.Errorf("got %s", s)
	}
}

func TestHalfOfASplitTranslation(t *testing.T) {
	source := units("## Water", "Boil the water for a minute and wait.", "Cover it.")
	both := []string{"## Eau", "Faites bouillir une minute.", "Attendez un peu.", "Couvrez."}
	target := units(both...)
	lock, old := paired(source[:1], target[:1])
	lock.Rows = append(lock.Rows, Row{[]string{source[1].Key}, []string{target[1].Key, target[2].Key}, Done}, Row{[]string{source[2].Key}, []string{target[3].Key}, Done})
	old.Remember(source, lock)
	for _, c := range []struct {
		name   string
		target []string
		want   string
	}{
		{"as it was", both, ""},
		{"without the second half", with(both, 2, 1), "review [1]→[1]"},
		{"without the first half", with(both, 1, 1), "review [1]→[1]"},
		{"with the second half edited", with(both, 2, 1, "Puis attendez."), ""},
		{"with the first half edited", with(both, 1, 1, "Faites-la bouillir."), ""},
		{"with a half and the next block edited", with(both, 2, 2, "Puis attendez.", "Couvrez-la."), ""},
		{"with an addition behind", with(both, 3, 0, "Ici, l’eau est dure."), "extra []→[3]"},
	} {
		if s := summary(Compare(source, units(c.target...), lock, old)); s != c.want {
			t.Errorf("%s: got %s, want %s", c.name, s, c.want)
		}
	}
}

func TestOneBlockUnderTwoRowsIsOnePair(t *testing.T) {
	source, target := units("Boil the water and wait."), units("Faites bouillir.", "Attendez.")
	lock := Lock{Rows: []Row{
		{[]string{source[0].Key}, []string{target[0].Key}, Done},
		{[]string{source[0].Key}, []string{target[1].Key}, Done},
	}}
	r := Compare(source, target, lock, nil)
	if len(r.Pairs) != 1 || len(r.Pairs[0].Target) != 2 {
		t.Errorf("got %+v", r.Pairs)
	}
}

// table makes cells, a row from each line.
func table(rows ...string) []Unit {
	var blocks []markdown.Block
	for i, row := range rows {
		for cell := range strings.SplitSeq(row, " | ") {
			blocks = append(blocks, markdown.Block{Kind: markdown.BlockCell, Text: cell, At: diag.Position{Path: "x.md", Line: i + 1}})
		}
	}
	return Units(blocks)
}

func TestNumbersThatChangePlacesAreChanged(t *testing.T) {
	for _, c := range []struct {
		name                string
		before, now, target []Unit
		want                string
	}{
		{
			"between the rows of a table",
			table("Place | Phone", "Harbour clinic | 555 0103", "Town clinic | 555 0104"),
			table("Place | Phone", "Harbour clinic | 555 0104", "Town clinic | 555 0103"),
			table("Lieu | Téléphone", "Port | 555 0103", "Ville | 555 0104"),
			"changed [3]→[3] changed [5]→[5]",
		}, {
			"between the columns of a row",
			table("Place | By day | At night", "Harbour | 555 0103 | 555 0104"),
			table("Place | By day | At night", "Harbour | 555 0104 | 555 0103"),
			table("Lieu | Le jour | La nuit", "Port | 555 0103 | 555 0104"),
			"changed [4]→[4] changed [5]→[5]",
		}, {
			"and one becomes another",
			table("Place | Phone", "Harbour clinic | 555 0103", "Town clinic | 555 0104"),
			table("Place | Phone", "Harbour clinic | 555 0105", "Town clinic | 555 0103"),
			table("Lieu | Téléphone", "Port | 555 0103", "Ville | 555 0104"),
			"changed [3]→[3] changed [5]→[5]",
		}, {
			"between sections",
			units("## Harbour", "Phone: 555 0103", "## Town", "Phone: 555 0104"),
			units("## Harbour", "Phone: 555 0104", "## Town", "Phone: 555 0103"),
			units("## Port", "Tél. : 555 0103", "## Ville", "Tél. : 555 0104"),
			"changed [1]→[1] changed [3]→[3]",
		}, {
			"below the names of places",
			units("Harbour", "- Tel 555 0103", "Town", "- Tel 555 0104"),
			units("Harbour", "- Tel 555 0104", "Town", "- Tel 555 0103"),
			units("Port", "- Tél. 555 0103", "Ville", "- Tél. 555 0104"),
			"changed [1]→[1] changed [3]→[3]",
		}, {
			"by their labels",
			units("## Harbour", "Phone: 555 0103", "## Town", "Phone: 555 0104"),
			units("## Town", "Phone: 555 0103", "## Harbour", "Phone: 555 0104"),
			units("## Port", "Tél. : 555 0103", "## Ville", "Tél. : 555 0104"),
			"changed [1]→[3] changed [3]→[1]",
		}, {
			"by going to another section",
			units("## Harbour", "Phone: 555 0103", "## Town", "Come by day."),
			units("## Harbour", "## Town", "Come by day.", "Phone: 555 0103"),
			units("## Port", "Tél. : 555 0103", "## Ville", "Venez de jour."),
			"review [3]→[1]",
		}, {
			"not when rows move",
			table("Place | Phone", "Harbour clinic | 555 0103", "Town clinic | 555 0104"),
			table("Place | Phone", "Town clinic | 555 0104", "Harbour clinic | 555 0103"),
			table("Lieu | Téléphone", "Port | 555 0103", "Ville | 555 0104"),
			"",
		}, {
			"not when columns move",
			table("Place | By day | At night", "Harbour | 555 0103 | 555 0104"),
			table("Place | At night | By day", "Harbour | 555 0104 | 555 0103"),
			table("Lieu | Le jour | La nuit", "Port | 555 0103 | 555 0104"),
			"",
		}, {
			"not when sections move",
			units("## Harbour", "Phone: 555 0103", "## Town", "Phone: 555 0104", "Come by day."),
			units("## Town", "Phone: 555 0104", "Come by day.", "## Harbour", "Phone: 555 0103"),
			units("## Port", "Tél. : 555 0103", "## Ville", "Tél. : 555 0104", "Venez de jour."),
			"",
		}, {
			"not when items move that say what they are about",
			units("## Help", "- Harbour clinic: 555 0103", "- Town clinic: 555 0104"),
			units("## Help", "- Town clinic: 555 0104", "- Harbour clinic: 555 0103"),
			units("## Aide", "- Dispensaire du port : 555 0103", "- Dispensaire de ville : 555 0104"),
			"",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			lock, old := paired(c.before, c.target)
			r := Compare(c.now, c.target, lock, old)
			if s := summary(r); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
			everySourceOnce(t, r, len(c.now))
			for _, p := range r.Pairs {
				if p.Status == Changed && !factsDiffer(p.Old, texts(c.now, p.Source), texts(c.target, p.Target)) {
					t.Errorf("readers are not shown that %q became %q", p.Old, texts(c.now, p.Source))
				}
			}
		})
	}
}

func TestAPlaceOfItsOwnIsAgreedToOnce(t *testing.T) {
	source := units("## Harbour", "## Town", "Come by day.", "Phone: 555 0103")
	target := units("## Port", "Tél. : 555 0103", "## Ville", "Venez de jour.")
	lock, old := paired(units("## Harbour", "Phone: 555 0103", "## Town", "Come by day."), target)
	r := Compare(source, target, lock, old)
	if s := summary(r); s != "review [3]→[1]" {
		t.Fatalf("got %s", s)
	}
	lock = r.Refresh(source, target, "")
	row, ok := r.Pairs[3].Confirm(source, target)
	if lock.Rows[1] = row; !ok || row.State != Placed {
		t.Fatalf("agreed to as %v", row)
	}
	read, ds := ParseLock(diag.File{Source: lock.Bytes("fr.toml")})
	again := Compare(source, target, read, old)
	if s := summary(again); s != "" || len(ds) > 0 {
		t.Errorf("got %s %v", s, ds)
	}
	if kept := again.Refresh(source, target, ""); kept.Rows[1].State != Placed {
		t.Errorf("the next command forgets it: %v", kept.Rows[1])
	}
}

func TestChangedHoursAreChangedNotLost(t *testing.T) {
	for _, c := range []struct {
		name                string
		before, now, target []Unit
		want                string
	}{
		{
			"in a table",
			table("Place | Open", "Harbour | 9-17", "Town | 8-12"),
			table("Place | Open", "Harbour | 10-18", "Town | 8-12"),
			table("Lieu | Ouvert", "Port | 9-17", "Ville | 8-12"),
			"changed [3]→[3]",
		}, {
			"in a table, all of them and a name",
			table("Place | Open", "Harbour clinic | 9-17", "Town | 8-12"),
			table("Place | Open", "Harbour clinics | 10-18", "Town | 7-11"),
			table("Lieu | Ouvert", "Port | 9-17", "Ville | 8-12"),
			"changed [2]→[2] changed [3]→[3] changed [5]→[5]",
		}, {
			"below a heading",
			units("## Harbour", "9-17", "## Town", "8-12"),
			units("## Harbour", "10-18", "## Town", "8-12"),
			units("## Port", "9-17", "## Ville", "8-12"),
			"changed [1]→[1]",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			lock, old := paired(c.before, c.target)
			if s := summary(Compare(c.now, c.target, lock, old)); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

func FuzzParseLock(f *testing.F) {
	f.Add([]byte("version = 1\nblocks = [\n  [\"9f2c41d07be3\", \"51aa90c2f0d1\", \"done\"],\n]\n"))
	f.Fuzz(func(t *testing.T, source []byte) {
		lock, _ := ParseLock(diag.File{Path: "x", Source: source})
		again, ds := ParseLock(diag.File{Path: "x", Source: lock.Bytes("x")})
		if len(ds) > 0 || len(again.Rows) != len(lock.Rows) {
			t.Errorf("%d rows became %d: %v", len(lock.Rows), len(again.Rows), ds)
		}
	})
}

func FuzzCompare(f *testing.F) {
	f.Add("# A\n- b\nc", "# A\nd\n- e", "# Z\n- y\nx", "done")
	f.Fuzz(func(t *testing.T, before, now, target, state string) {
		split := func(s string) []Unit { return units(strings.Split(s, "\n")...) }
		a, b, c := split(before), split(now), split(target)
		first := Compare(a, c, Lock{}, nil)
		lock := first.Refresh(a, c, "")
		old := Texts{}
		old.Remember(a, lock)
		everySourceOnce(t, first, len(a))
		everySourceOnce(t, Compare(b, c, lock, old), len(b))
	})
}

func TestACitationIsNotAskedFor(t *testing.T) {
	source := units("See.[^1] [^2] [^3]", "[^1]: A. Author, *A book on wells*, London, 2015.", "[^2]: Only where the law allows it.", "[^3]: Since 2015 you may ask for a lawyer.")
	report := Compare(source, units("Voir.[^1] [^2] [^3]", "[^1]: A. Author, *A book on wells*, London, 2015.", "[^2]: Only where the law allows it.", "[^3]: Since 2015 you may ask for a lawyer."), Lock{}, nil)
	if s := summary(report); s != "untranslated [2]→[2] untranslated [3]→[3]" {
		t.Errorf("got %s", s)
	}
}
