package pdffile

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const secret = "SECRETPLACE"

// build writes a file of numbered objects as older programs do, with a table at
// the end.
func build(objects map[int]string, trailer string) []byte {
	return revise(append([]byte("%PDF-1.4\n% "+secret+"\n"), "\n"...), objects, trailer, -1)
}

// revise adds objects and a table to a file, as an editor that saves in place.
func revise(src []byte, objects map[int]string, trailer string, previous int) []byte {
	b := bytes.NewBuffer(bytes.Clone(src))
	places := map[int]int{}
	last := 0
	for _, n := range slices.Sorted(maps.Keys(objects)) {
		places[n] = b.Len()
		last = n
		fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", n, objects[n])
	}
	at := b.Len()
	b.WriteString("xref\n0 1\n0000000000 65535 f \n")
	for _, n := range slices.Sorted(maps.Keys(places)) {
		fmt.Fprintf(b, "%d 1\n%010d 00000 n \n", n, places[n])
	}
	fmt.Fprintf(b, "trailer\n<< /Size %d %s", last+1, trailer)
	if previous >= 0 {
		fmt.Fprintf(b, " /Prev %d", previous)
	}
	fmt.Fprintf(b, " >>\nstartxref\n%d\n%%%%EOF\n", at)
	return b.Bytes()
}

func startOf(src []byte) int {
	var at int
	i := bytes.LastIndex(src, []byte("startxref\n"))
	_, _ = fmt.Sscanf(string(src[i:]), "startxref\n%d", &at)
	return at
}

func folded(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.String()
}

func streamOf(head, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", head, len(data), data)
}

