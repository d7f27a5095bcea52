package offline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/js"

	"handbill/generator/render"
)

func TestWorkerIsUnderOneKilobyte(t *testing.T) {
	m := minify.New()
	m.AddFunc("text/javascript", js.Minify)
	for name, source := range map[string]string{
		"worker": Worker([]string{"en", "es", "fr", "pt", "ru", "ar", "zh-Hans", "th", "hi", "sw"}),
		"stop":   StopWorker(),
	} {
		small, err := m.String("text/javascript", source)
		if err != nil {
			t.Fatal(err)
		}
		if len(small) >= 1000 {
			t.Errorf("%s: %d bytes", name, len(small))
		}
		if strings.Contains(small, "skipWaiting") {
			t.Errorf("%s takes over from an open page", name)
		}
	}
}

// site is a set of guides in one language, packed.
type site struct {
	files map[string][]byte
	list  List
}

func saved(t *testing.T, chunk int, pages map[string]string, shown map[string][]string) site {
	t.Helper()
	s := site{files: map[string][]byte{}}
	var mu sync.Mutex
	var guides []string
	for path := range pages {
		guides = append(guides, path)
	}
	slices.Sort(guides)
	p := New(Options{
		Chunk:     chunk,
		Languages: []Language{{Tag: "en", Guides: guides, Shared: []string{"en/index.html"}}},
		Put: func(f render.File) error {
			mu.Lock()
			defer mu.Unlock()
			if s.files[f.Path] != nil {
				return fmt.Errorf("%s is made twice", f.Path)
			}
			s.files[f.Path] = bytes.Clone(f.Data)
			return nil
		},
	})
	take := func(path, text string) {
		if err := p.File(render.File{Path: path, Data: []byte(text)}); err != nil {
			t.Error(err)
		}
	}
	for path := range shown {
		take(path, "picture "+path)
	}
	var wg sync.WaitGroup
	for path, text := range pages {
		wg.Go(func() { take(path, text) })
	}
	wg.Wait()
	for path := range shown {
		if err := p.Guide("g", map[string][]string{"en": {path}}, nil); err != nil {
			t.Error(err)
		}
	}
	take("en/index.html", "list")
	if missing := p.Missing("en"); len(missing) > 0 {
		t.Fatalf("these pages never came: %q", missing)
	}
	list, err := p.Finish("en")
	if err != nil {
		t.Fatal(err)
	}
	s.list = list
	return s
}

// unpacked gives the files of all packs, as the script lays them out.
func (s site) unpacked(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, p := range s.list.Packs {
		data, ok := s.files[p.Path]
		if p.Whole {
			continue
		}
		if !ok || sum(data) != p.Hash {
			t.Fatalf("the list names %s, which is not there or is another", p.Path)
		}
		for path, text := range unpack(t, s.files, data) {
			all[path] = text
		}
	}
	return all
}

// unpack does what the script does with a pack, among the files of its site.
func unpack(t *testing.T, site map[string][]byte, data []byte) map[string]string {
	t.Helper()
	line, rest, _ := bytes.Cut(data, []byte("\n"))
	var list []any
	if err := json.Unmarshal(line, &list); err != nil {
		t.Fatal(err)
	}
	cut := func(from, to int) string { return string(rest[from:to]) }
	next, end := 0, len(rest)
	if letters, ok := list[0].(string); ok {
		pool := spelled(rest, []rune(letters))
		if frame := list[1].(string); frame != "" {
			if site[frame] == nil {
				t.Fatalf("a pack needs %s, which is not there", frame)
			}
			text := utf16.Encode([]rune(strings.TrimPrefix(string(site[frame]), "\uFEFF"))) // as Response.text() does
			next, pool = len(text), slices.Concat(text, pool)
		}
		cut = func(from, to int) string { return string(utf16.Decode(pool[from:to])) }
		end = len(pool)
	}
	files := map[string]string{}
	for _, file := range list[2:] {
		runs, from := file.([]any), 0
		var text strings.Builder
		for i, number := range runs[1:] {
			n := int(number.(float64))
			switch i % 3 {
			case 0:
				text.WriteString(cut(next, next+n))
				next += n
			case 1:
				from += n
			case 2:
				text.WriteString(cut(from, from+n))
				from += n
			}
		}
		files[runs[0].(string)] = text.String()
	}
	if next != end {
		t.Errorf("%d of the text is left over", end-next)
	}
	return files
}

