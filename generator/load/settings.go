package load

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"handbill/generator/content"
	"handbill/generator/diag"
	"handbill/generator/i18n"
	"handbill/generator/names"
)

// Formats are the ids of print formats, those of guides first.
var Formats = []string{
	"a4", "letter", "a5-booklet", "half-letter-booklet", "large-print", "large-print-letter", "ink-saver", "ink-saver-letter",
	"trifold", "trifold-letter", "zine", "zine-letter", "card", "card-letter", "poster-a4", "poster-a3", "poster-letter",
}

// settings reads site.toml.
func settings(file diag.File) (*content.Config, diag.List) {
	var ds diag.List
	t := decode(file, 0, len(file.Source), &ds)
	if t == nil {
		return nil, ds
	}
	r := settingsReader{table: t, config: &content.Config{Keys: map[string]diag.Position{}}}
	r.read()
	t.close()
	if len(t.doc.lost) > 0 {
		return nil, ds // whatever is judged by settings would be told wrongly
	}
	for path, offset := range t.doc.places().Keys {
		r.config.Keys[path] = file.At(offset)
	}
	r.languagesOf()
	return r.config, ds
}

type settingsReader struct {
	*table
	config *content.Config
	texts  []string // paths of texts by language: "title.fr"
}

func (r *settingsReader) byLanguage(key string) content.Text {
	return r.inner(r.table, "", key)
}

