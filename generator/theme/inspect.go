package theme

import (
	"bytes"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/html"

	"handbill/generator/diag"
)

// inspect refuses what a template must not write: the security policy is the
// program's, style attributes and handlers would not work under it, and nothing
// is fetched from another host.
func inspect(f file, ds *diag.List) {
	lexer := html.NewTemplateLexer(parse.NewInputBytes(bytes.Clone(f.data)), html.GoTemplate)
	at := func(offset int) diag.Position { return diag.File{Path: f.path, Source: f.data}.At(offset) }
	offset, tag, start, lang := 0, "", 0, false
	for {
		kind, data := lexer.Next()
		if kind == html.ErrorToken {
			return
		}
		switch kind {
		case html.StartTagToken:
			tag, start, lang = strings.ToLower(string(lexer.Text())), offset, false
			if embeds[tag] {
				ds.Error(at(offset), "theme-unsafe", "a page holds no <"+tag+">: it would show another page in this one", "link to what it shows")
			}
		case html.StartTagCloseToken:
			if tag == "html" && !lang {
				ds.Warn(at(start), "theme-lang", "nobody is told the language of this page, so it is read aloud wrongly", `write <html lang="{{.Lang}}" dir="{{.Dir}}">`)
			}
		case html.AttributeToken:
			key := strings.ToLower(string(lexer.AttrKey()))
			value := strings.ToLower(strings.Trim(string(lexer.AttrVal()), `"' `))
			if message, hint := refused(tag, key, value); message != "" {
				ds.Error(at(offset+leading(data)), "theme-unsafe", message, hint)
			}
			lang = lang || key == "lang"
		}
		offset += len(data)
	}
}

// embeds are the elements that show another page or run a program.
var embeds = map[string]bool{"iframe": true, "frame": true, "frameset": true, "object": true, "embed": true, "applet": true, "portal": true}

// leading counts the white space before an attribute.
func leading(data []byte) int { return len(data) - len(bytes.TrimLeft(data, " \t\r\n")) }

func refused(tag, key, value string) (message, hint string) {
	switch {
	case tag == "meta" && key == "http-equiv" && value == "content-security-policy":
		return "a template cannot set the security policy", "take the line out: the program computes the policy from what the page holds"
	case key == "style":
		return "style attributes do not work under the page's security policy", "give the element a class and write the style into a .css file of the theme"
	case strings.HasPrefix(key, "on") && len(key) > 4:
		return "handlers such as " + key + " do not work under the page's security policy", "write a script of the theme and use addEventListener"
	case tag == "base":
		return "a page cannot have a base address: its links lead to neighbours", ""
	case tag == "link" && key == "rel" && strings.Contains(value, "stylesheet"):
		return "a page loads no style sheet: its styles stand inline, so that it is one request", "write the styles into styles/base.css of the theme, or another file there"
	case tag == "form" && key == "action" || key == "formaction":
		return "a form sends nothing under the page's security policy", "write an e-mail address or a telephone number"
	case fetches(tag, key) && (strings.HasPrefix(value, "//") || strings.Contains(value, "://")):
		return "a page fetches nothing from another host", "put the file into the theme's folder and write {{.Root}}{{asset \"name\"}}"
	}
	return "", ""
}

// fetches tells attributes whose address a browser loads by itself.
func fetches(tag, key string) bool {
	switch key {
	case "src", "srcset", "poster", "data":
		return true
	case "href":
		return tag == "link"
	}
	return false
}
