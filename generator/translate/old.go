package translate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"handbill/generator/diag"
	"handbill/generator/markdown"
	"handbill/generator/toml"
)

// Old is a source text as it was when somebody translated it.
type Old struct {
	Kind markdown.BlockKind
	Text string
}

// Texts are the source texts that locks name, by hash, so that a changed block
// can be shown beside what it was without git.
type Texts map[string]Old

// ParseTexts reads the source.toml of a guide's track folder. Each line is read
// by itself, so a merge conflict or a cut costs the lines that it hit.
func ParseTexts(file diag.File) (Texts, diag.List) {
	var ds diag.List
	texts := Texts{}
	for i, line := range strings.Split(string(file.Source), "\n") {
		if line = strings.TrimSpace(line); len(line) < 12 || strings.Contains("#<>=v[", line[:1]) {
			continue
		}
		entry, fault := toml.Decode([]byte(line))
		if fault != nil {
			ds.Warn(diag.Position{Path: file.Path, Line: i + 1, Column: 1}, "lock-damaged", "this line cannot be read: the older source text in it is lost", "only comparisons with that text are affected")
			continue
		}
		for hash, value := range entry {
			if old, ok := value.(map[string]any); ok {
				kind, _ := old["kind"].(string)
				text, _ := old["text"].(string)
				texts[hash] = Old{markdown.BlockKind(kind), text}
			}
		}
	}
	return texts, ds
}

// Bytes writes the texts, one line each, sorted by hash.
func (t Texts) Bytes(path string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: source texts that translations were made from, kept by handbill\nversion = 1\n", path)
	for _, hash := range slices.Sorted(maps.Keys(t)) {
		fmt.Fprintf(&b, "%s = { kind = %s, text = %s }\n", hash, quote(string(t[hash].Kind)), quote(t[hash].Text))
	}
	return []byte(b.String())
}

// Remember adds the current source units that a lock names. Existing texts stay.
func (t Texts) Remember(source []Unit, lock Lock) {
	named := lock.sources()
	for _, u := range source {
		if _, ok := t[u.Hash()]; !ok && named[u.Hash()] {
			t[u.Hash()] = Old{u.Kind, u.Text}
		}
	}
}

// Forget drops the texts that neither a lock names nor the files of the other
// locks hold anywhere, be those damaged or not.
func (t Texts) Forget(lock Lock, others [][]byte) {
	named := lock.sources()
	maps.DeleteFunc(t, func(hash string, _ Old) bool {
		return !named[hash] && !slices.ContainsFunc(others, func(file []byte) bool { return bytes.Contains(file, []byte(hash)) })
	})
}

// sources is the set of source hashes in a lock.
func (l Lock) sources() map[string]bool {
	set := map[string]bool{}
	for _, r := range l.Rows {
		for _, key := range r.Source {
			set[bare(key)] = true
		}
	}
	return set
}

// quote writes a TOML basic string on one line. JSON's escapes are TOML's.
func quote(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic("a string cannot fail to be written: " + err.Error())
	}
	return strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "\x7f", `\u007f`)
}
