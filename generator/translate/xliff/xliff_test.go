package xliff

import (
	"reflect"
	"strings"
	"testing"

	"handbill/generator/diag"
)

var sample = Document{
	Source: "en", Target: "zh-Hans", Tool: "handbill", ToolVersion: "1",
	Files: []File{
		{Original: "guides/water/en.md", Units: []Unit{
			{Name: "water/0b77d2e19a40", Source: "Call **112** & wait <br>\n  two lines", Target: "打 **112**", State: "translated", Notes: []Note{{"handbill", "Keep: 112"}, {"", "mine"}}},
			{Name: "water/1", Source: "new", State: "needs-translation"},
			{Name: "water/2", Source: "now", Target: "later", State: "needs-adaptation", OldSource: "then \"quoted\"", OldTarget: "later", Approved: true},
		}},
		{Original: "guides/a \"b\"/en.md", Units: []Unit{{Name: "x", Source: "y"}}},
	},
}

func TestRoundTrip(t *testing.T) {
	got, ds := Parse(diag.File{Source: sample.Bytes()})
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	want := sample
	want.Tool, want.ToolVersion = "", "" // nobody needs to read those
	for i := range got.Files {
		for j := range got.Files[i].Units {
			if got.Files[i].Units[j].Line == 0 {
				t.Error("a unit has no line")
			}
			got.Files[i].Units[j].Line = 0
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func TestReadsWhatOtherProgramsWrite(t *testing.T) {
	doc, ds := Parse(diag.File{Source: []byte(`<?xml version='1.0' encoding='ISO-8859-1'?>
<!DOCTYPE xliff PUBLIC "-//XLIFF//DTD XLIFF//EN" "http://www.oasis-open.org/committees/xliff/documents/xliff.dtd">
<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><x:file source-language='en' target-language='fr'><x:body><x:group>
<x:trans-unit id="water/0b77"><x:source>Call <x:g id="1">now</x:g></x:source><x:target state-qualifier="exact-match">Appelez <x:g id="1"><x:mrk mtype="seg">` + "\xe9t\xe9" + `</x:mrk></x:g> &#x2014; <![CDATA[<b>]]></x:target></x:trans-unit>
</x:group></x:body></x:file></x:xliff>`)})
	if len(ds) > 0 || len(doc.Files) != 1 || len(doc.Files[0].Units) != 1 {
		t.Fatalf("read %+v, said %v", doc, ds)
	}
	if u := doc.Files[0].Units[0]; u.Name != "water/0b77" || u.Source != "Call now" || u.Target != "Appelez été — <b>" || u.Line != 4 {
		t.Errorf("read %+v", u)
	}
}

func TestBrokenXMLKeepsWhatCameBefore(t *testing.T) {
	whole := string(sample.Bytes())
	doc, ds := Parse(diag.File{Path: "fr.xlf", Source: []byte(whole[:strings.Index(whole, `<trans-unit id="u3"`)+30])})
	if len(ds) != 1 || ds[0].Line == 0 || len(doc.Files[0].Units) != 2 {
		t.Errorf("read %+v, said %v", doc, ds)
	}
}

func TestEntitiesCannotGrow(t *testing.T) {
	_, ds := Parse(diag.File{Source: []byte(`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><xliff version="1.2"><file><body><trans-unit id="1"><source>&b;</source></trans-unit></body></file></xliff>`)})
	if len(ds) == 0 {
		t.Error("an entity of the file's own was taken")
	}
}

func TestVersion2IsRefusedInWords(t *testing.T) {
	_, ds := Parse(diag.File{Source: []byte(`<xliff version="2.0" srcLang="en"><file id="f"/></xliff>`)})
	if len(ds) != 1 || !strings.Contains(ds[0].Message, "2.0") {
		t.Errorf("said %v", ds)
	}
}

func TestControlCharactersDoNotBreakTheXML(t *testing.T) {
	d := Document{Files: []File{{Units: []Unit{{Name: "a\x00", Source: "b\x1b\uffff c\td"}}}}}
	got, ds := Parse(diag.File{Source: d.Bytes()})
	if len(ds) > 0 || got.Files[0].Units[0].Source != "b c\td" {
		t.Errorf("read %+v, said %v", got, ds)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample.Bytes())
	f.Fuzz(func(t *testing.T, source []byte) {
		first, _ := Parse(diag.File{Source: source})
		if len(first.Files) == 0 {
			return
		}
		second, ds := Parse(diag.File{Source: first.Bytes()})
		if len(ds) > 0 || len(second.Files) != len(first.Files) {
			t.Errorf("cannot read what was written: %v", ds)
		}
	})
}
