package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"handbill/generator/render/paper"
)

// A booklet is right when, folded and stapled, its pages follow one another. The
// test folds the sheets: page k of a left-bound booklet lies on the right of a
// front or back when k is odd, and each leaf has k and k+1 on its two sides.
func TestFoldedBookletHasItsPagesInOrder(t *testing.T) {
	for n := 1; n <= 41; n++ {
		for _, rightBound := range []bool{false, true} {
			sides := booklet(n, rightBound)
			if len(sides)%2 != 0 {
				t.Fatalf("%d pages: %d sides", n, len(sides))
			}
			sheets := len(sides) / 2
			var got []int
			first := func(s sheetSide) int {
				if rightBound {
					return s.left
				}
				return s.right
			}
			last := func(s sheetSide) int {
				if rightBound {
					return s.right
				}
				return s.left
			}
			// From the cover to the middle, then from the middle to the back.
			for s := range sheets {
				got = append(got, first(sides[2*s]), last(sides[2*s+1]))
			}
			for s := sheets - 1; s >= 0; s-- {
				got = append(got, first(sides[2*s+1]), last(sides[2*s]))
			}
			var want []int
			for i := 1; i <= sheets*4; i++ {
				if i <= n {
					want = append(want, i)
				} else {
					want = append(want, 0)
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%d pages, right-bound %t: folded to %v", n, rightBound, got)
			}
		}
	}
}

func TestSameBytesWhateverTheDayAndTheRun(t *testing.T) {
	one := same([]byte("/CreationDate (D:20261122174033+00'00') /ID (node00000042) (node00000007) (node00000042)"))
	two := same([]byte("/CreationDate (D:20270101000000+00'00') /ID (node00000913) (node00000914) (node00000913)"))
	if !bytes.Equal(one, two) {
		t.Errorf("%s\n%s", one, two)
	}
	if len(one) != len("/CreationDate (D:20261122174033+00'00') /ID (node00000042) (node00000007) (node00000042)") {
		t.Error("bytes moved")
	}
}

func TestBrowsersAreLookedForOnEachSystem(t *testing.T) {
	env := func(name string) string {
		return map[string]string{"ProgramFiles": `C:\Program Files`, "LocalAppData": `C:\Users\Ana\AppData\Local`, "HOME": "/Users/ana"}[name]
	}
	for system, want := range map[string][]string{
		"linux":   {"chromium", "google-chrome", "microsoft-edge", "brave-browser", "/var/lib/flatpak/exports/bin/org.chromium.Chromium", "/Users/ana/.local/share/flatpak/exports/bin/com.brave.Browser"},
		"darwin":  {"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Users/ana/Applications/Brave Browser.app/Contents/MacOS/Brave Browser"},
		"windows": {`C:\Program Files\Google\Chrome\Application\chrome.exe`, `C:\Program Files\Microsoft\Edge\Application\msedge.exe`, `C:\Users\Ana\AppData\Local\BraveSoftware\Brave-Browser\Application\brave.exe`},
	} {
		got := places(system, env)
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: %s is not looked for", system, w)
			}
		}
	}
}

func TestBrowserThatIsNamedMustExist(t *testing.T) {
	if _, err := Find("no-such-browser", nil); err == nil || !strings.Contains(err.Error(), "no-such-browser") {
		t.Errorf("the error is %v", err)
	}
}

// A browser that is likelier comes first, wherever the other one lies.
func TestFirstInstalledBrowserIsTaken(t *testing.T) {
	bin, home := t.TempDir(), t.TempDir()
	t.Setenv("PATH", bin)
	env := func(name string) string { return map[string]string{"HOME": home}[name] }
	for _, program := range []string{
		filepath.Join(home, ".local/share/flatpak/exports/bin/com.brave.Browser"),
		filepath.Join(bin, "brave-browser"),
		filepath.Join(bin, "chromium"),
	} {
		if err := os.MkdirAll(filepath.Dir(program), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		if got := firstOf(places("linux", env), exec.LookPath); got != program {
			t.Errorf("found %q, want %q", got, program)
		}
	}
	if got := firstOf(nil, exec.LookPath); got != "" {
		t.Errorf("found %q among none", got)
	}
}

// Each system keeps the four browsers elsewhere: wherever one lies alone it is found,
// and of several the likeliest is taken.
func TestEveryBrowserIsFoundWhereItsSystemHasIt(t *testing.T) {
	env := func(name string) string {
		return map[string]string{"ProgramFiles": `C:\Program Files`, "ProgramFiles(x86)": `C:\Program Files (x86)`, "LocalAppData": `C:\Users\Ana\AppData\Local`, "HOME": "/home/ana"}[name]
	}
	const mac, shared, own = "/Applications/", "/var/lib/flatpak/exports/bin/", "/home/ana/.local/share/flatpak/exports/bin/"
	for system, all := range map[string][]string{
		"darwin": {
			mac + "Google Chrome.app/Contents/MacOS/Google Chrome", mac + "Chromium.app/Contents/MacOS/Chromium",
			mac + "Microsoft Edge.app/Contents/MacOS/Microsoft Edge", mac + "Brave Browser.app/Contents/MacOS/Brave Browser",
			"/home/ana/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "chromium",
		},
		"windows": {
			`C:\Program Files\Google\Chrome\Application\chrome.exe`, `C:\Program Files\Chromium\Application\chrome.exe`,
			`C:\Program Files\Microsoft\Edge\Application\msedge.exe`, `C:\Program Files\BraveSoftware\Brave-Browser\Application\brave.exe`,
			`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`, `C:\Users\Ana\AppData\Local\Chromium\Application\chrome.exe`, "msedge",
		},
		"linux": {
			"chromium", "chromium-browser", "google-chrome", "microsoft-edge-stable", "brave-browser", "/snap/bin/chromium", "/opt/google/chrome/chrome",
			shared + "org.chromium.Chromium", shared + "com.google.Chrome", shared + "com.microsoft.Edge", shared + "com.brave.Browser", own + "com.google.Chrome",
		},
	} {
		for i := range all {
			installed := all[i:] // those before it were taken off
			look := func(name string) (string, error) {
				if slices.Contains(installed, name) {
					return name, nil
				}
				return "", exec.ErrNotFound
			}
			if got := firstOf(places(system, env), look); got != all[i] {
				t.Errorf("%s: with %q it found %q", system, installed, got)
			}
		}
	}
}

// A book of a hundred guides is no browser that hangs.
func TestLongDocumentsMayTakeLonger(t *testing.T) {
	c := &Chromium{opt: Options{Patience: patience}}
	d := paper.Document{}
	d.File.Data = make([]byte, 50_000)
	guide := c.patience(d)
	d.File.Data = make([]byte, 40*50_000)
	if book := c.patience(d); guide != patience || book < 8*patience {
		t.Errorf("a guide has %s, a book of forty %s", guide, book)
	}
}
