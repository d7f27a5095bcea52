package offline

import (
	"fmt"
	"html"
	"strings"

	"handbill/generator/content"
)

// File is something to take along, offered beside saving.
type File struct {
	// Href is relative to the page for saving.
	Href string
	// Name is what it is saved as; "" keeps the name of its address.
	Name string
	// Label says what it is, in the reader's language.
	Label string
	// Bytes is its size.
	Bytes int
}

// Body is the page for saving below its title: the button, what it leaves on the
// device, and files to take along. enabled says that readers may save, size what
// that costs.
func Body(l *content.Language, enabled bool, size Size, files []File) string {
	w := l.Words.Marked()
	var b strings.Builder
	if enabled {
		save(&b, l, size)
	}
	if len(files) > 0 {
		fmt.Fprintf(&b, `<h2>%s</h2><p>%s</p><ul class="downloads">`, text(w.Text("offline.files")), text(w.Text("offline.files_text")))
		for _, f := range files {
			name := ""
			if f.Name != "" {
				name = ` download="` + text(f.Name) + `"`
			}
			fmt.Fprintf(&b, `<li><a href="%s"%s>%s</a> %s</li>`, text(f.Href), name, text(f.Label), text(w.Size(int64(f.Bytes))))
		}
		b.WriteString("</ul>")
	}
	return b.String()
}

// told are the sentences of the script, by their names there.
var told = []string{"save", "again", "newer", "change", "start", "progress", "done", "failed", "full", "removed", "away", "unable", "file", "busy"}

func save(b *strings.Builder, l *content.Language, size Size) {
	w := l.Words.Marked()
	fmt.Fprintf(b, `<div id="Saving" class="saving" data-root="../" data-lang="%s" data-decimal="%s"`, text(l.Tag), text(decimal(l)))
	for _, name := range told {
		// {size} stays for the script to fill.
		fmt.Fprintf(b, ` data-%s="%s"`, name, text(w.Text("offline."+name, "size", "{size}", "done", "{done}", "date", "{date}")))
	}
	b.WriteString(`><div class="choice" hidden>`)
	for _, kind := range []string{Pictures, Media} {
		if size[kind] > 0 {
			checked := ""
			if kind == Pictures {
				checked = " checked"
			}
			fmt.Fprintf(b, `<label><input type="checkbox" value="%s"%s> %s</label>`, kind, checked, text(w.Text("offline."+kind, "size", w.Size(int64(size[kind])))))
		}
	}
	b.WriteString(`</div>`)
	fmt.Fprintf(b, `<p><button type="button" class="save" hidden>%s</button> <button type="button" class="remove" hidden>%s</button></p>`,
		text(w.Text("offline.save", "size", w.Size(int64(size[Text]+size[Pictures])))), text(w.Text("offline.remove")))
	fmt.Fprintf(b, `<progress class="amount" aria-label="%s" value="0" max="1" hidden></progress><p class="told" role="status">%s</p></div>`, text(w.Text("offline.bar")), text(w.Text("offline.script")))
	fmt.Fprintf(b, `<h2>%s</h2><p>%s</p><p>%s</p><p>%s</p>`, text(w.Text("offline.leaves")), text(w.Text("offline.nothing_else")), text(w.Text("offline.leaves_text")), text(w.Text("offline.leaves_until")))
}

// decimal is the decimal mark of a language.
func decimal(l *content.Language) string {
	return strings.Trim(l.Words.Decimal(1.5, 1), l.Words.Digits("15"))
}

func text(s string) string { return html.EscapeString(s) }

// WordsOf gives what a saved page says of itself.
func WordsOf(l *content.Language) Words {
	return Words{Remove: l.Words.Text("offline.remove"), Newer: l.Words.Text("offline.offer", "size", "{size}"), Decimal: decimal(l)}
}

// SafetyBody is the page that says what a visit leaves behind, below its title.
// It says only what holds for this site.
func SafetyBody(l *content.Language, exit, quiet, saving bool) string {
	w := l.Words.Marked()
	var b strings.Builder
	part := func(title string, sentences ...string) {
		fmt.Fprintf(&b, "<h2>%s</h2>", text(w.Text("safety."+title)))
		for _, s := range sentences {
			fmt.Fprintf(&b, "<p>%s</p>", text(s))
		}
	}
	if exit {
		part("exit", w.Text("safety.exit_text", "exit", w.Text("page.exit")), w.Text("safety.exit_keys"), w.Text("safety.exit_limit"))
	}
	part("stored", w.Text("safety.stored_text"))
	if saving {
		part("saved", w.Text("safety.saved_text"))
		fmt.Fprintf(&b, `<p class="links"><a href="offline.html">%s</a></p>`, text(w.Text("offline.title")))
	}
	history := []string{w.Text("safety.history_text")}
	if quiet {
		history = append(history, w.Text("safety.history_quiet"))
	}
	part("history", history...)
	part("downloads", w.Text("safety.downloads_text"))
	part("settings", w.Text("safety.settings_text"))
	part("screen", w.Text("safety.screen_text"))
	part("network", w.Text("safety.network_text"))
	part("control", w.Text("safety.control_text"))
	return b.String()
}
