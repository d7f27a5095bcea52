//go:build print

package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// writeStale writes a leaflet whose French was right until a number changed in its
// summary, its text and its services.
func writeStale(t *testing.T, kind string) string {
	t.Helper()
	root := t.TempDir()
	write := func(name, text string) { writeFiles(t, root, map[string]string{name: text}) }
	source := func(number, hours string) {
		write("guides/water/en.md", "+++\ntitle = \"Clean water\"\nsummary = \"Call 555 "+number+" when the water is brown.\"\nkind = \""+kind+"\"\n+++\n\nBoil the water for a minute before you drink it.\n\n## At night\n\nCall 555 "+number+" at night, when the clinic is closed.\n\n## By day\n\nCome to the office on the second floor.\n")
		write("guides/water/services.toml", "[[service]]\nid = \"clinic\"\nname = \"Night clinic\"\nhours = \"Every day until "+hours+"\"\n[service.fr]\nname = \"Dispensaire\"\nhours = \"Tous les jours avant 20:00\"\n")
	}
	write("site.toml", "title = \"Guides\"\nsource = \"en\"\n[languages.en]\nname = \"English\"\n[languages.fr]\nname = \"Français\"\n")
	source("0100", "20:00")
	write("guides/water/fr.md", "+++\ntitle = \"Eau propre\"\nsummary = \"Appelez le 555 0100 quand l’eau est brune.\"\n+++\n\nFaites bouillir l’eau une minute avant de la boire.\n\n## La nuit\n\nAppelez le 555 0100 la nuit, quand le centre est fermé.\n\n## Le jour\n\nVenez au bureau du deuxième étage.\n")
	for _, args := range [][]string{{"adopt"}, {"done", "fr", "water"}} {
		args = append([]string{"translate", args[0], "--root", root, "--quiet"}, args[1:]...)
		if code := run(args); code != 0 {
			t.Fatalf("handbill %v: exit code %d", args, code)
		}
	}
	source("0200", "21:00")
	return root
}

// Paper keeps for years: it says that parts have changed, and what the source says
// now, in letters that can be read.
func TestPaperSaysWhatHasChangedSinceItWasTranslated(t *testing.T) {
	for kind, formats := range map[string]string{"guide": "a4,large-print,ink-saver,a5-booklet", "leaflet": "zine,zine-letter,trifold,poster-a4"} {
		root := writeStale(t, kind)
		print(t, root, "--languages", "fr", "--format", formats)
		for _, format := range strings.Split(formats, ",") {
			name := filepath.Join(root, "public/fr/water-"+format+".pdf")
			text := strings.Join(strings.Fields(output(t, "pdftotext", "-raw", name, "-")), " ")
			for _, want := range []string{"3 parties sur 9 ont changé depuis cette traduction", "Call 555 0200 when the water is brown.", "Call 555 0200 at night, when the clinic is closed.", "Every day until 21:00"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s does not say %q:\n%s", format, want, text)
				}
			}
		}
	}
}
