package load

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/names"
)

// Limits of RELIABILITY: far above what a guide needs, far below what hurts.
const (
	maxMarkdown    = 512 << 10 // bytes of one Markdown file
	maxFrontMatter = 64 << 10  // bytes between the +++ lines
	maxKeys        = 500
)

var fence = []byte("+++")

// split finds the front matter: TOML from start to stop, the body from body.
// ok is false, and the reason in ds, where there is none.
func split(file diag.File, ds *diag.List) (start, stop, body int, ok bool) {
	src := file.Source
	top := len(src) - len(bytes.TrimPrefix(src, []byte("\uFEFF")))
	for top < len(src) && (src[top] == '\n' || src[top] == '\r') {
		top++
	}
	line, next := cutLine(src, top)
	if !bytes.Equal(line, fence) {
		hint := "begin the file with:\n+++\ntitle = \"…\"\n+++"
		if bytes.Equal(line, []byte("---")) {
			hint = "front matter is TOML here: put +++ lines around it and write title = \"…\""
		}
		ds.Error(file.At(top), "front-matter", "the file has no front matter", hint)
		return 0, 0, 0, false
	}
	for at := next; at < len(src); {
		line, after := cutLine(src, at)
		if bytes.Equal(line, fence) {
			if at-next > maxFrontMatter {
				ds.Error(file.At(next), "limit", fmt.Sprintf("the front matter has more than %d KB", maxFrontMatter>>10), "move long texts into the body")
				return 0, 0, 0, false
			}
			return next, at, after, true
		}
		at = after
	}
	ds.Error(file.At(top), "front-matter", "the front matter has no end", "close it with a line of its own: +++")
	return 0, 0, 0, false
}

// cutLine gives the line at an offset without blanks at its end, and where the
// next one begins.
func cutLine(src []byte, at int) (line []byte, next int) {
	end := bytes.IndexByte(src[at:], '\n')
	if end < 0 {
		return bytes.TrimRight(src[at:], " \t\r"), len(src)
	}
	return bytes.TrimRight(src[at:at+end], " \t\r"), at + end + 1
}

// frontMatter reads the head of one Markdown file; nil where it cannot be read.
func frontMatter(file diag.File, guide, language string) (*content.Source, diag.List) {
	var ds diag.List
	start, stop, body, ok := split(file, &ds)
	if !ok {
		return nil, ds
	}
	t := decode(file, start, stop, &ds)
	if t == nil {
		return nil, ds
	}
	if len(t.values) > maxKeys {
		ds.Error(file.At(start), "limit", fmt.Sprintf("the front matter has more than %d keys", maxKeys), "")
		return nil, ds
	}
	s := &content.Source{Path: file.Path, Guide: guide, Language: language, Meta: t.meta(), Body: body, Size: len(file.Source)}
	t.close()
	lost := func(key string) bool { return slices.Contains(t.doc.lost, key) }
	refused := func(key string) bool { return slices.Contains(t.refused, key) }
	if slices.ContainsFunc(placing, lost) || slices.ContainsFunc(agreed, refused) {
		return nil, ds
	}
	s.Keys = slices.Sorted(maps.Keys(t.values))
	s.Places = sync.OnceValue(t.head(stop).placesOf)
	return s, ds
}

// head is the table of a file's front matter, which ends at stop, without the rest of
// the file: that would stay in memory with it.
func (t *table) head(stop int) *table {
	doc := *t.doc
	doc.file.Source = bytes.Clone(doc.file.Source[:stop])
	doc.src = bytes.Clone(doc.src)
	doc.ds = nil
	return &table{doc: &doc, values: t.values}
}

// placing are the keys that other pages depend on: a guide is as one that cannot be
// read where the value of one cannot.
var placing = []string{"kind", "companion", "order", "slug", "aliases", "source", "draft", "withdrawn"}

// agreed are the keys that the files of a guide must say alike: a value of the wrong
// type would be told again as one that differs.
var agreed = []string{"kind", "companion", "order", "source"}

// placesOf tells where each key stands, and each text of a list: "tags.Health".
func (t *table) placesOf() map[string]diag.Position {
	at := make(map[string]diag.Position, len(t.values))
	for key, value := range t.values {
		at[key] = t.at(key)
		items, _ := value.([]any)
		for i, item := range items {
			if text, ok := item.(string); ok {
				at[key+"."+strings.TrimSpace(text)] = t.at(key + "." + strconv.Itoa(i))
			}
		}
	}
	return at
}