// page is the smallest document with a page that says hello.
func page(more map[int]string, catalog, onPage string) map[int]string {
	objects := map[int]string{
		1: "<< /Type /Catalog /Pages 2 0 R " + catalog + " >>",
		2: "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 100] >>",
		3: "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> " + onPage + " >>",
		4: streamOf("", "BT /F1 12 Tf 10 10 Td (Hello) Tj ET"),
		5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	maps.Copy(objects, more)
	return objects
}

var streams = regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`)

// all is the file and everything in it unfolded.
func all(src []byte) []byte {
	out := bytes.Clone(src)
	for _, m := range streams.FindAllSubmatch(src, -1) {
		if r, err := zlib.NewReader(bytes.NewReader(m[1])); err == nil {
			more, _ := io.ReadAll(r)
			out = append(append(out, more...), '\n')
		}
	}
	return out
}

// cleaned cleans a file that has to be accepted, and finds the secret nowhere.
func cleaned(t *testing.T, src []byte) (seen string, lost []string) {
	t.Helper()
	before := bytes.Clone(src)
	out, lost, err := Clean(src, Cleaners{
		JPEG: func(b []byte) ([]byte, error) { return bytes.ReplaceAll(b, []byte(secret), nil), nil },
		ICC:  func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(secret), nil) },
	})
	if err != nil {
		t.Fatalf("the file is refused: %v", err)
	}
	if !bytes.Equal(before, src) {
		t.Error("Clean changed the bytes that it was given")
	}
	again, _, _ := Clean(src, Cleaners{
		JPEG: func(b []byte) ([]byte, error) { return bytes.ReplaceAll(b, []byte(secret), nil), nil },
		ICC:  func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(secret), nil) },
	})
	if !bytes.Equal(out, again) {
		t.Error("the file comes out differently a second time")
	}
	seen = string(all(out))
	if strings.Contains(seen, secret) {
		t.Errorf("the secret is still there:\n%s", seen)
	}
	if !strings.Contains(seen, "(Hello) Tj") {
		t.Errorf("the page is empty:\n%s", seen)
	}
	if _, _, err := Clean(out, Cleaners{}); err != nil {
		t.Errorf("what came out cannot be read again: %v", err)
	}
	return seen, lost
}

func TestNothingBesideThePagesIsKept(t *testing.T) {
	for name, src := range map[string][]byte{
		"properties":      build(page(map[int]string{9: "<< /Author (" + secret + ") /Title (" + secret + ") /CreationDate (D:2026) >>"}, "", ""), "/Root 1 0 R /Info 9 0 R /ID [(SECRETPLACE) (SECRETPLACE)]"),
		"wide properties": build(page(map[int]string{9: "<< /Author <FEFF005300450043> >>"}, "", ""), "/Root 1 0 R /Info 9 0 R"),
		"xmp":             build(page(map[int]string{9: streamOf("/Type /Metadata /Subtype /XML", "<x>"+secret)}, "/Metadata 9 0 R", "/Metadata 9 0 R"), "/Root 1 0 R"),
		"folded xmp":      build(page(map[int]string{9: streamOf("/Type /Metadata /Filter /FlateDecode", folded(secret))}, "/Metadata 9 0 R", ""), "/Root 1 0 R"),
		"piece":           build(page(nil, "/PieceInfo << /Adobe << /Private ("+secret+") >> >>", "/PieceInfo << /A << /Private ("+secret+") >> >> /LastModified ("+secret+")"), "/Root 1 0 R"),
		"thumbnail":       build(page(map[int]string{9: streamOf("", secret)}, "", "/Thumb 9 0 R"), "/Root 1 0 R"),
		"unreachable":     build(page(map[int]string{9: "(" + secret + ")", 10: streamOf("", secret)}, "", ""), "/Root 1 0 R"),
		"unknown key":     build(page(nil, "/Owner ("+secret+")", "/Camera ("+secret+")"), "/Root 1 0 R"),
		"trailing":        append(build(page(nil, "", ""), "/Root 1 0 R"), secret...),
		"leading":         append([]byte(secret+"\n"), build(page(nil, "", ""), "/Root 1 0 R")...),
		"behind a stream": build(page(map[int]string{4: streamOf("/Filter /FlateDecode", folded("BT (Hello) Tj ET")+secret)}, "", ""), "/Root 1 0 R"),
		"torn stream":     build(page(map[int]string{4: streamOf("/Filter /FlateDecode", folded("BT (Hello) Tj ET " + strings.Repeat("0 0 m ", 99))[:34]+secret)}, "", ""), "/Root 1 0 R"),
		"layers":          build(page(nil, "/OCProperties << /OCGs [] /D << /Creator ("+secret+") /Name (Water) /Usage << /CreatorInfo << /Creator ("+secret+") >> /User << /Name ("+secret+") >> >> >> >>", ""), "/Root 1 0 R"),
		"place":           build(page(nil, "", "/VP [<< /Measure << /GPTS [52 13] /Note ("+secret+") >> >>]"), "/Root 1 0 R"),
		"other file":      build(page(map[int]string{6: "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /F (file:///home/" + secret + ") /Length 0 >>\nstream\n\nendstream"}, "", "/Group << /X 6 0 R >>"), "/Root 1 0 R"),
	} {
		t.Run(name, func(t *testing.T) {
			if seen, lost := cleaned(t, src); strings.Contains(seen, "FEFF0053") || strings.Contains(seen, "GPTS") || lost != nil {
				t.Errorf("lost %v, kept\n%s", lost, seen)
			}
		})
	}
}

func TestEarlierVersionsAreGone(t *testing.T) {
	first := build(page(map[int]string{4: streamOf("", "BT (the old number "+secret+") Tj ET")}, "", ""), "/Root 1 0 R")
	second := revise(first, map[int]string{4: streamOf("", "BT (Hello) Tj ET")}, "/Root 1 0 R", startOf(first))
	cleaned(t, second)
}

func TestWhatActsIsLeftOutAndTold(t *testing.T) {
	annotation := func(body string) []byte {
		return build(page(map[int]string{9: "<< /Type /Annot /Rect [0 0 9 9] " + body + " >>"}, "", "/Annots [9 0 R]"), "/Root 1 0 R")
	}
	for want, src := range map[string][]byte{
		"scripts":                      build(page(nil, "/OpenAction << /S /JavaScript /JS (app.alert('SECRETPLACE')) >>", ""), "/Root 1 0 R"),
		"scripts ":                     build(page(nil, "/Names << /JavaScript << /Names [(x) << /S /JavaScript /JS (SECRETPLACE) >>] >> >>", "/AA << /O << /S /JavaScript /JS (SECRETPLACE) >> >>"), "/Root 1 0 R"),
		"scripts  ":                    annotation("/Subtype /Link /A << /S /JavaScript /JS (SECRETPLACE) >>"),
		"attached files":               build(page(map[int]string{9: streamOf("/Type /EmbeddedFile", secret)}, "/Names << /EmbeddedFiles << /Names [(SECRETPLACE) << /Type /Filespec /EF << /F 9 0 R >> >>] >> >>", ""), "/Root 1 0 R"),
		"attached files ":              annotation("/Subtype /FileAttachment /Contents (SECRETPLACE)"),
		"links that start something":   annotation("/Subtype /Link /A << /S /Launch /F (SECRETPLACE.exe) >>"),
		"links that start something ":  annotation("/Subtype /Link /A << /S /SubmitForm /F (https://evil.example/SECRETPLACE) >>"),
		"links to file":                annotation("/Subtype /Link /A << /S /URI /URI (file:///C:/Users/SECRETPLACE) >>"),
		"links to javascript":          annotation("/Subtype /Link /A << /S /URI /URI (JavaScript:SECRETPLACE) >>"),
		"notes in the margin":          annotation("/Subtype /Text /T (SECRETPLACE) /Contents (SECRETPLACE)"),
		"sounds and films":             annotation("/Subtype /Movie /T (SECRETPLACE)"),
		"sounds and films ":            annotation("/Subtype /Screen /A << /S /Rendition /JS (SECRETPLACE) >>"),
		"its signature":                build(page(map[int]string{9: "<< /FT /Sig /Subtype /Widget /Rect [0 0 9 9] /V << /Type /Sig /Name (SECRETPLACE) /Contents (SECRETPLACE) >> >>"}, "/AcroForm << /Fields [9 0 R] /SigFlags 3 >>", "/Annots [9 0 R]"), "/Root 1 0 R"),
		"its signature ":               build(page(map[int]string{9: "<< /Parent 10 0 R /Subtype /Widget /Rect [0 0 9 9] /MK << /CA (SECRETPLACE) >> >>", 10: "<< /FT /Sig /Kids [9 0 R] /T (SECRETPLACE) >>"}, "/AcroForm << /Fields [10 0 R] >>", "/Annots [9 0 R]"), "/Root 1 0 R"),
		"its XFA form":                 build(page(map[int]string{9: streamOf("", secret)}, "/AcroForm << /Fields [] /XFA 9 0 R >>", ""), "/Root 1 0 R"),
		"links that start something  ": build(page(nil, "/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next << /S /Launch /F (SECRETPLACE) >> >>", "/Annots [<< /Subtype /Link /Rect [0 0 1 1] /A << /S /GoToR /F (SECRETPLACE) >> >>]"), "/Root 1 0 R"),
	} {
		_, lost := cleaned(t, src)
		if len(lost) != 1 || lost[0] != strings.TrimSpace(want) {
			t.Errorf("lost %q, want %q", lost, strings.TrimSpace(want))
		}
	}
}

func TestWhatReadersUseStays(t *testing.T) {
	objects := page(map[int]string{
		6:  "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Contents (Our clinic) /T (SECRETPLACE) /NM (SECRETPLACE) /A << /S /URI /URI (https://example.org/clinic) >> >>",
		7:  "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Dest /water >>",
		8:  "<< /Type /Annot /Subtype /Highlight /Rect [0 0 9 9] /T (SECRETPLACE) /Contents (SECRETPLACE) /Popup 18 0 R /AP << /N 9 0 R >> >>",
		9:  streamOf("/Type /XObject /Subtype /Form /BBox [0 0 1 1] /PieceInfo << /X (SECRETPLACE) >>", "0 0 1 1 re f"),
		10: "<< /Type /Outlines /First 11 0 R /Last 11 0 R /Count 1 >>",
		11: "<< /Title (Clean water) /Parent 10 0 R /Dest [3 0 R /XYZ 0 9 null] >>",
		12: "<< /Type /StructTreeRoot /K 13 0 R /ParentTree << /Nums [0 [13 0 R]] >> /RoleMap << /Chapter /Sect >> >>",
		13: "<< /Type /StructElem /S /Figure /P 12 0 R /Pg 3 0 R /K 0 /Alt (A tap) /T (SECRETPLACE) /A << /O /UserProperties /P [<< /V (SECRETPLACE) >>] >> >>",
		14: "<< /FT /Tx /T (name) /TU (Your name) /Subtype /Widget /Rect [0 0 9 9] /AA << /K << /S /JavaScript /JS (SECRETPLACE) >> >> >>",
		15: "<< /Names [(water) [3 0 R /Fit]] >>",
		18: "<< /Type /Annot /Subtype /Popup /Rect [0 0 1 1] /Parent 8 0 R /Contents (SECRETPLACE) >>",
	}, "/Outlines 10 0 R /StructTreeRoot 12 0 R /MarkInfo << /Marked true >> /Lang (en) /Names << /Dests 15 0 R >> /AcroForm << /Fields [14 0 R] /DA (/F1 0 Tf) >>",
		"/Annots [6 0 R 7 0 R 8 0 R 14 0 R 18 0 R] /StructParents 0 /Rotate 90")
	seen, lost := cleaned(t, build(objects, "/Root 1 0 R"))
	for _, want := range []string{"(https://example.org/clinic)", "(Our clinic)", "/Dest /water", "(water)", "/Highlight", "0 0 1 1 re f", "(Clean water)", "(A tap)",
		"/Chapter /Sect", "/Marked true", "/Lang (en)", "(Your name)", "/Rotate 90", "/BaseFont /Helvetica", "/StructParents 0"} {
		if !strings.Contains(seen, want) {
			t.Errorf("%s is gone:\n%s", want, seen)
		}
	}
	if lost != nil {
		t.Errorf("lost %q", lost)
	}
	if n := strings.Count(seen, "/Type /StructTreeRoot"); n != 1 {
		t.Errorf("the tags have %d roots", n)
	}
}

func TestPicturesAndProfilesInsideAreCleaned(t *testing.T) {
	const jpx = "\x00\x00\x00\x0cjP  \r\n\x87\n\x00\x00\x00\x13xml SECRETPLACE\x00\x00\x00\x00jp2c\xff\x4f\xff\x64\x00\x0fSECRETPLACE12\xff\x90tiles"
	objects := page(map[int]string{
		6: streamOf("/Type /XObject /Subtype /Image /Width 1 /Height 1 /Filter /DCTDecode", "\xff\xd8 picture "+secret),
		7: streamOf("/Type /XObject /Subtype /Image /Width 1 /Height 1 /Filter [/FlateDecode /DCTDecode] /DecodeParms [null << /ColorTransform 0 >>]", folded("\xff\xd8 folded "+secret)),
		8: streamOf("/Type /XObject /Subtype /Image /Width 1 /Height 1 /Filter /JPXDecode", jpx),
		9: streamOf("/N 3 /Filter /FlateDecode", folded("profile "+secret)),
	}, "", "")
	objects[3] = strings.Replace(objects[3], "/Font", "/ColorSpace << /C [/ICCBased 9 0 R] >> /XObject << /A 6 0 R /B 7 0 R /C 8 0 R >> /Font", 1)
	seen, _ := cleaned(t, build(objects, "/Root 1 0 R"))
	for _, want := range []string{"\xff\xd8 picture", "\xff\xd8 folded", "profile ", "\xff\x4f\xff\x90tiles", "/ColorTransform 0", "/A "} {
		if !strings.Contains(seen, want) {
			t.Errorf("%q is gone", want)
		}
	}
}

func TestNewerFilesAreRead(t *testing.T) {
	old, _, err := Clean(build(page(nil, "", ""), "/Root 1 0 R"), Cleaners{})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(old, []byte("/ObjStm")) || !bytes.Contains(old, []byte("/XRef")) {
		t.Fatal("what is written is not of the newer kind")
	}
	cleaned(t, old)
}

func TestHybridTableAndIndirectLengthAreRead(t *testing.T) {
	objects := page(map[int]string{4: "<< /Length 7 0 R >>\nstream\nBT (Hello) Tj ET\nendstream", 7: "16"}, "", "")
	cleaned(t, build(objects, "/Root 1 0 R"))
	objects[7] = "99999"
	cleaned(t, build(objects, "/Root 1 0 R"))
	objects[4] = "<< /Length 4 0 R >>\nstream\nBT (Hello) Tj ET\nendstream"
	cleaned(t, build(objects, "/Root 1 0 R"))
}

func TestTextsAreReadAndWrittenAlike(t *testing.T) {
	for _, s := range []string{`(a\(b\)c\\)`, `(\101\7\0012)`, "(a\\\nb)", "(a\r\nb)", "<48 65 6C6>", `(nested (brackets) stay)`, `(\r\n)`} {
		left := mostReads
		first, err := (&parser{src: []byte(s), left: &left}).object()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		put(&b, first)
		second, err := (&parser{src: b.Bytes(), left: &left}).object()
		if err != nil || !bytes.Equal(first.(text), second.(text)) {
			t.Errorf("%s becomes %q, written %s, then %q", s, first, b.String(), second)
		}
	}
}

func TestWhatCannotBeReadIsRefused(t *testing.T) {
	good := build(page(nil, "", ""), "/Root 1 0 R")
	if _, _, err := Clean(build(page(nil, "", ""), "/Root 1 0 R /Encrypt << /Filter /Standard >>"), Cleaners{}); !errors.Is(err, ErrProtected) {
		t.Errorf("got %v", err)
	}
	objects := page(map[int]string{9: streamOf("/N 3 /Filter /FlateDecode", folded(strings.Repeat("\x00", mostBytes+1)))}, "", "/Group << /CS [/ICCBased 9 0 R] >>")
	if _, _, err := Clean(build(objects, "/Root 1 0 R"), Cleaners{}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a bomb gives %v", err)
	}
	deep := build(page(nil, "/ViewerPreferences "+strings.Repeat("[", 5000)+strings.Repeat("]", 5000), ""), "/Root 1 0 R")
	loop := bytes.Replace(revise(good, nil, "/Root 1 0 R", 0), []byte("/Prev 0"), fmt.Appendf(nil, "/Prev %d", len(good)), 1)
	for name, src := range map[string][]byte{
		"half": good[:len(good)/2], "no root": build(page(nil, "", ""), ""), "no pages": build(map[int]string{1: "<< /Type /Catalog >>"}, "/Root 1 0 R"),
		"moved": bytes.Replace(good, []byte("%PDF-1.4\n"), []byte("%PDF-1.4\n\n\n\n"), 1), "deep": deep, "loop": loop,
	} {
		if out, _, err := Clean(src, Cleaners{}); err == nil {
			t.Errorf("%s is taken: %d bytes", name, len(out))
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add(build(page(map[int]string{6: "<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org) >> >>"}, "/Outlines << >>", "/Annots [6 0 R]"), "/Root 1 0 R"))
	newer, _, _ := Clean(build(page(nil, "", ""), "/Root 1 0 R"), Cleaners{})
	f.Add(newer)
	f.Fuzz(func(t *testing.T, src []byte) {
		out, _, err := Clean(src, Cleaners{})
		if err != nil {
			return
		}
		again, _, err := Clean(out, Cleaners{})
		if err != nil {
			t.Fatalf("what came out cannot be read again: %v", err)
		}
		if !bytes.Equal(out, again) {
			t.Errorf("cleaning what is clean changes it: %d and %d bytes", len(out), len(again))
		}
	})
}
