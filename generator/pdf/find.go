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
	if found := firstOf(places(runtime.GOOS, env), exec.LookPath); found != "" {
		return found, nil
	}
	return "", ErrNoBrowser
}

// firstOf gives the first of some programs that a system has; "" for none. The
// system is asked by look, as exec.LookPath does.
func firstOf(places []string, look func(string) (string, error)) string {
	for _, place := range places {
		if found, err := look(place); err == nil {
			return found
		}
	}
	return ""
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
	all = append(all, "/snap/bin/chromium", "/snap/bin/brave", "/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge", "/opt/brave.com/brave/brave")
	return append(all, flatpaks(env("HOME"))...)
}

// flatpaks are the programs that Flatpak makes for its browsers, for everybody
// and for one user.
func flatpaks(home string) []string {
	folders := []string{"/var/lib/flatpak/exports/bin"}
	if home != "" {
		folders = append(folders, path.Join(home, ".local/share/flatpak/exports/bin"))
	}
	var all []string
	for _, folder := range folders {
		for _, id := range []string{"org.chromium.Chromium", "com.google.Chrome", "com.microsoft.Edge", "com.brave.Browser"} {
			all = append(all, path.Join(folder, id))
		}
	}
	return all
}

// isRoot reports whether the program runs as the system's administrator, as in
// containers: there browsers start only without their sandbox.
func isRoot() bool { return os.Geteuid() == 0 }
