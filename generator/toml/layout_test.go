package toml

import (
	"strings"
	"testing"
)

func TestLayoutFindsKeysOfEveryShape(t *testing.T) {
	src := `# first = "in a comment"
title = "a = b"
"quoted key" = 1
long = """
fake = "inside a text"
"""
raw = '''
fake2 = 1
'''
list = [
  "[fake3]", # comment
  { within = "list" },
]
inline = { en = "x", fr = "}" }
dotted.key = true

[languages.pt-BR]
name = "Português"

[[service]]
id = "one"
[service.fr]
name = "un"
[[service]]
id = "two"
`
	at := Scan([]byte(src)).Keys
	for path, line := range map[string]string{
		"title": `title = "a`, "quoted key": `"quoted`, "long": "long =", "list": "list =", "list.1.within": "within", "list.0": `"[fake3]"`,
		"inline.fr": "fr = \"}", "dotted.key": "dotted.key", "dotted": "dotted.key",
		"languages.pt-BR": "[languages", "languages.pt-BR.name": "name = \"Port",
		"service.0.id": `id = "one"`, "service.0.fr.name": `name = "un"`, "service.1.id": `id = "two"`, "service.1": "[[service]]\nid = \"two\"",
	} {
		if got, ok := at[path]; !ok || got != strings.Index(src, line) {
			t.Errorf("%s found at %d, %v; want %d", path, got, ok, strings.Index(src, line))
		}
	}
	if got := Scan([]byte("\uFEFFa = 1\n")).Keys["a"]; got != 3 {
		t.Errorf("behind a byte order mark a key stands at %d", got)
	}
	for path := range at {
		if strings.Contains(path, "fake") || path == "first" {
			t.Errorf("%s is no key", path)
		}
	}
}
