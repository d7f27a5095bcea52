package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Printer writes diagnostics for people.
type Printer struct {
	// Line gives the text of a line of a site's file, counted from 1, without
	// its end; "" when it cannot be had. It may be nil.
	Line func(path string, line int) string
	// Color turns on ANSI colours.
	Color bool
	// Max is how many diagnostics are written before the rest is only counted;
	// 0 writes all.
	Max int
}

// Print writes the list in its order: one line each, the author's own line with
// a caret under the place, and the hint.
func (p Printer) Print(w io.Writer, list List) error {
	shown := list
	if p.Max > 0 && len(list) > p.Max {
		shown = list[:p.Max]
	}
	var b strings.Builder
	for _, d := range shown {
		p.one(&b, d)
	}
	if rest := len(list) - len(shown); rest > 0 {
		fmt.Fprintf(&b, "… and %d more; --json shows all of them\n", rest)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p Printer) one(b *strings.Builder, d Diagnostic) {
	if d.Path != "" {
		b.WriteString(d.Path)
		if d.Line > 0 {
			fmt.Fprintf(b, ":%d:%d", d.Line, max(d.Column, 1))
		}
		b.WriteString(": ")
	}
	b.WriteString(p.paint(d.Severity, d.Severity.String()+":"))
	fmt.Fprintf(b, " %s [%s]\n", d.Message, d.Code)
	p.excerpt(b, d)
	if d.Hint != "" {
		for i, line := range strings.Split(d.Hint, "\n") {
			lead := "    hint: "
			if i > 0 {
				lead = "          "
			}
			b.WriteString(lead + line + "\n")
		}
	}
}

// excerptWidth keeps an excerpt and its caret on one line of an 80-column
// terminal.
const excerptWidth = 72

func (p Printer) excerpt(b *strings.Builder, d Diagnostic) {
	if p.Line == nil || d.Line == 0 {
		return
	}
	line := strings.ReplaceAll(p.Line(d.Path, d.Line), "\t", " ")
	if strings.TrimSpace(line) == "" || !utf8.ValidString(line) {
		return
	}
	runes := []rune(line)
	column := min(max(d.Column, 1), len(runes)+1) - 1
	if column > excerptWidth-12 {
		cut := column - excerptWidth/2
		runes, column = append([]rune("…"), runes[cut:]...), column-cut+1
	}
	if len(runes) > excerptWidth {
		runes = append(runes[:excerptWidth:excerptWidth], '…')
	}
	fmt.Fprintf(b, "    %s\n", plain(runes))
	if d.Column > 0 {
		fmt.Fprintf(b, "    %s%s\n", strings.Repeat(" ", column), p.paint(d.Severity, "^"))
	}
}

// plain shows control and bidirectional formatting characters as a dot, so that
// a hostile file cannot write to the terminal.
func plain(runes []rune) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return '·'
		}
		return r
	}, string(runes))
}

func (p Printer) paint(s Severity, text string) string {
	if !p.Color {
		return text
	}
	code := map[Severity]string{Error: "1;31", Warning: "1;33", Note: "1;36"}[s]
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

type jsonList struct {
	Version     int              `json:"version"`
	Errors      int              `json:"errors"`
	Warnings    int              `json:"warnings"`
	Diagnostics []jsonDiagnostic `json:"diagnostics"`
}

type jsonDiagnostic struct {
	Path     string `json:"path"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
}

// WriteJSON writes the whole list as one object: version, counts, diagnostics.
func WriteJSON(w io.Writer, list List) error {
	out := jsonList{Version: 1, Errors: list.Count(Error), Warnings: list.Count(Warning), Diagnostics: make([]jsonDiagnostic, 0, len(list))}
	for _, d := range list {
		out.Diagnostics = append(out.Diagnostics, jsonDiagnostic{d.Path, d.Line, d.Column, d.Severity.String(), d.Code, d.Message, d.Hint})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}
