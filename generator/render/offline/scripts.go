package offline

import (
	_ "embed"
	"strconv"
	"strings"
)

//go:embed offline.js
var pageScript string

//go:embed sw.js
var worker string

//go:embed stop.js
var stop string

// PageScript is what the page for saving runs, readable. It reads and writes one
// format.
func PageScript() string { return strings.Replace(pageScript, "@format@", strconv.Itoa(Format), 1) }

// Worker is the worker of a site with these languages, readable. It stays at its
// address for ever and holds no version: only a new language changes it.
func Worker(languages []string) string {
	return strings.Replace(worker, "@languages@", strings.Join(languages, "|"), 1)
}

// StopWorker takes the worker's place where readers may no longer save.
func StopWorker() string { return stop }
