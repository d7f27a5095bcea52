package translate

import (
	"bytes"
	"encoding/json"
	"html"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"handbill/generator/content"
	"handbill/generator/i18n"
	"handbill/generator/translate/form"
	words "handbill/i18n"
)

// browser runs a page with a script added at its end, and gives the text that
// the script leaves in an element with the id "outcome".
func browser(t *testing.T, page []byte, script string) string {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Fatal("no Chromium was found: the test command installs it")
	}
	policy := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)
	page = policy.ReplaceAll(page, nil) // it forbids the script of the test as well
	page = bytes.Replace(page, []byte("</body>"), []byte(`<pre id="outcome"></pre><script>`+script+`</script></body>`), 1)
	dir := t.TempDir()
	name := filepath.Join(dir, "form.html")
	if err := os.WriteFile(name, page, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--virtual-time-budget=3000", "--user-data-dir="+filepath.Join(dir, "profile"), "--dump-dom", "file://"+name).Output()
	if err != nil {
		t.Fatalf("Chromium: %v", err)
	}
	_, rest, ok := strings.Cut(string(out), `<pre id="outcome">`)
	text, _, _ := strings.Cut(rest, "</pre>")
	if !ok || text == "" {
		t.Fatalf("the script left nothing:\n%.2000s", out)
	}
	return html.UnescapeString(text)
}

// catch is a script that runs before others of a test: it takes what would be
// downloaded, by file name.
const catch = `
var saved = {};
URL.createObjectURL = function (b) { window.blob = b; return '#'; };
HTMLAnchorElement.prototype.click = function () { var n = this.download; window.last = window.blob.text().then(function (x) { saved[n] = x; }); };
function type(i, text, ready) {
  var u = document.querySelectorAll('.unit')[i], f = u.querySelector('textarea'), r = u.querySelector('.ready');
  f.value = text; f.dispatchEvent(new Event('input'));
  r.checked = ready; r.dispatchEvent(new Event('change'));
}
function leave(x) { document.getElementById('outcome').textContent = typeof x === 'string' ? x : JSON.stringify(x); }
`

// spoken are the built-in words of a language.
func spoken(t *testing.T, tag string) *i18n.Words {
	t.Helper()
	src, err := fs.ReadFile(words.FS, tag+".toml")
	if err != nil {
		t.Fatal(err)
	}
	c, _ := i18n.ParseCatalog(tag+".toml", src)
	return i18n.NewWords(tag, "", []*i18n.Catalog{c})
}