func spelled(bytes []byte, letters []rune) []uint16 {
	var units []uint16
	for i := 0; i < len(bytes); i++ {
		switch b := bytes[i]; {
		case b < 0x80:
			units = append(units, uint16(b))
		case b < 0xff:
			units = append(units, uint16(letters[b-0x80]))
		default:
			units = append(units, uint16(bytes[i+1])<<8|uint16(bytes[i+2]))
			i += 2
		}
	}
	return units
}

func hundred() map[string]string {
	pages := map[string]string{}
	for i := range 100 {
		pages[fmt.Sprintf("en/guide-%02d.html", i)] = fmt.Sprintf("<p>The text of guide %d", i)
	}
	return pages
}

func TestPacksHoldEveryPageOnce(t *testing.T) {
	pages := hundred()
	s := saved(t, 10, pages, map[string][]string{"assets/a.0123.jpg": nil})
	got := s.unpacked(t)
	for path, text := range pages {
		if got[path] != text {
			t.Errorf("%s is %q, want %q", path, got[path], text)
		}
	}
	if got["en/index.html"] != "list" || got["assets/a.0123.jpg"] != "picture assets/a.0123.jpg" {
		t.Errorf("list or picture is not what came in: %q", got)
	}
	if n := len(s.list.Packs); n < 10 || n > 15 {
		t.Errorf("100 guides make %d packs, want about 10", n)
	}
	if again := saved(t, 10, pages, map[string][]string{"assets/a.0123.jpg": nil}); again.list.Version != s.list.Version {
		t.Error("the same pages make another version")
	}
}

// TestPacksReferToTheFrame: what pages have in common travels once a language, and a
// guide that changes does not bring it again.
func TestPacksReferToTheFrame(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	noise := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(' ' + random.IntN(90))
		}
		return string(b)
	}
	head, foot := "<head>é"+noise(4000), "</html>"+noise(2000)
	pages, guides := map[string]string{}, []string(nil)
	for i := range 40 {
		path := fmt.Sprintf("ar/guide-%02d.html", i)
		guides, pages[path] = append(guides, path), head+"<p>"+noise(300)+foot
	}
	s := site{files: map[string][]byte{}}
	p := New(Options{Chunk: 10, Languages: []Language{{Tag: "ar", Guides: guides}}, Put: func(f render.File) error {
		s.files[f.Path] = bytes.Clone(f.Data)
		return nil
	}})
	if err := p.Frame("ar", render.File{Path: "ar/page.html", Data: []byte(head + foot)}); err != nil {
		t.Fatal(err)
	}
	for path, text := range pages {
		if err := p.File(render.File{Path: path, Data: []byte(text)}); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	if s.list, err = p.Finish("ar"); err != nil {
		t.Fatal(err)
	}
	if first := s.list.Packs[0]; !first.Whole || first.Kind != Text || string(s.files[first.Path]) != head+foot {
		t.Errorf("the list does not begin with the frame: %+v", first)
	}
	got := s.unpacked(t)
	for path, text := range pages {
		if got[path] != text {
			t.Errorf("%s is another page in its pack", path)
		}
	}
	for _, pack := range s.list.Packs[1:] {
		if most := 10*(303+shortest) + 1000; len(s.files[pack.Path]) > most {
			t.Errorf("%s has %d bytes, want at most %d: the frame is in it", pack.Path, len(s.files[pack.Path]), most)
		}
	}
}

// TestFrameBehindAByteOrderMark: browsers leave the mark out of a text, and packs count
// letters of the text.
func TestFrameBehindAByteOrderMark(t *testing.T) {
	const page = "\uFEFF<!DOCTYPE html><title>Water</title><p>What is the same on all pages of a language, and long enough to be repeated.</p>"
	s := site{files: map[string][]byte{}}
	p := New(Options{Chunk: 10, Languages: []Language{{Tag: "en", Guides: []string{"en/water.html"}}}, Put: func(f render.File) error {
		s.files[f.Path] = bytes.Clone(f.Data)
		return nil
	}})
	if err := p.Frame("en", render.File{Path: "en/page.html", Data: []byte(page)}); err != nil {
		t.Fatal(err)
	}
	if err := p.File(render.File{Path: "en/water.html", Data: []byte(page + "<p>Boil it.</p>")}); err != nil {
		t.Fatal(err)
	}
	var err error
	if s.list, err = p.Finish("en"); err != nil {
		t.Fatal(err)
	}
	if got := s.unpacked(t)["en/water.html"]; got != page+"<p>Boil it.</p>" {
		t.Errorf("the saved page is another: %q", got)
	}
}