func (r *settingsReader) read() {
	c := r.config
	c.Title = r.byLanguage("title")
	r.languages()
	c.Address = r.web("address", content.SiteAddress)
	c.Tagline, c.Welcome, c.Footer, c.Contact = r.byLanguage("tagline"), r.byLanguage("welcome"), r.byLanguage("footer"), r.byLanguage("contact")
	c.Publisher, c.License, c.Logo = r.text("publisher"), r.text("license"), r.text("logo")
	c.Accent = r.accent()
	c.Theme = r.text("theme")
	if c.Theme == "" {
		c.Theme = "default"
	} else if strings.ContainsAny(c.Theme, `/\`) || strings.HasPrefix(c.Theme, ".") {
		r.bad("theme", "must be the name of a folder in themes/", "")
	}
	c.Untranslated = r.choice("untranslated", "source", "source", "omit")
	c.MinTranslated = r.number("min_translated", 0.5, 0, 1)
	r.values()
	r.tables()
	c.Source = r.source()
	r.title()
}

// title asks for a title that every language can show: its own, or that of the
// source.
func (r *settingsReader) title() {
	c := r.config
	if r.lacks("title") {
		r.doc.ds.Error(r.at("title"), "key-missing", `the site needs a "title"`, `add a line: title = "Our guides"`)
		return
	}
	for _, tag := range slices.Sorted(maps.Keys(c.Title)) {
		if c.Title[tag] == "" {
			r.doc.ds.Error(r.at(strings.TrimSuffix("title."+tag, ".")), "title-missing", "the title is empty", "write it between the quotation marks")
		}
	}
	_, all := c.Title[""]
	if _, source := c.Title[c.Source]; c.Title != nil && !all && !source && c.Source != "" {
		r.doc.ds.Error(r.at("title"), "title-missing", fmt.Sprintf("the title is missing in %q, the language that is translated from", c.Source), fmt.Sprintf("add it to the table: %s = \"Our guides\"", c.Source))
	}
}

// notice reads the line on top of every page.
func (r *settingsReader) notice() content.Notice {
	t := r.sub("notice")
	defer t.close()
	n := content.Notice{From: t.date("from"), Until: t.date("until"), Level: t.choice("level", "info", "info", "urgent")}
	n.Text = r.inner(t, "notice.", "text")
	if len(t.values) > 0 && t.isText("text") && !t.has("text") {
		r.doc.ds.Error(r.at("notice"), "key-missing", "the notice has no text", `add a line: text = "The clinic is closed in August"`)
	}
	for _, tag := range slices.Sorted(maps.Keys(n.Text)) {
		if n.Text[tag] == "" {
			r.doc.ds.Error(t.at(strings.TrimSuffix("text."+tag, ".")), "value", "the text of the notice is empty", "write it between the quotation marks, or take the whole table [notice] away")
		}
	}
	if !n.From.IsZero() && !n.Until.IsZero() && n.Until.Before(n.From) {
		t.bad("until", "is earlier than \"from\", so the notice would never show", "")
	}
	return n
}

// languages reads the [languages.TAG] tables in the order of the file.
func (r *settingsReader) languages() {
	t := r.sub("languages")
	tags := t.keys()
	slices.SortFunc(tags, func(a, b string) int {
		pa, pb := t.at(a), t.at(b)
		if pa.Line != pb.Line {
			return pa.Line - pb.Line
		}
		return pa.Column - pb.Column
	})
	named := map[string]string{}
	for _, tag := range tags {
		l, ok := r.language(t, tag)
		if !ok {
			continue
		}
		if first := named[l.Name]; first != "" && l.Name != "" {
			r.doc.ds.Warn(t.at(tag), "language-name", fmt.Sprintf("%q and %q have the same name, and readers choose by it", first, tag), "add what tells them apart, such as the script or the country: 中文（繁體）")
		}
		named[l.Name] = tag
		r.config.Languages = append(r.config.Languages, l)
	}
	if len(tags) == 0 {
		r.doc.ds.Error(r.at("languages"), "key-missing", "the site has no languages", "add a table for each language:\n[languages.en]\nname = \"English\"")
	}
}

func (r *settingsReader) language(all *table, tag string) (content.LanguageConfig, bool) {
	t := all.sub(tag)
	l := content.LanguageConfig{Tag: tag}
	canonical, err := i18n.Canonical(tag)
	if err != nil {
		r.doc.ds.Error(all.at(tag), "language-tag", err.Error(), "use a BCP 47 tag such as en, pt-BR or zh-Hans")
		return l, false
	}
	defer t.close()
	if canonical != tag {
		r.doc.ds.Error(all.at(tag), "language-tag", fmt.Sprintf("the language tag %q is not written as usual", tag), fmt.Sprintf("write %q here and in the names of files", canonical))
	}
	if names.Device(tag) {
		r.doc.ds.Error(all.at(tag), "name-unstorable", fmt.Sprintf("no folder can have the name %q: Windows keeps it for a device", tag), fmt.Sprintf("add a part for the script or for private use: %s-Latn, %s-x-own", tag, tag))
	}
	l.Name = t.text("name")
	if l.Name == "" && t.isText("name") {
		r.doc.ds.Error(all.at(tag), "key-missing", fmt.Sprintf("language %q needs a name", tag), "add its name in its own script: name = \"Español\"")
	}
	l.Dir = t.choice("dir", "", "ltr", "rtl")
	if l.Dir == "" {
		dir, known := i18n.Direction(tag)
		if !known && t.isText("dir") {
			r.doc.ds.Error(all.at(tag), "key-missing", fmt.Sprintf("the script of %q is unknown, so its direction must be said", tag), `add dir = "ltr" or dir = "rtl"`)
		}
		l.Dir = dir
	}
	l.Fallback = t.list("fallback")
	l.Digits = t.choice("digits", "", "latin", "native")
	l.Exit = t.web("exit", content.WebAddress)
	return l, true
}

func (r *settingsReader) tags() []string {
	tags := make([]string, len(r.config.Languages))
	for i, l := range r.config.Languages {
		tags[i] = l.Tag
	}
	return tags
}

func (r *settingsReader) source() string {
	source := r.text("source")
	switch {
	case source == "" && r.isText("source"):
		r.doc.ds.Error(r.at("source"), "key-missing", `the site needs a "source": the language that guides are translated from`, `add a line: source = "en"`)
	case source != "" && !slices.Contains(r.tags(), source):
		hint := fmt.Sprintf("add [languages.%s] with its name", source)
		if _, err := i18n.Canonical(source); err != nil && len(r.tags()) > 0 {
			hint = "use one of: " + strings.Join(r.tags(), ", ")
		}
		r.bad("source", fmt.Sprintf("is %q, which has no table in this file", source), hint)
	}
	return source
}

// web reads an address of the web as judge writes it; "" where there is none.
func (t *table) web(key string, judge func(string) (address, why string)) string {
	text := t.text(key)
	if text == "" {
		return ""
	}
	address, why := judge(text)
	if why != "" {
		t.doc.ds.Error(t.at(key), "value", fmt.Sprintf("%q is %q, which %s", key, text, why), `write it whole: "https://www.example.org/guides/"`)
	}
	return address
}

var hexColour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// defaultAccent has a contrast of 8.6:1 on white (WCAG 2.2, 1.4.6 asks for 7:1).
const defaultAccent = "#7a1f5c"

func (r *settingsReader) accent() string {
	accent := r.text("accent")
	if accent == "" {
		return defaultAccent
	}
	if !hexColour.MatchString(accent) {
		r.bad("accent", fmt.Sprintf("is not a colour: %q", accent), `write six hexadecimal digits: "#7a1f5c"`)
		return defaultAccent
	}
	return strings.ToLower(accent)
}

// isValueName reports whether a name is letters, digits, hyphens and underscores, and
// begins with no hyphen and no mark.
func isValueName(name string) bool {
	for i, r := range name {
		if i == 0 && (r == '-' || unicode.Is(unicode.M, r)) || r != '-' && r != '_' && !unicode.In(r, unicode.L, unicode.M, unicode.Nd) {
			return false
		}
	}
	return name != ""
}

func (r *settingsReader) values() {
	t := r.sub("values")
	r.config.Values = map[string]map[string]string{"": {}}
	for _, key := range t.keys() {
		if _, ok := t.values[key].(map[string]any); !ok {
			r.value(t, key, "")
			continue
		}
		if !slices.Contains(r.tags(), key) {
			r.doc.ds.Error(t.at(key), "language-unknown", fmt.Sprintf("values for %q, a language that the site does not have", key), oneOf(key, r.tags()))
		}
		r.config.Values[key] = map[string]string{}
		inner := t.sub(key)
		for _, name := range inner.keys() {
			r.value(inner, name, key)
		}
	}
}

func (r *settingsReader) value(t *table, name, tag string) {
	if !isValueName(name) {
		r.doc.ds.Error(t.at(name), "value", fmt.Sprintf("%q cannot be the name of a value", name), "use letters, digits, hyphens and underscores")
	}
	text := t.text(name)
	if strings.Contains(text, "{{") {
		t.bad(name, "holds another value, which is not replaced there", "write the text itself")
	}
	if text == "" && t.isText(name) {
		t.bad(name, "is empty", "write its text, or take the line out")
	}
	if text != "" || t.isText(name) { // an empty one is told, and known
		r.config.Values[tag][name] = text
	}
}

func (r *settingsReader) tables() {
	c := r.config
	c.Notice = r.notice()
	t := r.sub("print")
	c.Print = content.Print{Formats: t.formats("formats"), Paper: t.choice("paper", "a4", "a4", "letter"), Short: t.short(), Press: t.flag("press", false)}
	t.close()

	t = r.sub("offline")
	c.Offline = content.Offline{Enabled: t.flag("enabled", true), Chunk: t.whole("chunk", 10, 1, 1000)}
	c.Offline.Name = r.inner(t, "offline.", "name")
	t.close()

	t = r.sub("privacy")
	c.Privacy = content.Privacy{Exit: t.web("exit", content.WebAddress), ExitTab: t.flag("exit_tab", false), QuietHistory: t.flag("quiet_history", false), NeutralNames: t.flag("neutral_names", false)}
	t.close()

	t = r.sub("pictures")
	c.Pictures = content.Pictures{Width: t.whole("width", 640, 64, 4096), Quality: t.whole("quality", 55, 1, 100), OnTap: t.flag("on_tap", false)}
	t.close()

	t = r.sub("check")
	c.Check = content.Check{Links: diag.Error, Always: t.list("always"), ServicesAge: t.whole("services_age", 365, 1, 36500)}
	if t.choice("links", "error", "error", "warning") == "warning" {
		c.Check.Links = diag.Warning
	}
	t.close()
}

func (r *settingsReader) inner(t *table, table, key string) content.Text {
	text := t.byLanguage(key)
	for _, tag := range slices.Sorted(maps.Keys(text)) {
		if tag != "" {
			r.texts = append(r.texts, table+key+"."+tag)
		}
	}
	return text
}

var shortPlace = regexp.MustCompile(`\{[^{}]*\}?`)

// short reads the short address that paper shows, with places for the guide and
// the language.
func (t *table) short() string {
	short := t.text("short")
	for _, place := range shortPlace.FindAllString(short, -1) {
		if place != "{slug}" && place != "{lang}" {
			t.bad("short", fmt.Sprintf("has %s, which nothing fills in", place), "{slug} and {lang} are filled in: \"example.org/{lang}/{slug}\"")
		}
	}
	return short
}

// formats reads a list of format ids.
func (t *table) formats(key string) []string {
	ids := t.list(key)
	for _, id := range ids {
		if !slices.Contains(Formats, id) {
			t.badItem(key, id, "is no format", oneOf(id, Formats))
		}
	}
	return ids
}

// languagesOf checks every tag that settings mention against the languages.
func (r *settingsReader) languagesOf() {
	tags := r.tags()
	unknown := func(path, tag string) {
		hint := oneOf(tag, tags)
		if slices.Contains(r.asked, tag) { // it stands below [title], where languages are
			hint = aboveTables(tag)
		}
		r.doc.ds.Error(r.doc.at(path), "language-unknown", fmt.Sprintf("%q is not a language of this site", tag), hint)
	}
	for _, path := range r.texts {
		if tag := path[strings.LastIndexByte(path, '.')+1:]; !slices.Contains(tags, tag) {
			unknown(path, tag)
		}
	}
	for _, l := range r.config.Languages {
		for _, tag := range l.Fallback {
			if !slices.Contains(tags, tag) {
				unknown("languages."+l.Tag+".fallback", tag)
			}
		}
	}
}