func (t *table) meta() content.Meta {
	m := content.Meta{
		Title: t.text("title"), Summary: t.text("summary"),
		Kind: t.choice("kind", "", content.Kinds[:]...), Companion: t.text("companion"),
		Date: t.date("date"), Updated: t.date("updated"), Edition: t.words("edition"),
		Authors: t.list("authors"), Translators: t.list("translators"), Reviewers: t.list("reviewers"), Funders: t.list("funders"),
		Publisher: t.text("publisher"), License: t.text("license"),
		Tags: t.tags(), Order: t.number("order", 0, -1e6, 1e6),
		Image: t.text("image"), Alt: t.text("alt"),
		Draft: t.flag("draft", false), Slug: t.slug(), Aliases: t.aliases(),
		Print: t.formats("print"), Source: t.source(), Withdrawn: t.text("withdrawn"),
	}
	if t.lacks("title") {
		t.doc.ds.Error(t.at("title"), "title-missing", `the page needs a "title"`, `add a line: title = "Clean water"`)
	} else if t.has("title") && m.Title == "" && t.isText("title") {
		t.doc.ds.Error(t.at("title"), "title-missing", `"title" is empty`, "write the title between the quotes")
	}
	if t.has("withdrawn") && m.Withdrawn == "" && t.isText("withdrawn") {
		t.bad("withdrawn", "is empty, so nobody would learn that the guide was withdrawn", "say why between the quotes, or take the line out if the guide still holds")
	}
	if !m.Date.IsZero() && !m.Updated.IsZero() && m.Updated.Before(m.Date) {
		t.bad("updated", "is earlier than \"date\"", "")
	}
	return m
}

// source reads which language of the guide the others are translated from.
func (t *table) source() string {
	tag := t.text("source")
	if tag == "" && t.has("source") && t.isText("source") {
		t.bad("source", "is empty", "write the tag of a language between the quotes, or take the line out")
		t.refused = append(t.refused, "source")
	}
	return tag
}

// Reserved are the names that pages of the program take in each language.
var reserved = []string{"index", "search", "offline", "safety", "leave", "book", "tags"}

// isSlug reports whether a name is words joined by hyphens, without capital letters.
func isSlug(name string) bool {
	for word := range strings.SplitSeq(name, "-") {
		if word == "" {
			return false
		}
		for _, r := range word {
			if !unicode.In(r, unicode.Ll, unicode.Lo, unicode.Lm, unicode.M, unicode.Nd) {
				return false
			}
		}
	}
	return true
}

// maxSlug leaves room for the longest ending of a page's file, in bytes.
const maxSlug = 200

func (t *table) slug() string {
	slug := t.text("slug")
	if slug == "" {
		return ""
	}
	if why := SlugFault(slug); why != "" {
		better := content.Slug(slug)
		if SlugFault(better) != "" {
			better = "clean-water"
		}
		t.bad("slug", why, fmt.Sprintf("write lower-case letters, digits and hyphens: %q", better))
		return ""
	}
	return slug
}

// SlugFault says what is wrong with the name of a guide or page; "" where
// nothing is.
func SlugFault(slug string) string {
	switch {
	case !isSlug(slug):
		return fmt.Sprintf("may hold only lower-case letters, digits and single hyphens, and %q does not", slug)
	case slices.Contains(reserved, slug):
		return fmt.Sprintf("cannot be %q: the program has a page of that name", slug)
	case names.Device(slug):
		return fmt.Sprintf("cannot be %q: Windows keeps that name for a device", slug)
	case len(slug) > maxSlug:
		return fmt.Sprintf("cannot be longer than %d bytes", maxSlug)
	case strings.HasSuffix(slug, "-single"):
		return "cannot end in \"single\": a guide packed into one file has such a name"
	}
	for _, id := range Formats {
		if slug == id || strings.HasSuffix(slug, "-"+id) {
			return fmt.Sprintf("cannot end in %q: that is a print format", id)
		}
	}
	return ""
}

// aliases reads older paths below the language's folder.
func (t *table) aliases() []string {
	return slices.DeleteFunc(t.list("aliases"), func(p string) bool {
		why := aliasFault(p)
		if why != "" {
			t.badItem("aliases", p, why, `write a path below the language's folder that ends in .html or /: "old-name.html"`)
		}
		return why != ""
	})
}

func aliasFault(p string) string {
	if !strings.HasSuffix(p, ".html") && !strings.HasSuffix(p, "/") {
		return "ends neither in .html nor in /"
	}
	for part := range strings.SplitSeq(strings.TrimSuffix(p, "/"), "/") {
		if part == "" || part == "." || part == ".." {
			return "is not a path below the language's folder"
		}
		if strings.ContainsAny(part, "#%") {
			return "has a character that addresses use for something else"
		}
		if why := names.Fault(part); why != "" {
			return fmt.Sprintf("not every system can store: %s", why)
		}
	}
	return ""
}

// tags reads the topics of a guide. Each has a page of its own, so it needs a
// name that can be stored.
func (t *table) tags() []string {
	return slices.DeleteFunc(t.list("tags"), func(tag string) bool {
		slug := content.Slug(tag)
		if slug == "" {
			t.badItem("tags", tag, "has neither a letter nor a digit", "write a word: \"Health\"")
			return true
		}
		why := names.Fault(slug + ".html")
		if why != "" {
			t.badItem("tags", tag, "makes a page that not every system can store: "+why, "write another word")
		}
		return why != ""
	})
}
