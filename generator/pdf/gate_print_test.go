//go:build print

package pdf

import (
	"strings"
	"testing"

	"handbill/generator/diag"
	"handbill/generator/render/paper"
)

// sheet is a poster of our own with some text.
func sheet(text string) paper.Document {
	return poster(`<main><div class="sheet"><div class="panel">` + text + `</div></div></main>`)
}

// pages is a document to read with some text.
func pages(text string) paper.Document {
	d := poster("")
	d.Format, _ = paper.Lookup("a4")
	d.Path = "en/x-a4.pdf"
	d.File.Data = []byte(`<!DOCTYPE html><html lang="en"><title>x</title><style>@page{size:210mm 297mm;margin:20mm}h2{break-before:page}</style>` + text)
	return d
}

// large is a document in large print with some text.
func large(text string) paper.Document {
	d := pages(text)
	d.Format, _ = paper.Lookup("large-print")
	return d
}

// A drawing is its author's: large print tells of its small letters and takes it.
func TestSmallLettersOfDrawingsAreTold(t *testing.T) {
	drawing := `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='200' height='40'><text y='20' font-size='8'>Well</text></svg>`
	f, ds, err := Make(t.Context(), start(t), large(`<p style="font-size:18pt">Bring water.</p><img alt="a well" src="`+drawing+`">`))
	if err != nil || ds.Failed() || f.Data == nil {
		t.Fatalf("%v, %v", ds, err)
	}
	if len(ds) != 1 || ds[0].Code != "print-small" || !strings.Contains(ds[0].Message, `"Well" in a picture on page 1 has only 6.0 points`) {
		t.Errorf("diagnostics: %v", ds)
	}
}

// noCode is a picture that is no code.
const noCode = `data:image/gif;base64,R0lGODlhFQAVAIAAAP///wAAACwAAAAAFQAVAAACFYSPqcvtD6OctNqLs968+w+G4kiWBQA7`

// Each fault that the gate knows, made on purpose.
func TestBadPrintIsRefused(t *testing.T) {
	c := start(t)
	withCode := sheet(`<p>x</p><img src="` + noCode + `" alt="">`)
	withCode.Code = "https://guides.example.org/en/x.html"
	for _, test := range []struct {
		name, code, says string
		document         paper.Document
	}{
		{"text as a picture", "print-words", "letters are not in the file", sheet(`<p style="filter:grayscale(1)">Bring water.</p>`)},
		{"hidden text", "print-words", "among them", sheet(`<p style="display:none">Bring water.</p>`)},
		{"a sign that no font has", "print-glyph", "1 boxes instead of letters, it seems of U+10FFFD", sheet("<p>Bring \U0010fffd water.</p>")},
		{"a letter that is none", "print-glyph", "it seems of U+0378", sheet("<p>Bring \u0378 water.</p>")},
		{"a lost letter", "print-glyph", "was lost", sheet("<p>Bring w\ufffdter.</p>")},
		{"tiny text", "print-small", `"Bring water." on page 1 has only 6.0 points`, sheet(`<p style="font-size:6pt">Bring water.</p>`)},
		{"a small note in large print", "print-small", `"A note." on page 1 has only 12.0 points, and 16`, large(`<p style="font-size:18pt">Bring water.</p><p style="font-size:12pt">A note.</p>`)},
		{"a picture without words", "print-alt", "1 of the pictures", sheet(`<p>x</p><img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==" width="50" height="50">`)},
		{"no code", "print-code", "leads to https://guides", withCode},
		{"another size", "print-size", "page 1 is 148 × 210 mm", sheet(`<style>@page{size:148mm 210mm}</style><p>x</p>`)},
		{"too many pages", "print-overflow", "2 pages, not 1", sheet(`<p>x</p><p style="break-before:page">x</p>`)},
		{"contents to nowhere", "print-contents", `"b", which stands on no page`, pages(`<nav class="toc"><a href="#b">B <span class="page"></span></a></nav><h2 id="a">A</h2>`)},
		{"contents to another place", "print-contents", `readers of "B" to page 2`, pages(`<nav class="toc"><a href="#a">B<span class="page"></span></a></nav><h2 id="a">A</h2>`)},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, ds, err := Make(t.Context(), c, test.document)
			if err != nil || f.Data != nil {
				t.Errorf("a file of %d bytes, error %v", len(f.Data), err)
			}
			if !says(ds, test.code, test.says) {
				t.Errorf("diagnostics: %v", ds)
			}
			for _, d := range ds {
				if d.Path != test.document.Path {
					t.Errorf("%q names %q", d.Message, d.Path)
				}
			}
		})
	}
	if _, ds, err := Make(t.Context(), c, sheet("<p>Bring water.</p>")); err != nil || len(ds) > 0 {
		t.Errorf("good print: %v, %v", ds, err)
	}
}

func says(ds diag.List, code, text string) bool {
	for _, d := range ds {
		if d.Code == code && d.Severity == diag.Error && strings.Contains(d.Message, text) {
			return true
		}
	}
	return false
}

// outlineOf makes a file and reads its outline back.
func outlineOf(t *testing.T, d paper.Document) []heading {
	t.Helper()
	f, ds, err := Make(t.Context(), start(t), d)
	if err != nil || ds.Failed() {
		t.Fatalf("%v, %v", ds, err)
	}
	r, err := open(f.Data)
	if err != nil {
		t.Fatal(err)
	}
	outline, err := r.outline()
	if err != nil {
		t.Fatal(err)
	}
	return outline
}

// The outline has the headings as they were written, though Chromium writes them
// twice where one moved to the next page.
func TestOutlineHasTheHeadingsOfTheDocument(t *testing.T) {
	d := pages(`<style>h2{break-before:auto;break-after:avoid}p{break-inside:avoid;height:100mm}</style><h2>One <br>evening</h2><p>a</p><p>b</p><h2>The next day</h2><p>c</p>`)
	outline := outlineOf(t, d)
	if len(outline) != 2 || outline[0].text != "One evening" || outline[1].text != "The next day" {
		t.Errorf("the outline is %v", outline)
	}
}

// A number or a foreign word in a right-to-left heading is drawn before it; the
// outline says it where it is read, and the contents lead there.
func TestOutlineHasNumbersOfRightToLeftHeadings(t *testing.T) {
	d := pages(`<nav class="toc"><a href="#a">صاف پانی 1<span class="page"></span></a><a href="#b">HIV کا ٹیسٹ<span class="page"></span></a></nav><h2 id="a">صاف پانی 1</h2><h2 id="b">HIV کا ٹیسٹ</h2>`)
	d.File.Data = []byte(strings.Replace(string(d.File.Data), `lang="en"`, `lang="ur" dir="rtl"`, 1))
	outline := outlineOf(t, d)
	if len(outline) != 2 || outline[0].text != "صاف پانی 1" || outline[1].text != "HIV کا ٹیسٹ" {
		t.Errorf("the outline is %v", outline)
	}
}