func formOf(t *testing.T, p *Project, w *Work, open bool) []byte {
	t.Helper()
	english := &content.Language{Tag: "en", Name: "English", Dir: "ltr"}
	arabic := &content.Language{Tag: "fr", Name: "العربية", Dir: "rtl", Words: spoken(t, "en")}
	page, err := form.Write(p.Form(header, english, arabic, []*Work{w}, nil, open))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestFormGivesBackAPOThatIsImported(t *testing.T) {
	p := site(t, map[string]string{"guides/w/en.md": everything})
	w := work(t, p)
	page := formOf(t, p, w, false)
	saved := browser(t, page, catch+`
type(0, 'Eau "pure" \\ & <b>\n', true);
type(4, 'Avant\ttout.', false);
document.getElementById('save').onclick();
last.then(function () { leave(saved['fr.po']); });`)
	dir := t.TempDir()
	name := filepath.Join(dir, "fr.po")
	if err := os.WriteFile(name, []byte(saved), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("msgfmt", "-c", "-o", os.DevNull, name).CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("msgfmt: %v %s\n%s", err, out, saved)
	}
	r := bring(t, p, "fr.po", []byte(saved))
	if r.Taken != 2 || len(r.Left) > 0 {
		t.Fatalf("took %d, left %+v", r.Taken, r.Left)
	}
	p = write(t, p, r.Changes)
	w = work(t, p)
	if w.Target[0].Text != `Eau "pure" \ & <b>` || w.Report.Pairs[0].Status != Current {
		t.Errorf("the title is %q, %s", w.Target[0].Text, w.Report.Pairs[0].Status)
	}
	if w.Report.Counts.Review != 1 {
		t.Errorf("the text that was not ready counts as %+v", w.Report.Counts)
	}
}

func TestFormSavesTheMarkdownThatTheProgramWouldWrite(t *testing.T) {
	nasty := []string{"- no list", "1. no list\n1. neither", "two\n\nparagraphs", "a | b", "say \"so\"", "# no heading", "text\n---", "[x]: y", "plain"}
	for name, fr := range map[string]string{"begun": everything, "new": "", "some missing": strings.Replace(everything, "- Cup\n- Pot\n  continued\n", "- Cup\n", 1)} {
		files := map[string]string{"guides/w/en.md": everything}
		if fr != "" {
			files["guides/w/fr.md"] = fr
		}
		p := site(t, files)
		w := work(t, p)
		page := formOf(t, p, w, false)
		texts := map[int]string{}
		var wishes []wish
		n := 0
		for i, pair := range w.Report.Pairs {
			if len(pair.Source) == 0 || !w.Source[pair.Source[0]].Sent() {
				continue
			}
			// A whole form of odd lines; those that need the program's second look stay.
			kind := w.Source[pair.Source[0]].Kind
			text := nasty[n%len(nasty)]
			if kind == "quote" || isHeading(kind) {
				text = "Simple words"
			}
			texts[n] = text
			wishes = append(wishes, wish{pair: i, text: text})
			n++
		}
		encoded, err := json.Marshal(texts)
		if err != nil {
			t.Fatal(err)
		}
		got := browser(t, page, catch+`
var texts = `+string(encoded)+`;
for (var i in texts) type(+i, texts[i], true);
document.querySelector('.md').onclick();
last.then(function () { leave(saved['fr.md']); });`)
		out := p.apply(w, wishes)
		if len(out.refused) > 0 {
			t.Fatalf("%s: the program refuses %d", name, len(out.refused))
		}
		// Control pictures of the file end do not survive a browser's <pre>.
		want := strings.TrimPrefix(string(out.markdown), "\uFEFF")
		if got = strings.TrimPrefix(got, "\uFEFF"); got != want {
			t.Errorf("%s: the form saves\n%s\nthe program writes\n%s", name, got, want)
		}
	}
}

func TestFormLeavesUntouchedMarkdownAlone(t *testing.T) {
	p := frenchify(t)
	w := work(t, p)
	got := browser(t, formOf(t, p, w, false), catch+`document.querySelector('.md').onclick(); last.then(function () { leave(saved['fr.md']); });`)
	if want := file(p, "guides/w/fr.md"); strings.TrimPrefix(got, "\uFEFF") != strings.TrimPrefix(want, "\uFEFF") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFormKeepsNothingUnasked(t *testing.T) {
	p := frenchify(t)
	w := work(t, p)
	outcome := browser(t, formOf(t, p, w, false), catch+`
type(0, 'secret', true);
var before = localStorage.length;
var k = document.getElementById('keep');
k.checked = true; k.onchange();
type(1, 'kept', true);
var during = localStorage.length, has = JSON.stringify(localStorage).indexOf('kept') > 0;
document.getElementById('forget').onclick();
leave({ before: before, during: during, has: has, after: localStorage.length, keep: k.checked });`)
	if outcome != `{"before":0,"during":1,"has":true,"after":0,"keep":false}` {
		t.Errorf("got %s", outcome)
	}
}

func TestFormReadsItsOwnFileAgain(t *testing.T) {
	p := frenchify(t)
	w := work(t, p)
	entries := w.Entries(nil, false)
	entries[0].Text, entries[1].Fuzzy = "Une \"autre\"\nligne", true
	encoded, err := json.Marshal(string(PO(header, entries).Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	outcome := browser(t, formOf(t, p, w, false), catch+`
var input = document.getElementById('load');
Object.defineProperty(input, 'files', { value: [new File([`+string(encoded)+`], 'mine.po')] });
var field = document.querySelector('textarea'), before = field.value;
input.onchange();
(function look() {
  if (field.value === before) return setTimeout(look, 10);
  leave([field.value, document.querySelectorAll('input.ready')[1].checked, document.querySelectorAll('input.ready')[2].checked]);
})();`)
	if outcome != `["Une \"autre\"\nligne",false,true]` {
		t.Errorf("got %s", outcome)
	}
}

func TestFormIsWorkedByKeysAlone(t *testing.T) {
	p := site(t, map[string]string{"guides/w/en.md": "+++\ntitle = \"W\"\n+++\n\nOne text.\n\nAnother text.\n"})
	outcome := browser(t, formOf(t, p, work(t, p), false), catch+`
var fields = document.querySelectorAll('textarea'), trail = [];
function press(f) { f.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, cancelable: true })); trail.push(document.activeElement.id); }
fields[0].value = 'O'; press(fields[0]);
press(fields[1]);
fields[2].value = 'Deux'; press(fields[2]);
trail.push(document.getElementById('progress').textContent);
leave(trail);`)
	// A field that was left empty is passed by and stays open.
	if outcome != `["t0-1","t0-2","save","Ready: 2 of 3"]` {
		t.Errorf("got %s", outcome)
	}
}

func TestFormNamesLostNumbers(t *testing.T) {
	p := site(t, map[string]string{"guides/w/en.md": "+++\ntitle = \"W\"\n+++\n\nCall 0800 157 0142 or {{hotline}}.\n"})
	w := work(t, p)
	outcome := browser(t, formOf(t, p, w, false), catch+`
var said = [];
['Appelez le 0800 157 0124 ou {{hotline}}.', 'اتصل ٠٨٠٠ ١٥٧ ٠١٤٢ أو {{hotline}}', 'Appelez le 0800.157.0142.'].forEach(function (x) {
  type(1, x, false);
  said.push(document.querySelectorAll('.problem')[1].textContent);
});
leave(said);`)
	want := strings.NewReplacer("‹", "\u2068", "›", "\u2069").Replace(`["Please check. This is in the text above, but not in yours: ‹0800 157 0142›","","Please check. This is in the text above, but not in yours: ‹{{hotline}}›"]`)
	if outcome != want {
		t.Errorf("got %s", outcome)
	}
}

func TestFormCannotSendAnything(t *testing.T) {
	p := frenchify(t)
	page := html.UnescapeString(string(formOf(t, p, work(t, p), false)))
	if !strings.Contains(page, `content="default-src 'none'; style-src 'sha256-`) {
		t.Error("no policy")
	}
	for _, no := range []string{"https://", "fetch(", "XMLHttpRequest", "sendBeacon", " style=", " onclick="} {
		if strings.Contains(strings.ReplaceAll(page, "https://github", ""), no) {
			t.Errorf("holds %s", no)
		}
	}
}

func TestHostileTextStaysText(t *testing.T) {
	p := site(t, map[string]string{"guides/w/en.md": "+++\ntitle = \"</script><script>document.title='broken'</script>\"\n+++\n\n`</textarea><img src=x onerror=document.title='broken'>` words\n"})
	outcome := browser(t, formOf(t, p, work(t, p), false), catch+`leave([document.title, document.querySelectorAll('.unit').length]);`)
	if outcome != `["Test: English → العربية",2]` {
		t.Errorf("got %s", outcome)
	}
}
