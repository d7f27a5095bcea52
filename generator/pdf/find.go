package pdf

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"runtime"
)

// ErrNoBrowser says that the system has no browser that can print.
var ErrNoBrowser = errors.New("no browser was found that can make PDF files")

// Find gives the program of a browser that can print: the one that is named, a
// path or a name, else the first one installed. env looks up what the system
// says of its folders.
func Find(named string, env func(string) string) (string, error) {
	if named != "" {
		found, err := exec.LookPath(named)
		if err != nil {
			return "", fmt.Errorf("the browser %q cannot be started: %w", named, err)
		}
		return found, nil
	}
	for _, place := range places(runtime.GOOS, env) {
		if found, err := exec.LookPath(place); err == nil {
			return found, nil
		}
	}
	return "", ErrNoBrowser
}

// places lists names and paths of browsers, the likeliest first.
func places(system string, env func(string) string) []string {
	var all []string
	switch system {
	case "windows":
		for _, folder := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
			base := env(folder)
			if base == "" {
				continue
			}
			for _, program := range []string{`Google\Chrome\Application\chrome.exe`, `Chromium\Application\chrome.exe`, `Microsoft\Edge\Application\msedge.exe`, `BraveSoftware\Brave-Browser\Application\brave.exe`} {
				all = append(all, base+`\`+program)
			}
		}
		return append(all, "chrome", "msedge", "brave")
	case "darwin":
		for _, base := range []string{"/Applications", path.Join(env("HOME"), "Applications")} {
			for _, name := range []string{"Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser"} {
				all = append(all, path.Join(base, name+".app", "Contents", "MacOS", name))
			}
		}
	}
	all = append(all, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable", "brave-browser", "brave")
	return append(all, "/snap/bin/chromium", "/opt/google/chrome/chrome")
}

// isRoot reports whether the program runs as the system's administrator, as in
// containers: there browsers start only without their sandbox.
func isRoot() bool { return os.Geteuid() == 0 }
