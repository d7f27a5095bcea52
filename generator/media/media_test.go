package media

import (
	"bytes"
	"strings"
	"testing"

	"handbill/generator/diag"
)

// secret is put wherever a file can carry more than it shows.
const secret = "SECRETPLACE"

// tells reports whether the secret stands in a file, in UTF-8 or UTF-16.
func tells(data []byte) bool {
	wide := strings.Join(strings.Split(secret, ""), "\x00")
	return bytes.Contains(data, []byte(secret)) || bytes.Contains(data, []byte(wide))
}

// prepare cleans a file that has to be accepted, and finds the secret nowhere.
func prepare(t *testing.T, name string, src []byte) File {
	t.Helper()
	before := bytes.Clone(src)
	f, list := Prepare("guides/water/"+name, src, Options{})
	if list.Failed() || len(f.Data) == 0 {
		t.Fatalf("%s is refused: %v", name, list)
	}
	again, _ := Prepare("guides/water/"+name, src, Options{})
	if !bytes.Equal(f.Data, again.Data) {
		t.Errorf("%s comes out differently a second time", name)
	}
	if !bytes.Equal(src, before) {
		t.Errorf("%s: Prepare changed the bytes that it was given", name)
	}
	for _, v := range []*Variant{{Data: f.Data}, f.Large, f.Fallback} {
		if v != nil && tells(v.Data) {
			t.Errorf("%s still carries the secret", name)
		}
	}
	return f
}

// refused cleans a file that has to be refused and gives the one error.
func refused(t *testing.T, name string, src []byte) diag.Diagnostic {
	t.Helper()
	f, list := Prepare("guides/water/"+name, src, Options{})
	if len(list) == 0 || !list.Failed() || f.Data != nil {
		t.Fatalf("%s is not refused: %d bytes, %v", name, len(f.Data), list)
	}
	d := list[len(list)-1]
	if d.Hint == "" || d.Message == "" || d.Path != "guides/water/"+name {
		t.Errorf("%s: the error helps nobody: %+v", name, d)
	}
	return d
}

func TestOnlyListedTypesArePublished(t *testing.T) {
	for name, want := range map[string]bool{
		"a.jpg": true, "a.JPEG": true, "pic.tar.png": true, "ü.PNG": true,
		"a.php": false, "a.php.jpg.php": false, "a.html": false, ".htaccess": false, ".png": false, ".hidden.png": false,
		"a": false, "a.": false, "a.docx": false, "a.jpg~": false, "~$a.docx": false, "id_rsa": false, "a.pem": false, "a.zip": false,
		"a.txt": false, "a.heic": false, "a.png.bak": false, "": false, "..": false, "dir/.png": false,
	} {
		if _, got := Kind(name); got != want {
			t.Errorf("Kind(%q) = %v, want %v", name, got, want)
		}
		reason, hint := Refuse(name)
		if (reason == "") != want || (hint == "") != want {
			t.Errorf("Refuse(%q) = %q, %q", name, reason, hint)
		}
	}
}

func TestRefusalNamesTheCure(t *testing.T) {
	for name, cure := range map[string]string{
		"report.docx": "copy its text into a guide", "Report.ODT": "PDF", "data.xlsx": "PDF", "a.html": "Markdown",
		"report.pdf~": "rename", "IMG_1.HEIC": "JPEG", "film.mov": "MP4", "sound.aac": "MP3", "film.srt": ".vtt",
		"site.key": "out of the guides folder", ".DS_Store": "dot", "all.zip": "unpack", "a.php": "out of the guides folder",
	} {
		if _, hint := Refuse(name); !strings.Contains(hint, cure) {
			t.Errorf("the hint for %s does not say %q: %q", name, cure, hint)
		}
	}
}

func TestEmptyFileIsRefused(t *testing.T) {
	refused(t, "a.jpg", nil)
	refused(t, "a.png", []byte{})
}

// A transfer "as text" changes the line ends at the head of a PNG.
func TestSpoiltFileIsNotToldToBeOfAnotherType(t *testing.T) {
	d := refused(t, "a.png", []byte("\x89PNG\n\x1a\n\x00\x00\x00\rIHDR"))
	if d.Code != "media-broken" || !strings.Contains(d.Message, "damaged") {
		t.Errorf("%+v", d)
	}
}

func TestNameThatLiesIsRefused(t *testing.T) {
	for name, src := range map[string]string{
		"a.jpg": "<!DOCTYPE html><script>alert(1)</script>",
		"b.png": "\xff\xd8\xff\xe0",
		"c.jpg": "<?php system($_GET[0]);",
		"d.png": "PK\x03\x04 a document",
	} {
		if d := refused(t, name, []byte(src)); d.Code != "media-mismatch" {
			t.Errorf("%s: %+v", name, d)
		}
	}
}