func TestChangesTouchFewPacks(t *testing.T) {
	before := saved(t, 10, hundred(), nil)
	for name, change := range map[string]func(map[string]string){
		"a guide changes":   func(p map[string]string) { p["en/guide-42.html"] += " and more" },
		"a guide comes":     func(p map[string]string) { p["en/guide-42b.html"] = "new" },
		"a guide goes away": func(p map[string]string) { delete(p, "en/guide-42.html") },
	} {
		pages := hundred()
		change(pages)
		after, fresh := saved(t, 10, pages, nil), 0
		for _, p := range after.list.Packs {
			if !slices.ContainsFunc(before.list.Packs, func(old Pack) bool { return old.Hash == p.Hash }) {
				fresh++
			}
		}
		if fresh == 0 || fresh > 4 || after.list.Version == before.list.Version {
			t.Errorf("%s: %d packs of %d are new", name, fresh, len(after.list.Packs))
		}
	}
}

func TestSavedPagesSayHowToRemove(t *testing.T) {
	const page = `<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" content="default-src 'none';script-src 'sha256-x';base-uri 'none'"><meta name="description" property="og:description" content="d"><meta property="og:title" content="t"><link rel="canonical" href="c"><link rel="alternate" hreflang="en" href="e"><link rel="alternate" hreflang="fr" href="f"><link rel="icon" href="data:,"></head><body><div class="paper"><img src="data:image/bmp;base64,Qk0=" alt=""><p>c</p></div><section class="downloads"><h3>Files</h3><ul><li>213 kB</li></ul></section><footer>f</footer></body></html>`
	s := NewSaver("assets/saved.js", map[string]Words{"fr": {Remove: "Supprimer <tout>", Newer: "Nouveau, {size}", Decimal: ","}})
	got := string(s.Page(nil, "fr", render.File{Path: "fr/tags/a.html", Data: []byte(page)}))
	for _, want := range []string{
		`<a href="../../fr/offline.html#remove">Supprimer &lt;tout&gt;</a></p></footer>`,
		`<link rel="canonical" href="c"><link rel="icon" href="data:,"></head><body><div class="paper"><p>c</p></div><footer>`,
		`<script src="../../assets/saved.js"></script></body>`, `script-src 'sha256-x' 'self';`, `;connect-src 'self'"`, `data-decimal=","`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if strings.Contains(got, "213 kB") || strings.Contains(got, "Files") {
		t.Errorf("the list of downloads is still there:\n%s", got)
	}
	if leave := (render.File{Path: "fr/leave.html", Data: []byte(page)}); string(s.Page(nil, "fr", leave)) != page {
		t.Error("the blank page of quick exit tells of a saved copy")
	}
	if root := (render.File{Path: "index.html", Data: []byte(page)}); string(s.Page(nil, "fr", root)) != page {
		t.Error("the choice of language has changed")
	}
}

// TestReckonedSizesAreNearTheRealOnes: with many packs, most are not weighed.
func TestReckonedSizesAreNearTheRealOnes(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	words := strings.Fields("right police lawyer night clinic paper wage landlord open door call write ask sign pay help never always without before after your the a to of and in")
	pages := map[string]string{}
	for n := range 200 {
		var b strings.Builder
		b.WriteString("<!DOCTYPE html><style>" + strings.Repeat("p{margin:1rem 0}", 50) + "</style>")
		for range 300 + random.IntN(600) {
			b.WriteString(words[random.IntN(len(words))] + " ")
		}
		pages[fmt.Sprintf("en/guide-%03d.html", n)] = b.String()
	}
	s := saved(t, 10, pages, nil)
	real, told := 0, 0
	for _, p := range s.list.Packs {
		weight := Weight(s.files[p.Path])
		real, told = real+weight, told+p.Size
		if p.Size*10 < weight*9 || p.Size*10 > weight*11 {
			t.Errorf("%s weighs %d bytes, and %d are told", p.Path, weight, p.Size)
		}
	}
	if told*100 < real*97 || told*100 > real*103 {
		t.Errorf("all weigh %d bytes, and %d are told", real, told)
	}
}
