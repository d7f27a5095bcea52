package content

import (
	"time"

	"handbill/generator/diag"
)

// Config is site.toml, with defaults filled in.
type Config struct {
	Title     Text
	Source    string // BCP 47 tag
	Address   string // ends with a slash; "" where unsaid
	Tagline   Text
	Welcome   Text // Markdown
	Footer    Text // Markdown
	Contact   Text
	Publisher string
	License   string
	Logo      string
	Accent    string // "#rrggbb"
	Theme     string

	// Untranslated is "source" or "omit".
	Untranslated string
	// MinTranslated is a share, 0 to 1.
	MinTranslated float64

	Languages []LanguageConfig
	// Values are texts by name; by language under its tag, for all under "".
	Values map[string]map[string]string

	Notice   Notice
	Print    Print
	Offline  Offline
	Privacy  Privacy
	Pictures Pictures
	Check    Check

	// Keys tells where each key stands, such as "languages.fr.dir".
	Keys map[string]diag.Position
}

// At is where a key of site.toml stands; the top of the file where the key is
// not written.
func (c *Config) At(key string) diag.Position {
	if at, ok := c.Keys[key]; ok {
		return at
	}
	return diag.Position{Path: "site.toml", Line: 1, Column: 1}
}

// LanguageConfig is one [languages.TAG] table.
type LanguageConfig struct {
	Tag      string
	Name     string
	Dir      string
	Fallback []string
	Digits   string // "latin" or "native"; "" where unsaid
	Exit     string
}

// Notice is the line on top of every page.
type Notice struct {
	Text        Text
	From, Until time.Time // days; zero where unsaid
	Level       string    // "info" or "urgent"
}

// Print is the [print] table.
type Print struct {
	Formats []string
	Paper   string // "a4" or "letter"
	Short   string
	Press   bool
}

// Offline is the [offline] table.
type Offline struct {
	Enabled bool
	Name    Text
	Chunk   int
}

// Privacy is the [privacy] table.
type Privacy struct {
	Exit         string
	ExitTab      bool
	QuietHistory bool
	NeutralNames bool
}

// Pictures is the [pictures] table. Width is in CSS pixels.
type Pictures struct {
	Width   int
	Quality int
	OnTap   bool
}

// Check is the [check] table.
type Check struct {
	Links       diag.Severity
	Always      []string
	ServicesAge int // days
}
