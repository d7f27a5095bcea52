package translate

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"

	"handbill/generator/content"
)

var (
	//go:embed pages/status.html
	statusHTML string
	//go:embed pages/diff.html
	diffHTML string
	//go:embed pages/page.css
	pageCSS string
)

var pages = template.Must(template.Must(template.New("status").Funcs(template.FuncMap{
	"percent": percent, "words": StatusWords,
	"plural": plural,
	"op":     func(b byte) string { return string(b) },
}).Parse(statusHTML)).New("diff").Parse(diffHTML))

// percent is a share of a whole, rounded down so that 100 means all.
func percent(n, of int) int {
	if of == 0 {
		return 100
	}
	return 100 * n / of
}

// plural counts things in English.
func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// StatusWords says a status as people do.
func StatusWords(s Status) string {
	switch s {
	case Current:
		return "up to date"
	case Changed:
		return "changed at the source"
	case Unsure:
		return "changed at the source, or another text"
	case Untranslated:
		return "not translated yet"
	case Missing:
		return "missing"
	case ToReview:
		return "wants a second look"
	case Removed:
		return "no longer in the source"
	}
	return "added by the translator"
}

// StatusPage makes one page, with nothing outside of it, that tells a team how far
// each language is and what to do next.
func StatusPage(title string, source *content.Language, all []LanguageStatus) ([]byte, error) {
	return fill("status", map[string]any{"Title": title, "Source": source, "Languages": all})
}

// DiffPage makes a page of what is not up to date in a work.
func DiffPage(w *Work, base, language *content.Language) ([]byte, error) {
	return fill("diff", map[string]any{"Title": w.title(), "Work": w, "Base": base, "Language": language, "Parts": w.Differences()})
}

func fill(name string, data map[string]any) ([]byte, error) {
	sum := sha256.Sum256([]byte(pageCSS))
	data["Style"] = template.CSS(pageCSS)
	data["Policy"] = "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, data); err != nil {
		return nil, fmt.Errorf("writing the page: %w", err)
	}
	return b.Bytes(), nil
}
