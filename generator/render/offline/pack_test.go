package offline

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"handbill/generator/render"
)

func TestPacksGiveBackWhatWentIn(t *testing.T) {
	frame := strings.Repeat("<p>право на воду · حق في الماء", 9)
	for name, texts := range map[string][]string{
		"nothing":            {},
		"empty files":        {"", ""},
		"ASCII":              {"a", "b" + strings.Repeat("c", 999)},
		"a shared frame":     {"1" + frame + "2", "3" + frame + "4" + frame, frame, frame[1:]},
		"rare letters":       {"é€語👩🏽‍⚕️𝔸\U0001f1f5\U0010ffff\ufffd\ufeff\u0080ÿ", frame + "語"},
		"more than 127":      {letters(0x4e00, 400, 3), letters(0x4e00, 500, 1)},
		"bytes, not text":    {"\x00\xff\xfe" + strings.Repeat("\x80\xff", 200), frame},
		"a line end in text": {"a\nb\n\n", "\n"},
	} {
		var parts []part
		for i, text := range texts {
			parts = append(parts, newPart(strings.Repeat("é", i+1)+".html", []byte(text)))
		}
		f := written(parts)
		got := unpack(t, nil, f.Data)
		for i, text := range texts {
			if got[parts[i].path] != text {
				t.Errorf("%s: file %d is %.60q, want %.60q", name, i, got[parts[i].path], text)
			}
		}
		if text := utf8.ValidString(strings.Join(texts, "")); text != strings.HasSuffix(f.Path, ".txt") {
			t.Errorf("%s: %s", name, f.Path)
		}
	}
}

func written(parts []part) render.File {
	f, _ := packed("packs/x", Text, parts)
	return f
}

// letters gives n letters in a row from the first on, each so many times.
func letters(first rune, n, times int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(string(first+rune(i)), times))
	}
	return b.String()
}

// FuzzPack packs files that were cut from two texts.
func FuzzPack(f *testing.F) {
	f.Add("право на воду", strings.Repeat("a clean <b>frame</b> of a page ", 5), uint64(1))
	f.Add("\xff\x00", strings.Repeat("ماء", 60), uint64(2))
	f.Fuzz(func(t *testing.T, a, b string, seed uint64) {
		random, texts := rand.New(rand.NewPCG(seed, 1)), make([]string, 5)
		var parts []part
		for i := range texts {
			for range random.IntN(6) {
				texts[i] += []string{a, b, a[:random.IntN(len(a)+1)], b[random.IntN(len(b)+1):]}[random.IntN(4)]
			}
			parts = append(parts, newPart(string(rune('a'+i)), []byte(texts[i])))
		}
		got := unpack(t, nil, written(parts).Data)
		for i, text := range texts {
			if got[parts[i].path] != text {
				t.Errorf("file %d is %q, want %q", i, got[parts[i].path], text)
			}
		}
	})
}

// FuzzPages packs pages that were cut from a frame and another text.
func FuzzPages(f *testing.F) {
	f.Add(strings.Repeat("<p>a clean <b>frame</b> of a page, право на воду", 5), "\xf0\x9f👩🏽", uint64(1))
	f.Add(strings.Repeat("ماء", 60), "語\xe4\xb8", uint64(2))
	f.Fuzz(func(t *testing.T, frame, b string, seed uint64) {
		random, pages, guides := rand.New(rand.NewPCG(seed, 1)), map[string]string{}, []string(nil)
		for i := range 12 {
			path, text := fmt.Sprintf("en/%02d.html", i), ""
			for range random.IntN(6) {
				text += []string{frame, b, frame[:random.IntN(len(frame)+1)], b[random.IntN(len(b)+1):]}[random.IntN(4)]
			}
			guides, pages[path] = append(guides, path), text
		}
		s := site{files: map[string][]byte{}}
		p := New(Options{Chunk: 10, Languages: []Language{{Tag: "en", Guides: guides}}, Put: func(f render.File) error {
			s.files[f.Path] = bytes.Clone(f.Data)
			return nil
		}})
		p.Frame("en", render.File{Path: "en/page.html", Data: []byte(frame)})
		for path, text := range pages {
			p.File(render.File{Path: path, Data: []byte(text)})
		}
		var err error
		if s.list, err = p.Finish("en"); err != nil {
			t.Fatal(err)
		}
		got := s.unpacked(t)
		for path, text := range pages {
			if utf8.ValidString(text) && got[path] != text {
				t.Errorf("%s is %q, want %q", path, got[path], text)
			}
		}
	})
}

// Hosts compress packs of text only: what is no text would make the scripts of every
// copy, and large drawings, two or three times as heavy.
func TestTextDoesNotTravelWithWhatHostsLeaveAsItIs(t *testing.T) {
	drawing := bytes.Repeat([]byte("<path d='M1 1h2'/>"), 1000)
	files := map[string][]byte{}
	p := New(Options{Languages: []Language{{Tag: "en"}}, Put: func(f render.File) error {
		files[f.Path] = bytes.Clone(f.Data)
		return nil
	}})
	shown := []string{"assets/map.svg", "assets/dot.svg", "assets/photo.jpg", "assets/icon.png"}
	for path, data := range map[string][]byte{shown[0]: drawing, shown[1]: []byte("<svg/>"), shown[2]: []byte("\xff\xd8\xff"), shown[3]: []byte("\x89PNG")} {
		if err := p.File(render.File{Path: path, Data: data}); err != nil {
			t.Fatal(err)
		}
	}
	for guide, paths := range map[string][]string{"drawn": {shown[0], shown[2]}, "small": {shown[1], shown[3]}} {
		if err := p.Guide(guide, map[string][]string{"en": paths}, nil); err != nil {
			t.Fatal(err)
		}
	}
	p.Always(render.File{Path: "assets/save.js", Data: bytes.Repeat([]byte("go();"), 1000)})
	p.Always(render.File{Path: "assets/logo.png", Data: []byte("\x89PNG")})
	list, err := p.Finish("en")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, pack := range list.Packs {
		for path := range unpack(t, files, files[pack.Path]) {
			got[path] = pack.Size
		}
	}
	for path, most := range map[string]int{"assets/save.js": 150, "assets/logo.png": 50, "assets/map.svg": 250, "assets/photo.jpg": 50, "assets/dot.svg": 90, "assets/icon.png": 90} {
		if size, ok := got[path]; !ok || size > most {
			t.Errorf("what brings %s takes %d bytes (there: %t), at most %d are needed", path, size, ok, most)
		}
	}
	if len(list.Packs) != 5 { // what saves nothing stays together
		t.Errorf("%d packs: %v", len(list.Packs), list.Packs)
	}
}
