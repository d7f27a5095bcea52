// Package scaffold holds what `handbill new` writes: a site to start from, a
// guide, an entry for a language. It gives files; it never writes them.
package scaffold

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"handbill/generator/i18n"
)

//go:embed start/site.toml
var siteTOML string

//go:embed start/guide.md
var guideMD string

//go:embed start/welcome.md
var welcomeMD string

// File is a file to write, its path relative to the site.
type File struct {
	Path string
	Data []byte
}

// Site gives the files of a new site: settings with every key explained, a first
// guide, and a .gitignore for the output.
func Site() []File {
	return []File{
		{"site.toml", []byte(siteTOML)},
		{"guides/welcome/en.md", []byte(welcomeMD)},
		{".gitignore", []byte("# What builds make; sources are everything else.\n/public/\n")},
	}
}

// Guide gives a guide to fill in, in its source language.
func Guide(slug, source string) File {
	words := []rune(strings.ReplaceAll(slug, "-", " "))
	title := strings.ToUpper(string(words[:1])) + string(words[1:])
	text := strings.ReplaceAll(guideMD, `"TITLE"`, strconv.Quote(title))
	return File{fmt.Sprintf("guides/%s/%s.md", slug, source), []byte(text)}
}

// Name gives a language's name in its own script, with the country or the script that
// its tag names; the tag, or the last part of it, stands where no word is known.
func Name(tag string) string {
	name, _ := named(tag)
	return name
}

// named is Name, and whether all of it is known.
func named(tag string) (name string, known bool) {
	if name := i18n.Endonym(tag); name != "" {
		return name, true
	}
	self := selfName(tag)
	at := strings.LastIndexByte(tag, '-')
	if at < 0 {
		return cmp.Or(self, tag), self != ""
	}
	above, _ := named(tag[:at])
	part := tag[at+1:]
	switch {
	case len(part) == 1: // a singleton, such as in en-x-plain
		return above, false
	case len(part) == 4 && self != "" && self != above: // a script with a name for the language
		return self, true
	case above == tag[:at]:
		return tag, false
	}
	return i18n.Qualified(above, part), false
}

// selfName is what the Unicode tables call a language in itself, "" for nothing. They
// leave out most scripts and countries.
func selfName(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	runes := []rune(display.Self.Name(t))
	if len(runes) == 0 {
		return ""
	}
	return strings.ToUpper(string(runes[:1])) + string(runes[1:])
}

// Words gives the interface words of a language to fill in: the English ones as
// remarks, so that a build counts what is left.
func Words(tag string, english []byte) File {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Interface words in %s (%s). On each line that begins with # and a name, take the #\n# away and write your words between the quotation marks. What is left stands in\n# another language on the pages; handbill build says how many lines that are.\n#\n", Name(tag), tag)
	for line := range bytes.Lines(english) {
		if name, _, isPair := bytes.Cut(line, []byte(" = ")); isPair && !bytes.HasPrefix(name, []byte("#")) {
			b.WriteString("# ")
		}
		b.Write(line)
	}
	return File{"i18n/" + tag + ".toml", b.Bytes()}
}

// Language adds the table of a language to the text of a site.toml, behind the
// last language there, and leaves every other byte alone.
func Language(src []byte, tag string) []byte {
	dir, known := i18n.Direction(tag)
	var entry strings.Builder
	name, sure := named(tag)
	fmt.Fprintf(&entry, "[languages.%s]\nname = %s", tag, strconv.Quote(name))
	if !sure {
		entry.WriteString("  # write what its speakers call it, in their script")
	}
	entry.WriteByte('\n')
	if !known {
		entry.WriteString("dir = \"ltr\"  # the script is not known: write \"rtl\" if it runs from right to left\n")
	} else if dir == "rtl" {
		entry.WriteString("dir = \"rtl\"\n")
	}
	at := afterLanguages(src)
	before, after := src[:at], src[at:]
	var b bytes.Buffer
	b.Write(before)
	if len(before) > 0 && !bytes.HasSuffix(before, []byte("\n")) {
		b.WriteByte('\n')
	}
	if len(before) > 0 && !bytes.HasSuffix(before, []byte("\n\n")) {
		b.WriteByte('\n')
	}
	b.WriteString(entry.String())
	if len(after) > 0 && after[0] != '\n' && !bytes.HasPrefix(after, []byte("\r\n")) {
		b.WriteByte('\n')
	}
	b.Write(after)
	return b.Bytes()
}

// afterLanguages gives the offset behind the last line of the last
// [languages.…] table; the end of the file where there is none.
func afterLanguages(src []byte) int {
	end, inside, pos := len(src), false, 0
	for line := range bytes.Lines(src) {
		trimmed := bytes.TrimSpace(line)
		pos += len(line)
		switch {
		case bytes.HasPrefix(trimmed, []byte("[languages.")):
			inside, end = true, pos
		case bytes.HasPrefix(trimmed, []byte("[")):
			inside = false
		case inside && len(trimmed) > 0 && trimmed[0] != '#':
			end = pos
		}
	}
	return end
}
